"""Answers that are typed: amounts, dates, text, a country, an ECCN, and lists of these."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from engine.facts import FactType, Value
from screens.searches import country_search, eccn_search
from screens.widgets.answer_widget import AnswerWidget
from screens.widgets.choice_list import ChoiceList, Line
from screens.widgets.type_ahead import Search, TypeAhead

_PLACEHOLDERS = {
    FactType.MONEY: "U.S. dollars, such as 125000",
    FactType.PERCENT: "percent, such as 12.5",
    FactType.NUMBER: "a number, such as 4800",
    FactType.DATE: "year-month-day, such as 2026-07-23",
    FactType.TEXT: "text",
}


class LineField(Input):
    """A field for one amount, date or text."""

    HELP_TITLE = "Typing an answer"
    HELP = (
        "Type the answer and press enter. What it would lead to stands below while you type; what"
        " cannot be read is said in words. F4 answers “I do not know”."
    )


class LineAnswer(AnswerWidget):
    """An amount, a percentage, a number, a date or text on one line."""

    def compose(self) -> ComposeResult:
        fact, value = self.asked.fact, self.asked.value
        text = "" if value is None else _typed_text(value)
        yield LineField(
            text, id="answer", placeholder=_PLACEHOLDERS.get(fact.type, ""), select_on_focus=False
        )
        yield Static("", id="prospect", markup=False)
        yield Static("", id="fault", classes="fault", markup=False)

    def on_mount(self) -> None:
        self.show_fault("")

    @on(Input.Changed)
    def try_text(self, event: Input.Changed) -> None:
        event.stop()
        self.show_fault("")
        value: Value | None = None
        if event.value.strip():
            try:
                value = self.asked.law.read_value(self.asked.fact, event.value)
            except ValueError:
                value = None
        self.post_message(self.Tried(self.asked.fact, value))

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self.show_fault("Nothing is typed. F4 answers “I do not know”, F5 asks later.")
            return
        try:
            value = self.asked.law.read_value(self.asked.fact, event.value)
        except ValueError as error:
            self.show_fault(str(error))
        else:
            self.say_answered(value)


class PickAnswer(AnswerWidget):
    """One country or one ECCN, found by typing."""

    def compose(self) -> ComposeResult:
        value = self.asked.value
        search, placeholder = _search_of(self)
        yield TypeAhead(search, placeholder, "" if value is None else str(value))
        yield Static("", id="prospect", markup=False)
        yield Static("", id="fault", classes="fault", markup=False)

    def on_mount(self) -> None:
        self.show_fault("")

    @on(TypeAhead.Reached)
    def try_match(self, event: TypeAhead.Reached) -> None:
        event.stop()
        self.show_fault("")
        value = None
        with suppress(ValueError):
            value = self.asked.law.read_value(self.asked.fact, event.key)
        self.post_message(self.Tried(self.asked.fact, value))

    @on(TypeAhead.Picked)
    def take_match(self, event: TypeAhead.Picked) -> None:
        event.stop()
        text = event.key or event.text
        if not text.strip():
            self.show_fault("Type a few letters first. F4 answers “I do not know”.")
            return
        try:
            value = self.asked.law.read_value(self.asked.fact, text)
        except ValueError as error:
            self.show_fault(str(error))
        else:
            self.say_answered(value)


class PicksAnswer(AnswerWidget):
    """Several countries or ECCNs; none at all is an answer too."""

    HELP_TITLE = "A list"
    HELP = (
        "Search and press enter to add one; repeat for more. Then tab to “Done”. Enter on an added"
        " one takes it off again. “Done: none” says that there are none, which is an answer;"
        " F4 says that you do not know."
    )

    def compose(self) -> ComposeResult:
        search, placeholder = _search_of(self)
        self._picked = list(_keys(self.asked.value))
        yield TypeAhead(search, placeholder)
        yield ChoiceList(self._lines(), id="picked")
        yield Static("", id="prospect", markup=False)
        yield Static("", id="fault", classes="fault", markup=False)

    def on_mount(self) -> None:
        self.show_fault("")

    def _lines(self) -> list[Line]:
        count = len(self._picked)
        done = f"Done: these {count}" if count > 1 else "Done: this one" if count else "Done: none"
        return [
            Line("done", done, None),
            *(Line(f"drop {key}", f"take off {key}", None) for key in self._picked),
            Line("unknown", "I do not know", None),
        ]

    @on(TypeAhead.Reached)
    def ignore(self, event: TypeAhead.Reached) -> None:
        event.stop()

    @on(TypeAhead.Picked)
    def add(self, event: TypeAhead.Picked) -> None:
        event.stop()
        if not event.text.strip():
            self.query_one("#picked", ChoiceList).focus()
            return
        key = event.key or event.text.strip()
        try:
            self.asked.law.read_value(self.asked.fact, key)
        except ValueError as error:
            self.show_fault(str(error))
            return
        self.show_fault("")
        if key not in self._picked:
            self._picked.append(key)
        self.query_one(TypeAhead).clear()
        self._changed()

    @on(ChoiceList.Picked)
    def pick(self, event: ChoiceList.Picked) -> None:
        event.stop()
        if event.key == "unknown":
            self.say_not_known()
        elif event.key == "done":
            self.say_answered(self._value())
        else:
            self._picked.remove(event.key.removeprefix("drop "))
            self._changed()

    def _changed(self) -> None:
        self.query_one("#picked", ChoiceList).replace_lines(self._lines())
        self.post_message(self.Tried(self.asked.fact, self._value()))

    def _value(self) -> Value:
        return self.asked.law.read_value(self.asked.fact, ", ".join(self._picked) or "none")


def _search_of(widget: AnswerWidget) -> tuple[Search, str]:
    ruleset = widget.asked.law.ruleset
    if widget.asked.fact.type in (FactType.COUNTRY, FactType.COUNTRIES):
        return country_search(ruleset), "country: name or code"
    return eccn_search(ruleset), "ECCN or words of its title, such as 3B001.c"


def _keys(value: Value | None) -> Sequence[str]:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [str(part) for part in value]
    return ()


def _typed_text(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)
