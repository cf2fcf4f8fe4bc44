"""Reading the law: every page can be made, every dated text stands on the timeline once."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from commands import exits
from commands.main import run
from engine.browsing import outline
from engine.browsing.book import LawBook
from engine.browsing.calendar import Certainty, coming, unsettled
from engine.browsing.cases_of_rule import CasesAtHand
from engine.browsing.dated_outlines import calendar_outline, timeline_days, timeline_outline
from engine.browsing.deals_at_hand import case_at_hand, file_at_hand
from engine.browsing.destinations import embargoes_on
from engine.browsing.entry_page import countries_by_column
from engine.browsing.outline import Branch, outline_lines
from engine.browsing.page import Kind, Target, page_data, page_text
from engine.browsing.search import SearchIndex
from engine.browsing.timeline import Change, changes_of, matching
from engine.browsing.touching import Touching, touch_lines
from engine.deals.case_files import read_cases
from engine.deals.deal import write_deal
from engine.evaluation.conditions import dated_texts
from engine.facts import Deal, DealItem, Facts
from engine.loading.load import load_ruleset
from engine.model import Ruleset, Standing
from engine.outcome import Outcome
from engine.regimes.regimes import Regimes, regimes_of

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "fixtures" / "cases"
TODAY = date(2026, 11, 26)
AFFILIATES = date(2026, 11, 10)


@pytest.fixture(scope="module")
def regimes(us_ear: Ruleset, tmp_path_factory: pytest.TempPathFactory) -> Regimes:
    cache = tmp_path_factory.mktemp("cache")
    names = sorted(path.parent.name for path in ROOT.glob("rulesets/*/regime.yaml"))
    others = [load_ruleset(ROOT / "rulesets" / n, cache) for n in names if n != "us-ear"]
    return regimes_of([us_ear, *others])


@pytest.fixture(scope="module")
def book(regimes: Regimes) -> LawBook:
    return LawBook(regimes.rulesets)


def all_targets(book: LawBook) -> Iterator[Target]:
    for ruleset in book.rulesets:
        named = (
            (Kind.RULE, ruleset.rules),
            (Kind.SET, ruleset.sets),
            (Kind.FACT, ruleset.facts),
            (Kind.ECCN, ruleset.entries),
            (Kind.REGIME, [ruleset.regime.id]),
        )
        for kind, names in named:
            yield from (Target(kind, name, ruleset.regime.id) for name in names)
    yield from (Target(Kind.COUNTRY, code) for code in book.rulesets[0].countries)


def test_every_page_can_be_made_and_every_line_leads_to_a_page(book: LawBook) -> None:
    known: dict[Target, bool] = {}
    made = 0
    for target in all_targets(book):
        page = book.page(target, TODAY)
        made += 1
        assert page.title and page.lines
        for line in page.lines:
            for leads_to in line.targets:
                if leads_to not in known:
                    known[leads_to] = book.find(*leads_to) is not None
    assert made > 3000
    assert [target for target, there in known.items() if not there] == []


def test_every_dated_text_of_every_rule_is_on_the_timeline_once(book: LawBook) -> None:
    for ruleset in book.rulesets:
        told = Counter(id(change.interval) for change in changes_of(ruleset) if change.interval)
        intervals = [
            interval
            for rule in ruleset.rules.values()
            for text in dated_texts(rule)
            for interval in text
        ]
        assert len(intervals) == told.total()
        assert all(told[id(interval)] >= 1 for interval in intervals)


def test_the_timeline_finds_a_rule_by_the_eccn_and_the_country_in_its_conditions(
    us_ear: Ruleset,
) -> None:
    def named(text: str) -> set[str]:
        return {change.target.id for change in matching(changes_of(us_ear), text)}

    assert {"ear.740.26", "sme-equipment", "3B001"} & named("3b001.c")  # by a set, itself, a row
    assert "ear.734.9.k" in named("3b001.c") and "ear.734.9.k" not in named("1c350")
    assert "ear.746.8.a.4.ii" in named("belarus")


def test_a_text_that_ends_with_none_after_it_is_told_to_end(us_ear: Ruleset) -> None:
    ended = {(c.day, c.target.id) for c in changes_of(us_ear) if c.what.endswith("ended")}
    for rule in us_ear.rules.values():
        last = rule.in_force[-1].until
        if last is not None:
            assert (last + timedelta(days=1), rule.id) in ended


def test_known_changes_stand_on_their_days_with_their_notices(us_ear: Ruleset) -> None:
    def on(day: date) -> list[Change]:
        return [change for change in changes_of(us_ear) if change.day == day]

    stay_over = {c.target.id: c for c in on(AFFILIATES)}
    assert stay_over["ear.744.11.a.1"].standing is Standing.UNCLEAR
    assert {c.by for c in stay_over.values()} == {"90 FR 50857", "90 FR 47201"}
    cambodia = matching(changes_of(us_ear), "cambodia leaves D:5")
    assert [(c.day, c.by) for c in cambodia] == [(date(2026, 2, 3), "91 FR 5091")]
    vietnam_2026 = matching(on(date(2026, 7, 14)), "arab emirates")
    assert any(c.what.endswith("joins") and c.target.id == "A5" for c in vietnam_2026)


def test_what_is_to_come_says_how_certain_it_is(book: LawBook) -> None:
    day = date(2026, 9, 24)
    found = {one.target.id: one for one in coming(book.rulesets, day)}
    assert found["ear.744.11.a.1"].day == AFFILIATES
    assert found["ear.744.11.a.1"].certainty is Certainty.ENDS
    assert found["ear.744.11.a.1"].source == "90 FR 47201"
    assert found["cn.46.2024.2"].day == date(2026, 11, 28)
    assert all(one.day > day for one in found.values())
    prose = [one for one in coming(book.rulesets, TODAY) if one.certainty is Certainty.MENTIONED]
    assert {(one.day, one.target.kind) for one in prose} == {
        (date(2026, 12, 31), Kind.RULE),
        (date(2027, 4, 6), Kind.FACT),
    }
    assert "until 2027-04-06 unless BIS says otherwise" in prose[-1].what
    begun = coming(book.rulesets, date(2025, 10, 1))  # on 10-09 unclear, with nothing before it
    assert {one.certainty for one in begun if one.target.id == "cn.55.2025"} == {
        Certainty.UNCONFIRMED,
        Certainty.LAW,
        Certainty.ENDS,
    }
    stayed = {one.target.id for one in unsettled(book.rulesets, day)}
    assert {"ear.744.11.a.1", "ear.734.9.h"} <= stayed
    assert "ear.734.3.a.2" not in stayed


def test_a_day_to_come_is_in_the_calendar_until_it_is_in_the_timeline(book: LawBook) -> None:
    before = AFFILIATES - timedelta(days=1)
    assert AFFILIATES in {branch.day for branch in calendar_outline(book, before)}
    assert AFFILIATES not in {branch.day for branch in calendar_outline(book, AFFILIATES)}
    assert timeline_days(book, before)[0].day < AFFILIATES
    assert timeline_days(book, AFFILIATES)[0].day == AFFILIATES
    lines = list(outline_lines(timeline_outline(timeline_days(book, TODAY, "91 FR 5091"))))
    assert lines[0].startswith("2026-02-03")


def test_the_end_of_a_stay_touches_a_deal_with_an_owner_on_a_list(regimes: Regimes) -> None:
    files = sorted((CASES / "restricted-parties").glob("*.yaml"))
    read, _ = read_cases(files, regimes, "us-ear")
    touching = Touching(regimes, "us-ear")
    touches = [touching.touch(case_at_hand(one), AFFILIATES) for one in read]
    lighter = [t for t in touches for m in t.moved if m.before is not m.after]
    assert lighter
    for moved in (m for touch in touches for m in touch.moved):
        assert moved.after in (moved.before, Outcome.NEEDS_INFORMATION)  # a stay that ends opens
        assert moved.rules
    assert any("→" in line for line in touch_lines(lighter[0]))
    # In a draft of several items, that of any of them.
    facts = next(one.deal.facts for one in read if one.case.id == lighter[0].deal.id)
    shared = Facts({"parties": facts["parties"]})
    own = facts.with_answer("parties", None)
    deal = Deal(facts=shared, items=(DealItem("Other"), DealItem("It", own)))
    text = write_deal(deal, regimes.joined)
    touch = touching.touch(file_at_hand("draft", "d", "", lambda: text, regimes), AFFILIATES)
    assert any(moved.before is not moved.after for moved in touch.moved)
    quiet = AFFILIATES + timedelta(days=1)
    assert not any(touching.touch(case_at_hand(one), quiet).touched for one in read)


def test_a_deal_that_cannot_be_read_is_told_and_not_passed_over(regimes: Regimes) -> None:
    deal = file_at_hand("draft", "broken", "", lambda: "navicert: deal/1\nfacts: [", regimes)
    touch = Touching(regimes, "us-ear").touch(deal, AFFILIATES)
    assert touch.touched and touch.fault
    gone = file_at_hand("record", "1", "", lambda: None, regimes)
    assert "taken out" in Touching(regimes, "us-ear").touch(gone, AFFILIATES).fault


def test_cases_that_test_a_rule_name_it_or_meet_it(regimes: Regimes, us_ear: Ruleset) -> None:
    read, _ = read_cases(sorted((CASES / "foreign-direct-product").glob("fd-[24]*.yaml")), regimes)
    at_hand = CasesAtHand(regimes, TODAY)
    rule = us_ear.rules["ear.734.9.k"]
    found = {c.id: c for one in read if (c := at_hand.look(one, "us-ear", rule)) is not None}
    assert found["FD-45"].named and found["FD-45"].truth == "holds"
    assert len(found) < len(read)


def test_search_puts_ids_before_titles_before_what_else_is_said(book: LawBook) -> None:
    index = SearchIndex(book)
    assert index.search("ear.734.9.k")[0].target.id == "ear.734.9.k"
    assert index.search("3b001.c", (Kind.ECCN,))[0].target.id == "3B001.c"
    assert index.search("holland", (Kind.COUNTRY,))[0].target.id == "NL"
    assert index.search("734.9(k)")[0].target == Target(Kind.RULE, "ear.734.9.k", "us-ear")
    assert {found.target.kind for found in index.search("lithography", (Kind.ECCN,))} == {Kind.ECCN}
    assert index.search("no such words anywhere") == ()


def test_trees_hold_every_entry_and_rule(book: LawBook, us_ear: Ruleset) -> None:
    def leaves(branches: tuple[Branch, ...]) -> Iterator[Target]:
        for branch in branches:
            if branch.target is not None:
                yield branch.target
            yield from leaves(tuple(branch.open()) if branch.open else ())

    entries = {t.id for t in leaves(outline.eccn_outline(book)) if "." not in t.id}
    assert entries == set(us_ear.entries)
    assert outline.eccn_outline(book)[3].label == "Category 3  Electronics (78 entries)"
    rules = [t.id for t in leaves(outline.rules_outline(book)) if t.kind is Kind.RULE]
    assert len(rules) == len(set(rules)) == sum(len(r.rules) for r in book.rulesets)


def test_the_chart_marks_no_embargoed_country_and_the_page_says_what_that_means(
    book: LawBook, us_ear: Ruleset
) -> None:
    """Cuba, Iran, North Korea and Syria have empty rows: no page may list them as free."""
    marked = countries_by_column(us_ear, ["NS2"], TODAY)["NS2"]
    assert "CN" in marked and "HK" in marked and not {"CU", "IR", "KP", "SY"} & set(marked)
    text = page_text(book.page(Target(Kind.ECCN, "3B001", "us-ear"), TODAY))
    assert "No mark never means that nothing is required" in text
    assert "Iran" not in text.partition("Countries that the chart marks")[2].partition("No mark")[0]


@pytest.mark.parametrize(
    ("country", "there", "not_there"),
    [
        ("UA-43", {"ear.746.6.a", "ear.746.6.a.1.ii"}, {"ear.746.7.a.1.i"}),
        ("UA", {"ear.746.6.a"}, set()),  # a part of it may be meant
        ("RU", {"ear.746.8.a.1", "ear.746.8.a.2"}, {"ear.746.7.a.1.ii"}),
        ("IR", {"ear.746.7.a.1.i", "ear.746.7.a.1.iii"}, {"ear.746.6.a.1.ii"}),
        ("TW", set(), {"ear.746.6.a.1.ii", "ear.746.7.a.1.iii"}),  # named as a sender
    ],
)
def test_an_embargo_stands_on_the_page_of_whom_it_is_on_however_it_names_it(
    us_ear: Ruleset, country: str, there: set[str], not_there: set[str]
) -> None:
    found = {rule.id for rule in embargoes_on(us_ear, country, TODAY)}
    assert there <= found and not not_there & found
    assert there or not found


def test_the_page_of_a_country_says_what_its_chart_row_does_not(book: LawBook) -> None:
    def page(country: str) -> str:
        return page_text(book.page(Target(Kind.COUNTRY, country), TODAY), 500)

    assert "Footnote 7: ECCNs 6A003.b.4.b and 9A515.e" in page("IN")
    assert "no row: which requirements hold is not decided by the chart" in page("PS")
    china = page("HK")  # by the row of China
    assert "[15 CFR 744.23(a)(1)] requires" in china
    for country in ("IN", "PS", "HK"):
        assert "No answer for a deal" in page(country)
        assert "us-ear was verified to 2026-09-24, 63 days before" in page(country)


def test_a_rule_that_is_not_enforced_in_part_or_rests_on_an_unclear_one_is_not_told_in_force_alone(
    book: LawBook,
) -> None:
    def page(rule: str) -> str:
        text = page_text(book.page(Target(Kind.RULE, rule, "us-ear"), TODAY), 500)
        return text.partition(f"On {TODAY}:")[2].partition("\n\n")[0]

    assert "IN PART in force, and the agency says that it does not enforce it" in page(
        "ear.734.9.h"
    )
    assert "It rests on a rule that is unclear" in page("ear.746.8.a.3")  # owners of 734.9(g)
    assert "IN PART" not in page("ear.734.9.k") and "It rests" not in page("ear.734.9.k")


def test_a_row_of_the_list_leads_to_the_rule_that_requires(book: LawBook) -> None:
    page = book.page(Target(Kind.ECCN, "9A604", "us-ear"), TODAY)
    [row] = [line for line in page.lines if "742.6.a.7" in line.text]
    assert Target(Kind.RULE, "ear.742.6.a.7", "us-ear") in row.targets


def test_a_warn_only_regime_is_marked(book: LawBook) -> None:
    assert "WARNS ONLY" in page_text(book.page(Target(Kind.REGIME, "cn"), TODAY))
    assert "WARNS ONLY" not in page_text(book.page(Target(Kind.REGIME, "us-ear"), TODAY))


def test_a_page_as_data_says_where_its_lines_lead(book: LawBook) -> None:
    data = page_data(book.page(Target(Kind.RULE, "ear.734.9.k", "us-ear"), TODAY))
    targets = [t for line in data["lines"] for t in line.get("leads_to", ())]
    assert {"kind": "set", "id": "sme-equipment", "regime": "us-ear"} in targets


LAW = ["--regime", str(ROOT / "tests" / "small_law" / "small")]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["rules"], "SR 21  Column NS2  (recalled)"),
        (["rules", "iran"], "small.iran"),
        (["rule", "small.chart"], "chart.required has NS2"),
        (["rule", "small.iran", "--tests"], "yes: destination.country IR"),
        (["eccn", "3b001.a"], "3B001.a:"),
        (["country", "viet", "nam"], "Screening lists"),
        (["set", "careful", "--json"], '"kind": "set"'),
        (["fact", "item.kind"], "What kind of item is it?"),
        (["timeline"], "2000-01-01"),
        (["calendar", "--as-of", "1999-01-01"], "2000-01-01"),
    ],
)
def test_the_command_reads_the_law(
    arguments: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("NAVICERT_HOME", str(tmp_path))
    assert run(["law", *arguments, *LAW]) == exits.DONE
    assert words in capsys.readouterr().out


def test_the_calendar_tells_which_drafts_it_touches(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NAVICERT_HOME", str(tmp_path))
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    text = "navicert: deal/1\ntitle: Lathe\nfacts: {item.us_origin: yes, item.published: no, "
    text += "destination.country: IR}\n"
    (drafts / "lathe-1.yaml").write_text(text, "utf-8")
    calendar = partial(run, ["law", "calendar", "--as-of", "1999-12-31", "--touches", *LAW])
    assert calendar() == exits.DONE
    out = capsys.readouterr().out
    assert "draft lathe-1  Lathe" in out and "→ prohibited" in out
