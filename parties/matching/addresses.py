"""Compares a party's address with the list's: an address may itself be a party on the Entity List.

Numbers tell most in an address and are like nothing but themselves; words may be misspelt.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from parties.matching.align import AlignedWord
from parties.matching.index import NameIndex, weight
from parties.matching.likeness import Reason, likeness
from parties.matching.normalise import normalise

LEAST_ADDRESS = 60.0
"""Addresses less alike than this are two addresses."""

SAME_ADDRESS = 75.0
"""From here on it is the same place, more or less of it written out."""

EXTRA_ASKED, EXTRA_LISTED = 0.5, 0.25
"""What words cost that only one of them has: a list writes addresses out, a customer does not."""

MOST = 40
COMMON = 4000

# In addresses these say nothing, and people write them in many ways.
_PLAIN_WORDS = """
    street st str road rd avenue ave av boulevard blvd lane ln drive dr building bldg block blk
    floor flr fl room rm suite ste unit flat office no number num district dist city province prov
    box po p o zone area section sec the of and f
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())


@dataclass(frozen=True, slots=True)
class NearAddress:
    """A listed address by its number in the index, how near it is, and which words met."""

    number: int
    score: float
    words: tuple[AlignedWord, ...]


class AddressSearch:
    """Finds the listed addresses that an address may be."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._total = len(index.address_parties)

    def near(self, address: str, texts: Callable[[int], str]) -> tuple[NearAddress, ...]:
        """The listed addresses like this one, nearest first; `texts` gives an address's text by
        its number."""
        words = address_words(address)
        if not words or not self._total:
            return ()
        postings = self._index.addresses
        collected: dict[int, float] = {}
        for told, word in sorted(((self._weight(word), word) for word in words), reverse=True):
            if postings.length(word) > COMMON and collected:
                continue
            for number in postings[word]:
                collected[number] = collected.get(number, 0.0) + told
        ranked = sorted(collected, key=lambda number: (-collected[number], number))[:MOST]
        found = [self._compare(words, number, address_words(texts(number))) for number in ranked]
        near = [one for one in found if one.score >= LEAST_ADDRESS]
        return tuple(sorted(near, key=lambda one: (-one.score, one.number)))

    def _weight(self, word: str) -> float:
        told = weight(word, max(1, self._index.addresses.length(word)), self._total)
        if word in _PLAIN:
            return told * 0.1
        return max(told, 0.5) if word[0].isdigit() else told

    def _compare(self, asked: tuple[str, ...], number: int, listed: tuple[str, ...]) -> NearAddress:
        same = set(asked).intersection(listed)
        free = [word for word in listed if word not in same]
        words: list[AlignedWord] = []
        hit = miss = extra = 0.0
        for word in asked:
            told = self._weight(word)
            if word in same:
                hit += told
                words.append(AlignedWord(word, word, Reason.SAME, 1.0, told))
                continue
            best = max(
                ((met[0], met[1], other) for other in free if (met := likeness(word, other))),
                default=None,
                key=lambda meeting: meeting[0],
            )
            if best is None:
                extra += told * EXTRA_ASKED
                words.append(AlignedWord(word, "", Reason.ONLY_ASKED, 0.0, told))
                continue
            free.remove(best[2])
            hit += told * best[0]
            miss += told * (1 - best[0])
            words.append(AlignedWord(word, best[2], best[1], best[0], told))
        for word in free:
            told = self._weight(word)
            extra += told * EXTRA_LISTED
            words.append(AlignedWord("", word, Reason.ONLY_LISTED, 0.0, told))
        score = 100 * hit / (hit + miss + extra) if hit else 0.0
        if not _a_number_met(words):
            # A street or a district in common is no address in common.
            score = min(score, LEAST_ADDRESS)
        return NearAddress(number, round(score, 1), tuple(words))


def _a_number_met(words: list[AlignedWord]) -> bool:
    met = [word for word in words if word.asked and word.listed]
    numbers = [
        word for word in words if any(letter.isdigit() for letter in word.asked + word.listed)
    ]
    return not numbers or any(word in met for word in numbers)


@lru_cache(maxsize=4096)
def address_words(text: str) -> tuple[str, ...]:
    """The words of an address, each once, in order."""
    return tuple(dict.fromkeys(normalise(text).split()))
