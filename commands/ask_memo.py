"""The whole determination as lines to be heard: no columns, no rules, no wrapping."""

from collections.abc import Iterable, Iterator

from engine.determination import as_data
from engine.interview.law import Findings
from engine.interview.spoken import waiting_lines
from records.reports.in_all import head_sections
from records.reports.outline import Section, outline


def memo_lines(findings: Findings) -> Iterator[str]:
    """The memo of one regime, or of all that are run with what is needed in all above it."""
    if findings.what_if is not None:
        found = findings.what_if
        yield f"{findings.mark}: supposed answers, which are not those of the deal."
        yield from (f"{answer.told}." for answer in found.answers)
        if found.warning:
            yield found.warning
    if findings.supposed is not None:
        supposed = findings.supposed
        yield f"{supposed.mark}: {supposed.title}. {supposed.note}".strip()
        for regime, difference in supposed.differences:
            yield f"{regime}: {difference.name}: {difference.before} → {difference.after}"
    combined = as_data(findings.combined)
    if findings.several:
        yield from _lines(head_sections(combined))
    else:
        yield from waiting_lines(findings)
    for one in combined["determinations"]:
        if findings.several:
            yield ""
            yield f"{one['regime_name']} ({one['regime']})"
        yield from _lines(outline(one))
    yield from findings.other


def _lines(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        if section.title:
            yield ""
            yield f"{section.title}:"
        for line in section.lines:
            mark = "" if line.mark in ("", "-") else f"{line.mark} "
            yield f"{mark}{line.text}".rstrip()
