"""The file of what was decided: private, whole or as it was, and written by two at once."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from parties.decisions import FILE, decisions_in, remember
from parties.disposition import Disposition, DispositionError, HitKey, State
from tests.parties_samples import NOW

CLEARED = Disposition(State.CLEARED, "J. Doe", "another address", NOW)


def key(number):
    return HitKey(f"fab {number}", "CN", f"{number:064x}", "EL", f"id-{number}")


def test_nothing_was_decided_where_there_is_no_file(tmp_path):
    assert len(decisions_in(tmp_path / "nowhere")) == 0


def test_a_decision_is_there_after_a_restart_and_for_the_owner_alone(tmp_path):
    folder = tmp_path / "a" / "screening"
    remember(folder, [(key(1), CLEARED)])
    assert decisions_in(folder).recall(key(1)).disposition == CLEARED
    if os.name != "nt":
        assert (folder / FILE).stat().st_mode & 0o077 == 0
        assert folder.stat().st_mode & 0o077 == 0


def test_two_who_decide_at_once_lose_nothing(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: remember(tmp_path, [(key(number), CLEARED)]), range(40)))
    assert len(decisions_in(tmp_path)) == 40


def test_a_write_that_fails_leaves_what_was_there(tmp_path, monkeypatch):
    remember(tmp_path, [(key(1), CLEARED)])
    before = (tmp_path / FILE).read_bytes()

    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("parties.decisions.write_whole", full)
    with pytest.raises(DispositionError, match="No space left"):
        remember(tmp_path, [(key(2), CLEARED)])
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": "other"}', b"\xff"])
def test_a_damaged_file_is_told_and_never_taken_for_empty(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    for use in (lambda: decisions_in(tmp_path), lambda: remember(tmp_path, [(key(1), CLEARED)])):
        with pytest.raises(DispositionError, match="is damaged"):
            use()
    assert (tmp_path / FILE).read_bytes() == content
