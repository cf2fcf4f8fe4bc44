"""`navicert rules coverage`: what the tests, the cases and the rules themselves leave out."""

import argparse
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from commands import exits
from commands.rulesets_at_hand import REGIME, regime_folder
from commands.talk import give, say

if TYPE_CHECKING:
    from engine.loading.paragraphs import ParagraphMap
    from engine.model import Ruleset
    from engine.proof.coverage import Coverage, RowCoverage
    from engine.proof.paragraph_coverage import ParagraphReach

CASES: Final = Path(__file__).resolve().parent.parent / "fixtures" / "cases"
WIDTH: Final = 90


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "regime",
        metavar="REGIME",
        nargs="?",
        default=REGIME,
        help="a regime by name, or the path of its folder (otherwise us-ear)",
    )
    parser.add_argument(
        "--cases",
        metavar="PATH",
        action="append",
        help="case files, or folders of them (otherwise those that ship); may be given again",
    )
    parser.add_argument("--no-cases", action="store_true", help="count the rules' own tests alone")
    parser.add_argument("--full", action="store_true", help="list what is not covered, one a line")
    parser.add_argument(
        "--not-checked",
        action="store_true",
        help="print only the lines that a determination should quote as not checked",
    )


def run(ruleset: "Ruleset", options: argparse.Namespace) -> int:
    from engine.loading.paragraphs import paragraph_map
    from engine.proof.coverage import Coverage, row_coverage
    from engine.proof.paragraph_coverage import not_checked, paragraph_reach

    law = paragraph_map(regime_folder(options.regime))
    reached = paragraph_reach(ruleset, law) if law is not None else ()
    if options.not_checked:
        for line in not_checked(reached, law) if law is not None else ():
            give(line)
        return exits.DONE
    coverage = Coverage(ruleset)
    coverage.run_rule_tests()
    unread = 0 if options.no_cases else _add_cases(coverage, options)
    cases = f"{coverage.cases} case{'' if coverage.cases == 1 else 's'}"
    give(f"{ruleset.regime.name}: {coverage.tests:,} tests beside the rules, {cases}")
    rows = row_coverage(ruleset)
    for part in (
        _rules(coverage),
        _leaves(coverage),
        _rows(ruleset, rows),
        _paragraphs(law, reached),
    ):
        give("\n" + "\n".join(part))
    if options.full:
        for part in _lists(coverage, rows, reached):
            give("\n" + "\n".join(part))
    return exits.BAD_INPUT if unread else exits.DONE


def _add_cases(coverage: "Coverage", options: argparse.Namespace) -> int:
    """Take in the cases; how many faults kept some of them out."""
    from engine.deals.case_files import read_cases
    from engine.evaluation.evaluate import evaluate

    if options.cases:
        paths = [Path(path) for path in options.cases]
    else:
        paths = [CASES] if options.regime == REGIME and CASES.is_dir() else []
    cases, faults = read_cases(paths, coverage.ruleset)
    for fault in faults:
        say(str(fault))
    for read in cases:
        day = read.deal.as_of or date.today()
        coverage.add_case(evaluate(coverage.ruleset, read.deal.facts, day))
    return len(faults)


def _share(part: int, whole: int) -> str:
    """A share as a percentage that never rounds up to all of it."""
    if part == whole:
        return "100 %"
    return f"{int(1000 * part / whole) / 10} %"


def _rules(coverage: "Coverage") -> list[str]:
    from engine.truth import NO, OPEN, WORDS, YES

    total = len(coverage.ruleset.rules)
    lines = [
        f"Rules: {total}",
        f"  {'came out':<10}{'in tests':>10}{'in cases':>10}{'in either':>11}",
    ]
    for truth in (YES, NO, OPEN):
        tests, cases, either = coverage.rules_seen(truth)
        lines.append(f"  {WORDS[truth]:<10}{tests:>10}{cases:>10}{either:>11}")
    lacking = sum(1 for _ in coverage.rules_not_seen())
    lines.append(f"  all three ways: {total - lacking} ({_share(total - lacking, total)})")
    return lines


def _leaves(coverage: "Coverage") -> list[str]:
    leaves, both = len(coverage.leaves), coverage.leaves_both_ways
    unless, exercised = len(coverage.exceptions), coverage.exceptions_both_ways
    return [
        f"Leaves of rules: {leaves:,}, decided both ways {both:,} ({_share(both, leaves)})",
        f"Exceptions (unless): {unless}, exercised both ways {exercised}"
        f" ({_share(exercised, unless)})",
    ]


def _rows(ruleset: "Ruleset", rows: "RowCoverage") -> list[str]:
    columns = {mark: count for mark, count in rows.by_mark.items() if mark in rows.columns}
    prose = {mark: count for mark, count in rows.by_mark.items() if mark not in rows.columns}
    return [
        f"List rows: {rows.rows:,} in {rows.entries} entries, {len(rows.unread)} unread;"
        f" {rows.conditional} with a question",
        f"  by chart column: {sum(columns.values()):,}",
        *_marks(columns),
        f"  by mark of a requirement in prose: {sum(prose.values()):,}",
        *_marks(prose),
    ]


def _marks(marks: dict[str, int]) -> list[str]:
    """Marks with their counts; a mark and its count stay on one line."""
    lines = textwrap.wrap(
        ", ".join(f"{mark}\N{NO-BREAK SPACE}{count}" for mark, count in marks.items()),
        WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
        break_on_hyphens=False,
    )
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def _paragraphs(law: "ParagraphMap | None", reached: "Iterable[ParagraphReach]") -> list[str]:
    from engine.proof.paragraph_coverage import IN_WORDS

    if law is None:
        return ["Paragraphs: this regime has no paragraphs.yaml"]
    counts = Counter(found.reach for found in reached)
    aside = len(law.paragraphs) - counts.total()
    return [
        f"Paragraphs that decide: {counts.total()} in {len(law.titles)} sections and supplements"
        f" ({aside} more are set aside)",
        *(f"  {counts[reach]:>4} {words}" for reach, words in IN_WORDS.items()),
    ]


def _lists(
    coverage: "Coverage", rows: "RowCoverage", reached: "Iterable[ParagraphReach]"
) -> Iterator[list[str]]:
    from engine.proof.paragraph_coverage import IN_WORDS, Reach

    yield _listed("Rules that never came out", (f"{r}: {m}" for r, m in coverage.rules_not_seen()))
    yield _listed(
        "Leaves not decided both ways",
        (
            f"{rule}: {leaf}: never {missing}"
            for rule, leaf, missing in coverage.leaves_not_both_ways()
        ),
    )
    yield _listed(
        "Exceptions not exercised both ways",
        (
            f"{rule}: {title}: never seen {missing}"
            for rule, title, missing in coverage.exceptions_not_both_ways()
        ),
    )
    yield _listed("List rows unread", rows.unread)
    for reach in (Reach.NEITHER, Reach.WHOLE, Reach.QUESTION):
        yield _listed(
            f"Paragraphs {IN_WORDS[reach]}",
            (_paragraph(found) for found in reached if found.reach is reach),
        )


def _paragraph(found: "ParagraphReach") -> str:
    by = f" ({found.by})" if found.by else ""
    return f"{found.paragraph.at}: {found.paragraph.title}{by}"


def _listed(title: str, lines: Iterable[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return [f"{title}: {len(found)}", *found]
