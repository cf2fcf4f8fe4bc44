"""Asking for a page of the law, from wherever something of it is named."""

from dataclasses import dataclass
from datetime import date

from textual.message import Message

from engine.browsing.page import Target


@dataclass
class LawPageAsked(Message):
    """The page of something of the law is wanted, as of a day; today where none is named."""

    target: Target
    day: date | None = None
