"""A deal of two items on screen, from the second item to two records."""

from pathlib import Path

import pytest

from records.store import open_records
from screens.deals.interview import InterviewScreen
from screens.deals.items import ItemsScreen
from tests.support.app import desk, press, settle
from tests.support.screen_text import screen_text

DEAL = """navicert: deal/1
title: Order 7
as_of: 2026-07-23
facts:
  item.us_origin: yes
  item.eccn: 3B001.c
  item.kind: commodity
  item.published: {value: no, by: J. Doe, reason: drawings are kept secret}
  destination.country: CN
"""


async def test_two_items_become_two_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    deal = tmp_path / "deal.yaml"
    deal.write_text(DEAL)
    app = desk(tmp_path).app(deal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+n", "a")
        await press(pilot, "c")
        await press(pilot, "T", "enter", "C", "ctrl+s")
        screen = app.screen
        assert isinstance(screen, InterviewScreen)
        assert screen.session.item_words == "item 2 of 2: C"
        shown = screen_text(app)
        assert "ALL 2 ITEMS: LICENSE REQUIRED" in shown
        assert "item 2 of 2: C" in shown
        await press(pilot, "f3")
        assert isinstance(app.screen, ItemsScreen)
        assert "1 T   ! license required" in screen_text(app)
        await press(pilot, "ctrl+s", "w", "ctrl+s")
        assert [row.place for row in app.screen.saved] == [0, 1]
        await press(pilot, "escape", "ctrl+z")
        assert screen.session.deal.items == ()
    with open_records(tmp_path / "records" / "records.jsonl") as records:
        cards = records.cards()
        titles = [card.title for card in cards]
        texts = [records.get(card.id).deal_text or "" for card in cards]
    assert titles == ["Order 7 (item 1 of 2: T)", "Order 7 (item 2 of 2: C)"]
    assert all("items:" not in text and "3B001.c" in text for text in texts)


async def test_deals_begin_with_a_product_and_with_a_record(tmp_path: Path) -> None:
    deal = tmp_path / "deal.yaml"
    deal.write_text(DEAL)
    app = desk(tmp_path).app(deal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+n", "k")
        await press(pilot, "T", "ctrl+s")
        await press(pilot, "f3")
        await press(pilot, "ctrl+s", "w", "ctrl+s")
        for _ in range(3):
            await press(pilot, "escape")
        await press(pilot, "f", "p")
        assert "T   changed" in screen_text(app)
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, InterviewScreen)
        assert "destination.country" not in screen.session.facts
        assert screen.session.facts["item.eccn"].source.startswith("product T, kept 20")
        await press(pilot, "f2")
        assert "(from product T, kept" in " ".join(screen_text(app).split())
        await press(pilot, "escape", "escape")
        await press(pilot, "r", "ctrl+n")
        assert isinstance(app.screen, InterviewScreen)
        copied = app.screen.session
        assert copied.deal.title == "Copy of Order 7"
        assert copied.deal.as_of is None
        assert copied.facts["item.published"].source.startswith("record 2026-")
