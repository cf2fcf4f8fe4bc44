"""Whether what is on screen can be read: contrast by WCAG 2, and color blindness simulated."""

from functools import lru_cache

from textual.app import App
from textual.color import Color

from tests.support.screen_text import colored_texts

LEAST = 4.5


def unreadable(app: App[int]) -> set[str]:
    """The texts on screen that stand out too little, each with its contrast."""
    return {
        f"{text.strip()}: {contrast(color, background):.1f}"
        for text, color, background in colored_texts(app)
        if contrast(color, background) < LEAST and any(sign.isalnum() for sign in text)
    }


@lru_cache(maxsize=4096)
def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2."""
    first, second = sorted((luminance(one), luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def luminance(color: Color) -> float:
    """The relative luminance of WCAG 2."""
    red, green, blue = (linear(part) for part in color.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    """A channel of sRGB as light."""
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)
