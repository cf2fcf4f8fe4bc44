"""The interview as a value: the deal, its past, and the question at hand. No screen in it.

Every change makes a new `Session`, so that undo is going back to an older one. What the law says
about a session is read by `read`, which asks the engine and keeps nothing.
"""

from dataclasses import dataclass, replace

from engine.deals.items import (
    added,
    facts_of,
    has_several,
    item_words,
    itemized,
    put,
    removed,
    with_answer,
)
from engine.facts import NOT_KNOWN, Answer, Deal, DealItem, Facts, FactType, Party, State
from engine.interview.law import Evaluation, Findings, Law
from engine.interview.reading import ItemReading, Reading, SectionProgress, read
from engine.model import FactDeclaration
from engine.outcome import Outcome

__all__ = [
    "GivenAnswer",
    "ItemReading",
    "Reading",
    "SectionProgress",
    "Session",
    "Shift",
    "begin",
    "can_be_alone",
    "change_words",
    "given_answers",
    "headline",
    "parties_of",
    "read",
    "reasons",
    "shift",
    "shown_answer",
    "with_reason",
]

PAST_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Session:
    """A deal being worked on.

    `past` and `future` hold whole deals, the nearest last. `at` names the fact whose question is
    on screen by choice; empty means "whatever is most useful next". `put_off` are facts that the
    person wants to come back to. `added` are regimes that are run though the deal does not call
    for them. `truth` is set where `deal` is a supposed copy: the session of the true deal, which
    stays as it is until the supposed answers are kept.

    Of several items, the one at the place `item` is worked on. The facts `of_item` are answered
    for it alone, as is the fact `alone`, for once; all others for the whole deal.
    """

    deal: Deal
    draft: str
    past: tuple[tuple[str, Deal], ...] = ()
    future: tuple[tuple[str, Deal], ...] = ()
    at: str = ""
    put_off: tuple[str, ...] = ()
    last: str = ""  # the fact answered last
    added: tuple[str, ...] = ()
    item: int = 0
    of_item: frozenset[str] = frozenset()
    alone: str = ""
    truth: "Session | None" = None

    @property
    def facts(self) -> Facts:
        """The answers that hold for the item that is worked on."""
        return facts_of(self.deal, self.item)

    @property
    def several(self) -> bool:
        """Whether the deal has more than one item."""
        return has_several(self.deal)

    @property
    def item_words(self) -> str:
        """Which item is worked on: "item 2 of 3: Etcher"; empty where there is one alone."""
        return item_words(self.deal, self.item) if self.several else ""

    def is_own(self, fact: str) -> bool:
        """Whether an answer to `fact` would be the item's alone, of several."""
        if not self.several:
            return False
        return fact in (self.of_item | {self.alone}) or fact in self.deal.items[self.item].facts

    @property
    def supposing(self) -> bool:
        """Whether the deal is a supposed copy of a true one."""
        return self.truth is not None

    @property
    def true_deal(self) -> Deal:
        """The deal that a draft keeps: never a supposed one."""
        return self.deal if self.truth is None else self.truth.deal

    def suppose(self) -> "Session":
        """A supposed copy, with a past of its own; unchanged where this is one."""
        return self if self.supposing else replace(self, truth=self, past=(), future=())

    def keep_supposed(self, what: str) -> "Session":
        """The true deal with what was supposed, as one change that can be undone."""
        if self.truth is None:
            return self
        if self.deal == self.truth.deal:
            return replace(self.truth, added=self.added)
        kept = self.truth.change(self.deal, what)
        return replace(kept, put_off=self.put_off, last=self.last, added=self.added, item=self.item)

    def drop_supposed(self) -> "Session":
        """The true deal as it was."""
        return self if self.truth is None else self.truth

    def answer(self, fact: str, answer: Answer, what: str) -> "Session":
        """With one answer given or changed; later answers stay as they are."""
        return self.change(self._answered(fact, answer), self._named(fact, what), forget=fact)

    def _answered(self, fact: str, answer: Answer | None) -> Deal:
        return with_answer(self.deal, self.item, fact, answer, self.of_item | {self.alone})

    def _named(self, fact: str, what: str) -> str:
        return f"{self.deal.items[self.item].name}: {what}" if self.is_own(fact) else what

    def not_known(self, fact: str, what: str) -> "Session":
        """With "asked, and I do not know" as the answer."""
        return self.answer(fact, NOT_KNOWN, what)

    def take_back(self, fact: str, what: str) -> "Session":
        """With the answer removed, as if never asked."""
        if fact not in self.facts:
            return self
        return self.change(self._answered(fact, None), self._named(fact, what))

    def change(self, deal: Deal, what: str, forget: str = "") -> "Session":
        """With another deal, the old one kept for undo under the words `what`. A deal that is the
        same is no change: there is nothing to undo, and nothing to keep."""
        same = deal == self.deal
        past = self.past if same else (*self.past, (what, self.deal))[-PAST_LIMIT:]
        put_off = tuple(name for name in self.put_off if name != forget)
        item = min(self.item, max(0, len(deal.items) - 1))
        last = forget or self.last
        return replace(
            self,
            deal=self.deal if same else deal,
            past=past,
            future=self.future if same else (),
            at="",
            put_off=put_off,
            last=last,
            item=item,
            alone="",
        )

    def undo(self) -> "Session":
        """One change back; unchanged where there is none."""
        if not self.past:
            return self
        what, deal = self.past[-1]
        future = (*self.future, (what, self.deal))
        return self._back_at(replace(self, past=self.past[:-1], future=future), deal)

    def redo(self) -> "Session":
        """One undone change forward again; unchanged where there is none."""
        if not self.future:
            return self
        what, deal = self.future[-1]
        past = (*self.past, (what, self.deal))
        return self._back_at(replace(self, past=past, future=self.future[:-1]), deal)

    def _back_at(self, session: "Session", deal: Deal) -> "Session":
        """The session with another of its deals, at the item that is otherwise in it."""
        item = min(self.item, max(0, len(deal.items) - 1))
        if item < len(deal.items) and deal.items[item] in self.deal.items:
            known = self.deal.items
            item = next((p for p, one in enumerate(deal.items) if one not in known), item)
        return replace(session, deal=deal, item=item, at="", alone="")

    def go_to(self, fact: str) -> "Session":
        """With the question of `fact` on screen; an empty name goes to the next useful one."""
        return replace(self, at=fact, alone="")

    def turn_regime(self, regime: str) -> "Session":
        """With a regime added, or no longer so."""
        rest = tuple(name for name in self.added if name != regime)
        return replace(self, added=rest if regime in self.added else (*rest, regime), at="")

    def put_off_now(self, fact: str) -> "Session":
        """With `fact` moved behind the other questions."""
        rest = tuple(name for name in self.put_off if name != fact)
        return replace(self, put_off=(*rest, fact), at="", alone="")

    # Several items

    def go_to_item(self, place: int) -> "Session":
        """With the item at `place` worked on."""
        return replace(self, item=place, at="", alone="", last="")

    def answer_alone(self, fact: str) -> "Session":
        """With the next answer to `fact` counting for this item alone."""
        return replace(self, at=fact, alone=fact)

    def add_item(self, name: str, facts: Facts, first: str, what: str) -> "Session":
        """With an item more, which is worked on now; the deal's one item until now is called
        `first`. Of `facts` those are taken that are an item's."""
        deal = itemized(self.deal, first, self.of_item)
        own = Facts({fact: facts[fact] for fact in facts if fact in self.of_item})
        deal = added(deal, DealItem(name, own))
        return replace(self.change(deal, what), item=len(deal.items) - 1, last="")

    def rename_item(self, place: int, name: str, what: str) -> "Session":
        """With another name for the item at `place`."""
        deal = put(self.deal, place, replace(self.deal.items[place], name=name))
        return replace(self.change(deal, what), at=self.at)

    def remove_item(self, place: int, what: str) -> "Session":
        """Without the item at `place`. The last one that is left is the deal."""
        at = self.item - (place < self.item)
        session = self.change(removed(self.deal, place), what)
        return replace(session, item=max(0, min(at, len(session.deal.items) - 1)), last="")


def begin(law: Law, deal: Deal, draft: str) -> Session:
    """The session of a deal under the law, which says what is asked of each item."""
    return Session(deal, draft, of_item=law.ruleset.facts_of_item)


def can_be_alone(session: Session, fact: FactDeclaration | None) -> bool:
    """Whether an answer that counts for all items may be given for the one at hand alone."""
    if fact is None or not session.several or fact.type is FactType.PARTIES:
        return False
    return not session.is_own(fact.name)


def parties_of(deal: Deal) -> tuple[Party, ...]:
    """The parties of a deal, none where they are not told."""
    value = deal.facts.value("parties")
    given = value if isinstance(value, tuple) else ()
    return tuple(part for part in given if isinstance(part, Party))


@dataclass(frozen=True, slots=True)
class Shift:
    """What the last change did to the outcome."""

    what: str
    before: Outcome
    after: Outcome
    because: str = ""
    fewer: int = 0  # by how much the number of questions left went down
    of: str = ""  # where there are several items: "item" or "deal", whose outcome this is
    others: tuple[tuple[str, Outcome, Outcome], ...] = ()  # items besides that moved, by name

    @property
    def moved(self) -> bool:
        return self.before is not self.after


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A line in the list of answers. `applies` is false where the answer is kept but not used."""

    fact: FactDeclaration
    answer: Answer
    shown: str
    applies: bool = True
    own: bool = False  # of one item alone, where there are several


def shift(what: str, before: Reading, after: Reading) -> Shift:
    """What a change did to the outcome and to the number of questions. Of several items, to each
    that moved; where one came, went or was turned to, to the whole deal."""
    fewer = before.left - after.left
    if len(before.items) == len(after.items) == 1:
        return Shift(what, before.outcome, after.outcome, fewer=fewer)
    if len(before.items) != len(after.items) or before.item != after.item:
        was, now = before.over_items[0], after.over_items[0]
        return Shift(what, was, now, fewer=fewer, of="deal")
    others = tuple(
        (new.name, old.outcome, new.outcome)
        for place, (old, new) in enumerate(zip(before.items, after.items, strict=True))
        if place != after.item and old.outcome is not new.outcome
    )
    return Shift(what, before.outcome, after.outcome, fewer=fewer, of="item", others=others)


def with_reason(shift: Shift, old: Findings | None, new: Findings) -> Shift:
    """The same with the first deciding reason that was not there before."""
    if shift.of == "deal":  # the reasons are those of one item
        return shift
    known = reasons(old) if old is not None else ()
    found = reasons(new)
    fresh = [reason for reason in found if reason not in known]
    return replace(shift, because=next(iter(fresh or found), headline(new)))


def reasons(findings: Findings) -> tuple[str, ...]:
    """What decided it: of the regimes that bind most first, each named where there are several."""
    combined = findings.combined
    ordered = sorted(combined.determinations, key=lambda d: d.regime not in combined.binds)
    if not findings.several:
        return ordered[0].decisive
    return tuple(f"{d.regime}: {reason}" for d in ordered for reason in d.decisive)


def headline(findings: Findings) -> str:
    """The answer in one line."""
    combined = findings.combined
    return combined.headline if findings.several else combined.determinations[0].headline


def given_answers(session: Session, law: Law, evaluation: Evaluation) -> tuple[GivenAnswer, ...]:
    """Every answer that holds for the item worked on, in the order of the questionnaire."""
    order = {name: place for place, name in enumerate(law.ruleset.facts)}
    sections = {title: place for place, title in enumerate(law.ruleset.regime.sections)}
    lines = [
        GivenAnswer(
            fact,
            answer,
            shown_answer(law, fact, answer),
            law.applies(evaluation, name),
            session.is_own(name),
        )
        for name, answer in session.facts.items()
        if (fact := law.ruleset.facts.get(name)) is not None
    ]
    lines.sort(key=lambda line: (sections.get(line.fact.section, 99), order[line.fact.name]))
    return tuple(lines)


def shown_answer(law: Law, fact: FactDeclaration, answer: Answer) -> str:
    """An answer in words, also "not known" and "assumed"."""
    if answer.value is None:
        return "not known"
    shown = law.show_value(fact, answer.value)
    return f"{shown} (assumed)" if answer.state is State.ASSUMED else shown


def change_words(law: Law, fact: FactDeclaration, answer: Answer | None) -> str:
    """A change in words for undo and for "what the change did"."""
    if answer is None:
        return f"{_capital(fact.short)}: taken back"
    return f"{_capital(fact.short)}: {shown_answer(law, fact, answer)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
