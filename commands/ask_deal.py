"""Commands of `navicert ask` for the deal as a whole: its title and day, the regimes, the law."""

from pathlib import Path
from typing import TYPE_CHECKING

from engine.deals.answers import read_date
from engine.deals.element_reading import read_line, read_note
from engine.faults import NavicertError
from engine.interview.spoken import outcome_words
from engine.interview.typed_answers import sentence
from engine.reading.typed_text import shown, suggestion

if TYPE_CHECKING:
    from commands.ask_interview import Interview


def title(interview: "Interview", text: str) -> None:
    """Name the deal."""
    if not text:
        interview.talk.tell(f"The title is: {interview.title_of()}. Write title and a new one.")
        return
    try:
        interview.retitle(f"The title is: {text}", title=read_line(text))
    except ValueError as error:
        interview.refuse(sentence(f"title: {error}"))


def date(interview: "Interview", text: str) -> None:
    """Set the day whose law applies; none is the day of the answer."""
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
        interview.retitle(f"The law is that of {day.isoformat() if day else 'today'}", as_of=day)


def note(interview: "Interview", text: str) -> None:
    """Set the deal's note."""
    if not text:
        told = interview.session.deal.note or "empty"
        interview.talk.tell(f"The note is: {told}", "Write note and a new one.")
        return
    try:
        interview.retitle("The note is kept", note=read_note(text))
    except ValueError as error:
        interview.refuse(sentence(f"note: {error}"))


def regimes(interview: "Interview", named: str) -> None:
    """List the regimes; add one that the deal does not call for, or take it off."""
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


def suppose(interview: "Interview", named: str) -> None:
    """Put a hypothetical change over the law; without a file, take it off."""
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
