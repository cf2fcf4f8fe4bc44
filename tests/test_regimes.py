"""Several regimes side by side, on law made up for tests: folders of YAML that no Python knows."""

import random
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest

from engine.deals.deal import read_deal
from engine.determination import as_data
from engine.facts import NOT_KNOWN, Answer, Facts, State
from engine.faults import InputFaults, RulesetFaults
from engine.loading.load import load_ruleset
from engine.outcome import WEIGHT, Outcome
from engine.regimes.explain import binding_regimes, explain_side_by_side
from engine.regimes.questions import next_questions_in_all
from engine.regimes.regimes import Regimes, beside_faults, regimes_of
from engine.regimes.side_by_side import concerned, evaluate_side_by_side
from engine.truth import NO, OPEN, YES
from tests.random_deals import DealsOfRegimes

ROOT = Path(__file__).resolve().parent.parent
LAW = ROOT / "tests" / "made_up_law"
DAY = date(2026, 9, 1)
DEAL = """
navicert: deal/1
title: Press to China
facts:
  transaction.from_country: "NO"
  destination.country: CN
  vine.pressure: 120
  vine.wine_for_feasts: no
  item.far_tools: yes
  conduct.odd: no
"""


@lru_cache
def made_up() -> Regimes:
    return regimes_of(load_ruleset(LAW / name) for name in ("farland", "vineland"))


def facts_of(text=DEAL, **changes):
    """The deal's facts with some changed; double underscores stand for dots."""
    facts = read_deal(text, "deal.yaml", made_up().joined).facts
    for name, answer in changes.items():
        facts = facts.with_answer(
            name.replace("__", "."), answer if answer is None else as_answer(answer)
        )
    return facts


def as_answer(value):
    if isinstance(value, Answer):
        return value
    number = isinstance(value, int) and not isinstance(value, bool)
    return Answer(Decimal(value) if number else value)


def side_of(**changes):
    return evaluate_side_by_side(made_up(), facts_of(**changes), DAY)


# Regimes ------------------------------------------------------------------------------------------


def test_who_answers_comes_before_who_asks():
    """In whichever order the rulesets come: vineland answers a fact of farland."""
    rulesets = list(made_up().rulesets)
    for order in (rulesets, rulesets[::-1]):
        assert [r.regime.id for r in regimes_of(order).rulesets] == ["vineland", "farland"]


def test_a_deal_is_read_once_against_all():
    """A fact of one regime is fine, one of none is a fault."""
    assert set(facts_of()) >= {"vine.pressure", "conduct.odd"}
    with pytest.raises(InputFaults, match=r"deal.yaml:10:3: “conduct.old” is not a fact of any"):
        facts_of(DEAL.replace("conduct.odd", "conduct.old"))


def copied(tmp_path, name, file, old, new):
    """A copy of the made-up law with one thing changed."""
    if not (tmp_path / "law").exists():
        shutil.copytree(LAW, tmp_path / "law")
    path = tmp_path / "law" / name / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return tmp_path / "law"


def joined_faults(law):
    with pytest.raises(RulesetFaults) as faults:
        regimes_of(load_ruleset(law / name) for name in ("farland", "vineland"))
    return str(faults.value)


def test_a_fact_that_two_regimes_ask_otherwise_names_both_places(tmp_path):
    law = copied(
        tmp_path,
        "vineland",
        "facts/facts.yaml",
        "facts:\n",
        "facts:\n  - {name: conduct.odd, type: text, section: Item, short: odd, ask: Odd?}\n",
    )
    assert joined_faults(law) == (
        "vineland/facts/facts.yaml:2:5: the fact “conduct.odd” is text here and yes-no in"
        " farland/facts/facts.yaml:6:5; let both ask the same, or name one otherwise"
    )


def test_an_answer_to_what_is_no_yes_no_fact(tmp_path):
    law = copied(
        tmp_path, "vineland", "regime.yaml", "sender.country_lists_item", "transaction.way"
    )
    law = copied(
        tmp_path,
        "farland",
        "facts/facts.yaml",
        "facts:\n",
        "facts:\n  - {name: transaction.way, type: text, section: Item, short: way, ask: Way?}\n",
    )
    assert joined_faults(law) == (
        "vineland/regime.yaml:14:5: “transaction.way” is text in farland/facts/facts.yaml:2:5;"
        " a rule answers yes-no facts alone"
    )


def test_regimes_that_wait_for_one_another(tmp_path):
    law = copied(
        tmp_path,
        "farland",
        "regime.yaml",
        "countries: [US]",
        "answers:\n  - {fact: vine.wine_for_feasts, where: {destination.country: {is: CN}},"
        " rule: far.reach, cite: FR 9}\ncountries: [US]",
    )
    told = joined_faults(law)
    assert "the regimes farland and vineland wait for one another’s answers" in told
    assert "farland/regime.yaml" in told
    assert "vineland/regime.yaml:14:5" in told


def test_an_answer_that_nobody_asks_for(tmp_path):
    """No fault of loading: the regime that asks may not be among these."""
    rulesets = made_up().rulesets
    assert beside_faults(rulesets, "vineland") == ()
    law = copied(tmp_path, "vineland", "regime.yaml", "country_lists_item", "country_lists_it")
    changed = [load_ruleset(law / name) for name in ("farland", "vineland")]
    regimes_of(changed)
    [fault] = beside_faults(changed, "vineland")
    assert str(fault).startswith(
        "vineland/regime.yaml:14:5: no other regime asks the fact “sender.country_lists_it”"
    )


def test_regimes_out_of_the_cache_answer_alike(tmp_path):
    """Answers and countries survive the cache."""
    for name in ("farland", "vineland"):
        load_ruleset(LAW / name, tmp_path)
    kept = regimes_of(load_ruleset(LAW / name, tmp_path) for name in ("farland", "vineland"))
    assert not kept.rulesets[0].with_tests
    assert kept.rulesets[0].regime.answers == made_up().rulesets[0].regime.answers
    side = evaluate_side_by_side(kept, facts_of(), DAY)
    assert as_data(explain_side_by_side(side)) == as_data(explain_side_by_side(side_of()))


# National answers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pressure", "value", "outcome"),
    [(120, True, Outcome.NO_LICENSE_REQUIRED), (80, False, Outcome.LICENSE_REQUIRED)],
)
def test_a_national_rule_answers_a_fact_of_another_regime(pressure, value, outcome):
    """With its source; the license that it lifts there or not is the other regime's matter."""
    side = side_of(vine__pressure=pressure)
    answer = side.by_id["farland"].facts["sender.country_lists_item"]
    assert answer.value is value
    assert answer.by == "Vineland Press Order"
    assert answer.source == "vineland: A press of the list of Vineland, rule vine.listed (VPO 2)"
    assert side.by_id["farland"].outcome is outcome
    [handed] = explain_side_by_side(side).national
    assert (handed.status, handed.value) == ("given", "yes" if value else "no")


def test_an_open_rule_leaves_the_fact_open():
    side = side_of(vine__pressure=None)
    assert "sender.country_lists_item" not in side.by_id["farland"].facts
    assert side.by_id["farland"].outcome is Outcome.NEEDS_INFORMATION
    assert explain_side_by_side(side).national[0].status == "open"


def test_an_answer_is_given_only_where_its_condition_holds():
    """Not from another country, and not while nobody says from where."""
    assert side_of(transaction__from_country="DE").handed == ()
    [handed] = side_of(transaction__from_country=None).handed
    assert handed.status == "open"


def test_a_person_who_says_otherwise_is_contradicted_and_the_fact_is_open():
    told = Answer(True, State.ANSWERED, "J. Doe", "a list of last year")
    side = side_of(vine__pressure=80, sender__country_lists_item=told)
    assert side.by_id["farland"].facts["sender.country_lists_item"].value is None
    assert side.by_id["farland"].possible == (
        Outcome.NO_LICENSE_REQUIRED,
        Outcome.LICENSE_REQUIRED,
    )
    combined = explain_side_by_side(side)
    assert combined.outcome == "needs-information"
    [sentence] = combined.contradictions
    assert "no by vineland, A press of the list of Vineland (VPO 2), and yes by J. Doe" in sentence
    farland = combined.determinations[1]
    assert any("J. Doe says otherwise" in fact.reason for fact in farland.facts)


def test_a_person_who_says_the_same_keeps_the_answer():
    told = Answer(True, State.ANSWERED, "J. Doe")
    side = side_of(sender__country_lists_item=told)
    assert side.by_id["farland"].facts["sender.country_lists_item"] == told
    assert side.handed[0].status == "same"


# In all -------------------------------------------------------------------------------------------


def test_the_line_on_top_says_what_is_needed_in_all():
    combined = explain_side_by_side(side_of(vine__pressure=80), "Press")
    assert combined.headline == (
        "In all: a license from Bureau of Farland (farland); no rule checked here requires a"
        " license under Vineland Press Order (vineland); what binds most is farland."
    )
    assert combined.binds == ("farland",)
    assert [row.sentence for row in combined.answers] == [
        "Vineland Press Order (vineland) attaches: no rule checked here requires a license.",
        "Farland Regulations (farland) attaches: a license is required.",
    ]


def test_one_license_does_not_stand_for_another():
    told = explain_side_by_side(side_of(sender__country_lists_item=Answer(False)))
    assert "one does not stand for another" in told.licenses[0]
    assert "What is granted under farland is no license there." in told.licenses[1]
    alone = explain_side_by_side(side_of(item__far_tools=False))
    assert alone.licenses == ()


def test_a_country_without_a_ruleset_is_told():
    side = side_of(transaction__from_country="DE")
    assert (
        "The law of Germany (the country it is sent from) was not checked: none of the"
        in (explain_side_by_side(side).not_checked[0])
    )
    unsaid = explain_side_by_side(side_of(transaction__from_country=None)).not_checked
    assert "it is not said from where it is sent" in unsaid[0]
    assert explain_side_by_side(side_of()).not_checked == ()


def test_from_where_it_is_sent_is_asked_for_regimes_that_hang_on_it():
    known = side_of(transaction__from_country=None, destination__country="DE")
    combined = explain_side_by_side(known.only(("farland",)), "", known)
    assert combined.outcome == "no-license-required"
    assert combined.questions[0].fact == "transaction.from_country"
    assert combined.questions[0].regimes == ("vineland",)


def test_an_answer_on_recalled_texts_says_so(tmp_path):
    law = copied(tmp_path, "vineland", "rules/rules.yaml", *(
        "sources: [{seen: 2026-09-24, confidence: verified}]\n    tests:\n      - {given: {vine.p",
        "sources: [{seen: 2026-09-24, confidence: recalled}]\n    tests:\n      - {given: {vine.p",
    ))  # fmt: skip
    regimes = regimes_of(load_ruleset(law / name) for name in ("farland", "vineland"))
    side = evaluate_side_by_side(regimes, facts_of(), DAY)
    assert "recalled" in side.by_id["farland"].facts["sender.country_lists_item"].source
    assert "recalled" in explain_side_by_side(side).national[0].sentence


def test_what_no_country_of_the_deal_calls_for_is_left_out_and_told():
    """Farland attaches to what it is made with: from Norway alone it is not asked."""
    known = side_of(item__far_tools=None, vine__pressure=None)
    assert concerned(known) == ("vineland",)
    assert concerned(known, ("farland",)) == ("vineland", "farland")
    combined = explain_side_by_side(known.only(("vineland",)), "", known)
    assert (
        "Not asked about, for no country through which they attach is named: Farland"
        in (combined.not_checked[0])
    )


def test_not_subject_of_one_hides_no_open_answer_of_another():
    side = side_of(item__far_tools=False, vine__wine_for_feasts=None)
    assert side.by_id["farland"].outcome is Outcome.NOT_SUBJECT
    assert side.outcome is Outcome.NEEDS_INFORMATION
    assert side.possible == (Outcome.LICENSE_REQUIRED, Outcome.PROHIBITED)
    assert "at the least" in explain_side_by_side(side).headline


# Questions ----------------------------------------------------------------------------------------


def test_shared_questions_are_asked_once_with_who_waits():
    side = side_of(destination__country=None, sender__country_lists_item=Answer(False),
                   vine__pressure=None)  # fmt: skip
    asked = {w.question.fact.name: w.regimes for w in next_questions_in_all(side)}
    assert asked["destination.country"] == ("farland", "vineland")
    assert asked["vine.pressure"] == ("vineland",)
    assert len(asked) == len(next_questions_in_all(side))


def test_a_regime_that_does_not_attach_asks_nothing():
    side = side_of(transaction__from_country="DE", vine__pressure=None, conduct__odd=None)
    assert all(w.regimes == ("farland",) for w in next_questions_in_all(side))


def test_what_was_asked_and_is_not_known_comes_last():
    side = side_of(vine__pressure=NOT_KNOWN, vine__wine_for_feasts=None)
    names = [w.question.fact.name for w in next_questions_in_all(side)]
    assert names.index("vine.wine_for_feasts") < names.index("vine.pressure")


# Properties ---------------------------------------------------------------------------------------


def drawn(regimes, seed, count):
    deals = DealsOfRegimes(regimes, seed)
    for number in range(count):
        yield deals, deals.deal(DAY, (0.2, 0.5, 0.8, 0.95)[number % 4])


@pytest.fixture(scope="module")
def with_us(us_ear):
    """The made-up law beside the EAR, to whose question vineland's list is an answer."""
    return regimes_of([*made_up().rulesets, us_ear])


def test_the_answer_in_all_is_never_lighter_than_any_regime(with_us):
    for _, facts in drawn(with_us, 7, 150):
        side = evaluate_side_by_side(with_us, facts, DAY)
        for evaluation in side.evaluations:
            least = min(WEIGHT[outcome] for outcome in evaluation.possible)
            assert all(WEIGHT[outcome] >= least for outcome in side.possible)
            if side.outcome is not Outcome.NEEDS_INFORMATION:
                assert WEIGHT[side.outcome] >= least
        heaviest = [WEIGHT[e.outcome] for e in side.evaluations if len(e.possible) == 1]
        assert WEIGHT[side.possible[0]] >= max(heaviest, default=0)


def test_an_answer_in_all_holds_under_every_filling(with_us):
    """What is said with open facts is what is said once they are answered."""
    settled = 0
    for deals, facts in drawn(with_us, 11, 80):
        side = evaluate_side_by_side(with_us, facts, DAY)
        for _ in range(4):
            whole = evaluate_side_by_side(with_us, deals.filled(facts, DAY), DAY)
            if any(handed.status == "contradicted" for handed in whole.handed):
                continue  # the filling answered a fact that a rule answers otherwise
            assert set(whole.possible) <= set(side.possible)
            settled += len(side.possible) == 1
    assert settled


def test_the_order_of_facts_and_rulesets_says_nothing(with_us):
    shuffling = random.Random(3)
    for _, facts in drawn(with_us, 13, 6):
        first = as_data(explain_side_by_side(evaluate_side_by_side(with_us, facts, DAY)))
        names = list(facts.answers)
        shuffling.shuffle(names)
        again = regimes_of(with_us.rulesets[::-1])
        other = Facts({name: facts.answers[name] for name in names})
        assert as_data(explain_side_by_side(evaluate_side_by_side(again, other, DAY))) == first


def test_who_binds_attaches_and_is_the_heaviest(with_us):
    for _, facts in drawn(with_us, 17, 100):
        side = evaluate_side_by_side(with_us, facts, DAY)
        for name in binding_regimes(side):
            evaluation = side.by_id[name]
            assert evaluation.subject in (OPEN, YES) or evaluation.possible != (
                Outcome.NOT_SUBJECT,
            )
            least = min(map(WEIGHT.__getitem__, evaluation.possible))
            others = [e for e in side.evaluations if e.subject != NO]
            assert all(least >= min(map(WEIGHT.__getitem__, e.possible)) for e in others)


def test_each_record_can_be_determined_again_by_itself(us_ear):
    """An evaluation side by side is that of its own facts alone: national answers among them."""
    regimes = regimes_of([*made_up().rulesets, us_ear])
    for _, facts in drawn(regimes, 19, 20):
        side = evaluate_side_by_side(regimes, facts, DAY)
        for evaluation in side.evaluations:
            alone = evaluate_side_by_side(Regimes((evaluation.ruleset,)), evaluation.facts, DAY)
            assert alone.evaluations[0].truths == evaluation.truths


def test_a_renamed_regime_is_still_no_matter_of_python():
    """Nothing in the engine knows a regime by its name."""
    renamed = [
        replace(r, regime=replace(r.regime, id=f"x-{r.regime.id}")) for r in made_up().rulesets
    ]
    side = evaluate_side_by_side(regimes_of(renamed), facts_of(), DAY)
    assert side.outcome is side_of().outcome


@pytest.fixture(scope="module")
def that_ship(shipped):
    """Every regime that ships."""
    return regimes_of(shipped.values())


def test_the_law_that_ships_is_sound_in_all(that_ship):
    """What is said in all with open facts is said under every filling of them."""
    for deals, facts in drawn(that_ship, 23, 60):
        side = evaluate_side_by_side(that_ship, facts, DAY)
        for _ in range(2):
            whole = evaluate_side_by_side(that_ship, deals.filled(facts, DAY), DAY)
            if not any(handed.status == "contradicted" for handed in whole.handed):
                assert set(whole.possible) <= set(side.possible)
