"""The room to each limit as numbers, in words, and as a bar of signs."""

from collections.abc import Iterable
from decimal import ROUND_FLOOR, Decimal
from typing import Final, NamedTuple

from engine.evaluation.evaluate import Evaluation
from engine.explanation.changes import limit_of, limits
from engine.explanation.wording import money_words, percent_words, value_words
from engine.facts import FactType, OpenNumber

BELOW, AT, OVER, OPEN = "below", "at the limit", "over", "cannot be said"
"""The sides of a limit on which a number can be."""

WIDTH: Final = 40
"""Cells of a bar, the mark at the limit aside."""


class Room(NamedTuple):
    """A number beside a limit on which `rule` hangs. `unit` is percent, money or number; `high` is
    the same as `low` where the number is known, None where it has no upper bound. `money` is the
    controlled content in U.S. dollars that reaches the limit of a share, less than 0 beyond it;
    None for other numbers, and where it cannot be said."""

    regime: str
    fact: str
    short: str
    rule: str
    title: str
    cite: str
    unit: str
    limit: Decimal
    low: Decimal
    high: Decimal | None
    shown: str
    money: Decimal | None = None

    @property
    def side(self) -> str:
        """On which side of the limit the number is, whatever is open."""
        if self.low > self.limit:
            return OVER
        if self.high is None or (self.high >= self.limit and self.high != self.low):
            return OPEN
        return AT if self.low == self.limit else BELOW

    @property
    def distance(self) -> Decimal:
        """How far the nearest possible figure is from the limit."""
        if self.side == OPEN:
            return Decimal(0)
        nearest = self.low if self.side == OVER or self.high is None else self.high
        return abs(self.limit - nearest)


def rooms(evaluation: Evaluation) -> tuple[Room, ...]:
    """The numbers of one regime beside the limits on which a rule hangs today."""
    ruleset, content = evaluation.ruleset, evaluation.content
    found = []
    for leaf, rule, value in limits(evaluation):
        declared = ruleset.facts[leaf.fact]
        limit = limit_of(leaf)
        low, high = (value.low, value.high) if isinstance(value, OpenNumber) else (value, value)
        money = None
        counted = content.controlled_value
        if leaf.fact == "content.share" and content.item_value and counted and low == high:
            money = limit * content.item_value / 100 - counted.low
        found.append(
            Room(
                ruleset.regime.id,
                leaf.fact,
                declared.short,
                rule.id,
                rule.title,
                rule.cite,
                _UNITS.get(declared.type, "number"),
                limit,
                low,
                high,
                value_words(leaf.fact, value, ruleset),
                money,
            )
        )
    return tuple(found)


_UNITS: Final = {FactType.PERCENT: "percent", FactType.MONEY: "money"}


def nearest(found: Iterable[Room]) -> Room | None:
    """The room that is the smallest part of its limit; one that cannot be said comes first."""
    return min(found, key=lambda room: room.distance / (room.limit or 1), default=None)


def bar(room: Room, width: int = WIDTH) -> str:
    """`[#####??|....]`: `#` is what is certain, `?` what is possible, `|` the limit. What does not
    go over the limit ends before the mark, however near it is."""
    top = max(2 * room.limit, (room.high or room.low) * Decimal("1.1"), Decimal(1))
    if room.unit == "percent":
        top = min(top, max(Decimal(100), room.low, room.high or room.low))
    mark = min(max(1, _cells(room.limit, top, width)), width - 1)
    certain = _filled(room.low, room.limit, mark, _cells(room.low, top, width), width)
    possible = width
    if room.high is not None:
        possible = _filled(room.high, room.limit, mark, _cells(room.high, top, width), width)
    cells = "#" * certain + "?" * (possible - certain)
    cells = cells.ljust(width, ".")
    return f"[{cells[:mark]}|{cells[mark:]}]"


def _cells(value: Decimal, top: Decimal, width: int) -> int:
    return int((value / top * width).to_integral_value(ROUND_FLOOR))


def _filled(value: Decimal, limit: Decimal, mark: int, cells: int, width: int) -> int:
    if value > limit:
        return min(max(cells, mark + 1), width)
    if value == limit:
        return mark
    return min(max(cells, 1 if value > 0 else 0), mark - 1)


def room_words(room: Room) -> str:
    """The number, its limit, and how much is left or too much."""
    limit = _amount(room, room.limit)
    if room.side == OPEN:
        return f"{room.shown}; limit {limit}: on which side cannot be said"
    if room.side == AT:
        return f"{room.shown}, just at the limit of {limit}"
    distance = _amount(room, room.distance)
    if room.unit == "percent":
        distance = "1 point" if distance == "1 %" else f"{distance.removesuffix(' %')} points"
    money = f", {money_words(abs(room.money))} of controlled content" if room.money else ""
    if room.side == OVER:
        return f"{room.shown}, over the limit of {limit} by {distance}{money}"
    at_least = "at least " if room.low != room.high else ""
    return f"{room.shown} of {limit}; room {at_least}{distance}{money}"


def _amount(room: Room, value: Decimal) -> str:
    if room.unit == "percent":
        return percent_words(value)
    return money_words(value) if room.unit == "money" else f"{value.normalize():,f}"
