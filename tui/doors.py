"""What the home screen leads to. Each door imports its screens when it is first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from engine.facts import Deal
    from engine.interview.law import Law
    from screens.law.law_desk import LawDesk
    from tui.app import NavicertApp


def start_deal(app: NavicertApp) -> None:
    """Begin a deal with no answers."""
    from tui.preferences import new_deal

    app.with_law(lambda law: app.interview(law, new_deal(app)))


def start_from(app: NavicertApp) -> None:
    """Ask with whose answers a new deal begins."""
    from screens.modals.menu import Entry, MenuModal

    entries = (
        Entry("template", "A template …", "t"),
        Entry("product", "A product …", "p"),
        Entry("records", "A past deal: ^n on a record starts from it …", "r"),
        Entry("open", "A deal file …", "o"),
    )
    doors: Mapping[str, Callable[[NavicertApp], None]] = {
        "template": from_template,
        "product": from_product,
        "records": list_records,
        "open": open_file,
    }

    def chosen(start: str | None) -> None:
        if start is not None:
            doors[start](app)

    app.push_screen(MenuModal("Start a deal from", entries), chosen)


def from_template(app: NavicertApp) -> None:
    """Let a template be chosen and begin a deal with its answers."""

    def choose(law: Law) -> None:
        from screens.law.shelf_flows import choose_template

        if app.services.templates is not None:
            choose_template(app.home, law, app.services.templates, _template_begins(app, law))

    app.with_law(choose)


def begin_with_template(app: NavicertApp, name: str) -> None:
    """Begin a deal with the answers of a template."""

    def begin(law: Law) -> None:
        from screens.law.shelf_flows import use_kept

        if app.services.templates is not None:
            shelf, then = app.services.templates, _template_begins(app, law)
            use_kept(app.tell_error, law, shelf, "template", name, then)

    app.with_law(begin)


def _template_begins(app: NavicertApp, law: Law) -> Callable[[Deal, date], None]:
    from engine.deals.starting import from_template

    return lambda template, kept: app.interview(law, from_template(template, kept, law.ruleset))


def from_product(app: NavicertApp) -> None:
    """Let a product be chosen and begin a deal with it as the item."""

    def choose(law: Law) -> None:
        from screens.law.shelf_flows import choose_product

        if app.services.products is not None:
            choose_product(app.home, law, app.services.products, _product_begins(app, law))

    app.with_law(choose)


def begin_with_product(app: NavicertApp, name: str) -> None:
    """Begin a deal with a product as the item."""

    def begin(law: Law) -> None:
        from screens.law.shelf_flows import use_kept

        if app.services.products is not None:
            shelf, then = app.services.products, _product_begins(app, law)
            use_kept(app.tell_error, law, shelf, "product", name, then)

    app.with_law(begin)


def _product_begins(app: NavicertApp, law: Law) -> Callable[[Deal, date], None]:
    from engine.deals.starting import with_product
    from engine.facts import Deal

    return lambda product, kept: app.interview(
        law, with_product(Deal(), 0, product, kept, law.ruleset)
    )


def open_file(app: NavicertApp) -> None:
    """Let a deal file be chosen and open a copy of it."""
    from screens.modals.open_file import OpenFileModal

    def opened(path: Path | None) -> None:
        if path is not None:
            app.with_law(lambda law: app.open_path(law, path))

    modal = OpenFileModal("Open a deal file", Path.cwd(), (".yaml", ".yml", ".json"))
    app.push_screen(modal, opened)


def list_records(app: NavicertApp) -> None:
    """List the saved determinations."""
    from screens.audit.records import RecordsScreen

    app.push_screen(RecordsScreen(app.auditor), lambda _: app.refresh_home())


def open_lists(app: NavicertApp) -> None:
    """Show the screening lists."""
    if app.services.lists is not None:
        from screens.screening.lists import ListsScreen

        screen = ListsScreen(app.services.lists, Path.cwd)
        app.push_screen(screen, lambda _: app.refresh_home())


def open_law(app: NavicertApp) -> None:
    """Open the shelf of the law."""

    def shelf(law: Law) -> None:
        from screens.law.law_shelf import LawScreen

        app.push_screen(LawScreen(law_desk(app, law)))

    app.with_law(shelf)


def open_law_page(
    app: NavicertApp,
    kind: str,
    name: str,
    regime: str = "",
    day: date | None = None,
    supposed: Law | None = None,
    ruleset: str = "",
) -> None:
    """Open the page of something of the law: `kind` is rule, eccn, country, set, fact or regime.

    Without a regime, that of the first regime which has it is meant; without a day, today's.
    `supposed` is a law with an overlay over it, to be read instead. Where the regime's digest is
    another than `ruleset`, the page says so.
    """

    def page(law: Law) -> None:
        from engine.browsing.page import Kind, Page
        from screens.law.law_page import LawPageScreen
        from screens.law.law_reading import read_page

        # The shelf may be open below, at a day of its own.
        desk = law_desk(app, law).of_day(day or app.services.today())
        target = desk.book.find(Kind(kind), name, regime)
        screen = app.screen
        if target is None:
            app.notify(f"No regime that is loaded has {name}.", markup=False)
            return
        own = desk.book.by_id.get(target.regime)
        others = ruleset and own is not None and own.digest != ruleset

        def show(page: Page | None) -> None:
            if page is not None and app.screen is screen:
                told = page.under(OTHER_RULES.format(ruleset[:16])) if others else page
                app.push_screen(LawPageScreen(desk, told))

        def waiting() -> None:
            app.notify(f"Reading {name} …", timeout=1, markup=False)

        read_page(screen, lambda: desk.page(target), show, waiting)

    if supposed is not None:
        page(supposed)
    else:
        app.with_law(page)


OTHER_RULES: Final = "The rules as they are now, not those of the determination (digest {})"


def law_desk(app: NavicertApp, law: Law) -> LawDesk:
    """What the screens of the law share; kept, for it remembers what was worked out."""
    from screens.law.law_desk import LawDesk

    if app.law_desk is None or app.law_desk.law is not law:
        app.law_desk = LawDesk(law, app.services, app.services.today())
    return app.law_desk


def open_training(app: NavicertApp) -> None:
    """List the worked cases to practice on. The learner is asked for the name once a session."""
    from engine.regimes.regimes import regimes_of
    from screens.practice.trainer import Trainer
    from screens.practice.training import TrainingScreen

    desk = app.services.training
    if desk is None:
        return

    def opened(law: Law) -> None:
        services = app.services
        trainer = app.trainer
        if trainer is None:
            regimes = regimes_of(law.rulesets)
            trainer = app.trainer = Trainer(desk, regimes, services.now, app.auditor.name)
        app.push_screen(TrainingScreen(trainer))

    app.with_law(opened)


def open_settings(app: NavicertApp) -> None:
    """Show the settings."""
    from tui.preferences import open_settings

    open_settings(app)


def take_tour(app: NavicertApp) -> None:
    """Show what is where."""
    from tui.preferences import take_tour

    take_tour(app)


def leave(app: NavicertApp) -> None:
    """End Navicert."""
    app.exit(0)


DOORS: Final[Mapping[str, Callable[[NavicertApp], None]]] = {
    "new": start_deal,
    "from": start_from,
    "open": open_file,
    "records": list_records,
    "lists": open_lists,
    "law": open_law,
    "training": open_training,
    "settings": open_settings,
    "tour": take_tour,
    "quit": leave,
}
"""By the name that the menu of the home screen has for it."""
