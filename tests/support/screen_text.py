"""The characters on screen, as text. The only place that reads Textual's compositor."""

from collections.abc import Iterator

from textual.app import App
from textual.color import Color
from textual.widget import Widget


def screen_text(app: App[int]) -> str:
    """What stands on the screen, one line a row, without trailing spaces."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def colored_texts(app: App[int]) -> Iterator[tuple[str, Color, Color]]:
    """Each stretch of text on screen with its color and that of its background."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if style is None or not segment.text.strip() or not style.color or not style.bgcolor:
                continue
            color, background = (
                Color.from_rich_color(style.color),
                Color.from_rich_color(style.bgcolor),
            )
            if style.reverse:
                color, background = background, color
            if style.dim:
                color = color.blend(background, 0.5)
            yield segment.text, color, background


def widget_text(app: App[int], widget: Widget) -> str:
    """What stands in a widget's region."""
    region = widget.region
    rows = screen_text(app).split("\n")[region.y : region.bottom]
    return "\n".join(row[region.x : region.right].rstrip() for row in rows)
