"""What every test may ask for, and the loop that asynchronous tests run in."""

import os
import shutil
from asyncio import AbstractEventLoop, new_event_loop
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from filelock import FileLock

from engine.evaluation.program_cache import prepare_program
from engine.loading.load import load_ruleset
from engine.model import Ruleset
from tests.support.fast_loop import FastLoop

ROOT = Path(__file__).resolve().parent.parent
RULESETS = ROOT / "rulesets"


def pytest_asyncio_loop_factories(
    item: pytest.Item,
) -> Mapping[str, Callable[[], AbstractEventLoop]]:
    return {"real": new_event_loop} if item.get_closest_marker("real_time") else {"fast": FastLoop}


@pytest.fixture(scope="session")
def law_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache of the rulesets that ship: read from YAML once for all the processes of a run."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    cache, unfinished = shared / "law-cache", shared / "law-cache-unfinished"
    with FileLock(shared / "law-cache.lock"):
        if not cache.exists():
            for regime in RULESETS.glob("*/regime.yaml"):
                prepare_program(load_ruleset(regime.parent, unfinished), unfinished)
            unfinished.rename(cache)
    return cache


@pytest.fixture(scope="session")
def shipped(law_cache: Path) -> Mapping[str, Ruleset]:
    """Every ruleset that ships, by its regime."""
    folders = sorted(regime.parent for regime in RULESETS.glob("*/regime.yaml"))
    return {folder.name: load_ruleset(folder, law_cache) for folder in folders}


@pytest.fixture(scope="session")
def us_ear(shipped: Mapping[str, Ruleset]) -> Ruleset:
    """The ruleset of the U.S. Export Administration Regulations, as it ships."""
    return shipped["us-ear"]


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, law_cache: Path) -> Path:
    """A data folder of its own for Navicert, which has read the law before."""
    home = tmp_path / "home"
    shutil.copytree(law_cache, home / "cache", copy_function=os.link)
    monkeypatch.setenv("NAVICERT_HOME", str(home))
    monkeypatch.delenv("NAVICERT_DEBUG", raising=False)
    return home
