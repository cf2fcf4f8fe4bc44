"""What-if by policy: an overlay changes rulesets in memory, and marks all that comes of it.

    navicert: overlay/1
    title: The exemption of the Netherlands and Japan lifted
    change:
      - regime: us-ear
        sets:
          - {set: supp-4-to-742, take_out: [NL, JP]}
        rules:
          - {rule: ear.x, lifted_from: 2027-01-01}
          - {rule: ear.y, in_force: [{from: 2024-12-02, by: this exercise, standing: stayed}]}
        add:
          - id: ear.z
            verb: prohibits
            …

Nothing is written: the law on disk stays as it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from engine.deals.deal import FileReading
from engine.deals.deal_source import read_source
from engine.deals.element_reading import read_line, read_note
from engine.evaluation.conditions import rules_used
from engine.faults import InputFaults
from engine.loading.load_days import read_days, read_intervals
from engine.loading.load_fields import Faults, Fields, Found, Keys, named, read_fields
from engine.loading.load_names import Names, Wrong
from engine.loading.load_references import check_cycles
from engine.loading.load_rules import declare_rules, read_rule
from engine.model import Interval, Member, Rule, Ruleset, SetDeclaration
from engine.reading.typed_text import shown, suggestion
from engine.regimes.regimes import Regimes, regimes_of

VERSION: Final = "overlay/1"
OVERLAY_KEYS: Final = ("navicert", "title", "note", "change")
CHANGE: Final = Keys(("regime",), ("sets", "rules", "add"))
SET_CHANGE: Final = Keys(("set",), ("take_out", "put_in", "from", "until"))
RULE_CHANGE: Final = Keys(("rule",), ("in_force", "lifted_from"))


@dataclass(frozen=True, eq=False)
class Overlay:
    """An overlay, read and checked: the rulesets that it makes, by regime."""

    title: str
    note: str
    digest: str
    changed: Mapping[str, Ruleset]

    def over(self, regimes: Regimes) -> Regimes:
        """The regimes with the changed ones in their places."""
        return regimes_of(self.changed.get(r.regime.id, r) for r in regimes.rulesets)

    @property
    def mark(self) -> str:
        """What stands before everything that comes of it."""
        return f"HYPOTHETICAL (overlay “{self.title}”, digest {self.digest[:16]}), not the law:"


def read_overlay(data: bytes | str, file: str, regimes: Regimes) -> Overlay:
    """The overlay in `data` over these regimes; `file` is what messages call it.

    Raises `InputFaults` with every fault found, each at its line and column.
    """
    reading = FileReading(file, regimes.joined)
    root = reading.mapping_of(read_source(data, file), "an overlay", VERSION)
    reading.check_keys(root, OVERLAY_KEYS, "an overlay")
    title = reading.text(root, "title", read_line) or ""
    note = reading.text(root, "note", read_note) or ""
    if not title:
        reading.fail(root.place, "the overlay has no title", "add “title: …”")
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    digest = sha256(raw).hexdigest()
    faults = Faults()
    fields = Fields(root, "an overlay", faults)
    changed: dict[str, Ruleset] = {}
    for part in fields.elements("change"):
        _change(part, regimes, digest, changed, faults)
    if "change" not in root:
        reading.fail(root.place, "the overlay changes nothing", "add “change:” with a list below")
    if reading.faults or faults.found:
        raise InputFaults([*reading.faults, *faults.found])
    return Overlay(title, note, digest, changed)


def _change(
    part: Found, regimes: Regimes, digest: str, changed: dict[str, Ruleset], faults: Faults
) -> None:
    """One regime's part of the overlay, into `changed`."""
    fields = read_fields(part, named(part, "the change of", "regime"), CHANGE, faults)
    if fields is None:
        return
    name = fields.text("regime")
    ruleset = changed.get(name) or regimes.by_id.get(name)
    if ruleset is None:
        if name:
            near = suggestion(name, regimes.by_id) or f"there are {', '.join(regimes.by_id)}"
            fields.wrong("regime", f"there is no regime {shown(name)} here", near)
        return
    if not any(fields.has(key) for key in CHANGE.may):
        faults.add(fields.place, f"{fields.what} holds nothing", "add “sets”, “rules” or “add”")
    names = _names(ruleset)
    sets = dict(ruleset.sets)
    for found in fields.elements("sets"):
        _change_set(found, names, sets, faults)
    rules = dict(ruleset.rules)
    for found in fields.elements("rules"):
        _change_rule(found, names, rules, faults)
    _add_rules(fields.elements("add"), ruleset, names, rules, faults)
    told = sha256(f"{ruleset.digest}+{digest}".encode()).hexdigest()
    changed[name] = replace(ruleset, digest=told, sets=sets, rules=rules, with_tests=False)


def _names(ruleset: Ruleset) -> Names:
    return Names(
        countries=dict(ruleset.countries),
        entries=dict(ruleset.entries),
        facts=dict(ruleset.facts),
        set_kinds={name: declared.of for name, declared in ruleset.sets.items()},
        sets=dict(ruleset.sets),
        rules={rule.id: rule.verb for rule in ruleset.rules.values()},
    )


# Sets -------------------------------------------------------------------------------------------


def _change_set(part: Found, names: Names, sets: dict[str, SetDeclaration], faults: Faults) -> None:
    fields = read_fields(part, named(part, "the change of the set", "set"), SET_CHANGE, faults)
    if fields is None:
        return
    name = fields.text("set")
    declared = sets.get(name)
    if declared is None:
        if name:
            right = suggestion(name, sets) or "name a set of the regime"
            fields.wrong("set", f"there is no set {shown(name)}", right)
        return
    if not fields.has("take_out") and not fields.has("put_in"):
        faults.add(fields.place, f"{fields.what} holds nothing", "add “take_out” or “put_in”")
    start, until = read_days(fields)
    held = _entries(name, sets)
    checks: dict[str, Callable[[str], Wrong | None]] = {
        "countries": names.wrong_country,
        "eccns": names.wrong_pattern,
    }
    wrong: Callable[[str], Wrong | None] = checks.get(declared.of, lambda _: None)
    taken: list[Member] = []
    put: list[Member] = []
    for key, members in (("take_out", taken), ("put_in", put)):
        for found, entry in zip(fields.elements(key), fields.texts(key), strict=False):
            fault = wrong(entry)
            if fault is None and key == "take_out" and declared.of != "eccns" and entry not in held:
                fault = (f"{shown(entry)} is no member of “{name}”", "take it out of the overlay")
            if fault is None and key == "put_in" and entry in held and not (start or until):
                fault = (f"{shown(entry)} is a member of “{name}” already", "leave it out")
            if fault is not None:
                faults.add(found.place, *fault)
            members.append(Member(entry, start, until, "the overlay"))
    sets[name] = replace(
        declared,
        members=(*declared.members, *put),
        excluded=(*declared.excluded, *taken),
    )


def _entries(name: str, sets: Mapping[str, SetDeclaration]) -> frozenset[str]:
    """Every entry that a set holds on some day, through other sets too."""
    declared = sets[name]
    own = {member.entry for member in declared.members}
    return frozenset(own).union(*(_entries(other, sets) for other in declared.union))


# Rules ------------------------------------------------------------------------------------------


def _change_rule(part: Found, names: Names, rules: dict[str, Rule], faults: Faults) -> None:
    fields = read_fields(part, named(part, "the change of the rule", "rule"), RULE_CHANGE, faults)
    if fields is None:
        return
    name = fields.text("rule")
    rule = rules.get(name)
    if rule is None:
        wrong = names.wrong_rule(name) if name else None
        if wrong is not None:
            fields.wrong("rule", *wrong)
        return
    if fields.has("in_force") == fields.has("lifted_from"):
        faults.add(
            fields.place,
            f"{fields.what} has {'both' if fields.has('in_force') else 'neither'} of “in_force”"
            " and “lifted_from”",
            "write one: the intervals anew, or the day from which the rule is no more",
        )
        return
    if fields.has("in_force"):
        intervals = read_intervals(fields, "in_force", names)
    else:
        day = fields.day("lifted_from")
        intervals = rule.in_force if day is None else _lifted(rule.in_force, day)
    rules[name] = replace(rule, in_force=intervals)


def _lifted(intervals: tuple[Interval, ...], day: date) -> tuple[Interval, ...]:
    """The intervals up to the day before."""
    last = day - timedelta(days=1)
    return tuple(
        replace(i, until=last if i.until is None else min(i.until, last))
        for i in intervals
        if i.start <= last
    )


def _add_rules(
    parts: list[Found], ruleset: Ruleset, names: Names, rules: dict[str, Rule], faults: Faults
) -> None:
    for part in parts:
        if _id(part) in names.rules:
            faults.add(
                part.place,
                f"there is a rule {shown(_id(part))} already",
                "give the new rule an id of its own, or change the other under “rules”",
            )
    declare_rules([p for p in parts if _id(p) not in names.rules], names, faults)
    added: dict[str, Rule] = {}
    codes = {rule.exception for rule in rules.values() if rule.exception}
    for part in parts:
        read = read_rule(part, ruleset.regime, names, faults)
        if read is None or read.rule.id in rules:
            continue
        added[read.rule.id] = read.rule
        if read.rule.tests:
            read.fields.wrong("tests", "an overlay runs no tests", "take them out")
        for code in sorted((read.rule.removes | read.rule.keeps) - codes - {"all"}):
            faults.add(
                part.place,
                f"no license exception has the code {shown(code)}",
                suggestion(code, codes) or "name one of the regime",
            )
    uses = {rule.id: tuple(sorted(rules_used(rule))) for rule in added.values()}
    places = {rule.id: rule.place for rule in added.values()}
    check_cycles(uses, places, "rule", "a rule may not rest on itself: break the circle", faults)
    rules.update(added)


def _id(part: Found) -> str:
    name = part.tree.get("id") if isinstance(part.tree, dict) else None
    return name.strip() if isinstance(name, str) else ""
