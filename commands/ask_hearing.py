"""Commands of `navicert ask` that only tell something."""

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Final

from engine.interview.session import headline, reasons
from engine.interview.spoken import (
    help_lines,
    item_lines,
    left_words,
    prospect_lines,
    standing_lines,
    waiting_lines,
    why_lines,
)
from engine.reading.typed_text import shown, suggestion
from engine.regimes.in_items import APART

if TYPE_CHECKING:
    from commands.ask_interview import Interview


_WHOLE: Final = 10_000
"""Columns for a text of the law: a terminal breaks its lines, and a pipe gets them whole."""

_FIRST: Final = (
    "where", "why", "again", "later", "back", "undo", "answers", "questions", "outcome", "save",
    "quit",
)  # fmt: skip
"""Commands that help tells at once; the others are heard on request."""


def tell_help(interview: "Interview", named: str) -> None:
    """Explain the question and the first commands, or the command that is named."""
    from commands.ask_commands import COMMANDS, command_lines

    tell = interview.talk.tell
    if named:
        found = [one for one in COMMANDS if one.word == named.casefold()]
        if found:
            tell(*command_lines(found))
        else:
            near = suggestion(named, [one.word for one in COMMANDS])
            interview.refuse(f"{shown(named)} is not a command: {near or 'commands lists them.'}")
        return
    current = interview.reading.current
    if current is not None:
        tell(f"Question: {current.ask or current.short}", *help_lines(current))
    tell("? or i do not know: answers that you do not know; it never counts as no")
    tell(*command_lines(one for one in COMMANDS if one.word in _FIRST))
    tell(f"commands: lists all {len(COMMANDS)} of them; help and a command says what it does")


def tell_commands(interview: "Interview", _: str) -> None:
    """List the commands."""
    from commands.ask_commands import COMMANDS, command_lines

    interview.talk.tell(*command_lines(COMMANDS))
    interview.talk.tell(
        "A line that begins with = is an answer, word for word, and one that begins with / is a"
        " command: =later answers “later”, /title X sets the title where any text is an answer."
    )


def where(interview: "Interview", _: str) -> None:
    """Say which question is at hand, what is answered, what is left and where we stand."""
    current, session = interview.reading.current, interview.session
    interview.talk.tell(f"Deal: {interview.title_of()}.")
    if session.several:
        interview.talk.tell(f"This is {session.item_words}.")
    if current is not None:
        interview.talk.tell(f"Question: {current.ask or current.short}")
        interview.talk.tell(f"Section: {current.section}.")
    asking = interview.asking
    if asking is not None:
        interview.talk.tell(*asking.place_lines())
    count = len(interview.facts)
    interview.talk.tell("1 answer is given." if count == 1 else f"{count} answers are given.")
    interview.talk.tell(left_words(interview.reading))
    interview.talk.tell(*standing_lines(None, interview.reading, interview.mark))


def why(interview: "Interview", _: str) -> None:
    """Say why the question is asked."""
    current = interview.reading.current
    if current is None:
        interview.talk.tell("No question is left.")
    else:
        interview.talk.tell(*why_lines(current, interview.reading.question, interview.reading))


def again(interview: "Interview", _: str) -> None:
    """Say the question again."""
    interview.say_again()


def outcome(interview: "Interview", _: str) -> None:
    """Say where we stand, what decided it, and how much is left to ask."""
    found = interview.findings()
    interview.talk.tell(interview.headline())
    if interview.session.several:
        interview.talk.tell(*item_lines(interview.reading))
        interview.talk.tell(f"Item {interview.session.item + 1}: {headline(found)}")
    interview.talk.tell(*(f"Because: {reason}" for reason in reasons(found)))
    if found.several:
        for one in found.combined.answers:
            interview.talk.tell(f"{one.regime}: {one.sentence}")
    interview.talk.tell(*waiting_lines(found))
    interview.talk.tell(left_words(interview.reading))


def explain(interview: "Interview", _: str) -> None:
    """Say the whole determination."""
    from commands.ask_memo import memo_lines

    if not interview.session.several:
        interview.talk.tell(*memo_lines(interview.findings()))
        return
    interview.talk.tell(interview.headline(), APART)
    for place, item in enumerate(interview.reading.items):
        interview.talk.tell("", f"Item {place + 1}, {item.name}:")
        interview.talk.tell(*memo_lines(interview.explained(place)))


def preview(interview: "Interview", _: str) -> None:
    """Say what each answer would lead to."""
    current, law = interview.reading.current, interview.law
    if current is None:
        interview.talk.tell("No question is left.")
        return
    found = law.preview(interview.reading.evaluation, current.name)
    interview.talk.tell(*prospect_lines(found, interview.reading.outcome))


def history(interview: "Interview", _: str) -> None:
    """Say how the answer moved as the law changed, of each regime that is run."""
    from commands.history import EARLIEST, progress, stage_lines
    from engine.explanation.history import history as history_of

    run = {line.regime for line in interview.reading.evaluation.regimes if line.run}
    day = interview.session.deal.as_of or interview.desk.today()
    for ruleset in interview.law.rulesets:
        if ruleset.regime.id in run:
            stages = history_of(
                ruleset, interview.facts, date.fromisoformat(EARLIEST), day, progress
            )
            interview.talk.tell(f"{ruleset.regime.name}:")
            interview.talk.tell(*(line.strip() for line in stage_lines(stages, day)))


def law(interview: "Interview", name: str) -> None:
    """Say the page of the fact that is asked, or of a rule, an ECCN, a country or a set."""
    from engine.browsing.book import LawBook
    from engine.browsing.page import Kind, page_text
    from engine.deals.country_names import find_country

    book, ruleset = LawBook(interview.law.rulesets), interview.law.ruleset
    current = interview.reading.current
    if name:
        target = book.named(name)
        if target is None:
            with suppress(ValueError):
                target = book.find(Kind.COUNTRY, find_country(name, ruleset.countries))
    else:
        target = book.find(Kind.FACT, current.name) if current else None
    if target is None:
        told = f"nothing in the law is called {shown(name)}" if name else "no question is left"
        interview.refuse(f"law: {told}: write law and a rule, an ECCN, a country or a set.")
        return
    day = interview.session.deal.as_of or interview.desk.today()
    lines = page_text(book.page(target, day), _WHOLE).splitlines()
    interview.talk.tell(*(line.strip() for line in lines if line.strip(" =-")))


def letter(interview: "Interview", _: str) -> None:
    """Say the open questions as a letter to somebody who would know."""
    from engine.deals.items import own_facts
    from records.reports.letter import ToAsk, addressees, letter_questions, letter_text, letter_to

    law, deal = interview.law, interview.session.deal
    to_ask = [
        ToAsk(
            interview.explained(place),
            law.content(item.evaluation),
            item.name if interview.session.several else "",
            own_facts(deal, place, law.ruleset.facts_of_item),
        )
        for place, item in enumerate(interview.reading.items)
    ]
    questions = letter_questions(to_ask, law.ruleset.facts)
    known = [(who, f"{who}: {count}") for who, count in addressees(questions).items()]
    who = interview.pick("To whom, and how many questions each has:", known, "Nothing is open.")
    if who:
        about = interview.session.deal.title
        text = letter_text(letter_to(who, questions, about, reasons=False), markdown=False)
        interview.talk.tell(*text.rstrip().splitlines())
