"""An exercise and its result in words, the same on a screen and line by line.

A learner's answers never come in here before he has given them: `case_sections` tells what he may
read, `result_sections` the rest.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from engine.browsing.conditions import condition_lines
from engine.browsing.page import Line
from engine.deals.case_verdicts import Mark
from engine.determination import FactUse, Node
from engine.explanation.wording import joined
from engine.model import Ruleset
from engine.outcome import BY_WEIGHT, TITLES, Outcome
from engine.practice.exercise import AskedRule, Exercise
from engine.practice.judging import Judged
from engine.truth import NO, OPEN, YES, Truth

SAID: Final = {YES: "true", NO: "false", OPEN: "cannot tell"}
"""What a learner says of a rule, by truth."""

SIGNS: Final = {YES: "+", NO: "-", OPEN: "?"}
_TREE_SIGNS: Final = {"yes": "+", "no": "-", "open": "?"}
_KINDS: Final = {"all": "all of these", "any": "any of these", "none": "none of these"}

OUTCOMES: Final = (*BY_WEIGHT, Outcome.NEEDS_INFORMATION)
"""The outcomes in the order in which they are offered, lightest first."""

ASK_OUTCOME: Final = "What does the law say of this deal?"
ASK_RULE: Final = "This rule's own conditions are met here:"
ASK_DECIDING: Final = "Which of these rules decides it?"
ABOUT_RULES: Final = (
    "Take each rule by itself. Whether the item is subject at all, or another rule takes an"
    " exception away, is that other rule's own line."
)
ABOUT_DECIDING: Final = (
    "It is the rule that prohibits, requires, permits or excludes. Where none of these holds: the"
    " rule that one other answer would make hold, or the duty that the case is about. Where it"
    " cannot be said yet: the rule that waits for an answer."
)
FALSE_COMFORT: Final = (
    "FALSE COMFORT: your outcome is lighter than the law gives. On it the goods would leave without"
    " what the law asks for. It takes all points, however many rules are right."
)


class Section(NamedTuple):
    """A title, and the lines under it."""

    title: str
    lines: tuple[str, ...]


# What the learner reads ---------------------------------------------------------------------------


def heading(exercise: Exercise) -> str:
    """The case in a line."""
    parts = [exercise.case, exercise.title]
    return "  ".join(parts) + ("  (twin)" if exercise.twin else "")


def about(exercise: Exercise) -> str:
    """The day of the law, the topic, the difficulty and the regime, in a line."""
    topic = f"{exercise.topic}, " if exercise.topic else ""
    return (
        f"law of {exercise.as_of.isoformat()}, {topic}difficulty {exercise.difficulty},"
        f" {exercise.regime_name}"
    )


def case_sections(exercise: Exercise) -> tuple[Section, ...]:
    """What the learner may read before he answers: story and facts."""
    found = [Section("Story", (exercise.story or "This case tells no story.",))]
    if exercise.twin:
        changed = (
            f"The same case, but {exercise.twin}.",
            "Where the story says otherwise, this goes first.",
        )
        found.insert(0, Section("Twin", changed))
    law = f"judged under: {exercise.regime_name}, law of {exercise.as_of.isoformat()}"
    facts = [line for fact in exercise.facts for line in _fact_lines(exercise, fact)]
    found.append(Section("Facts", (law, *facts)))
    if exercise.given:
        told = (
            f"{len(exercise.given)} ordinary answers are taken as given: no listed party but those"
            " named, no end use of concern, no red flag, and so on."
        )
        found.append(Section("Besides", (told,)))
    return tuple(found)


def rule_section(ruleset: Ruleset, rule: str) -> Section:
    """A rule as the law has it, with nothing of the case: what it says when its conditions are met,
    and the conditions."""
    found = ruleset.rules[rule]
    lines = [found.cite, "", *_outline(condition_lines(ruleset, found.when))]
    for unless in found.unless:
        lines += ["", f"unless {unless.title or 'an exception applies'} ({unless.cite}):"]
        lines += _outline(condition_lines(ruleset, unless.when))
    return Section(found.title, tuple(lines))


def _outline(lines: Iterable[Line]) -> Iterator[str]:
    return (f"{'  ' * line.level}- {line.text}" for line in lines)


def given_section(exercise: Exercise) -> Section:
    """The answers of the background, one by one."""
    return Section("Taken as given", tuple(fact_line(fact) for fact in exercise.given))


def _fact_lines(exercise: Exercise, fact: FactUse) -> Iterator[str]:
    yield fact_line(fact)
    yield from (f"  - {line}" for line in exercise.elements.get(fact.name, ()))


def fact_line(fact: FactUse) -> str:
    """A fact in a line."""
    return f"{fact.short}: {fact.shown or 'no answer'}"


# The result ---------------------------------------------------------------------------------------


def score_line(judged: Judged) -> str:
    """The score with its parts, in a line."""
    rules = f"rules {sum(judged.agreed.values())} of {len(judged.agreed)}"
    outcome = {Mark.RIGHT: "right", Mark.WRONG: "wrong", Mark.FALSE_COMFORT: "FALSE COMFORT"}
    deciding = "right" if judged.deciding else "wrong"
    return (
        f"{judged.points} of {judged.asked} points: outcome {outcome[judged.mark]}, deciding rule"
        f" {deciding}, {rules}"
    )


def result_sections(exercise: Exercise, judged: Judged) -> tuple[Section, ...]:
    """Everything there is to say once the learner has answered: the score, the first place where
    learner and engine part, every rule, the deciding rule, why, and the mistake to avoid."""
    return tuple(section for section in _result(exercise, judged) if section.lines)


def _result(exercise: Exercise, judged: Judged) -> Iterator[Section]:
    yield Section("Score", tuple(_score(exercise, judged)))
    yield Section("Where you part from the law first", tuple(_parting(exercise, judged)))
    yield Section("Rule by rule", tuple(_rules(exercise, judged)))
    yield Section("What decided it", tuple(_deciding(exercise, judged)))
    yield from answer_sections(exercise)


def answer_sections(exercise: Exercise) -> Iterator[Section]:
    """Why it is so, the mistake to avoid, and what the case rests on."""
    if exercise.twin:
        told = "This twin was found by the engine: its answer is the engine's, and no author's."
        yield Section("About this answer", (told,))
    elif exercise.disagrees:
        wanted = _titles(sorted(exercise.expect.outcomes))
        told = (
            f"The case expects “{wanted}”, and the engine determined “{TITLES[exercise.outcome]}”."
            " One of them is wrong. The outcome was judged by the case, the rules by the engine;"
            " tell whoever keeps the cases."
        )
        yield Section("Case and engine differ", (told,))
    yield Section("Why", (exercise.why,) if exercise.why else ())
    yield Section("The mistake", (exercise.mistake,) if exercise.mistake else ())
    unsure = exercise.confidence in ("likely", "arguable")
    note = (f"Its author calls the answer {exercise.confidence}.",) if unsure else ()
    sources = tuple(
        ", ".join(filter(None, (source.document, source.locator, source.url)))
        for source in exercise.sources
    )
    yield Section("Sources", (*sources, *note))


def outcome_lines(exercise: Exercise) -> tuple[str, ...]:
    """The outcome in words, and others that count as right."""
    others = sorted(exercise.expect.outcomes - {exercise.outcome})
    told = [TITLES[exercise.outcome]]
    if others and not exercise.disagrees:
        told.append(f"Also counted as right: {_titles(others)}.")
    return tuple(told)


def _titles(outcomes: Iterable[Outcome]) -> str:
    return joined((TITLES[one] for one in outcomes), "or")


def _score(exercise: Exercise, judged: Judged) -> Iterator[str]:
    if judged.mark is Mark.FALSE_COMFORT:
        yield FALSE_COMFORT
    yield score_line(judged)
    said = judged.sheet.outcome
    yield f"You said: {TITLES[said] if said is not None else 'no outcome'}."
    yield f"The law: {outcome_lines(exercise)[0]}."
    yield from outcome_lines(exercise)[1:]


def _parting(exercise: Exercise, judged: Judged) -> Iterator[str]:
    rule = judged.parting
    if rule is not None:
        yield f"{rule.step}" if rule.step else "Before the first step"
        yield f"{rule.title} ({rule.cite})"
        yield f"You said “{_said(judged, rule)}”; right is “{SAID[rule.truth]}”. {rule.sentence}"
        yield from _not_binding(rule)
        yield from tree_lines(rule.tree)
    elif judged.mark is not Mark.RIGHT:
        yield "Rule by rule you agree. You part at the outcome: what follows from these rules."
        yield from exercise.determination.decisive
    elif not judged.deciding:
        yield "Rule by rule you agree, and on the outcome. You part at which rule decides it."
    else:
        yield "Nowhere: every answer is right."


def _not_binding(rule: AskedRule) -> Iterator[str]:
    if not rule.binds and rule.truth != NO:
        yield "Its conditions count for nothing here until the item is subject at all."


def _said(judged: Judged, rule: AskedRule) -> str:
    verdict: Truth | None = judged.sheet.verdicts.get(rule.rule)
    return "nothing" if verdict is None else SAID[verdict]


def _rules(exercise: Exercise, judged: Judged) -> Iterator[str]:
    for rule in exercise.rules:
        right = judged.agreed[rule.rule]
        yield f"{'right' if right else 'WRONG'}  {rule.title} ({rule.cite})"
        yours = "" if right else f" You said “{_said(judged, rule)}”."
        yield f"  {SIGNS[rule.truth]} {SAID[rule.truth]}.{yours} {_reason(rule)}"


def _reason(rule: AskedRule) -> str:
    """Why a rule came out as it did, and the one other answer that would turn it."""
    if not rule.turned_by:
        return rule.sentence
    return f"{rule.sentence} One other answer makes it hold: {rule.turned_by}."


def _deciding(exercise: Exercise, judged: Judged) -> Iterator[str]:
    named = {rule.rule: f"{rule.title} ({rule.cite})" for rule in exercise.rules}
    said = named.get(judged.sheet.deciding, "none")
    yield f"{'right' if judged.deciding else 'WRONG'}  you said: {said}"
    yield from deciding_lines(exercise)


def deciding_lines(exercise: Exercise) -> tuple[str, ...]:
    """The rules asked that count as the deciding one, and what they are to the outcome."""
    rules = [rule for rule in exercise.rules if rule.rule in exercise.deciding]
    told = [f"{rule.title} ({rule.cite}). {_reason(rule)}" for rule in rules]
    if rules and all(rule.truth == NO for rule in rules):
        told.insert(0, "No rule decides by holding. This line is the nearest:")
    elif len(rules) > 1:
        told.insert(0, "Each of these counts:")
    return tuple(told)


def tree_lines(node: Node, depth: int = 1) -> tuple[str, ...]:
    """A rule's conditions below one another: `+` holds, `-` does not, `?` cannot be told."""
    found: list[str] = []
    for part in node.parts:
        fact = f"  [{part.fact.short}: {_shown(part.fact)}]" if part.fact is not None else ""
        cite = f" ({part.cite})" if part.cite else ""
        words = part.text or _KINDS.get(part.kind, part.kind)
        found.append(f"{'  ' * depth}{_TREE_SIGNS.get(part.truth, '?')} {words}{cite}{fact}")
        found += tree_lines(part, depth + 1)
    return tuple(found)


def _shown(fact: FactUse) -> str:
    """The value of a fact; nobody asks a case what it does not say."""
    return "the case does not say" if fact.state == "not-asked" else fact.shown


def as_text(sections: Sequence[Section]) -> str:
    """Sections as text, their lines indented."""
    return "\n".join(
        "\n".join((section.title, *(f"  {line}".rstrip() for line in section.lines)))
        for section in sections
    )
