"""What a list's names are searched by: words, their trigrams and consonants, initials, beginnings.

Everything is numbers: a word is its place in the vocabulary, a name its place in the order of
parties and of each party's names.
"""

import gc
import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from parties.entries import Kind, ListedParty
from parties.matching.likeness import LONGEST_SHORT, SHORTEST_FUZZY, skeleton, sound
from parties.matching.normalise import normalise, taken_apart
from parties.matching.postings import NUMBER, Postings, Rows, Texts
from parties.matching.wordlists import FILLERS, LEGAL_FORMS, TITLES, TRADE_WORDS

SHORTEST_ACRONYM, LONGEST_ACRONYM = 3, 8


def trigrams(word: str) -> list[str]:
    """The trigrams of a word with a space at both ends, each once."""
    padded = f" {word} "
    return list(dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2)))


def near_keys(word: str) -> list[str]:
    """Keys that a short word shares with those one letter off: itself, itself without any one
    letter, and, marked, its sound."""
    cut = [word[:at] + word[at + 1 :] for at in range(len(word))] if len(word) > 2 else []
    return list(dict.fromkeys([word, *cut, "=" + sound(word)]))


def acronym(words: Iterable[str]) -> str:
    """The initials of a name's words, its fillers left out."""
    return "".join([word[0] for word in words if word not in FILLERS])


@dataclass(frozen=True)
class NameIndex:
    """The search tables of one list."""

    vocabulary: Postings  # word -> names that hold it
    names: Rows  # name -> its words, in order
    parties: "array[int]"  # name -> party
    places: "array[int]"  # name -> which of the party's names
    persons: bytes  # name -> 1 if it reads like a person's
    grams: Postings  # trigram -> words
    skeletons: Postings  # consonants -> words
    short_words: Postings  # near_keys of a short word -> words
    acronyms: Postings  # initials -> names of several words
    shorts: Postings  # a name of one short word -> names
    beginnings: Texts  # whole normalised names, sorted
    beginning_names: "array[int]"  # name of each beginning
    addresses: Postings  # word of an address -> addresses
    address_parties: "array[int]"  # address -> party
    address_places: "array[int]"  # address -> which of the party's; its name counts as the last
    weights: "array[float]"  # word -> what it tells, from 0 to 1
    masses: "array[float]"  # name -> the sum of its words' weights

    def weight_of(self, word: str) -> float:
        """What a word of a query tells; one that the list does not know tells most."""
        place = self.vocabulary.place(word)
        return weight(word, 1, len(self.parties)) if place is None else self.weights[place]

    def frequency(self, word: str) -> int:
        """How many listed names hold the word."""
        return self.vocabulary.length(word)


def weight(word: str, frequency: int, names: int) -> float:
    """The inverse frequency of a word, less for the kinds of words that many names share."""
    if names == 0:
        return 1.0
    rarity = math.log(1 + names / frequency) / math.log(1 + names)
    if word in LEGAL_FORMS:
        return rarity * 0.1
    if word in FILLERS or (word.isdigit() and len(word) < 3):
        return rarity * 0.35
    if word in TITLES:
        return rarity * 0.3
    if word in TRADE_WORDS:
        return rarity * 0.8
    return rarity * 0.5 if len(word) == 1 else rarity


def build_index(parties: Iterable[ListedParty]) -> NameIndex:
    """Reads every name and address of a list once."""
    # A million small objects, none of them garbage: looking for some takes a third of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        building = _Building()
        for number, party in enumerate(parties):
            building.add(number, party)
        return building.done()
    finally:
        if collecting:
            gc.enable()


class _Building:
    def __init__(self) -> None:
        self.vocabulary: dict[str, list[int]] = {}
        self.numbers: dict[str, int] = {}
        self.names: list[list[int]] = []
        self.parties, self.places = array(NUMBER), array(NUMBER)
        self.persons = bytearray()
        self.acronyms: dict[str, list[int]] = {}
        self.shorts: dict[str, list[int]] = {}
        self.beginnings: list[tuple[str, int]] = []
        self.addresses: dict[str, list[int]] = {}
        self.address_parties, self.address_places = array(NUMBER), array(NUMBER)

    def add(self, number: int, party: ListedParty) -> None:
        is_address = party.kind is Kind.ADDRESS
        for place, name in enumerate(party.names):
            if not is_address:
                self._add_name(number, place, name, party.kind)
        texts = [address.text for address in party.addresses]
        # An address that is a party may stand in the name itself, or beside a name like
        # "Address 01".
        for place, text in enumerate([*texts, party.name] if is_address else texts):
            self._add_address(number, place, text)

    def _add_name(self, number: int, place: int, text: str, kind: Kind) -> None:
        normalised = normalise(text)
        if not normalised:
            return
        words, forms = taken_apart(normalised)
        name = len(self.names)
        vocabulary, numbers, row = self.vocabulary, self.numbers, []
        for word in words:
            names = vocabulary.get(word)
            if names is None:
                vocabulary[word] = [name]
                numbers[word] = len(numbers)
            elif names[-1] != name:
                names.append(name)
            row.append(numbers[word])
        self.names.append(row)
        self.parties.append(number)
        self.places.append(place)
        like_a_person = kind is Kind.UNKNOWN and not forms and 2 <= len(row) <= 6
        self.persons.append(kind is Kind.PERSON or like_a_person)
        self.beginnings.append((normalised, name))
        if len(row) == 1:
            if SHORTEST_ACRONYM <= len(words[0]) <= LONGEST_ACRONYM:
                self.shorts.setdefault(words[0], []).append(name)
            return
        # "C" is the corporation in SMIC, and no word of it in many other firms.
        both = [acronym(words), acronym(normalised.split())] if forms else [acronym(words)]
        for initials in dict.fromkeys(both):
            if SHORTEST_ACRONYM <= len(initials) <= LONGEST_ACRONYM:
                self.acronyms.setdefault(initials, []).append(name)

    def _add_address(self, number: int, place: int, text: str) -> None:
        words = set(normalise(text).split())
        if not words:
            return
        at = len(self.address_parties)
        self.address_parties.append(number)
        self.address_places.append(place)
        for word in words:
            self.addresses.setdefault(word, []).append(at)

    def done(self) -> NameIndex:
        grams: dict[str, list[int]] = {}
        skeletons: dict[str, list[int]] = {}
        short_words: dict[str, list[int]] = {}
        for number, word in enumerate(self.vocabulary):
            if word.isdigit():
                continue
            if 2 <= len(word) <= LONGEST_SHORT:
                for key in near_keys(word):
                    short_words.setdefault(key, []).append(number)
            if len(word) >= SHORTEST_FUZZY:
                for gram in trigrams(word):
                    grams.setdefault(gram, []).append(number)
                if word.isalpha():
                    skeletons.setdefault(skeleton(word), []).append(number)
        self.beginnings.sort()
        weights = array(
            "f",
            [weight(word, len(names), len(self.names)) for word, names in self.vocabulary.items()],
        )
        return NameIndex(
            vocabulary=Postings.of(self.vocabulary),
            names=Rows.of(self.names),
            parties=self.parties,
            places=self.places,
            persons=bytes(self.persons),
            grams=Postings.of(grams),
            skeletons=Postings.of(skeletons),
            short_words=Postings.of(short_words),
            acronyms=Postings.of(self.acronyms),
            shorts=Postings.of(self.shorts),
            beginnings=Texts.of(text for text, _ in self.beginnings),
            beginning_names=array(NUMBER, [name for _, name in self.beginnings]),
            addresses=Postings.of(self.addresses),
            address_parties=self.address_parties,
            address_places=self.address_places,
            weights=weights,
            masses=array("f", [sum(weights[word] for word in row) for row in self.names]),
        )
