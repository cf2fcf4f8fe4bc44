"""Compares two determinations as data, field by field, down to the rules that differ."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

Data = Mapping[str, Any]

PARTS: Final = {
    "outcome": "Outcome",
    "subject": "Subject to the regime",
    "rule": "Rule",
    "exception": "License exception",
    "duty": "Rule that obliges",
    "definition": "Definition",
    "question": "Open question",
    "fact": "Fact",
    "calculation": "Calculation",
    "screening": "Screening",
    "warnings": "Warning",
    "duties": "Duty",
    "not_checked": "Not checked",
    "law": "Law",
}
"""The parts of a determination that are compared, in order, and what to call them."""

_WORD: Final = {"yes": "holds", "no": "does not hold", "open": "cannot be said", "": "not there"}
_NO_GROUNDS: Final = {"obliges": "duty", "defines": "definition"}
_TREE_WORD: Final = {"yes": "true", "no": "false", "open": "open"}


class Difference(NamedTuple):
    """One thing that two determinations have otherwise. `before` or `after` is empty where it is
    only in the other one; `reason` says why, where that can be told."""

    part: str
    name: str
    before: str
    after: str
    reason: str = ""

    def told(self, only_before: str, only_after: str) -> str:
        """What it was, what it is and why; the two words stand before what one side lacks."""
        if self.before and self.after:
            change = f"{self.before} → {self.after}"
        else:
            change = f"{only_after} {self.after}" if self.after else f"{only_before} {self.before}"
        return change + (f" ({self.reason})" if self.reason else "")


def differences(before: Data, after: Data) -> tuple[Difference, ...]:
    """Everything that differs, the weightiest first; empty if nothing does but the wording."""
    return (
        *_single(before, after),
        *_rules(before, after),
        *_exceptions(before, after),
        *_by_name("question", "fact", "ask", before, after, "questions"),
        *_by_name("fact", "name", "shown", before, after, "facts"),
        *_by_name("calculation", "name", "result", before, after, "calculations"),
        *_lists(before, after),
    )


def moves_the_answer(difference: Difference) -> bool:
    """Is it one that whoever relied on the determination has to know: the outcome, a ground, an
    exception, a new duty, a new open question?"""
    sides = (difference.before, difference.after)
    match difference.part:
        case "outcome" | "subject":
            return True
        case "rule":
            return _WORD["yes"] in sides
        case "exception":
            return "available" in sides
        case "duty":
            return difference.after == _WORD["yes"]
    return difference.part == "question" and not difference.before


def _single(before: Data, after: Data) -> Iterator[Difference]:
    for part in ("outcome", "subject"):
        old, new = str(before.get(part, "")), str(after.get(part, ""))
        if old != new:
            yield Difference(part, "", old, new)
    for key, name in (("regime", "regime"), ("as_of", "date"), ("ruleset", "ruleset")):
        old, new = str(before.get(key, "")), str(after.get(key, ""))
        if old != new:
            yield Difference("law", name, old, new)


def _rules(before: Data, after: Data) -> Iterator[Difference]:
    old, new = results_by_rule(before), results_by_rule(after)
    for rule in sorted(old.keys() | new.keys()):
        was, now = old.get(rule, {}), new.get(rule, {})
        if was.get("applies", "no") == now.get("applies", "no"):
            continue
        row = now or was
        name = f"{rule} {row.get('title', '')} ({row.get('cite', '')})"
        first, second = _WORD[was.get("applies", "")], _WORD[now.get("applies", "")]
        part = part_of_rule(str(row.get("verb")))
        yield Difference(part, name, first, second, _reason(was, now))


def part_of_rule(verb: str) -> str:
    """The part that a rule of the verb belongs to: a ground of the answer, a duty, a definition."""
    return _NO_GROUNDS.get(verb, "rule")


def results_by_rule(data: Data) -> dict[str, Data]:
    """What became of each rule that a determination shows, by its id."""
    return {
        row["rule"]: row
        for step in data.get("steps", ())
        for kind in ("holds", "open", "fails")
        for row in step.get(kind, ())
    }


def _reason(was: Data, now: Data) -> str:
    """Why a rule came out otherwise: its text, its standing, or a condition in it."""
    if not was:
        return _notice("new in the ruleset", now)
    if not now:
        return "no longer in the ruleset"
    if was.get("standing") != now.get("standing"):
        return _notice(f"now {str(now.get('standing', '')).replace('-', ' ')}", now)
    if (was.get("by"), was.get("since")) != (now.get("by"), now.get("since")):
        return _notice("its text changed", now)
    if was.get("truth") == now.get("truth"):
        return "because of whether the item is subject to the regime at all"
    return _flipped(was.get("tree") or {}, now.get("tree") or {})


def _notice(what: str, row: Data) -> str:
    by, since = row.get("by"), row.get("since")
    return what + (f", {by}" if by else "") + (f", since {since}" if since else "")


def _flipped(was: Data, now: Data) -> str:
    """The first condition within two trees that came out otherwise, or that decides the second:
    the tree of a rule that does not hold may show no more than what kept it out."""
    old = {leaf["text"]: leaf for leaf in _leaves(was)}
    for leaf in _leaves(now):
        before = old.get(leaf["text"])
        if before is not None and before["truth"] != leaf["truth"]:
            first, second = _TREE_WORD[before["truth"]], _TREE_WORD[leaf["truth"]]
            return f"“{leaf['text']}” was {first} and is {second}"
    truth = now.get("truth")
    decides = next((leaf["text"] for leaf in _leaves(now) if leaf["truth"] == truth != "yes"), "")
    return f"“{decides}” is {_TREE_WORD[str(truth)]}" if decides else ""


def _leaves(tree: Data) -> Iterator[Data]:
    parts = tree.get("parts") or ()
    if not parts and "text" in tree:
        yield tree
    for part in parts:
        yield from _leaves(part)


def _exceptions(before: Data, after: Data) -> Iterator[Difference]:
    old, new = _statuses(before), _statuses(after)
    for code in sorted(old.keys() | new.keys()):
        was, _ = old.get(code, (_NOT_THERE, ""))
        now, why = new.get(code, (_NOT_THERE, ""))
        if was != now:
            yield Difference("exception", code, was, now, why)


_BEST: Final = ("available", "candidate", "barred", "unfit")
_NOT_THERE: Final = "unfit"


def _statuses(data: Data) -> dict[str, tuple[str, str]]:
    """By code the best status of its paragraphs, and what bars it."""
    found: dict[str, tuple[str, str]] = {}
    rows = sorted(data.get("exceptions", ()), key=lambda row: _BEST.index(row["status"]))
    for row in rows:
        found.setdefault(row["code"], (row["status"], "; ".join(row.get("barred_by", ()))))
    return found


def _by_name(
    part: str, key: str, shown: str, before: Data, after: Data, rows: str
) -> Iterator[Difference]:
    old = {row[key]: str(row.get(shown, "")) for row in before.get(rows, ())}
    new = {row[key]: str(row.get(shown, "")) for row in after.get(rows, ())}
    for name in dict.fromkeys([*new, *old]):
        if part == "question" and name in old and name in new:
            continue
        if old.get(name) != new.get(name):
            yield Difference(part, name, old.get(name, ""), new.get(name, ""))


def _lists(before: Data, after: Data) -> Iterator[Difference]:
    parts = ["warnings", "duties", "not_checked"]
    if "screening" in before and "screening" in after:  # the first records had no such words
        parts.insert(0, "screening")
    for part in parts:
        old, new = list(before.get(part, ())), list(after.get(part, ()))
        yield from (Difference(part, "", line, "") for line in old if line not in new)
        yield from (Difference(part, "", "", line) for line in new if line not in old)
