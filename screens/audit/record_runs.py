"""Running records again, one or many: under their own law, today's, and that of another day."""

from collections.abc import Callable, Sequence
from datetime import date

from records.cards import Card
from records.replay import Replay, Today
from screens.audit.auditor import Auditor
from screens.audit.difference_words import is_replayed, replay_lines, today_lines
from screens.audit.record_flows import Screen
from screens.audit.record_words import outcome_words, title_of
from screens.audit.results import ResultRow, ResultsScreen
from screens.modals.progress import ProgressModal, Run


def replay(screen: Screen, auditor: Auditor, cards: Sequence[Card]) -> None:
    """Determine records again under their own law, and list those that come out otherwise."""
    by_id = {card.id: card for card in cards}

    def finished(run: Run | None) -> None:
        if run is None or not (run.results or run.fault):
            return
        results: list[Replay] = list(run.results)
        bad = [result for result in results if not is_replayed(result)]
        summary = (
            f"{_of(run)} determined again under their own law: {len(results) - len(bad):,}"
            " byte-identical"
        )
        rows = [ResultRow(r.record, title_of(by_id[r.record]), replay_lines(r)) for r in bad]
        found = {r.record: r.found for r in bad}

        def differences(record: str) -> None:
            from screens.audit.comparison import ComparisonScreen

            heads = ("as it was saved", "determined again under its own law")
            title = f"Replay: {record}, {title_of(by_id[record])}"
            screen.app.push_screen(ComparisonScreen(title, heads, found[record]))

        nothing = "Every determination came out as it was saved, byte for byte."
        summary += _stopped(run)
        _show(screen, auditor, "Replay", summary, rows, nothing, differences)

    modal = ProgressModal(
        "Determining again under the law of each record",
        list(by_id),
        auditor.records.replay,
    )
    screen.app.push_screen(modal, finished)


def today(screen: Screen, auditor: Auditor, cards: Sequence[Card]) -> None:
    """Run saved deals under today's law: one is compared in full, of many those are listed whose
    answer moves."""
    _under_law_of(auditor.today(), screen, auditor, cards)


def other_day(screen: Screen, auditor: Auditor, cards: Sequence[Card]) -> None:
    """Likewise, under the law of a day that is asked for."""
    from screens.law.law_day import ask_which_day

    def chosen(day: date) -> None:
        auditor.day = day
        _under_law_of(day, screen, auditor, cards)

    now = auditor.today()
    ask_which_day(screen, auditor.day or now, now, chosen)


def _under_law_of(day: date, screen: Screen, auditor: Auditor, cards: Sequence[Card]) -> None:
    if len(cards) == 1:
        _one_under_law_of(day, screen, auditor, cards[0])
        return
    by_id = {card.id: card for card in cards}

    def step(record: str) -> ResultRow | None:
        # Determinations of a megabyte each: what is listed is kept, no more.
        card = by_id[record]
        result = auditor.records.moved_today(record, card.regime, day)
        if result is None or not result.changed:
            return None
        return ResultRow(record, _today_head(card, result), today_lines(result))

    def finished(run: Run | None) -> None:
        if run is None or not (run.results or run.fault):
            return
        rows = [row for row in run.results if row is not None]
        summary = f"{_of(run)} run under the law of {day}: {len(rows):,} changed{_stopped(run)}"

        def differences(record: str) -> None:
            _one_under_law_of(day, screen, auditor, by_id[record])

        _show(
            screen, auditor, f"Law of {day}", summary, rows, "Nothing moves an answer.", differences
        )

    modal = ProgressModal(f"Running saved deals under the law of {day}", list(by_id), step)
    screen.app.push_screen(modal, finished)


def _one_under_law_of(day: date, screen: Screen, auditor: Auditor, card: Card) -> None:
    from screens.audit.comparison import ComparisonScreen

    def finished(run: Run | None) -> None:
        if run is None or not (run.results or run.fault):
            return
        result: Today | None = run.results[0] if run.results else None
        if result is None or result.now is None:
            why = result.why if result is not None else run.fault
            screen.show_error(f"{card.id} cannot be run under the law of {day}", why)
            return
        heads = (
            f"as it was saved, law of {card.as_of}: {outcome_words(card.outcome)}",
            f"law of {day}: {outcome_words(str(result.now.get('outcome', '')))}",
        )
        title = f"Law of {day}: {card.id}, {title_of(card)}"
        screen.app.push_screen(ComparisonScreen(title, heads, result.found))

    modal = ProgressModal(
        f"Running {card.id} under the law of {day}",
        [card],
        lambda one: auditor.records.run_today(one.id, one.regime, day),
    )
    screen.app.push_screen(modal, finished)


def move_date(screen: Screen, auditor: Auditor, card: Card) -> None:
    """Show a saved deal under the law of other days, as today's rules tell it."""
    from screens.practice.slider import SliderScreen

    def finished(run: Run | None) -> None:
        if run is None or not (run.results or run.fault):
            return
        if not run.results:
            screen.show_error(f"{card.id} cannot be run under the law of other days", run.fault)
            return
        ruleset, deal = run.results[0]
        mark = f"{card.id}, worked out anew"
        screen.app.push_screen(SliderScreen([ruleset], deal, auditor.today(), mark=mark))

    modal = ProgressModal(
        f"Reading {card.id}", [card], lambda one: auditor.records.deal_today(one.id, one.regime)
    )
    screen.app.push_screen(modal, finished)


def _today_head(card: Card, result: Today) -> str:
    after = str((result.now or {}).get("outcome", ""))
    moved = f"{outcome_words(card.outcome)} → {outcome_words(after)}" if after else "cannot be run"
    if after == card.outcome:
        moved = f"{outcome_words(after)}, on other grounds"
    return f"{title_of(card)}: {moved}"


def _of(run: Run) -> str:
    done = f"{len(run.results):,}"
    return f"{done} of {run.total:,}" if not run.whole else done


def _stopped(run: Run) -> str:
    if run.fault:
        return f". STOPPED: {run.fault}"
    return "" if run.whole else ". CANCELLED: the others were not run"


def _show(
    screen: Screen,
    auditor: Auditor,
    title: str,
    summary: str,
    rows: Sequence[ResultRow],
    nothing: str,
    differences: Callable[[str], None],
) -> None:
    from screens.audit.record import open_record

    def opened(results: Screen, record: str) -> None:
        open_record(results, auditor, record)

    screen.app.push_screen(ResultsScreen(title, summary, rows, nothing, opened, differences))
