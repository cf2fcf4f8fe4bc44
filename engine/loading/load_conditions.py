"""Reading a condition: its shape, and whether each test suits the fact that it tests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.deals.amounts import read_money, read_number, read_percent
from engine.deals.element_reading import CONTENT_KINDS, ENCRYPTION, FOOTNOTES, LISTINGS, PARTY_ROLES
from engine.evaluation.leaves import ATTRIBUTES, TESTS_BY_TYPE
from engine.facts import FactType
from engine.loading.load_days import MAY_SAY, check_stretches, read_interval, stretch_of
from engine.loading.load_fields import (
    Faults,
    Fields,
    Found,
    Keys,
    kind_of,
    read_day,
    read_fields,
    text_of,
)
from engine.loading.load_names import Names, Wrong
from engine.loading.load_tables import wrong_column
from engine.model import (
    All,
    Condition,
    Dated,
    Exists,
    Leaf,
    NoneOf,
    Place,
    RuleHolds,
    Version,
)
from engine.model import (
    Any as AnyOf,
)
from engine.reading.typed_text import choice_of_words, shown, suggestion
from engine.reading.yaml_source import Map, Seq

GROUPS: Final[Mapping[str, type[All] | type[AnyOf] | type[NoneOf]]] = {
    "all": All,
    "any": AnyOf,
    "none": NoneOf,
}
_SHAPES: Final = (*GROUPS, "rule", "exists", "dated")
VERSION: Final = Keys(("from", "by", "when"), MAY_SAY)
_NUMBERS: Final = {
    FactType.MONEY: read_money,
    FactType.PERCENT: read_percent,
    FactType.NUMBER: read_number,
}
_YES_NO: Final = ("yes", "no")
_ELEMENT_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "role": PARTY_ROLES,
    "roles": PARTY_ROLES,
    "listings": LISTINGS,
    "footnotes": FOOTNOTES,
    "owner_footnotes": FOOTNOTES,
    "kind": CONTENT_KINDS,
    "encryption": ENCRYPTION,
}
_OF_COLUMNS: Final = ("chart.marks", "chart.required")

NOWHERE: Final = NoneOf(())
"""What stands in for a condition that could not be read; a fault was noted."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a leaf tests: a fact or an attribute of an element. `words` of None is "any"."""

    name: str
    type: FactType
    words: frozenset[str] | None


def read_condition(
    found: Found, what: str, names: Names, faults: Faults, of_question: bool = False
) -> Condition:
    """The condition that `found` spells; `what` says whose it is, for messages.

    One that says when a question applies (`of_question`) looks at answers alone.
    """
    return _Reader(what, names, faults, of_question).read(found, None)


class _Reader:
    def __init__(self, what: str, names: Names, faults: Faults, of_question: bool) -> None:
        self.what = what
        self.names = names
        self.faults = faults
        self.of_question = of_question

    def read(self, found: Found, elements: FactType | None) -> Condition:
        """A condition on the deal, or on an element where `elements` is a list fact's type."""
        tree = found.tree
        if not isinstance(tree, Map):
            self.faults.add(
                found.place,
                f"a condition of {self.what} is {kind_of(tree)}",
                "write a mapping, such as {item.us_origin: {is: no}}",
            )
            return NOWHERE
        fields = Fields(tree, f"a condition of {self.what}", self.faults)
        heads = [key for key in tree if key not in ("label", "cite")]
        if len(heads) != 1:
            self._tell_heads(tree, heads, found)
            return NOWHERE
        label, cite = fields.text("label"), fields.text("cite")
        head = heads[0]
        if head in GROUPS:
            parts = tuple(self.read(part, elements) for part in fields.elements(head))
            return GROUPS[head](parts, label, cite)
        if elements is not None and head in _SHAPES:
            fields.wrong(
                head,
                f"“{head}” cannot stand inside “exists”",
                "test the element's own attributes there, and the rest beside “exists”",
            )
            return NOWHERE
        if self.of_question and head in ("rule", "dated"):
            fields.wrong(
                head, f"“{head}” cannot say when a question applies", "test facts alone there"
            )
            return NOWHERE
        if head == "rule":
            name = fields.text("rule")
            if name:
                self._tell(fields.at("rule"), self.names.wrong_rule(name))
            return RuleHolds(name, label, cite)
        if head == "exists":
            return self._exists(Found(tree["exists"], fields.at("exists")), label, cite)
        if head == "dated":
            return self._dated(fields, label, cite)
        return self._leaf(tree, head, elements, label, cite)

    def _tell_heads(self, tree: Map, heads: list[str], found: Found) -> None:
        """A condition says one thing; more are often a text that was cut at a comma."""
        what = f"a condition of {self.what}"
        cut = [head for head in heads if tree[head] == ""]
        if not heads:
            self.faults.add(
                found.place, f"{what} is empty", f"write {', '.join(_SHAPES)} or a fact's name"
            )
        elif cut:
            self.faults.add(
                tree.place_of_key(cut[0]),
                f"{shown(cut[0])} stands in {what} as a key without a value",
                "put quotes around a text that holds a comma",
            )
        else:
            self.faults.add(
                tree.place_of_key(heads[1]),
                f"{what} says {choice_of_words(heads, 'and')} at once",
                "put them in a list under “all” or “any”",
            )

    def _tell(self, place: Place, wrong: Wrong | None) -> None:
        if wrong is not None:
            self.faults.add(place, *wrong)

    def _exists(self, found: Found, label: str, cite: str) -> Condition:
        fields = read_fields(found, f"“exists” of {self.what}", Keys(("of", "where")), self.faults)
        if fields is None:
            return NOWHERE
        name = fields.text("of")
        declared = self.names.facts.get(name)
        where = fields.found("where")
        unread = declared is None and "facts" in self.names.unread
        if name and not unread and (declared is None or declared.type not in ATTRIBUTES):
            lists = [n for n, fact in self.names.facts.items() if fact.type in ATTRIBUTES]
            fields.wrong(
                "of",
                f"{shown(name)} is no list of parties or content lines",
                suggestion(name, lists) or f"write {choice_of_words(lists)}",
            )
        if declared is None or declared.type not in ATTRIBUTES or where is None:
            return NOWHERE
        return Exists(name, self.read(where, declared.type), label, cite)

    def _dated(self, fields: Fields, label: str, cite: str) -> Condition:
        versions: list[Version] = []
        stretches = []
        for part in fields.elements("dated"):
            read = read_fields(part, f"a dated version of {self.what}", VERSION, self.faults)
            when = None if read is None else read.found("when")
            if read is None or when is None:
                continue
            condition = self.read(when, None)
            interval = read_interval(read, self.names)
            if interval is not None:
                versions.append(Version(interval, condition))
                stretches.append(stretch_of(interval, part.place))
        check_stretches(stretches, self.faults)
        return Dated(tuple(versions), label, cite)

    # Leaves -----------------------------------------------------------------------------------

    def _subject(self, tree: Map, name: str, elements: FactType | None) -> Subject | None:
        if elements is not None:
            attribute = ATTRIBUTES[elements].get(name)
            if attribute is None:
                known = list(ATTRIBUTES[elements])
                self.faults.add(
                    tree.place_of_key(name),
                    f"{shown(name)} is no attribute of an element of {elements.value}",
                    suggestion(name, known) or f"write {choice_of_words(known)}",
                )
                return None
            words = _ELEMENT_WORDS.get(name)
            return Subject(name, attribute.type, None if words is None else frozenset(words))
        declared = self.names.facts.get(name)
        if declared is None and "facts" in self.names.unread:
            return None
        if declared is None:
            near = suggestion(name, (*_SHAPES, *self.names.facts))
            self.faults.add(
                tree.place_of_key(name),
                f"there is no fact {shown(name)}",
                near or "declare it under facts/",
            )
            return None
        if declared.derived:
            return Subject(name, declared.type, self.names.calculated.get(name))
        words_of_fact = frozenset(choice.value for choice in declared.choices)
        return Subject(name, declared.type, words_of_fact)

    def _leaf(
        self, tree: Map, name: str, elements: FactType | None, label: str, cite: str
    ) -> Condition:
        subject = self._subject(tree, name, elements)
        if subject is None:
            return NOWHERE
        tests = tree[name]
        allowed = sorted(TESTS_BY_TYPE[subject.type])
        if not isinstance(tests, Map) or not tests:
            self.faults.add(
                tree.place_of(name),
                f"the test of “{name}” is {kind_of(tests) if tests else 'empty'}",
                f"write one of its tests ({', '.join(allowed)}), such as {{{allowed[0]}: …}}",
            )
            return NOWHERE
        leaves: list[Condition] = []
        for test in tests:
            if test not in allowed:
                self.faults.add(
                    tests.place_of_key(test),
                    f"“{name}” is of type {subject.type.value} and has no test {shown(test)}",
                    f"its tests are {', '.join(allowed)}",
                )
                continue
            operand = self._operand(Found(tests[test], tests.place_of(test)), test, subject)
            only = len(tests) == 1  # several tests of one fact: the words belong to all of them
            leaves.append(Leaf(name, test, operand, label if only else "", cite if only else ""))
        return leaves[0] if len(leaves) == 1 else All(tuple(leaves), label, cite)

    def _operand(self, found: Found, test: str, subject: Subject) -> str | tuple[str, ...]:
        if test in ("in", "within", "any_in", "any_within", "has_any", "has_all"):
            return self._members(found, test, subject)
        text = text_of(found, f"“{test}” of “{subject.name}”", self.faults)
        if text:
            self._tell(found.place, self._wrong_word(text, test, subject))
        return text

    def _wrong_word(self, text: str, test: str, subject: Subject) -> Wrong | None:
        if test == "known":
            return _wrong_choice(text, ("yes",), subject)
        if test in ("given", "empty"):
            return _wrong_choice(text, _YES_NO, subject)
        match subject.type:
            case FactType.YES_NO | FactType.JUDGEMENT:
                return _wrong_choice(text, _YES_NO, subject)
            case FactType.CHOICE | FactType.SET:
                if subject.name in _OF_COLUMNS and subject.words is None:
                    return wrong_column(text)
                words = subject.words
                return None if words is None else _wrong_choice(text, words, subject)
            case FactType.COUNTRY | FactType.COUNTRIES:
                return self.names.wrong_country(text)
            case FactType.ECCN | FactType.ECCNS:
                return self.names.wrong_eccn(text)
            case FactType.DATE if read_day(text) is None:
                return f"{shown(text)} is not a date", "write year-month-day: 2024-12-02"
            case FactType.MONEY | FactType.PERCENT | FactType.NUMBER:
                return _wrong_number(text, subject.type)
        return None

    def _members(self, found: Found, test: str, subject: Subject) -> str | tuple[str, ...]:
        """A set's id, or a list spelt out."""
        kind, example = _KINDS[subject.type]
        if isinstance(found.tree, str) and found.tree.strip():
            name = found.tree.strip()
            self._tell(found.place, self.names.wrong_set(name, kind, example))
            if kind == "words" and name in self.names.sets and subject.words is not None:
                for member in self.names.sets[name].members:
                    wrong = _wrong_choice(member.entry, subject.words, subject)
                    if wrong is not None:
                        self.faults.add(found.place, f"in the set “{name}”, {wrong[0]}", wrong[1])
            return name
        if not isinstance(found.tree, Seq) or not found.tree:
            self.faults.add(
                found.place,
                f"“{test}” of “{subject.name}” is"
                f" {'an empty list' if isinstance(found.tree, Seq) else kind_of(found.tree)}",
                f"name a set of {kind}, or write a list: {example}",
            )
            return ()
        texts: list[str] = []
        for index, part in enumerate(found.tree):
            at = Found(part, found.tree.place_of(index))
            text = text_of(at, f"“{test}” of “{subject.name}”", self.faults)
            if text:
                texts.append(text)
                self._tell(at.place, self._wrong_member(text, subject))
        return tuple(texts)

    def _wrong_member(self, text: str, subject: Subject) -> Wrong | None:
        if subject.type in (FactType.ECCN, FactType.ECCNS):
            return self.names.wrong_pattern(text)
        return self._wrong_word(text, "has", subject)


_KINDS: Final[Mapping[FactType, tuple[str, str]]] = {
    FactType.CHOICE: ("words", "[software, technology]"),
    FactType.SET: ("words", "[NS, MT]"),
    FactType.COUNTRY: ("countries", "[NL, JP]"),
    FactType.COUNTRIES: ("countries", "[NL, JP]"),
    FactType.ECCN: ("eccns", "[3B001.c, 3B002]"),
    FactType.ECCNS: ("eccns", "[3B001.c, 3B002]"),
}


def _wrong_number(text: str, kind: FactType) -> Wrong | None:
    """A limit is written with digits and a point alone."""
    try:
        _NUMBERS[kind](text)
    except ValueError as error:
        return str(error), ""
    if text.strip("0123456789.") or text.count(".") > 1:
        return (
            f"{shown(text)} is more than a number",
            "write digits and a point: 25 or 0.5",
        )
    return None


def _wrong_choice(text: str, words: Iterable[str], subject: Subject) -> Wrong | None:
    allowed = sorted(words, reverse=words is _YES_NO)
    if text in allowed:
        return None
    near = suggestion(text, allowed)
    if not near and len(allowed) <= 12:
        near = f"write {choice_of_words(allowed)}"
    return f"“{subject.name}” is never {shown(text)}", near or "see its choices"
