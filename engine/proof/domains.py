"""What can be answered to a question, as far as given tests can tell the answers apart.

A *variable* is what one answer settles: mostly a fact, but the item's ECCN settles what the list
says of it too, and the destination its chart columns. The *options* of a variable are one answer
for each class of answers on which the tests in hand agree, every test decided.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, product
from typing import Any, Final

from engine.eccn import EAR99, Eccn
from engine.evaluation.calculators import list_law, row_fact, row_truth
from engine.evaluation.classes import _WELL_KNOWN as WELL_KNOWN
from engine.evaluation.leaves import Test, make_exists_test, make_test
from engine.evaluation.program import program_of
from engine.facts import FactType, Value
from engine.model import Exists, Leaf, ListEntry
from engine.proof.element_classes import SERIES_PARAGRAPHS, elements, told_eccns
from engine.proof.formula import DayFormulas
from engine.truth import NO, OPEN, Truth

ITEM: Final = "item.eccn"
DESTINATION: Final = "destination.country"
SHARE: Final = "content.declared_share"
ORDER_VALUE: Final = "transaction.value"

WHOLE_SUBSETS: Final = 7
"""Sets of up to so many words that matter are tried in every combination."""

LISTS_TRIED: Final = 4096
"""How many combinations of elements of a list are told apart at most."""

_LISTS: Final = (FactType.COUNTRIES, FactType.ECCNS, FactType.PARTIES, FactType.CONTENT)

Answers = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One class of answers: an answer from it, and the truths that it gives by slot."""

    answers: Answers
    truths: tuple[tuple[int, Truth], ...]


class Domains:
    """The variables and options of one day's formulas, worked out when first asked for."""

    def __init__(self, formulas: DayFormulas) -> None:
        self.formulas = formulas
        self.inexact: set[str] = set()  # variables not tried in every combination
        self._on = program_of(formulas.ruleset).on(formulas.day)
        self._options: dict[tuple[str, frozenset[int]], tuple[Option, ...]] = {}
        self._items: list[tuple[Answers, dict[str, Value]]] = []
        self._item_vectors: dict[int, bytes] = {}

    def variable_of(self, slot: int) -> str:
        """The variable that settles a test."""
        fact = self.formulas.tests[slot].fact
        if fact.startswith("list.row."):
            return ITEM
        return {
            "list.marks": ITEM,
            "list.reasons": ITEM,
            "list.exceptions": ITEM,
            "list.value_over_lvs": ORDER_VALUE,
            "chart.marks": DESTINATION,
            "content.share": SHARE,
            "content.controlled": SHARE,
        }.get(fact, fact)

    def options(self, variable: str, slots: frozenset[int]) -> tuple[Option, ...]:
        """One option for each class of answers that the tests in `slots` tell apart."""
        key = (variable, slots)
        if key not in self._options:
            self._options[key] = tuple(self._found(variable, sorted(slots)))
        return self._options[key]

    def _found(self, variable: str, slots: Sequence[int]) -> Iterator[Option]:
        if variable == ITEM:
            return self._item_options(slots)
        tests = [self.formulas.tests[slot] for slot in slots]
        if self.formulas.ruleset.facts[variable].type in _LISTS:
            return self._list_options(variable, slots, tests)
        makers = [self._test_of(test) for test in tests]
        options: dict[tuple[Truth, ...], Answers] = {}
        for value in self._values(variable, tests):
            truths = tuple(
                self._truth(variable, test, run, value)
                for test, run in zip(tests, makers, strict=True)
            )
            if OPEN not in truths:
                options.setdefault(truths, ((variable, value),))
        return (
            Option(answers, tuple(zip(slots, truths, strict=True)))
            for truths, answers in options.items()
        )

    def _test_of(self, test: Leaf | Exists) -> Test:
        declared = self.formulas.ruleset.facts.get(test.fact)
        # What is known of list and chart need not be declared where no rule tests it by itself.
        fact_type = declared.type if declared is not None else FactType.SET
        if isinstance(test, Exists):
            return make_exists_test(test, fact_type, self.formulas.sets)
        return make_test(test, fact_type, self.formulas.sets)

    def _truth(self, variable: str, test: Leaf | Exists, run: Test, value: Value) -> Truth:
        calculated: Any = value
        if test.fact != variable:
            match test.fact:
                case "chart.marks":
                    calculated = self._on.lists.chart_of(str(value))
                case "content.controlled":
                    calculated = value != 0
                case "list.value_over_lvs":
                    calculated = value == _OVER_ANY_LIMIT
        return OPEN if calculated is None else run(calculated)

    # Values -----------------------------------------------------------------------------------

    def _values(self, variable: str, tests: Sequence[Leaf | Exists]) -> Iterable[Value]:
        declared = self.formulas.ruleset.facts[variable]
        leaves = [test for test in tests if isinstance(test, Leaf)]
        match declared.type:
            case FactType.YES_NO | FactType.JUDGEMENT:
                return (declared.default == "yes", declared.default != "yes")
            case FactType.CHOICE:
                return [choice.value for choice in declared.choices]
            case FactType.SET:
                return self._sets(variable, leaves, [c.value for c in declared.choices])
            case FactType.COUNTRY:
                return self._countries()
            case FactType.ECCN:
                return self._eccns(leaves)
            case FactType.MONEY | FactType.PERCENT | FactType.NUMBER:
                return _numbers(leaves, variable)
            case FactType.DATE:
                return _days(leaves)
            case FactType.TEXT:
                return ("as told",)
            case _:
                raise TypeError(f"{declared.type} is a list")

    def _sets(
        self, variable: str, leaves: Sequence[Leaf], choices: list[str]
    ) -> Iterator[frozenset[str]]:
        named = {
            word
            for leaf in leaves
            if leaf.test.startswith("has")
            for word in self.formulas.sets.words(
                (str(leaf.operand),) if leaf.test == "has" else leaf.operand
            )
        }
        others = [word for word in choices if word not in named]
        words = [word for word in choices if word in named] + others[:1]
        if len(words) > WHOLE_SUBSETS:
            self.inexact.add(variable)
        most = len(words) if len(words) <= WHOLE_SUBSETS else 2
        for count in range(most + 1):
            yield from map(frozenset, combinations(words, count))
        yield frozenset(choices)

    def _countries(self) -> list[str]:
        known = self.formulas.ruleset.countries
        first = [code for code in WELL_KNOWN if code in known]
        return [*first, *(code for code in known if code not in WELL_KNOWN)]

    def _eccns(self, leaves: Sequence[Leaf]) -> list[Eccn]:
        patterns = [pattern for leaf in leaves for pattern in self._patterns(leaf)]
        return told_eccns(patterns, self.formulas.ruleset)

    def _patterns(self, leaf: Leaf) -> tuple[str, ...]:
        if leaf.test in ("within", "any_within"):
            return self.formulas.sets.eccns(leaf.operand).patterns
        return (leaf.operand,) if leaf.test == "is" and isinstance(leaf.operand, str) else ()

    # Lists ------------------------------------------------------------------------------------

    def _list_options(
        self, variable: str, slots: Sequence[int], tests: Sequence[Leaf | Exists]
    ) -> Iterator[Option]:
        """The empty list, and lists of elements as long as the tests tell them apart.

        But for "empty", a test holds for a list when it holds for one of its elements.
        """
        makers = [self._test_of(test) for test in tests]
        as_set = self.formulas.ruleset.facts[variable].type is FactType.COUNTRIES
        ones = self._ones(variable, tests)
        found: dict[int, tuple[Any, ...]] = {bits: (one,) for bits, one in ones.items()}
        waiting = list(found)
        while waiting and len(found) < LISTS_TRIED:
            bits = waiting.pop(0)
            for one, element in ones.items():
                if bits | one not in found:
                    found[bits | one] = (*found[bits], element)
                    waiting.append(bits | one)
        if waiting:
            self.inexact.add(variable)
        for value in ((), *found.values()):
            answer: Any = frozenset(value) if as_set else value
            truths = tuple(run(answer) for run in makers)
            if OPEN not in truths:
                yield Option(((variable, answer),), tuple(zip(slots, truths, strict=True)))

    def _ones(self, variable: str, tests: Sequence[Leaf | Exists]) -> dict[int, Any]:
        """An element for each set of tests that lists of one element can meet, as bits."""
        fact_type = self.formulas.ruleset.facts[variable].type
        if fact_type in (FactType.PARTIES, FactType.CONTENT):
            exists = [test for test in tests if isinstance(test, Exists)]
            found, whole = elements(fact_type, exists, self.formulas)
            if not whole:
                self.inexact.add(variable)
            return found
        leaves = [test for test in tests if isinstance(test, Leaf) and test.test != "empty"]
        makers = [self._test_of(leaf) for leaf in leaves]
        ones: dict[int, Any] = {}
        as_set = fact_type is FactType.COUNTRIES
        for one in self._countries() if as_set else self._eccns(leaves):
            truths = [run(frozenset({one}) if as_set else (one,)) for run in makers]
            if OPEN not in truths:
                bits = sum(1 << n for n, truth in enumerate(truths) if truth)
                ones.setdefault(bits, one)
        return ones

    # The item ---------------------------------------------------------------------------------

    def _item_options(self, slots: Sequence[int]) -> Iterator[Option]:
        vectors = [self._item_vector(slot) for slot in slots]
        options: dict[tuple[Truth, ...], Answers] = {}
        for number, truths in enumerate(zip(*vectors, strict=True)):
            if truths not in options and OPEN not in truths:
                options[truths] = self._items[number][0]
        for truths, answers in options.items():
            yield Option(answers, tuple(zip(slots, truths, strict=True)))

    def open_items(self, slot: int) -> list[Eccn]:
        """The classifications that leave a test open although the list tells none deeper."""
        vector = self._item_vector(slot)
        eccns = [item for (answers, _) in self._items for name, item in answers if name == ITEM]
        told = {eccn for eccn in eccns if isinstance(eccn, Eccn)}
        above = {Eccn(e.entry, e.paragraphs[:n]) for e in told for n in range(len(e.paragraphs))}
        return [
            eccn
            for eccn, truth in zip(eccns, vector, strict=True)
            if truth == OPEN and isinstance(eccn, Eccn) and eccn not in above
        ]

    def _item_vector(self, slot: int) -> bytes:
        """The truths of a test on every classification, in order."""
        if not self._items:
            # Items that raise no question of a list row come first: they make shorter examples.
            self._items = sorted(self._classified_items(), key=lambda item: len(item[0]))
        if slot not in self._item_vectors:
            test = self.formulas.tests[slot]
            run, name = self._test_of(test), test.fact
            truths = bytearray()
            for _, values in self._items:
                # A question that only other entries ask decides nothing here, answered or not.
                value = values.get(name, False if name.startswith("list.row.") else None)
                truths.append(OPEN if value is None else run(value))
            self._item_vectors[slot] = bytes(truths)
        return self._item_vectors[slot]

    def _classified_items(self) -> Iterator[tuple[Answers, dict[str, Value]]]:
        entries = self.formulas.ruleset.entries
        named: dict[str, set[tuple[str, ...]]] = {}
        leaves = [leaf for leaf in self.formulas.tests if isinstance(leaf, Leaf)]
        on_item = (*self._leaves_on_item(), *(x for x in leaves if x.fact == ITEM))
        patterns = [self._patterns(leaf) for leaf in on_item]
        patterns += [
            tuple(member.entry for member in declared.excluded)
            for declared in self.formulas.ruleset.sets.values()
            if declared.of == "eccns"
        ]
        for named_together in patterns:
            for pattern in named_together:
                number, _, deeper = pattern.partition(".")
                if deeper and number in entries:
                    named.setdefault(number, set()).add(tuple(deeper.split(".")))
        yield from self._rows_answered(Eccn(EAR99), None)
        for entry in entries.values():
            paths = {tuple(path.split(".")) for path in entry.paragraphs}
            scopes = [(row.only, row.excluded) for row in entry.rows]
            scopes += [(exception.only, exception.excluded) for exception in entry.exceptions]
            for only, excluded in scopes:
                paths |= {tuple(path.split(".")) for path in (*only, *excluded)}
            if Eccn(entry.eccn).series:
                paths |= {(paragraph,) for paragraph in SERIES_PARAGRAPHS}
            for path in sorted({(), *paths, *named.get(entry.eccn, set())}):
                yield from self._rows_answered(Eccn(entry.eccn, path), entry)

    def _leaves_on_item(self) -> list[Leaf]:
        index = self._on.program.index_of(ITEM)
        found = self._on.program.leaves[index] if index is not None else []
        return [leaf for leaf in found if isinstance(leaf, Leaf)]

    def _rows_answered(
        self, eccn: Eccn, entry: ListEntry | None
    ) -> Iterator[tuple[Answers, dict[str, Value]]]:
        """A classification under the answers to the questions of its list rows."""
        day = self.formulas.day
        asked = [
            row_fact(row.id)
            for row in (entry.rows if entry is not None else ())
            if row.condition and row_truth(row, eccn, {row_fact(row.id): True}, day) != NO
        ]
        combined: Iterable[tuple[bool, ...]] = product((False, True), repeat=len(asked))
        for answered in combined:
            rows: dict[str, Value] = dict(zip(asked, answered, strict=True))
            law = list_law(entry, eccn, rows, day)
            values: dict[str, Value] = {ITEM: eccn, **rows}
            if law is not None:
                values["list.marks"] = law.marks
                values["list.reasons"] = law.reasons
                values["list.exceptions"] = law.exceptions
            yield ((ITEM, eccn), *rows.items()), values


_OVER_ANY_LIMIT: Final = Decimal(1_000_000_000)


def step_of(operand: str) -> Decimal:
    """One unit of a threshold's last digit."""
    exponent = Decimal(operand).as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))


def _numbers(leaves: Sequence[Leaf], variable: str) -> Sequence[Value]:
    found = {Decimal(0)}
    for leaf in leaves:
        if leaf.test in ("over", "at_least", "under", "at_most"):
            limit, step = Decimal(str(leaf.operand)), step_of(str(leaf.operand))
            found |= {limit, limit + step, max(Decimal(0), limit - step)}
        elif leaf.fact == "content.controlled":
            found.add(Decimal(10))
    if variable == ORDER_VALUE:
        found.add(_OVER_ANY_LIMIT)
    return sorted(found)


def _days(leaves: Sequence[Leaf]) -> Sequence[Value]:
    found = {date(2020, 1, 1)}
    for leaf in leaves:
        if leaf.test != "known":
            limit = date.fromisoformat(str(leaf.operand))
            found |= {limit, limit + timedelta(1), limit - timedelta(1)}
    return sorted(found)
