"""Several regimes in the app, on law made up for tests: folders of YAML that no Python knows."""

import os
import re
import shutil
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from textual.pilot import Pilot

from engine.facts import Deal
from engine.interview.engine_law import EngineLaw
from engine.interview.session import Session, read
from engine.loading.load import load_ruleset, ruleset_files, ruleset_of
from engine.model import Ruleset
from engine.outcome import Outcome
from records.store import open_records
from screens.deals.interview import InterviewScreen
from screens.determinations.determination import DeterminationScreen
from screens.determinations.in_all import InAllScreen
from screens.law.law_page import LawPageScreen
from screens.modals.pick import PickModal
from screens.modals.text import TextModal
from tests.support.app import NOW, Desk, desk, press, settle
from tests.support.saved import journal
from tests.support.screen_text import screen_text
from tui.app import NavicertApp

GOLDEN = Path(__file__).parent / "golden" / "screens"
LAW = Path(__file__).parent / "made_up_law"
SIZES = [(80, 24), (140, 40)]
DEAL = """navicert: deal/1
title: Press to China
as_of: 2026-09-01
facts:
  transaction.from_country: "NO"
  destination.country: CN
  vine.pressure: 90
  vine.wine_for_feasts: no
  item.far_tools: yes
  conduct.odd: no
"""
OVERLAY = """navicert: overlay/1
title: China no longer careful
note: An exercise.
change:
  - regime: farland
    sets: [{set: careful, take_out: [CN]}]
"""
Journey = Pilot[int]


@lru_cache
def made_up() -> EngineLaw:
    return EngineLaw(load_ruleset(LAW / "farland"), load_ruleset(LAW / "vineland"))


def at(folder: Path, law: Callable[[], EngineLaw] = made_up, rulesets: Path = LAW) -> Desk:
    (folder / "overlays").mkdir(exist_ok=True)
    (folder / "overlays" / "china.yaml").write_text(OVERLAY)
    return desk(folder, law=law, rulesets=rulesets, overlays=folder / "overlays")


@asynccontextmanager
async def running(
    where: Desk,
    deal: str = DEAL,
    size: tuple[int, int] = (80, 24),
    overlay: Path | None = None,
) -> AsyncIterator[tuple[NavicertApp, Journey]]:
    """The app, with a deal open in the interview."""
    path = where.folder / "deal.yaml"
    path.write_text(deal)
    app = where.app(path, overlay)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield app, pilot
    app.services.records.close()


def flat(app: NavicertApp) -> str:
    return " ".join(screen_text(app).replace("│", " ").split())


def interview(app: NavicertApp) -> InterviewScreen:
    assert isinstance(app.screen, InterviewScreen)
    return app.screen


# Pictures -----------------------------------------------------------------------------------------

WALKS = {
    "regimes-interview": (),
    "regimes-in-all": ("f3",),
    "regimes-one": ("f3", "]"),
    "regimes-questions": ("f3", "3"),
    "regimes-list": ("ctrl+r",),
}
OPEN_DEAL = DEAL.replace("  vine.pressure: 90\n", "")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("walk", list(WALKS))
async def test_the_screen_looks_as_accepted(
    walk: str, size: tuple[int, int], tmp_path: Path
) -> None:
    """You should see the file of the same name under tests/golden/screens."""
    async with running(at(tmp_path), OPEN_DEAL, size) as (app, pilot):
        await press(pilot, *WALKS[walk])
        shown = re.sub(r"  sav(ing|ed)$", "", screen_text(app), flags=re.MULTILINE) + "\n"
    shown = re.sub(r"ruleset [0-9a-f]+", "ruleset", shown)
    path = GOLDEN / f"{walk}-{size[0]}.txt"
    if os.environ.get("NAVICERT_ACCEPT"):
        path.write_text(shown)
    assert shown == path.read_text()


# The interview ------------------------------------------------------------------------------------


async def test_a_line_for_each_regime_stands_below_the_outcome_in_all(tmp_path: Path) -> None:
    """One opens a deal that two regimes are concerned with, and sees what each says so far."""
    async with running(at(tmp_path), OPEN_DEAL, (140, 40)) as (app, _):
        shown = flat(app)
        lines = interview(app).reading.evaluation.regimes
    assert [line.regime for line in lines if line.run] == ["vineland", "farland"]
    assert "? vineland: cannot be said yet" in shown
    assert "? IN ALL: CANNOT BE SAID YET" in shown


async def test_a_question_says_who_waits_for_it_and_is_asked_once(tmp_path: Path) -> None:
    """The pressure is a fact of Vineland; its answer goes on to Farland."""
    async with running(at(tmp_path), OPEN_DEAL) as (app, pilot):
        asked = [question.fact.name for question in interview(app).reading.questions]
        assert len(set(asked)) == len(asked)
        await interview(app)._go_to("vine.pressure")
        await settle(pilot)
        shown = flat(app)
    assert "Waited for by: vineland" in shown


async def test_a_regime_asks_its_own_only_where_it_attaches(tmp_path: Path) -> None:
    """A deal from Germany is no matter of Vineland: no press is asked about."""
    deal = OPEN_DEAL.replace('"NO"', "DE").replace("  vine.wine_for_feasts: no\n", "")
    async with running(at(tmp_path), deal) as (app, pilot):
        names = [question.fact.name for question in interview(app).reading.questions]
        assert not [name for name in names if name.startswith("vine.")]
        assert "vineland" not in screen_text(app)
        await press(pilot, "f3")
        assert type(app.screen) is DeterminationScreen


async def test_from_where_it_is_sent_is_asked_first_where_a_regime_hangs_on_it(
    tmp_path: Path,
) -> None:
    """Vineland comes in with the answer, and its own questions with it."""
    deal = OPEN_DEAL.replace('  transaction.from_country: "NO"\n', "")
    async with running(at(tmp_path), deal) as (app, pilot):
        current = interview(app).reading.current
        assert current is not None and current.name == "transaction.from_country"
        assert "Waited for by: vineland" in flat(app)
        await pilot.press(*"norway")
        await settle(pilot)
        assert "vineland" in flat(app).split("Waited")[0]  # what the answer would bring in
        await press(pilot, "enter")
        run = [line.regime for line in interview(app).reading.evaluation.regimes if line.run]
    assert run == ["vineland", "farland"]


async def test_another_law_that_may_attach_is_told_before_the_answer(tmp_path: Path) -> None:
    """Farland finds nothing; Vineland would come in if it left Norway, which nobody said."""
    deal = DEAL.replace('  transaction.from_country: "NO"\n', "").replace(": CN", ": DE")
    async with running(at(tmp_path), deal) as (app, pilot):
        await press(pilot, "f3")
        assert type(app.screen) is DeterminationScreen
        assert "Another law may attach (vineland). Not answered: From which" in flat(app)
        await press(pilot, "3", "enter")
        current = interview(app).reading.current
    assert current is not None and current.name == "transaction.from_country"


async def test_a_choice_says_which_regime_it_moves(tmp_path: Path) -> None:
    """Wine for feasts moves Vineland's answer."""
    async with running(at(tmp_path), DEAL.replace("vine.pressure: 90", "vine.pressure: 120")) as (
        app,
        pilot,
    ):
        await interview(app)._go_to("vine.wine_for_feasts")
        await settle(pilot)
        prospects = interview(app)._prospects()
        moved = {regime for prospect in prospects for regime, _ in prospect.moves}
        shown = flat(app)
    assert "vineland" in moved
    assert "vineland" in shown


async def test_a_regime_is_added_and_taken_off(tmp_path: Path) -> None:
    """Vineland does not attach to what leaves Germany; somebody wants its answer all the same."""
    deal = DEAL.replace('"NO"', "DE")
    async with running(at(tmp_path), deal, (140, 40)) as (app, pilot):
        await press(pilot, "ctrl+r")
        assert "vineland" in screen_text(app) and "not run, does not attach" in flat(app)
        await pilot.press(*"vine")
        await settle(pilot)
        await press(pilot, "enter")
        assert interview(app).session.added == ("vineland",)
        await press(pilot, "f3")
        assert isinstance(app.screen, InAllScreen)
        await press(pilot, "ctrl+r", *"vine", "enter")
        assert type(app.screen) is DeterminationScreen  # taken off, and back where one was
        await press(pilot, "escape")
        assert interview(app).session.added == ()


async def test_a_regime_that_the_deal_calls_for_cannot_be_taken_off(tmp_path: Path) -> None:
    async with running(at(tmp_path), DEAL) as (app, pilot):
        await press(pilot, "ctrl+r", *"vine", "enter")
        assert interview(app).session.added == ()
        assert "vineland" in interview(app).reading.called_for


# The determination --------------------------------------------------------------------------------


async def test_one_turns_from_the_answer_in_all_to_each_regime_and_back(tmp_path: Path) -> None:
    """First what is needed in all, then each regime with its nexus first."""
    async with running(at(tmp_path), DEAL, (140, 40)) as (app, pilot):
        await press(pilot, "f3")
        screen = app.screen
        assert isinstance(screen, InAllScreen)
        assert "In all:" in flat(app) and "Regime by regime" in flat(app)
        await press(pilot, "2")
        assert screen.at == "" and "Regime by regime" in flat(app)  # rules belong to a regime
        for regime in ("farland", "vineland"):
            await press(pilot, "]")
            assert screen.at == screen.determination.regime == regime
            shown = flat(app)
            assert shown.index("Does it attach") < shown.index(screen.determination.headline[:30])
        await press(pilot, "2", "down", "enter")
        assert "What leaves Norway" in flat(app)
        await press(pilot, "[")
        assert screen.at == "farland" and "Made with Farland" not in flat(app)
        await press(pilot, "down", "enter")
        assert "Made with Farland" in flat(app)
        await press(pilot, "0")
        assert screen.at == "" and "Regime by regime" in flat(app)


async def test_an_open_question_of_all_leads_to_its_question(tmp_path: Path) -> None:
    async with running(at(tmp_path), OPEN_DEAL) as (app, pilot):
        await press(pilot, "f3", "3")
        assert isinstance(app.screen, InAllScreen)
        assert "Waited for by vineland" in flat(app)
        wanted = app.screen.findings.combined.questions[0].fact
        await press(pilot, "enter")
        current = interview(app).reading.current
        assert current is not None and current.name == wanted


async def test_saving_writes_a_record_a_regime_and_names_them(tmp_path: Path) -> None:
    """Each record is replayed to the same bytes by itself."""
    async with running(at(tmp_path), DEAL, (140, 40)) as (app, pilot):
        await press(pilot, "f3", "ctrl+s", *"order 7", "ctrl+s")
        shown = flat(app)
        await press(pilot, "ctrl+s")
        records = app.services.records
        verdicts = {card.regime: records.replay(card.id).verdict for card in records.cards()}
    assert "2026-000001 (vineland), 2026-000002 (farland)" in shown
    assert {name: verdict.value for name, verdict in verdicts.items()} == {
        "vineland": "identical",
        "farland": "identical",
    }
    with open_records(journal(tmp_path)) as stored:
        assert len(stored.cards()) == 2
        assert "vine.listed" in stored.get("2026-000002").deal_text


async def test_a_record_that_cannot_be_written_is_named_and_can_be_saved_later(
    tmp_path: Path,
) -> None:
    """The law of Farland changed on disk since it was loaded: Vineland's record stands."""
    rulesets = tmp_path / "law"
    shutil.copytree(LAW, rulesets)
    async with running(at(tmp_path, rulesets=rulesets), DEAL, (140, 40)) as (app, pilot):
        page = rulesets / "farland" / "regime.yaml"
        text = page.read_text()
        page.write_text(text + "# changed\n")
        await press(pilot, "f3", "ctrl+s", *"order 7", "ctrl+s")
        assert isinstance(app.screen, TextModal)
        assert "Saved: 2026-000001 (vineland)." in flat(app)
        assert "NOT saved: farland." in flat(app)
        page.write_text(text)
        await press(pilot, "escape", "ctrl+s", *"order 7", "ctrl+s")
        assert [card.regime for card in app.services.records.cards()] == ["vineland", "farland"]


async def test_the_text_that_is_copied_holds_all_regimes(tmp_path: Path) -> None:
    async with running(at(tmp_path), DEAL) as (app, pilot):
        await press(pilot, "f3", "c")
        copied = app.clipboard
    assert "in all" in copied.splitlines()[0]
    assert "== farland ==" in copied and "== vineland ==" in copied


# What if ------------------------------------------------------------------------------------------


async def test_a_law_that_is_supposed_is_marked_everywhere_and_never_saved(tmp_path: Path) -> None:
    """One puts an overlay over the law, sees what it would change, and is refused a record."""
    async with running(at(tmp_path), DEAL, (140, 40)) as (app, pilot):
        assert interview(app).reading.outcome is Outcome.LICENSE_REQUIRED
        await press(pilot, "ctrl+l")
        await pilot.press(*"china.yaml", "enter")
        await settle(pilot)
        assert interview(app).reading.outcome is not Outcome.LICENSE_REQUIRED
        shown = flat(app)
        assert shown.startswith("HYPOTHETICAL Press to China")
        assert "HYPOTHETICAL: IN ALL" in shown
        moved = interview(app).shift
        assert moved is not None and moved.moved and moved.what == "Supposed: china"
        await press(pilot, "f3")
        for key in ("0", "]", "]"):
            await press(pilot, key)
            shown = flat(app)
            assert shown.startswith("HYPOTHETICAL Press to China")
            assert "HYPOTHETICAL (overlay “China no longer careful”" in shown
        await press(pilot, "0")
        assert "Without the overlay the outcome in all is: license-required" in flat(app)
        assert "What it would change under farland" in flat(app)
        await press(pilot, "g")  # the law that is supposed, and the copy with its mark
        if isinstance(app.screen, PickModal):
            await press(pilot, "enter")
        assert isinstance(app.screen, LawPageScreen)
        assert "HYPOTHETICAL (overlay “China no longer careful”" in flat(app)
        await press(pilot, "c")
        assert "HYPOTHETICAL (overlay" in app.clipboard
        await press(pilot, "escape", "c")
        assert app.clipboard.count("HYPOTHETICAL (overlay") >= 3
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, TextModal)
        assert "cannot be saved as a determination" in flat(app)
        await press(pilot, "escape", "escape", "ctrl+l")
        assert "HYPOTHETICAL" not in flat(app)
        assert interview(app).reading.outcome is Outcome.LICENSE_REQUIRED
        assert not app.services.records.cards()


async def test_one_regime_under_an_overlay_is_marked_too(tmp_path: Path) -> None:
    """A deal of Farland alone, opened with an overlay."""
    where = at(tmp_path)
    overlay = tmp_path / "overlays" / "china.yaml"
    async with running(where, DEAL.replace('"NO"', "DE"), overlay=overlay) as (app, pilot):
        assert flat(app).startswith("HYPOTHETICAL Press to China")
        await press(pilot, "f3")
        assert flat(app).startswith("HYPOTHETICAL Press to China")
        assert "HYPOTHETICAL: " in flat(app)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, TextModal)


async def test_an_overlay_that_cannot_be_used_says_where_and_why(tmp_path: Path) -> None:
    where = at(tmp_path)
    bad = tmp_path / "overlays" / "bad.yaml"
    bad.write_text(OVERLAY.replace("set: careful", "set: carefull"))
    async with running(where, DEAL) as (app, pilot):
        await press(pilot, "ctrl+l")
        await pilot.press(*"bad.yaml", "enter")
        await settle(pilot)
        assert isinstance(app.screen, TextModal)
        assert "bad.yaml:" in flat(app) and "carefull" in flat(app)
        await press(pilot, "escape")
        assert not interview(app)._law.mark
    async with running(where, DEAL, overlay=bad) as (app, _):
        assert "This overlay cannot be used" in flat(app)


# A regime is a folder -----------------------------------------------------------------------------


async def test_a_regime_of_any_name_works_in_the_app(tmp_path: Path) -> None:
    """A folder of YAML is all that a regime takes: no name of one stands in Python."""
    rulesets = tmp_path / "law"
    shutil.copytree(LAW, rulesets)
    page = rulesets / "vineland" / "regime.yaml"
    page.write_text(page.read_text().replace("id: vineland", "id: atlantis"))
    (rulesets / "vineland").rename(rulesets / "atlantis")
    law = EngineLaw(
        *(ruleset_of(ruleset_files(rulesets / n), n, None) for n in ("farland", "atlantis"))
    )
    async with running(at(tmp_path, lambda: law, rulesets), DEAL) as (app, pilot):
        await press(pilot, "f3", "]", "]")
        assert isinstance(app.screen, InAllScreen)
        assert app.screen.at == "atlantis"
        await press(pilot, "ctrl+s", *"order 7", "ctrl+s")
        assert {card.regime for card in app.services.records.cards()} == {"farland", "atlantis"}


def test_a_preview_is_quick_on_the_law_that_ships(shipped: Mapping[str, Ruleset]) -> None:
    """Under every regime that ships; the target is 5 ms, this fails where it is missed by far."""
    root = Path(__file__).resolve().parent.parent
    law = EngineLaw(*shipped.values(), always="us-ear")
    day = NOW.date()
    for deal in (Deal(), law.read_deal(*_scanner(root))):
        reading = read(Session(deal, "draft"), law, day)
        asked = [q.fact for q in reading.questions if q.fact.type.value in ("yes-no", "choice")]
        taken = []
        for fact in asked[:30]:
            law.preview(reading.evaluation, fact.name)
            start = perf_counter()
            law.preview(reading.evaluation, fact.name)
            taken.append(perf_counter() - start)
        assert median(taken) < 0.02


def _scanner(root: Path) -> tuple[bytes, str]:
    path = root / "fixtures" / "deals" / "lithography-to-china.yaml"
    return path.read_bytes(), str(path)
