"""The house's own policy for its records, a small YAML file that a person writes.

navicert: house/1
checkpoint_copies: /media/vault/navicert             # a second place for checkpoints
signing_key: /home/jdoe/keys/navicert.pem            # signs every checkpoint
sign_off: [no-license-required, license-exception]   # outcomes that want a second person
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.faults import Fault, InputFaults, SourceFaults
from engine.outcome import Outcome

if TYPE_CHECKING:
    from engine.reading.yaml_source import Map

FORMAT: Final = "house/1"
_KEYS: Final = ("navicert", "checkpoint_copies", "signing_key", "sign_off")


@dataclass(frozen=True, slots=True)
class House:
    """The policy; one that nobody wrote asks for nothing."""

    checkpoint_copies: Path | None = None
    signing_key: Path | None = None
    sign_off: frozenset[str] = frozenset()


def read_house(path: Path) -> House:
    """The policy in the file at `path`; a file that is not there asks for nothing.

    Raises InputFaults with every fault of the file.
    """
    if not path.is_file():
        return House()
    # Imported here: it takes 20 ms, and most houses have no such file.
    from engine.reading.yaml_source import Map, Seq, read_file, read_yaml

    try:
        tree = read_yaml(read_file(path, path.name), path.name)
    except SourceFaults as unreadable:
        raise InputFaults(unreadable.faults) from None
    if not isinstance(tree, Map):
        place = Seq(path.name, (1, 1)).place
        raise InputFaults(
            [Fault(place, "this is no house policy", f"begin with “navicert: {FORMAT}”")]
        )
    faults: list[Fault] = []
    _check_keys(tree, faults)
    house = House(
        _whole_path(tree, "checkpoint_copies", faults),
        _whole_path(tree, "signing_key", faults),
        _outcomes(tree, faults),
    )
    if faults:
        raise InputFaults(faults)
    return house


def _check_keys(tree: "Map", faults: list[Fault]) -> None:
    from engine.reading.typed_text import right_key, shown

    if tree.get("navicert") != FORMAT:
        place = tree.place_of("navicert")
        faults.append(Fault(place, "the format is not named", f"write “navicert: {FORMAT}”"))
    for key, value in tree.items():
        if key not in _KEYS:
            wrong = f"{shown(key)} is not a key here"
            faults.append(Fault(tree.place_of_key(key), wrong, right_key(key, value, _KEYS)))


def _whole_path(tree: "Map", key: str, faults: list[Fault]) -> Path | None:
    if key not in tree:
        return None
    value = tree[key]
    path = Path(value).expanduser() if isinstance(value, str) and value else None
    if path is None or not path.is_absolute():
        faults.append(
            Fault(tree.place_of(key), f"{key} is no whole path", "write it from the root")
        )
    return path


def _outcomes(tree: "Map", faults: list[Fault]) -> frozenset[str]:
    from engine.reading.typed_text import choice_of_words, right_key, shown
    from engine.reading.yaml_source import Seq

    known = [outcome.value for outcome in Outcome]
    listed = tree.get("sign_off", Seq("", (1, 1)))
    if not isinstance(listed, Seq):
        right = f"write a list of {choice_of_words(known)}"
        faults.append(Fault(tree.place_of("sign_off"), "sign_off is no list", right))
        return frozenset()
    for index, outcome in enumerate(listed):
        if outcome not in known:
            wrong = f"{shown(str(outcome))} is no outcome"
            faults.append(Fault(listed.place_of(index), wrong, right_key(str(outcome), "", known)))
    return frozenset(map(str, listed))
