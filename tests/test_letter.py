"""The letter that asks for what is open."""

from datetime import date

from engine.deals.content_csv import row_of
from engine.evaluation.content import ContentResult, LineResult
from engine.facts import Facts
from engine.truth import NO, OPEN
from records.reports.letter import (
    EVERYBODY,
    LetterQuestion,
    ToAsk,
    addressees,
    letter_questions,
    letter_text,
    letter_to,
)
from tests.support.app import small_law

MAKER = LetterQuestion(
    "Is it specially designed?", "See 772.1.", "15 CFR 772.1", ("maker",), "Rule X waits", ("yes",)
)
BOTH = LetterQuestion("What does it weigh?", "", "", ("maker", "engineer"))
CUSTOMER = LetterQuestion("What is it for?", "", "15 CFR 744.6", ("customer",))


def test_a_letter_asks_only_what_its_addressee_would_know() -> None:
    asked = [MAKER, BOTH, CUSTOMER]
    assert addressees(asked) == {"maker": 2, "engineer": 1, "customer": 1, EVERYBODY: 3}
    text = letter_text(letter_to("maker", asked))
    assert "specially designed" in text and "15 CFR 772.1" in text and "( ) yes" in text
    assert "What is it for?" not in text


def test_a_letter_tells_no_more_of_the_deal_than_is_wanted() -> None:
    text = letter_text(letter_to("maker", [MAKER]))
    assert "Rule X" not in text
    told = letter_text(letter_to("maker", [MAKER], about="Press 7", reasons=True), markdown=True)
    assert "Rule X waits" in told and "Press 7" in told and told.startswith("# ")


def test_each_open_question_is_asked_once_though_several_wait_for_it() -> None:
    law = small_law()
    findings = law.explain(law.evaluate(Facts({}), date(2026, 11, 25)), "Secret deal for ACME")
    once = letter_questions([ToAsk(findings)], law.ruleset.facts)
    assert once and letter_questions([ToAsk(findings)] * 2, law.ruleset.facts) == once
    assert "ACME" not in letter_text(letter_to(EVERYBODY, once))


def test_the_supplier_of_a_line_is_asked_what_that_line_lacks() -> None:
    ruleset = small_law().ruleset
    known = row_of({"description": "Board", "eccn": "EAR99", "origin": "NL"}, ruleset).line
    bare = row_of({"description": "Chip", "value": "12"}, ruleset).line
    results = (LineResult(known, NO, "not-us"), LineResult(bare, OPEN, "open"))
    law = small_law()
    findings = law.explain(law.evaluate(Facts({}), date(2026, 11, 25)), "")
    to_ask = ToAsk(findings, ContentResult(None, OPEN, results))
    *_, question = letter_questions([to_ask], law.ruleset.facts)
    assert question.who == ("supplier of line 2",)
    assert question.ask == "Chip: please state its ECCN, its country of origin."


def test_what_each_item_is_asked_is_asked_for_each_by_name() -> None:
    """An answer for all might be true of one of them alone."""
    law = small_law()
    findings = law.explain(law.evaluate(Facts({}), date(2026, 11, 25)), "")
    own = law.ruleset.facts_of_item
    line = row_of({"description": "Chip", "value": "12"}, law.ruleset).line
    content = ContentResult(None, OPEN, (LineResult(line, OPEN, "open"),))
    items = [ToAsk(findings, None, "Pump", own), ToAsk(findings, content, "Gauge", own)]
    asked = letter_questions(items, law.ruleset.facts)
    asks = [question.ask for question in asked]
    assert {"Pump: What is its ECCN?", "Gauge: What is its ECCN?"} <= {*asks}
    assert asks.count("Where does it go?") == 1
    assert asked[-1].who == ("supplier of line 1 of Gauge",)
