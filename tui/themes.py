"""Four themes of our own: dark and light in blue, orange and vermilion, which people with any
common color blindness can tell apart, one without colors, and one of the highest contrast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.app import App
from textual.theme import Theme

if TYPE_CHECKING:
    from records.settings_values import Settings

THEMES: Final = (
    Theme(
        name="navicert-dark",
        primary="#56B4E9",
        secondary="#9AD0F5",
        accent="#F0E442",
        warning="#E69F00",
        error="#FF8A5C",
        success="#56B4E9",
        foreground="#E6E6E6",
        background="#11161C",
        surface="#1A212A",
        panel="#26303C",
        variables={
            "block-cursor-background": "#56B4E9",
            "block-cursor-foreground": "#0B0F14",
            "footer-key-foreground": "#9AD0F5",
        },
    ),
    Theme(
        name="navicert-light",
        primary="#005A9C",
        secondary="#00457A",
        accent="#5B4B00",
        warning="#8F5600",
        error="#7A0E00",
        success="#005A9C",
        foreground="#1B1B1B",
        background="#FAFAFA",
        surface="#EFEFEF",
        panel="#E2E6EA",
        dark=False,
        variables={
            "block-cursor-background": "#005A9C",
            "block-cursor-foreground": "#FFFFFF",
            "footer-key-foreground": "#005A9C",
        },
    ),
    Theme(
        name="navicert-mono",
        primary="#FFFFFF",
        secondary="#FFFFFF",
        accent="#FFFFFF",
        warning="#FFFFFF",
        error="#FFFFFF",
        success="#FFFFFF",
        foreground="#FFFFFF",
        background="#000000",
        surface="#000000",
        panel="#1C1C1C",
        variables={
            "block-cursor-background": "#FFFFFF",
            "block-cursor-foreground": "#000000",
            "footer-key-foreground": "#FFFFFF",
        },
    ),
    Theme(
        name="navicert-contrast",
        primary="#5CC8FF",
        secondary="#BFE6FF",
        accent="#FFFF4D",
        warning="#FFB000",
        error="#FF8F66",
        success="#5CC8FF",
        foreground="#FFFFFF",
        background="#000000",
        surface="#000000",
        panel="#1A1A1A",
        variables={
            "block-cursor-background": "#FFFF4D",
            "block-cursor-foreground": "#000000",
            "footer-key-foreground": "#FFFF4D",
            "text-muted": "#E6E6E6",
            "text-disabled": "#D0D0D0",
            "border": "#FFFFFF",
        },
    ),
)
DEFAULT_THEME: Final = "navicert-dark"


def dress(app: App[int], settings: Settings) -> None:
    """Give an app that does not run yet its themes and the one chosen."""
    ours = {theme.name for theme in THEMES}
    for theme in THEMES:
        app.register_theme(theme)
    for name in app.available_themes:
        if name not in ours:
            app.unregister_theme(name)
    # Setting it the usual way parses every style sheet a second time: 10 ms.
    app.set_reactive(App.theme, settings.theme if settings.theme in ours else DEFAULT_THEME)
    app.stylesheet.set_variables(app.get_css_variables())
    keep_still(app, settings)


def keep_still(app: App[int], settings: Settings) -> None:
    """Let what moves on the screen do so or not, as was chosen."""
    app.animation_level = "full" if settings.animation else "none"
