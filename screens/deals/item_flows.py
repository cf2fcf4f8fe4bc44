"""What the interview does with the items of a deal: turn to one, add, name, take out."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from engine.deals.element_reading import read_line
from engine.facts import Facts
from engine.interview.session import Reading, Session
from screens.modals.confirm import ConfirmModal
from screens.modals.form import Field, FormModal, Tree
from screens.modals.items import ItemsModal, Wanted
from screens.modals.menu import Entry, MenuModal
from screens.navicert_screen import NavicertScreen

Take = Callable[[Session, str], Awaitable[None]]
"""Makes a session the current one; the words say what changed, empty where nothing did."""


FromProduct = Callable[[], None]
"""Lets a product be chosen that becomes one more item."""

Other = Callable[[str, int], Awaitable[None]]
"""Does with the item at a place what else can be done with one."""


def manage_items(
    screen: NavicertScreen[Any],
    session: Session,
    reading: Reading,
    take: Take,
    other: Other,
    from_product: FromProduct,
) -> None:
    """List the items and do what is chosen there; what has to do with products and templates is
    for `other`."""

    async def chosen(wanted: Wanted | None) -> None:
        if wanted is None:
            return
        if wanted.act == "add":
            add_item(screen, session, take, from_product)
        elif wanted.act == "rename":
            rename_item(screen, session, wanted.place, take)
        elif wanted.act == "remove":
            remove_item(screen, session, wanted.place, take)
        elif wanted.act != "go":
            await other(wanted.act, wanted.place)
        elif wanted.place != session.item:
            await take(session.go_to_item(wanted.place), "")

    screen.app.push_screen(ItemsModal(reading.answers, session.item), chosen)


def add_item(
    screen: NavicertScreen[Any], session: Session, take: Take, from_product: FromProduct
) -> None:
    """Ask what the new item is to begin with, and add it."""
    if not session.of_item:
        told = "The rules that are loaded do not say what is asked of each item of a deal."
        screen.show_error("This deal cannot have several items", told)
        return
    here = session.deal.items[session.item].name if session.deal.items else "this item"
    entries = (
        Entry("empty", "An item with no answers of its own", "e"),
        Entry("copy", f"A copy of {here}, to change what differs", "c"),
        Entry("product", "A product that you keep …", "p"),
    )

    def chosen(start: str | None) -> None:
        if start == "product":
            from_product()
        elif start is not None:
            facts = session.facts if start == "copy" else Facts()
            name_and_add(screen, session, facts, "", take)

    screen.app.push_screen(MenuModal("Another item: what does it begin with?", entries), chosen)


def name_and_add(
    screen: NavicertScreen[Any], session: Session, facts: Facts, name: str, take: Take
) -> None:
    """Ask how the new item is called, and the first one where it has no name yet, and add it."""
    first = () if session.deal.items else (_name_field("first", "The item so far"),)
    fields = (*first, _name_field("name", "The new item"))

    async def named(tree: Tree | None) -> None:
        if tree is not None:
            what = f"Item added: {tree['name']}"
            added = session.add_item(tree["name"], facts, tree.get("first", ""), what)
            await take(added, what)

    form = FormModal("Another item", fields, {"name": name}, _name_check(fields), "Add")
    screen.app.push_screen(form, named)


def rename_item(screen: NavicertScreen[Any], session: Session, place: int, take: Take) -> None:
    """Ask for another name of the item at `place`."""
    old = session.deal.items[place].name
    fields = (_name_field("name", "Name"),)

    async def named(tree: Tree | None) -> None:
        if tree is not None and tree["name"] != old:
            what = f"Item {place + 1} is called {tree['name']}"
            await take(session.rename_item(place, tree["name"], what), what)

    form = FormModal(f"Name of item {place + 1}", fields, {"name": old}, _name_check(fields))
    screen.app.push_screen(form, named)


def remove_item(screen: NavicertScreen[Any], session: Session, place: int, take: Take) -> None:
    """Take the item at `place` out of the deal, after asking."""
    name = session.deal.items[place].name

    async def confirmed(yes: bool | None) -> None:
        if yes:
            what = f"Item taken out: {name}"
            await take(session.remove_item(place, what), what)

    question = f"Take “{name}” out of the deal, with its own answers? ^z brings it back."
    screen.app.push_screen(ConfirmModal(question, "Take it out"), confirmed)


def _name_field(key: str, label: str) -> Field:
    return Field(key, label, "A word or two; they stand in titles and records.", "such as etcher")


def _name_check(fields: Sequence[Field]) -> Callable[[Tree], Sequence[tuple[str, str]]]:
    def check(tree: Tree) -> Sequence[tuple[str, str]]:
        faults = []
        for field in fields:
            try:
                if not read_line(str(tree.get(field.key, ""))):
                    faults.append((field.key, "write a name"))
            except ValueError as error:
                faults.append((field.key, str(error)))
        return faults

    return check
