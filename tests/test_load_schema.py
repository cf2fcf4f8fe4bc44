"""The JSON Schema that editors use: it takes what the loader takes, and sees the plain slips."""

from pathlib import Path

import jsonschema
import pytest

from engine.loading.load_regime import plain
from engine.loading.ruleset_schema import ruleset_schema
from engine.reading.yaml_source import read_yaml

TESTS = Path(__file__).parent
GOOD = sorted((TESTS / "good" / "rulesets" / "minimal").rglob("*.yaml"))
SHIPPED = sorted((TESTS.parent / "rulesets").rglob("*.yaml"))
VALIDATOR = jsonschema.Draft202012Validator(ruleset_schema())
SEEN_BY_SCHEMA = [
    "misspelt-key",
    "no-cite",
    "no-in-force",
    "no-sources",
    "no-say",
    "no-notice",
    "no-first-day",
    "date-upside-down",
    "unknown-standing",
    "unknown-verb",
    "unknown-kind",
    "unknown-type",
    "empty-all",
    "empty-condition",
    "condition-as-list",
    "fact-without-test",
    "key-of-another-verb",
    "permits-without-overcomes",
    "overcomes-nothing",
    "requires-without-reason",
    "say-incomplete",
    "set-without-source",
    "rules-as-mapping",
    "unknown-top-key",
    "unless-without-cite",
]


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(ruleset_schema())


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_files_fit(path: Path) -> None:
    """The files of the minimal ruleset."""
    VALIDATOR.validate(plain(read_yaml(path.read_bytes(), path.name)))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_files_fit(path: Path) -> None:
    """Every file of law that ships."""
    VALIDATOR.validate(plain(read_yaml(path.read_bytes(), path.name)))


@pytest.mark.parametrize("case", SEEN_BY_SCHEMA)
def test_plain_slips_are_seen(case: str) -> None:
    """What can be seen in one file alone, an editor shows while it is written."""
    for path in (TESTS / "bad" / "rulesets" / case).rglob("*.yaml"):
        assert not VALIDATOR.is_valid(plain(read_yaml(path.read_bytes(), path.name)))
