"""ECCNs that a ruleset has an entry for, paragraph by paragraph."""

from typing import Final

from engine.eccn import EAR99, Eccn, parse_eccn
from engine.model import Ruleset
from engine.reading.typed_text import choice_of_words, fault_of_text, nearest, shown

_LONGEST: Final = 60
"""Signs in an ECCN with all its paragraphs."""


def read_known_eccn(text: str, ruleset: Ruleset) -> Eccn:
    """An ECCN that the ruleset has an entry for, or EAR99. Raises `ValueError`."""
    fault = fault_of_text(text.strip(), _LONGEST)
    if fault:
        raise ValueError(fault)
    eccn = parse_eccn(text)
    if eccn.entry == EAR99:
        return eccn
    entry = ruleset.entries.get(eccn.entry)
    if entry is None:
        # Two signs of five that differ are another entry, not a slip of the finger.
        near = [name for name in nearest(eccn.entry, ruleset.entries) if _slips(name, eccn) == 1]
        meant = f"did you mean {choice_of_words(near)}?" if near else "check the number"
        raise ValueError(
            f"{shown(text)}: this ruleset has no entry {eccn.entry}: {meant}, or answer “not known”"
        )
    path = ".".join(eccn.paragraphs)
    if path and entry.paragraphs and not _has_paragraph(path, entry.paragraphs):
        raise ValueError(
            f"{shown(text)}: entry {eccn.entry} has no paragraph {path}:"
            f" {_paragraphs_there(eccn, entry.paragraphs)}"
        )
    return eccn


def _slips(entry: str, eccn: Eccn) -> int:
    return sum(one != other for one, other in zip(entry, eccn.entry, strict=True))


def _paragraphs_there(eccn: Eccn, known: frozenset[str]) -> str:
    """The paragraphs of the entry that stand where the wrong one was looked for."""
    above: tuple[str, ...] = ()
    for part in eccn.paragraphs:
        if not _has_paragraph(".".join((*above, part)), known):
            break
        above = (*above, part)
    beside = sorted(
        {
            ".".join(paragraph.split(".")[: len(above) + 1])
            for paragraph in known
            if tuple(paragraph.split(".")[: len(above)]) == above
            and paragraph.count(".") >= len(above)
        }
    )
    within = ".".join((eccn.entry, *above))
    if not beside:
        return f"write {within}, which has no paragraphs below it"
    few = ", ".join(beside[:20]) + (", …" if len(beside) > 20 else "")
    return f"{within} has {few}; write the deepest one you know, or {within} alone"


def _has_paragraph(path: str, known: frozenset[str]) -> bool:
    return path in known or any(paragraph.startswith(f"{path}.") for paragraph in known)
