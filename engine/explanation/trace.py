"""Reading an evaluation's trace: the truth of any condition, why it failed, what it waits for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.determination import FactUse
from engine.eccn import Eccn
from engine.evaluation.calculators import INPUTS, conditional_exceptions, conditional_rows
from engine.evaluation.conditions import standing_truth
from engine.evaluation.evaluate import Evaluation
from engine.evaluation.program import Slot, Truths
from engine.explanation.wording import (
    exists_words,
    fill,
    joined,
    leaf_words,
    value_words,
)
from engine.facts import State
from engine.model import (
    All,
    Condition,
    Dated,
    Exists,
    Interval,
    Leaf,
    NoneOf,
    Rule,
    RuleHolds,
    Standing,
)
from engine.model import (
    Any as AnyOf,
)
from engine.truth import NEGATION, NO, OPEN, YES, Truth

_REST_ON_ENTRY = frozenset(
    {"list.marks", "list.reasons", "chart.required", "list.exceptions", "list.value_over_lvs"}
)

FAR = 1000
"""The distance of a rule that no change of answers can make hold."""

Reading = tuple[Truth, int, int, int]
"""How a condition came out, all read in one pass: its truth; the fewest tests that must come out
otherwise for it to hold, and for it not to hold; and how many of its tests hold."""

_OF_TEST: Final[Mapping[Truth, Reading]] = {
    NO: (NO, 1, 0, 0),
    OPEN: (OPEN, 0, 0, 0),
    YES: (YES, 0, 1, 1),
}


@dataclass(slots=True)
class Trace:
    """The trace of one evaluation, read on demand."""

    evaluation: Evaluation
    _uses: dict[str, FactUse] = field(default_factory=dict)
    _readings: dict[int, Reading] = field(default_factory=dict)  # by the condition's identity
    _open_facts: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by the rule's id
    _first_failed: dict[str, str] = field(default_factory=dict)
    _distances: dict[str, int] = field(default_factory=dict)
    _standings: dict[tuple[int, ...], Truth] = field(default_factory=dict)  # by the intervals'
    _places: Mapping[int, Slot] = field(init=False)  # of tests, by the condition's identity
    _leaf_truths: tuple[Truths, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._places = self.evaluation.on.program.places
        self._leaf_truths = self.evaluation.leaf_truths

    # Truths ---------------------------------------------------------------------------------------

    def truth(self, condition: Condition) -> Truth:
        """The truth that a condition had in the evaluation."""
        slot = self._places.get(id(condition))
        if slot is not None:
            return self._leaf_truths[slot[0]][slot[1]]
        return self._read(condition)[0]

    def _read(self, condition: Condition) -> Reading:
        known = self._readings.get(id(condition))
        if known is None:
            known = self._readings[id(condition)] = self._reading(condition)
        return known

    def _reading(self, condition: Condition) -> Reading:
        match condition:
            case All():
                return _all(self._read_parts(condition.parts))
            case AnyOf():
                return _any(self._read_parts(condition.parts))
            case NoneOf():
                truth, to_yes, to_no, _ = _any(self._read_parts(condition.parts))
                return NEGATION[truth], to_no, to_yes, int(truth == NO)
            case RuleHolds():
                rule = self.evaluation.ruleset.rules[condition.rule]
                truth = self.evaluation.truth(rule.id)
                to_yes = 0 if truth == YES else self.distance(rule)
                return truth, to_yes, int(truth != NO), self.met(rule)
            case Dated():
                return self._reading_of_versions(condition)
            case Leaf() | Exists():
                index, place = self.evaluation.on.program.slot(condition)
                return _OF_TEST[self._leaf_truths[index][place]]

    def _read_parts(self, parts: tuple[Condition, ...]) -> list[Reading]:
        # Most parts are tests: they are read here, without two calls for each of thousands.
        place_of, leaf_truths = self._places.get, self._leaf_truths
        return [
            _OF_TEST[leaf_truths[slot[0]][slot[1]]] if slot is not None else self._read(part)
            for part in parts
            for slot in (place_of(id(part)),)
        ]

    def _reading_of_versions(self, dated: Dated) -> Reading:
        """Only the versions that speak today count, but for the truth of those in doubt."""
        truth, met, to_yes, to_no = NO, 0, FAR, FAR
        for version in dated.versions:
            standing = self.standing((version.interval,))
            if standing:
                its_truth, its_to_yes, its_to_no, its_met = self._read(version.when)
                truth |= standing & its_truth
                to_yes, to_no = min(to_yes, its_to_yes), min(to_no, its_to_no)
                met += its_met
        return truth, 0 if truth == YES else to_yes, 0 if truth == NO else to_no, met

    def standing(self, intervals: tuple[Interval, ...]) -> Truth:
        """Whether a dated text binds on the day, a house policy on non-enforcement included."""
        key = tuple(map(id, intervals))
        known = self._standings.get(key)
        if known is None:
            truth = standing_truth(intervals, self.evaluation.as_of)
            known = truth & NEGATION[YES if self.relied_on(intervals) else NO]
            self._standings[key] = known
        return known

    def relied_on(self, intervals: tuple[Interval, ...]) -> str:
        """The policy fact by which the house relies on non-enforcement today, if it does."""
        interval = self.evaluation.on.current(intervals)
        if interval is None or interval.standing is not Standing.NOT_ENFORCED:
            return ""
        assumed = self.evaluation.values.get(interval.assumption) is True
        return interval.assumption if assumed else ""

    # Facts ----------------------------------------------------------------------------------------

    def use(self, name: str) -> FactUse:
        """A fact as this evaluation used it."""
        if name not in self._uses:
            self._uses[name] = self._use(name)
        return self._uses[name]

    def _use(self, name: str) -> FactUse:
        ruleset = self.evaluation.ruleset
        declared = ruleset.facts[name]
        value = self.evaluation.values.get(name)
        shown = "" if value is None else value_words(name, value, ruleset)
        answer = self.evaluation.facts.answers.get(name)
        if answer is not None:
            state = answer.state.value
            if answer.state is State.NOT_KNOWN:
                shown = "not known"
            return FactUse(
                name, declared.short, shown, state, answer.by, answer.source, answer.reason
            )
        if declared.derived:
            return FactUse(name, declared.short, shown or "cannot be calculated yet", "derived")
        if declared.default:
            return FactUse(name, declared.short, declared.default, "default")
        return FactUse(name, declared.short, "not asked yet", "not-asked")

    def open_facts(self, rule: Rule) -> tuple[str, ...]:
        """The facts that an open rule waits for, in the order of its conditions."""
        known = self._open_facts.get(rule.id)
        if known is None:
            found: dict[str, None] = {}
            self._gather((rule.when, *(e.when for e in rule.unless)), found)
            known = self._open_facts[rule.id] = tuple(found)
        return known

    def _gather(self, conditions: Iterable[Condition], found: dict[str, None]) -> None:
        """Add the facts that the open ones among these conditions wait for, in order."""
        for condition in conditions:
            if self.truth(condition) != OPEN:
                continue
            match condition:
                case Leaf() | Exists():
                    found.update(dict.fromkeys(self._behind(condition.fact)))
                case All() | AnyOf() | NoneOf():
                    self._gather(condition.parts, found)
                case RuleHolds():
                    rule = self.evaluation.ruleset.rules[condition.rule]
                    found.update(dict.fromkeys(self.open_facts(rule)))
                case Dated():
                    versions = [v for v in condition.versions if self.standing((v.interval,))]
                    self._gather([v.when for v in versions], found)

    def _behind(self, name: str) -> tuple[str, ...]:
        """The facts to ask for: the fact itself, or those that a calculated fact rests on."""
        declared = self.evaluation.ruleset.facts[name]
        if not declared.derived:
            return (name,)
        values = self.evaluation.values
        missing = [needed for needed in INPUTS[name] if needed not in values]
        if not missing and name in _REST_ON_ENTRY:
            asked = self._questions_of_entry(name, values["item.eccn"])
            missing = [question for question in asked if question not in values]
        # What is open in a line of content is asked for on the line itself.
        return tuple(missing or INPUTS[name][:1])

    def _questions_of_entry(self, name: str, eccn: object) -> tuple[str, ...]:
        entries = self.evaluation.ruleset.entries
        entry = entries.get(eccn.entry) if isinstance(eccn, Eccn) else None
        if name in ("list.exceptions", "list.value_over_lvs"):
            return conditional_exceptions(entry)
        return conditional_rows(entry)

    # Words ----------------------------------------------------------------------------------------

    def sentence(self, rule: Rule, truth: Truth) -> str:
        """What the rule says, under this truth."""
        template = {YES: rule.say.yes, NO: rule.say.no, OPEN: rule.say.open}[truth]

        def look_up(name: str) -> str:
            match name:
                case "missing":
                    return self.missing(rule)
                case "first_failed":
                    return self.first_failed(rule)
                case "as_of":
                    return self.evaluation.as_of.isoformat()
                case "title":
                    return rule.title
            if name not in self.evaluation.ruleset.facts:
                return "{" + name + "}"
            use = self.use(name)
            return use.shown if name in self.evaluation.values else f"({use.short}: {use.shown})"

        return fill(template, look_up)

    def missing(self, rule: Rule) -> str:
        """The facts that an open rule waits for, as a phrase."""
        if standing_truth(rule.in_force, self.evaluation.as_of) == OPEN:
            interval = self.evaluation.on.current(rule.in_force)
            note = interval.note if interval is not None and interval.note else "its standing"
            return f"confirmation of the law ({note})"
        facts = self.evaluation.ruleset.facts
        return joined(facts[name].short for name in self.open_facts(rule)) or "nothing"

    def first_failed(self, rule: Rule) -> str:
        """The first condition that keeps a rule from holding, as a phrase."""
        known = self._first_failed.get(rule.id)
        if known is None:
            known = self._first_failed[rule.id] = self._find_first_failed(rule)
        return known

    def _find_first_failed(self, rule: Rule) -> str:
        if not self.standing(rule.in_force):
            return self.standing_words(rule.in_force)
        failed = self._failed(rule.when)
        if failed:
            return failed
        for exception in rule.unless:
            if self.truth(exception.when):
                return f"an exception applies: {exception.title or exception.cite}"
        return "no condition fails"

    def _failed(self, condition: Condition) -> str:
        if self.truth(condition) != NO:
            return ""
        ruleset = self.evaluation.ruleset
        match condition:
            case Leaf():
                use = self.use(condition.fact)
                if condition.label:
                    return f"not {condition.label} ({use.short}: {use.shown})"
                words = leaf_words(condition, ruleset, holds=False)
                return words if condition.test == "is" else f"{words} ({use.shown})"
            case Exists():
                return (condition.label and f"no {condition.label}") or "none named meets it"
            case All():
                if condition.label:
                    return f"not {condition.label}"
                return next(filter(None, map(self._failed, condition.parts)), "")
            case AnyOf():
                if condition.label:
                    return f"not {condition.label}"
                labels = [p.label for p in condition.parts if p.label]
                if labels:
                    return f"neither {joined(labels, 'nor')}"
                return joined(filter(None, map(self._failed, condition.parts)))
            case NoneOf():
                held = [p for p in condition.parts if self.truth(p) == YES]
                return joined(self.words(part) for part in held)
            case RuleHolds():
                return f"this does not hold: {ruleset.rules[condition.rule].title}"
            case Dated():
                current = [v for v in condition.versions if self.standing((v.interval,))]
                return next(
                    filter(None, (self._failed(v.when) for v in current)),
                    f"no version is in force on {self.evaluation.as_of.isoformat()}",
                )

    def words(self, condition: Condition) -> str:
        """A condition as a phrase."""
        known = self.evaluation.on.program.words.get(id(condition))
        if known is None:
            known = self.evaluation.on.program.words[id(condition)] = self._words(condition)
        return known

    def _words(self, condition: Condition) -> str:
        ruleset = self.evaluation.ruleset
        if condition.label:
            return condition.label
        match condition:
            case Leaf():
                return leaf_words(condition, ruleset)
            case Exists():
                return exists_words(condition, ruleset.facts[condition.fact].type)
            case All():
                return "all of these"
            case AnyOf():
                return "any of these"
            case NoneOf():
                return "none of these"
            case RuleHolds():
                return ruleset.rules[condition.rule].title
            case Dated():
                return "the text in force on the day"

    def standing_words(self, intervals: tuple[Interval, ...]) -> str:
        """How a dated text stands on the day, as a phrase."""
        day = self.evaluation.as_of
        interval = self.evaluation.on.current(intervals)
        if interval is None:
            return f"it is not in force on {day.isoformat()}"
        until = f" until {interval.until.isoformat()}" if interval.until else ""
        match interval.standing:
            case Standing.STAYED:
                return f"it is stayed{until} ({interval.by})"
            case Standing.UNCLEAR:
                return f"it is not confirmed whether it is in force on {day.isoformat()}"
            case Standing.NOT_ENFORCED:
                held = "the house relies on that" if self.relied_on(intervals) else "it still binds"
                since = interval.start.isoformat()
                return f"in force since {since}, announced as not enforced; {held}"
            case Standing.IN_FORCE:
                return f"in force since {interval.start.isoformat()}{until} ({interval.by})"

    # Distance -------------------------------------------------------------------------------------

    def distance(self, rule: Rule) -> int:
        """How many tests stand between a rule and holding; `FAR` if its text is not in force."""
        known = self._distances.get(rule.id)
        if known is None:
            known = self._distances[rule.id] = self._distance(rule)
        return known

    def _distance(self, rule: Rule) -> int:
        if not self.standing(rule.in_force):
            return FAR
        lifted = sum(self._read(e.when)[2] for e in rule.unless)
        return min(FAR, self._read(rule.when)[1] + lifted)

    def met(self, rule: Rule) -> int:
        """How many tests of a rule hold: of two that failed by one, the fuller came closer."""
        return self._read(rule.when)[3]


def _all(parts: list[Reading]) -> Reading:
    truth, to_yes, to_no, met = YES, 0, FAR, 0
    for its_truth, its_to_yes, its_to_no, its_met in parts:
        truth &= its_truth
        to_yes += its_to_yes
        if its_to_no < to_no:
            to_no = its_to_no
        met += its_met
    return truth, to_yes, to_no, met


def _any(parts: list[Reading]) -> Reading:
    truth, to_yes, to_no, met = NO, FAR, 0, 0
    for its_truth, its_to_yes, its_to_no, its_met in parts:
        truth |= its_truth
        if its_to_yes < to_yes:
            to_yes = its_to_yes
        to_no += its_to_no
        met += its_met
    return truth, to_yes, to_no, met
