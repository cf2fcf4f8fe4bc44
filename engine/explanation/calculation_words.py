"""How each calculated fact came out, line by line."""

from decimal import Decimal
from typing import Final

from engine.determination import Calculation
from engine.evaluation.content import ContentResult, LineResult
from engine.evaluation.evaluate import Evaluation
from engine.explanation.trace import Trace
from engine.explanation.wording import joined, money_words, percent_words

_REASONS: Final = {
    "not-us": "left out: not of U.S. origin",
    "kind": "left out: content of this kind does not count in an item of this kind",
    "not-incorporated": "left out: not incorporated into the item",
    "left-out": "left out",
    "not-controlled": "left out: needs no license by itself to this destination",
    "controlled": "counted",
    "open": "counted at most: it cannot be said yet whether it needs a license by itself",
}


def calculations(trace: Trace) -> tuple[Calculation, ...]:
    """The calculated facts that have a value; the controlled share with its lines."""
    evaluation = trace.evaluation
    found = []
    for name, declared in evaluation.ruleset.facts.items():
        if declared.derived and name in evaluation.values:
            lines = _content_lines(evaluation) if name == "content.share" else ()
            found.append(Calculation(name, trace.use(name).shown, declared.cite, lines))
    return tuple(found)


def share_words(content: ContentResult | None) -> str:
    """The controlled share of U.S. content in a few words, as far as it can be said."""
    if content is None or content.share is None:
        return "cannot be said: there is no bill of materials yet"
    total = content.controlled_value
    if isinstance(content.share, Decimal):
        of = ""
        if total is not None and content.item_value is not None:
            of = f" ({money_words(total.low)} of {money_words(content.item_value)})"
        return f"{percent_words(content.share)}{of}"
    if content.item_value is None and total is not None:
        counted = money_words(total.low)
        return f"cannot be said: the value of the item is not answered; counted {counted} so far"
    low = percent_words(content.share.low)
    high = "" if content.share.high is None else f", at most {percent_words(content.share.high)}"
    return f"cannot be said: at least {low}{high}"


def _content_lines(evaluation: Evaluation) -> tuple[str, ...]:
    content: ContentResult = evaluation.content
    if content.declared:
        return ("Declared as a figure, without a bill of materials.",)
    lines = [_line_words(result, evaluation) for result in content.lines]
    total = content.controlled_value
    if total is not None:
        high = "no upper bound" if total.high is None else money_words(total.high)
        counted = money_words(total.low)
        counted = counted if total.high == total.low else f"between {counted} and {high}"
        value = "not known" if content.item_value is None else money_words(content.item_value)
        lines.append(f"Counted: {counted}; value of the item: {value}")
    return tuple(lines)


def _line_words(result: LineResult, evaluation: Evaluation) -> str:
    line = result.line
    value = "value not known" if line.value is None else money_words(line.value)
    eccn = "ECCN not known" if line.eccn is None else str(line.eccn)
    rules = [evaluation.ruleset.rules[name] for name in result.rules]
    because = f" by {joined(f'{rule.title} ({rule.cite})' for rule in rules)}" if rules else ""
    return f"{line.description} ({eccn}), {value}: {_REASONS[result.reason]}{because}"
