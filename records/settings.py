"""The settings of the person at this machine: `settings.yaml` in the data folder.

Reading never fails: what cannot be used is a fault to tell, and its default is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from records.settings_values import Settings

if TYPE_CHECKING:
    # Types alone: where no file is, the first paint needs none of it, and it costs 2 ms.
    from records.settings_text import SettingsFault


class ReadSettings(NamedTuple):
    """What a reading came to; `there` is false where no file is."""

    settings: Settings = Settings()
    faults: tuple[SettingsFault, ...] = ()
    there: bool = False


class SettingsFile:
    """The settings in a file, which the first change makes. `path` is called when it is needed."""

    def __init__(self, path: Callable[[], Path]) -> None:
        self._path = path

    @property
    def path(self) -> Path:
        """Where the settings are, or will be."""
        return self._path()

    def read(self) -> ReadSettings:
        """The settings, the defaults where the file is missing or says nothing that can be used."""
        if not self.path.exists():
            return ReadSettings()
        from records.settings_text import SettingsFault, read_settings

        try:
            text = self._text()
        except (OSError, ValueError) as error:
            words = error.strerror if isinstance(error, OSError) else str(error)
            fault = SettingsFault(1, f"the settings cannot be read: {words}", "defaults are used")
            return ReadSettings(faults=(fault,), there=True)
        settings, faults = read_settings(text)
        return ReadSettings(settings, faults, True)

    def change(self, values: Mapping[str, str]) -> Settings:
        """Write settings into the file, all of them or none; an empty value is the default again.

        Raises `ValueError` with what would be right, for a value that cannot stand, and for a file
        that is no text; `OSError` if it cannot be written."""
        from engine import durable
        from records.settings_text import read_settings, with_setting

        try:
            text = self._text()
        except FileNotFoundError:
            text = ""
        for key, value in values.items():
            text = with_setting(text, key, value)
        durable.make_folder(self.path.parent)
        durable.write_whole(self.path, text.encode())
        return read_settings(text)[0]

    def place_of(self, key: str) -> str:
        """The file and the line of a setting, as an error names it."""
        from records.settings_text import line_of

        try:
            line = line_of(self._text(), key)
        except (OSError, ValueError):
            line = 1
        return f"{self.path}:{line}"

    def _text(self) -> str:
        from records.settings_text import LARGEST

        with self.path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise ValueError(f"it has more than {LARGEST // 1024} KB")
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ValueError(f"it is no UTF-8 text (byte {error.start})") from None


def settings_here() -> SettingsFile:
    """The settings of this machine."""
    return SettingsFile(_file_here)


def _file_here() -> Path:
    # Only where a file is looked for: it takes 1 ms.
    from records.locations import settings_file

    return settings_file()
