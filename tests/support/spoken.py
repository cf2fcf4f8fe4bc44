"""A script that answers `navicert ask` from the facts of a deal, prompt by prompt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from commands.ask_interview import Desk, Interview
from commands.ask_screening import Screening
from commands.ask_talk import EndedError, Talk
from engine.deals.answers import write_value
from engine.facts import Answer, Deal, Facts, FactType, Party
from engine.interview.element_parts import LINE_PARTS, OWNER_PARTS, PARTY_PARTS, Part
from engine.interview.law import Law
from engine.interview.session import begin
from engine.interview.spoken import is_assumption
from engine.model import FactDeclaration
from engine.regimes.nexus import told_of_reach
from parties.screened_deal import ScreenedName
from records.drafts import Drafts

DAY = date(2026, 11, 25)


class NoLists(Screening):
    """A desk of lists on which nobody stands."""

    def __init__(self) -> None:
        pass

    def screen(self, party: Party) -> tuple[Party, Sequence[ScreenedName]]:
        return party, ()

    def about(self) -> Iterator[str]:
        return iter(())

    def programs(self, deal: Deal) -> Sequence[str]:
        return ()


def interview(
    law: Law,
    lines: Sequence[str],
    folder: Path,
    deal: Deal | None = None,
    screening: Screening | None = None,
    user: str = "",
    patience: int | None = None,
) -> Interview:
    """An interview that is answered by `lines`; the caller leads it."""
    rest = iter([f"{line}\n" for line in lines])
    return Interview(
        Talk(lambda: next(rest, ""), patience, echo=True),
        law,
        begin(law, deal or Deal(), "draft"),
        Desk(Drafts(folder), screening or NoLists(), lambda: DAY, user),
    )


def lead(led: Interview) -> Interview:
    """Lead an interview until its lines end."""
    try:
        led.run()
    except EndedError:
        return led


@dataclass
class FromFacts:
    """Answers every question from the facts of a deal, and “?” where it has none."""

    facts: Facts
    law: Law

    def reached(self, as_of: date | None, folder: Path) -> Interview:
        """The interview when no question is left."""
        lines: list[str] = []
        talk = Talk(lambda: f"{lines.pop(0)}\n" if lines else "", 1, echo=True)
        led = Interview(
            talk,
            self.law,
            begin(self.law, Deal("From facts", as_of), "draft"),
            Desk(Drafts(folder), NoLists(), lambda: DAY, "A. Person"),
        )
        for name in self.facts:
            if self.law.ruleset.facts[name].default or name in self._spoken_of():
                lines += [f"go {name}", *self._lines(self.law.ruleset.facts[name])]
                while lines:
                    led.turn()
        while led.reading.current is not None:
            lines += self._lines(led.reading.current)
            while lines:
                led.turn()
        return led

    def _spoken_of(self) -> frozenset[str]:
        """The facts through which a deal speaks of one regime: nobody is asked them before it is
        run, as nobody is asked what has a default."""
        return frozenset(
            name
            for ruleset in self.law.rulesets
            for name in told_of_reach(ruleset)
            if name.startswith(f"{ruleset.regime.id}.")
        )

    def _lines(self, fact: FactDeclaration) -> list[str]:
        answer = self.facts.get(fact.name)
        if answer is None or answer.value is None:
            return ["?"]
        raw = write_value(fact, answer.value)
        match fact.type:
            case FactType.PARTIES:
                return [line for tree in raw for line in element_lines(PARTY_PARTS, tree)] + [""]
            case FactType.CONTENT:
                rows = [line for tree in raw for line in element_lines(LINE_PARTS, tree)]
                return [*rows, ""] if rows else ["none"]
            case FactType.SET | FactType.COUNTRIES | FactType.ECCNS:
                return [*raw, ""] if raw else ["none"]
        lines = [f"={raw}" if fact.type is FactType.TEXT else str(raw)]
        if fact.type is FactType.JUDGEMENT or is_assumption(fact):
            lines += [f"={answer.by}", f"={answer.reason or 'as the case tells'}"]
        return lines


def element_lines(parts: Sequence[Part], tree: dict[str, Any]) -> Iterator[str]:
    """What is typed for an element, part by part; an empty line where nothing is known."""
    for part in parts:
        value = tree.get(part.key)
        if part.key == "owners":
            yield from owner_lines(value)
        elif value is None:
            yield ""
        elif isinstance(value, list):
            yield ", ".join(value) or "none"
        else:
            yield f"={value}"


def owner_lines(owners: list[dict[str, Any]] | None) -> Iterator[str]:
    """What is typed for the owners of a party."""
    if owners is None:
        yield ""
    elif not owners:
        yield "none"
    else:
        for owner in owners:
            yield from element_lines(OWNER_PARTS, owner)
        yield ""


def answers(**given: object) -> Facts:
    """Facts by name, with two lines for each dot."""
    return Facts({name.replace("__", "."): Answer(value) for name, value in given.items()})  # type: ignore[arg-type]
