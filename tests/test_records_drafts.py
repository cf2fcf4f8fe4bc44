"""Drafts: deals that are being worked on."""

from pathlib import Path

import pytest

from engine import durable
from records.drafts import Drafts
from records.faults import CannotSaveError, DraftError
from records.templates import Products

TEXT = 'navicert: deal/1\ntitle: "Etcher: to China"\nfacts:\n  item.eccn: 3B001.c\n'


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "home" / "drafts")


def test_a_draft_is_listed_and_loaded_as_it_was_saved(drafts: Drafts) -> None:
    assert drafts.saved() == []
    name = drafts.new_name("Etcher: to China")
    drafts.save(name, "title: old\n")
    path = drafts.save(name, TEXT)
    [draft] = drafts.saved()
    assert (draft.name, draft.title, draft.size) == (name, "Etcher: to China", len(TEXT))
    assert drafts.load(name) == TEXT
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_deleted_draft_can_be_had_back(drafts: Drafts) -> None:
    drafts.save("deal", TEXT)
    drafts.delete("deal")
    assert drafts.saved() == []
    with pytest.raises(DraftError, match="deal"):
        drafts.load("deal")
    assert [draft.name for draft in drafts.trashed()] == ["deal"]
    drafts.restore("deal")
    assert drafts.trashed() == []
    assert drafts.load("deal") == TEXT
    with pytest.raises(DraftError, match="already"):
        drafts.restore("deal")


@pytest.mark.parametrize(
    "title", ["", "../../etc/passwd", "中国", "CON", "a/b\\c:d", "x" * 500, "é"]
)
def test_any_title_gives_a_name_that_is_safe(drafts: Drafts, title: str) -> None:
    name = drafts.new_name(title)
    assert name != drafts.new_name(title)
    path = drafts.save(name, TEXT)
    assert path.parent == drafts.folder
    assert [draft.name for draft in drafts.saved()] == [name]


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", "A", "a.yaml", "-a", "a-", "x" * 81])
def test_a_name_that_was_not_made_here_is_refused(drafts: Drafts, name: str) -> None:
    for use in (drafts.load, drafts.delete, drafts.restore, lambda name: drafts.save(name, "")):
        with pytest.raises(DraftError):
            use(name)


def test_missing_drafts_are_told(drafts: Drafts) -> None:
    for use in (drafts.load, drafts.delete, drafts.restore):
        with pytest.raises(DraftError, match="draft 'deal'"):
            use("deal")


def test_two_processes_at_one_draft_lose_nothing(drafts: Drafts) -> None:
    drafts.save("deal", TEXT)
    other = Drafts(drafts.folder)
    assert other.open("deal") == TEXT
    assert drafts.save("deal", "title: ours\n").stem == "deal"
    own = other.save("deal", "title: theirs\n").stem
    assert own != "deal"
    assert drafts.load("deal") == "title: ours\n"
    assert drafts.load(own) == "title: theirs\n"
    # Each goes on with its own, and what is deleted elsewhere comes back.
    assert other.save(own, "title: theirs 2\n").stem == own
    drafts.delete(own)
    assert other.save(own, "title: theirs 3\n").stem == own
    assert len(drafts.saved()) == 2


def test_a_full_disk_leaves_the_old_text(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    drafts.save("deal", TEXT)
    monkeypatch.setattr(durable, "sync_file", full)
    with pytest.raises(CannotSaveError, match="no room left"):
        drafts.save("deal", "title: new\n")
    assert drafts.load("deal") == TEXT
    assert [path.name for path in drafts.folder.iterdir()] == ["deal.yaml"]


def test_text_of_any_kind_comes_back(drafts: Drafts) -> None:
    text = "title: a\r\nnote: 中 \udc80 \u2028\n"
    drafts.save("deal", text)
    assert drafts.load("deal") == text


def test_products_are_kept_like_drafts_and_found_by_name_or_title(tmp_path: Path) -> None:
    products = Products(tmp_path / "products")
    name = products.new_name("Etcher")
    products.save(name, "navicert: deal/1\ntitle: Etcher\nfacts: {}\n")
    assert products.find(name) == products.find("ETCHER")
    products.save(products.new_name("Etcher"), "title: etcher\n")
    with pytest.raises(DraftError, match="2 products are called"):
        products.find("Etcher")
    products.delete(name)
    with pytest.raises(DraftError, match="There is no product"):
        products.find(name)
    (tmp_path / "products" / "no.yaml").write_bytes(b"title: \xff\n")
    with pytest.raises(DraftError, match="product 'no' cannot be read"):
        products.load("no")
