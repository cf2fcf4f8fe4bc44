"""Keys that a person chose for actions, held against all the others."""

from collections.abc import Iterator, Mapping

from screens.actions import PLACES, actions_of, all_actions
from screens.actions.action import Action


def usable_keys(chosen: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The keys that can be used, by the action's id; and (id, what is wrong) for the others.

    A key that means something else in one of the action's places cannot be used."""
    usable, faults = dict[str, str](), list[tuple[str, str]]()
    known = {action.id: action for action in all_actions()}
    for action, keys in chosen.items():
        if action not in known:
            faults.append((action, "there is no such action: docs/keys.md lists them"))
            continue
        # Against what was taken so far, so that of two that clash the first stays.
        clash = next(_clashes(known[action], keys, {**usable, action: keys}), "")
        if clash:
            faults.append((action, clash))
        else:
            usable[action] = keys
    return usable, faults


def _clashes(action: Action, keys: str, chosen: Mapping[str, str]) -> Iterator[str]:
    places = PLACES if "everywhere" in action.places else action.places
    for place in places:
        for other in actions_of(place):
            taken = set(chosen.get(other.id, other.keys).split(",")) - {""}
            if other.id != action.id:
                for key in sorted(taken & set(keys.split(","))):
                    yield f"{key} is the key of “{other.name}” in {PLACES[place]}"
