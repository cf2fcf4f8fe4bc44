"""Commands of `navicert ask` that go from one question to another, or back and forward."""

from typing import TYPE_CHECKING

from engine.interview.session import change_words, given_answers, shown_answer
from engine.reading.typed_text import shown, suggestion

if TYPE_CHECKING:
    from commands.ask_interview import Interview


def later(interview: "Interview", _: str) -> None:
    """Put the question behind the others."""
    current = interview.reading.current
    if current is None:
        interview.refuse("No question is left to put off.")
    else:
        interview.remember(current.name)
        session = interview.session.put_off_now(current.name)
        interview.take(session, f"Asked later: {current.short}")


def back(interview: "Interview", _: str) -> None:
    """Go back to the question that was at hand before."""
    current = interview.reading.current
    while interview.trail:
        fact = interview.trail.pop()
        if current is None or fact != current.name:
            interview.take(interview.session.go_to(fact), "Back")
            return
    interview.refuse("There is no question before this one: answers lists every answer.")


def go_on(interview: "Interview", _: str) -> None:
    """Leave a question that was gone back to."""
    interview.take(interview.session.go_to(""))


def undo(interview: "Interview", _: str) -> None:
    """Take back the last change."""
    past = interview.session.past
    if past:
        interview.take(interview.session.undo(), f"Undone: {past[-1][0]}")
    else:
        interview.refuse("Nothing is there to be undone.")


def redo(interview: "Interview", _: str) -> None:
    """Bring back what was undone last."""
    future = interview.session.future
    if future:
        interview.take(interview.session.redo(), f"Redone: {future[-1][0]}")
    else:
        interview.refuse("Nothing was undone.")


def take_back(interview: "Interview", _: str) -> None:
    """Remove the answer of the question at hand."""
    current = interview.reading.current
    if current is None or current.name not in interview.facts:
        interview.refuse("This question has no answer yet: answers lists those that have.")
        return
    what = change_words(interview.law, current, None)
    interview.take(interview.session.take_back(current.name, what), what)


def go(interview: "Interview", name: str) -> None:
    """Go to the question of a fact by its name."""
    if name in interview.law.ruleset.facts and not interview.law.ruleset.facts[name].derived:
        interview.take(interview.session.go_to(name))
    else:
        near = suggestion(name, interview.law.ruleset.facts) or "help tells the name of a fact."
        interview.refuse(f"{shown(name)} is no fact that is asked: {near}")


def remove(interview: "Interview", what: str) -> None:
    """Take something off the list at hand."""
    asking = interview.asking
    if asking is None or not what:
        interview.refuse("Write remove and what is to come off the list.")
    else:
        asking.remove(what)


def _go_to_picked(interview: "Interview", fact: str) -> None:
    if fact:
        interview.take(interview.session.go_to(fact))


def answers(interview: "Interview", _: str) -> None:
    """List every answer, to change one."""
    lines = given_answers(interview.session, interview.law, interview.reading.evaluation)
    matches = [
        (
            line.fact.name,
            f"{line.fact.section}: {line.fact.short}: {line.shown}"
            + ("" if line.applies else " (not used now)"),
        )
        for line in lines
    ]
    title = "Answers: choose one to change it."
    _go_to_picked(interview, interview.pick(title, matches, "Nothing is answered yet."))


def questions(interview: "Interview", _: str) -> None:
    """List the questions that still matter, to answer one now."""
    matches = [
        (
            question.fact.name,
            f"{question.fact.section}: {question.fact.ask}"
            + (" (answered: not known)" if question.asked else "")
            + (" (for the file)" if question.settled else ""),
        )
        for question in interview.reading.questions
    ]
    title = "Questions that still matter: choose one to answer it now."
    _go_to_picked(interview, interview.pick(title, matches, "No question is left."))


def assumptions(interview: "Interview", _: str) -> None:
    """List what a house may assume, to set one."""
    given, matches = interview.facts, []
    for fact in interview.law.ruleset.facts.values():
        if fact.default:
            told = f"{fact.default} (as delivered)"
            if fact.name in given:
                told = shown_answer(interview.law, fact, given[fact.name])
            matches.append((fact.name, f"{fact.short}: {told}"))
    title = "House assumptions: choose one to set it."
    empty = "This ruleset has no house assumptions."
    _go_to_picked(interview, interview.pick(title, matches, empty))
