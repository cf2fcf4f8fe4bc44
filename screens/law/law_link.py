"""Asking for a page of the law, from wherever something of it is named."""

from dataclasses import dataclass
from datetime import date

from textual.message import Message

from engine.browsing.page import Target
from engine.interview.law import Law


@dataclass
class LawPageAsked(Message):
    """The page of something of the law is wanted, as of a day; today where none is named.

    `law` is the one to read where an overlay lies over it. `ruleset` is the digest of the rules
    under which a determination was made: where the page is read off others, it says so.
    """

    target: Target
    day: date | None = None
    law: Law | None = None
    ruleset: str = ""
