"""The arrows of the house, proven in a fresh interpreter: what may not be loaded, is not."""

import subprocess
import sys

import pytest


def loaded_by(statement: str) -> set[str]:
    """The top-level modules in memory after a statement ran in a new interpreter."""
    code = f"{statement}\nimport sys\nprint(*sorted({{m.partition('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "module",
    [
        "engine.explanation.explain",
        "engine.loading.load",
        "engine.explanation.questions",
        "parties.lists.store",
        "records.store",
        "commands.lists",
        "commands.main",
    ],
)
def test_the_core_never_reaches_the_terminal_toolkit(module: str) -> None:
    assert not loaded_by(f"import {module}") & {"textual", "rich", "screens", "tui"}


def test_the_engine_knows_no_database() -> None:
    assert not loaded_by("import engine.explanation.explain, engine.loading.load") & {
        "tinydb",
        "filelock",
        "records",
    }


def test_help_costs_neither_yaml_nor_database() -> None:
    statement = "import commands.main"
    assert not loaded_by(statement) & {"yaml", "tinydb", "engine"}
