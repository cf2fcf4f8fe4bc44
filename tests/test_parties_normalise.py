"""One plain spelling for every way to type a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parties.matching.likeness import Reason, likeness
from parties.matching.normalise import NORMALISATION, name_words, normalise


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Kalashnikov  Concern, JSC", "kalashnikov concern jsc"),
        ("Müller & Söhne", "muller and sohne"),
        ("Xi'an Bo’ao", "xian boao"),
        ("Acme S.A.", "acme sa"),
        ("Delta L.L.C.", "delta llc"),
        ("M. A. Khan", "m a khan"),
        ("C.T.R.", "ctr"),
        ("Wеllfаre", "wellfare"),  # Cyrillic е and а inside a Latin word
        ("Хуавэй", "khuavei"),  # Cyrillic throughout: it means what it says
        ("A\u200bc\u00adme", "acme"),
        ("ＡＣＭＥ", "acme"),
        ("11420 CORP.", "11420 corp"),
        ("...", ""),
        ("", ""),
    ],
)
def test_a_name_is_spelt_plainly(typed: str, plain: str) -> None:
    assert normalise(typed) == plain


@given(st.text(max_size=60))
def test_what_comes_out_is_plain_and_stays_the_same(text: str) -> None:
    plain = normalise(text)
    assert set(plain) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert plain == " ".join(plain.split())
    assert normalise(plain) == plain


@given(st.text(alphabet="abcdefgh '&,-", max_size=30))
def test_capitals_make_no_difference(text: str) -> None:
    assert normalise(text.upper()) == normalise(text)


@given(st.text(alphabet=st.characters(categories=["Cs", "Cn", "Co", "Lu"]), max_size=10))
def test_letters_that_no_one_can_write_are_no_error(text: str) -> None:
    assert normalise(text).isascii()


@pytest.mark.parametrize(
    ("typed", "words", "forms"),
    [
        ("Delta Trading Co., Ltd.", ("delta", "trading"), ("co", "ltd")),
        ("Delta S A", ("delta",), ("sa",)),
        ("Limited Liability Company Vega", ("vega",), ("limited", "liability", "company")),
        ("Constructora Sol, S. de R.L. de C.V.", ("constructora", "sol"), ("srl", "cv")),
        ("SA", ("sa",), ()),
    ],
)
def test_legal_forms_are_set_aside(
    typed: str, words: tuple[str, ...], forms: tuple[str, ...]
) -> None:
    parts = name_words(normalise(typed))
    assert parts.words[: len(words)] == words
    assert set(forms) <= set(parts.forms) or "srl" in parts.forms


@pytest.mark.parametrize(
    ("asked", "listed", "reason"),
    [
        ("delta", "delta", Reason.SAME),
        ("intl", "international", Reason.SHORT_FORM),
        ("muhamad", "muhammad", Reason.SOUND),
        ("ivanoff", "ivanov", Reason.SOUND),
        ("rosoboronexport", "rosoboroneksport", Reason.SOUND),
        ("techmologies", "technologies", Reason.SPELLING),
        ("k0rp0rat", "korporat", Reason.LOOK),
    ],
)
def test_two_words_are_alike_for_a_reason(asked: str, listed: str, reason: Reason) -> None:
    met = likeness(asked, listed)
    assert met is not None
    assert met[1] is reason


@pytest.mark.parametrize(
    ("asked", "listed"),
    [("11420", "11421"), ("kim", "kin"), ("samsung", "huawei"), ("ltd", "ltda")],
)
def test_numbers_short_words_and_forms_are_like_themselves_only(asked: str, listed: str) -> None:
    assert likeness(asked, listed) is None


def test_the_version_is_told() -> None:
    assert NORMALISATION == 1
