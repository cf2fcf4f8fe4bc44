"""The determination as it stands, beside the interview: short where there is little room."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from engine.explanation.room import bar, nearest, room_words
from engine.interview.law import Findings, WhatIf
from engine.interview.session import Reading, Shift, headline, reasons
from engine.outcome import Outcome
from screens.deals.regime_lines import regime_line
from screens.outcome_words import STYLES, WORDS, words_of
from screens.plain import beside, lines, plain
from screens.widgets.outcome_banner import OutcomeBanner

MOST_SUPPOSED = 6
"""Supposed answers that the pane names."""


class Tentative(VerticalScroll, can_focus=False):
    """Outcome, what it was before the last change and why it moved, reasons, what is open."""

    def compose(self) -> ComposeResult:
        yield OutcomeBanner()
        yield Static("", id="what-if", markup=False)
        yield Static("", id="shift", markup=False)
        yield Static("", id="reasons", markup=False)

    def show(
        self,
        reading: Reading,
        findings: Findings | None,
        shift: Shift | None,
        mark: str = "",
        what_if: WhatIf | None = None,
    ) -> None:
        """Say how things stand; the reasons follow once they are explained. `mark` is that of an
        exercise, `what_if` what is supposed beside the true deal."""
        banner = self.query_one(OutcomeBanner)
        several = sum(line.run for line in reading.evaluation.regimes) > 1
        items = len(reading.items)
        outcome = reading.over_items[0]
        banner.show(outcome, reading.is_open, mark, in_all=several, items=items)
        beside_it = self.query_one("#what-if", Static)
        beside_it.display = what_if is not None
        if what_if is not None:
            beside_it.update(what_if_text(what_if))
        changed = self.query_one("#shift", Static)
        changed.display = shift is not None
        if shift is not None:
            changed.update(shift_text(shift))
        self.query_one("#reasons", Static).update(reasons_text(reading, findings))


def what_if_text(found: WhatIf) -> Content:
    """The true outcome beside the supposed one, and the answers that differ."""
    true, supposed = words_of(found.before), words_of(found.after)
    parts = [
        beside(plain("True deal: "), plain(f"{true.sign} {true.short}", STYLES[true.style])),
        beside(
            plain("What if:   "), plain(f"{supposed.sign} {supposed.short}", STYLES[supposed.style])
        ),
    ]
    if not found.answers:
        parts.append(plain("Nothing is supposed yet. Change an answer: F2 lists them."))
    shown = found.answers[:MOST_SUPPOSED]
    parts += [plain(f"- {answer.told}") for answer in shown]
    if len(found.answers) > len(shown):
        parts.append(plain(f"… and {len(found.answers) - len(shown)} more; ^o lists them."))
    if found.warning:
        parts.append(plain(f"! {found.warning}", "bold"))
    return lines(*parts)


_WHOSE = {"": "Outcome", "item": "Outcome of this item", "deal": "Outcome of the deal"}


def shift_text(shift: Shift) -> Content:
    """What the last change did, in a sentence or two."""
    parts: list[Content] = [plain(f"{shift.what}. ", "bold")]
    whose = _WHOSE[shift.of]
    if shift.moved:
        because = f": {shift.because}" if shift.because else "."
        parts.append(plain(f"{whose} {_from_to(shift.before, shift.after)}{because}"))
    elif shift.fewer > 0:
        plural = "" if shift.fewer == 1 else "s"
        parts.append(plain(f"{whose} unchanged; {shift.fewer} question{plural} fewer."))
    elif shift.fewer < 0:
        parts.append(plain(f"{whose} unchanged; {-shift.fewer} more to ask."))
    else:
        parts.append(plain(f"{whose} unchanged."))
    for name, before, after in shift.others:
        parts.append(plain(f" {name}: {_from_to(before, after)}.", "bold"))
    return beside(*parts)


def _from_to(before: Outcome, after: Outcome) -> str:
    return f"was “{WORDS[before].short}”, is now “{WORDS[after].short}”"


def reasons_text(reading: Reading, findings: Findings | None) -> Content:
    """A line for each regime where there are several; what could still come out, or the headline;
    the reasons; what is assumed and not known."""
    run = [line for line in reading.evaluation.regimes if line.run]
    several = len(run) > 1
    parts: list[Content] = [_item_line(reading)] if len(reading.items) > 1 else []
    parts += [regime_line(line) for line in run] if several else []
    outcomes = reading.evaluation.possible
    if len(outcomes) > 1:
        words = [words_of(outcome) for outcome in outcomes]
        possible: list[Content | str] = [plain("Still possible: ", "bold")]
        for place, word in enumerate(words):
            possible.append(plain(f"{word.sign} {word.short}", STYLES[word.style]))
            possible.append(", " if place < len(words) - 1 else "")
        parts.append(beside(*possible))
    elif findings is not None and not several:
        parts.append(plain(headline(findings)))
    if findings is None:
        return lines(*parts, plain("Reasons: being put together", "$text-muted"))
    parts += [plain(f"- {reason}") for reason in reasons(findings)]
    near = nearest(findings.rooms)
    if near is not None:
        parts.append(
            beside(plain("Nearest limit: "), plain(bar(near, 16), "bold"), f" {room_words(near)}")
        )
    count = sum(len(one.assumptions) for one in findings.combined.determinations)
    if count:
        parts.append(plain(f"Rests on {count} assumption{'' if count == 1 else 's'}."))
    if reading.unknown:
        parts.append(plain(f"Answered, and still open: {reading.unknown}."))
    if several:
        idle = [line.regime for line in reading.evaluation.regimes if not line.run]
        if idle:
            parts.append(plain(f"Not run: {', '.join(idle)} (^r adds one).", "$text-muted"))
    return lines(*parts)


def _item_line(reading: Reading) -> Content:
    """The item that is worked on, whose reasons stand below."""
    word = words_of(reading.outcome)
    which = f"Item {reading.item + 1} of {len(reading.items)}, {reading.items[reading.item].name}: "
    return beside(plain(which, "bold"), plain(f"{word.sign} {word.short}", STYLES[word.style]))
