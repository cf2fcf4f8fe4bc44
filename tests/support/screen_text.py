"""The characters on screen, as text. The only place that reads Textual's compositor."""

from textual.app import App
from textual.widget import Widget


def screen_text(app: App[int]) -> str:
    """What stands on the screen, one line a row, without trailing spaces."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def widget_text(app: App[int], widget: Widget) -> str:
    """What stands in a widget's region."""
    region = widget.region
    rows = screen_text(app).split("\n")[region.y : region.bottom]
    return "\n".join(row[region.x : region.right].rstrip() for row in rows)
