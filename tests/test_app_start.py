"""What the first paint costs, counted in modules; and what themes promise."""

import subprocess
import sys

import pytest

from screens.outcome_words import WORDS
from tests.support.app import desk, settle
from tests.support.contrast import contrast
from tests.support.screen_text import colored_texts
from tui.themes import DEFAULT_THEME, THEMES


def loaded_by(statement: str) -> set[str]:
    """The modules in memory after a statement ran in a new interpreter."""
    code = f"{statement}\nimport sys\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


LATER = (
    "yaml",
    "tinydb",
    "filelock",
    "engine.evaluation.evaluate",
    "engine.loading.load",
    "engine.explanation.explain",
    "engine.model",
    "engine.facts",
    "records.store",
    "screens.deals.interview",
    "screens.determinations.determination",
    "screens.audit.records",
    "engine.interview.session",
    "engine.interview.law",
    "screens.actions.deals",
    "records.settings_text",
    "tui.preferences",
    "markdown_it",
)


@pytest.mark.parametrize("statement", ["import screens.home", "import tui.app, tui.services"])
def test_the_first_paint_imports_neither_engine_nor_yaml_nor_other_screens(statement: str) -> None:
    assert not loaded_by(statement) & set(LATER)


def test_the_first_paint_adds_few_modules_to_an_empty_app() -> None:
    empty = loaded_by("from textual.app import App; from textual.widgets import Static; App()")
    ours = loaded_by("import tui.app, tui.services; from textual.widgets import Static")
    assert len(ours - empty) <= 30


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_outcomes_can_be_read_in_every_theme(
    theme: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The banner's text against its background, at least 4.5 to 1."""
    from screens.widgets.outcome_banner import OutcomeBanner

    app = desk(tmp_path_factory.mktemp("desk")).app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = theme
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        banner = app.screen.query_one(OutcomeBanner)
        for outcome in WORDS:
            banner.show(outcome.value)
            await settle(pilot)
            background, color = banner.colors[1], banner.colors[3]
            assert contrast(background, color) >= 4.5, (outcome, background, color)


def test_the_default_theme_is_one_of_ours() -> None:
    assert DEFAULT_THEME in {theme.name for theme in THEMES}


async def test_no_color_still_shows_text_on_every_cell(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under NO_COLOR no letter has the color of its background."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = desk(tmp_path_factory.mktemp("desk")).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for text, color, background in colored_texts(app):
            assert color != background, text
