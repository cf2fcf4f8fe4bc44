"""Deals at hand in the palette: drafts to go on with, products and templates to begin with."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from typing import ClassVar

from screens.services import DraftCard, Drafts
from tui import doors
from tui.palette_found import PER_KIND, Find, FoundProvider, holding, without_kind


class _KeptProvider(FoundProvider):
    """Finds what is kept as deal files, by title or name."""

    WORD: ClassVar[str]
    UNTITLED: ClassVar[str] = "Untitled deal"

    def shelf(self) -> Drafts | None:
        """Where they are kept."""
        raise NotImplementedError

    def show(self, card: DraftCard) -> None:
        """Open one."""
        raise NotImplementedError

    def prepare_look(self) -> Callable[[str], Sequence[Find]]:
        return partial(self._look, self.shelf())

    def _look(self, shelf: Drafts | None, query: str) -> list[Find]:
        cards = shelf.cards() if shelf is not None else ()
        sought = without_kind(query, self.WORD)
        met = (card for card in cards if holding(sought, (self.WORD, card.title, card.id)))
        return [self._find(card, sought) for card in islice(met, PER_KIND)]

    def _find(self, card: DraftCard, query: str) -> Find:
        changed = f", changed {card.changed:%Y-%m-%d %H:%M}" if card.changed else ""
        line = f"{self.WORD} {card.title or self.UNTITLED}{changed}"
        return Find(line, partial(self.show, card), card.title.casefold() == query.casefold())


class DraftsProvider(_KeptProvider):
    """Deals that are being worked on."""

    BAND = 75.0
    WORD = "draft"

    def shelf(self) -> Drafts | None:
        return self.navicert.services.drafts

    def show(self, card: DraftCard) -> None:
        self.navicert.resume(card.id)


class ProductsProvider(_KeptProvider):
    """Products, with which deals begin."""

    BAND = 50.0
    WORD = "product"

    def shelf(self) -> Drafts | None:
        return self.navicert.services.products

    def show(self, card: DraftCard) -> None:
        doors.begin_with_product(self.navicert, card.id)


class TemplatesProvider(_KeptProvider):
    """Templates, with which deals begin."""

    BAND = 45.0
    WORD = "template"

    def shelf(self) -> Drafts | None:
        return self.navicert.services.templates

    def show(self, card: DraftCard) -> None:
        doors.begin_with_template(self.navicert, card.id)
