"""A new deal that begins with the answers of a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from engine.faults import NavicertError
from engine.interview.law import Law
from screens.audit.auditor import told
from screens.services import Records

if TYPE_CHECKING:
    from engine.deals.starting import PastDeal


@dataclass
class NewDealRequested(Message):
    """A new deal is to begin with the answers of this record."""

    record: str


def read_past_deal(records: Records, law: Law, record: str) -> PastDeal | str:
    """The new deal, or in words why there is none. May take long."""
    try:
        saved = records.get(record).record
        if saved.deal_text is None:
            return "Its deal was taken out, as its history tells."
        return law.from_record(saved.deal_text, saved.id, saved.saved_at.date())
    except (NavicertError, OSError) as error:
        return told(error)
