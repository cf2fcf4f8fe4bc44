"""Choosing a file: a path typed or picked from the folder."""

from pathlib import Path, PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from screens.closing import Modal
from screens.plain import plain
from screens.typed_paths import is_file, is_folder, typed_path
from screens.widgets.box_keys import BoxKeys
from screens.widgets.plain_list import PlainList

SHOWN = 200


class OpenFileModal(Modal[Path | None]):
    """Returns a file with one of `endings`, starting in `folder`; None where cancelled."""

    HELP_TITLE = "A file"
    HELP = "Type a path, or go down to the list: enter opens a folder or takes the file."
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
        Binding("down", "enter_list", "List", show=False),
    ]

    def __init__(self, title: str, folder: Path, endings: tuple[str, ...]) -> None:
        super().__init__()
        self._heading = title
        self._folder = folder
        self._endings = endings

    def compose(self) -> ComposeResult:
        with Vertical(classes="box large"):
            yield Static(plain(self._heading), classes="box-title")
            yield Static(plain("Type a path, or pick below. Folders end in /."))
            yield Input(placeholder="path", id="path", select_on_focus=False)
            yield Static("", classes="box-fault", id="fault", markup=False)
            yield PlainList(id="files", classes="fill", markup=False)
            yield BoxKeys("enter open", "down list", "esc cancel")

    def on_mount(self) -> None:
        self._list()

    def _list(self) -> None:
        files = self.query_one("#files", OptionList)
        self.query_one("#fault", Static).update("")
        try:
            paths = sorted(self._folder.iterdir(), key=lambda path: (is_file(path), path.name))
        except OSError as error:
            self._say(f"{self._folder} cannot be listed: {error.strerror}")
            return
        fitting = [
            path
            for path in paths
            if not path.name.startswith(".")
            and (is_folder(path) or path.suffix.lower() in self._endings)
        ]
        options = [Option(plain(f"../   (in {self._folder})"), str(self._folder.parent))]
        options += [
            Option(plain(path.name + ("/" if is_folder(path) else "")), str(path))
            for path in fitting[:SHOWN]
        ]
        files.set_options(options)
        if len(fitting) > SHOWN:
            self._say(f"{SHOWN} of {len(fitting)} shown; type the path of another one")

    @on(Input.Submitted, "#path")
    def take_path(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._take(typed_path(event.value, self._folder))

    @on(OptionList.OptionSelected, "#files")
    def take_file(self, event: OptionList.OptionSelected) -> None:
        self._take(Path(event.option_id or "."))

    def _take(self, path: Path) -> None:
        if is_folder(path):
            self._folder = path.resolve()
            self.query_one("#path", Input).value = ""
            self._list()
            self.query_one("#files", OptionList).focus()
        elif is_file(path):
            self.dismiss(path)
        else:
            self._say(f"{path} is not there")

    def _say(self, text: str) -> None:
        self.query_one("#fault", Static).update(plain(text))

    def action_enter_list(self) -> None:
        self.query_one("#files", OptionList).focus()

    def action_cancel(self) -> None:
        self.dismiss(None)
