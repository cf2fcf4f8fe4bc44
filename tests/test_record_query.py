"""The filter line of the list of records: what is typed is a filter, a wrong word is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.cards import Card, card_of
from records.search import Filter
from screens.audit.record_query import CRITERIA, QuerySuggester, hint, read_query, values_of


def card(by: str = "J. Doe", parties: tuple[str, ...] = ()) -> Card:
    head = {"record": "2026-000001", "at": "2026-11-25T12:00:00.000Z", "by": by}
    return card_of(1, head, {"parties": parties})


def code(name: str) -> str:
    return {"china": "CN", "cn": "CN"}.get(name.casefold(), "")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Filter()),
        ("etcher  big", Filter(text="etcher big")),
        ("party:fab etcher", Filter(party="fab", text="etcher")),
        ('party:"big fab" "two words"', Filter(party="big fab", text="two words")),
        ("country:cn", Filter(country="CN")),
        ("country:China", Filter(country="CN")),
        ("country:xk", Filter(country="XK")),
        ("eccn:3B001.c cite:734.9(k)", Filter(eccn="3B001.c", citation="734.9(k)")),
        ("outcome:license-required", Filter(outcome="license-required")),
        ("outcome:proh", Filter(outcome="prohibited")),
        ("BY:doe Review:OPEN", Filter(by="doe", review="open")),
        ("review:aw", Filter(review="awaits-sign-off")),
        ("since:2026-01-01", Filter(saved_from=date(2026, 1, 1))),
        ("since:2026", Filter(saved_from=date(2026, 1, 1))),
        ("until:2026-02", Filter(saved_until=date(2026, 2, 28))),
        ("until:2024", Filter(saved_until=date(2024, 12, 31))),
        ("latest:yes", Filter(superseded=False)),
        ("latest:no", Filter()),
        ("party: until:", Filter()),
        (":x", Filter(text=":x")),
        ('"foo:bar"', Filter(text="foo:bar")),
    ],
)
def test_a_line_becomes_a_filter(typed: str, wanted: Filter) -> None:
    query = read_query(typed, code)
    assert query.wanted == wanted
    assert not query.faults


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("colour:red", "“colour:” is no criterion"),
        ("outcome:lic", "license-exception or license-required"),
        ("review:maybe", "awaits-sign-off"),
        ("since:yesterday", "“yesterday” is no date"),
        ("until:2026-13", "is no date"),
        ("since:2026-02-30", "is no date"),
        ("country:Atlantis", "is no country"),
        ("latest:perhaps", "yes or no"),
    ],
)
def test_a_wrong_word_is_told_and_the_rest_is_used(typed: str, fault: str) -> None:
    query = read_query(f"etcher {typed} by:doe", code)
    assert fault in query.faults[0]
    assert query.wanted == Filter(text="etcher", by="doe")


@given(st.text())
def test_nothing_that_is_typed_fails(typed: str) -> None:
    read_query(typed)
    hint(typed)


def test_the_hint_tells_what_the_criterion_at_the_end_wants() -> None:
    assert "approved" in hint("etcher review:")
    assert all(f"{key}:" in hint("") for key in CRITERIA)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("pa", "party:"),
        ("x cou", "x country:"),
        ("review:app", "review:approved"),
        ("outcome:lic", "outcome:license-exception"),
        ("party:fa", "party:fab"),
        ("p", None),
        ("", None),
        ("review:", None),
        ("etcher ", None),
    ],
)
async def test_the_word_at_the_end_is_completed(typed: str, completed: str | None) -> None:
    suggester = QuerySuggester(lambda key: ["fab"] if key == "party" else [])
    assert await suggester.get_suggestion(typed) == completed


def test_what_stands_on_the_list_is_proposed_by_word_each_once() -> None:
    cards = [card(parties=("Big Fab", "Agent")), card(parties=("Fab",), by="A. Boss")]
    assert values_of(cards, "party") == ("Fab", "Big", "Agent")
    assert values_of(cards, "by") == ("A.", "Boss", "J.", "Doe")
    assert values_of(cards, "review") == ()
