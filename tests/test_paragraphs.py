"""Citations as paths, and the map of a regulation's paragraphs."""

import shutil
from pathlib import Path

import pytest

from engine.faults import RulesetFaults
from engine.loading.citations import Citation, citations
from engine.loading.load import load_ruleset
from engine.loading.paragraphs import paragraph_map
from engine.proof.paragraph_coverage import Reach, not_checked, paragraph_reach
from tests.test_load_bad import laid_over

LAW = Path(__file__).parent / "lint_law" / "law"
US_EAR = Path(__file__).parent.parent / "rulesets" / "us-ear"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("15 CFR 734.9(k)(1)", "734.9(k)(1)"),
        ("15 CFR 734.4(a)(8), (a)(9)", "734.4(a)(8) | 734.4(a)(9)"),
        ("15 CFR 734.4(a)(8), 734.9(k)(1)", "734.4(a)(8) | 734.9(k)(1)"),
        (
            "15 CFR 744.11(a)(2)(v)(A)(3)(i), (A)(4)(i)",
            "744.11(a)(2)(v)(A)(3)(i) | 744.11(a)(2)(v)(A)(4)(i)",
        ),
        ("15 CFR 734.9(e)(2)(i), (i)(1)(i)", "734.9(e)(2)(i) | 734.9(i)(1)(i)"),
        ("15 CFR 744.3(a)(2), (3)(ii)", "744.3(a)(2) | 744.3(a)(3)(ii)"),
        ("15 CFR 744.2(a)(1) to (3)", "744.2(a)(1) | 744.2(a)(2) | 744.2(a)(3)"),
        ("15 CFR 748.5(c) to (e)", "748.5(c) | 748.5(d) | 748.5(e)"),
        ("15 CFR 744.2 to 744.4", "744.2 | 744.3 | 744.4"),
        ("Supp. No. 2 to 15 CFR part 734, (a)(1)", "Supp. No. 2 to part 734 (a)(1)"),
        (
            "Supp. Nos. 2, 4 and 7 to 15 CFR part 746",
            "Supp. No. 2 to part 746 | Supp. No. 4 to part 746 | Supp. No. 7 to part 746",
        ),
        (
            "Supp. No. 1 to 15 CFR part 738, footnote 7; 15 CFR 742.6(a)(4)(i)",
            "Supp. No. 1 to part 738, footnote 7 | 742.6(a)(4)(i)",
        ),
        (
            "Supp. No. 3 to 15 CFR part 732, (b), red flag 28",
            "Supp. No. 3 to part 732 (b) | Supp. No. 3 to part 732, red flag 28",
        ),
        ("15 CFR 742.1(b)(1); 15 CFR part 754", "742.1(b)(1) | part 754"),
        ("15 CFR 746.7(e); 31 CFR 560.204, 560.205", "746.7(e)"),
        ("Note 1 to ECCN 3A090.a, paragraph d", ""),
        ("85 FR 83788", ""),
    ],
)
def test_a_citation_is_read(text, found):
    assert " | ".join(map(str, citations(text))) == found


def test_a_paragraph_lies_within_those_above_it():
    deep = Citation("734.9", ("k", "1", "i"))
    assert deep.within(Citation("734.9", ("k",)))
    assert deep.within(Citation("734.9"))
    assert not Citation("734.9").within(deep)
    assert not deep.within(Citation("734.8"))
    assert (deep.part, Citation("734 Supp. 2").part, Citation("part 754").part) == (
        "734",
        "734",
        "754",
    )


def test_the_map_knows_its_paragraphs():
    law = paragraph_map(LAW)
    assert law is not None

    def knows(cite):
        return [law.knows(cited) for cited in citations(cite)]

    assert knows("15 CFR 734.3(a)(1); 15 CFR 734.3(a); 15 CFR 734.3") == [True, True, True]
    assert knows("15 CFR 734.3(a)(1)(i)") == [True]  # deeper than the map goes
    assert knows("15 CFR 734.3(a)(3); 15 CFR 734.3(b)") == [False, False]
    assert knows("15 CFR 738.4(b)(2)") == [True]  # a section that is not taken apart
    assert knows("15 CFR 734.4; Supp. No. 2 to 15 CFR part 740") == [False, False]
    assert knows("15 CFR part 734; 15 CFR part 736") == [True, False]


def test_paragraphs_are_matched_with_what_cites_them():
    """A rule before a table, a table before a question, a part of something whole, or nothing."""
    law = paragraph_map(LAW)
    reached = paragraph_reach(load_ruleset(LAW), law)
    assert {str(found.paragraph.at): (found.reach, found.by) for found in reached} == {
        "734.3(a)(1)": (Reach.WHOLE, "item.color"),
        "734.3(a)(2)": (Reach.RULE, "slip.origin"),
        "738.4": (Reach.RULE, "slip.chart"),
        "744.11(a)": (Reach.RULE, "slip.advanced"),
        "744.11(b)": (Reach.QUESTION, "parties"),
        "744.11(c)": (Reach.WHOLE, "slip.stayed"),
        "Supp. No. 1 to part 740": (Reach.TABLE, "careful"),
        "758.1": (Reach.RULE, "slip.filing"),
        "760.2": (Reach.NEITHER, ""),
    }
    assert not_checked(reached, law) == (
        "No rule and no question here reads, of 15 CFR part 760: 760.2 (Boycotts).",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("regulation:\n  - {cite: 15 CFR 734.3(a), title: X}\n", "this is not one section"),
        ("regulation:\n  - {cite: 15 CFR 734.3}\n", "a section lacks “title”"),
        (
            "regulation:\n  - {cite: 15 CFR 734.3, title: X}\n  - {cite: 15 CFR 734.3, title: X}\n",
            "734.3 is written twice",
        ),
        (
            "regulation:\n  - {cite: 15 CFR 734.3, title: X, paragraphs: [a]}\n",
            "“paragraphs” is no mapping",
        ),
        (
            "regulation:\n  - {cite: 15 CFR 734.3, title: X, paragraphs: {(a): }}\n",
            "“(a)” has no title",
        ),
        (
            "regulation:\n"
            "  - {cite: 15 CFR 734.3, title: X, paragraphs: {(a): A}, aside: {(a): A}}\n",
            "“(a)” stands twice",
        ),
        (
            "regulation:\n  - {cite: 15 CFR 734.3, title: X, decides: no, aside: {(a): A}}\n",
            "this section has paragraphs",
        ),
        ("paragraphs: []\n", "the file has no key “paragraphs”"),
    ],
)
def test_a_wrong_map_keeps_the_ruleset_from_loading(text, fault, tmp_path):
    law = laid_over("misspelt-key", tmp_path / "rulesets")
    (law / "paragraphs.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RulesetFaults) as told:
        load_ruleset(law)
    assert f"law/paragraphs.yaml:{2 if 'written' not in fault else 3}" in str(told.value) or (
        "law/paragraphs.yaml:1:1" in str(told.value)
    )
    assert fault in str(told.value)


def test_a_regime_may_add_what_nothing_reads_to_what_is_not_checked(tmp_path):
    """One line in regime.yaml, and determinations quote the paragraphs; out of the cache too."""
    shutil.copytree(LAW.parent, tmp_path / "rulesets")
    law = tmp_path / "rulesets" / "law"
    with (law / "regime.yaml").open("a", encoding="utf-8") as regime:
        regime.write('not_checked: [Colors.]\nnot_checked_paragraphs: "yes"\n')
    for _ in range(2):
        assert load_ruleset(law, tmp_path / "cache").regime.not_checked == (
            "Colors.",
            "No rule and no question here reads, of 15 CFR part 760: 760.2 (Boycotts).",
        )
    (law / "paragraphs.yaml").unlink()
    with pytest.raises(RulesetFaults, match=r"regime.yaml:1:1: there is no paragraphs.yaml"):
        load_ruleset(law)


def test_a_regime_need_not_have_a_map():
    assert paragraph_map(Path(__file__).parent / "small_law" / "small") is None


def test_the_map_of_the_ear_is_wide():
    """Hundreds of paragraphs of every part that a licensing decision can turn on."""
    law = paragraph_map(US_EAR)
    assert law is not None
    deciding = [paragraph for paragraph in law.paragraphs if paragraph.decides]
    assert len(deciding) >= 450
    parts = {paragraph.at.part for paragraph in deciding}
    assert {"734", "736", "738", "740", "742", "743", "744", "746", "758", "774"} <= parts
