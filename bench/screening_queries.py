"""Names to screen with: listed ones changed in twenty ways, and names that are on no list.

The same seed gives the same names. The generator has a plain normalisation and lists of words of
its own, so that it does not share the blind spots of what it measures. Needs `faker`.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from anyascii import anyascii

from bench.screening_words import (
    ABBREVIATIONS,
    ACCENTS,
    ADDITIONS,
    CYRILLIC,
    FIRMS,
    HOMOGLYPHS,
    LEGAL_FORMS,
    LOCALES,
    LOOK_ALIKES,
    SCANNED,
    SCRIPTS,
    SHORT_WORDS,
    TRANSLITERATIONS,
)
from parties.entries import Kind, ListedParty

STRESS = frozenset({"acronym", "truncate", "vowel_drop", "ocr"})
"""Classes in which a part of the name is lost for good."""

LEAST_LETTERS, MOST_LETTERS = 4, 120


@dataclass(frozen=True, slots=True)
class Asked:
    """A name to screen; `parties` are the positions of those that count as found, none for a name
    that is on no list."""

    kind: str
    name: str
    parties: frozenset[int] = frozenset()


Change = Callable[[str, random.Random, ListedParty], str | None]
CHANGES: dict[str, Change] = {}


def change(function: Change) -> Change:
    """Registers a way to change a name; it gives None where it does not apply."""
    CHANGES[function.__name__] = function  # type: ignore[attr-defined]
    return function


@cache
def plain(name: str) -> str:
    """Lower-case words of a to z and digits."""
    words = [
        word.translate(LOOK_ALIKES) if not word.isascii() and re.search("[A-Za-z]", word) else word
        for word in name.split()
    ]
    text = str(anyascii(" ".join(words))).lower().replace("&", " and ")
    text = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b)", "", text)
    return " ".join(re.sub("[^a-z0-9]+", " ", re.sub("['`’]", "", text)).split())


@cache
def core(name: str) -> str:
    """The plain words without legal forms."""
    words = plain(name).split()
    return " ".join(word for word in words if word not in LEGAL_FORMS) or " ".join(words)


def bag(name: str) -> str:
    """The core words in alphabetical order: two names of one bag are the same."""
    return " ".join(sorted(core(name).split()))


def _edited(name: str, chance: random.Random) -> str:
    at, kind, letters = (
        chance.randrange(len(name)),
        chance.random(),
        "abcdefghijklmnopqrstuvwxyz",
    )
    if kind < 0.25:
        return name[:at] + chance.choice(letters) + name[at:]
    if kind < 0.5:
        return name[:at] + name[at + 1 :]
    if kind < 0.75:
        return name[:at] + chance.choice(letters) + name[at + 1 :]
    return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]


def _replaced(
    text: str, table: Sequence[tuple[str, str]], chance: random.Random, times: int
) -> str:
    for _ in range(times):
        possible = [(old, new) for old, new in table if old in text]
        if not possible:
            break
        old, new = chance.choice(possible)
        at = chance.choice([found.start() for found in re.finditer(re.escape(old), text)])
        text = text[:at] + new + text[at + len(old) :]
    return text


def _given_name_first(name: str) -> str:
    if name.count(",") != 1:
        return name
    return " ".join(reversed([part.strip() for part in name.split(",", 1)]))


def _words(name: str) -> list[str]:
    return name.replace(",", " ").split()


@change
def exact(name: str, _: random.Random, __: ListedParty) -> str | None:
    return name


@change
def case_punct(name: str, chance: random.Random, _: ListedParty) -> str | None:
    return re.sub(r"[^\w\s]", chance.choice(["", " "]), name).lower()


@change
def typo1(name: str, chance: random.Random, _: ListedParty) -> str | None:
    return _edited(name, chance) if len(name) >= 6 else None


@change
def typo2(name: str, chance: random.Random, _: ListedParty) -> str | None:
    return _edited(_edited(name, chance), chance) if len(name) >= 10 else None


@change
def translit(name: str, chance: random.Random, _: ListedParty) -> str | None:
    text = _replaced(name.lower(), TRANSLITERATIONS, chance, 1 + (len(name) > 12))
    return text if text != name.lower() else None


@change
def reorder(name: str, chance: random.Random, _: ListedParty) -> str | None:
    words = _words(name)
    if len(words) < 2:
        return None
    shuffled = words[:]
    chance.shuffle(shuffled)
    return " ".join(shuffled if shuffled != words else words[::-1])


@change
def legal_drop(name: str, _: random.Random, __: ListedParty) -> str | None:
    return core(name) if core(name) != plain(name) and len(core(name)) >= 5 else None


@change
def legal_swap(name: str, chance: random.Random, party: ListedParty) -> str | None:
    form = chance.choice(["LLC", "GmbH", "Co., Ltd.", "S.A.", "OOO", "JSC", "Inc."])
    if party.kind is Kind.PERSON or core(name) == plain(name) or len(core(name)) < 5:
        return None
    return f"{core(name)} {form}"


@change
def token_drop(name: str, chance: random.Random, _: ListedParty) -> str | None:
    words = _words(name)
    telling = [at for at, word in enumerate(words) if plain(word) not in LEGAL_FORMS]
    if len(telling) < 3:
        return None
    at = chance.choice(telling)
    return " ".join(words[:at] + words[at + 1 :])


@change
def token_add(name: str, chance: random.Random, party: ListedParty) -> str | None:
    added = f"{_given_name_first(name)} {chance.choice(ADDITIONS)}"
    return added if party.kind is not Kind.PERSON else None


@change
def acronym(name: str, _: random.Random, party: ListedParty) -> str | None:
    words = [
        word for word in plain(name).split() if word not in LEGAL_FORMS and word not in SHORT_WORDS
    ]
    fits = party.kind in (Kind.ENTITY, Kind.UNKNOWN) and len(words) >= 3 and "," not in name
    return "".join(word[0] for word in words).upper() if fits else None


@change
def initials(name: str, _: random.Random, party: ListedParty) -> str | None:
    if party.kind is not Kind.PERSON or name.count(",") != 1:
        return None
    surname, given = name.split(",")
    letters = " ".join(word[0] + "." for word in given.split())
    return f"{letters} {surname.strip()}" if letters else None


@change
def join_split(name: str, chance: random.Random, _: ListedParty) -> str | None:
    words = name.split()
    if len(words) >= 2 and chance.random() < 0.5:
        at = chance.randrange(len(words) - 1)
        return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])
    long = [at for at, word in enumerate(words) if len(word) >= 6]
    if not long:
        return None
    at = chance.choice(long)
    cut = chance.randrange(2, len(words[at]) - 2)
    return " ".join([*words[:at], words[at][:cut], words[at][cut:], *words[at + 1 :]])


@change
def ocr(name: str, chance: random.Random, _: ListedParty) -> str | None:
    text = _replaced(name.lower(), SCANNED, chance, 2)
    return text if text != name.lower() else None


@change
def homoglyph(name: str, chance: random.Random, _: ListedParty) -> str | None:
    text = "".join(
        HOMOGLYPHS.get(letter, letter) if chance.random() < 0.5 else letter
        for letter in name.lower()
    )
    return text if text != name.lower() else None


@change
def diacritics(name: str, chance: random.Random, _: ListedParty) -> str | None:
    text = "".join(
        ACCENTS.get(letter, letter) if chance.random() < 0.3 else letter for letter in name.lower()
    )
    return text if text != name.lower() else None


@change
def truncate(name: str, _: random.Random, __: ListedParty) -> str | None:
    return name[:20] if len(name) >= 28 else None


@change
def vowel_drop(name: str, _: random.Random, __: ListedParty) -> str | None:
    words = name.split()
    at = max(range(len(words)), key=lambda at: len(words[at]))
    word = words[at]
    short = word[0] + re.sub("[aeiouAEIOU]", "", word[1:-1]) + word[-1]
    if len(word) - len(short) not in (1, 2):
        return None
    return " ".join([*words[:at], short, *words[at + 1 :]])


@change
def cyrillic(name: str, _: random.Random, party: ListedParty) -> str | None:
    lands = {*party.countries, *(address.country for address in party.addresses)}
    if not lands & {"RU", "BY"} or party.kind is not Kind.PERSON or len(name) > 60:
        return None
    text = _given_name_first(name).lower()
    for latin, letter in CYRILLIC:
        text = text.replace(latin, letter)
    return text.title()


@change
def mixed(name: str, chance: random.Random, _: ListedParty) -> str | None:
    words = core(name).split()
    if len(words) < 2:
        return None
    chance.shuffle(words)
    return _edited(" ".join(words), chance)


def all_names(parties: Sequence[ListedParty]) -> list[tuple[int, str]]:
    """Every name and alias with the position of its party."""
    return [(at, name) for at, party in enumerate(parties) for name in party.names if plain(name)]


def listed(parties: Sequence[ListedParty], each: int, seed: int) -> list[Asked]:
    """`each` listed names of every class, changed."""
    names, chance = all_names(parties), random.Random(seed)
    same: dict[str, set[int]] = {}
    for at, name in names:
        same.setdefault(bag(name), set()).add(at)
    asked = []
    for kind, changed in CHANGES.items():
        made = 0
        while made < each:
            at, name = chance.choice(names)
            if len(core(name)) < LEAST_LETTERS or len(name) > MOST_LETTERS:
                continue
            text = changed(name, chance, parties[at])
            if text and plain(text):
                asked.append(Asked(kind, text, frozenset(same[bag(name)])))
                made += 1
    return asked


def abbreviations(parties: Sequence[ListedParty], seed: int, count: int = 400) -> list[Asked]:
    """Listed names with their common words written short."""
    short = dict(ABBREVIATIONS)
    same: dict[str, set[int]] = {}
    changed = []
    for at, name in all_names(parties):
        same.setdefault(plain(name), set()).add(at)
        text = re.sub("[A-Za-z]+", lambda word: short.get(word[0].lower(), word[0]), name)
        if text != name:
            changed.append((name, text))
    picked = random.Random(seed).sample(changed, min(count, len(changed)))
    return [Asked("abbreviation", text, frozenset(same[plain(name)])) for name, text in picked]


def unlisted(parties: Sequence[ListedParty], each: int, seed: int) -> list[Asked]:
    """Real firms, made-up persons and firms of many cultures, and names spliced from listed ones;
    without those that are listed after all."""
    made = [*_made_up(each, seed)]
    return [*_not_on(parties, made), *near_and_real(parties, each, seed)]


def near_and_real(parties: Sequence[ListedParty], each: int, seed: int) -> list[Asked]:
    """The real firms, and the names spliced from listed ones."""
    real = [("real_firm", firm) for firm in FIRMS]
    return _not_on(parties, [*real, *_spliced(parties, each, seed)])


def _not_on(parties: Sequence[ListedParty], made: Sequence[tuple[str, str]]) -> list[Asked]:
    on_list = {bag(name) for _, name in all_names(parties)}
    return [Asked(kind, name) for kind, name in made if plain(name) and bag(name) not in on_list]


def _made_up(each: int, seed: int) -> Iterator[tuple[str, str]]:
    # Late, so that the other names can be had where faker is not installed.
    from faker import Faker

    Faker.seed(seed)
    makers = [Faker(locale) for locale in LOCALES]
    for number in range(each):
        maker = makers[number % len(makers)]
        yield "fake_company", maker.company()
        yield "fake_person", maker.name()
    for script in SCRIPTS:
        maker = Faker(script)
        for _ in range(each // len(SCRIPTS)):
            yield "fake_person_script", maker.name()


def _spliced(parties: Sequence[ListedParty], each: int, seed: int) -> Iterator[tuple[str, str]]:
    chance, names = random.Random(seed), all_names(parties)
    persons = [
        name for at, name in names if parties[at].kind is Kind.PERSON and name.count(",") == 1
    ]
    firms = [core(name).split() for at, name in names if parties[at].kind is Kind.ENTITY]
    for _ in range(each):
        first, second = chance.choice(persons), chance.choice(persons)
        yield "near_person", f"{second.split(',')[1].strip()} {first.split(',')[0]}"
        one, other = chance.choice(firms), chance.choice(firms)
        if len(one) > 1 and len(other) > 1:
            words = one[: len(one) // 2] + other[len(other) // 2 :]
            yield "near_company", " ".join(words).title() + " Ltd"
