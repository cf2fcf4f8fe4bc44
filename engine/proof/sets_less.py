"""Sets with a member left out, declared beside those of a ruleset."""

from dataclasses import replace
from datetime import date
from typing import Final

from engine.evaluation.sets_on_day import in_days
from engine.facts import FactType
from engine.model import Ruleset, SetDeclaration

_WORDS: Final = frozenset({FactType.CHOICE, FactType.SET})


class SetsLess:
    """Makes the sets; `declared` holds those made so far, for `SetsOnDay` to know them."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._sets = ruleset.sets
        self.declared: dict[str, SetDeclaration] = {}

    def members(self, operand: str | tuple[str, ...], fact_type: FactType, day: date) -> list[str]:
        """What can be left out: the members of the day, those of joined sets among them."""
        if not isinstance(operand, str):
            return list(operand)
        if operand not in self._sets and fact_type in _WORDS:
            return []
        found: dict[str, None] = {}
        waiting = [operand]
        while waiting:
            declared = self._sets[waiting.pop()]
            for member in declared.members:
                if in_days(member.start, member.until, day):
                    found.setdefault(member.entry)
            waiting += declared.union
        return list(found)

    def less(self, operand: str | tuple[str, ...], member: str) -> str | tuple[str, ...]:
        """The operand without a member, wherever it comes from."""
        if not isinstance(operand, str):
            return tuple(word for word in operand if word != member)
        name = f"{operand} without {member}"
        if name not in self.declared:
            declared = self._sets[operand]
            kept = tuple(one for one in declared.members if one.entry != member)
            union = tuple(str(self.less(other, member)) for other in declared.union)
            self.declared[name] = replace(declared, id=name, members=kept, union=union)
        return name
