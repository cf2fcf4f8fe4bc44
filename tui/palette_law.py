"""The law in the palette: rules, ECCNs, countries, and what else has a page."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from engine.browsing.page import Kind
from engine.browsing.search import Found, SearchIndex
from tui.doors import law_desk, open_law_page
from tui.palette_found import PER_KIND, Find, FoundProvider, without_kind

WORDS = {
    Kind.COUNTRY: "country",
    Kind.ECCN: "ECCN",
    Kind.RULE: "rule",
    Kind.REGIME: "regime",
    Kind.FACT: "question",
    Kind.SET: "set",
}
"""The kinds, in the order in which they stand."""
LOADING = "rules, ECCNs, countries: the rules are still loading"
REFUSED = "rules, ECCNs, countries: the rules cannot be used; home tells why"


class LawProvider(FoundProvider):
    """The pages of every regime that is loaded."""

    BAND = 60.0

    def prepare_look(self) -> Callable[[str], Sequence[Find]]:
        app = self.navicert
        if app.law is None:
            why = REFUSED if app.rules_refused else LOADING
            return lambda _: [Find(why, partial(app.notify, why, markup=False))]
        return partial(self._look, law_desk(app, app.law).index)

    def _look(self, index: SearchIndex, query: str) -> list[Find]:
        kinds, sought = _meant(query)
        return [
            self._find(kind, found, sought)
            for kind in kinds
            for found in index.search(sought, (kind,), PER_KIND)
        ]

    def _find(self, kind: Kind, found: Found, query: str) -> Find:
        target, typed = found.target, query.casefold()
        regime = f"  ({target.regime})" if target.regime else ""
        line = f"{WORDS[kind]} {found.title}{regime}"
        named = target.id.casefold() == typed
        if kind is Kind.COUNTRY:  # its title is its code, and its name
            named = named or found.title.partition(" ")[2].strip().casefold() == typed
        opened = partial(open_law_page, self.navicert, kind.value, target.id, target.regime)
        return Find(line, opened, named)


def _meant(query: str) -> tuple[Collection[Kind], str]:
    """The kinds that are looked for, and by what: `eccn 3b` names its kind."""
    for kind, word in WORDS.items():
        rest = without_kind(query, word)
        if rest != query:
            return (kind,), rest
    return tuple(WORDS), query
