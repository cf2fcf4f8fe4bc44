"""The page of a rule."""

from datetime import date

from engine.browsing.conditions import condition_lines
from engine.browsing.page import Kind, Page, Target, Writing
from engine.browsing.references import uses_of
from engine.browsing.standing import (
    STANDINGS,
    interval_words,
    late_words,
    sources_words,
    standing_on,
)
from engine.evaluation.conditions import current_interval, dated_texts, rules_behind
from engine.model import Rule, Ruleset, Standing, Verb

VERBS = {
    Verb.DEFINES: "a condition that other rules name",
    Verb.EXCLUDES: "puts the item or the activity outside the regime",
    Verb.REACHES: "makes the item subject to the regime, by this route",
    Verb.REQUIRES: "a license requirement",
    Verb.PERMITS: "a license exception or general authorization, where all its conditions hold",
    Verb.RESTRICTS: "takes license exceptions away",
    Verb.PROHIBITS: "nobody may, without an order that lifts it",
    Verb.WARNS: "a red flag, to be resolved before going on",
    Verb.OBLIGES: "what must be done and kept",
}


def rule_page(ruleset: Ruleset, rule: Rule, day: date) -> Page:
    """A rule with its dates, conditions, exceptions, effect, sentences, sources and users."""
    regime = ruleset.regime.id
    page = Writing()
    page.say(f"{rule.cite}; {rule.verb.value}: {VERBS[rule.verb]}")
    page.say(f"{rule.id}; {rule.place}", Target(Kind.REGIME, regime), note=ruleset.regime.name)
    steps = {step.id: step.title for step in ruleset.regime.steps}
    page.named(("Step", steps.get(rule.step, "")))
    page.head(f"On {day}")
    page.item(standing_on(rule.in_force, day))
    _in_part(page, ruleset, rule, day)
    if rule.recalled:
        page.item("This text was recalled, not read again: check it.")
    if late := late_words(ruleset, day):
        page.item(late)
    if len(rule.in_force) > 1 or rule.in_force[0].standing is not Standing.IN_FORCE:
        page.head("All its dates")
        for interval in rule.in_force:
            page.item(interval_words(interval))
    page.head("When")
    page.lines += condition_lines(ruleset, rule.when)
    for unless in rule.unless:
        page.head(f"Unless {unless.title or 'an exception applies'} [{unless.cite}]")
        page.lines += condition_lines(ruleset, unless.when)
    page.head("Effect")
    _effect(page, ruleset, rule)
    page.head("Says")
    page.named(("Yes", rule.say.yes), ("No", rule.say.no), ("Open", rule.say.open))
    page.head("Sources")
    page.item(sources_words(rule.sources))
    users = uses_of(ruleset).rules.get(rule.id, ())
    page.links("Used by", (named_rule(ruleset, name) for name in users))
    return page.page(Target(Kind.RULE, rule.id, regime), f"{rule.id}: {rule.title}")


def _in_part(page: Writing, ruleset: Ruleset, rule: Rule, day: date) -> None:
    """What of the rule, or of those that it rests on, does not simply stand in force on the day."""
    for intervals in list(dated_texts(rule))[1:]:
        current = current_interval(intervals, day)
        if current is not None and current.standing is not Standing.IN_FORCE:
            page.item(f"IN PART {standing_on(intervals, day)}")
    for name in sorted(rules_behind(rule, ruleset.rules) - {rule.id}):
        current = current_interval(ruleset.rules[name].in_force, day)
        if current is not None and current.standing is not Standing.IN_FORCE:
            words, target = named_rule(ruleset, name)
            standing = STANDINGS[current.standing]
            page.item(f"It rests on a rule that is {standing}: {words}", target)


def named_rule(ruleset: Ruleset, name: str) -> tuple[str, Target]:
    """A rule as a row that leads to it."""
    rule = ruleset.rules[name]
    recalled = ", recalled" if rule.recalled else ""
    words = f"{rule.title} [{rule.cite}] {rule.verb.value}{recalled}  {rule.id}"
    return words, Target(Kind.RULE, name, ruleset.regime.id)


def _effect(page: Writing, ruleset: Ruleset, rule: Rule) -> None:
    overcomes = rule.overcomes
    page.named(
        ("Kind", rule.kind),
        ("Reason", rule.reason),
        ("Review", rule.review),
        ("Exception", rule.exception),
        ("Overcomes kinds", ", ".join(sorted(overcomes.kinds))),
        ("Overcomes reasons", ", ".join(sorted(overcomes.reasons))),
    )
    for head, names in (
        ("Overcomes", overcomes.rules),
        ("Does not overcome", overcomes.except_rules),
    ):
        for name in sorted(names):
            words, target = named_rule(ruleset, name)
            page.say(f"{head}: {words}", target)
    page.named(
        ("Takes away", ", ".join(sorted(rule.removes))),
        ("Leaves", ", ".join(sorted(rule.keeps))),
        ("Holds even if not subject", "yes" if rule.always else ""),
        ("Makes content controlled", "yes" if rule.counts_content else ""),
        ("Records are kept for", f"{rule.keep_years} years" if rule.keep_years else ""),
        ("Note", rule.note),
    )
    for duty in rule.duties:
        page.item(duty)
    if page.lines[-1].head:
        page.say("It names a condition for other rules, and does nothing by itself.")
