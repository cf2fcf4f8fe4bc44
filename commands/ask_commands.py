"""What can be written at any prompt of `navicert ask` beside an answer."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from engine.deals.answers import read_date
from engine.deals.element_reading import read_line, read_note
from engine.faults import NavicertError
from engine.interview.session import change_words, given_answers, reasons, shown_answer
from engine.interview.spoken import (
    help_lines,
    left_words,
    outcome_words,
    prospect_lines,
    why_lines,
)
from engine.interview.typed_answers import sentence
from engine.reading.typed_text import shown, suggestion

if TYPE_CHECKING:
    from commands.ask_interview import Interview


class AskCommand(NamedTuple):
    """A command: its words, what it takes (empty where nothing), what it does. One that works
    `anywhere` changes nothing, so that it works in the midst of an answer too."""

    word: str
    takes: str
    help: str
    run: Callable[["Interview", str], None]
    anywhere: bool = False


def command_of(line: str, free: bool) -> tuple[AskCommand, str] | None:
    """The command that a line is, and what stands behind it; None where it is an answer.

    A line with a stroke before it is always one. Where an answer may be any text (`free`), a
    command with more words behind it may be meant as one: it wants the stroke.
    """
    forced = line.startswith("/")
    words = line.removeprefix("/").split()
    for count in (2, 1):
        word = " ".join(words[:count]).casefold()
        command = _BY_WORD.get(word)
        if command is None or len(words) < count:
            continue
        rest = line.removeprefix("/").split(maxsplit=count)[count:]
        argument = rest[0].strip() if rest else ""
        if not argument or (command.takes and (forced or not free)):
            return command, argument
        if command.takes:
            removes = command.word == "remove" and argument.isdigit()
            return (command, argument) if removes else (_either(line), "")
    if forced:
        return _unknown_command(line), ""
    return None


def _unknown_command(line: str) -> AskCommand:
    def refuse(interview: "Interview", _: str) -> None:
        near = suggestion(line.removeprefix("/"), _BY_WORD) or "help lists the commands."
        interview.refuse(f"{shown(line)} is not a command: {near}")

    return AskCommand(line, "", "", refuse, True)


def _either(line: str) -> AskCommand:
    def refuse(interview: "Interview", _: str) -> None:
        interview.refuse(f"Write /{line} if it is a command, ={line} if it is the answer.")

    return AskCommand(line, "", "", refuse, True)


# Hearing ------------------------------------------------------------------------------------------


def _help(interview: "Interview", _: str) -> None:
    current = interview.reading.current
    if current is not None:
        interview.talk.tell(f"Question: {current.ask or current.short}", *help_lines(current))
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


def _why(interview: "Interview", _: str) -> None:
    current = interview.reading.current
    if current is None:
        interview.talk.tell("No question is left.")
    else:
        interview.talk.tell(*why_lines(current, interview.reading.question, interview.reading))


def _again(interview: "Interview", _: str) -> None:
    interview.say_again()


def _outcome(interview: "Interview", _: str) -> None:
    found = interview.findings()
    interview.talk.tell(interview.headline())
    interview.talk.tell(*(f"Because: {reason}" for reason in reasons(found)))
    if found.several:
        for one in found.combined.answers:
            interview.talk.tell(f"{one.regime}: {one.sentence}")
    interview.talk.tell(left_words(interview.reading))


def _explain(interview: "Interview", _: str) -> None:
    from commands.ask_memo import memo_lines

    interview.talk.tell(*memo_lines(interview.findings()))


def _preview(interview: "Interview", _: str) -> None:
    current, law = interview.reading.current, interview.law
    if current is None:
        interview.talk.tell("No question is left.")
        return
    found = law.preview(interview.reading.evaluation, current.name)
    interview.talk.tell(*prospect_lines(found, interview.reading.outcome))


# Going about --------------------------------------------------------------------------------------


def _later(interview: "Interview", _: str) -> None:
    current = interview.reading.current
    if current is None:
        interview.refuse("No question is left to put off.")
    else:
        interview.remember(current.name)
        session = interview.session.put_off_now(current.name)
        interview.take(session, f"Asked later: {current.short}")


def _back(interview: "Interview", _: str) -> None:
    current = interview.reading.current
    while interview.trail:
        fact = interview.trail.pop()
        if current is None or fact != current.name:
            interview.take(interview.session.go_to(fact), "Back")
            return
    interview.refuse("There is no question before this one: answers lists every answer.")


def _next(interview: "Interview", _: str) -> None:
    interview.take(interview.session.go_to(""))


def _undo(interview: "Interview", _: str) -> None:
    past = interview.session.past
    if past:
        interview.take(interview.session.undo(), f"Undone: {past[-1][0]}")
    else:
        interview.refuse("Nothing is there to be undone.")


def _redo(interview: "Interview", _: str) -> None:
    future = interview.session.future
    if future:
        interview.take(interview.session.redo(), f"Redone: {future[-1][0]}")
    else:
        interview.refuse("Nothing was undone.")


def _take_back(interview: "Interview", _: str) -> None:
    current = interview.reading.current
    if current is None or current.name not in interview.session.deal.facts:
        interview.refuse("This question has no answer yet: answers lists those that have.")
        return
    what = change_words(interview.law, current, None)
    interview.take(interview.session.take_back(current.name, what), what)


def _go(interview: "Interview", name: str) -> None:
    if name in interview.law.ruleset.facts and not interview.law.ruleset.facts[name].derived:
        interview.take(interview.session.go_to(name))
    else:
        near = suggestion(name, interview.law.ruleset.facts) or "help tells the name of a fact."
        interview.refuse(f"{shown(name)} is no fact that is asked: {near}")


def _remove(interview: "Interview", what: str) -> None:
    asking = interview.asking
    if asking is None or not what:
        interview.refuse("Write remove and what is to come off the list.")
    else:
        asking.remove(what)


def _go_to_picked(interview: "Interview", fact: str) -> None:
    if fact:
        interview.take(interview.session.go_to(fact))


def _answers(interview: "Interview", _: str) -> None:
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


def _questions(interview: "Interview", _: str) -> None:
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


def _assumptions(interview: "Interview", _: str) -> None:
    given, matches = interview.session.deal.facts, []
    for fact in interview.law.ruleset.facts.values():
        if fact.default:
            told = f"{fact.default} (as delivered)"
            if fact.name in given:
                told = shown_answer(interview.law, fact, given[fact.name])
            matches.append((fact.name, f"{fact.short}: {told}"))
    title = "House assumptions: choose one to set it."
    empty = "This ruleset has no house assumptions."
    _go_to_picked(interview, interview.pick(title, matches, empty))


# The deal -----------------------------------------------------------------------------------------


def _title(interview: "Interview", text: str) -> None:
    if not text:
        interview.talk.tell(f"The title is: {interview.title_of()}. Write title and a new one.")
        return
    try:
        interview.retitle(title=read_line(text))
    except ValueError as error:
        interview.refuse(sentence(f"title: {error}"))


def _date(interview: "Interview", text: str) -> None:
    if not text:
        day = interview.session.deal.as_of
        told = day.isoformat() if day else "today"
        interview.talk.tell(f"The law is that of {told}. Write date and another day, or date none.")
        return
    try:
        day = None if text.casefold() in ("none", "today") else read_date(text)
    except ValueError as error:
        interview.refuse(sentence(f"date: {error}"))
    else:
        interview.retitle(as_of=day)


def _note(interview: "Interview", text: str) -> None:
    if not text:
        told = interview.session.deal.note or "empty"
        interview.talk.tell(f"The note is: {told}", "Write note and a new one.")
        return
    try:
        interview.retitle(note=read_note(text))
    except ValueError as error:
        interview.refuse(sentence(f"note: {error}"))


def _regimes(interview: "Interview", named: str) -> None:
    lines = interview.reading.evaluation.regimes
    matches = []
    for line in lines:
        run = "run because you added it" if line.added else "run" if line.run else "not run"
        attaches = {"yes": "attaches", "open": "may attach"}.get(line.attaches, "does not attach")
        told = f"{line.regime}, {line.name}: {run}; {attaches}"
        matches.append(
            (line.regime, f"{told}; {outcome_words(line.outcome)}" if line.run else told)
        )
    regime = named.casefold()
    if not named:
        title = "Regimes: a number adds one, or takes off one that you added."
        regime = interview.pick(title, matches, "No regime is loaded.")
    if not regime:
        return
    if regime not in {line.regime for line in lines}:
        near = suggestion(regime, [line.regime for line in lines]) or "regimes lists them."
        interview.refuse(f"{shown(regime)} is no regime that is loaded: {near}")
    elif regime in interview.reading.called_for:
        interview.talk.understood()
        interview.talk.tell(f"The deal calls for {regime}: it is always run.")
    else:
        on = "Taken off" if regime in interview.session.added else "Added"
        interview.take(interview.session.turn_regime(regime), f"{on}: {regime}")


def _suppose(interview: "Interview", named: str) -> None:
    if not named:
        if interview.law.mark:
            interview.under(interview.law.unsupposed())
            interview.talk.tell("The law itself is back.")
        else:
            interview.refuse("Write suppose and the path of an overlay file.")
        return
    path = Path(named).expanduser()
    try:
        law = interview.law.suppose(path.read_bytes(), str(path))
    except (NavicertError, OSError) as error:
        interview.refuse(f"This overlay cannot be used: {error}")
        return
    interview.talk.understood()
    interview.under(law)
    interview.talk.tell(
        f"Supposed: {path.name}. All that comes of it is hypothetical, and cannot be saved."
    )


# Keeping ------------------------------------------------------------------------------------------


def _save(interview: "Interview", _: str) -> None:
    from commands.ask_saving import save

    save(interview)


def _write(interview: "Interview", named: str) -> None:
    from commands.ask_saving import write

    write(interview, named)


def _quit(interview: "Interview", _: str) -> None:
    from commands.ask_interview import QuitError

    raise QuitError


def _cancel(interview: "Interview", _: str) -> None:
    interview.refuse("There is nothing to cancel: next leaves a question that you went back to.")


COMMANDS: Final = (
    AskCommand("help", "", "explains the question and lists the commands", _help, True),
    AskCommand("why", "", "says why the question is asked", _why, True),
    AskCommand("again", "", "says the question again", _again, True),
    AskCommand("preview", "", "says what each answer would lead to", _preview, True),
    AskCommand("later", "", "puts the question behind the others", _later),
    AskCommand("back", "", "goes back to the question before", _back),
    AskCommand("next", "", "leaves a question that you went back to", _next),
    AskCommand("undo", "", "takes back the last change", _undo),
    AskCommand("redo", "", "brings back what was undone last", _redo),
    AskCommand("take back", "", "removes the answer of this question", _take_back),
    AskCommand("remove", "WHAT", "takes something off the list at hand", _remove),
    AskCommand("cancel", "", "leaves a party, a line or a command as it was", _cancel),
    AskCommand("answers", "", "lists every answer, to change one", _answers),
    AskCommand("questions", "", "lists what still matters, to answer one now", _questions),
    AskCommand("go", "FACT", "goes to the question of a fact by its name", _go),
    AskCommand("assumptions", "", "lists what a house may assume, to set one", _assumptions),
    AskCommand("outcome", "", "says where we stand and why", _outcome, True),
    AskCommand("explain", "", "says the whole determination, line by line", _explain, True),
    AskCommand("title", "TEXT", "names the deal", _title),
    AskCommand("date", "DAY", "sets the day whose law applies", _date),
    AskCommand("note", "TEXT", "sets the deal's note", _note),
    AskCommand("regimes", "REGIME", "lists the regimes; adds one or takes it off", _regimes),
    AskCommand("suppose", "FILE", "puts a hypothetical change over the law, or off", _suppose),
    AskCommand("save", "", "keeps the determination as a record", _save),
    AskCommand("write", "FILE", "writes the deal file", _write, True),
    AskCommand("quit", "", "stops; the draft is kept", _quit, True),
)
"""Every command, in the order in which help tells them."""

_BY_WORD: Final = {command.word: command for command in COMMANDS} | {
    other: next(command for command in COMMANDS if command.word == word)
    for other, word in (("exit", "quit"), ("repeat", "again"))
}
