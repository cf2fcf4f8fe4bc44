"""Reading rules: which keys each verb has, its sentences, its exceptions and its tests."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from engine.loading.load_conditions import NOWHERE, read_condition
from engine.loading.load_days import read_intervals, read_sources
from engine.loading.load_fields import Faults, Fields, Found, Keys, kind_of, named, read_fields
from engine.loading.load_names import Names
from engine.loading.load_regime import REQUIREMENT_KINDS, plain, step_of
from engine.model import Overcomes, Place, Regime, Rule, RuleTest, Say, Unless, Verb
from engine.reading.typed_text import choice_of_words, shown, suggestion
from engine.reading.yaml_source import Map, Tree

_ID = re.compile(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*")
_YEARS = re.compile(r"[1-9][0-9]?")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
MUST: Final = ("id", "verb", "title", "cite", "in_force", "when", "say", "sources")
MAY: Final = ("unless", "tests", "step", "always", "note")
OF_VERB: Final = {
    Verb.REQUIRES: Keys(("kind", "reason"), ("review", "counts_content")),
    Verb.PERMITS: Keys(("exception", "overcomes"), ("duties",)),
    Verb.RESTRICTS: Keys(("removes",), ("keeps",)),
    Verb.OBLIGES: Keys(("duties",), ("keep_years",)),
}
_OWN_KEYS: Final = {key: verb for verb, keys in OF_VERB.items() for key in keys.known}
UNLESS: Final = Keys(("when", "cite"), ("title",))
SAY: Final = Keys(("yes", "no", "open"))
TEST: Final = Keys(("given", "expect"), ("as_of",))
OVERCOMES: Final = Keys((), ("kinds", "reasons", "rules", "except_rules"))
_IN_SENTENCES: Final = ("missing", "first_failed", "as_of", "title")
_VERBS: Final = tuple(verb.value for verb in Verb)


@dataclass(frozen=True, slots=True)
class RuleRead:
    """A rule with the places that later checks need."""

    rule: Rule
    fields: Fields


def declare_rules(parts: Sequence[Found], names: Names, faults: Faults) -> None:
    """Note the ids and verbs of the rules, so that anything may refer to them."""
    places: dict[str, Place] = {}
    for part in parts:
        if not isinstance(part.tree, Map):
            continue
        name, verb = part.tree.get("id"), part.tree.get("verb")
        if not isinstance(name, str) or not name.strip():
            continue
        name = name.strip()
        if name in places:
            faults.add(
                part.tree.place_of("id"),
                f"the rule “{name}” is written in {places[name]} already",
                "keep one, or give it the id of its own paragraph",
            )
        places.setdefault(name, part.tree.place_of("id"))
        names.rules.setdefault(name, _verb(verb) or Verb.DEFINES)


def _verb(tree: Tree | None) -> Verb | None:
    return Verb(tree) if isinstance(tree, str) and tree in _VERBS else None


def read_rule(part: Found, regime: Regime, names: Names, faults: Faults) -> RuleRead | None:
    """One rule."""
    what = named(part, "the rule", "id")
    verb_text = part.tree.get("verb") if isinstance(part.tree, Map) else None
    verb = _verb(verb_text)
    fields = _checked_keys(part, what, verb, faults)
    if fields is None:
        return None
    rule_id = fields.text("id")
    if rule_id and not _ID.fullmatch(rule_id):
        fields.wrong("id", f"{shown(rule_id)} is no id", "write it as ear.734.9.k")
    if verb is None:
        fields.word("verb", _VERBS)
    when = fields.found("when")
    kind = fields.word("kind", REQUIREMENT_KINDS) if verb is Verb.REQUIRES else ""
    rule = Rule(
        id=rule_id,
        verb=verb or Verb.DEFINES,
        title=fields.text("title"),
        cite=fields.text("cite"),
        in_force=read_intervals(fields, "in_force", names),
        when=NOWHERE if when is None else read_condition(when, what, names, faults),
        say=_say(fields, names),
        sources=read_sources(fields),
        unless=_unless(fields, names),
        tests=tuple(_tests(fields)),
        step=_step(fields, regime, verb, kind),
        always=fields.yes("always"),
        kind=kind,
        reason=_own(fields, "reason", verb),
        review=_own(fields, "review", verb),
        counts_content=fields.yes("counts_content"),
        exception=_own(fields, "exception", verb),
        overcomes=_overcomes(fields, names) if verb is Verb.PERMITS else Overcomes(),
        removes=_removes(fields) if verb is Verb.RESTRICTS else frozenset(),
        keeps=frozenset(fields.texts("keeps")) if verb is Verb.RESTRICTS else frozenset(),
        keep_years=_keep_years(fields, verb),
        note=fields.text("note"),
        duties=fields.texts("duties"),
        place=fields.place,
    )
    return RuleRead(rule, fields)


def _checked_keys(part: Found, what: str, verb: Verb | None, faults: Faults) -> Fields | None:
    """The rule's mapping; a key of another verb is told as such rather than as unknown."""
    own = Keys() if verb is None else OF_VERB.get(verb, Keys())
    strange = tuple(key for key in _OWN_KEYS if key not in own.known)
    must = tuple(key for key in MUST if key != "say" or verb is not Verb.DEFINES)
    keys = Keys((*must, *own.must), (*MAY, *own.may, *strange, "say"))
    fields = read_fields(part, what, keys, faults)
    if fields is not None and verb is not None:
        for key in strange:
            if fields.has(key):
                faults.add(
                    fields.tree.place_of_key(key),
                    f"“{key}” belongs to rules of another verb than “{verb}”",
                    f"it is a key of “{_OWN_KEYS[key]}”: take it out, or change the verb",
                )
    return fields


def _own(fields: Fields, key: str, verb: Verb | None) -> str:
    return fields.text(key) if verb is None or key in OF_VERB.get(verb, Keys()).known else ""


def _keep_years(fields: Fields, verb: Verb | None) -> int:
    text = fields.text("keep_years") if verb is Verb.OBLIGES else ""
    if text and not _YEARS.fullmatch(text):
        fields.wrong("keep_years", f"{shown(text)} is no number of years", "write 1 to 99")
        return 0
    return int(text or 0)


def _step(fields: Fields, regime: Regime, verb: Verb | None, kind: str) -> str:
    steps = [step.id for step in regime.steps]
    if fields.has("step"):
        return fields.word("step", steps)
    if verb is None or verb is Verb.DEFINES or (verb is Verb.REQUIRES and not kind):
        return ""
    step = step_of(regime, verb, kind)
    if not step and steps:
        fields.wrong(
            "verb",
            f"no step of regime.yaml takes a rule that {verb.value}"
            + (f" of kind “{kind}”" if kind else ""),
            f"name one here with “step”: {choice_of_words(steps)}",
        )
    return step


def _say(fields: Fields, names: Names) -> Say:
    found = fields.found("say")
    if found is None:
        return Say("{title} holds.", "{title} does not hold.", "{title} cannot be told: {missing}.")
    say = read_fields(found, f"“say” of {fields.what}", SAY, fields.faults)
    if say is None:
        return Say("", "", "")
    for key in ("yes", "no", "open"):
        _check_sentence(say, key, names)
    return Say(say.text("yes"), say.text("no"), say.text("open"))


def _check_sentence(say: Fields, key: str, names: Names) -> None:
    sentence = say.text(key)
    for name in _PLACEHOLDER.findall(sentence):
        if name not in _IN_SENTENCES and names.wrong_fact(name) is not None:
            say.wrong(
                key,
                f"{{{name}}} is no fact",
                suggestion(name, (*_IN_SENTENCES, *names.facts))
                or f"name a fact, or one of {', '.join(_IN_SENTENCES)}",
            )
    rest = _PLACEHOLDER.sub("", sentence)
    if "{" in rest or "}" in rest:
        say.wrong(key, "a brace without its partner", "write placeholders as {item.eccn}")


def _unless(fields: Fields, names: Names) -> tuple[Unless, ...]:
    exceptions: list[Unless] = []
    for part in fields.elements("unless"):
        what = f"an “unless” of {fields.what}"
        read = read_fields(part, what, UNLESS, fields.faults)
        when = None if read is None else read.found("when")
        if read is not None and when is not None:
            condition = read_condition(when, what, names, fields.faults)
            exceptions.append(Unless(condition, read.text("cite"), read.text("title")))
    return tuple(exceptions)


def _tests(fields: Fields) -> list[RuleTest]:
    tests: list[RuleTest] = []
    for part in fields.elements("tests"):
        test = read_fields(part, f"a test of {fields.what}", TEST, fields.faults)
        if test is None:
            continue
        expect = test.word("expect", ("yes", "no", "open"))
        given = test.tree.get("given")
        if "given" in test.tree and not isinstance(given, Map):
            test.wrong(
                "given",
                f"“given” of {test.what} is {kind_of(given or '')}",
                "write the facts: {item.us_origin: no}",
            )
        if isinstance(given, Map):
            facts = {name: plain(value) for name, value in given.items()}
            tests.append(RuleTest(facts, expect, test.day("as_of"), part.place))
    return tests


def _overcomes(fields: Fields, names: Names) -> Overcomes:
    found = fields.found("overcomes")
    what = f"“overcomes” of {fields.what}"
    read = None if found is None else read_fields(found, what, OVERCOMES, fields.faults)
    if read is None:
        return Overcomes()
    if not read.tree:
        fields.wrong("overcomes", f"{what} is empty: it overcomes nothing", "name kinds or rules")
    for key in ("rules", "except_rules"):
        for part in read.elements(key):
            if isinstance(part.tree, str):
                wrong = names.wrong_rule(part.tree, Verb.REQUIRES)
                if wrong is not None:
                    fields.faults.add(part.place, *wrong)
    for part in read.elements("kinds"):
        if isinstance(part.tree, str) and part.tree not in REQUIREMENT_KINDS:
            fields.faults.add(
                part.place,
                f"{shown(part.tree)} is no kind of requirement",
                suggestion(part.tree, REQUIREMENT_KINDS)
                or f"write one of {', '.join(REQUIREMENT_KINDS)}",
            )
    return Overcomes(
        frozenset(read.texts("kinds")),
        frozenset(read.texts("reasons")),
        frozenset(read.texts("rules")),
        frozenset(read.texts("except_rules")),
    )


def _removes(fields: Fields) -> frozenset[str]:
    """The exceptions taken away; `all` stands by itself."""
    tree = fields.tree.get("removes")
    if isinstance(tree, str):
        return frozenset({fields.word("removes", ("all",))} - {""})
    removed = frozenset(fields.texts("removes"))
    if "all" in removed:
        fields.wrong("removes", "“all” stands in a list", "write “removes: all”")
    return removed
