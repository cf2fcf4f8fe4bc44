"""All regimes as one book: pages by name, whichever regime has them."""

from collections.abc import Container, Iterable, Sequence
from datetime import date

from engine.browsing.country_page import country_page
from engine.browsing.entry_page import entry_page, read_entry
from engine.browsing.page import Kind, Page, Target
from engine.browsing.rule_page import rule_page
from engine.browsing.small_pages import fact_page, regime_page, set_page
from engine.model import Ruleset


class LawBook:
    """The rulesets side by side; that of `first` is looked at before the others."""

    def __init__(self, rulesets: Sequence[Ruleset], first: str = "us-ear") -> None:
        self.rulesets = tuple(sorted(rulesets, key=lambda r: (r.regime.id != first, r.regime.id)))
        self.by_id = {ruleset.regime.id: ruleset for ruleset in self.rulesets}

    def find(self, kind: Kind, name: str, regime: str = "") -> Target | None:
        """The page of a name, in the regime given or the first that has it; None where no regime
        has it. A case is in no regime."""
        if kind is Kind.CASE:
            return None
        for ruleset in self.rulesets:
            if regime in ("", ruleset.regime.id):
                found = _name_in(ruleset, kind, name)
                if found:
                    return Target(kind, found, "" if kind is Kind.COUNTRY else ruleset.regime.id)
        return None

    def named(self, name: str, regime: str = "") -> Target | None:
        """The page of a name of any kind; rules come first, then sets, facts, ECCNs."""
        for kind in (Kind.RULE, Kind.SET, Kind.FACT, Kind.ECCN, Kind.REGIME, Kind.COUNTRY):
            found = self.find(kind, name, regime)
            if found is not None:
                return found
        return None

    def title(self, target: Target) -> str:
        """What a page is of, on one line."""
        if target.kind is Kind.COUNTRY:
            countries = next(r.countries for r in self.rulesets if target.id in r.countries)
            return f"{target.id}  {countries[target.id].name}"
        ruleset = self.by_id[target.regime]
        match target.kind:
            case Kind.RULE:
                return f"{target.id}  {ruleset.rules[target.id].title}"
            case Kind.SET:
                return f"{target.id}  {ruleset.sets[target.id].title}"
            case Kind.FACT:
                return f"{target.id}  {ruleset.facts[target.id].short}"
            case Kind.ECCN:
                return f"{target.id}  {ruleset.entries[target.id.partition('.')[0]].title}"
            case _:
                return ruleset.regime.name

    def page(self, target: Target, day: date, listed: Iterable[str] = ()) -> Page:
        """The page of a target on a day; `listed` are a country's lines on screening lists.

        Raises `KeyError` where no regime has it.
        """
        found = self.find(*target)
        if found is None:
            raise KeyError(target.id)
        if found.kind is Kind.COUNTRY:
            return country_page(self.rulesets, found.id, day, listed)
        ruleset = self.by_id[found.regime]
        match found.kind:
            case Kind.RULE:
                return rule_page(ruleset, ruleset.rules[found.id], day)
            case Kind.SET:
                return set_page(ruleset, ruleset.sets[found.id], day)
            case Kind.FACT:
                return fact_page(ruleset, ruleset.facts[found.id])
            case Kind.ECCN:
                eccn = read_entry(ruleset, found.id)
                assert eccn is not None  # `find` has read it
                return entry_page(ruleset, eccn, day)
            case _:
                return regime_page(ruleset, day)


def _name_in(ruleset: Ruleset, kind: Kind, name: str) -> str:
    """The name as the ruleset has it, empty where it has none such."""
    if kind is Kind.ECCN:
        return str(read_entry(ruleset, name) or "")
    known: Container[str] = {
        Kind.RULE: ruleset.rules,
        Kind.SET: ruleset.sets,
        Kind.FACT: ruleset.facts,
        Kind.COUNTRY: ruleset.countries,
        Kind.REGIME: (ruleset.regime.id,),
    }[kind]
    return name if name in known else ""
