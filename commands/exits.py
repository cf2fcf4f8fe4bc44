"""What the exit codes say. They are promised in docs/commands.md and held by tests."""

from typing import Final

DONE: Final = 0
UNEXPECTED: Final = 1
LINT_ERRORS: Final = 1  # as linters have it
USAGE: Final = 2
BAD_INPUT: Final = 3
BAD_RULESET: Final = 4
RECORDS: Final = 5
LICENSE_REQUIRED: Final = 10
PROHIBITED: Final = 11
NEEDS_INFORMATION: Final = 12
NOT_ALL_RIGHT: Final = 20
LISTED: Final = 21
INTERRUPTED: Final = 130

MEANINGS: Final[dict[int, str]] = {
    DONE: "done; determine, ask: no license is needed, or an exception is available",
    UNEXPECTED: "something unexpected, NAVICERT_DEBUG=1 shows where; rules lint: an error found",
    USAGE: "the command line is wrong",
    BAD_INPUT: "a file is wrong: a deal, a case, a list, answers",
    BAD_RULESET: "the ruleset is wrong, or one of its own tests fails",
    RECORDS: "a record or a list could not be kept or read",
    LICENSE_REQUIRED: "determine, ask: a license is required",
    PROHIBITED: "determine, ask: prohibited",
    NEEDS_INFORMATION: "determine, ask: it cannot be said yet, answers are missing",
    NOT_ALL_RIGHT: "cases check, train run: not all right; lists, screen: a list old or missing",
    LISTED: "screen: a listed name is met that nobody has cleared",
    INTERRUPTED: "interrupted from the keyboard",
}

OF_OUTCOME: Final[dict[str, int]] = {
    "not-subject": DONE,
    "no-license-required": DONE,
    "license-exception": DONE,
    "license-required": LICENSE_REQUIRED,
    "prohibited": PROHIBITED,
    "needs-information": NEEDS_INFORMATION,
}
"""The exit code of `determine` by outcome."""


def in_words() -> str:
    """The codes, one a line, for --help."""
    return "\n".join(f"  {code:>3}  {meaning}" for code, meaning in MEANINGS.items())
