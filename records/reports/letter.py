"""The open questions of a deal as a letter to whoever would know: supplier, maker, customer.

A letter tells no more of the deal than its questions do: no party, no value, no destination, and
the title of the deal or the rules that wait only where the sender wants them there.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from engine.evaluation.content import ContentResult
from engine.facts import ContentLine, FactType
from engine.interview.law import Findings
from engine.model import FactDeclaration
from engine.truth import NO
from records.reports.markdown import as_markdown
from records.reports.outline import Line, Section
from records.reports.text import as_text

EVERYBODY: Final = "everybody"
NOBODY: Final = "whoever knows"
_TITLES: Final = {"manufacturer": "maker"}
WIDTH: Final = 72
"""Cells of a line of text: it is read in a mail."""

_BLANK: Final = "_" * 40


class LetterQuestion(NamedTuple):
    """A question of a letter. `who` are those who would know, `because` names the rules that
    wait for it, `answers` are the choices there are."""

    ask: str
    help: str
    cite: str
    who: tuple[str, ...]
    because: str = ""
    answers: tuple[str, ...] = ()


class Letter(NamedTuple):
    """What a letter says: to whom, what about, and whether it names the rules that wait."""

    to: str
    questions: tuple[LetterQuestion, ...]
    about: str = ""
    reasons: bool = False


class ToAsk(NamedTuple):
    """What an item waits for: its findings, how its bill of materials came out, and of several
    items its `name` and the facts that it answers for itself."""

    findings: Findings
    content: ContentResult | None = None
    name: str = ""
    own: Collection[str] = ()


def letter_questions(
    items: Iterable[ToAsk], declared: Mapping[str, FactDeclaration]
) -> tuple[LetterQuestion, ...]:
    """Every open question once, though several regimes wait for it, and of several items those of
    one alone for each; then what is not known of the lines of the bills of materials that may
    count."""
    found: dict[tuple[str, str], LetterQuestion] = {}
    lines: list[LetterQuestion] = []
    for item in items:
        combined, several = item.findings.combined, item.findings.several
        rows = combined.questions if several else combined.determinations[0].questions
        for row in rows:
            fact = declared[row.fact]
            who = _people(row.who)
            name = item.name if row.fact in item.own else ""
            ask = f"{name}: {row.ask}" if name else row.ask
            asked = LetterQuestion(ask, fact.help, row.cite, who, row.because, _answers(fact))
            found.setdefault((name, row.fact), asked)
        lines += _of_lines(item.content, item.name)
    return (*found.values(), *lines)


def _people(who: str) -> tuple[str, ...]:
    named = [_TITLES.get(name.strip(), name.strip()) for name in who.split(" or ")]
    return tuple(name for name in named if name) or (NOBODY,)


def _answers(fact: FactDeclaration) -> tuple[str, ...]:
    if fact.type in (FactType.YES_NO, FactType.JUDGEMENT):
        return ("yes", "no", "not known")
    if fact.choices:
        return (*(choice.label for choice in fact.choices), "not known")
    return ()


def _of_lines(content: ContentResult | None, item: str = "") -> Iterator[LetterQuestion]:
    if content is None:
        return
    for number, result in enumerate(content.lines, start=1):
        missing = _missing(result.line)
        if result.counted == NO or not missing:
            continue
        part = result.line.description or "This part"
        named = f"{item}, {part}" if item else part
        ask = f"{named}: please state {', '.join(missing)}."
        help_ = (
            "Its own classification and origin decide whether it counts as controlled content of"
            " the item that it goes into."
        )
        of = f" of {item}" if item else ""
        yield LetterQuestion(
            ask, help_, "Supp. No. 2 to 15 CFR part 734", (f"supplier of line {number}{of}",)
        )


def _missing(line: ContentLine) -> list[str]:
    told = (
        (line.eccn, "its ECCN"),
        (line.origin, "its country of origin"),
        (line.value, "its value in U.S. dollars"),
    )
    return [words for value, words in told if value is None]


def addressees(questions: Sequence[LetterQuestion]) -> dict[str, int]:
    """Who would know, with how many questions each; everybody last, where there are several."""
    counts: dict[str, int] = {}
    for question in questions:
        for who in question.who:
            counts[who] = counts.get(who, 0) + 1
    if len(counts) > 1:
        counts[EVERYBODY] = len(questions)
    return counts


def letter_to(
    who: str, questions: Sequence[LetterQuestion], about: str = "", reasons: bool = False
) -> Letter:
    """The letter that asks one addressee what it would know, and nothing else."""
    asked = tuple(q for q in questions if who == EVERYBODY or who in q.who)
    return Letter(who, asked, about, reasons)


def letter_sections(letter: Letter) -> list[Section]:
    """The letter as an outline."""
    about = f", about {letter.about}" if letter.about else ""
    count = len(letter.questions)
    head = (
        Line(f"To: {letter.to}{about}"),
        Line(
            f"To say whether a delivery needs an export license, we need an answer to"
            f" {'this question' if count == 1 else f'these {count} questions'}. Please answer each,"
            " and write “not known” where you do not know: we then treat it as open, never as no."
        ),
    )
    sections = [Section("Questions on export control", head)]
    for number, question in enumerate(letter.questions, start=1):
        sections.append(Section(f"{number}. {question.ask}", tuple(_lines(question, letter))))
    sections.append(
        Section("Who answered", (Line(f"Name and function: {_BLANK}"), Line(f"Date: {_BLANK}")))
    )
    return sections


def _lines(question: LetterQuestion, letter: Letter) -> Iterator[Line]:
    if letter.to == EVERYBODY:
        yield Line(f"Who would know: {' or '.join(question.who)}")
    if question.help:
        yield Line(f"Why, and what is meant: {question.help}")
    if letter.reasons and question.because:
        yield Line(f"Asked because: {question.because}.")
    if question.cite:
        yield Line(f"Law: {question.cite}")
    if not question.answers:
        yield Line(f"Answer: {_BLANK}")
        return
    yield Line("Answer, please mark:")
    yield from (Line(f"( ) {answer}", "  - ") for answer in question.answers)


def letter_text(letter: Letter, markdown: bool = False) -> str:
    """The letter as plain text, or as Markdown."""
    sections = letter_sections(letter)
    return as_markdown(sections) if markdown else as_text(sections, WIDTH) + "\n"
