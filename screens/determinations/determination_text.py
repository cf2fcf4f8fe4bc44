"""A determination as text for the screen and the clipboard. Data in, `Content` out."""

from collections.abc import Iterable, Sequence
from textwrap import shorten

from textual.content import Content

from engine.determination import Determination, FactUse
from engine.explanation.room import Room, bar, room_words
from screens.outcome_words import words_of
from screens.plain import beside, lines, plain
from screens.services import SavedRecord

FEW = 6
"""How many open points a list shows before it says how many more there are."""

CUT = 220
"""Signs of a sentence about an open point."""

_STATES = {
    "answered": "answered",
    "not-known": "not known",
    "assumed": "ASSUMED",
    "not-asked": "not asked",
    "default": "house policy, as delivered",
    "derived": "calculated",
}


def answer_text(
    determination: Determination,
    record: SavedRecord | None = None,
    rooms: Sequence[Room] = (),
) -> Content:
    """Outcome, reasons, what to do, requirements, exceptions, changes, margins, notes."""
    parts: list[Content] = []
    if record is not None:
        parts += [*_record_lines(record), plain("")]
    parts.append(plain(determination.headline, "bold"))
    section(parts, "What decided it", determination.decisive)
    section(parts, "What to do now", determination.to_do)
    section(parts, "Red flags", determination.warnings)
    section(parts, "License requirements", _requirements(determination))
    _exceptions(parts, determination)
    section(parts, "What would change it", [change.sentence for change in determination.changes])
    _limits(parts, determination, rooms)
    section(parts, "Duties", determination.duties)
    section(parts, "Screening", determination.screening)
    section(parts, "Assumptions that this rests on", _uses(determination.assumptions))
    section(parts, "Judgements", _uses(determination.judgements))
    section(
        parts,
        "Open questions",
        at_most(
            [
                f"{q.ask} [{q.cite}]" + (f" Who knows: {q.who}." if q.who else "")
                for q in determination.questions
            ],
            FEW,
            "tab 3 lists them all",
        ),
    )
    section(parts, "About the law itself", determination.law_notes)
    section(parts, "Not checked", determination.not_checked)
    parts += [
        plain(""),
        plain(
            f"{determination.regime_name}, law of {determination.as_of}, verified to"
            f" {determination.verified_to}, ruleset {determination.ruleset[:16]}",
            "$text-muted",
        ),
    ]
    return lines(*parts)


def facts_text(determination: Determination) -> Content:
    """Every fact used, its value and where it came from; then the calculations, line by line."""
    parts: list[Content] = [plain("Facts that were used", "bold")]
    for use in determination.facts:
        state = _STATES.get(use.state, use.state)
        tail = "".join(
            f", {word} {text}"
            for word, text in (("by", use.by), ("source:", use.source), ("reason:", use.reason))
            if text
        )
        parts.append(
            beside(
                plain(f"- {use.short}: "),
                plain(use.shown or "—", "bold"),
                plain(f"  ({state}{tail})", "$text-muted"),
            )
        )
    if not determination.facts:
        parts.append(plain("None yet."))
    for calculation in determination.calculations:
        parts += [
            plain(""),
            plain(f"{calculation.name}: {calculation.result} [{calculation.cite}]", "bold"),
            *(plain(f"  {line}") for line in calculation.lines),
        ]
    return lines(*parts)


def copied_text(determination: Determination, answer: Content, mark: str = "") -> str:
    """The answer as plain text, the outcome in the first line behind the mark of an exercise."""
    banner = f"{mark}: " if mark else ""
    banner += words_of(determination.outcome).banner
    return f"{determination.title or 'Untitled deal'}: {banner}\n\n{answer.plain}\n"


def _record_lines(saved: SavedRecord) -> list[Content]:
    record = saved.record
    moment = record.saved_at.astimezone()
    return [
        beside(
            plain(f"Record {record.id}", "bold"),
            plain(f", saved {moment:%Y-%m-%d %H:%M} by {record.by}"),
        ),
        plain(f"Why: {record.why or 'not said'}"),
        plain(f"Made under ruleset {record.ruleset_digest}", "$text-muted"),
    ]


def section(parts: list[Content], title: str, sentences: Iterable[str]) -> None:
    """Add a heading with a line for each sentence; nothing where there is none."""
    found = [sentence for sentence in sentences if sentence]
    if found:
        parts += [plain(""), plain(title, "bold $text-primary")]
        parts += [plain(f"- {sentence}") for sentence in found]


def _limits(parts: list[Content], determination: Determination, rooms: Sequence[Room]) -> None:
    """The numbers beside their limits, with a bar for each where they are at hand."""
    margins = [f"{m.sentence} [{m.cite}]" for m in determination.margins]
    own = [room for room in rooms if room.regime == determination.regime]
    if not own:
        section(parts, "Room to the limits", margins)
        return
    parts += [plain(""), plain("Room to the limits", "bold $text-primary")]
    for room in own:
        parts += [
            plain(f"- {room.short[:1].upper()}{room.short[1:]}: {room.title} [{room.cite}]"),
            beside(plain(f"  {bar(room)} ", "bold"), plain(room.side)),
            plain(f"  {room_words(room)}"),
        ]
    parts.append(plain("  # certain, ? possible, | the limit", "$text-muted"))


def _requirements(determination: Determination) -> list[str]:
    """Those that hold in full, then those that cannot be told, cut short where they are many."""
    holds, open_ = [], []
    for found in determination.requirements:
        kind = f"{found.kind}, {found.reason}" if found.reason else found.kind
        if found.truth == "yes":
            review = f" Review: {found.review}" if found.review else ""
            holds.append(f"{found.sentence} [{found.cite}; {kind}]{review}")
        else:
            short = shorten(found.sentence, CUT, placeholder=" …")
            open_.append(f"Cannot be told: {short} [{found.cite}; {kind}]")
    return holds + at_most(open_, FEW, "tab 2 lists every rule")


def at_most(sentences: Sequence[str], most: int, where: str) -> list[str]:
    """The first few, and how many are not shown."""
    if len(sentences) <= most + 1:
        return list(sentences)
    return [*sentences[:most], f"… and {len(sentences) - most} more: {where}."]


def _exceptions(parts: list[Content], determination: Determination) -> None:
    sentences = [
        f"+ {finding.code} is available: {finding.sentence} [{finding.cite}]"
        for finding in determination.exceptions
        if finding.status == "available"
    ]
    # Paragraphs of one exception often wait for the same, and most exceptions are taken away by
    # the same rules: each is told once.
    for (code, *conditions), cites in _grouped(determination, "candidate").items():
        needed = "; ".join(conditions) or "its conditions"
        sentences.append(f"? {code} is not shown to apply. Needed: {needed}. [{', '.join(cites)}]")
    barred: dict[tuple[str, ...], list[str]] = {}
    for finding in determination.exceptions:
        if finding.status == "barred":
            taken = barred.setdefault(finding.barred_by, [])
            taken.extend([finding.code] if finding.code not in taken else [])
    for by, codes in barred.items():
        sentences.append(f"X {', '.join(codes)} taken away: {'; '.join(by)}.")
    unfit = sorted({e.code for e in determination.exceptions if e.status == "unfit"})
    if unfit:
        sentences.append(f"Looked at and of no help here: {', '.join(unfit)}.")
    section(parts, "License exceptions", sentences)


def _grouped(determination: Determination, status: str) -> dict[tuple[str, ...], list[str]]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for finding in determination.exceptions:
        if finding.status == status:
            groups.setdefault((finding.code, *finding.conditions), []).append(finding.cite)
    return groups


def _uses(uses: Sequence[FactUse]) -> list[str]:
    return [
        f"{use.short} is {use.shown}"
        + (f", by {use.by}" if use.by else "")
        + (f", because {use.reason}" if use.reason else "")
        for use in uses
    ]
