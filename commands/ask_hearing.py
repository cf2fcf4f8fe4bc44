"""Commands of `navicert ask` that only tell something."""

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from engine.interview.session import headline, reasons
from engine.interview.spoken import (
    help_lines,
    item_lines,
    left_words,
    prospect_lines,
    waiting_lines,
    why_lines,
)
from engine.reading.typed_text import shown
from engine.regimes.in_items import APART

if TYPE_CHECKING:
    from commands.ask_interview import Interview


def tell_help(interview: "Interview", _: str) -> None:
    """Explain the question and list the commands."""
    current = interview.reading.current
    if current is not None:
        interview.talk.tell(f"Question: {current.ask or current.short}", *help_lines(current))
    from commands.ask_commands import COMMANDS

    interview.talk.tell(
        "Commands:", "? or i do not know: answers that you do not know; it never counts as no"
    )
    for command in COMMANDS:
        takes = f" {command.takes}" if command.takes else ""
        interview.talk.tell(f"{command.word}{takes}: {command.help}")
    interview.talk.tell(
        "A line that begins with = is an answer, word for word, and one that begins with / is a"
        " command: =later answers “later”, /title X sets the title where any text is an answer."
    )


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
    lines = page_text(book.page(target, day)).splitlines()
    interview.talk.tell(*(line.strip() for line in lines if line.strip(" =-")))


def letter(interview: "Interview", _: str) -> None:
    """Say the open questions as a letter to somebody who would know."""
    from records.reports.letter import addressees, letter_questions, letter_text, letter_to

    law, reading = interview.law, interview.reading
    places = range(len(reading.items))
    found = [interview.explained(place) for place in places]
    contents = (law.content(reading.items[place].evaluation) for place in places)
    content = next(filter(None, contents), None)
    questions = letter_questions(found, law.ruleset.facts, content)
    known = [(who, f"{who}: {count}") for who, count in addressees(questions).items()]
    who = interview.pick("To whom, and how many questions each has:", known, "Nothing is open.")
    if who:
        about = interview.session.deal.title
        text = letter_text(letter_to(who, questions, about, reasons=False), markdown=False)
        interview.talk.tell(*text.rstrip().splitlines())
