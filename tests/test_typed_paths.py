"""Paths as a person types them: nothing that one types is a fault of the app."""

from pathlib import Path

import pytest

from screens.typed_paths import is_file, is_folder, is_taken, typed_path


@pytest.mark.parametrize("text", ["x" * 3000, "~nobody-of-that-name/x", "no\0name", "a/" * 3000])
def test_what_cannot_be_a_path_is_not_there(text: str, tmp_path: Path) -> None:
    path = typed_path(text, tmp_path)
    assert not is_file(path) and not is_folder(path) and not is_taken(path)


def test_a_path_is_in_the_folder_or_where_it_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    assert is_file(typed_path(" a.txt ", tmp_path))
    assert is_folder(typed_path("..", tmp_path))
    assert typed_path(str(tmp_path / "b"), Path("elsewhere")) == tmp_path / "b"
    assert typed_path("~", tmp_path) == Path.home()
