"""What several regimes say of one deal, as text for the screen. Data in, `Content` out."""

from collections.abc import Sequence

from textual.content import Content

from engine.explanation.differences import PARTS, Difference
from engine.interview.law import Findings, Supposed, WhatIf
from engine.interview.spoken import waiting_lines
from engine.interview.supposing import MARK
from engine.regimes.combined import Combined, RegimeAnswer
from records.reports.exercise import UNTOLD
from screens.audit.difference_words import difference_line
from screens.determinations.determination_text import at_most, section
from screens.outcome_words import words_of
from screens.plain import lines, plain

FEW = 12
"""Differences of one regime that stand in the text."""

WAYS, WAYS_IN_ALL = 6, 3
"""Ways in which a regime may attach that stand before its answer, and in the answer in all."""


def in_all_text(findings: Findings) -> Content:
    """What is needed in all, regime by regime, why one license does not stand for another, and
    what was not checked."""
    combined = findings.combined
    parts: list[Content] = [plain(combined.headline, "bold")]
    _what_if(parts, findings.what_if)
    _hypothetical(parts, findings.supposed)
    section(parts, "Answers that contradict each other", combined.contradictions)
    _answers(parts, combined)
    section(parts, "Why one license does not stand for another", combined.licenses)
    section(
        parts,
        "National answers that another regime asks for",
        [row.sentence for row in combined.national if row.status != "contradicted"],
    )
    section(parts, "Not covered, and not run (^r adds a regime)", findings.other)
    if combined.questions:
        left = len(combined.questions)
        parts += [plain(""), plain(f"{left} open in all; tab 3 lists them, with who waits.")]
    return lines(*parts)


def nexus_text(findings: Findings, regime: str) -> Content:
    """Whether a regime attaches and through what; it stands before the regime's own answer."""
    combined = findings.combined
    row = next(row for row in combined.answers if row.regime == regime)
    parts = [plain("Does it attach, and through what?", "bold $text-primary")]
    binds = " It binds most." if findings.several and combined.binds == (regime,) else ""
    parts.append(plain(f"- {_attaches(row)}{binds}"))
    parts += [plain(f"- {sentence}") for sentence in at_most(row.through, WAYS, "tab 2 has them")]
    parts.append(plain(f"- Authority: {row.authority}.") if row.authority else plain(""))
    return lines(*parts, plain(""), plain(""))


def _attaches(row: RegimeAnswer) -> str:
    return {
        "yes": "Yes.",
        "open": "It may: that cannot be said yet.",
        "no": "No.",
    }.get(row.attaches, row.attaches)


def headline_alone(findings: Findings) -> str:
    """The headline in all without the marks of an exercise."""
    line = findings.combined.headline.removeprefix(MARK).strip()
    return line.removeprefix(findings.supposed.mark).strip() if findings.supposed else line


def exercise_text(findings: Findings) -> Content:
    """What is supposed and what it changes, before an answer of one regime; nothing for the true
    deal under the law itself."""
    if not findings.mark:
        return plain("")
    parts: list[Content] = [plain(f"{findings.mark}: an exercise.", "bold")]
    _what_if(parts, findings.what_if)
    _hypothetical(parts, findings.supposed)
    return lines(*parts, plain(""), plain(""))


def waiting_text(findings: Findings) -> Content:
    """What stands before the answer where another law may attach with an answer more."""
    parts = [plain(line, "bold") for line in waiting_lines(findings)]
    return lines(*parts, plain(""), plain("")) if parts else plain("")


def other_text(findings: Findings) -> Content:
    """What stands below the answer of the one regime that is run, where there are others."""
    parts: list[Content] = [plain("")]
    section(parts, "Other regimes (^r adds one)", findings.other)
    return lines(*parts)


def not_saved(findings: Findings) -> str:
    """Why an exercise is not saved."""
    parts = []
    if findings.what_if is not None:
        parts.append(
            "WHAT IF: an exercise on supposed answers, which are not those of the deal. Go back"
            " (escape), and ^o keeps the answers, if they are true, or drops them."
        )
    if findings.supposed is not None:
        parts.append(
            f"{findings.supposed.mark} an exercise under a law that is none. Take the overlay off"
            " first (escape, then ^l), and save what the law itself says."
        )
    parts.append(
        "It cannot be saved as a determination. c copies this text, and e writes a report: the mark"
        " goes with it."
    )
    return "\n\n".join(parts)


def _answers(parts: list[Content], combined: Combined) -> None:
    parts += [plain(""), plain("Regime by regime", "bold $text-primary")]
    for row in combined.answers:
        binds = " (binds most)" if combined.binds == (row.regime,) else ""
        parts.append(plain(f"- {row.sentence}{binds}", "bold" if binds else ""))
        told = at_most(row.through, WAYS_IN_ALL, "] goes to the regime")
        parts += [plain(f"    {sentence}") for sentence in told]


def _hypothetical(parts: list[Content], supposed: Supposed | None) -> None:
    if supposed is None:
        return
    note = " ".join(supposed.note.split())
    told = [note, f"Without the overlay the outcome in all is: {supposed.before}."]
    section(parts, "What is supposed", told)
    _differences(parts, supposed.differences)


def _what_if(parts: list[Content], found: WhatIf | None) -> None:
    if found is None:
        return
    true, supposed = words_of(found.before), words_of(found.after)
    section(
        parts,
        "True deal and what if",
        [
            f"True deal: {true.sign} {true.short}",
            f"What if: {supposed.sign} {supposed.short}",
        ],
    )
    section(parts, "Supposed answers", [answer.told for answer in found.answers])
    if found.warning:
        parts.append(plain(f"! {found.warning}", "bold"))
    _differences(parts, found.differences)


def _differences(parts: list[Content], found: Sequence[tuple[str, Difference]]) -> None:
    """What each regime would say otherwise, the facts aside."""
    rows: dict[str, list[str]] = {}
    for regime, row in found:
        if row.part not in UNTOLD:
            part = PARTS.get(row.part, row.part)
            rows.setdefault(regime, []).append(f"{part}: {difference_line(row)}")
    for regime, told in rows.items():
        more = [f"… and {len(told) - FEW} more"] if len(told) > FEW else []
        section(parts, f"What it would change under {regime}", [*told[:FEW], *more])
    if not rows:
        parts.append(plain("- It would change nothing in this deal."))
