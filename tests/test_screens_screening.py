"""Journeys through screening in the app: one a test, what one should see in words."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from engine.evaluation.screened import listings_of
from engine.facts import OpenSet, Party
from engine.faults import NavicertError
from parties.decisions import decisions_in
from parties.disposition import Disposition, State
from parties.lists.store import import_list
from records.drafts import Drafts
from screens.deals.interview import InterviewScreen
from screens.modals.hit import HitModal
from screens.modals.party_form import HitList, PartyFormModal
from screens.modals.text import TextModal
from screens.screening.lists import ListsScreen
from screens.widgets.listed_programs import ListedPrograms
from screens.widgets.row_list import RowList
from tests.parties_samples import SDN, download, entry, written
from tests.support.app import NOW, Desk, desk, press, settle
from tests.support.screen_text import screen_text
from tests.support.widget_app import WidgetApp
from tui.app import NavicertApp

Journey = Pilot[int]
GOLDEN = Path(__file__).parent / "golden" / "screens"
FOUNDRY = "Nightorchard Foundry Corporation"
DEAL = """navicert: deal/1
title: Tool to China
as_of: 2026-11-25
facts:
  parties:
    - {name: Nightorchard Foundry Corp., roles: [end-user], country: CN}
    - {name: Marmalade Umbrella, roles: [purchaser], country: DE}
"""


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No colors forced, no home of the person who runs the tests, a folder of its own."""
    for name in ("NO_COLOR", "COLORTERM", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NAVICERT_HOME", str(tmp_path))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def list_file(folder: Path, days: int = 2, more: tuple[str, ...] = (), **changed: str) -> Path:
    """The download with the foundry and twenty others on it, so many days old."""
    day = (NOW - timedelta(days=days)).date().isoformat()
    names = [*(f"Quillfeather Example Works {number}" for number in range(2, 22)), *more]
    others = [entry(number, name=name) for number, name in enumerate(names, 2)]
    return written(
        folder / f"list-{days}.json", download(entry(1, name=FOUNDRY, **changed), *others, day=day)
    )


def in_use(folder: Path, days: int = 2) -> None:
    import_list(folder / "lists", list_file(folder, days), NOW, anyway=True)


@asynccontextmanager
async def running(
    at: Desk, deal: str = "", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[NavicertApp, Journey]]:
    path = None
    if deal:
        path = at.folder / "deal.yaml"
        path.write_text(deal)
    app = at.app(path)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield app, pilot


async def until(pilot: Journey, app: NavicertApp, words: str) -> str:
    """Wait until the words stand on the screen; the screen then."""
    for _ in range(100):
        await settle(pilot)
        shown = flat(app)
        if words in shown:
            return shown
        await pilot.pause(0.05)
    raise AssertionError(f"“{words}” never came:\n{screen_text(app)}")


def flat(app: NavicertApp) -> str:
    """The words on screen on one line, boxes and folds taken out."""
    return " ".join(re.sub("[│▄▅▇▃▂▁▆]", " ", screen_text(app)).split())


def parties(app: NavicertApp) -> tuple[Party, ...]:
    screen = next(one for one in app.screen_stack if isinstance(one, InterviewScreen))
    value = screen.session.deal.facts.value("parties")
    assert isinstance(value, tuple)
    return tuple(party for party in value if isinstance(party, Party))


async def go_to_parties(app: NavicertApp, pilot: Journey) -> None:
    await press(pilot, "f2", "enter")
    assert app.screen.query_one(RowList)


# The form of a party


async def test_hits_stand_under_the_name_while_it_is_typed(tmp_path: Path) -> None:
    """One types a listed name and reads score, words, list and day; another name drops the hit."""
    in_use(tmp_path)
    async with running(desk(tmp_path), DEAL, (140, 40)) as (app, pilot):
        await go_to_parties(app, pilot)
        await press(pilot, "a")
        assert isinstance(app.screen, PartyFormModal)
        assert "Type a name: it is held against the lists" in flat(app)
        await pilot.press(*"nightorchard fondry")
        shown = await until(pilot, app, "1 listed name at or above 75")
        assert "Consolidated Screening List of 2026-11-23" in shown and "2 days old" in shown
        assert "? open 9" in shown
        assert "nightorchard=nightorchard, fondry=foundry" in shown
        app.screen.query_one("#field-name", Input).value = "Marmalade Umbrella"
        shown = await until(pilot, app, "no listed name at or above 75")
        assert "clear" not in shown.casefold()
        assert not app.screen.query_one(HitList).display


async def test_results_of_an_earlier_name_are_dropped(tmp_path: Path) -> None:
    """What comes late, of a name that is no longer there, is not shown."""
    in_use(tmp_path)
    async with running(desk(tmp_path), DEAL) as (app, pilot):
        await go_to_parties(app, pilot)
        await press(pilot, "a")
        form = app.screen
        assert isinstance(form, PartyFormModal)
        await pilot.press(*"nightorchard foundry")
        await until(pilot, app, "1 listed name")
        late = form._shown
        assert late is not None
        form.query_one("#field-name", Input).value = "Marmalade Umbrella"
        await until(pilot, app, "no listed name")
        form.post_message(late)
        await settle(pilot)
        assert "no listed name" in flat(app)


async def test_a_hit_is_cleared_with_name_and_reason_and_remembered(tmp_path: Path) -> None:
    """One looks closer at a hit, clears it, and the party list, the deal and a new deal say so."""
    in_use(tmp_path)
    async with running(desk(tmp_path), DEAL) as (app, pilot):
        await go_to_parties(app, pilot)
        await press(pilot, "enter")
        await until(pilot, app, "1 listed name at or above 75")
        await press(pilot, "tab")
        assert "Enter looks closer" in flat(app)
        await press(pilot, "f1")
        assert "A hit that nobody decided leaves the outcome open" in flat(app)
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, HitModal)
        shown = flat(app)
        assert "Is this the party?" in shown and "same word" in shown
        assert "license requirement: For all items subject to the EAR" in shown
        await press(pilot, "c")
        await pilot.press(*"an oven maker", "ctrl+s")
        await until(pilot, app, "- cleared 100 same name")
        await press(pilot, "ctrl+s")
        assert "screened, every hit cleared" in flat(app)
        [hit] = parties(app)[0].screening[0].hits
        assert (hit.disposition, hit.by, hit.reason) == ("cleared", "J. Doe", "an oven maker")
        assert listings_of(parties(app)[0]) == frozenset()
        await press(pilot, "a")
        await pilot.press(*"nightorchard foundry corp")
        assert isinstance(app.screen, PartyFormModal)
        app.screen.query_one("#field-country", Input).value = "China"
        await until(pilot, app, "- cleared 100 same name")
    assert len(decisions_in(tmp_path / "screening")) == 1


async def test_an_open_hit_leaves_the_party_open_and_a_confirmed_one_puts_it_on_its_list(
    tmp_path: Path,
) -> None:
    """One screens every party at once, reads what is open, and confirms."""
    in_use(tmp_path)
    async with running(desk(tmp_path), DEAL) as (app, pilot):
        await go_to_parties(app, pilot)
        assert "not screened" in flat(app)
        await press(pilot, *["down"] * 4, "enter")
        shown = await until(pilot, app, "1 open hit")
        assert "screened, no listed name" in shown
        assert "Lists: Consolidated Screening List of 2026-11-23" in shown
        assert isinstance(listings_of(parties(app)[0]), OpenSet)
        await press(pilot, "home", "enter")
        await until(pilot, app, "1 listed name at or above 75")
        await press(pilot, "tab", "enter", "y")
        await pilot.press(*"same address", "ctrl+s")
        await until(pilot, app, "+ confirmed 100 same name")
        await press(pilot, "ctrl+s")
        assert "on: Entity List" in flat(app)
        assert listings_of(parties(app)[0]) == {"entity-list"}


async def test_done_waits_for_the_screening_of_what_was_typed_last(tmp_path: Path) -> None:
    """One types and is done at once: the party is kept as screened under its last name."""
    in_use(tmp_path)
    async with running(desk(tmp_path), DEAL) as (app, pilot):
        await go_to_parties(app, pilot)
        await press(pilot, "a")
        await pilot.press(*"nightorchard foundry", "ctrl+s")
        for _ in range(100):
            await settle(pilot)
            if len(parties(app)) == 3:
                break
            await pilot.pause(0.05)
        [screening] = parties(app)[2].screening
        assert (screening.name, len(screening.hits)) == ("nightorchard foundry", 1)


async def test_a_decision_without_a_reason_is_asked_for_again(tmp_path: Path) -> None:
    in_use(tmp_path)
    async with running(desk(tmp_path), DEAL) as (app, pilot):
        await go_to_parties(app, pilot)
        await press(pilot, "enter")
        await until(pilot, app, "1 listed name at or above 75")
        await press(pilot, "tab", "enter", "e", "ctrl+s")
        assert "the reason is missing" in flat(app)
        await press(pilot, "escape", "escape", "escape")
    assert len(decisions_in(tmp_path / "screening")) == 0


async def test_old_lists_and_the_sample_are_told_plainly(tmp_path: Path) -> None:
    """The form, the list of parties and the home screen say so."""
    async with running(desk(tmp_path), DEAL) as (app, pilot):
        await go_to_parties(app, pilot)
        await until(pilot, app, "A SAMPLE of invented parties, rely on nothing")
        await press(pilot, "enter")
        await until(pilot, app, "A SAMPLE of invented parties, rely on nothing")
        await press(pilot, "escape", "escape")
        assert "A SAMPLE: no list is in use" in flat(app)
    in_use(tmp_path, 40)
    async with running(desk(tmp_path), DEAL) as (app, pilot):
        await go_to_parties(app, pilot)
        await until(pilot, app, "40 days old: OLD, import a newer one")
        await press(pilot, "escape")
        assert "OLD: Consolidated Screening List of 2026-10-16, 40 days old" in flat(app)


async def test_a_damaged_list_is_told_and_nobody_passes_for_screened(tmp_path: Path) -> None:
    in_use(tmp_path)
    for path in (tmp_path / "lists" / "csl").glob("*.list"):
        path.write_bytes(b"no list")
    async with running(desk(tmp_path), DEAL) as (app, pilot):
        await settle(pilot)
        await press(pilot, "escape") if isinstance(app.screen, TextModal) else None
        await go_to_parties(app, pilot)
        await until(pilot, app, "Not screened: the kept list")
        await press(pilot, "a")
        await pilot.press(*"fab", "ctrl+s")
        for _ in range(50):
            await settle(pilot)
            if len(parties(app)) == 3:
                break
        assert parties(app)[2].screening == ()


async def test_a_decision_that_cannot_be_kept_is_told_and_the_hit_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_use(tmp_path)
    at = desk(tmp_path)

    def full(key: object, disposition: object) -> None:
        raise NavicertError("Not kept: the disk is full.")

    monkeypatch.setattr(at.services.lists, "decide", full)
    async with running(at, DEAL) as (app, pilot):
        await go_to_parties(app, pilot)
        await press(pilot, "enter")
        await until(pilot, app, "1 listed name at or above 75")
        await press(pilot, "tab", "enter", "c")
        await pilot.press(*"an oven maker", "ctrl+s")
        assert "? open 100 same name" in await until(pilot, app, "the disk is full")


async def test_owners_are_screened_by_name_in_the_same_form(tmp_path: Path) -> None:
    """One adds an owner; its hit stands under the party's name, and the party list counts it."""
    in_use(tmp_path)
    deal = DEAL.replace("country: DE", "country: DE, owners: [{name: Zwieback, share: 40}]")
    async with running(desk(tmp_path), deal, (100, 40)) as (app, pilot):
        await go_to_parties(app, pilot)
        await press(pilot, "down", "enter")
        await until(pilot, app, "Zwieback: no listed name at or above 75")
        app.screen.query_one("#field-owners", RowList).focus()
        await press(pilot, "a")
        await pilot.press(*"nightorchard foundry", "down", *"60", "ctrl+s")
        shown = await until(pilot, app, "nightorchard foundry: 1 listed name at or above 75")
        assert "EL owner nightorchard foundry; nightorchard=" in shown
        await press(pilot, "ctrl+s")
        assert "1 open hit of owners" in await until(pilot, app, "Done: go on")
        owners = parties(app)[1].owners
        assert owners is not None
        assert [len(owner.screening[0].hits) for owner in owners] == [0, 1]
        assert isinstance(listings_of(owners[1]), OpenSet)


async def test_a_party_screened_against_another_list_says_so(tmp_path: Path) -> None:
    """A newer list comes into use; one reads that the party was screened against the one before."""
    in_use(tmp_path, 3)
    at = desk(tmp_path)
    async with running(at, DEAL) as (app, pilot):
        await go_to_parties(app, pilot)
        await press(pilot, *["down"] * 4, "enter")
        await until(pilot, app, "1 open hit")
        in_use(tmp_path, 2)
        await press(pilot, "f7")
        await go_to_parties(app, pilot)
        shown = await until(pilot, app, "against other lists than are in use, of 2026-11-22")
        assert "Lists: Consolidated Screening List of 2026-11-23" in shown
        await press(pilot, *["down"] * 4, "enter")
        await until(pilot, app, "screened, no listed name)")


async def test_the_programs_of_confirmed_entries_stand_beside_their_question(
    tmp_path: Path,
) -> None:
    """The person answers; what the list prints is at hand."""
    sdn = entry(50, name="Sorrel Example Bank", source=SDN, programs=["RUSSIA-EO14024", "SDGT"])
    file = written(tmp_path / "sdn.json", download(sdn, day="2026-11-23"))
    import_list(tmp_path / "lists", file, NOW, anyway=True)
    lists = desk(tmp_path).services.lists
    assert lists is not None
    screened, [name] = lists.screen(Party("Sorrel Example Bank"))
    assert lists.programs([screened]) == ()
    confirmed = Disposition(State.CONFIRMED, "J. Doe", "same address", NOW)
    lists.decide(name.hits[0].found.key, confirmed)
    screened, _ = lists.screen(Party("Sorrel Example Bank"))
    app = WidgetApp(ListedPrograms(lists, [screened]))
    async with app.run_test() as pilot:
        await settle(pilot)
        shown = screen_text(app)
    assert "Sorrel Example Bank, Sorrel Example Bank: RUSSIA-EO14024; SDGT" in shown


# The lists


async def test_a_list_is_imported_from_the_home_screen(tmp_path: Path) -> None:
    """One picks a file, insists on a small one, reads counts, then what the next one changed."""
    first, second = list_file(tmp_path / "here", 3), list_file(tmp_path / "here", 2, ("Fab X",))
    Drafts(tmp_path / "drafts").save("d", "navicert: deal/1\nfacts: {parties: [{name: Fab X}]}\n")
    async with running(desk(tmp_path)) as (app, pilot):
        await press(pilot, "l")
        assert isinstance(app.screen, ListsScreen)
        assert "no list is in use" in flat(app) and "F2 imports a newer list" in flat(app)

        async def import_(path: Path) -> None:
            await press(pilot, "f2")
            await pilot.press(*path.name, "enter")

        await import_(first)
        await until(pilot, app, "was not imported, for it may lack parties")
        await press(pilot, "y")
        assert "21 parties, 21 names" in await until(pilot, app, "The list is in use")
        await press(pilot, "escape")
        assert "csl Consolidated Screening List of 2026-11-22, 3 days old" in flat(app)
        await import_(second)
        await until(pilot, app, "may lack parties")
        await press(pilot, "y")
        shown = await until(pilot, app, "1 added, 0 removed, 0 changed, 21 as before")
        assert "draft d: Fab X meets EL Fab X" in shown
        await press(pilot, "escape", "f3")
        assert "+ EL Fab X" in await until(pilot, app, "What the last import of csl changed")
        await press(pilot, "escape", "f4")
        assert "22 parties" in await until(pilot, app, "The lists in use")
        await press(pilot, "escape", "escape")
        assert "Lists: Consolidated Screening List of 2026-11-23, 2 days old" in flat(app)


async def test_a_bad_file_changes_nothing_and_says_what_is_wrong(tmp_path: Path) -> None:
    in_use(tmp_path)
    (tmp_path / "here" / "bad.json").write_text("{")
    async with running(desk(tmp_path)) as (app, pilot):
        await press(pilot, "l", "f2")
        await pilot.press(*"bad.json", "enter")
        await until(pilot, app, "This list was not imported")
        await press(pilot, "escape")
        assert "2026-11-23" in flat(app)


async def test_a_listed_party_is_found_and_its_entry_read(tmp_path: Path) -> None:
    in_use(tmp_path)
    async with running(desk(tmp_path)) as (app, pilot):
        await press(pilot, "l")
        await pilot.press(*"quillfeather works 7")
        shown = await until(pilot, app, "Quillfeather Example Works 7")
        await press(pilot, "enter")
        assert isinstance(app.screen, HitModal)
        assert "Quillfeather Example Works 7 90.9 likely" in flat(app)
        await press(pilot, "end")
        shown = flat(app)
        assert "If a party of a deal is this one: listings entity-list" in shown
        await press(pilot, "c")
        assert isinstance(app.screen, HitModal), "nothing is decided without a deal"
        await press(pilot, "escape")
        app.screen.query_one(Input).value = "Marmalade Umbrella"
        await until(pilot, app, "No listed name at or above 65")


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80", "140"])
@pytest.mark.parametrize("walk", ["party-form", "hit", "parties", "lists"])
async def test_the_screen_looks_as_accepted(
    walk: str, size: tuple[int, int], tmp_path: Path
) -> None:
    """You should see the file of the same name under tests/golden/screens."""
    in_use(tmp_path)
    deal = "" if walk == "lists" else DEAL
    async with running(desk(tmp_path), deal, size) as (app, pilot):
        if walk == "lists":
            await press(pilot, "l")
            await pilot.press(*"nightorchard")
            await until(pilot, app, "Nightorchard Foundry")
        else:
            await go_to_parties(app, pilot)
            await press(pilot, *["down"] * 4, "enter")
            await until(pilot, app, "1 open hit")
        if walk in ("party-form", "hit"):
            await press(pilot, "home", "enter")
            await until(pilot, app, "1 listed name at or above 75")
        if walk == "hit":
            await press(pilot, "tab", "enter")
        shown = re.sub(r"  sav(ing|ed)$", "", screen_text(app), flags=re.MULTILINE) + "\n"
    path = GOLDEN / f"screening-{walk}-{size[0]}.txt"
    if os.environ.get("NAVICERT_ACCEPT"):
        path.write_text(shown)
    assert shown == path.read_text()
