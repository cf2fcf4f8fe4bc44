"""Deal files: a set of facts by name, in YAML or JSON, read with every fault at once and written
so that they read back to the same deal.

An answer is a bare value, `not known`, or a mapping that also says who answered and from where:

    item.us_origin: no
    item.eccn: {value: 3B001.f.1, by: J. Doe, source: maker's letter}
    production.technology: {unknown: yes, by: J. Doe, reason: the maker did not answer}
    policy.x: {assumed: yes, by: J. Doe, reason: counsel's advice of May 2026}

A deal of several items has the answers of each under `items`, beside the `facts` that they share:

    items:
      - {name: Etcher, facts: {item.eccn: 3B001.c}}
      - {name: Spare parts, facts: {item.eccn: 3B991}}

A judgement wants `by` and `reason`; a house assumption wants `assumed`, `by` and `reason`. Cases,
which nobody ships by, are read leniently: there the bare value will do.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from engine.deals.answers import read_date, read_parts, write_value
from engine.deals.deal_source import read_source
from engine.deals.element_reading import NOT_KNOWN_WORDS, Where, read_line, read_note, read_yes_no
from engine.facts import Answer, Deal, DealItem, Facts, FactType, State
from engine.faults import Fault, InputFaults
from engine.model import FactDeclaration, Place, Ruleset
from engine.reading.typed_text import right_key, shown, suggestion
from engine.reading.yaml_source import Map, Seq, Tree
from engine.reading.yaml_writing import write_yaml

VERSION: Final = "deal/1"
BACKGROUND_KEYS: Final = ("navicert", "title", "as_of", "note", "facts")
DEAL_KEYS: Final = (*BACKGROUND_KEYS, "items")
ITEM_KEYS: Final = ("name", "facts")
ANSWER_KEYS: Final = ("value", "unknown", "assumed", "by", "source", "reason")


def read_deal(data: bytes | str, file: str, ruleset: Ruleset, lenient: bool = False) -> Deal:
    """The deal in `data`, YAML or JSON; `file` is what messages call it.

    A lenient reading, for drafts that somebody still works on, takes judgements and assumptions
    without a name and a reason. Raises `InputFaults` with every fault found, each at its line and
    column.
    """
    reading = FileReading(file, ruleset, lenient)
    root = reading.mapping_of(read_source(data, file), "a deal file", VERSION)
    reading.check_keys(root, DEAL_KEYS, "a deal file")
    deal = Deal(
        title=reading.text(root, "title", read_line) or "",
        as_of=reading.text(root, "as_of", read_date),
        facts=reading.facts(root, needed="items" not in root),
        note=reading.text(root, "note", read_note) or "",
        items=reading.items(root),
    )
    reading.finish()
    return deal


def write_deal(deal: Deal, ruleset: Ruleset) -> str:
    """The deal as YAML that `read_deal` reads back to the same deal; facts in the ruleset's order.

    Raises `ValueError` where an answer has a value that only calculations have.
    """
    tree: dict[str, Any] = {"navicert": VERSION}
    if deal.title:
        tree["title"] = deal.title
    if deal.as_of:
        tree["as_of"] = deal.as_of.isoformat()
    if deal.note:
        tree["note"] = deal.note
    tree["facts"] = write_facts(deal.facts, ruleset)
    if deal.items:
        tree["items"] = [
            {"name": item.name, "facts": write_facts(item.facts, ruleset)} for item in deal.items
        ]
    return write_yaml(tree)


def write_facts(facts: Facts, ruleset: Ruleset) -> dict[str, Any]:
    """The answers as a tree of text, in the order in which the ruleset declares the facts."""
    return {
        name: _write_answer(ruleset.facts[name], facts[name])
        for name in ruleset.facts
        if name in facts
    }


@dataclass(slots=True)
class FileReading:
    """A deal or case file being read: the faults found so far."""

    file: str
    ruleset: Ruleset
    lenient: bool = False  # judgements and house assumptions need no name and reason
    skips_unknown: bool = False  # facts of regimes that are not at hand are passed over
    faults: list[Fault] = field(default_factory=list)

    def fail(self, place: Place, wrong: str, right: str = "") -> None:
        self.faults.append(Fault(place, wrong, right))

    def finish(self) -> None:
        """Raises `InputFaults` if anything was wrong."""
        if self.faults:
            raise InputFaults(self.faults)

    def mapping_of(self, tree: Tree, what: str, version: str) -> Map:
        """The file's mapping with the right version. Raises `InputFaults` where it is another."""
        if not isinstance(tree, Map):
            place = tree.place if isinstance(tree, Seq) else Place(self.file, 1, 1)
            kind = "a list" if isinstance(tree, Seq) else "text" if tree else "empty"
            self.fail(place, f"the file is {kind}, not {what}", f"begin with “navicert: {version}”")
            self.finish()
            raise AssertionError
        told = tree.get("navicert")
        if told is None:
            self.fail(tree.place, "the file does not say its kind", f"add “navicert: {version}”")
        elif told != version:
            word = shown(told) if isinstance(told, str) else "a list or a mapping"
            self.fail(
                tree.place_of("navicert"),
                f"{word} is not a version of {what} that this Navicert reads",
                f"write “navicert: {version}”",
            )
            self.finish()
        return tree

    def check_keys(self, tree: Map, known: tuple[str, ...], what: str) -> None:
        for key in tree:
            if key not in known:
                right = right_key(key, tree[key], known)
                self.fail(tree.place_of_key(key), f"{what} has no key {shown(key)}", right)

    def text(self, tree: Map, key: str, read: Callable[[str], Any]) -> Any:
        """What `read` makes of the text under `key`; None where there is none or it is wrong."""
        raw = tree.get(key)
        if raw is None:
            return None
        if not isinstance(raw, str):
            self.fail(tree.place_of(key), f"“{key}” is not text", "write it on one line")
            return None
        try:
            return read(raw)
        except ValueError as error:
            self.fail(tree.place_of(key), f"{key}: {error}")
            return None

    def items(self, root: Map) -> tuple[DealItem, ...]:
        """The items under `items`, each with answers of its own; none in a deal of one item."""
        raw = root.get("items")
        if raw is None:
            return ()
        if not isinstance(raw, Seq) or not raw:
            right = "write a list: “- name: …” with “facts:” below, or leave “items” out"
            self.fail(root.place_of("items"), "“items” is not a list of items", right)
            return ()
        found = []
        for position, part in enumerate(raw):
            if not isinstance(part, Map):
                self.fail(raw.place_of(position), "an item is a mapping", "write “name: …”")
                continue
            self.check_keys(part, ITEM_KEYS, "an item")
            name = self.text(part, "name", read_line)
            if not name and isinstance(part.get("name", ""), str):
                self.fail(part.place, "an item has no name", "add “name: …”")
            facts = self.facts(part, needed=False)
            for fact in facts:
                if self.ruleset.facts[fact].type is FactType.PARTIES:
                    self.fail(
                        part.place_of("facts"),
                        f"“{fact}” stands under an item: every item goes to the same parties",
                        "put it under the “facts” that the items share, or make a deal of its own",
                    )
            found.append(DealItem(name or "", facts))
        return tuple(found)

    def facts(self, root: Map, needed: bool = True) -> Facts:
        """The answers under `facts`, which must be there where they are `needed`."""
        raw = root.get("facts")
        if raw is None and not needed:
            return Facts()
        if raw is None:
            self.fail(root.place, "the file holds no facts", "add “facts:” with the answers below")
            return Facts()
        if raw == "":
            return Facts()
        if not isinstance(raw, Map):
            self.fail(root.place_of("facts"), "“facts” is not a mapping", "write “name: answer”")
            return Facts()
        answers = {}
        for name in raw:
            declaration = self._declaration(raw, name)
            answer = declaration and self._answer(declaration, raw, name)
            if answer:
                answers[name] = answer
        return Facts(answers)

    def _declaration(self, tree: Map, name: str) -> FactDeclaration | None:
        declaration = self.ruleset.facts.get(name)
        if declaration is None and self.skips_unknown:
            return None
        if declaration is None:
            near = suggestion(name, self._askable())
            self.fail(
                tree.place_of_key(name),
                f"{shown(name)} is not a fact of {self.ruleset.regime.name}",
                near or "see “navicert schema deal” for the names",
            )
            return None
        if declaration.derived:
            self.fail(
                tree.place_of_key(name),
                f"{name} is calculated from other facts",
                "leave it out",
            )
            return None
        return declaration

    def _askable(self) -> list[str]:
        return [name for name, fact in self.ruleset.facts.items() if not fact.derived]

    def _answer(self, declaration: FactDeclaration, tree: Map, name: str) -> Answer | None:
        raw, place = tree[name], tree.place_of(name)
        if isinstance(raw, Map):
            return self._long_answer(declaration, raw)
        if isinstance(raw, str) and raw.strip().casefold() in NOT_KNOWN_WORDS:
            return self._unknown(declaration, place, Answer(None, State.NOT_KNOWN))
        value = self._value(declaration, raw, place)
        if value is None:
            return None
        state = State.ASSUMED if declaration.default else State.ANSWERED
        answer = Answer(value, state)
        self._check_person(declaration, answer, place, told_assumed=False)
        return answer

    def _long_answer(self, declaration: FactDeclaration, tree: Map) -> Answer | None:
        before = len(self.faults)
        self.check_keys(tree, ANSWER_KEYS, "an answer")
        forms = [key for key in ("value", "unknown", "assumed") if key in tree]
        if len(forms) != 1:
            told = " and ".join(f"“{key}”" for key in forms) or "neither"
            self.fail(
                tree.place,
                f"{declaration.name}: an answer has one of “value”, “unknown” and “assumed”;"
                f" here stands {told}",
                "keep one" if forms else "write “value: …”, or “unknown: yes”",
            )
            return None
        by = self.text(tree, "by", read_line) or ""
        source = self.text(tree, "source", read_line) or ""
        reason = self.text(tree, "reason", read_note) or ""
        form = forms[0]
        if form == "unknown":
            if self.text(tree, "unknown", read_yes_no) is False:
                self.fail(
                    tree.place_of("unknown"),
                    f"{declaration.name}: “unknown: no” answers nothing",
                    "write “value: …” with the answer",
                )
            answer = self._unknown(
                declaration, tree.place, Answer(None, State.NOT_KNOWN, by, source, reason)
            )
            return None if len(self.faults) > before else answer
        value = self._value(declaration, tree[form], tree.place_of(form))
        if value is None:
            return None
        state = State.ASSUMED if form == "assumed" or declaration.default else State.ANSWERED
        answer = Answer(value, state, by, source, reason)
        self._check_person(declaration, answer, tree.place, told_assumed=form == "assumed")
        return None if len(self.faults) > before else answer

    def _unknown(self, declaration: FactDeclaration, place: Place, answer: Answer) -> Answer:
        if declaration.default:
            self.fail(
                place,
                f"{declaration.name} is a house assumption and cannot be unknown",
                f"leave it out: it is then {declaration.default}",
            )
        return answer

    def _value(self, declaration: FactDeclaration, raw: Tree, place: Place) -> Any:
        value, problems = read_parts(declaration, raw, self.ruleset)
        for problem in problems:
            self.fail(
                _place_within(raw, problem.where, place), f"{declaration.name}: {problem.says}"
            )
        return value

    def _check_person(
        self, declaration: FactDeclaration, answer: Answer, place: Place, told_assumed: bool
    ) -> None:
        """Judgements and assumptions are somebody's: they carry a name and a reason."""
        if self.lenient:
            return
        name = declaration.name
        if declaration.default and not told_assumed:
            self.fail(
                place,
                f"{name} is a house assumption, not an answer",
                f"write {name}: {{assumed: {_word(answer)}, by: …, reason: …}}",
            )
            return
        missing = " and ".join(
            f"“{key}”" for key, told in (("by", answer.by), ("reason", answer.reason)) if not told
        )
        if not missing:
            return
        if answer.state is State.ASSUMED:
            self.fail(place, f"{name} is assumed without {missing}", "say who assumes it, and why")
        elif declaration.type is FactType.JUDGEMENT:
            self.fail(
                place,
                f"{name} is a judgement without {missing}",
                f"write {name}: {{value: {_word(answer)}, by: …, reason: …}}",
            )


def _word(answer: Answer) -> str:
    return "yes" if answer.value is True else "no" if answer.value is False else "…"


def _place_within(raw: Tree, where: Where, place: Place) -> Place:
    """The place of the deepest part on the way that the tree knows."""
    for step in where:
        if isinstance(raw, Map):
            key = str(step)
            if key not in raw:
                break
            place, raw = raw.place_of(key), raw[key]
        elif isinstance(raw, Seq):
            position = int(step)
            place, raw = raw.place_of(position), raw[position]
        else:
            break
    return place


def _write_answer(declaration: FactDeclaration, answer: Answer) -> Any:
    value = None if answer.value is None else write_value(declaration, answer.value)
    short = not (answer.by or answer.source or answer.reason)
    if answer.state is State.NOT_KNOWN or value is None:
        head: dict[str, Any] = {"unknown": "yes"}
        if short:
            return NOT_KNOWN_WORDS[0]
    elif answer.state is State.ASSUMED:
        head = {"assumed": value}
    elif short and not (isinstance(value, str) and value.casefold() in NOT_KNOWN_WORDS):
        return value
    else:
        head = {"value": value}
    told = {"by": answer.by, "source": answer.source, "reason": answer.reason}
    return head | {key: text for key, text in told.items() if text}
