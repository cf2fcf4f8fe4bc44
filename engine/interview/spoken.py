"""The interview in plain sentences, one fact a line, in an order that is good to hear."""

from collections.abc import Iterator, Sequence
from typing import Final

from engine.facts import Answer, FactType, State
from engine.interview.law import Findings, Law, Prospect, Question
from engine.interview.session import Reading, Session, can_be_alone, shown_answer
from engine.interview.typed_answers import OFFERED, Several, choices_of
from engine.model import FactDeclaration
from engine.outcome import TITLES, Outcome

SDN_PROGRAMS: Final = "parties.sdn_programs"
"""The fact that a person answers from what the entries of the SDN List print."""

_EFFORT: Final = (
    "",
    "at hand",
    "easy to look up",
    "takes some asking",
    "takes work",
    "needs the maker",
)
_HOW: Final = {
    FactType.YES_NO: "Write a number, yes or no.",
    FactType.JUDGEMENT: (
        "This is for a person to decide. Write a number, yes or no; then it is asked who decided"
        " and why."
    ),
    FactType.CHOICE: "Write a number or the words.",
    FactType.SET: (
        "Write the numbers of all that apply, with commas or one a line; an empty line ends the"
        " list. Write none if none applies."
    ),
    FactType.COUNTRY: "Write a country by name or two-letter code.",
    FactType.COUNTRIES: (
        "Write one country a line, by name or two-letter code; an empty line ends the list. Write"
        " none if there is none."
    ),
    FactType.ECCN: "Write an ECCN, such as 3B001.c, or words of its title.",
    FactType.ECCNS: (
        "Write one ECCN a line, such as 3B001.c, or words of its title; an empty line ends the"
        " list. Write none if there is none."
    ),
    FactType.MONEY: "Write U.S. dollars, such as 125000.",
    FactType.PERCENT: "Write percent, such as 12.5.",
    FactType.NUMBER: "Write a number, such as 4800.",
    FactType.DATE: "Write a day as year-month-day, such as 2026-07-23.",
    FactType.TEXT: "Write it on one line.",
    FactType.PARTIES: (
        "Write the name of one party; then it is asked what else is known of it. When every party"
        " is there, an empty line ends the list."
    ),
    FactType.CONTENT: (
        "Write the description of one line, then it is asked what else is known of it; or “file”"
        " and the path of a CSV file; or “csv” to paste one. When every line is there, an empty"
        " line ends the list. Write none if there are no lines."
    ),
}


def question_lines(
    fact: FactDeclaration,
    question: Question | None,
    given: Answer | None,
    law: Law,
    heard: bool = False,
) -> Iterator[str]:
    """The question, why it is asked, what was answered so far, and what can be answered. Who has
    `heard` it before is not told again why."""
    yield f"Question: {fact.ask or fact.short}"
    if question is not None and question.settled:
        yield "The outcome is settled; this is asked for the file."
    elif question is not None and question.because and not heard:
        yield f"Why: {question.because}."
    if question is not None and question.regimes and not heard:
        yield f"Waited for by: {', '.join(question.regimes)}."
    if given is not None:
        yield f"Your answer so far: {shown_answer(law, fact, given)}."
    yield from choice_lines(fact)


def for_whom_lines(session: Session, fact: FactDeclaration) -> Iterator[str]:
    """Of several items, which one is at hand, and which ones an answer counts for."""
    if not session.several:
        return
    yield f"This is {session.item_words}."
    if session.is_own(fact.name):
        yield "The answer counts for this item alone."
    elif can_be_alone(session, fact):
        yield "The answer counts for all items; alone lets it count for this one."
    else:
        yield "The answer counts for all items."


def choice_lines(fact: FactDeclaration) -> Iterator[str]:
    """How to answer, and the choices by number."""
    yield _HOW[fact.type]
    for choice in choices_of(fact):
        told = f" ({choice.help})" if choice.help else ""
        yield f"{choice.number}. {choice.label}{told}"


def help_lines(fact: FactDeclaration) -> Iterator[str]:
    """The help, the citation and who would know."""
    if fact.help:
        yield f"Help: {fact.help}"
    if fact.cite:
        yield f"Law: {fact.cite}."
    if fact.who:
        yield f"Who knows: {who_knows(fact)}."
    yield f"The name of this fact is {fact.name}."


def who_knows(fact: FactDeclaration) -> str:
    """Who would know, in which document, and how much work it is."""
    effort = _EFFORT[fact.effort] if 0 < fact.effort < len(_EFFORT) else ""
    paper = f", in the {fact.document}" if fact.document else ""
    return f"{fact.who}{paper}" + (f" ({effort})" if effort else "")


def why_lines(fact: FactDeclaration, question: Question | None, reading: Reading) -> Iterator[str]:
    """Why a question is asked."""
    if question is None:
        yield "Nothing waits for this answer now: you came to this question yourself."
        return
    yield f"Why: {question.because}."
    if question.settled:
        yield "The outcome is settled; this is asked for the file."
    else:
        possible = ", ".join(outcome_words(one) for one in reading.evaluation.possible)
        yield f"Still possible: {possible}."
    if fact.cite:
        yield f"Law: {fact.cite}."


def outcome_words(outcome: Outcome) -> str:
    """An outcome within a sentence."""
    title = TITLES[outcome]
    return title[0].lower() + title[1:]


def standing_lines(before: Reading | None, after: Reading, mark: str = "") -> Iterator[str]:
    """Where we stand, as far as it is otherwise than `before`; `mark` stands before what comes of
    an exercise. Of several items, the deal over all of them first, then those that moved."""
    several = len(after.items) > 1
    outcome = after.over_items[0]
    if before is None or before.over_items[0] is not outcome:
        over = "Where we stand, over all items" if several else "Where we stand"
        so_far = " so far" if after.is_open and outcome is not Outcome.NEEDS_INFORMATION else ""
        yield f"{mark}{over}: {outcome_words(outcome)}{so_far}."
    if several:
        was = {} if before is None else {one.name: one.outcome for one in before.items}
        for item in after.answers:
            if was.get(item.name) is not item.outcome:
                yield f"{mark}{_item_words(item.number, item.name)}: {outcome_words(item.outcome)}."
    if before is None or before.item == after.item:
        yield from _regime_lines(before, after, mark)


def _regime_lines(before: Reading | None, after: Reading, mark: str) -> Iterator[str]:
    """The regimes of the item at hand that stand otherwise, where several are run."""
    told = {line.regime: line for line in before.evaluation.regimes} if before else {}
    run = [line for line in after.evaluation.regimes if line.run]
    if len(run) < 2 and sum(line.run for line in told.values()) < 2:
        return
    for line in run:
        old = told.get(line.regime)
        if before is None:
            yield f"{mark}{line.regime}, {line.name}: {outcome_words(line.outcome)}."
        elif old is None or not old.run:
            yield f"{mark}Now run: {line.regime}, {line.name}: {outcome_words(line.outcome)}."
        elif old.outcome is not line.outcome:
            yield f"{mark}{line.regime}: {outcome_words(line.outcome)}."
    for regime, old in told.items():
        if old.run and regime not in {line.regime for line in run}:
            yield f"No longer run: {regime}."


def waiting_lines(findings: Findings) -> Iterator[str]:
    """The questions whose answer could bring in another law; nothing where there is none."""
    for row in findings.waiting:
        names = ", ".join(row.regimes)
        yield f"Another law may attach ({names}). Not answered: {row.ask}"


def item_lines(reading: Reading) -> Iterator[str]:
    """Each item with its outcome and how much of it is open."""
    for item in reading.answers:
        left = f", {item.questions} questions left" if item.questions else ""
        yield f"{_item_words(item.number, item.name)}: {outcome_words(item.outcome)}{left}."


def _item_words(number: int, name: str) -> str:
    """The number of an item, and its name where that says more."""
    said = f"Item {number}"
    return said if name == said else f"{said}, {name}"


def left_words(reading: Reading) -> str:
    """How much there is left to ask."""
    if reading.left == 0:
        return "No question is left."
    parts = []
    if reading.deciding:
        parts.append(f"{reading.deciding} left to decide")
    if reading.for_file:
        parts.append(f"{reading.for_file} left for the file")
    return f"Questions: {', '.join(parts)}."


def nothing_left_lines(reading: Reading) -> Iterator[str]:
    """What to do where no question is left."""
    if reading.next_item is not None:
        item = reading.items[reading.next_item]
        yield (
            f"No question is left for this item. {_item_words(reading.next_item + 1, item.name)}"
            f" has {item.left} left: next item goes there."
        )
    else:
        yield "No question is left."
    if reading.unknown:
        yield f"{reading.unknown} answered “not known” could still change it: questions lists them."
    yield (
        "Write explain for the whole determination, save to keep it as a record, answers to change"
        " an answer, or quit."
    )


def match_lines(found: Several) -> Iterator[str]:
    """What a line may mean, by number."""
    yield "Which one? Write its number, or other words."
    yield from (
        f"{place}. {match.title + ', ' if match.title else ''}{match.key}"
        for place, match in enumerate(found.matches[:OFFERED], start=1)
    )
    if found.more:
        yield f"And {found.more} more: write more of the name."


def prospect_lines(prospects: Sequence[Prospect], now: Outcome) -> Iterator[str]:
    """What each answer would lead to."""
    for prospect in prospects:
        moves = "".join(
            f"; {regime}: {outcome_words(outcome)}" for regime, outcome in prospect.moves
        )
        stays = "it stays at " if prospect.outcome is now else ""
        yield f"{prospect.label}: {stays}{outcome_words(prospect.outcome)}{moves}."


def is_assumption(fact: FactDeclaration) -> bool:
    """Whether a fact is what a house may assume, with a name and a reason."""
    return bool(fact.default) and fact.type is FactType.YES_NO


def state_of(fact: FactDeclaration) -> State:
    """The state in which a person's answer to the fact is kept."""
    return State.ASSUMED if is_assumption(fact) else State.ANSWERED
