"""The saved index gives what a new one gives, and is made anew whenever it is not whole."""

import os
import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from parties.entries import ScreeningList
from parties.lists.store import import_list, in_use
from parties.matching import saved
from parties.matching.match import Screener
from parties.matching.query import Query, Threshold
from tests.test_parties_matching import PARTIES, fillers

LIST = ScreeningList("house", "House list", date(2026, 9, 1), "a" * 64, PARTIES + fillers())
NAMES = ("Muhamad Quaydir", "BSMIC", "Borealis Semiconductor Manu", "Hua Long Weitong", "Amber")


def scores(screener: Screener) -> list[object]:
    return [
        screener.screen(Query(name, address="33 Mong Kok Road"), Threshold(65)) for name in NAMES
    ]


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_a_saved_index_gives_the_same_hits(tmp_path: Path) -> None:
    fresh = scores(Screener(LIST))
    assert scores(Screener(LIST, tmp_path)) == fresh
    before = only_file(tmp_path).read_bytes()
    assert scores(Screener(LIST, tmp_path)) == fresh
    assert only_file(tmp_path).read_bytes() == before


def test_it_is_opened_and_not_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = scores(Screener(LIST, tmp_path))
    monkeypatch.setattr(saved, "build_index", None)
    assert scores(Screener(LIST, tmp_path)) == fresh


def test_a_damaged_one_is_made_anew(tmp_path: Path) -> None:
    fresh = scores(Screener(LIST, tmp_path))
    path = only_file(tmp_path)
    whole = path.read_bytes()
    chance = random.Random(5)
    damaged = [b"", whole[:40], whole[: len(whole) // 2], b"{}\n", b"[1]\n" + whole, b"\xff" * 99]
    for _ in range(25):
        at = chance.randrange(len(whole))
        damaged.append(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
    for content in damaged:
        path.write_bytes(content)
        assert scores(Screener(LIST, tmp_path)) == fresh
        assert path.read_bytes() == whole


def test_every_list_has_its_own(tmp_path: Path) -> None:
    Screener(LIST, tmp_path)
    other = ScreeningList("house", "House list", date(2026, 9, 2), "b" * 64, PARTIES[:3])
    assert Screener(other, tmp_path).screen(Query("AMBER")) == ()
    assert len(list(tmp_path.iterdir())) == 2


def test_another_normalisation_is_another_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Screener(LIST, tmp_path)
    monkeypatch.setattr(saved, "NORMALISATION", 99)
    Screener(LIST, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_without_a_digest_nothing_is_saved(tmp_path: Path) -> None:
    Screener(ScreeningList("house", "House list", date(2026, 9, 1), "", PARTIES), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert scores(Screener(LIST, blocked / "index")) == scores(Screener(LIST))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    Screener(LIST, tmp_path / "index")
    assert only_file(tmp_path / "index").stat().st_mode & 0o077 == 0
    assert (tmp_path / "index").stat().st_mode & 0o077 == 0


def test_an_empty_list_is_searched_in_vain(tmp_path: Path) -> None:
    empty = ScreeningList("house", "House list", date(2026, 9, 1), "c" * 64, ())
    for screener in (Screener(empty, tmp_path), Screener(empty, tmp_path)):
        assert screener.screen(Query("Anybody", address="1 Main Street")) == ()


def test_a_kept_list_is_read_party_by_party(tmp_path: Path) -> None:
    sample = Path(__file__).resolve().parent.parent / "fixtures" / "lists" / "sample.csv"
    imported_at = datetime(2026, 9, 24, tzinfo=UTC)
    imported = import_list(tmp_path, sample, imported_at, name="sample", anyway=True)
    kept = in_use(tmp_path, imported.about.name)
    for _ in range(2):
        screener = Screener(kept, tmp_path / "index")
        for position in (0, len(kept) // 2):
            party = kept.party(position)
            assert party in [hit.party for hit in screener.screen(Query(party.name))]
    assert only_file(tmp_path / "index").suffix == ".index"
