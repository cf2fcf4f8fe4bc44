"""The lists of the interview to pick from: answers, questions that matter, house assumptions."""

from engine.deals.starting import taken_from
from engine.interview.law import Law
from engine.interview.session import Reading, Session, given_answers, shown_answer
from screens.deals.regime_lines import regime_words
from screens.widgets.type_ahead import Match


def answer_matches(session: Session, law: Law, reading: Reading) -> list[Match]:
    """Every answer, also those that are kept but not used now."""
    return [
        Match(
            line.fact.name,
            f"{line.fact.section}: {line.fact.short}: {line.shown}"
            + (f"  (from {taken})" if (taken := taken_from(line.answer.source)) else "")
            + ("  (this item alone)" if line.own else "")
            + ("" if line.applies else "  (not used now)"),
        )
        for line in given_answers(session, law, reading.evaluation)
    ]


def question_matches(reading: Reading) -> list[Match]:
    """Every question that matters, the most useful first."""
    return [
        Match(
            question.fact.name,
            f"{question.fact.section}: {question.fact.ask}"
            + ("  (answered: not known)" if question.asked else "")
            + ("  (for the file)" if question.settled else "")
            + (f"  [{', '.join(question.regimes)}]" if question.regimes else ""),
        )
        for question in reading.questions
    ]


def assumption_matches(session: Session, law: Law) -> list[Match]:
    """Every policy fact, as set or as delivered."""
    given = session.facts
    matches = []
    for fact in law.ruleset.facts.values():
        if fact.default:
            shown = f"{fact.default} (as delivered)"
            if fact.name in given:
                shown = shown_answer(law, fact, given[fact.name])
            matches.append(Match(fact.name, f"{fact.short}: {shown}"))
    return matches


def regime_matches(reading: Reading) -> list[Match]:
    """Every regime: run or not, why, and what enter does."""
    return [Match(line.regime, regime_words(line)) for line in reading.evaluation.regimes]
