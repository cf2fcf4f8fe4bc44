"""The memo of several regimes: what is needed in all, then each regime's own."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from records.reports.outline import Line, Section, outline
from records.reports.text import as_text

Data = Mapping[str, Any]

QUESTIONS: Final = 10
"""Open questions listed for all regimes together, unless the memo is a full one."""


def memo_in_all(combined: Data, full: bool = False) -> str:
    """The answer in all and a memo for each regime that attaches, as lines of text; with `full`
    the other regimes' too, with facts and trees of rules."""
    parts = [as_text(head_sections(combined, full))]
    attaches = {row["regime"]: row for row in combined["answers"]}
    for one in combined["determinations"]:
        row = attaches[one["regime"]]
        if full or row["attaches"] != "no" or row["outcome"] != "not-subject":
            parts.append(f"{_rule(one)}\n\n{as_text(outline(one, full))}")
    return "\n\n".join(parts)


def _rule(determination: Data) -> str:
    """The line between one memo and the next."""
    return f"== {determination['regime_name']} ({determination['regime']}) ".ljust(80, "=")


def head_sections(combined: Data, full: bool = False) -> list[Section]:
    """What stands above the memos of the regimes."""
    head = [Line(str(combined["headline"]))]
    if combined["title"]:
        head.append(Line(f"Deal: {combined['title']}"))
    named = (
        ("Answers that contradict each other", _listed(combined["contradictions"])),
        ("Regime by regime", _answers(combined["answers"])),
        ("Why one license does not stand for another", _listed(combined["licenses"])),
        ("National answers that another regime asks for", _national(combined)),
        ("Not covered by any ruleset here", _listed(combined["not_checked"])),
        ("Open questions in all, the most deciding first", _questions(combined, full)),
    )
    return [
        Section("", tuple(head)),
        *(Section(title, tuple(lines)) for title, lines in named if lines),
    ]


def _answers(rows: Sequence[Data]) -> list[Line]:
    lines = []
    for row in rows:
        bound = " (binds most)" if row["binds"] and len(rows) > 1 else ""
        lines.append(Line(f"{row['sentence']}{bound}", "  - "))
        lines += [Line(text, "      ") for text in row["through"]]
    return lines


def _national(combined: Data) -> list[Line]:
    rows = [row for row in combined["national"] if row["status"] != "contradicted"]
    return _listed([row["sentence"] for row in rows])


def _questions(combined: Data, full: bool) -> list[Line]:
    rows = combined["questions"]
    shown = rows if full else rows[:QUESTIONS]
    lines = []
    for number, row in enumerate(shown, start=1):
        asked = " (asked, not known)" if row["asked"] else ""
        lines.append(Line(f"{row['ask']}{asked}", f"{number:>3}. "))
        who = f"Ask: {row['who']}. " if row["who"] else ""
        told = f"{who}Waited for by {', '.join(row['regimes'])}. Fact: {row['fact']}"
        lines.append(Line(told, "     "))
    if len(rows) > len(shown):
        more = f"… and {len(rows) - len(shown)} more: the full memo shows them all"
        lines.append(Line(more, "     "))
    return lines


def _listed(texts: Sequence[str]) -> list[Line]:
    return [Line(text, "  - ") for text in texts]
