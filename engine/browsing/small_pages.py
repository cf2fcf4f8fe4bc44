"""The pages of a set, a fact and a regime."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from engine.browsing.conditions import condition_lines
from engine.browsing.page import Kind, Line, Page, Target, Writing
from engine.browsing.references import uses_of
from engine.browsing.rule_page import named_rule
from engine.browsing.standing import late_words, member_days, sources_words
from engine.evaluation.sets_on_day import in_days
from engine.model import (
    FactDeclaration,
    Member,
    Ruleset,
    SetDeclaration,
    Verb,
)

LONG = 40
"""Members that a page lists one by one; more stand in one paragraph."""


def set_page(ruleset: Ruleset, declared: SetDeclaration, day: date) -> Page:
    """A set: its members on the day, those of other days, what it is made of, who names it."""
    regime = ruleset.regime.id
    page = Writing()
    page.say(f"{declared.of}; {declared.cite}", Target(Kind.REGIME, regime), note=regime)
    page.say(late_words(ruleset, day))
    now = [m for m in declared.members if in_days(m.start, m.until, day)]
    page.say(f"Members on {day}: {', '.join(m.entry for m in now) or 'none'}")
    for member in now if len(now) <= LONG else ():
        page.item(_shown(ruleset, declared, member), *_leading(ruleset, declared, member))
    other = [m for m in declared.members if m not in now or m.start or m.until]
    if other:
        page.head("Members by date")
        for member in other:
            days = member_days(member)
            page.item(f"{member.entry} {days}", *_leading(ruleset, declared, member))
    if declared.excluded:
        page.head("Taken out")
        for member in declared.excluded:
            words = f"{member.entry} {member_days(member)}"
            page.item(words, *_leading(ruleset, declared, member))
    page.links("And all of", _sets(ruleset, declared.union))
    page.links("But none of", _sets(ruleset, declared.minus))
    page.named(("Sources", sources_words(declared.sources)))
    uses = uses_of(ruleset)
    page.links("Part of", _sets(ruleset, uses.sets_of.get(declared.id, ())))
    page.links(
        "Rules that name it", (named_rule(ruleset, r) for r in uses.sets.get(declared.id, ()))
    )
    target = Target(Kind.SET, declared.id, regime)
    return page.page(target, f"{declared.id}: {declared.title}")


def _sets(ruleset: Ruleset, names: tuple[str, ...]) -> Iterator[tuple[str, Target]]:
    for name in names:
        declared = ruleset.sets[name]
        yield f"{name}: {declared.title}", Target(Kind.SET, name, ruleset.regime.id)


def _shown(ruleset: Ruleset, declared: SetDeclaration, member: Member) -> str:
    name = member.entry
    if declared.of == "countries" and name in ruleset.countries:
        name += f"  {ruleset.countries[name].name}"
    elif declared.of == "eccns" and name in ruleset.entries:
        name += f"  {ruleset.entries[name].title}"
    return f"{name}  {member_days(member)}".rstrip()


def _leading(ruleset: Ruleset, declared: SetDeclaration, member: Member) -> tuple[Target, ...]:
    entry, regime = member.entry, ruleset.regime.id
    if declared.of == "countries" and entry in ruleset.countries:
        return (Target(Kind.COUNTRY, entry, regime),)
    if declared.of == "eccns" and entry.partition(".")[0].upper() in ruleset.entries:
        return (Target(Kind.ECCN, entry, regime),)
    return ()


def fact_page(ruleset: Ruleset, fact: FactDeclaration) -> Page:
    """A fact: what is asked, why, who would know, when it is asked, and which rules use it."""
    regime = ruleset.regime.id
    page = Writing()
    page.say(f"{fact.type.value}; {fact.section}", Target(Kind.REGIME, regime), note=regime)
    page.named(("Asks", fact.ask), ("Help", fact.help), ("Law", fact.cite))
    if fact.choices:
        page.head("Choices")
        for choice in fact.choices:
            page.item(f"{choice.value}: {choice.label}", note=choice.help)
    page.named(
        ("Who knows", fact.who),
        ("Document", fact.document),
        ("House default", fact.default),
        ("Calculated", fact.derived),
        ("Asked in any case", "yes" if fact.always_ask else ""),
        ("The heavier answer", fact.worse),
    )
    if fact.applies_when is not None:
        page.head("Asked only when")
        page.lines += condition_lines(ruleset, fact.applies_when)
    names = uses_of(ruleset).facts.get(fact.name, ())
    page.links("Rules that use it", (named_rule(ruleset, name) for name in names))
    if not names:
        page.say("No rule tests it by itself.")
    return page.page(Target(Kind.FACT, fact.name, regime), f"{fact.name}: {fact.short}")


def warns_only(ruleset: Ruleset) -> bool:
    """Whether a regime only says what may bite: it neither requires nor prohibits anything."""
    return not ruleset.rules_of[Verb.REQUIRES] and not ruleset.rules_of[Verb.PROHIBITS]


def regime_line(ruleset: Ruleset) -> str:
    """A regime on one line: how much it holds, to which day it was verified, and its name."""
    mark = "  (warns only)" if warns_only(ruleset) else ""
    regime = ruleset.regime
    return (
        f"{regime.id.ljust(7)} {len(ruleset.rules)} rules, verified to {regime.verified_to}{mark}"
        f"  {regime.name}"
    )


def regime_page(ruleset: Ruleset, day: date) -> Page:
    """A regime: its reach, what it holds, how much is recalled, and what it does not check."""
    regime = ruleset.regime
    page = Writing()
    page.named(("Authority", regime.authority), ("Nexus", regime.nexus))
    page.head("How far it reaches")
    if warns_only(ruleset):
        page.item("It WARNS ONLY: it says what may bite, and never that no license is required.")
    else:
        page.item("It says what is required, prohibited and permitted, as far as its rules go.")
    late = f", {(day - regime.verified_to).days} days before {day}"
    page.item(f"Verified to {regime.verified_to}{late if day > regime.verified_to else ''}.")
    for answer in regime.answers:
        rule = Target(Kind.RULE, answer.rule, regime.id)
        page.item(f"It answers {answer.fact} for other regimes ({answer.cite})", rule)
    page.head("What it holds")
    recalled = [rule for rule in ruleset.rules.values() if rule.recalled]
    verbs = Counter(rule.verb.value for rule in ruleset.rules.values())
    page.item(f"{len(ruleset.rules):,} rules: " + ", ".join(f"{n} {v}" for v, n in verbs.items()))
    page.item(f"{len(ruleset.rules) - len(recalled)} verified, {len(recalled)} recalled")
    held = (
        (ruleset.facts, "facts"),
        (ruleset.sets, "sets"),
        (ruleset.entries, "list entries"),
        (ruleset.countries, "countries and regions"),
        (ruleset.chart, "rows of the country chart"),
    )
    page.item(", ".join(f"{len(part):,} {what}" for part, what in held if part))
    page.item(f"digest {ruleset.digest}")
    page.head("Steps")
    for step in regime.steps:
        count = sum(rule.step == step.id for rule in ruleset.rules.values())
        page.item(f"{step.title} ({count} rules)")
    if regime.not_checked:
        page.head("Not checked")
        page.lines += [Line(text, 1, bullet=True) for text in regime.not_checked]
    page.links("Recalled rules, to be read again", (named_rule(ruleset, r.id) for r in recalled))
    return page.page(Target(Kind.REGIME, regime.id), f"{regime.id}: {regime.name}")
