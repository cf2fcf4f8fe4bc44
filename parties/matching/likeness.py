"""How like two words are, and why: spelling, sound, look, abbreviation."""

import re
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from parties.matching.wordlists import LEGAL_FORMS, WORD_FAMILIES


class Reason(StrEnum):
    """Why a word of the query met a word of the listed name, or met none."""

    SAME = "same word"
    SPELLING = "similar spelling"
    SOUND = "similar sound"
    LOOK = "letters that look alike"
    SHORT_FORM = "short form"
    INITIAL = "initial"
    CUT_OFF = "cut off"
    JOINED = "written together"
    SPLIT = "written apart"
    ACRONYM = "initials of the name"
    ONLY_ASKED = "only in your name"
    ONLY_LISTED = "only in the listed name"
    LEGAL_FORM = "legal form, set aside"


LEAST_LIKE = 0.72
"""Words less like than this are two words."""

LONG_FORM_LIKE = 0.71
"""An unknown word this like a long legal form is a misspelt one."""

SHORTEST_FUZZY = 4
"""Shorter words find only themselves: one letter more or less is another word."""

LONGEST_SHORT = 5
"""Words up to this length are found by leaving out a letter; trigrams find longer ones."""

LEAST_LEFT_OVER = 0.55
"""Of words that are left over when the others have met, less likeness is enough."""

# One spelling for each sound, the longest first. Capitals stand for sounds of several letters.
_SOUNDS = {
    "shch": "S",
    "tsch": "C",
    "sch": "S",
    "tch": "C",
    "dzh": "J",
    "dsch": "J",
    "kh": "h",
    "gh": "g",
    "ph": "f",
    "th": "t",
    "sh": "S",
    "ch": "C",
    "zh": "J",
    "dj": "J",
    "dh": "d",
    "ck": "k",
    "ts": "T",
    "tz": "T",
    "ks": "X",
    "hs": "X",
    "x": "X",
    "j": "J",
    "q": "k",
    "c": "k",
    "w": "v",
    "z": "s",
    "off": "ov",
    "eff": "ev",
    "ou": "u",
    "oo": "u",
    "ee": "i",
    "ei": "i",
    "ie": "i",
    "iy": "i",
    "ii": "i",
    "yi": "i",
    "ij": "i",
    "ye": "e",
    "ya": "ia",
    "yu": "iu",
    "aa": "a",
    "ah": "a",
    "eh": "e",
    "y": "i",
}
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("", "", "aeiouh")
_DIGITS_AS_LETTERS = str.maketrans("0158936", "olsbgeb")
_LOOKS = str.maketrans("0158936civq", "olsbgebelug")


@lru_cache(maxsize=16384)
def left_over_likeness(asked: str, listed: str) -> float:
    """How like two words are that are left over beside words that met; 0 if they are two words.

    Here short words may differ by one letter, and long ones by more than elsewhere."""
    if min(len(asked), len(listed)) < 2 or asked.isdigit() or listed.isdigit():
        return 0.0
    spelling: float = OSA.normalized_similarity(asked, listed)
    heard, other = sound(asked), sound(listed)
    if heard == other:
        return max(0.9, spelling)
    if max(len(asked), len(listed)) <= SHORTEST_FUZZY:
        return max(0.6, spelling) if OSA.distance(asked, listed) == 1 else 0.0
    like = max(spelling, 0.95 * OSA.normalized_similarity(heard, other))
    return like if like >= LEAST_LEFT_OVER else 0.0


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """The word spelt by its sound, so that transliterations of one name come out alike."""
    return _DOUBLED.sub(r"\1", _SOUND.sub(lambda found: _SOUNDS[found[0]], word))


@lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """The consonants of the word's sound, with its first letter."""
    heard = sound(word)
    return heard[:1] + heard[1:].translate(_VOWELS)


def look(word: str) -> str:
    """The word with one letter for all that a scanner mistakes for one another."""
    return word.replace("rn", "m").translate(_LOOKS)


def letters_for_digits(word: str) -> str:
    """The word with its digits read as the letters that they look like."""
    return word.translate(_DIGITS_AS_LETTERS)


def likeness(asked: str, listed: str) -> tuple[float, Reason] | None:
    """How like two normalised words are, from LEAST_LIKE to 1, and why; None if they are two words.

    Numbers are like nothing but themselves, and so are legal forms.
    """
    if asked == listed:
        return 1.0, Reason.SAME
    if listed in WORD_FAMILIES.get(asked, ()):
        return 0.97, Reason.SHORT_FORM
    if (
        min(len(asked), len(listed)) < SHORTEST_FUZZY
        or asked.isdigit()
        or listed.isdigit()
        or asked in LEGAL_FORMS
        or listed in LEGAL_FORMS
    ):
        return None
    spelling = OSA.normalized_similarity(asked, listed)
    if spelling < 0.45:
        return None
    best = spelling, Reason.SPELLING
    if asked.isalpha() and listed.isalpha():
        best = max(best, _by_sound(asked, listed, spelling))
    elif not asked.isalpha():
        meant = letters_for_digits(asked)
        if meant.isalpha():
            best = max(best, (0.96 * OSA.normalized_similarity(meant, listed), Reason.LOOK))
    if best[0] < 0.93 and look(asked) == look(listed):
        best = 0.93, Reason.LOOK
    return best if best[0] >= LEAST_LIKE else None


def _by_sound(asked: str, listed: str, spelling: float) -> tuple[float, Reason]:
    heard, other = sound(asked), sound(listed)
    if heard == other:
        return 0.95, Reason.SOUND
    near = OSA.normalized_similarity(heard, other)
    bones = skeleton(asked)
    if len(bones) >= 3 and bones == skeleton(listed):
        return 0.5 + 0.45 * max(near, spelling), Reason.SOUND
    return 0.97 * near, Reason.SOUND
