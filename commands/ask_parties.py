"""The parties line by line: each is held against the lists as soon as its name is there."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from commands.ask_rows import Rows
from commands.list_words import entry_words
from commands.screen_words import disposition_words
from engine.deals.element_reading import Reading
from engine.deals.list_answers import read_party, write_party
from engine.explanation.screening_words import count_words
from engine.facts import Party
from engine.faults import NavicertError
from engine.interview.element_parts import (
    OWNER_PARTS,
    PARTY_PARTS,
    Part,
    Tree,
    owner_fault,
    party_fault,
)
from engine.interview.typed_answers import is_unknown, sentence
from engine.reading.typed_text import shown
from parties.disposition import Disposition, DispositionError, State
from parties.screened_deal import NamedHit, ScreenedName

_VERDICTS = {
    "1": State.CLEARED, "clear": State.CLEARED, "cleared": State.CLEARED, "no": State.CLEARED,
    "2": State.CONFIRMED, "confirm": State.CONFIRMED, "confirmed": State.CONFIRMED,
    "yes": State.CONFIRMED,
    "3": State.ESCALATED, "hand on": State.ESCALATED, "escalated": State.ESCALATED,
}  # fmt: skip
_DECISION = (
    "Is this the party?",
    "1. no, another party: clear",
    "2. yes, the listed party: confirm",
    "3. hand it on to somebody else; it stays open",
    "4. leave it open",
    "more: all that the list says of it",
)


class PartyRows(Rows):
    """The parties to the transaction."""

    what = "party"
    parts = PARTY_PARTS

    def write(self, element: Any) -> Tree:
        return write_party(element)

    def shown(self, tree: Tree) -> str:
        return self.interview.law.show_value(self.asking.fact, (self._party(tree),))

    def fault(self, tree: Tree) -> str:
        return party_fault(tree, self.interview.law.ruleset)

    def special(self, line: str) -> bool:
        if line.casefold() == "screen":
            self._screen_all("open", "escalated")
        elif line.casefold() == "hits":
            self._screen_all("open", "escalated", "cleared", "confirmed")
        elif line.casefold() == "none":
            self.interview.refuse(
                "A deal has at least one party, so that none is no answer: write ? if you do not"
                " know. For a party of that name write =none."
            )
        else:
            return False
        return True

    def tell_so_far(self) -> None:
        super().tell_so_far()
        if self.trees:
            self.interview.talk.tell(
                "Write screen to hold every party against the lists and decide the open hits, or"
                " hits to decide every hit anew."
            )

    # Owners

    def fill_other(self, part: Part, tree: Tree) -> None:
        interview, old = self.interview, tree.get(part.key)
        keeps = "keeps them" if old is not None else "leaves them not known"
        owners: list[Tree] = []
        if old is not None:
            told = "; ".join(str(owner["name"]) for owner in old) or "none"
            interview.talk.tell(f"Owners so far: {told}. What you write takes their place.")
        lines = [
            f"{part.ask} Write the name of one, or none if there are none to tell. An empty line"
            f" {keeps}."
        ]
        while line := interview.ask("Owner", *lines):
            if owners and is_unknown(line):
                interview.refuse("An owner is there already: an empty line ends the owners.")
                continue
            if not owners and is_unknown(line):
                tree.pop(part.key, None)
                return
            if not owners and line.casefold() == "none":
                tree[part.key] = []
                return
            owner: Tree = {}
            self.fill(OWNER_PARTS, owner, lambda one: owner_fault(one, interview.law.ruleset), line)
            owners.append(owner)
            tree[part.key] = list(owners)
            lines = ["Write the name of the next owner. An empty line ends the owners."]
        interview.talk.understood()

    # Screening

    def told(self, part: Part, tree: Tree) -> None:
        if part.key == "name" and "name" in tree and part in PARTY_PARTS:
            found = self._screened(self._party(tree))
            if found is not None:
                self.interview.talk.tell(*self._counts(found[1]))

    def finished(self, tree: Tree) -> Tree:
        return self._decided(tree, ("open",))

    def _decided(self, tree: Tree, states: tuple[str, ...]) -> Tree:
        """The party screened, with every hit decided that stands so. What was found is put into
        `tree` first, so that it is there if the lines end meanwhile."""
        found = self._screened(self._party(tree))
        if found is None:
            return tree
        tree.update(write_party(found[0]))
        hits = [hit for one in found[1] for hit in one.hits if hit.kept.disposition in states]
        decided = [self._decide(hit) for hit in hits]
        again = self._screened(found[0]) if any(decided) else None
        return tree if again is None else write_party(again[0])

    def _screen_all(self, *states: str) -> None:
        self.interview.talk.understood()
        if self.trees:
            self.interview.talk.tell(*self.interview.desk.screening.about())
        for place, tree in enumerate(self.trees):
            self.trees[place] = self._decided(tree, states)
            self.keep()
        self.tell_so_far()

    def _screened(self, party: Party) -> tuple[Party, tuple[ScreenedName, ...]] | None:
        try:
            screened, names = self.interview.desk.screening.screen(party)
        except (NavicertError, OSError) as error:
            self.interview.talk.warn(f"NOT SCREENED: {error}")
            return None
        return screened, tuple(names)

    def _counts(self, names: tuple[ScreenedName, ...]) -> Iterator[str]:
        for one in names:
            lists = self.interview.desk.screening.about()
            for found, about in zip(one.found, lists, strict=False):
                hits = count_words(len(found.hits), found.screening.threshold)
                yield f"Screening of {one.who}: {hits}. {about}"
            yield from (
                f"Listed: {hit.found.hit.name}, {hit.found.hit.party.source}, score"
                f" {hit.found.hit.score:g}, {hit.found.hit.band}."
                for hit in one.hits
            )
            if one.hits:
                yield "The hits are decided when the country and the address are told."

    def _decide(self, hit: NamedHit) -> bool:
        """Let a hit be decided; whether it was."""
        from commands.ask_interview import CancelledError

        try:
            return self._ask_about(hit)
        except CancelledError:
            self.interview.talk.tell("Left as it is.")
            return False

    def _ask_about(self, hit: NamedHit) -> bool:
        interview = self.interview
        lines = [*_hit_lines(hit), *_DECISION]
        while True:
            line = interview.ask("Decision", *lines).casefold()
            lines = []
            if line in ("4", "leave it open"):
                interview.talk.understood()
                interview.talk.tell("Left open: the outcome cannot be said without it.")
                return False
            if line == "more":
                interview.talk.understood()
                interview.talk.tell(*entry_words(hit.found.hit.party))
            elif line in _VERDICTS:
                return self._keep_decision(hit, _VERDICTS[line])
            else:
                interview.refuse(f"{shown(line)} is none of the choices: write 1, 2, 3, 4 or more.")

    def _keep_decision(self, hit: NamedHit, state: State) -> bool:
        interview = self.interview
        by = interview.ask_name("Decided by")
        why = interview.ask_needed("Because")
        try:
            disposition = Disposition(state, by, why, datetime.now().astimezone())
            interview.desk.screening.decide(hit, disposition)
        except (DispositionError, OSError) as error:
            interview.talk.warn(f"The decision could not be kept: {error}")
            return False
        interview.talk.understood()
        interview.talk.tell(f"{hit.kept.name}: {state.value} by {by}.")
        return True

    def _party(self, tree: Tree) -> Party:
        reading = Reading(self.interview.law.ruleset, lenient=True)
        return read_party(reading, (), tree) or Party(str(tree.get("name", "")))


def _hit_lines(hit: NamedHit) -> Iterator[str]:
    """Why it is a hit, a fact a line, and what was decided."""
    found = hit.found.hit
    alias = f", an alias of {found.party.name}" if found.alias else ""
    yield f"Hit: {found.name}{alias}, on {found.party.source}, entry {hit.kept.entry}."
    yield f"Score {found.score:g}: {found.band}."
    if found.note:
        yield f"{found.note}."
    for word in found.words:
        if word.asked and word.listed:
            yield f"Your word {word.asked} meets {word.listed}: {word.reason}."
        elif word.listed:
            yield f"Only the listed name has {word.listed}."
        else:
            yield f"Only your name has {word.asked}."
    yield f"Country {found.country}, kind {found.kind}, address {found.address}."
    yield sentence(disposition_words(hit.kept))
    earlier = hit.found.recalled.earlier
    if earlier is not None and not hit.kept.by:
        yield f"It was {earlier.state} by {earlier.by}; {hit.found.recalled.changed}."
