"""Several regimes through the command line: what is needed in all, cases, exercises."""

import json
from pathlib import Path

import jsonschema
import pytest

from commands import exits
from commands.main import run

ROOT = Path(__file__).resolve().parent.parent
LAW = ROOT / "tests" / "made_up_law"
BOTH = ("--regime", str(LAW / "vineland"), "--regime", str(LAW / "farland"))
LITHOGRAPHY = str(ROOT / "fixtures" / "deals" / "lithography-to-china.yaml")
DEAL = """
navicert: deal/1
title: Press to China
as_of: 2026-09-01
facts:
  transaction.from_country: "NO"
  destination.country: CN
  vine.pressure: 80
  vine.wine_for_feasts: no
  item.far_tools: yes
  conduct.odd: no
"""
OVERLAY = """
navicert: overlay/1
title: Vineland lists light presses
note: What if the list began at 50 bar?
change:
  - regime: vineland
    add:
      - id: vine.light
        verb: requires
        kind: list
        reason: PR
        review: Case by case.
        title: License for light presses
        cite: An exercise
        in_force: [{from: 2026-01-01, by: this exercise}]
        when: {vine.pressure: {over: 50}}
        say: {"yes": "It needs a license.", "no": "It needs none.", open: "It needs: {missing}."}
        sources: [{seen: 2026-11-26, confidence: recalled}]
"""
CASE = """
navicert: case/1
id: MU-01
title: Press to China
as_of: 2026-09-01
regime: farland
facts:
  transaction.from_country: "NO"
  destination.country: CN
  vine.pressure: 80
  vine.wine_for_feasts: no
  item.far_tools: yes
  conduct.odd: no
expect: {outcome: license-required, requirements: [far.license]}
expect_in:
  vineland: {outcome: no-license-required, routes: [vine.reach], exceptions: {barred: [VG1]}}
  all: {outcome: license-required}
"""


@pytest.fixture(autouse=True)
def in_a_folder(monkeypatch, tmp_path, at_home):
    monkeypatch.chdir(tmp_path)


def written(name, text):
    Path(name).write_text(text, "utf-8")
    return name


def determine(*options, deal=DEAL):
    return run(["determine", written("deal.yaml", deal), *options])


# determine --------------------------------------------------------------------------------------


def test_made_up_regimes_work_without_a_line_of_python(capsys):
    """Two folders of YAML: the line on top, each regime, the answer of one to the other."""
    assert determine(*BOTH) == exits.LICENSE_REQUIRED
    memo, talk = capsys.readouterr()
    assert talk == ""
    assert memo.startswith("In all: a license from Bureau of Farland (farland); no rule checked")
    parts = [
        "Regime by regime",
        "National answers that another regime asks for",
        "== Vineland Press Order (vineland) ==",
        "No rule checked here requires a license: the item to China",
        "== Farland Regulations (farland) ==",
        "License required: the item to China",
    ]
    places = [memo.index(part) for part in parts]
    assert places == sorted(places)
    assert all(len(line) <= 80 for line in memo.splitlines())


def test_contradicting_answers_stand_above_everything_else(capsys):
    told = "sender.country_lists_item: {value: yes, by: J. Doe, source: an old list}\n"
    assert determine(*BOTH, deal=f"{DEAL}  {told}") == exits.NEEDS_INFORMATION
    memo = " ".join(capsys.readouterr().out.split())
    first = memo.index("Answers that contradict each other")
    assert "and yes by J. Doe. It counts as open until one of them is corrected." in memo[first:]
    assert first < memo.index("Regime by regime")


def test_json_holds_each_determination(capsys):
    determine(*BOTH, "--json")
    data = json.loads(capsys.readouterr().out)
    assert (data["schema"], data["outcome"]) == ("combined/1", "license-required")
    assert [one["regime"] for one in data["determinations"]] == ["vineland", "farland"]
    assert data["national"][0]["status"] == "given"


def test_one_regime_gives_its_determination_alone(capsys):
    deal = DEAL.replace("  vine.pressure: 80\n  vine.wine_for_feasts: no\n", "")
    assert determine("--regime", str(LAW / "farland"), "--json", deal=deal) == (
        exits.NEEDS_INFORMATION
    )
    assert json.loads(capsys.readouterr().out)["schema"] == "determination/1"


def test_saving_several_keeps_one_record_each_that_replays(capsys):
    saving = ("--save", "--by", "J. Doe", "--why", "test")
    assert determine(*BOTH, *saving) == exits.LICENSE_REQUIRED
    saved = capsys.readouterr().err.splitlines()
    assert [line.split(" (")[1] for line in saved] == ["vineland)", "farland)"]
    record = saved[1].split()[2]
    assert run(["records", "show", record, "--deal"]) == exits.DONE
    kept = capsys.readouterr().out
    assert "sender.country_lists_item:" in kept
    assert "rule vine.listed (VPO 2)" in kept
    assert run(["records", "replay", record]) == exits.DONE


def test_the_regimes_that_a_deal_calls_for(capsys):
    """A tool from Veldhoven: the United States, the Netherlands and the Union are asked."""
    assert run(["determine", LITHOGRAPHY, "--json", "--as-of", "2026-11-25"]) == (
        exits.LICENSE_REQUIRED
    )
    data = json.loads(capsys.readouterr().out)
    asked = [one["regime"] for one in data["determinations"]]
    assert asked[-1] == "us-ear"
    assert {"eu", "nl"} <= set(asked)
    assert "jp" not in asked
    assert data["outcome"] == "license-required"


def test_facts_of_other_regimes_do_not_stand_in_the_way_of_one(capsys):
    """A deal file with Dutch answers is still read where the EAR alone is asked."""
    text = Path(LITHOGRAPHY).read_text("utf-8").replace("facts:\n", "facts:\n  nl.kinds: []\n", 1)
    assert determine("--regime", "us-ear", "--json", deal=text) == exits.LICENSE_REQUIRED
    assert "nl.kinds" not in capsys.readouterr().out


def test_all_regimes(capsys):
    run(["determine", LITHOGRAPHY, "--regime", "all", "--json", "--as-of", "2026-11-25"])
    data = json.loads(capsys.readouterr().out)
    folders = {path.parent.name for path in (ROOT / "rulesets").glob("*/regime.yaml")}
    assert {one["regime"] for one in data["determinations"]} == folders


# What if ----------------------------------------------------------------------------------------


def test_an_exercise_shows_what_would_change_and_is_marked(capsys):
    overlay = written("changes.yaml", OVERLAY)
    assert determine(*BOTH, "--with", overlay) == exits.LICENSE_REQUIRED
    memo = capsys.readouterr().out
    assert memo.startswith("HYPOTHETICAL (overlay “Vineland lists light presses”, digest ")
    assert "What if the list began at 50 bar?" in memo
    assert "What it would change under vineland" in memo
    assert "no-license-required → license-required" in memo
    assert "vine.light" in memo
    assert memo.count("HYPOTHETICAL") >= 4  # on top, in all, each regime, at the end


def test_every_part_of_an_exercise_in_json_is_marked(capsys):
    overlay = written("changes.yaml", OVERLAY)
    determine(*BOTH, "--with", overlay, "--json")
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "what-if/1"
    assert data["hypothetical"]["title"] == "Vineland lists light presses"
    assert len(data["hypothetical"]["digest"]) == 64
    heads = [data["headline"], data["after"]["headline"]]
    heads += [one["headline"] for one in data["after"]["determinations"]]
    assert all(head.startswith("HYPOTHETICAL") for head in heads)
    assert not data["before"]["headline"].startswith("HYPOTHETICAL")
    moved = {(row["part"], row["before"], row["after"]) for row in data["differences"]["vineland"]}
    assert ("outcome", "no-license-required", "license-required") in moved


def test_an_exercise_cannot_be_saved(capsys):
    overlay = written("changes.yaml", OVERLAY)
    code = determine(*BOTH, "--with", overlay, "--save", "--by", "J", "--why", "w")
    assert code == exits.USAGE
    assert "cannot be saved" in capsys.readouterr().err


def test_a_faulty_overlay_is_told_by_line(capsys):
    overlay = written("changes.yaml", OVERLAY.replace("vine.pressure", "vine.presure"))
    assert determine(*BOTH, "--with", overlay) == exits.BAD_INPUT
    assert "changes.yaml:16:16: there is no fact “vine.presure”" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["dutch-and-japanese-exemption-lifted", "dutch-ban-on-servicing"])
def test_the_overlays_that_ship_run(name, capsys):
    overlay = str(ROOT / "fixtures" / "overlays" / f"{name}.yaml")
    run(["determine", LITHOGRAPHY, "--with", overlay, "--json", "--as-of", "2026-11-25"])
    data = json.loads(capsys.readouterr().out)
    [changed] = data["hypothetical"]["regimes"]
    assert any(row["part"] == "rule" for row in data["differences"][changed])


# cases ------------------------------------------------------------------------------------------


@pytest.fixture
def made_up_ships(monkeypatch):
    """The made-up law where the shipped one lies."""
    monkeypatch.setattr("records.locations.rulesets_folder", lambda: LAW)


@pytest.mark.usefixtures("made_up_ships")
def test_a_case_tells_what_is_right_in_several_regimes(capsys):
    written("case.yaml", CASE)
    assert run(["cases", "check", "case.yaml"]) == exits.DONE
    assert capsys.readouterr().out == "1 cases: 1 right, 0 wrong, 0 false comfort\n"


@pytest.mark.usefixtures("made_up_ships")
def test_a_miss_names_its_regime(capsys):
    text = CASE.replace("vineland: {outcome: no-license-required", "vineland: {outcome: prohibited")
    written("case.yaml", text)
    assert run(["cases", "check", "case.yaml"]) == exits.NOT_ALL_RIGHT
    told = capsys.readouterr().out
    assert told.startswith(
        "FALSE COMFORT MU-01: vineland: outcome is no-license-required, expected prohibited"
    )


@pytest.mark.usefixtures("made_up_ships")
def test_a_case_tells_what_is_right_in_all(capsys):
    text = CASE.replace("all: {outcome: license-required}", "all: {outcome: prohibited}")
    written("case.yaml", text)
    assert run(["cases", "check", "case.yaml"]) == exits.NOT_ALL_RIGHT
    assert "MU-01: all: outcome is license-required, expected prohibited" in capsys.readouterr().out


@pytest.mark.usefixtures("made_up_ships")
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "regime: farland",
            "regime: farlend",
            "case.yaml:6:9: the case is of the regime “farlend”",
        ),
        ("  vineland: {", "  vinland: {", "case.yaml:16:3: there is no regime “vinland”"),
        ("  vineland: {", "  farland: {", "case.yaml:16:3: “expect” is of farland"),
        ("all: {", "all: {subject: yes, ", "“all” has an outcome alone, and no “subject”"),
        ("vine.reach", "vine.rech", "“vine.rech” is not a rule of this ruleset"),
    ],
)
def test_a_case_with_a_wrong_name_is_told(old, new, told, capsys):
    written("case.yaml", CASE.replace(old, new, 1))
    assert run(["cases", "check", "case.yaml"]) == exits.BAD_INPUT
    assert told in capsys.readouterr().err


@pytest.mark.usefixtures("made_up_ships")
def test_one_regime_checks_its_own_cases_alone(capsys):
    written("case.yaml", CASE)
    alone = CASE.replace("regime: farland", "regime: vineland").replace(
        "{outcome: license-required, requirements: [far.license]}", "{outcome: no-license-required}"
    )
    alone = alone.replace("  item.far_tools: yes\n  conduct.odd: no\n", "")
    written("other.yaml", alone[: alone.index("expect_in")])
    assert run(["cases", "check", "case.yaml", "other.yaml", "--regime", "vineland"]) == exits.DONE
    assert "1 cases: 1 right" in capsys.readouterr().out


@pytest.mark.usefixtures("made_up_ships")
def test_the_schemas_take_facts_and_expectations_of_all_regimes(capsys):
    from engine.loading.load_regime import plain
    from engine.reading.yaml_source import read_yaml

    for kind, text in (("deal", DEAL), ("case", CASE)):
        assert run(["schema", kind]) == exits.DONE
        schema = json.loads(capsys.readouterr().out)
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(plain(read_yaml(text.encode(), "x")), schema)


# rules ------------------------------------------------------------------------------------------


def test_check_tells_what_does_not_fit_beside_the_others(tmp_path, capsys):
    import shutil

    shutil.copytree(LAW, tmp_path / "law")
    path = tmp_path / "law" / "vineland" / "regime.yaml"
    path.write_text(path.read_text("utf-8").replace("country_lists_item", "country_lists"), "utf-8")
    assert run(["rules", "check", str(path.parent)]) == exits.BAD_RULESET
    assert "no other regime asks the fact “sender.country_lists”" in capsys.readouterr().out


def test_the_regimes_that_ship_fit_together():
    from commands.rulesets_at_hand import ALL, load_regimes

    regimes = load_regimes([ALL])
    assert regimes.rulesets[-1].regime.id == "us-ear"
