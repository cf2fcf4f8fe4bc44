"""A determination as the outline of a memo, for every form of report.

The determination comes as data, fresh or out of a record that an older version wrote: what a key
lacks is left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from engine.explanation.room import Room

QUESTIONS: Final = 10
"""Open questions that a memo lists, unless it is a full one."""
Data = Mapping[str, Any]


class Line(NamedTuple):
    """One sentence. `lead` is the space and the mark before it, as plain text shows them: the
    deeper the space, the deeper it stands; the mark is empty, a dash, a number or a truth."""

    text: str
    lead: str = ""

    @property
    def mark(self) -> str:
        return self.lead.strip()

    @property
    def depth(self) -> int:
        """Signs of space before the mark, or before the text where there is none."""
        return len(self.lead) - len(self.lead.lstrip())


class Section(NamedTuple):
    """A part of the memo; the first and the last have no title. `appendix` marks what stands
    behind the memo itself, `verbatim` lines that are shown as they are."""

    title: str
    lines: tuple[Line, ...]
    appendix: bool = False
    verbatim: bool = False


_STATES: Final = {
    "assumed": "assumed",
    "default": "house default",
    "derived": "calculated",
    "not-known": "asked, not known",
    "not-asked": "not asked",
}
_MARKS: Final = {"yes": "[yes]", "no": "[no]", "open": "[open]"}
_STATUSES: Final = (
    ("available", "Available"),
    ("candidate", "Candidate: no authority until its conditions are answered"),
    ("barred", "Barred"),
)


def outline(determination: Data, full: bool = False, rooms: Sequence["Room"] = ()) -> list[Section]:
    """The sections of the memo; with `full`, the facts and the tree of every rule; with `rooms`, a
    bar for each limit."""
    return [
        Section("", tuple(_head(determination))),
        *_sections(determination, full, rooms),
        *(_appendix(determination) if full else ()),
        Section("", tuple(_foot(determination))),
    ]


def _head(data: Data) -> list[Line]:
    subject = {"yes": "yes", "no": "no", "open": "cannot be said yet"}
    lines = [Line(str(data.get("headline", data.get("outcome", ""))))]
    if data.get("title"):
        lines.append(Line(f"Deal: {data['title']}"))
    told = subject.get(str(data.get("subject")), "not said")
    return [*lines, Line(f"Subject to the regime: {told}")]


def _sections(data: Data, full: bool, rooms: Sequence["Room"]) -> Iterator[Section]:
    """The sections that have something to say, in the order in which a reader wants them."""
    named = (
        ("Why", _numbered(_rows(data, "decisive"))),
        ("What to do", _listed(_rows(data, "to_do"))),
        ("Warnings", _listed(_rows(data, "warnings"))),
        ("Requirements", _requirements(_rows(data, "requirements"), "yes")),
        ("Not settled yet", _requirements(_rows(data, "requirements"), "open")),
        ("License exceptions", _exceptions(_rows(data, "exceptions"), full)),
        ("Open questions, the most deciding first", _questions(_rows(data, "questions"), full)),
        ("What must be done and kept", _listed(_rows(data, "duties"))),
        ("What would change it", _listed(row["sentence"] for row in _rows(data, "changes"))),
        ("Room to the limits", _room(data, rooms)),
        ("Screening", _listed(_rows(data, "screening"))),
        ("Assumptions", _listed(_fact(row) for row in _rows(data, "assumptions"))),
        ("Judgements", _listed(_fact(row) for row in _rows(data, "judgements"))),
        ("Notes on the law", _listed(_rows(data, "law_notes"))),
        ("What was not checked", _listed(_rows(data, "not_checked"))),
    )
    for title, lines in named:
        if lines:
            yield Section(title, tuple(lines))


def _appendix(data: Data) -> Iterator[Section]:
    calculations = [
        line
        for row in _rows(data, "calculations")
        for line in (
            *_item(f"{row['name']}: {row['result']} ({row['cite']})"),
            *(Line(text, "    - ") for text in row["lines"]),
        )
    ]
    named = [
        ("Calculations", calculations),
        ("Facts", _listed(_fact(row) for row in _rows(data, "facts"))),
    ]
    for step in _rows(data, "steps"):
        lines = [
            line
            for group in ("holds", "open", "fails")
            for result in step.get(group, ())
            for line in _rule(result)
        ]
        named.append((f"Rules: {step['title']}", lines))
    for title, lines in named:
        if lines:
            yield Section(title, tuple(lines), appendix=True)


def _foot(data: Data) -> list[Line]:
    return [
        Line(
            f"Law as of {data.get('as_of')}; ruleset {data.get('regime')} verified to"
            f" {data.get('verified_to')}, digest {str(data.get('ruleset', ''))[:16]}. This is a"
            " search result under the rules named above, not legal advice."
        )
    ]


def _requirements(rows: Iterable[Data], truth: str) -> list[Line]:
    """The requirements that hold with their review policy, or in short those that are open."""
    lines = []
    for row in rows:
        if (row.get("truth") == "open") is not (truth == "open"):
            continue
        lines += _item(_with_cite(row))
        if truth == "open":
            continue
        told = [row.get("kind", ""), row.get("reason", "") and f"reason {row['reason']}"]
        lines += _item(f"{', '.join(filter(None, told))}; rule {row['rule']}", "    ")
        if row.get("review"):
            lines += _item(f"Review: {row['review']}", "    ")
    return lines


def _exceptions(rows: Sequence[Data], full: bool) -> list[Line]:
    """The exceptions by status; all but the available ones in short, unless in full."""
    lines = []
    for status, words in _STATUSES:
        mine = [row for row in rows if row.get("status") == status]
        if not mine:
            continue
        lines.append(Line(f"{words}:", "  "))
        if status != "available" and not full:
            lines += _candidates(mine) if status == "candidate" else _barred(mine)
            continue
        for row in mine:
            lines += _item(f"{row['code']}: {_with_cite(row)}", "  - ")
            for condition in row.get("conditions", ()):
                lines += _item(f"still to be answered: {condition}", "      ")
            for bar in row.get("barred_by", ()):
                lines += _item(f"barred by: {bar}", "      ")
            if full and row.get("leaves"):
                lines += _item(f"does not overcome: {', '.join(row['leaves'])}", "      ")
    fit = {row["code"] for row in rows if row.get("status") != "unfit"}
    unfit = sorted({str(row["code"]) for row in rows} - fit)
    if unfit:
        lines += _item(f"Do not fit this deal: {', '.join(unfit)}", "  ")
    return lines


def _candidates(rows: Iterable[Data]) -> list[Line]:
    """One item for each code: where it stands, and what is still to be answered."""
    by_code: dict[str, list[Data]] = {}
    for row in rows:
        by_code.setdefault(str(row["code"]), []).append(row)
    lines = []
    for code, mine in by_code.items():
        cites = "; ".join(dict.fromkeys(str(row["cite"]) for row in mine))
        open_facts = dict.fromkeys(fact for row in mine for fact in row.get("conditions", ()))
        needs = f": still to be answered: {', '.join(open_facts)}" if open_facts else ""
        lines += _item(f"{code} ({cites}){needs}")
    return lines


def _barred(rows: Iterable[Data]) -> list[Line]:
    """One item for each set of bars, with the codes that these take away."""
    bars_of: dict[str, dict[str, None]] = {}
    for row in rows:
        bars_of.setdefault(str(row["code"]), {}).update(dict.fromkeys(row.get("barred_by", ())))
    codes_by_bars: dict[tuple[str, ...], list[str]] = {}
    for code, bars in bars_of.items():
        codes_by_bars.setdefault(tuple(bars), []).append(code)
    return [
        line
        for bars, codes in codes_by_bars.items()
        for line in _item(f"{', '.join(codes)}: by {'; '.join(bars)}")
    ]


def _questions(rows: Sequence[Data], full: bool) -> list[Line]:
    lines = []
    shown = rows if full else rows[:QUESTIONS]
    for number, row in enumerate(shown, start=1):
        asked = " (asked, not known)" if row.get("asked") else ""
        lines += _item(f"{row['ask']}{asked}", f"{number:>3}. ")
        told = [
            row.get("who", "") and f"Ask: {row['who']}.",
            row.get("because", "") and f"{row['because']}.",
            f"Fact: {row['fact']}",
        ]
        lines += _item(" ".join(filter(None, told)), "     ")
    if len(rows) > len(shown):
        more = f"… and {len(rows) - len(shown)} more: the full memo shows them all"
        lines.append(Line(more, "     "))
    return lines


def _rule(result: Data) -> list[Line]:
    mark = _MARKS.get(str(result["truth"]), "")
    lines = _item(f"{result['rule']}  {result['title']} ({result['cite']})", f"{mark:<6} ")
    if result["standing"] != "in-force":
        lines += _item(f"This text is {result['standing'].replace('-', ' ')}.", "       ")
    lines += _item(str(result["sentence"]), "       ")
    if result.get("note"):
        lines += _item(f"Note: {result['note']}", "       ")
    return [*lines, *_node(result["tree"], 1)]


def _node(node: Data, depth: int) -> list[Line]:
    # A stranger's ruleset cannot make this deep: files are bounded in depth.
    mark = _MARKS.get(str(node["truth"]), "")
    cite = f" ({node['cite']})" if node.get("cite") else ""
    fact = node.get("fact")
    answer = f"; {fact['shown']}{_provenance(fact)}" if fact else ""
    indent = "  " * (depth + 2)
    lines = _item(f"{node['text']}{cite}{answer}", f"{indent}{mark:<6} ")
    for part in node.get("parts", ()):
        lines += _node(part, depth + 1)
    return lines


def _room(data: Data, rooms: Sequence["Room"]) -> list[Line]:
    """The margins, each with its bar where the numbers are at hand, in the same order."""
    from engine.explanation.room import bar

    own: list[Room | None] = [room for room in rooms if room.regime == data.get("regime")]
    margins = _rows(data, "margins")
    lines = []
    for row, room in zip(margins, own or [None] * len(margins), strict=True):
        lines += _item(_with_cite(row))
        if room is not None:
            lines.append(Line(f"{bar(room)} {room.side}", "    "))
    return lines


def _fact(row: Data) -> str:
    return f"{row['short']}: {row['shown']}{_provenance(row)}"


def _provenance(row: Data) -> str:
    told = [
        _STATES.get(str(row.get("state")), ""),
        row.get("by", "") and f"by {row['by']}",
        row.get("source", "") and f"source: {row['source']}",
        row.get("reason", "") and f"because: {row['reason']}",
    ]
    words = "; ".join(filter(None, told))
    return f" [{words}]" if words else ""


def _with_cite(row: Data) -> str:
    return f"{row['sentence']} ({row['cite']})" if row.get("cite") else str(row["sentence"])


def _rows(data: Data, key: str) -> Sequence[Any]:
    rows: Sequence[Any] = data.get(key) or ()
    return rows


def _numbered(texts: Iterable[str]) -> list[Line]:
    return [
        line for number, text in enumerate(texts, start=1) for line in _item(text, f"{number:>3}. ")
    ]


def _listed(texts: Iterable[str]) -> list[Line]:
    return [line for text in texts for line in _item(text)]


def _item(text: str, lead: str = "  - ") -> list[Line]:
    return [Line(text, lead)]
