"""The text of the settings file: one `key: value` a line, read by a small strict reader.

It is YAML that needs no YAML parser: the first paint waits for the theme, and PyYAML would cost
20 ms of it. A line that cannot be used is a fault, the setting keeps its default, and the rest
counts. What a person wrote is kept when a setting changes: only its own line is replaced.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from records.settings_values import THEMES, Settings

FORMAT: Final = "settings/1"
LARGEST: Final = 64 * 1024
"""Bytes that a settings file may have."""

KEY_OF_ACTION: Final = "keys."
"""Before the id of an action whose key is another: `keys.undo: ctrl+u`."""

# As texts: the first paint need not wait for patterns that only a settings file needs.
_LINE: Final = r"([A-Za-z][A-Za-z0-9_.-]*):(?:[ \t]+(.*?))?[ \t]*"
_KEY_NAME: Final = r"(?:(?:ctrl|shift|alt)\+)*(?:f[1-9][0-9]?|[a-z][a-z_0-9]*|[!-~])"
# The same bytes as backspace, tab, newline and enter; escape goes back everywhere.
_NO_KEYS: Final = frozenset(
    {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+left_square_bracket", "ctrl+[", "escape"}
)


class SettingsFault(NamedTuple):
    """What is wrong on a line (counted from 1), and what would be right."""

    line: int
    wrong: str
    right: str

    def words(self, path: str) -> str:
        """The fault with its place."""
        return f"{path}:{self.line}: {self.wrong}; {self.right}"


class Setting(NamedTuple):
    """One key of the file. `read` gives the value, and raises `ValueError` with what is right;
    `choices` are all that it may be, where they are few."""

    key: str
    label: str
    default: str
    help: str
    read: Callable[[str], object]
    choices: tuple[str, ...] = ()


def _choice(*known: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known:
            raise ValueError(f"write one of {', '.join(known)}")
        return text

    return read


def _switch(on: str, off: str) -> Callable[[str], bool]:
    choice = _choice(on, off)
    return lambda text: choice(text) == on


def _text(text: str) -> str:
    if len(text) > 200 or any(ord(sign) < 32 for sign in text):
        raise ValueError("write one line of at most 200 letters")
    return text


def _score(text: str) -> float | None:
    if not text:
        return None
    try:
        score = float(text)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 100:
        raise ValueError("write a number from 0 to 100")
    return score


def _folder(text: str) -> Path | None:
    if not text:
        return None
    try:
        path = Path(text).expanduser()
    except RuntimeError:  # no such user
        path = Path()
    if not path.is_absolute():
        raise ValueError("write the whole path, from the root or ~")
    return path


SETTINGS: Final = (
    Setting(
        "theme",
        "Theme",
        THEMES[0],
        "The colors. Dark and light are safe for color blindness, mono uses none, contrast has the"
        " strongest.",
        _choice(*THEMES),
        THEMES,
    ),
    Setting(
        "user",
        "Your name",
        "",
        "Proposed wherever a name is asked: judgements, saving a record, decisions about hits.",
        _text,
    ),
    Setting(
        "screening_threshold",
        "Screening threshold",
        "",
        "The score from which a listed name is a hit; nothing means 75. Outside 65 to 85 it counts"
        " only with a reason.",
        _score,
    ),
    Setting(
        "threshold_reason",
        "Reason for it",
        "",
        "Why the threshold is what it is. It is kept with every screening.",
        _text,
    ),
    Setting(
        "cases_folder",
        "Own cases",
        "",
        "A folder with practice cases of your own, as a whole path.",
        _folder,
    ),
    Setting(
        "new_deal_title",
        "Title of a new deal",
        "",
        "The title that a new deal begins with; {date} and {user} stand for themselves.",
        _text,
    ),
    Setting(
        "new_deal_date",
        "Date of a new deal",
        "moving",
        "“moving” reads the law as of the day that one looks; “today” fixes the day of the start.",
        _choice("moving", "today"),
        ("moving", "today"),
    ),
    Setting(
        "animation",
        "Animation",
        "on",
        "“off” stops everything that moves by itself, such as a scroll that glides.",
        _switch("on", "off"),
        ("on", "off"),
    ),
    Setting(
        "tour_seen",
        "Tour seen",
        "no",
        "Whether the tour of the first start was seen.",
        _switch("yes", "no"),
        ("yes", "no"),
    ),
)
"""Every setting, in the order of the file, but for the keys of actions."""

_BY_KEY: Final = {setting.key: setting for setting in SETTINGS}
_HEAD: Final = f"""\
# The settings of Navicert. Change them here, in the app (ctrl+u), or by
# “navicert settings set KEY VALUE”. One “key: value” a line; # begins a comment.
# A line that cannot be used is told at the start, and its default is used.
navicert: {FORMAT}
"""
_KEYS_HELP: Final = """
# Another key for an action, by its id (docs/keys.md has them all), such as
#keys.undo: ctrl+w
"""


def read_settings(text: str) -> tuple[Settings, tuple[SettingsFault, ...]]:
    """The settings in a text, and every fault of it."""
    faults: list[SettingsFault] = []
    values: dict[str, object] = {}
    keys: dict[str, str] = {}
    first_lines: dict[str, int] = {}
    for number, key, raw in _lines(text, faults):
        if key in first_lines:
            wrong = f"{key} stands on line {first_lines[key]} already"
            faults.append(SettingsFault(number, wrong, "the first counts: take one away"))
            continue
        first_lines[key] = number
        try:
            value = _unquoted(raw)
            if key == "navicert":
                _choice(FORMAT)(value)
            elif key.startswith(KEY_OF_ACTION):
                keys[key.removeprefix(KEY_OF_ACTION)] = read_keys(value)
            elif key in _BY_KEY:
                values[key] = _BY_KEY[key].read(value)
            else:
                faults.append(SettingsFault(number, f"{key} is no setting", _known_words()))
        except ValueError as error:
            faults.append(SettingsFault(number, f"{key} cannot be {raw or 'empty'}", str(error)))
    settings = Settings(**values, keys=MappingProxyType(keys))  # type: ignore[arg-type]
    return settings, tuple(faults)


def line_of(text: str, key: str) -> int:
    """The line of a key, the first one where it has none."""
    return next((number for number, found, _ in _lines(text, []) if found == key), 1)


def read_keys(text: str) -> str:
    """Key names, comma-separated, without spaces. Raises `ValueError` with what is right."""
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name in _NO_KEYS:
            raise ValueError(f"a terminal cannot tell {name} from another key: choose another")
        if not re.fullmatch(_KEY_NAME, name):
            raise ValueError("write names of keys such as f5, ctrl+g or z")
    return ",".join(names)


def check_setting(key: str, value: str) -> None:
    """Raises `ValueError`, with what would be right, if `value` cannot stand under `key`."""
    if re.fullmatch(r"keys\.[a-z0-9-]+", key):
        if value:
            read_keys(value)
    elif key in _BY_KEY:
        _BY_KEY[key].read(value or _BY_KEY[key].default)
    else:
        raise ValueError(f"{key} is no setting: {_known_words()}")


def with_setting(text: str, key: str, value: str) -> str:
    """The text with a setting changed, all else as it was; an empty value is the default again.

    Raises `ValueError` as `check_setting` does.
    """
    check_setting(key, value)
    lines = (text or new_text()).splitlines()
    written = f"{key}: {_quoted(value)}" if value else f"#{key}: {_default_of(key)}".rstrip()
    own = [at for at, line in enumerate(lines) if line.startswith(f"{key}:")]
    noted = [at for at, line in enumerate(lines) if line.startswith(f"#{key}:")]
    if own or noted:
        lines[(own or noted)[0]] = written
    elif value:
        lines.append(written)
    return "\n".join(lines) + "\n"


def new_text() -> str:
    """A settings file in which every setting stands as a comment, with what it does."""
    blocks = [
        f"\n{_comment(setting.help)}\n{f'#{setting.key}: {setting.default}'.rstrip()}\n"
        for setting in SETTINGS
    ]
    return _HEAD + "".join(blocks) + _KEYS_HELP


def value_text(settings: Settings, key: str) -> str:
    """A setting as the file would have it, unquoted."""
    if key.startswith(KEY_OF_ACTION):
        return settings.keys.get(key.removeprefix(KEY_OF_ACTION), "")
    value = getattr(settings, key)
    if isinstance(value, bool):
        on, off = _BY_KEY[key].choices
        return on if value else off
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def _default_of(key: str) -> str:
    return _BY_KEY[key].default if key in _BY_KEY else ""


def _known_words() -> str:
    return f"known are {', '.join(_BY_KEY)} and keys.ACTION"


def _lines(text: str, faults: list[SettingsFault]) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#") or line.rstrip() == "---":
            continue
        found = re.fullmatch(_LINE, line)
        if found is None:
            right = "write “key: value”, from the first column"
            faults.append(SettingsFault(number, "this line is no setting", right))
        else:
            yield number, found[1], found[2] or ""


def _unquoted(raw: str) -> str:
    """The value that stands there. Raises `ValueError`."""
    if raw.startswith('"'):
        # Most files have no quotes, and the first paint has no need of it.
        import json

        try:
            value, end = json.JSONDecoder().raw_decode(raw)
        except ValueError:
            raise ValueError("close the quotes, or write it without") from None
        rest = raw[end:]
    elif raw.startswith("'"):
        found = re.match(r"'((?:[^']|'')*)'", raw)
        if found is None:
            raise ValueError("close the quotes, or write it without")
        value, rest = found[1].replace("''", "'"), raw[found.end() :]
    else:
        return re.sub(r"(?:^|[ \t]+)#.*$", "", raw)
    if rest.strip() and not rest.lstrip().startswith("#"):
        raise ValueError("nothing may stand behind the quotes")
    return str(value)


def _quoted(value: str) -> str:
    plain = re.fullmatch(r"[A-Za-z0-9~/.][\w ~/.+,-]*", value) and value == value.strip()
    if plain:
        return value
    import json

    return json.dumps(value, ensure_ascii=False)


def _comment(words: str) -> str:
    lines, line = [], "#"
    for word in words.split():
        if len(line) + len(word) > 78:
            lines.append(line)
            line = "#"
        line += f" {word}"
    return "\n".join([*lines, line])
