"""Worked cases under the small law, one of each outcome, for practice."""

from datetime import date
from pathlib import Path

from engine.deals.case_files import CaseRead, read_cases
from engine.loading.load import load_ruleset
from engine.practice.exercise import Exercise, evaluation_of, exercise_of
from engine.regimes.regimes import Regimes

TODAY = date(2026, 11, 25)
SMALL = Path(__file__).parent.parent / "small_law" / "small"
LAW = Regimes((load_ruleset(SMALL),))

CASE = """\
navicert: case/1
id: {id}
title: {title}
topic: {topic}
difficulty: {difficulty}
story: A tale of {title}.
sources: [{{document: the test suite, locator: here}}]
as_of: {as_of}
background: ordinary
facts: {{{facts}}}
expect: {{outcome: {outcome}{more}}}
mistake: A sign that nobody may see too early.
why: The reason that nobody may see too early.
"""
BACKGROUND = """\
navicert: deal/1
title: ordinary
facts: {item.published: no, item.kind: commodity}
"""
ETCHER = "item.eccn: 3B001.c, item.us_origin: yes, destination.country: "
SOFTWARE = "item.kind: software, "
CASES = {
    "SM-01": ("Etcher to China", "chart", 1, ETCHER + "CN", "license-required", ""),
    "SM-02": ("Etcher to Iran", "embargo", 2, ETCHER + "IR", "prohibited", ""),
    "SM-03": ("Etcher to Norway", "chart", 1, ETCHER + '"NO"', "no-license-required", ""),
    "SM-04": (
        "Etcher from afar",
        "origin",
        3,
        ETCHER.replace("yes", "no") + "CN",
        "not-subject",
        "",
    ),
    "SM-05": ("Code to China", "exceptions", 4, SOFTWARE + ETCHER + "CN", "license-exception", ""),
    "SM-06": (
        *("Etcher to nobody knows where", "unknown", 2),
        *(ETCHER + "not known", "needs-information", ", accept: [license-required]"),
    ),
}


def write_cases(folder: Path) -> Path:
    """Write the cases into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "background-ordinary.yaml").write_text(BACKGROUND, "utf-8")
    for name, (title, topic, difficulty, facts, outcome, more) in CASES.items():
        text = CASE.format(
            id=name,
            title=title,
            topic=topic,
            difficulty=difficulty,
            as_of="2026-07-23",
            facts=facts,
            outcome=outcome,
            more=more,
        )
        (folder / f"{name.lower()}.yaml").write_text(text, "utf-8")
    return folder


def read_all(folder: Path) -> dict[str, CaseRead]:
    """The cases in a folder, by id."""
    read, faults = read_cases([folder], LAW)
    assert not faults
    return {one.case.id: one for one in read}


def exercise(read: CaseRead) -> Exercise:
    """The exercise that a case makes."""
    return exercise_of(read, evaluation_of(read.case, read.deal, LAW, TODAY))
