"""The loop in which waiting takes no time: what the tests of screens stand on."""

from time import monotonic

from textual.widgets import Static

from tests.support.widget_app import WidgetApp


async def test_timers_of_an_hour_ring_as_often_as_they_would_and_take_no_time() -> None:
    """Fails where Textual reads another clock than the one that `fast_loop` gives it."""
    app, rung, began = WidgetApp(Static()), list[int](), monotonic()
    async with app.run_test() as pilot:
        app.set_interval(600, lambda: rung.append(600))
        app.set_timer(1500, lambda: rung.append(1500))
        await pilot.pause(3599)
        assert rung == [600, 600, 1500, 600, 600, 600]
    assert monotonic() - began < 60
