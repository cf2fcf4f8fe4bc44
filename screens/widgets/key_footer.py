"""The keys of a screen on its last line, each to press or to click."""

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from screens.plain import beside, plain


class KeyHint(NamedTuple):
    """A key as it is shown: what to press, and whether that does something just now."""

    key: str
    shown: str
    words: str
    enabled: bool

    @property
    def width(self) -> int:
        """Cells on the line, with the blanks around key and words."""
        return plain(self.shown).cell_length + plain(self.words).cell_length + 3


class KeyFooter(Widget):
    """One widget for all keys: it is drawn anew with every change of what the keys can do, which
    a widget for each key would make the dearest part of an answer to a key."""

    DEFAULT_CSS = """
    KeyFooter {
        dock: bottom;
        height: 1;
        background: $footer-background;
        color: $footer-description-foreground;
        text-wrap: nowrap;
        text-overflow: clip;
        pointer: pointer;
    }
    """
    ALLOW_SELECT = False

    hints: reactive[tuple[KeyHint, ...]] = reactive(())
    under_mouse: reactive[str] = reactive("")

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self.take_bindings)

    def take_bindings(self, screen: Screen[object]) -> None:
        """Show what the keys can do now, unless the terminal itself has lost the focus."""
        if self.app.app_focus and self.is_attached and screen is self.screen:
            found: dict[str, KeyHint] = {}
            for _, binding, enabled, _ in screen.active_bindings.values():
                # Of several keys for one action the first is shown.
                if binding.show and binding.action not in found:
                    shown = self.app.get_key_display(binding)
                    found[binding.action] = KeyHint(
                        binding.key, shown, binding.description, enabled
                    )
            self.hints = tuple(found.values())

    def render(self) -> Content:
        return beside(*(self._drawn(hint) for hint in self.hints))

    def _drawn(self, hint: KeyHint) -> Content:
        looks = "" if hint.enabled else "strike"  # grey alone is hard to read
        if hint.key == self.under_mouse:
            looks = f"{looks} on $block-hover-background"
        key = plain(f" {hint.shown} ", f"bold $footer-key-foreground {looks}")
        return beside(key, plain(f"{hint.words} ", looks))

    def hint_at(self, x: int) -> KeyHint | None:
        """The key whose words stand at a column of the line."""
        end = 0
        for hint in self.hints:
            end += hint.width
            if x < end:
                return hint
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        hint = self.hint_at(event.x)
        self.under_mouse = hint.key if hint is not None and hint.enabled else ""

    def on_leave(self) -> None:
        self.under_mouse = ""

    def on_click(self, event: events.Click) -> None:
        hint = self.hint_at(event.x)
        if hint is None:
            return
        event.stop()
        if hint.enabled:
            self.app.simulate_key(hint.key)
        else:
            self.app.bell()
