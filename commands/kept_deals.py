"""What `navicert templates` and `navicert products` have in common."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from commands import exits
from commands.talk import give, give_json, say

if TYPE_CHECKING:
    from engine.facts import Deal
    from engine.model import Ruleset
    from records.drafts import Draft, Drafts

Actions: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def declare_kept(actions: Actions, what: str) -> None:
    """The actions that both have: list, show, rename, delete, restore."""
    listing = actions.add_parser("list", help=f"every {what}, the one changed last first")
    listing.add_argument("--json", action="store_true", help="print JSON")
    show = actions.add_parser("show", help=f"print a {what}, a deal file")
    rename = actions.add_parser("rename", help=f"give a {what} another name")
    delete = actions.add_parser("delete", help=f"move a {what} to the trash")
    restore = actions.add_parser("restore", help=f"have a deleted {what} back from the trash")
    for action in (show, rename, delete, restore):
        action.add_argument("name", metavar="NAME", help="its name, or that of its file")
    rename.add_argument("new", metavar="NEW", help="the other name")


def run_kept(options: argparse.Namespace, store: "Drafts") -> int:
    """Do one of these actions. Raises `DraftError` and `InputFaults`."""
    if options.action == "list":
        return _list(options, store)
    if options.action == "restore":
        found = store.find_trashed(options.name)
        store.restore(found.name)
        say(f"{store.what} “{found.title}” is back")
        return exits.DONE
    found = store.find(options.name)
    if options.action == "show":
        give(store.load(found.name).rstrip("\n"))
    elif options.action == "rename":
        ruleset = law_of_all()
        deal = replace(kept(store, found, ruleset), title=options.new.strip())
        store.save(found.name, deal_text(deal, ruleset))
        say(f"{store.what} “{found.title}” is called “{deal.title}” now")
    else:
        store.delete(found.name)
        say(
            f"{store.what} “{found.title}” is in the trash: “navicert {store.what}s restore"
            f" {found.name}” has it back"
        )
    return exits.DONE


def _list(options: argparse.Namespace, store: "Drafts") -> int:
    rows = store.saved()
    if options.json:
        give_json(
            [{"name": r.title, "file": r.name, "changed": r.changed_at.isoformat()} for r in rows]
        )
        return exits.DONE
    for row in rows:
        give(f"{row.changed_at.astimezone():%Y-%m-%d %H:%M}  {row.title}  ({row.name})")
    if not rows:
        say(f"no {store.what} is kept: “navicert {store.what}s keep DEAL --name NAME” keeps one")
    return exits.DONE


def keep(store: "Drafts", deal: "Deal", ruleset: "Ruleset", replaces: bool) -> int:
    """Keep the deal under its title; one of that name is only replaced where that is wanted."""
    same = [one for one in store.saved() if one.title.casefold() == deal.title.casefold()]
    if same and not replaces:
        say(
            f"navicert: a {store.what} is called “{deal.title}” already: name it otherwise, or add"
            " --replace"
        )
        return exits.USAGE
    name = same[0].name if same else store.new_name(deal.title)
    store.save(name, deal_text(deal, ruleset))
    say(f"kept as {store.what} “{deal.title}” ({answers_in(deal)} answers)")
    return exits.DONE


def answers_in(deal: "Deal") -> int:
    """How many answers the deal has, those of its items among them."""
    return len(deal.facts) + sum(len(item.facts) for item in deal.items)


def law_of_all() -> "Ruleset":
    """The facts of all regimes that ship."""
    from commands.rulesets_at_hand import ALL, load_regimes

    return load_regimes([ALL]).joined


def read_file(named: str, ruleset: "Ruleset") -> "Deal":
    """The deal in a file. Raises `InputFaults`."""
    from engine.deals.deal import read_deal
    from engine.deals.deal_source import read_input

    return read_deal(read_input(Path(named), named), named, ruleset)


def kept(store: "Drafts", found: "Draft", ruleset: "Ruleset") -> "Deal":
    """What was kept, as a deal. Raises `DraftError` and `InputFaults`."""
    from engine.deals.deal import read_deal

    return read_deal(store.load(found.name), f"{store.what} {found.name}", ruleset)


def kept_on(found: "Draft") -> date:
    """The day on which it was last changed, by the clock of this machine."""
    return found.changed_at.astimezone().date()


def deal_text(deal: "Deal", ruleset: "Ruleset") -> str:
    """The deal as the text of a deal file."""
    from engine.deals.deal import write_deal

    return write_deal(deal, ruleset)


def write_out(path: Path | None, deal: "Deal", ruleset: "Ruleset") -> None:
    """Write the deal to a new file, or print it where no file is named. Raises
    `CannotSaveError`, also where the file is there already."""
    text = deal_text(deal, ruleset)
    if path is None:
        give(text.rstrip("\n"))
        return
    from engine.durable import write_whole
    from records.faults import CannotSaveError, cannot_save

    if path.exists():
        raise CannotSaveError(f"{path} is there already: name another file.")
    try:
        write_whole(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise cannot_save(path, error) from error
    say(f"written to {path}")


def place_of(deal: "Deal", number: int) -> int | None:
    """The place of the item of that number; None, with a word, where there is none."""
    count = max(1, len(deal.items))
    if not 1 <= number <= count:
        say(f"navicert: --item {number}: the deal has {count} item{'s' if count > 1 else ''}")
        return None
    return number - 1
