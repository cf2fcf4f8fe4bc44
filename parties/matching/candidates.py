"""Which listed names are worth comparing with a query word by word.

Every word of the query meets the words of the vocabulary that are like it; the names that hold
those collect what they weigh, and the few that could score enough are kept.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from parties.matching.index import NameIndex, acronym, near_keys, trigrams
from parties.matching.likeness import (
    LONG_FORM_LIKE,
    LONGEST_SHORT,
    SHORTEST_FUZZY,
    Reason,
    letters_for_digits,
    likeness,
    skeleton,
    sound,
)
from parties.matching.normalise import name_words, normalise
from parties.matching.postings import Postings
from parties.matching.wordlists import (
    ENDINGS,
    LEGAL_FORMS,
    LONG_FORMS,
    SHORT_FORMS,
    WORD_FAMILIES,
)

Meeting = tuple[float, Reason]

MOST = 60
"""So many names are aligned for a query; the right one is among the first 20 in nearly all."""

MOST_WITH_INITIALS = 400
"""With initials the surname alone finds the candidates, and many share one: of so many those with
the right first letters are aligned."""

COMMON = 2500
"""A word in more names than this adds to candidates, but makes none if a rarer word can."""

MOST_BEGINNINGS = 20
"""A beginning that more names share says nothing about any of them."""

MOST_WORDS, LONGEST_WORD = 80, 60

MOST_MET = 5_000
"""So many words of queries are remembered with what they met."""

CUT_FIELD = 18
"""Fields of 20 characters and more are cut off; a space at the cut is lost."""

EXTRA_ASKED = 0.75
"""What a word of the query that meets nothing costs, as a share of its weight."""

EXTRA_LISTED = 0.35
"""What a listed word that meets nothing costs: people leave words out more than they add any."""

NEAR_ENOUGH = 0.58
"""Words spelt less alike are met by their sound, if at all."""

LEAST_APPROXIMATE = 0.36

UNMET = 0.6
"""What a word that meets nothing counts when candidates are ranked."""

INITIAL_RANK = 0.3
"""What it counts in ranking candidates that all initials begin a word."""

SHORT_NEAR = 0.5
"""What a short word one letter off counts when candidates are ranked."""


@dataclass(frozen=True)
class Asked:
    """A query's name, taken apart against one index."""

    text: str
    normalised: str
    words: tuple[str, ...]
    forms: tuple[str, ...]
    weights: tuple[float, ...]

    @cached_property
    def total(self) -> float:
        """What all its words weigh."""
        return sum(self.weights)

    @cached_property
    def formlike(self) -> frozenset[int]:
        """Places of words that may be legal forms with a wrong letter, for all that they are
        words of the list too."""
        ends = (0, len(self.words) - 1)
        return frozenset(
            at
            for at, word in enumerate(self.words)
            if len(self.words) > 1 and is_misspelt_form(word, at in ends)
        )

    @property
    def initials(self) -> bool:
        """Whether a word is one letter."""
        return any(len(word) == 1 for word in self.words)

    @property
    def cut(self) -> bool:
        """Whether the text is long enough to have been cut off by a field."""
        return len(self.text) >= CUT_FIELD


class Candidates:
    """Finds candidates in one index; remembers the words that it has met before."""

    def __init__(self, index: NameIndex) -> None:
        self.index = index
        self.words = index.vocabulary.keys
        self._met: dict[str, dict[int, Meeting]] = {}

    def asked(self, text: str) -> Asked:
        """The query's words, misspelt legal forms set aside too."""
        normalised = normalise(text)
        parts = name_words(normalised)
        # Nobody is called more than this; a page of text in the field must not take minutes.
        words = self._without_forms(tuple(word[:LONGEST_WORD] for word in parts.words[:MOST_WORDS]))
        return Asked(
            text.strip(),
            normalised,
            words,
            parts.forms + tuple(word for word in parts.words if word not in words),
            tuple(self.index.weight_of(word) for word in words),
        )

    def _without_forms(self, words: tuple[str, ...]) -> tuple[str, ...]:
        kept: list[str] = []
        known = self.index.vocabulary
        for at, word in enumerate(words):
            if kept and len(word) > 1 and kept[-1] + word in LONG_FORMS:
                kept.pop()  # "comp any"
            elif word in known:
                kept.append(word)
            elif not is_misspelt_form(word, at in (0, len(words) - 1)):
                kept.append(_without_run_on(word, known))
        return tuple(word for word in kept if word) or words

    def meetings(self, word: str) -> dict[int, Meeting]:
        """The words of the vocabulary that a word is like, how like and why."""
        met = self._met.get(word)
        if met is None:
            if len(self._met) > MOST_MET:  # a long batch of names must not fill the memory
                self._met.clear()
            met = self._met[word] = self._meet(word)
        return met

    def _meet(self, word: str) -> dict[int, Meeting]:
        place = self.index.vocabulary.place
        met: dict[int, Meeting] = {}
        at = place(word)
        if at is not None:
            met[at] = (1.0, Reason.SAME)
        near = [place(other) for other in WORD_FAMILIES.get(word, ())]
        numbers = {at for at in near if at is not None}
        if len(word) >= SHORTEST_FUZZY and not word.isdigit():
            numbers |= self._near(word)
            letters = word if word.isalpha() else letters_for_digits(word)
            if letters.isalpha():
                if letters != word:
                    numbers |= self._near(letters)
                bones = skeleton(letters)
                if len(bones) >= 3:
                    numbers.update(self.index.skeletons[bones])
        for number in numbers:
            if number != at and (meeting := likeness(word, self.words[number])) is not None:
                met[number] = meeting
        return met

    def _near(self, word: str) -> set[int]:
        """Vocabulary words that share enough letters and are near enough in spelling."""
        if len(word) < LONGEST_SHORT:
            return self._short(word)
        grams = self.index.grams
        shared: Counter[int] = Counter()
        for gram in trigrams(word):
            shared.update(grams[gram])
        numbers = [number for number, count in shared.items() if count >= 2]
        found = process.extract(
            word,
            [self.words[number] for number in numbers],
            scorer=OSA.normalized_similarity,
            score_cutoff=NEAR_ENOUGH,
            limit=None,
        )
        near = {numbers[place] for _, _, place in found}
        return near | self._short(word) if len(word) == LONGEST_SHORT else near

    def _short(self, word: str) -> set[int]:
        """Short words of the vocabulary that are one letter off, or sound the same."""
        short = self.index.short_words
        return {number for key in near_keys(word) for number in short[key]}

    def names(self, asked: Asked) -> list[int]:
        """Names worth aligning, the most promising first."""
        words = self._as_listed(asked)
        collected = self._collected(words)
        # A word that the list has nothing like may still meet one that is left over.
        total = sum(
            weight * (1.0 if self.meetings(word) else UNMET)
            for word, weight in words
            if len(word) > 1
        )
        masses = self.index.masses
        least = total * 0.25
        ranked = []
        for name, weight in collected.items():
            if weight < least and weight < 0.6 * masses[name]:
                continue
            lost = EXTRA_ASKED * max(total - weight, 0.0)
            extra = EXTRA_LISTED * max(masses[name] - weight, 0.0)
            approximate = weight / (weight + lost + extra + 1e-9)
            if approximate >= LEAST_APPROXIMATE:
                ranked.append((-approximate, name))
        ranked.sort()
        if asked.initials and len(ranked) > MOST:
            ranked = self._by_first_letters(asked, ranked[:MOST_WITH_INITIALS])
        return [name for _, name in ranked[:MOST]]

    def _by_first_letters(
        self, asked: Asked, ranked: list[tuple[float, int]]
    ) -> list[tuple[float, int]]:
        """Those first whose words begin with the query's initials: many share a surname."""
        initials = Counter(word for word in asked.words if len(word) == 1)
        again = []
        for approximate, name in ranked:
            letters = Counter(self.words[number][0] for number in self.index.names[name])
            met = (initials & letters).total()
            again.append((approximate - INITIAL_RANK * met / initials.total(), name))
        again.sort()
        return again

    def _collected(self, words: list[tuple[str, float]]) -> dict[int, float]:
        rows = self.index.vocabulary.rows
        collected: dict[int, float] = {}
        for word, weight in sorted(set(words), key=lambda pair: (-pair[1], pair[0])):
            if len(word) == 1:
                continue
            best: dict[int, float] = {}
            met = self.meetings(word)
            if len(word) < LONGEST_SHORT and not word.isdigit():
                for number in self._short(word):
                    if number not in met and rows.length(number) <= COMMON:
                        best.update(dict.fromkeys(rows[number], weight * SHORT_NEAR))
            # In rising order, so that the best meeting of a name is the one that stays.
            for number in sorted(met, key=lambda number: met[number][0]):
                if rows.length(number) > COMMON and collected:
                    continue
                like = met[number][0]
                best.update(dict.fromkeys(rows[number], weight * like * like))
            for name, like in self._joined(word).items():
                best[name] = max(best.get(name, 0.0), weight * like)
            for name, told in best.items():
                collected[name] = collected.get(name, 0.0) + told
        return collected

    def _as_listed(self, asked: Asked) -> list[tuple[str, float]]:
        """The words to look for and their weights: neighbors that the list writes as one word
        are one."""
        vocabulary = self.index.vocabulary
        words: list[str] = []
        for word in asked.words:
            together = words[-1] + word if words else ""
            if together in vocabulary and min(
                vocabulary.length(words[-1]), vocabulary.length(word)
            ) < vocabulary.length(together):
                words[-1] = together
            else:
                words.append(word)
        return [(word, self.index.weight_of(word)) for word in words]

    def _joined(self, word: str) -> dict[int, float]:
        """Names that hold the word written apart, or at least one end of an unknown word."""
        found: dict[int, float] = {}
        vocabulary = self.index.vocabulary
        if len(word) < SHORTEST_FUZZY or vocabulary.length(word) > 20:
            return found
        names, rows = self.index.names, vocabulary.rows
        known = word in vocabulary
        for at in range(1, len(word)):
            first, second = vocabulary.place(word[:at]), vocabulary.place(word[at:])
            if not known and len(word) >= 7:
                for end, length in ((first, at), (second, len(word) - at)):
                    if end is not None and length >= 3 and rows.length(end) <= 30 * (length - 2):
                        for name in rows[end]:
                            found[name] = max(found.get(name, 0.0), 0.5, length / len(word))
            if first is None or second is None:
                continue
            rarer = min(first, second, key=rows.length)
            if rows.length(rarer) > COMMON:
                continue
            for name in rows[rarer]:
                row = names[name]
                if any(row[k] == first and row[k + 1] == second for k in range(len(row) - 1)):
                    found[name] = 1.0
        return found

    def beginnings(self, asked: Asked) -> list[int]:
        """Names that go on where the query was cut off."""
        if not asked.cut or len(asked.normalised) < CUT_FIELD - 4:
            return []
        texts = self.index.beginnings.lines
        start = bisect_left(texts, asked.normalised)
        found = []
        while start < len(texts) and texts[start].startswith(asked.normalised):
            if len(texts[start]) > len(asked.normalised):
                found.append(self.index.beginning_names[start])
            start += 1
            if len(found) > MOST_BEGINNINGS:
                return []
        return found

    def by_initials(self, asked: Asked) -> tuple[list[int], list[int]]:
        """Names whose initials the query is, and short names that are the query's initials."""
        core = "".join(asked.words)
        long = list(self.index.acronyms[core]) if len(asked.words) == 1 else []
        return long, list(self.index.shorts[acronym(asked.words)]) if len(asked.words) > 1 else []


def is_misspelt_form(word: str, at_an_end: bool) -> bool:
    """Whether a word is a legal form with a wrong letter or two; a short one at an end only."""
    if len(word) >= 4 and process.extractOne(
        word, LONG_FORMS, scorer=OSA.normalized_similarity, score_cutoff=LONG_FORM_LIKE
    ):
        return True
    if not at_an_end or not 2 <= len(word) <= 5:
        return False
    return any(
        sound(word) == sound(form) or OSA.distance(word, form) == 1
        for form in SHORT_FORMS
        if len(form) > 2 or len(word) == 3
    )


def _without_run_on(word: str, known: Postings) -> str:
    """An unknown word without the legal form that was run together with it; empty if it is
    nothing but forms."""
    for form in LONG_FORMS:
        rest = word.removeprefix(form)
        if rest == word:
            continue
        if rest in LEGAL_FORMS:
            return ""
        for meant in (rest, rest[1:]):  # one wrong letter may stand for the space
            if meant in known:
                return meant
    for ending in ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= SHORTEST_FUZZY:
            return rest[:-1] if rest[:-1] in known and rest not in known else rest
    return word
