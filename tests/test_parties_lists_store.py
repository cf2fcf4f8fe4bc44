"""Kept lists: put in use whole or not at all, compared, aged, and never used once altered."""

import json
import os
import stat
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parties.entries import Address, Kind, ListedParty
from parties.lists import store
from parties.lists.about import About
from parties.lists.difference import changed_parties, difference
from parties.lists.faults import (
    CannotKeepError,
    DamagedListError,
    DoubtfulListError,
    NoSuchListError,
)
from parties.lists.kept_list import kept_form, load_kept
from parties.lists.party_form import digest_of, entry_digest, form_of, party_from
from parties.lists.sample import lists_for_screening
from tests.parties_samples import (
    DOWNLOAD,
    NOW,
    SAMPLE,
    download,
    entry,
    needs_download,
    written,
)

TODAY = date(2026, 8, 3)


@pytest.fixture
def lists(tmp_path):
    return tmp_path / "home" / "lists"


def imported(lists, tmp_path, *entries, day="2026-07-31", **more):
    file = written(tmp_path / "list.json", download(*entries, day=day))
    return store.import_list(lists, file, NOW, **{"anyway": True, **more})


# One import after the other ---------------------------------------------------------------------


def test_the_first_import_counts_and_has_nothing_to_compare_with(lists, tmp_path):
    done = imported(lists, tmp_path, entry(1, alt_names=["EW"]), entry(2))
    about = done.about
    assert (about.name, about.parties, about.names) == ("csl", 2, 3)
    assert about.by_source == (("EL", 2),)
    assert (about.published, about.imported_at) == (date(2026, 7, 31), NOW)
    assert (done.difference, done.before, done.same_file) == (None, None, False)
    assert store.in_use(lists, "csl").about == about
    assert store.before_it(lists, "csl") is None


def test_the_next_import_tells_who_came_went_and_changed(lists, tmp_path):
    imported(lists, tmp_path, entry(1), entry(2), entry(3), entry(4))
    changed = entry(3, alt_names=["Works of Example"], license_policy="Policy of denial")
    done = imported(lists, tmp_path, entry(1), changed, entry(4), entry(5), day="2026-08-01")
    change = done.difference
    assert [ref.id for ref in change.added] == ["id-5"]
    assert [ref.name for ref in change.removed] == ["Example Works 2"]
    assert (change.unchanged, change.renumbered) == (2, 0)
    [party] = change.changed
    assert party.after.id == "id-3"
    assert {part.called: (part.gone, part.new) for part in party.fields} == {
        "aliases": ((), ("Works of Example",)),
        "license review policy": (("Presumption of denial",), ("Policy of denial",)),
    }
    assert done.before.published == date(2026, 7, 31)
    assert store.last_difference(lists, "csl") == change
    after = store.in_use(lists, "csl")
    assert {party.id for party in changed_parties(change, after)} == {"id-3", "id-5"}


def test_ids_given_anew_change_nobody(lists, tmp_path):
    imported(lists, tmp_path, entry(1), entry(2), entry(3))
    again = [entry(1, id="new-1"), entry(2, id="new-2"), entry(3, id="new-3", programs=["X"])]
    change = imported(lists, tmp_path, *again, day="2026-08-01").difference
    assert (change.added, change.removed, change.renumbered) == ((), (), 2)
    [party] = change.changed
    assert (party.before.id, party.after.id) == ("id-3", "new-3")


def test_only_the_list_in_use_and_the_one_before_are_kept(lists, tmp_path):
    for number in range(1, 5):
        imported(lists, tmp_path, entry(number), day=f"2026-07-{number:02d}")
    assert len(list((lists / "csl").glob("*.list"))) == 2
    assert store.in_use(lists, "csl").ids == ["id-4"]
    assert store.before_it(lists, "csl").ids == ["id-3"]


def test_the_same_file_again_keeps_the_one_before(lists, tmp_path):
    imported(lists, tmp_path, entry(1), day="2026-07-30")
    imported(lists, tmp_path, entry(2))
    done = imported(lists, tmp_path, entry(2))
    assert (done.same_file, bool(done.difference)) == (True, False)
    assert store.before_it(lists, "csl").ids == ["id-1"]


def test_lists_of_several_names_are_in_use_side_by_side(lists, tmp_path):
    imported(lists, tmp_path, entry(1))
    own = written(tmp_path / "own.csv", "# published: 2026-08-02\nname\nPaperkite\n")
    store.import_list(lists, own, NOW, title="Our own")
    assert store.names_in_use(lists) == ("csl", "own")
    assert store.in_use(lists, "own").about.title == "Our own"


def test_the_sample_stays_marked_as_one(lists):
    done = store.import_list(lists, SAMPLE, NOW)
    assert done.about.sample
    assert store.in_use(lists, "sample").whole().sample


def test_screening_takes_every_list_in_use_and_the_sample_only_where_none_is(lists, tmp_path):
    [sample] = lists_for_screening(lists)
    assert sample.sample
    imported(lists, tmp_path, entry(1))
    imported(lists, tmp_path, entry(2), name="house")
    assert [kept.about.name for kept in lists_for_screening(lists)] == ["csl", "house"]
    store.in_use(lists, "house").path.write_bytes(b"")
    with pytest.raises(DamagedListError):
        lists_for_screening(lists)


# Doubts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "day", "says"),
    [
        ([entry(n) for n in range(20)], "2026-07-30", "the list in use is of 2026-07-31"),
        ([entry(n) for n in range(17)], "2026-08-01", "17 parties, and the list in use 20"),
        ([entry(n, source="SDN") for n in range(20)], "2026-08-01", "nobody of EL"),
        ([entry(n) for n in range(20)], "2026-08-06", "which has not come yet"),
        ([entry(n) for n in range(20)], "2026-08-01", "has held over 10,000"),
    ],
)
def test_a_list_that_may_lack_parties_needs_a_word(lists, tmp_path, entries, day, says):
    imported(lists, tmp_path, *[entry(n) for n in range(20)])
    with pytest.raises(DoubtfulListError) as refused:
        imported(lists, tmp_path, *entries, day=day, anyway=False)
    assert any(says in doubt for doubt in refused.value.doubts)
    assert "--anyway" in str(refused.value)
    assert store.in_use(lists, "csl").about.published == date(2026, 7, 31)
    done = imported(lists, tmp_path, *entries, day=day)
    assert done.about.doubts == refused.value.doubts
    assert store.in_use(lists, "csl").about.doubts == refused.value.doubts


def test_a_list_of_another_kind_under_a_name_in_use_needs_a_word(lists, tmp_path):
    imported(lists, tmp_path, entry(1))
    own = written(tmp_path / "own.csv", "# published: 2026-08-02\nname,source\nPaperkite,EL\n")
    with pytest.raises(DoubtfulListError, match="is the official download, unlike this one"):
        store.import_list(lists, own, NOW, name="csl")


# Age --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "age", "old"),
    [("2026-07-31", 0, False), ("2026-08-07", 7, False), ("2026-08-08", 8, True)],
)
def test_a_list_is_old_after_seven_days(lists, tmp_path, today, age, old):
    imported(lists, tmp_path, entry(1))
    [found] = store.status(lists, date.fromisoformat(today))
    assert (found.age_days, found.old, found.damaged) == (age, old, "")


def test_the_house_says_when_a_list_is_old(lists, tmp_path):
    imported(lists, tmp_path, entry(1))
    [found] = store.status(lists, date(2026, 8, 20), old_after=30)
    assert not found.old


def test_no_list_at_all_is_no_error_and_no_list(lists):
    assert store.status(lists, TODAY) == ()
    with pytest.raises(NoSuchListError, match="navicert lists import"):
        store.in_use(lists, "csl")
    with pytest.raises(NoSuchListError, match="cannot be the name of a list"):
        store.in_use(lists, "../records")


# Damage and interruption ------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_may_read(lists, tmp_path):
    imported(lists, tmp_path, entry(1))
    for path in (lists, *lists.rglob("*")):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_any_changed_byte_is_found(lists, tmp_path):
    imported(lists, tmp_path, entry(1), entry(2, alt_names=["EW"]))
    kept = store.in_use(lists, "csl")
    whole, content = kept.whole(), kept.path.read_bytes()
    for position in range(0, len(content), 7):
        changed = bytearray(content)
        changed[position] ^= 1
        kept.path.write_bytes(changed)
        with pytest.raises(DamagedListError, match="Import the list again"):
            assert store.in_use(lists, "csl").whole() != whole
    kept.path.write_bytes(content[:-40])
    with pytest.raises(DamagedListError):
        store.in_use(lists, "csl").whole()


SPOILT = [b"", b"{", b"[]", b'{"format": "navicert lists/9"}', b'{"format": "navicert lists/1"}']


@pytest.mark.parametrize("pointer", SPOILT)
def test_a_damaged_pointer_is_told_and_mended_by_an_import(lists, tmp_path, pointer):
    imported(lists, tmp_path, entry(1))
    (lists / "csl" / "in-use.json").write_bytes(pointer)
    with pytest.raises(DamagedListError):
        store.in_use(lists, "csl")
    imported(lists, tmp_path, entry(2))
    assert store.in_use(lists, "csl").ids == ["id-2"]


def test_a_pointer_leads_nowhere_else(lists, tmp_path):
    imported(lists, tmp_path, entry(1))
    pointer = lists / "csl" / "in-use.json"
    kept = store.in_use(lists, "csl").about.kept_in
    pointer.write_text(pointer.read_text().replace(kept, "../../other.list"))
    with pytest.raises(DamagedListError, match="names a file that is no list"):
        store.in_use(lists, "csl")


def test_a_damaged_list_shows_in_the_status_and_is_mended_by_an_import(lists, tmp_path):
    imported(lists, tmp_path, entry(1))
    store.in_use(lists, "csl").path.write_bytes(b"x")
    [found] = store.status(lists, TODAY)
    assert "cannot be used" in found.damaged
    assert imported(lists, tmp_path, entry(2), day="2026-08-01").difference is None
    assert store.status(lists, TODAY)[0].damaged == ""


def test_a_write_that_fails_leaves_the_list_in_use(lists, tmp_path, monkeypatch):
    imported(lists, tmp_path, entry(1))
    real, writes = Path.replace, []

    def full(self, target):
        writes.append(Path(target).name)
        if Path(target).name == "in-use.json":
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CannotKeepError, match="no room left on the disk"):
        imported(lists, tmp_path, entry(2), day="2026-08-01")
    monkeypatch.undo()
    assert writes[-1] == "in-use.json"  # the list itself was written before
    assert store.in_use(lists, "csl").ids == ["id-1"]
    assert not list((lists / "csl").glob(".*.part"))
    imported(lists, tmp_path, entry(3), day="2026-08-01")
    assert len(list((lists / "csl").glob("*.list"))) == 2  # what was left behind is gone


# The kept form ----------------------------------------------------------------------------------

LINES = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=12)
PARTIES = st.builds(
    ListedParty,
    id=LINES,
    source=st.sampled_from(["EL", "SDN", "HOUSE"]),
    name=LINES,
    kind=st.sampled_from(Kind),
    aliases=st.tuples(LINES) | st.just(()),
    addresses=st.tuples(st.builds(Address, LINES, st.sampled_from(["", "CN"]))) | st.just(()),
    countries=st.sampled_from([(), ("CN",), ("RU", "BY")]),
    programs=st.tuples(LINES) | st.just(()),
    license_requirement=LINES,
    start_date=st.none() | st.dates(),
    remarks=st.text(max_size=12),
)
ABOUT = About("x", "X", TODAY, "0", datetime(2026, 8, 3, tzinfo=UTC), 0, 0, ())


@settings(max_examples=40, deadline=None)
@given(parties=st.lists(PARTIES, max_size=6, unique_by=lambda party: party.id))
def test_what_is_kept_is_what_was_imported(parties, tmp_path_factory):
    path = tmp_path_factory.mktemp("kept") / "x.list"
    path.write_bytes(kept_form(parties))
    kept = load_kept(path, ABOUT)
    assert list(kept.whole().parties) == parties
    on_disk = kept.screening_list().parties
    assert [*on_disk] == [*on_disk[:]] == [on_disk[n] for n in range(len(parties))] == parties
    assert [*on_disk[::-1]] == parties[::-1]
    with pytest.raises(IndexError):
        on_disk[len(parties)]
    assert kept.names == [name for party in parties for name in party.names]
    for position, party in enumerate(parties):
        assert kept.by_id(party.id) == kept.party(position) == party
        assert tuple(kept.names_of(position)) == party.names
        assert kept.kind(position) is party.kind
        assert kept.source(position) == party.source
        assert kept.countries(position) == party.countries
        assert kept.entry_digest(position) == entry_digest(party)


@settings(max_examples=40, deadline=None)
@given(party=PARTIES, other=PARTIES)
def test_the_digest_is_of_what_the_list_says_and_not_of_the_id(party, other):
    same = party_from(form_of(party), other.id)
    assert entry_digest(same) == entry_digest(party)
    assert (entry_digest(party) == entry_digest(other)) == (
        party == party_from(form_of(other), party.id)
    )


def test_the_digest_of_an_entry_stays_from_version_to_version():
    """Cleared hits hang on it: a change here would open every one of them again."""
    party = ListedParty("1", "EL", "Example", Kind.ENTITY, ("E",), (Address("R", "CN"),), ("CN",))
    form = form_of(party)
    assert json.loads(form) == {
        "addresses": [["R", "CN"]],
        "aliases": ["E"],
        "countries": ["CN"],
        "kind": "entity",
        "name": "Example",
        "source": "EL",
    }
    assert digest_of(form).hex() == entry_digest(party) == "9839e6b048c3033e1b214af47cff055e"


@settings(max_examples=40, deadline=None)
@given(
    before=st.lists(PARTIES, max_size=5, unique_by=lambda party: party.id),
    after=st.lists(PARTIES, max_size=5, unique_by=lambda party: party.id),
)
def test_a_difference_counts_everybody_once(before, after, tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    for name, parties in (("before", before), ("after", after)):
        (folder / name).write_bytes(kept_form(parties))
    change = difference(load_kept(folder / "before", ABOUT), load_kept(folder / "after", ABOUT))
    stayed = change.unchanged + len(change.changed)
    assert len(change.added) + stayed == len(after)
    assert len(change.removed) + stayed == len(before)
    assert all(part.fields for part in change.changed)
    if [form_of(party) for party in before] == [form_of(party) for party in after]:
        assert not change


@needs_download
def test_the_whole_list_loads_in_a_blink(lists):
    """The target is 50 ms on an idle core; the best of seven tries is held to it here."""
    done = store.import_list(lists, DOWNLOAD, NOW)
    assert (done.about.parties, done.about.doubts) == (25_921, ())
    took = []
    for _ in range(7):
        start = time.perf_counter()
        kept = store.in_use(lists, "csl")
        took.append(time.perf_counter() - start)
    assert len(kept.names) == done.about.names
    assert min(took) < 0.05, sys.version
    position = next(n for n in range(len(kept)) if kept.source(n) == "EL")
    assert kept.by_id(kept.ids[position]).license_requirement
