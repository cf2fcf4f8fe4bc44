"""Pages of what was found out: what a day moved, which cases and tests a rule has, its changes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePath

from engine.browsing.book import LawBook
from engine.browsing.cases_of_rule import CaseOfRule, lines_of_tests
from engine.browsing.filtering import meets, wanted
from engine.browsing.page import Kind, Page, Target, Writing
from engine.browsing.rule_page import named_rule
from engine.browsing.timeline import changes_of
from engine.browsing.touching import Touch, touch_lines
from engine.deals.case_files import CaseRead
from engine.explanation.wording import value_words
from engine.model import Rule, Ruleset

OWN = ("draft", "record")
"""The kinds of deals that are somebody's own; they stand before samples and cases."""

RULES_TOLD_OF = 30
"""Samples and cases of a day whose rules are told one by one; of more, how many moved."""


def touches_page(touches: Sequence[Touch], days: Sequence[date], looked_at: str) -> Page:
    """What some days do to deals: drafts and records first, those whose outcome moves before
    others. `looked_at` says how many were looked at, and whether all."""
    page = Writing()
    page.say(f"{looked_at}, each determined the day before and on the day.")
    for day in days:
        found = [touch for touch in touches if touch.day == day and touch.touched]
        found.sort(key=lambda touch: not (touch.fault or touch.moves_outcome))
        own = [touch for touch in found if touch.deal.kind in OWN]
        others = [touch for touch in found if touch.deal.kind not in OWN]
        page.head(f"{day}: drafts and records that it moves ({len(own)})")
        for touch in own:
            _touch(page, touch, told=True)
        if others:
            page.head(f"{day}: samples and cases that it moves ({len(others)})")
        for place, touch in enumerate(others):
            _touch(page, touch, told=len(days) == 1 and place < RULES_TOLD_OF)
        if not found:
            page.item("no deal at hand moves")
    what = f"What {days[0]} moves" if len(days) == 1 else f"What {len(days)} days move"
    return page.page(Target(Kind.REGIME, ""), what)


def _touch(page: Writing, touch: Touch, told: bool) -> None:
    page.item(touch.deal.name)
    for moved in touch.moved:
        same = moved.before is moved.after
        change = "stays" if same else f"{moved.before.value} →"
        count = f" ({len(moved.rules)} rules)" if moved.rules and not told else ""
        page.say(f"{moved.regime}: {change} {moved.after.value}{count}", level=3)
        for rule in moved.rules if told else ():
            words = f"{rule.title}: {rule.before} → {rule.after}"
            page.item(words, Target(Kind.RULE, rule.rule, moved.regime), level=4)
    if touch.fault:
        for line in touch_lines(touch)[1:]:
            page.say(line, level=3)


def cases_page(rule: Rule, regime: str, found: Iterable[CaseOfRule], looked_at: str) -> Page:
    """The worked cases that test a rule: those that name it, then those that meet it."""
    page = Writing()
    page.say(looked_at)
    listed = sorted(found, key=lambda case: (not case.named, case.truth != "holds", case.id))
    for head, named in (
        ("Cases that name it in what they expect", True),
        ("Other cases that meet it", False),
    ):
        some = [case for case in listed if case.named is named]
        if some:
            page.head(f"{head} ({len(some)})")
            for case in some:
                leads = Target(Kind.CASE, case.file)
                page.item(case.line, leads, note=PurePath(case.file).name)
    if not listed:
        page.say("No case here names it or meets it.")
    target = Target(Kind.RULE, rule.id, regime)
    return page.page(target, f"Cases that test {rule.id}: {rule.title}")


def case_page(read: CaseRead, rulesets: Mapping[str, Ruleset]) -> Page:
    """A worked case: its story and facts, what is expected in each regime, and why."""
    case, page = read.case, Writing()
    page.say(case.story)
    page.named(("As of", str(read.deal.as_of or "the day on which it is determined")))
    page.head("Facts")
    for name, answer in read.deal.facts.items():
        ruleset = next((r for r in rulesets.values() if name in r.facts), None)
        if ruleset is not None:
            value = answer.value
            told = "not known" if value is None else value_words(name, value, ruleset)
            leads = Target(Kind.FACT, name, ruleset.regime.id)
            page.item(f"{ruleset.facts[name].short}: {told}", leads)
    for regime, expect in case.expected.items():
        page.head(f"Expected under {regime}: {expect.outcome.value}")
        rules = rulesets[regime].rules if regime in rulesets else {}
        for name in (*expect.routes, *expect.requirements, *expect.mentions):
            if name in rules:
                page.item(*named_rule(rulesets[regime], name))
        for head, some in (("Available", expect.available), ("Not available", expect.barred)):
            page.say(f"{head}: {', '.join(some)}" if some else "", level=1)
    if case.why:
        page.head("Why")
        page.say(case.why, level=1)
    page.named(("A mistake often made", case.mistake), ("Confidence", case.confidence))
    return page.page(Target(Kind.CASE, case.file), f"{case.id}: {case.title}")


def page_of_tests(rule: Rule, regime: str) -> Page:
    """The tests that stand beside a rule."""
    page = Writing()
    told = lines_of_tests(rule)
    page.say(f"{len(told)} tests: what is expected, and under which facts." if told else "")
    for line in told:
        page.item(line)
    if not told:
        page.say("No test stands beside it.")
    return page.page(Target(Kind.RULE, rule.id, regime), f"Tests beside {rule.id}: {rule.title}")


def changes_page(book: LawBook, target: Target, title: str) -> Page:
    """Every dated change of one thing of the law, the newest first; of a country, also in the
    sets that it joined or left; of an ECCN, also of the sets and rules that name it."""
    named = wanted(target.id)
    page = Writing()
    found = [
        change
        for ruleset in book.rulesets
        for change in reversed(changes_of(ruleset))
        if change.target == target
        or (target.kind is Kind.COUNTRY and f"({target.id})" in change.what)
        or (target.kind is Kind.ECCN and meets(change.said, named))
    ]
    for change in sorted(found, key=lambda change: change.day, reverse=True):
        by = f", by {change.by}" if change.by else ""
        leads = (change.target,) if change.target != target else ()
        where = f"{change.title}: " if leads else ""
        page.item(f"{change.day}  {where}{change.what}{by}. {change.note}".rstrip(". "), *leads)
    if not found:
        page.say("No dated change of it is in the rules.")
    return page.page(target, f"Changes of {title}")
