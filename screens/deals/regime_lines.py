"""One regime of several on one line."""

from typing import Final

from textual.content import Content

from engine.interview.law import RegimeLine
from screens.outcome_words import STYLES, WORDS
from screens.plain import beside, plain

_ATTACHES: Final = {"yes": "attaches", "open": "may attach", "no": "does not attach"}


def regime_line(line: RegimeLine) -> Content:
    """Its outcome and whether it binds most, as short as can be."""
    words = WORDS[line.outcome]
    binds = " (binds most)" if line.binds else ""
    return beside(
        plain(f"{words.sign} {line.regime}", "bold"),
        ": ",
        plain(outcome_of(line), STYLES[words.style]),
        plain(binds),
    )


def outcome_of(line: RegimeLine) -> str:
    """The outcome in words, with whether it attaches where that is not plain."""
    short = WORDS[line.outcome].short
    if line.attaches == "yes":
        return short
    if line.attaches == "no" and line.outcome.value == "not-subject":
        return "does not attach"
    return f"{_ATTACHES[line.attaches]}, {short}"


def regime_words(line: RegimeLine) -> str:
    """Whether it is run, and what choosing it does."""
    name = f"{line.regime}  {line.name}: "
    if line.added:
        return f"{name}run because you added it; enter takes it off"
    if line.run:
        return f"{name}run, the deal calls for it; {outcome_of(line)}"
    return f"{name}not run, {_ATTACHES[line.attaches]}; enter adds it"
