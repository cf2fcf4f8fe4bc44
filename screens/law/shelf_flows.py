"""Templates and products on screen: kept from a deal, chosen for one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from engine.deals.starting import LEFT_OUT, product_of, template_of
from engine.facts import Deal
from engine.faults import NavicertError
from engine.interview.law import Law
from engine.interview.session import Session
from engine.interview.shown_answers import answer_lines
from screens.modals.confirm import ConfirmModal
from screens.modals.form import Field, FormModal, Tree
from screens.modals.shelf import NAME, ShelfModal, name_check
from screens.navicert_screen import NavicertScreen
from screens.services import DraftCard, Drafts

Chosen = Callable[[Deal, date], None]
"""Takes what was chosen, with the day on which it was kept."""

NO_PRODUCT = (
    "No product is kept yet. A product is what describes an item in any deal: its classification,"
    " origin and U.S. content, with the bill of materials. In the interview, ^n and then k keeps"
    " the item at hand as one."
)
NO_TEMPLATE = (
    "No template is kept yet. A template is a deal with some answers, with which others begin. In"
    " the interview, ^n and then t keeps one."
)


def choose_product(screen: NavicertScreen[Any], law: Law, shelf: Drafts, then: Chosen) -> None:
    """Let a product be chosen."""
    _choose(screen, law, shelf, "product", NO_PRODUCT, then)


def choose_template(screen: NavicertScreen[Any], law: Law, shelf: Drafts, then: Chosen) -> None:
    """Let a template be chosen."""
    _choose(screen, law, shelf, "template", NO_TEMPLATE, then)


def _choose(
    screen: NavicertScreen[Any], law: Law, shelf: Drafts, what: str, empty: str, then: Chosen
) -> None:
    def rename(kept: str, name: str) -> None:
        deal = replace(law.read_deal(shelf.read(kept), what), title=name)
        shelf.write(kept, law.write_deal(deal))

    def show(kept: str) -> str:
        return "\n".join(answer_lines(law.read_deal(shelf.read(kept), what), law))

    def chosen(kept: str | None) -> None:
        if kept is not None:
            use_kept(screen.show_error, law, shelf, what, kept, then)

    title = f"{what.capitalize()}s"
    screen.app.push_screen(ShelfModal(title, what, shelf, empty, rename, show), chosen)


def use_kept(
    tell: Callable[[str, str], None],
    law: Law,
    shelf: Drafts,
    what: str,
    kept: str,
    then: Chosen,
) -> None:
    """Read what is kept under a name and hand it on, or tell why that cannot be."""
    try:
        card = next(card for card in shelf.cards() if card.id == kept)
        deal = law.read_deal(shelf.read(kept), f"{what} {card.title}")
    except (NavicertError, OSError, StopIteration) as error:
        tell("It cannot be used", str(error) or "It was deleted meanwhile.")
        return
    then(deal, _day_of(card))


def _day_of(card: DraftCard) -> date:
    return card.changed.date() if card.changed is not None else date.min


def keep_product(screen: NavicertScreen[Any], law: Law, shelf: Drafts, session: Session) -> None:
    """Ask for a name and keep the item at hand under it."""
    items = session.deal.items
    name = items[session.item].name if items else ""
    kept = product_of(session.deal, session.item, name, law.ruleset)
    if not kept.facts:
        screen.show_error("No product was kept", "Nothing that describes the item is answered yet.")
        return

    def named(tree: Tree | None) -> None:
        if tree is not None:
            _keep(screen, law, shelf, replace(kept, title=tree["name"]), "product")

    title = f"Keep this item as a product ({len(kept.facts)} answers)"
    screen.app.push_screen(FormModal(title, (NAME,), {"name": name}, name_check, "Keep"), named)


def keep_template(screen: NavicertScreen[Any], law: Law, shelf: Drafts, deal: Deal) -> None:
    """Ask for a name and the sections, and keep their answers."""
    sections = law.ruleset.regime.sections
    answered = {
        law.ruleset.facts[fact].section
        for facts in (deal.facts, *(item.facts for item in deal.items))
        for fact in facts
    }
    offered = {title: title for title in sections if title in answered}
    if not offered:
        screen.show_error("No template was kept", "Nothing is answered yet.")
        return
    help_words = "Left and right move, space marks. Parties and end use are left out unless marked."
    fields = (NAME, Field("sections", "Sections kept", help_words, words=offered, several=True))
    marked = [title for title in offered if title not in LEFT_OUT] or list(offered)

    def check(tree: Tree) -> list[tuple[str, str]]:
        none = [] if tree.get("sections") else [("sections", "mark at least one")]
        return [*name_check(tree), *none]

    def named(tree: Tree | None) -> None:
        if tree is not None:
            kept = template_of(deal, tree["name"], tree["sections"], law.ruleset)
            _keep(screen, law, shelf, kept, "template")

    tree: Tree = {"name": deal.title, "sections": marked}
    form = FormModal("Keep as a template", fields, tree, check, "Keep")
    screen.app.push_screen(form, named)


def _keep(screen: NavicertScreen[Any], law: Law, shelf: Drafts, deal: Deal, what: str) -> None:
    """Write it, after asking where one of that name would be replaced."""

    def write(kept: str) -> None:
        try:
            shelf.write(kept, law.write_deal(deal))
        except (NavicertError, OSError) as error:
            screen.show_error(f"The {what} was NOT kept", str(error))
        else:
            screen.notify(f"Kept as {what} “{deal.title}”.", markup=False)

    try:
        cards = shelf.cards()
    except (NavicertError, OSError) as error:
        screen.show_error(f"The {what} was NOT kept", str(error))
        return
    same = [card.id for card in cards if card.title.casefold() == deal.title.casefold()]
    if not same:
        write(shelf.new_id(deal.title))
        return

    def confirmed(yes: bool | None) -> None:
        if yes:
            write(same[0])

    question = f"A {what} is called “{deal.title}” already. Replace it? Deals stay as they are."
    screen.app.push_screen(ConfirmModal(question, "Replace it"), confirmed)
