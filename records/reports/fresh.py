"""The report of a determination that is no record, or not yet: it says so in its first line."""

import json
from datetime import datetime
from typing import Any, Final

from engine.determination import as_data
from engine.interview.law import Findings, SupposedAnswer, WhatIf
from engine.reading.typed_text import printable
from records.reports.exercise import exercise_sections
from records.reports.html import as_html
from records.reports.in_all import head_sections
from records.reports.markdown import as_markdown
from records.reports.outline import Line, Section, outline
from records.reports.text import as_text

SCHEMA: Final = "report/1"
NOT_SAVED: Final = "NOT SAVED AS A RECORD: nothing in the records proves this determination."


def fresh_report(
    findings: Findings, form: str, now: datetime, full: bool = False, saved_as: str = ""
) -> str:
    """The report in a form of `records.reports.forms.SUFFIXES`; `saved_as` names the records of
    the same determination, if there are any. With `full`, the facts and the tree of every rule."""
    notice = _notice(findings, saved_as)
    if form == "json":
        data = fresh_data(findings, now, saved_as)
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    title = findings.combined.title or "Untitled deal"
    sections = [
        Section(
            f"Determination: {title}", (Line(notice), Line(f"Printed {now:%Y-%m-%d %H:%M %Z}"))
        ),
        *exercise_sections(findings),
        *_memo(findings, full),
    ]
    if form == "html":
        return as_html(f"{findings.mark} {title}".strip(), sections)
    if form == "md":
        return as_markdown(sections)
    return printable(as_text(sections)) + "\n"


def _notice(findings: Findings, saved_as: str) -> str:
    if findings.mark:
        return f"{findings.mark}: an exercise. It cannot be saved as a record, and decides nothing."
    return f"Saved as {saved_as}." if saved_as else NOT_SAVED


def _memo(findings: Findings, full: bool) -> list[Section]:
    combined: dict[str, Any] = as_data(findings.combined)
    rooms = findings.rooms
    if not findings.several:
        return outline(combined["determinations"][0], full, rooms)
    sections = head_sections(combined, full)
    for one in combined["determinations"]:
        head, *rest = outline(one, full, rooms)
        sections += [head._replace(title=f"{one['regime_name']} ({one['regime']})"), *rest]
    return sections


def fresh_data(findings: Findings, now: datetime, saved_as: str = "") -> dict[str, Any]:
    """The same as plain data."""
    supposed = findings.supposed
    return {
        "schema": SCHEMA,
        "notice": _notice(findings, saved_as),
        "saved_as": saved_as,
        "printed_at": now.isoformat(),
        "what_if": what_if_data(findings.what_if),
        "hypothetical": None
        if supposed is None
        else {"mark": supposed.mark, "title": supposed.title, "outcome_before": supposed.before},
        "in_all": as_data(findings.combined),
    }


def what_if_data(found: WhatIf | None) -> dict[str, Any] | None:
    """What is supposed, as plain data."""
    if found is None:
        return None
    return {
        "outcome_of_the_true_deal": str(found.before),
        "outcome": str(found.after),
        "supposed": [_answer(answer) for answer in found.answers],
        "warning": found.warning,
        "differences": [{"regime": regime, **row._asdict()} for regime, row in found.differences],
    }


def _answer(answer: SupposedAnswer) -> dict[str, str]:
    return {"fact": answer.fact, "before": answer.before, "after": answer.after}
