"""What a typed line answers, and how a question is told; no command takes part."""

from datetime import date
from decimal import Decimal

import pytest

from engine.eccn import parse_eccn
from engine.facts import FactType
from engine.interview.element_parts import (
    LINE_PARTS,
    OWNER_PARTS,
    PARTY_PARTS,
    PartTaken,
    party_fault,
    read_part,
)
from engine.interview.spoken import choice_lines, question_lines
from engine.interview.typed_answers import (
    NotKnown,
    Refused,
    Several,
    Taken,
    TakenParts,
    Typed,
    choices_of,
    read_typed,
)
from engine.model import Choice, FactDeclaration
from screens.deals.deal_forms import content_fields, party_fields
from tests.support.app import small_law

RULES = small_law().ruleset
ENTRY = next(iter(RULES.entries))


def typed(name: str, line: str) -> Typed:
    return read_typed(RULES.facts[name], line, RULES)


@pytest.mark.parametrize(
    ("name", "line", "value"),
    [
        ("item.us_origin", "1", True),
        ("item.us_origin", "YES", True),
        ("item.us_origin", "n", False),
        ("item.us_origin", "2.", False),
        ("item.published", "no", False),
        ("item.kind", "2", "software"),
        ("item.kind", "Technology", "technology"),
        ("item.eccn", "3b001.C", parse_eccn("3B001.c")),
        ("content.value", "USD 1,500", Decimal(1500)),
        ("content.declared_share", "12.5", Decimal("12.5")),
        ("item.app_weighted_teraflops", "4800", Decimal(4800)),
        ("destination.country", "china", "CN"),
        ("transaction.signed", "2026-07-23", date(2026, 7, 23)),
        ("item.description", "An etcher, 300 mm", "An etcher, 300 mm"),
    ],
)
def test_a_number_a_word_or_free_text_is_an_answer(name: str, line: str, value: object) -> None:
    assert typed(name, line) == Taken(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("line", ["?", "I don't know", "i do not know.", "Don’t know", "not known"])
def test_not_knowing_can_be_said_of_every_fact(line: str) -> None:
    for fact in RULES.facts.values():
        if not fact.derived and fact.type not in (FactType.PARTIES, FactType.CONTENT):
            assert read_typed(fact, line, RULES) == NotKnown(), fact.name


def test_the_last_number_says_that_one_does_not_know() -> None:
    for name in ("item.us_origin", "item.kind", "item.part746_supplements"):
        assert typed(name, choices_of(RULES.facts[name])[-1].number) == NotKnown()


def test_an_empty_line_is_never_an_answer() -> None:
    for fact in RULES.facts.values():
        assert isinstance(read_typed(fact, "  ", RULES), Refused), fact.name


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        ("item.us_origin", "yse", "did you mean “yes”?"),
        ("item.kind", "comodity", "did you mean “commodity”?"),
        ("item.kind", "9", "write a number from 1 to 4"),
        ("item.kind", "none", "none of the choices"),
        ("content.value", "much", "much"),
        ("transaction.signed", "tomorrow", "year-month-day"),
    ],
)
def test_what_is_not_understood_is_said_with_what_would_be(
    name: str, line: str, words: str
) -> None:
    found = typed(name, line)
    assert isinstance(found, Refused)
    assert words in found.says


def test_lists_take_words_numbers_and_none() -> None:
    assert typed("item.part746_supplements", "2, supp-2") == TakenParts(("supp-4", "supp-2"))
    assert typed("item.part746_supplements", "none") == TakenParts(())
    assert typed("sender.headquarters", "CN, Iran") == TakenParts(("CN", "IR"))
    assert typed("production.technology", "none") == TakenParts(())
    assert isinstance(typed("item.part746_supplements", "1, 3"), Refused)  # 3 is "I do not know"


def test_a_part_of_a_name_is_offered_and_never_taken() -> None:
    found = typed("destination.country", "chi")
    assert isinstance(found, Several)
    assert "CN" in [match.key for match in found.matches]
    assert isinstance(typed("item.eccn", RULES.entries[ENTRY].title[:12]), Several)


def test_choices_that_are_numbers_go_by_their_own() -> None:
    """A footnote 3 is written 3, wherever it stands in the list."""
    fact = FactDeclaration(
        "x", FactType.SET, "Item", "x", choices=(Choice("1", "One"), Choice("3", "Three"))
    )
    assert [choice.number for choice in choices_of(fact)] == ["1", "3", "4"]
    assert read_typed(fact, "3", RULES) == TakenParts(("3",))
    footnotes = next(part for part in PARTY_PARTS if part.key == "footnotes")
    assert [choice.number for choice in footnotes.choices] == ["1", "2", "3", "4", "5", "6", "7"]
    assert read_part(footnotes, "1", RULES, lambda _: "") == PartTaken(["1"])


def test_every_fact_is_told_as_plain_lines() -> None:
    for fact in RULES.facts.values():
        if not fact.derived:
            lines = list(question_lines(fact, None, None, small_law()))
            assert lines[0] == f"Question: {fact.ask or fact.short}"
            assert all(line.isprintable() and line for line in lines)
    assert list(choice_lines(RULES.facts["item.us_origin"])) == [
        "Write a number, yes or no.",
        "1. yes",
        "2. no",
        "3. I do not know",
    ]


def test_what_the_forms_ask_is_asked_line_by_line_too() -> None:
    party = {field.key: field for field in party_fields(RULES)}
    assert {part.key for part in PARTY_PARTS} == set(party)
    assert {part.key for part in OWNER_PARTS} == {field.key for field in party["owners"].row}
    assert {part.key for part in LINE_PARTS} == {field.key for field in content_fields(RULES)}


def test_a_part_of_a_party_is_read_by_the_party_s_own_rules() -> None:
    parts = {part.key: part for part in PARTY_PARTS}

    def read(key: str, line: str, **known: object) -> object:
        return read_part(
            parts[key], line, RULES, lambda tree: party_fault({**known, **tree}, RULES)
        )

    assert read("country", "China") == PartTaken("China")
    assert isinstance(read("country", "chi"), Several)
    assert isinstance(read("headquarters", "none"), Refused)
    assert read("listings", "none") == PartTaken([])
    assert read("listings", "?") == PartTaken(None)
    assert isinstance(read("listings", "entity-list, none"), Refused)
    assert isinstance(read("footnotes", "1", listings=["sdn"]), Refused)
