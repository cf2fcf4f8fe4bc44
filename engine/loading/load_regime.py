"""Reading `regime.yaml`: what the regime is, its procedure, and what it does not check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from engine.deals.element_reading import CONTENT_KINDS
from engine.loading.load_fields import Faults, Fields, Found, Keys, named, read_fields
from engine.loading.load_names import Names
from engine.model import Place, Regime, Step, Verb, starts_of
from engine.outcome import Outcome
from engine.reading.typed_text import shown, suggestion
from engine.reading.yaml_source import Tree

REQUIREMENT_KINDS: Final = ("list", "end-use", "end-user", "embargo", "person")
SECTIONS: Final = (
    "Item",
    "Origin",
    "U.S. content",
    "Destination",
    "Parties",
    "End use",
    "Transaction",
)
REGIME: Final = Keys(
    ("id", "name", "authority", "verified_to", "sections", "steps"),
    (
        "nexus",
        "countries",
        "not_checked",
        "not_checked_paragraphs",
        "content",
        "advice",
        "answers",
        "item_sections",
        "item_facts",
        "not_of_product",
    ),
)
NAMING_FACTS: Final = ("item_facts", "not_of_product")
ANSWER: Final = Keys(("fact", "where", "rule", "cite"))
STEP: Final = Keys(("id", "title"), ("verbs", "kinds"))
ADVICE: Final = Keys((), (*(outcome.value for outcome in Outcome), "evasion"))
"""By outcome, and what is said of a change that an exporter could arrange."""
CONTENT: Final = Keys((), ("left_out", "counts", "levels"))


@dataclass(frozen=True, slots=True)
class RegimeRead:
    """The regime, where the rules stand that its content section names, and whether to add to what
    is not checked the paragraphs of the regulation that nothing reads. `answers` are read when the
    names of facts and rules are known, `countries` and `named_facts` are checked then."""

    regime: Regime
    left_out: tuple[tuple[str, Place], ...]
    adds_paragraphs: bool = False
    answers: tuple[Found, ...] = ()
    countries: tuple[Found, ...] = ()
    named_facts: tuple[tuple[str, Found], ...] = ()  # each with the key that names it


def read_regime(found: Found, faults: Faults) -> RegimeRead | None:
    """The regime; None where the file is no mapping."""
    fields = read_fields(found, "regime.yaml", REGIME, faults)
    if fields is None:
        return None
    steps: list[Step] = []
    for part in fields.elements("steps"):
        step = _step(part, steps, faults)
        if step is not None:
            steps.append(step)
    content, left_out = _content(fields)
    sections = fields.texts("sections")
    regime = Regime(
        fields.text("id"),
        fields.text("name"),
        fields.text("authority"),
        fields.day("verified_to") or date.min,
        tuple(steps),
        sections,
        fields.texts("not_checked", empty=True),
        content,
        fields.text("nexus"),
        _advice(fields),
        countries=fields.texts("countries"),
        item_sections=_words(fields, "item_sections", sections),
        item_facts=fields.texts("item_facts"),
        not_of_product=fields.texts("not_of_product"),
    )
    return RegimeRead(
        regime,
        left_out,
        fields.yes("not_checked_paragraphs"),
        tuple(fields.elements("answers")),
        tuple(fields.elements("countries", True)),
        tuple((key, part) for key in NAMING_FACTS for part in fields.elements(key, True)),
    )


def check_named_facts(found: Sequence[tuple[str, Found]], names: Names, faults: Faults) -> None:
    """What the keys of `NAMING_FACTS` name must be there: a fact, or with `rpl.*` some that begin
    so."""
    asked = {name for name, fact in names.facts.items() if not fact.derived}
    known = asked | {f"{start}.*" for name in asked for start in starts_of(name)}
    for key, part in found if "facts" not in names.unread else ():
        if isinstance(part.tree, str) and part.tree not in known:
            faults.add(
                part.place,
                f"“{key}” names {shown(part.tree)}, which nobody is asked",
                suggestion(part.tree, known) or "name a fact, or the first word of facts and “.*”",
            )


def _step(part: Found, earlier: list[Step], faults: Faults) -> Step | None:
    fields = read_fields(part, named(part, "the step", "id"), STEP, faults)
    if fields is None:
        return None
    step_id = fields.text("id")
    if any(step.id == step_id for step in earlier):
        fields.wrong("id", f"the step {shown(step_id)} is written twice", "keep one")
    verbs = _words(fields, "verbs", tuple(v.value for v in Verb if v is not Verb.DEFINES))
    kinds = _words(fields, "kinds", REQUIREMENT_KINDS)
    if kinds and Verb.REQUIRES.value not in verbs:
        fields.wrong("kinds", "only rules that require have a kind", "add “requires” to “verbs”")
    for step in earlier:
        for verb in verbs:
            if Verb(verb) in step.verbs and (
                verb != Verb.REQUIRES or not kinds or not step.kinds or set(kinds) & set(step.kinds)
            ):
                fields.wrong(
                    "verbs",
                    f"the verb “{verb}” belongs to the step “{step.id}” already",
                    "part them by “kinds”, or name the step in the rules",
                )
    return Step(step_id, fields.text("title"), tuple(Verb(verb) for verb in verbs), kinds)


def _words(fields: Fields, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    words = fields.texts(key, empty=True)
    for word, part in zip(words, fields.elements(key, True), strict=False):
        if word not in allowed:
            fields.faults.add(
                part.place,
                f"{shown(word)} is not known under “{key}” of {fields.what}",
                suggestion(word, allowed) or f"write one of {', '.join(allowed)}",
            )
    return tuple(word for word in words if word in allowed)


def _content(fields: Fields) -> tuple[Mapping[str, object], tuple[tuple[str, Place], ...]]:
    found = fields.found("content")
    content = None if found is None else read_fields(found, "“content”", CONTENT, fields.faults)
    if content is None:
        return {}, ()
    left_out = content.texts("left_out", empty=True)
    places = [part.place for part in content.elements("left_out", True)]
    counts: dict[str, object] = {}
    kinds = content.found("counts")
    if kinds is not None:
        by_kind = read_fields(kinds, "“counts”", Keys((), tuple(CONTENT_KINDS)), fields.faults)
        if by_kind is not None:
            counts = {
                kind: list(_words(by_kind, kind, tuple(CONTENT_KINDS)))
                for kind in CONTENT_KINDS
                if by_kind.has(kind)
            }
    read: dict[str, object] = {"left_out": list(left_out), "counts": counts}
    if content.has("levels"):
        read["levels"] = plain(content.tree["levels"])
    return read, tuple(zip(left_out, places, strict=False))


def _advice(fields: Fields) -> Mapping[str, tuple[str, ...]]:
    """What to do, by outcome, and what to say of a change that could be arranged."""
    found = fields.found("advice")
    advice = None if found is None else read_fields(found, "“advice”", ADVICE, fields.faults)
    if advice is None:
        return {}
    return {outcome: advice.texts(outcome) for outcome in advice.tree if outcome in ADVICE.may}


def check_left_out(read: RegimeRead, names: Names, faults: Faults) -> None:
    """The rules that take a line out of controlled content must be there, and only define."""
    for rule, place in read.left_out:
        wrong = names.wrong_rule(rule, Verb.DEFINES)
        if wrong is not None:
            faults.add(place, *wrong)


def step_of(regime: Regime, verb: Verb, kind: str) -> str:
    """The step that rules of a verb and kind belong to, empty where none takes them."""
    for step in regime.steps:
        if verb in step.verbs and (
            verb is not Verb.REQUIRES or not step.kinds or kind in step.kinds
        ):
            return step.id
    return ""


def plain(tree: Tree) -> object:
    """A tree without its places: dictionaries, lists and texts alone."""
    if isinstance(tree, dict):
        return {key: plain(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [plain(part) for part in tree]
    return tree
