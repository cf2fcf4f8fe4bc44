"""What can be written at any prompt of `navicert ask` beside an answer."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from commands import ask_deal as deal
from commands import ask_going as going
from commands import ask_hearing as hearing
from commands import ask_items as items
from commands import ask_shelf as shelf
from engine.reading.typed_text import shown, suggestion

if TYPE_CHECKING:
    from commands.ask_interview import Interview


class AskCommand(NamedTuple):
    """A command: its words, what it takes (empty where nothing), what it does. One that works
    `anywhere` changes nothing, so that it works in the midst of an answer too."""

    word: str
    takes: str
    help: str
    run: Callable[["Interview", str], None]
    anywhere: bool = False


def command_of(line: str, free: bool) -> tuple[AskCommand, str] | None:
    """The command that a line is, and what stands behind it; None where it is an answer.

    A line with a stroke before it is always one. Where an answer may be any text (`free`), a
    command with more words behind it may be meant as one: it wants the stroke.
    """
    forced = line.startswith("/")
    words = line.removeprefix("/").split()
    for count in (2, 1):
        word = " ".join(words[:count]).casefold()
        command = _BY_WORD.get(word)
        if command is None or len(words) < count:
            continue
        rest = line.removeprefix("/").split(maxsplit=count)[count:]
        argument = rest[0].strip() if rest else ""
        if not argument or (command.takes and (forced or not free)):
            return command, argument
        if command.takes:
            removes = command.word == "remove" and argument.isdigit()
            return (command, argument) if removes else (_either(line), "")
    if forced:
        return _unknown_command(line), ""
    return None


def _unknown_command(line: str) -> AskCommand:
    def refuse(interview: "Interview", _: str) -> None:
        near = suggestion(line.removeprefix("/"), _BY_WORD) or "help lists the commands."
        interview.refuse(f"{shown(line)} is not a command: {near}")

    return AskCommand(line, "", "", refuse, True)


def _either(line: str) -> AskCommand:
    def refuse(interview: "Interview", _: str) -> None:
        interview.refuse(f"Write /{line} if it is a command, ={line} if it is the answer.")

    return AskCommand(line, "", "", refuse, True)


def _save(interview: "Interview", _: str) -> None:
    from commands.ask_saving import save

    save(interview)


def _write(interview: "Interview", named: str) -> None:
    from commands.ask_saving import write

    write(interview, named)


def _quit(interview: "Interview", _: str) -> None:
    from commands.ask_interview import QuitError

    raise QuitError


def _cancel(interview: "Interview", _: str) -> None:
    interview.refuse("There is nothing to cancel: next leaves a question that you went back to.")


def command_lines(commands: Iterable[AskCommand]) -> Iterator[str]:
    """What each command takes and does, a line each."""
    for command in commands:
        takes = f" {command.takes}" if command.takes else ""
        yield f"{command.word}{takes}: {command.help}"


COMMANDS: Final = (
    AskCommand("help", "COMMAND", "explains the question, or a command", hearing.tell_help, True),
    AskCommand("commands", "", "lists every command", hearing.tell_commands, True),
    AskCommand("where", "", "says where you are and what is left", hearing.where, True),
    AskCommand("why", "", "says why the question is asked", hearing.why, True),
    AskCommand("again", "", "says the question again", hearing.again, True),
    AskCommand("preview", "", "says what each answer would lead to", hearing.preview, True),
    AskCommand("later", "", "puts the question behind the others", going.later),
    AskCommand("back", "", "goes back to the question before", going.back),
    AskCommand("next", "", "leaves a question that you went back to", going.go_on),
    AskCommand("undo", "", "takes back the last change", going.undo),
    AskCommand("redo", "", "brings back what was undone last", going.redo),
    AskCommand("take back", "", "removes the answer of this question", going.take_back),
    AskCommand("remove", "WHAT", "takes something off the list at hand", going.remove),
    AskCommand("cancel", "", "leaves a party, a line or a command as it was", _cancel),
    AskCommand("answers", "", "lists every answer, to change one", going.answers),
    AskCommand("questions", "", "lists what still matters, to answer one now", going.questions),
    AskCommand("go", "FACT", "goes to the question of a fact by its name", going.go),
    AskCommand("assumptions", "", "lists what a house may assume, to set one", going.assumptions),
    AskCommand("outcome", "", "says where we stand and why", hearing.outcome, True),
    AskCommand("explain", "", "says the whole determination, line by line", hearing.explain, True),
    AskCommand(
        "law", "NAME", "says the law of this question, of a rule or a country", hearing.law, True
    ),
    AskCommand(
        "history", "", "says how the answer moved as the law changed", hearing.history, True
    ),
    AskCommand("letter", "", "says the open questions as a letter", hearing.letter),
    AskCommand("title", "TEXT", "names the deal", deal.title),
    AskCommand("date", "DAY", "sets the day whose law applies", deal.date),
    AskCommand("note", "TEXT", "sets the deal's note", deal.note),
    AskCommand("regimes", "REGIME", "lists the regimes; adds one or takes it off", deal.regimes),
    AskCommand("what if", "", "supposes answers; again keeps or drops them", items.what_if),
    AskCommand("items", "", "lists the items of the deal, to turn to one", items.items),
    AskCommand("item", "NUMBER", "turns to an item", items.item),
    AskCommand("next item", "", "turns to the next item with questions", items.next_item),
    AskCommand("add item", "NAME", "adds an item without answers of its own", items.add_item),
    AskCommand("copy item", "NAME", "adds an item with this one's answers", items.copy_item),
    AskCommand("name item", "NAME", "names the item at hand", items.name_item),
    AskCommand("drop item", "NUMBER", "takes an item out of the deal", items.drop_item),
    AskCommand("alone", "", "lets the answer count for this item alone", items.alone),
    AskCommand("put product", "NAME", "puts a product in this one's place", shelf.put_product),
    AskCommand("add product", "NAME", "adds a product as one more item", shelf.add_product),
    AskCommand("keep product", "NAME", "keeps this item for other deals", shelf.keep_product),
    AskCommand("keep template", "NAME", "keeps the answers for new deals", shelf.keep_template),
    AskCommand("suppose", "FILE", "puts a hypothetical change over the law, or off", deal.suppose),
    AskCommand("save", "", "keeps the determination as a record", _save),
    AskCommand("write", "FILE", "writes the deal file", _write, True),
    AskCommand("quit", "", "stops; the draft is kept", _quit, True),
)
"""Every command, in the order in which help tells them."""

_BY_WORD: Final = {command.word: command for command in COMMANDS} | {
    other: next(command for command in COMMANDS if command.word == word)
    for other, word in (("exit", "quit"), ("repeat", "again"))
}
