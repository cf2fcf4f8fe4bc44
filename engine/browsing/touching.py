"""Which deals a day on which the law changes touches: each determined the day before and on it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from engine.evaluation.evaluate import Evaluation, applied_truth
from engine.facts import Answer, Facts
from engine.faults import NavicertError
from engine.model import Verb
from engine.outcome import Outcome
from engine.regimes.regimes import Regimes
from engine.regimes.side_by_side import SideBySide, concerned, evaluate_side_by_side
from engine.truth import WORDS, Truth


@dataclass(frozen=True, slots=True)
class DealAtHand:
    """A deal that a change of the law may touch: a draft, a record, a sample, a worked case.

    `facts` reads it when it is looked at, the answers of each of its items, and may raise
    `NavicertError` or `OSError`. `regimes` are those that it is determined under, where not those
    that it calls for: a record is of one.
    """

    kind: str
    id: str
    title: str
    facts: Callable[[], Sequence[Facts]]
    regimes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is, on one line."""
        title = f"  {self.title}" if self.title and self.title != self.id else ""
        return f"{self.kind} {self.id}{title}"


@dataclass(frozen=True, slots=True)
class RuleMoved:
    """A rule that came out otherwise: `yes`, `no`, `open`."""

    rule: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moved:
    """How a deal came out under one regime the day before, and on the day."""

    regime: str
    before: Outcome
    after: Outcome
    rules: tuple[RuleMoved, ...]


@dataclass(frozen=True, slots=True)
class Touch:
    """What a day does to a deal; `fault` says why it cannot be read."""

    deal: DealAtHand
    day: date
    moved: tuple[Moved, ...] = ()
    fault: str = ""

    @property
    def touched(self) -> bool:
        """Whether something moved, or nobody can say whether it did."""
        return bool(self.moved or self.fault)

    @property
    def moves_outcome(self) -> bool:
        """Whether an outcome is another one."""
        return any(moved.before is not moved.after for moved in self.moved)


_Key = tuple[date, str, tuple[str, ...], tuple[tuple[str, Answer], ...]]


@dataclass(eq=False)
class Touching:
    """Determines deals under these regimes on both sides of a day, and remembers what came out:
    of the same facts, under the same rulesets, it is not worked out twice. `always` is the regime
    that every deal is determined under; without it that is the one that answers last."""

    regimes: Regimes
    always: str
    _known: dict[_Key, tuple[Moved, ...]] = field(default_factory=dict)

    def touch(self, deal: DealAtHand, day: date) -> Touch:
        """What the day does to a deal."""
        try:
            items = deal.facts()
        except (NavicertError, OSError) as error:
            return Touch(deal, day, fault=str(error))
        moved = [one for facts in items for one in self._known_or_moved(deal, facts, day)]
        return Touch(deal, day, tuple(dict.fromkeys(moved)))

    def _known_or_moved(self, deal: DealAtHand, facts: Facts, day: date) -> tuple[Moved, ...]:
        digest = self.regimes.joined.digest
        key = (day, digest, deal.regimes, tuple(sorted(facts.items(), key=lambda i: i[0])))
        if key not in self._known:
            self._known[key] = tuple(self._moved(facts, deal.regimes, day))
        return self._known[key]

    def _moved(self, facts: Facts, named: tuple[str, ...], day: date) -> Iterator[Moved]:
        regimes = self.regimes.only(named) if named else self.regimes
        then = evaluate_side_by_side(regimes, facts, day - timedelta(days=1))
        now = evaluate_side_by_side(regimes, facts, day)
        for name in named or self._called_for(then, now):
            if name in now.by_id:
                moved = _compared(then.by_id[name], now.by_id[name])
                if moved is not None:
                    yield moved

    def _called_for(self, then: SideBySide, now: SideBySide) -> tuple[str, ...]:
        ids = tuple(self.regimes.by_id)
        always = (self.always if self.always in ids else ids[-1],)
        both = (*concerned(now, always), *concerned(then, always))
        return tuple(dict.fromkeys(both))


def _compared(then: Evaluation, now: Evaluation) -> Moved | None:
    rules = tuple(
        RuleMoved(rule.id, f"{rule.title} [{rule.cite}]", WORDS[before], WORDS[after])
        for rule in now.ruleset.rules.values()
        if rule.verb is not Verb.DEFINES
        for before, after in [_truths(then, now, rule.id)]
        if before != after
    )
    if not rules and then.outcome is now.outcome:
        return None
    return Moved(now.ruleset.regime.id, then.outcome, now.outcome, rules)


def _truths(then: Evaluation, now: Evaluation, name: str) -> tuple[Truth, Truth]:
    rule = now.ruleset.rules[name]
    return applied_truth(then, rule), applied_truth(now, rule)


def touch_lines(touch: Touch) -> tuple[str, ...]:
    """What a day does to a deal, in words: a line for the deal, one for each regime and rule."""
    lines = [touch.deal.name]
    if touch.fault:
        lines += [f"    cannot be read: {line}" for line in touch.fault.splitlines()]
    for moved in touch.moved:
        outcome = (
            f"stays {moved.after.value}"
            if moved.before is moved.after
            else f"{moved.before.value} → {moved.after.value}"
        )
        lines.append(f"    {moved.regime}: {outcome}")
        lines += [
            f"        {_SIGNS[rule.after]} {rule.title}: {rule.before} → {rule.after}"
            for rule in moved.rules
        ]
    return tuple(lines)


_SIGNS = {"yes": "+", "no": "-", "open": "?"}
