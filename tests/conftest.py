"""What every test may ask for."""

from pathlib import Path

import pytest

from engine.loading.load import load_ruleset
from engine.model import Ruleset

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def us_ear(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """The ruleset of the U.S. Export Administration Regulations, as it ships."""
    return load_ruleset(ROOT / "rulesets" / "us-ear", tmp_path_factory.mktemp("cache"))
