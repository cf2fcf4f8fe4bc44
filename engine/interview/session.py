"""The interview as a value: the deal, its past, and the question at hand. No screen in it.

Every change makes a new `Session`, so that undo is going back to an older one. What the law says
about a session is read by `read`, which asks the engine and keeps nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from engine.facts import NOT_KNOWN, Answer, Deal, Party, State
from engine.interview.law import Evaluation, Findings, Law, Question
from engine.model import FactDeclaration
from engine.outcome import Outcome

PAST_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Session:
    """A deal being worked on.

    `past` and `future` hold whole deals, the nearest last. `at` names the fact whose question is
    on screen by choice; empty means "whatever is most useful next". `put_off` are facts that the
    person wants to come back to. `added` are regimes that are run though the deal does not call
    for them. `truth` is set where `deal` is a supposed copy: the session of the true deal, which
    stays as it is until the supposed answers are kept.
    """

    deal: Deal
    draft: str
    past: tuple[tuple[str, Deal], ...] = ()
    future: tuple[tuple[str, Deal], ...] = ()
    at: str = ""
    put_off: tuple[str, ...] = ()
    last: str = ""  # the fact answered last
    added: tuple[str, ...] = ()
    truth: "Session | None" = None

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
        return replace(kept, put_off=self.put_off, last=self.last, added=self.added)

    def drop_supposed(self) -> "Session":
        """The true deal as it was."""
        return self if self.truth is None else self.truth

    def answer(self, fact: str, answer: Answer, what: str) -> "Session":
        """With one answer given or changed; later answers stay as they are."""
        facts = self.deal.facts.with_answer(fact, answer)
        return self.change(replace(self.deal, facts=facts), what, forget=fact)

    def not_known(self, fact: str, what: str) -> "Session":
        """With "asked, and I do not know" as the answer."""
        return self.answer(fact, NOT_KNOWN, what)

    def take_back(self, fact: str, what: str) -> "Session":
        """With the answer removed, as if never asked."""
        if fact not in self.deal.facts:
            return self
        facts = self.deal.facts.with_answer(fact, None)
        return self.change(replace(self.deal, facts=facts), what)

    def change(self, deal: Deal, what: str, forget: str = "") -> "Session":
        """With another deal, the old one kept for undo under the words `what`."""
        past = (*self.past, (what, self.deal))[-PAST_LIMIT:]
        put_off = tuple(name for name in self.put_off if name != forget)
        return replace(
            self, deal=deal, past=past, future=(), at="", put_off=put_off, last=forget or self.last
        )

    def undo(self) -> "Session":
        """One change back; unchanged where there is none."""
        if not self.past:
            return self
        what, deal = self.past[-1]
        future = (*self.future, (what, self.deal))
        return replace(self, deal=deal, past=self.past[:-1], future=future, at="")

    def redo(self) -> "Session":
        """One undone change forward again; unchanged where there is none."""
        if not self.future:
            return self
        what, deal = self.future[-1]
        past = (*self.past, (what, self.deal))
        return replace(self, deal=deal, past=past, future=self.future[:-1], at="")

    def go_to(self, fact: str) -> "Session":
        """With the question of `fact` on screen; an empty name goes to the next useful one."""
        return replace(self, at=fact)

    def turn_regime(self, regime: str) -> "Session":
        """With a regime added, or no longer so."""
        rest = tuple(name for name in self.added if name != regime)
        return replace(self, added=rest if regime in self.added else (*rest, regime), at="")

    def put_off_now(self, fact: str) -> "Session":
        """With `fact` moved behind the other questions."""
        rest = tuple(name for name in self.put_off if name != fact)
        return replace(self, put_off=(*rest, fact), at="")


def parties_of(deal: Deal) -> tuple[Party, ...]:
    """The parties of a deal, none where they are not told."""
    value = deal.facts.value("parties")
    given = value if isinstance(value, tuple) else ()
    return tuple(part for part in given if isinstance(part, Party))


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far a section of the questionnaire is: answers given, questions that still matter."""

    title: str
    answered: int
    left: int

    @property
    def done(self) -> bool:
        return self.left == 0 and self.answered > 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What the law says about a session, and what there is to ask; the explanation comes apart.

    `current` is the question on screen, None when nothing is left. `deciding` counts questions
    that can change the outcome, `for_file` those asked though it is settled, `unknown` those
    answered "not known" that could still change it.
    """

    evaluation: Evaluation
    questions: tuple[Question, ...]
    current: FactDeclaration | None
    question: Question | None
    sections: tuple[SectionProgress, ...]
    deciding: int
    for_file: int
    unknown: int

    @property
    def outcome(self) -> Outcome:
        return self.evaluation.outcome

    @property
    def left(self) -> int:
        return self.deciding + self.for_file

    @property
    def called_for(self) -> tuple[str, ...]:
        """The regimes that are run whether somebody adds them or not."""
        return tuple(r.regime for r in self.evaluation.regimes if r.run and not r.added)


@dataclass(frozen=True, slots=True)
class Shift:
    """What the last change did to the outcome."""

    what: str
    before: Outcome
    after: Outcome
    because: str = ""
    fewer: int = 0  # by how much the number of questions left went down

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


@dataclass(frozen=True, slots=True)
class _Queue:
    new: list[Question] = field(default_factory=list)
    later: list[Question] = field(default_factory=list)
    unknown: list[Question] = field(default_factory=list)


def read(session: Session, law: Law, today: date) -> Reading:
    """What the law says about the session now; `today` stands in where the deal has no date."""
    deal = session.deal
    evaluation = law.evaluate(deal.facts, deal.as_of or today, session.added)
    last = law.ruleset.facts.get(session.last)
    questions = tuple(law.questions(evaluation, last.document if last else ""))
    queue = _queued(questions, session.put_off)
    question = next(iter(queue.new or queue.later), None)
    current = question.fact if question else None
    if session.at and session.at in law.ruleset.facts:
        current = law.ruleset.facts[session.at]
        question = next((q for q in questions if q.fact.name == session.at), None)
    unasked = queue.new + queue.later
    return Reading(
        evaluation=evaluation,
        questions=questions,
        current=current,
        question=question,
        sections=_sections(session, law, unasked),
        deciding=sum(not q.settled for q in unasked),
        for_file=sum(q.settled for q in unasked),
        unknown=len(queue.unknown),
    )


def shift(what: str, before: Reading, after: Reading) -> Shift:
    """What a change did to the outcome and to the number of questions."""
    return Shift(what, before.outcome, after.outcome, fewer=before.left - after.left)


def with_reason(shift: Shift, old: Findings | None, new: Findings) -> Shift:
    """The same with the first deciding reason that was not there before."""
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
    """Every answer of the deal in the order of the questionnaire."""
    order = {name: place for place, name in enumerate(law.ruleset.facts)}
    sections = {title: place for place, title in enumerate(law.ruleset.regime.sections)}
    lines = [
        GivenAnswer(fact, answer, shown_answer(law, fact, answer), law.applies(evaluation, name))
        for name, answer in session.deal.facts.items()
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


def _queued(questions: Sequence[Question], put_off: Sequence[str]) -> _Queue:
    place: Mapping[str, int] = {name: index for index, name in enumerate(put_off)}
    queue = _Queue()
    for question in questions:
        if question.asked:
            queue.unknown.append(question)
        elif question.fact.name in place:
            queue.later.append(question)
        else:
            queue.new.append(question)
    queue.later.sort(key=lambda question: place[question.fact.name])
    return queue


def _sections(
    session: Session, law: Law, unasked: Sequence[Question]
) -> tuple[SectionProgress, ...]:
    declared = law.ruleset.facts
    answered = [declared[name].section for name in session.deal.facts if name in declared]
    left = [question.fact.section for question in unasked]
    return tuple(
        SectionProgress(title, answered.count(title), left.count(title))
        for title in law.ruleset.regime.sections
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
