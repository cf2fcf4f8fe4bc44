"""The answers of a deal in words, without its law being applied: of a template or a product."""

from collections.abc import Iterator

from engine.facts import Answer, Deal, Facts
from engine.interview.law import Law
from engine.interview.session import shown_answer


def answer_lines(deal: Deal, law: Law) -> Iterator[str]:
    """Each answer in a line, under its section; those of each item under its name."""
    yield from _lines(deal.facts, law)
    for item in deal.items:
        yield ""
        yield f"Item: {item.name}"
        yield from _lines(item.facts, law)


def _lines(facts: Facts, law: Law) -> Iterator[str]:
    for section in law.ruleset.regime.sections:
        given = [
            (fact, facts[name])
            for name, fact in law.ruleset.facts.items()
            if fact.section == section and name in facts
        ]
        if given:
            yield section
        for fact, answer in given:
            yield f"- {fact.short}: {shown_answer(law, fact, answer)}{_told_by(answer)}"


def _told_by(answer: Answer) -> str:
    told = (answer.by, answer.reason, answer.source)
    given = [words for words in told if words]
    return f"  ({'; '.join(given)})" if given else ""
