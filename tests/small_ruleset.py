"""A ruleset of a few facts, countries and entries, for tests that need no law."""

from datetime import date

from engine.facts import FactType
from engine.model import Choice, Country, FactDeclaration, ListEntry, Regime, Ruleset


def small_ruleset() -> Ruleset:
    """One fact of every type, two calculated or policy facts, eight countries, four entries."""
    declarations = [
        _fact("item.us_origin", FactType.YES_NO),
        _fact("item.published", FactType.JUDGEMENT),
        _fact("item.kind", FactType.CHOICE, choices=("commodity", "software", "technology")),
        _fact("item.part746", FactType.SET, choices=("supp-2", "supp-4", "supp-5")),
        _fact("destination.country", FactType.COUNTRY),
        _fact("sender.headquarters", FactType.COUNTRIES),
        _fact("item.eccn", FactType.ECCN),
        _fact("production.technology", FactType.ECCNS),
        _fact("content.value", FactType.MONEY),
        _fact("content.declared_share", FactType.PERCENT),
        _fact("item.teraflops", FactType.NUMBER),
        _fact("transaction.signed", FactType.DATE),
        _fact("item.description", FactType.TEXT),
        _fact("parties", FactType.PARTIES),
        _fact("content.lines", FactType.CONTENT),
        _fact("list.reasons", FactType.SET, derived="list.reasons"),
        _fact("policy.not_enforced", FactType.YES_NO, default="no"),
    ]
    countries = [
        Country("NL", "Netherlands", ("Holland", "The Netherlands")),
        Country("NO", "Norway"),
        Country("CN", "China", ("PRC",)),
        Country("HK", "Hong Kong", row_of="CN"),
        Country("US", "United States", ("USA", "America")),
        Country("KR", "Korea, Republic of", ("South Korea", "Korea")),
        Country("KP", "Korea, Democratic People's Republic of", ("North Korea", "Korea")),
        Country("CI", "Côte d'Ivoire", ("Ivory Coast",)),
    ]
    entries = [
        ListEntry(
            "3B001", "chip tools", (), paragraphs=frozenset({"a", "a.4", "c", "c.1", "f", "f.1"})
        ),
        ListEntry("3A991", "electronics", ()),
        ListEntry("3E992", "technology", ()),
        ListEntry("3D992", "software", ()),
    ]
    return Ruleset(
        regime=Regime("us-ear", "the EAR", "BIS", date(2026, 9, 24), (), ()),
        digest="0" * 64,
        facts={fact.name: fact for fact in declarations},
        sets={},
        countries={country.code: country for country in countries},
        chart={},
        entries={entry.eccn: entry for entry in entries},
        rules={},
    )


def _fact(
    name: str,
    fact_type: FactType,
    choices: tuple[str, ...] = (),
    derived: str = "",
    default: str = "",
) -> FactDeclaration:
    return FactDeclaration(
        name,
        fact_type,
        "Item",
        name.replace(".", " "),
        choices=tuple(Choice(value, value.replace("-", " ")) for value in choices),
        derived=derived,
        default=default,
    )
