"""Drafts, records, deal files and worked cases as deals that a change of the law may touch."""

from collections.abc import Callable, Sequence

from engine.browsing.touching import DealAtHand
from engine.deals.case_files import CaseRead
from engine.deals.deal import read_deal
from engine.deals.items import deals_of
from engine.facts import Facts
from engine.faults import NavicertError
from engine.regimes.regimes import Regimes

Read = Callable[[], bytes | str | None]


def file_at_hand(kind: str, name: str, title: str, read: Read, regimes: Regimes) -> DealAtHand:
    """A draft or a deal file; `read` gives its text."""
    return DealAtHand(kind, name, title, lambda: _facts(read, name, regimes))


def record_at_hand(
    record: str, title: str, regime: str, read: Read, regimes: Regimes
) -> DealAtHand:
    """The deal that is stored in a record, under the regime that the record is of; `read` gives
    its text, None where that was taken out."""
    own = regimes.only((regime,))

    def facts() -> Sequence[Facts]:
        if not own.rulesets:
            raise NavicertError(f"no rules of “{regime}” are loaded")
        return _facts(read, f"record {record}", own)

    return DealAtHand("record", record, title, facts, (regime,))


def case_at_hand(read: CaseRead) -> DealAtHand:
    """A worked case, under the regimes that it is of."""
    named = tuple(read.case.expected)
    return DealAtHand("case", read.case.id, read.case.title, lambda: [read.deal.facts], named)


def _facts(read: Read, name: str, regimes: Regimes) -> Sequence[Facts]:
    text = read()
    if text is None:
        raise NavicertError("its facts were taken out")
    deal = read_deal(text, name, regimes.joined, lenient=True)
    return [item.facts for item in deals_of(deal)]
