"""Facts that nobody is asked for, because they follow from others: what list and chart say.

Each calculator takes the day's law and the answers, and gives a value that conditions can test.
An entry that the ruleset does not know, and a country without a row, give no value: the
conditions on it stay open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from engine.eccn import EAR99, Eccn
from engine.evaluation.sets_on_day import in_days
from engine.facts import OpenSet, Value
from engine.model import ListEntry, ListException, ListRow, Ruleset
from engine.truth import NEGATION, NO, OPEN, YES, Truth, some, truth_of

MARK_FACTS: Final = ("list.marks", "chart.required")
"""By which a requirement finds out that a row of the list, or a column of the chart, is met."""

INPUTS: Final[Mapping[str, tuple[str, ...]]] = {
    "list.marks": ("item.eccn",),
    "list.reasons": ("item.eccn",),
    "list.exceptions": ("item.eccn",),
    "list.value_over_lvs": ("item.eccn", "transaction.value"),
    "chart.marks": ("destination.country",),
    "chart.required": ("item.eccn", "destination.country"),
    "content.share": ("item.kind", "content.lines", "content.value", "destination.country"),
    "content.controlled": ("item.kind", "content.lines", "destination.country"),
}
"""What each calculated fact is worked out from, the questions of conditional rows apart."""

NOTHING: Final = OpenSet(frozenset(), frozenset())


def row_fact(row_id: str) -> str:
    """The name of the yes/no fact that decides a conditional row: `3A001/1` is asked as
    `list.row.3A001_1`."""
    return "list.row." + row_id.replace("/", "_").replace(".", "_")


def exception_fact(entry: ListEntry, place: int) -> str:
    """The name of the yes/no fact that decides a conditional exception of an entry: the second of
    3E001, for TSR, is asked as `list.exception.3E001_TSR_2`."""
    return f"list.exception.{entry.eccn}_{entry.exceptions[place].code}_{place + 1}"


@lru_cache(maxsize=8192)
def _paragraph(entry: str, path: str) -> Eccn:
    return Eccn(entry, tuple(path.split(".")))


def in_scope(eccn: Eccn, only: tuple[str, ...], excluded: tuple[str, ...]) -> Truth:
    """Whether a classification falls under a row's paragraphs; open if it is not deep enough."""

    def under(path: str) -> Truth:
        paragraph = _paragraph(eccn.entry, path)
        return YES if eccn.within(paragraph) else OPEN if paragraph.within(eccn) else NO

    inside = some(under(path) for path in only) if only else YES
    return inside & NEGATION[some(under(path) for path in excluded)]


@dataclass(frozen=True, slots=True)
class ListLaw:
    """What the control list says of one classification."""

    marks: OpenSet
    reasons: OpenSet
    exceptions: OpenSet
    lvs_limits: tuple[Decimal, ...] = ()  # U.S. dollars; several where the paragraph is open


def row_truth(row: ListRow, eccn: Eccn, answers: Mapping[str, Value], day: date) -> Truth:
    """Whether a license requirement row applies to the classification on the day."""
    if not in_days(row.start, row.until, day):
        return NO
    truth: int = in_scope(eccn, row.only, row.excluded)
    if truth and row.condition:
        answer = answers.get(row_fact(row.id))
        truth &= truth_of(answer if isinstance(answer, bool) else None)
    return truth


def _exception_truth(
    entry: ListEntry, place: int, eccn: Eccn, answers: Mapping[str, Value]
) -> Truth:
    """Whether the entry allows its exception of this place for the classification."""
    exception: ListException = entry.exceptions[place]
    if exception.allowed == "no":
        return NO
    truth: int = in_scope(eccn, exception.only, exception.excluded)
    if truth and exception.condition:
        answer = answers.get(exception_fact(entry, place))
        truth &= truth_of(answer if isinstance(answer, bool) else None)
    return truth


def _open_set(found: list[tuple[str, Truth]]) -> OpenSet:
    return OpenSet(
        frozenset(word for word, truth in found if truth == YES),
        frozenset(word for word, truth in found if truth),
    )


def list_law(
    entry: ListEntry | None, eccn: Eccn, answers: Mapping[str, Value], day: date
) -> ListLaw | None:
    """The marks, reasons for control and exceptions of a classification, None if the list of
    this ruleset does not hold its entry."""
    if eccn.entry == EAR99:
        return ListLaw(NOTHING, NOTHING, NOTHING)
    if entry is None:
        return None
    rows = [(row, row_truth(row, eccn, answers, day)) for row in entry.rows]
    exceptions = [
        (exception, _exception_truth(entry, place, eccn, answers))
        for place, exception in enumerate(entry.exceptions)
    ]
    return ListLaw(
        _open_set([(row.mark, truth) for row, truth in rows]),
        _open_set([(row.reason, truth) for row, truth in rows]),
        _open_set([(exception.code, truth) for exception, truth in exceptions]),
        tuple(
            Decimal(exception.limit_usd)
            for exception, truth in exceptions
            if exception.code == "LVS" and exception.limit_usd and truth
        ),
    )


def over_lvs_limits(law: ListLaw, value: Decimal) -> bool | None:
    """Whether an order of this value in U.S. dollars is over the LVS limit that the entry prints
    for the paragraph (15 CFR 740.3(b)); None where which limit applies is open. It only refutes:
    that the order keeps within the limit, a person says."""
    if not law.lvs_limits or value <= min(law.lvs_limits):
        return False
    return True if value > max(law.lvs_limits) else None


def conditional_rows(entry: ListEntry | None) -> tuple[str, ...]:
    """The facts that decide the conditional rows of an entry."""
    if entry is None:
        return ()
    return tuple(row_fact(row.id) for row in entry.rows if row.condition)


def conditional_exceptions(entry: ListEntry | None) -> tuple[str, ...]:
    """The facts that decide the conditional exceptions of an entry."""
    if entry is None:
        return ()
    return tuple(
        exception_fact(entry, place)
        for place, exception in enumerate(entry.exceptions)
        if exception.condition
    )


def meet(left: OpenSet, right: OpenSet) -> OpenSet:
    """What belongs to both sets."""
    return OpenSet(left.certain & right.certain, left.possible & right.possible)


class ListOnDay:
    """Control list and country chart on one day, remembered by what was asked."""

    def __init__(self, ruleset: Ruleset, day: date) -> None:
        self._ruleset = ruleset
        self._day = day
        self._lists: dict[object, ListLaw | None] = {}
        self._charts: dict[str, OpenSet | None] = {}
        self._both: dict[tuple[OpenSet, OpenSet], OpenSet] = {}

    def of_item(self, eccn: Eccn, answers: Mapping[str, Value]) -> ListLaw | None:
        entry = self._ruleset.entries.get(eccn.entry)
        conditions = (*conditional_rows(entry), *conditional_exceptions(entry))
        key = (eccn, tuple(answers.get(name) for name in conditions)) if conditions else eccn
        if key not in self._lists:
            self._lists[key] = list_law(entry, eccn, answers, self._day)
        return self._lists[key]

    def chart_of(self, country: str) -> OpenSet | None:
        """The chart columns marked for a country, None where the chart has no row for it."""
        if country not in self._charts:
            row = self._ruleset.chart_row(country)
            marked = (
                None
                if row is None
                else frozenset(m.entry for m in row if in_days(m.start, m.until, self._day))
            )
            self._charts[country] = None if marked is None else OpenSet(marked, marked)
        return self._charts[country]

    def derive(self, answers: Mapping[str, Value]) -> dict[str, Value]:
        """The calculated facts of list and chart that these answers allow."""
        found: dict[str, Value] = {}
        eccn, country = answers.get("item.eccn"), answers.get("destination.country")
        law = self.of_item(eccn, answers) if isinstance(eccn, Eccn) else None
        chart = self.chart_of(country) if isinstance(country, str) else None
        if law is not None:
            found["list.marks"] = law.marks
            found["list.reasons"] = law.reasons
            found["list.exceptions"] = law.exceptions
            value = answers.get("transaction.value")
            over = over_lvs_limits(law, value) if isinstance(value, Decimal) else None
            if over is not None:
                found["list.value_over_lvs"] = over
        if chart is not None:
            found["chart.marks"] = chart
        if law is not None and chart is not None:
            both = self._both.get((law.marks, chart))
            if both is None:
                both = self._both[law.marks, chart] = meet(law.marks, chart)
            found["chart.required"] = both
        return found
