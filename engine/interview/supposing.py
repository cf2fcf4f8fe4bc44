"""What if: a supposed copy of a deal, read beside the true one. Nothing here is saved."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import Final, NamedTuple

from engine.deals.items import facts_of
from engine.determination import Determination, as_data
from engine.explanation.changes import ARRANGEABLE
from engine.explanation.differences import Difference, differences
from engine.facts import Deal, Facts
from engine.interview.law import Evaluation, Findings, Law, SupposedAnswer, WhatIf
from engine.interview.session import Reading, Session, read, shown_answer
from engine.outcome import COMFORTING, WEIGHT, Outcome
from engine.regimes.explain import marked

MARK: Final = "WHAT IF (supposed answers), not the deal:"
"""What stands before everything that comes of supposed answers."""

NOT_ANSWERED: Final = "not answered"


def supposed_answers(true: Deal, supposed: Deal, law: Law) -> tuple[SupposedAnswer, ...]:
    """Where two deals part, in the order of the questionnaire; the day of the law first."""
    found = []
    if true.as_of != supposed.as_of:
        days = [day.isoformat() if day else "today" for day in (true.as_of, supposed.as_of)]
        found.append(SupposedAnswer("", "the day whose law applies", *days))
    found += _differing(true.facts, supposed.facts, law, "")
    for old, new in zip_longest(true.items, supposed.items):
        name = (new or old).name
        if old is None or new is None:
            words = ("there", "not there") if new is None else ("not there", "there")
            found.append(SupposedAnswer("", f"the item {name}", *words))
            continue
        if old.name != new.name:
            found.append(SupposedAnswer("", "the name of an item", old.name, new.name))
        found += _differing(old.facts, new.facts, law, f"{name}: ")
    return tuple(found)


def _differing(true: Facts, supposed: Facts, law: Law, of: str) -> Iterator[SupposedAnswer]:
    for name, declared in law.ruleset.facts.items():
        before, after = true.get(name), supposed.get(name)
        if before != after:
            shown = [
                NOT_ANSWERED if answer is None else shown_answer(law, declared, answer)
                for answer in (before, after)
            ]
            if shown[0] == shown[1]:
                shown[1] = f"{shown[1]}, by another person, source or reason"
            yield SupposedAnswer(name, f"{of}{declared.short}", *shown)


class Beside(NamedTuple):
    """What a supposed deal stands beside: the true one as evaluated under the same law."""

    before: Evaluation
    found: WhatIf


def what_if(true: Deal, before: Evaluation, supposed: Deal, after: Evaluation, law: Law) -> WhatIf:
    """The supposed deal beside the true one; both were evaluated under `law`."""
    answers = supposed_answers(true, supposed, law)
    return WhatIf(
        answers, before.outcome, after.outcome, _warning(answers, true, before, after, law)
    )


def beside_the_truth(session: Session, after: Evaluation, law: Law, today: date) -> Beside | None:
    """What the session supposes, beside its true deal; None where it supposes nothing. `after` is
    the evaluation of the item at hand, where there are several; one that the true deal has not is
    compared with nothing but what all share."""
    truth = session.truth
    if truth is None:
        return None
    facts = _facts_before(session, truth.deal)
    before = law.evaluate(facts, truth.deal.as_of or today, truth.added)
    return Beside(before, what_if(truth.deal, before, session.deal, after, law))


def _facts_before(session: Session, true: Deal) -> Facts:
    """What the true deal answers for the item at hand: at the same place, or where an item more or
    less is supposed, of the same name or with the same answers."""
    supposed, places = session.deal.items, range(max(1, len(true.items)))
    if len(supposed) == len(true.items):
        return facts_of(true, session.item)
    if not true.items and session.item == 0:
        return true.facts
    for place in places:
        named = supposed and true.items and true.items[place].name == supposed[session.item].name
        if named or facts_of(true, place) == session.facts:
            return facts_of(true, place)
    return Facts({name: a for name, a in true.facts.items() if name not in session.of_item})


def beside_the_deal(session: Session, reading: Reading, law: Law, today: date) -> Beside | None:
    """The same for the reading of a session: of several items, the evaluation is that of the item
    at hand, the outcomes are those of the whole deal, and the warning is that of any item."""
    own = beside_the_truth(session, reading.evaluation, law, today)
    truth = session.truth
    if own is None or truth is None or not (session.several or truth.several):
        return own
    each = [
        beside_the_truth(replace(session, item=place), item.evaluation, law, today)
        for place, item in enumerate(reading.items)
    ]
    warnings = dict.fromkeys(one.found.warning for one in each if one and one.found.warning)
    before = read(truth, law, today).over_items[0]
    after = reading.over_items[0]
    found = own.found._replace(before=before, after=after, warning=" ".join(warnings))
    return own._replace(found=found)


def explain_beside(evaluation: Evaluation, title: str, law: Law, beside: Beside | None) -> Findings:
    """The findings; of a supposed deal they are marked, and hold what they have otherwise than
    those of the true one."""
    findings = law.explain(evaluation, title)
    if beside is None:
        return findings
    then = law.explain(beside.before, title).combined.determinations
    differ = tuple(differences_by_regime(then, findings.combined.determinations))
    return findings._replace(
        combined=marked(findings.combined, MARK),
        what_if=beside.found._replace(differences=differ),
    )


def differences_by_regime(
    then: Sequence[Determination], now: Sequence[Determination]
) -> Iterator[tuple[str, Difference]]:
    """What each regime says otherwise, with the regimes that answer only before or after."""
    old, new = ({one.regime: one for one in side} for side in (then, now))
    for regime in dict.fromkeys([*old, *new]):
        if regime not in old or regime not in new:
            before = old[regime].outcome if regime in old else ""
            after = new[regime].outcome if regime in new else ""
            yield regime, Difference("outcome", "", before, after, "not called for otherwise")
            continue
        for difference in differences(as_data(old[regime]), as_data(new[regime])):
            yield regime, difference


def _warning(
    answers: Sequence[SupposedAnswer], true: Deal, before: Evaluation, after: Evaluation, law: Law
) -> str:
    """That evasion is unlawful, in the words of each regime whose outcome got lighter, where an
    answer changed that an exporter could arrange otherwise."""
    declared = law.ruleset.facts
    if not any(
        answer.fact and _arranged(declared[answer.fact].section, true, answer.fact)
        for answer in answers
    ):
        return ""
    was = {line.regime: line.outcome for line in before.regimes}
    lighter = {
        line.regime for line in after.regimes if _lighter(was.get(line.regime), line.outcome)
    }
    told = [
        sentence
        for ruleset in law.rulesets
        if ruleset.regime.id in lighter
        for sentence in ruleset.regime.advice.get("evasion", ())
    ]
    return " ".join(dict.fromkeys(told))


def _arranged(section: str, true: Deal, fact: str) -> bool:
    answers = (true.facts, *(item.facts for item in true.items))
    return section in ARRANGEABLE and any(facts.value(fact) is not None for facts in answers)


def _lighter(before: Outcome | None, after: Outcome) -> bool:
    """What is open counts as heavy before and as light after, so that the warning stands."""
    if after is Outcome.NEEDS_INFORMATION:
        return before in (Outcome.LICENSE_REQUIRED, Outcome.PROHIBITED)
    if before is Outcome.NEEDS_INFORMATION:
        return after in COMFORTING
    return before is not None and WEIGHT[after] < WEIGHT[before]
