"""One plain spelling for every way to type a name: the same code for the list and for the query.

A saved index and a record carry NORMALISATION; a change of what comes out is a new number.
"""

import re
import unicodedata
from dataclasses import dataclass

from anyascii import anyascii

from parties.matching.wordlists import LEGAL_FORMS, SPELT_FORMS

NORMALISATION = 1

# Cyrillic and Greek letters that are drawn like Latin ones.
_LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABEKMHOPCTYXaeopcyxijsdhqwABEZHIKMNOPTYXo",
)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\ufe00-\ufe0f\ufeff]"
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# "L.L.C." and "S. A." are one word each; in "M. A. Khan" the letters stay apart, as initials.
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?(?![a-z0-9])")
_APOSTROPHES = re.compile("[´ʹʺʻʼʽʾʿˈ‘’]")
# Of ASCII: small letters and digits, "&" in words, no apostrophes, and spaces for all else.
_PLAIN = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_PLAIN |= {ord("&"): " and ", ord("'"): "", ord("`"): ""}
_SPELT_STARTS = frozenset(form[0] for form in SPELT_FORMS)


def normalise(text: str) -> str:
    """The name in lower-case letters a to z and digits, words parted by one space; empty if it
    holds neither."""
    if not text.isascii():
        text = _in_ascii(_APOSTROPHES.sub("", text))
    if "." in text:
        text = _DOTTED.sub(_joined_letters, text.lower())
    return " ".join(text.translate(_PLAIN).split())


def _in_ascii(text: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    # A look-alike letter is one only beside Latin letters: in a word that is Cyrillic throughout
    # it means what it says, and is transliterated.
    text = " ".join(
        word.translate(_LOOK_ALIKES) if _LATIN.search(word) and not word.isascii() else word
        for word in text.split()
    )
    if text.isascii():
        return text
    text = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(letter)
    )
    return text if text.isascii() else anyascii(text).encode("ascii", "ignore").decode()


def _joined_letters(dotted: re.Match[str]) -> str:
    letters = dotted[0].replace(".", "")
    return letters if len(letters) > 2 or letters in LEGAL_FORMS else " ".join(letters)


@dataclass(frozen=True, slots=True)
class NameWords:
    """A normalised name taken apart: the words that tell who it is, and the legal forms."""

    words: tuple[str, ...]
    forms: tuple[str, ...] = ()


def name_words(normalised: str) -> NameWords:
    """Takes a normalised name apart. A name of nothing but legal forms keeps them as its words."""
    words, forms = taken_apart(normalised)
    return NameWords(tuple(words), tuple(forms))


def taken_apart(normalised: str) -> tuple[list[str], list[str]]:
    """The words and the legal forms of a normalised name, for who reads a whole list."""
    words = normalised.split()
    if not _SPELT_STARTS.isdisjoint(words):
        words = _with_short_forms(words)
    if 1 in map(len, words):
        words = _with_lettered_forms(words)
    if LEGAL_FORMS.isdisjoint(words):
        return words, []
    kept = [word for word in words if word not in LEGAL_FORMS]
    return (kept, [word for word in words if word in LEGAL_FORMS]) if kept else (words, [])


def _with_short_forms(words: list[str]) -> list[str]:
    result: list[str] = []
    at = 0
    while at < len(words):
        for spelt, short in SPELT_FORMS.items():
            if words[at] == spelt[0] and tuple(words[at : at + len(spelt)]) == spelt:
                result.append(short)
                at += len(spelt)
                break
        else:
            result.append(words[at])
            at += 1
    return result


def _with_lettered_forms(words: list[str]) -> list[str]:
    """ "s a" and "l l c" as one word, where it is a legal form and not the start of the name."""
    result: list[str] = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and len(words[end]) == 1:
            end += 1
        letters = "".join(words[at:end])
        if end - at >= 2 and at > 0 and letters in LEGAL_FORMS:
            result.append(letters)
            at = end
        else:
            result.extend(words[at : max(end, at + 1)])
            at = max(end, at + 1)
    return result
