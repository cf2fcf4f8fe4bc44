"""Exact numbers as people type them: money, percentages and plain numbers.

A comma or a point that could be read two ways is refused: a value a thousand times too small
makes a share of U.S. content look harmless.
"""

import re
from decimal import Decimal
from typing import Final

from engine.reading.typed_text import shown

DIGITS: Final = 15
"""Digits before the point: less than a quadrillion dollars."""

PLACES: Final = 12
"""Digits after the point."""

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_POINT_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_COMMA_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_SPACE_GROUPED = re.compile(r"[0-9]{1,3}(?:[ '’\u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?")
_COMMA_DECIMAL = re.compile(r"[0-9]+,[0-9]+")
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_CURRENCY = re.compile(r"^(?:US ?\$|USD|\$)\s*|\s*(?:US ?\$|USD|\$)$", re.IGNORECASE)
_FOREIGN = re.compile(r"[€£¥₩₹]|\b(?:EUR|GBP|JPY|CNY|RMB|KRW|TWD|CHF|INR|SGD)\b", re.IGNORECASE)


def read_money(text: str, decimal_comma: bool = False) -> Decimal:
    """An amount of U.S. dollars: `1500`, `$1,500.00`, `1500.00 USD`.

    With `decimal_comma` (files of a locale that writes so) `1500,00` and `1.500,00` are read too.
    Raises `ValueError` with a sentence.
    """
    if _FOREIGN.search(text):
        raise ValueError(
            f"{shown(text)} is not in U.S. dollars: convert it, and say the rate in the source"
        )
    bare = _CURRENCY.sub("", text.strip(), count=1).strip()
    if _ONE_GROUP.fullmatch(bare) and (decimal_comma or "." in bare):
        whole, rest = re.split("[.,]", bare)
        raise ValueError(
            f"{shown(text)} can be read as {whole}{rest} or as {whole} and a fraction of a dollar:"
            f" write {whole}{rest} or {whole}.{rest[:2]}"
        )
    return _read(bare, text, "an amount of money such as 1500 or 1500.50", decimal_comma)


def read_percent(text: str) -> Decimal:
    """A percentage from 0 to 100: `25`, `25.5`, `25 %`. Raises `ValueError` with a sentence."""
    bare = text.strip().removesuffix("%").strip()
    percent = _read(bare, text, "a percentage such as 25 or 12.5", False)
    if percent > 100:
        raise ValueError(f"{shown(text)} is over 100 percent: write a number from 0 to 100")
    return percent


def read_number(text: str) -> Decimal:
    """A number, not negative: `1600`, `0.5`. Raises `ValueError` with a sentence."""
    bare = text.strip()
    if _ONE_GROUP.fullmatch(bare):
        whole, rest = re.split("[.,]", bare)
        raise ValueError(
            f"{shown(text)} can be read as {whole}{rest} or as {whole} and a fraction: write"
            f" {whole}{rest} or {whole}.{rest}0"
        )
    return _read(bare, text, "a number such as 1600 or 0.5", False)


def write_amount(amount: Decimal) -> str:
    """The amount as text that reads back to the same number, with no sign that could be
    read two ways: never exactly three digits after the point."""
    text = format(amount.normalize(), "f") if amount else "0"
    whole, point, fraction = text.partition(".")
    return f"{whole}.{fraction}0" if point and len(fraction) == 3 else text


def show_amount(amount: Decimal) -> str:
    """The amount with commas between thousands, for people."""
    text = format(amount.normalize(), "f") if amount else "0"
    whole, point, fraction = text.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{fraction}"


def show_money(amount: Decimal) -> str:
    """Dollars for people: `$1,500` or `$1,500.50`."""
    text = show_amount(amount)
    _, point, fraction = text.partition(".")
    return f"${text}0" if point and len(fraction) == 1 else f"${text}"


def show_percent(percent: Decimal) -> str:
    """A percentage for people: `25%`."""
    return f"{show_amount(percent)}%"


def _read(bare: str, text: str, kind: str, decimal_comma: bool) -> Decimal:
    if len(bare) > 40:
        raise ValueError(f"{shown(text)} is too long for a number: write {kind}")
    if re.match(r"[-−–]\s*[0-9]", bare):
        raise ValueError(f"{shown(text)} is negative: write {kind}")
    if _PLAIN.fullmatch(bare):
        plain = bare
    elif _POINT_GROUPED.fullmatch(bare):
        plain = bare.replace(",", "")
    elif _SPACE_GROUPED.fullmatch(bare):
        plain = re.sub(r"[ '’\u00a0\u202f]", "", bare).replace(",", ".")
    elif _COMMA_GROUPED.fullmatch(bare) and ("," in bare or bare.count(".") > 1):
        plain = bare.replace(".", "").replace(",", ".")
    elif _COMMA_DECIMAL.fullmatch(bare):
        if not decimal_comma:
            raise ValueError(
                f"{shown(text)} has a comma that does not divide thousands: write"
                f" {bare.replace(',', '.')} if it is a decimal point"
            )
        plain = bare.replace(",", ".")
    else:
        raise ValueError(f"{shown(text)} is not {kind}")
    whole, _, fraction = plain.partition(".")
    if len(whole.lstrip("0")) > DIGITS:
        raise ValueError(f"{shown(text)} is too large: write at most {DIGITS} digits")
    if len(fraction) > PLACES:
        raise ValueError(
            f"{shown(text)} is too fine: write at most {PLACES} digits after the point"
        )
    return Decimal(plain)
