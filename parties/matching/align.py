"""Lays the words of a query beside the words of a listed name, each used once.

The alignment is the score and its explanation: which word met which, why, what it weighed, and
what met nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from parties.matching.candidates import (
    EXTRA_ASKED,
    EXTRA_LISTED,
    Asked,
    Candidates,
    Meeting,
)
from parties.matching.likeness import Reason, left_over_likeness
from parties.matching.wordlists import FILLERS, PLACES, TRADE_WORDS

EXTRA_PLACE = 0.5
"""What a place, a word of trade or a single letter costs that is only in the query."""

REPLACED = 0.6
"""What it costs more that either name has words of its own: another firm, not a longer name."""

EXTRA_FORM = 0.3
"""What a word costs that may be a misspelt legal form."""

INITIAL_LIKE = 0.8
"""What a matching initial is worth, as a share of the lesser of the two words' weights."""

CUT_OFF_LIKE = 0.85
"""What the last word of a cut-off field is worth."""

LEAST_JOINED = 0.85
"""Words written together must spell nearly the same."""

ALL_TOGETHER = 0.9
"""All words that are left, spaces ignored, must spell this nearly the same."""

LISTED_INSIDE = 84.0
ASKED_INSIDE = 80.0
SHORT_INSIDE = 76.0
PART_INSIDE = 79.0
FORENAME_INSIDE = 74.0
"""Scores of one name wholly inside the other, carried by a word that is rare on the list. Less is
given where the name inside is a lesser part of the other, or one word; least to a short word inside
a name that says more: many listed aliases and vessels are called Janet or Amber."""

MANY_INSIDE = 75.0
"""With this much of the listed name, words that are not rare carry a name inside it too."""

MUCH_MORE = 0.6
"""Beyond this share of the listed name's weight the rest of your name is not an addition to it."""

SURELY_MET = 0.8
"""In a name that is inside another every word must be at least this like."""

SHORT_ALONE = 0.95
"""A factor for a short word that is all that met, and by its spelling only: Bayer is not Bajer."""

LONGEST_ALONE = 5

RARE = 4
"""A word in so few names is rare."""


_ADDED = PLACES | TRADE_WORDS


@dataclass(frozen=True, slots=True)
class AlignedWord:
    """A word of the query and the listed word that it met; one of them is empty if it met none.

    `likeness` is from 0 to 1; `weight` is what the words tell, from 0 to 1 and above for several
    words written together."""

    asked: str
    listed: str
    reason: Reason
    likeness: float
    weight: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """A score from 0 to 100 and the words that made it; `note` says what else decided it."""

    score: float
    words: tuple[AlignedWord, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Link:
    like: float
    asked: tuple[int, ...]
    listed: tuple[int, ...]
    reason: Reason


class Aligner:
    """Aligns one query with candidates."""

    def __init__(self, candidates: Candidates, asked: Asked) -> None:
        self._index = candidates.index
        self._words = candidates.words
        self._asked = asked
        self._met: list[dict[int, Meeting]] = [
            candidates.meetings(word) if len(word) > 1 else {} for word in asked.words
        ]
        self._numbers = [self._index.vocabulary.place(word) for word in asked.words]
        self._last = len(asked.words) - 1 if asked.cut and len(asked.words) > 1 else -1

    def align(self, name: int) -> Alignment:
        """The best alignment of the query with a listed name."""
        row = self._index.names[name]
        links = self._links(row, bool(self._index.persons[name]))
        weights = [self._index.weights[number] for number in row]
        hit = miss = 0.0
        words: list[AlignedWord] = []
        used_asked: set[int] = set()
        used_listed: set[int] = set()
        for link in links:
            used_asked.update(link.asked)
            used_listed.update(link.listed)
            weight = self._weight(link, weights)
            hit += weight * link.like
            miss += weight * (1 - link.like)
            words.append(
                AlignedWord(
                    " ".join(self._asked.words[at] for at in link.asked),
                    " ".join(self._words[row[at]] for at in link.listed),
                    link.reason,
                    link.like,
                    weight,
                )
            )
        alone = [at for at in range(len(self._met)) if at not in used_asked]
        others = [at for at in range(len(row)) if at not in used_listed]
        extra_asked = sum(
            self._asked.weights[at]
            * (
                EXTRA_FORM
                if at in self._asked.formlike
                else EXTRA_ASKED
                if self._is_telling(self._asked.words[at])
                else EXTRA_PLACE
            )
            for at in alone
        )
        extra_listed = sum(weights[at] for at in others)
        lost = miss + extra_asked + EXTRA_LISTED * extra_listed
        lost += REPLACED * min(
            sum(self._asked.weights[at] for at in alone if self._is_telling(self._asked.words[at])),
            sum(weights[at] for at in others if self._is_telling(self._words[row[at]])),
        )
        score = 100 * hit / (hit + lost) if hit else 0.0
        words += [
            AlignedWord(self._asked.words[at], "", Reason.ONLY_ASKED, 0.0, self._asked.weights[at])
            for at in alone
        ]
        words += [
            AlignedWord("", self._words[row[at]], Reason.ONLY_LISTED, 0.0, weights[at])
            for at in others
        ]
        if len(links) == 1 and self._is_short_alone(links[0]):
            score *= SHORT_ALONE
        score, note = self._inside(score, row, links, alone, others)
        return Alignment(score, tuple(words), note)

    @staticmethod
    def _is_telling(word: str) -> bool:
        return len(word) > 1 and word not in _ADDED

    def _is_short_alone(self, link: _Link) -> bool:
        word = self._asked.words[link.asked[0]]
        by_spelling = link.reason is Reason.SPELLING
        return by_spelling and (len(word) <= LONGEST_ALONE or link.like < SURELY_MET)

    def _links(self, row: Sequence[int], person: bool) -> list[_Link]:
        """Which words meet: the same ones first, then those written together, then the others."""
        links: list[_Link] = []
        free_asked, free_listed = set(range(len(self._met))), set(range(len(row)))
        for at, number in enumerate(self._numbers):
            if number is not None:
                for other, listed in enumerate(row):
                    if listed == number and other in free_listed:
                        links.append(_Link(1.0, (at,), (other,), Reason.SAME))
                        free_asked.discard(at)
                        free_listed.discard(other)
                        break
        if free_asked and free_listed:
            self._take(self._together(row, free_asked, free_listed), links, free_asked, free_listed)
        if free_asked and free_listed:
            found = self._alike(row, person, free_asked, free_listed)
            self._take(found, links, free_asked, free_listed)
        if links and free_asked and free_listed:
            found = self._left_over(row, free_asked, free_listed)
            self._take(found, links, free_asked, free_listed)
        return links

    def _left_over(
        self, row: Sequence[int], free_asked: set[int], free_listed: set[int]
    ) -> list[_Link]:
        asked, listed = self._asked.words, [self._words[number] for number in row]
        return [
            _Link(like, (at,), (other,), Reason.SPELLING)
            for at in free_asked
            for other in free_listed
            if (like := left_over_likeness(asked[at], listed[other]))
        ]

    def _take(
        self, found: list[_Link], links: list[_Link], free_asked: set[int], free_listed: set[int]
    ) -> None:
        found.sort(key=lambda link: (-link.like, link.asked, link.listed))
        for link in found:
            if free_asked.issuperset(link.asked) and free_listed.issuperset(link.listed):
                links.append(link)
                free_asked.difference_update(link.asked)
                free_listed.difference_update(link.listed)

    def _alike(
        self, row: Sequence[int], person: bool, free_asked: set[int], free_listed: set[int]
    ) -> list[_Link]:
        found: list[_Link] = []
        for at in sorted(free_asked):
            word, met = self._asked.words[at], self._met[at]
            for other in sorted(free_listed):
                meeting = met.get(row[other])
                if meeting is not None:
                    found.append(_Link(meeting[0], (at,), (other,), meeting[1]))
                    continue
                listed = self._words[row[other]]
                if person and word[0] == listed[0] and (len(word) == 1 or len(listed) == 1):
                    found.append(_Link(INITIAL_LIKE, (at,), (other,), Reason.INITIAL))
                elif at == self._last and len(word) > 1 and listed.startswith(word):
                    found.append(_Link(CUT_OFF_LIKE, (at,), (other,), Reason.CUT_OFF))
        return found

    def _together(
        self, row: Sequence[int], free_asked: set[int], free_listed: set[int]
    ) -> list[_Link]:
        listed = [self._words[number] for number in row]
        asked = self._asked.words
        found = [
            _Link(like, (at,), run, Reason.SPLIT)
            for at in free_asked
            if len(asked[at]) > 1
            for run, like in _runs(asked[at], listed, free_listed)
        ]
        found += [
            _Link(like, run, (at,), Reason.JOINED)
            for at in free_listed
            if len(listed[at]) > 1
            for run, like in _runs(listed[at], asked, free_asked)
        ]
        if len(free_asked) > 1 and len(free_listed) > 1:
            all_asked, all_listed = tuple(sorted(free_asked)), tuple(sorted(free_listed))
            like = OSA.normalized_similarity(
                "".join(asked[at] for at in all_asked), "".join(listed[at] for at in all_listed)
            )
            if like >= ALL_TOGETHER:
                found.append(_Link(like, all_asked, all_listed, Reason.SPLIT))
        return found

    def _weight(self, link: _Link, weights: Sequence[float]) -> float:
        asked = sum(self._asked.weights[at] for at in link.asked)
        listed = sum(weights[at] for at in link.listed)
        if link.reason is Reason.SAME:
            return asked
        if link.reason is Reason.INITIAL:
            return min(asked, listed)
        # A misspelt word is unknown to the list and would weigh all it could.
        return (asked + listed) / 2 if len(link.asked) == len(link.listed) else max(asked, listed)

    def _inside(
        self,
        score: float,
        row: Sequence[int],
        links: Sequence[_Link],
        alone: Sequence[int],
        others: Sequence[int],
    ) -> tuple[float, str]:
        """One name wholly inside the other says more than its share of the words."""
        if score >= LISTED_INSIDE or any(link.like < SURELY_MET for link in links):
            return score, ""
        asked, listed = self._asked.words, [self._words[number] for number in row]
        rare = any(
            link.reason is Reason.SAME
            and len(listed[link.listed[0]]) >= 5
            and self._index.frequency(listed[link.listed[0]]) <= RARE
            and listed[link.listed[0]] not in TRADE_WORDS
            for link in links
        )
        if not rare:
            # Not one rare word, but several, each of them exactly so.
            whole = len(links) > 1 and not alone and all(link.like == 1 for link in links)
            if whole and MANY_INSIDE <= score < ASKED_INSIDE:
                return ASKED_INSIDE, "your name is contained in the listed name"
            return score, ""
        if all(listed[at] in FILLERS for at in others):
            telling = [word for word in listed if word not in FILLERS]
            more = sum(self._asked.weights[at] for at in alone if asked[at] not in _ADDED)
            if len(telling) == 1 and len(telling[0]) < 7 and len(asked) > 1:
                inside = FORENAME_INSIDE if more else SHORT_INSIDE
            else:
                met = sum(self._index.weights[number] for number in row)
                inside = LISTED_INSIDE if more <= MUCH_MORE * met else PART_INSIDE
            note = "the listed name is contained in your name"
        elif all(asked[at] in FILLERS for at in alone):
            inside = ASKED_INSIDE if len(asked) > 1 else SHORT_INSIDE
            note = "your name is contained in the listed name"
        else:
            return score, ""
        return (inside, note) if inside > score else (score, "")


def _runs(word: str, others: Sequence[str], free: set[int]) -> list[tuple[tuple[int, ...], float]]:
    """Runs of two or more free neighbors that, written together, spell a word."""
    found = []
    for start in free:
        if others[start][0] != word[0]:
            continue
        together, run = others[start], [start]
        while len(together) < len(word) + 1 and (run[-1] + 1) in free:
            run.append(run[-1] + 1)
            together += others[run[-1]]
            if abs(len(together) - len(word)) <= 1:
                like = OSA.normalized_similarity(word, together)
                if like >= LEAST_JOINED:
                    found.append((tuple(run), like))
    return found
