"""The command line: what it prints, where, and with which exit code."""

import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from commands import exits
from commands.main import COMMANDS, run
from records.locations import records_file

ROOT = Path(__file__).resolve().parent.parent
LAW = str(ROOT / "tests" / "small_law" / "small")
DEAL = """
navicert: deal/1
title: Etcher to China
as_of: 2026-07-23
facts:
  item.eccn: 3B001.c
  item.us_origin: yes
  item.description: Etcher
  item.kind: commodity
  destination.country: CN
  item.published: {value: no, by: J. Doe, reason: secret}
"""
CASE = """
navicert: case/1
id: SM-01
title: Etcher to China
background: ordinary
facts: {item.eccn: 3B001.c, item.us_origin: yes, destination.country: CN}
expect: {outcome: license-required, requirements: [small.chart]}
"""
BACKGROUND = """
navicert: deal/1
title: ordinary
facts: {item.published: no, item.kind: commodity}
"""


@pytest.fixture(autouse=True)
def in_a_folder(monkeypatch, tmp_path, at_home):
    monkeypatch.chdir(tmp_path)


def written(name, text):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, "utf-8")
    return name


ITEMS = """
navicert: deal/1
title: Order 7
as_of: 2026-07-23
facts:
  destination.country: CN
  item.kind: commodity
  item.published: {value: no, by: J. Doe, reason: secret}
items:
  - {name: Screws, facts: {item.eccn: EAR99, item.us_origin: yes, item.description: Screws}}
  - {name: Etcher, facts: {item.eccn: 3B001.c, item.us_origin: yes, item.description: Etcher}}
"""


def determine(*options, deal=DEAL):
    return run(["determine", written("deal.yaml", deal), "--regime", LAW, *options])


# determine --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "outcome"),
    [
        ("", "", exits.LICENSE_REQUIRED, "license-required"),
        ("destination.country: CN", "destination.country: IR", exits.PROHIBITED, "prohibited"),
        ("destination.country: CN", "", exits.NEEDS_INFORMATION, "needs-information"),
        ("destination.country: CN", "destination.country: NO", 0, "no-license-required"),
        ("item.kind: commodity", "item.kind: software", 0, "license-exception"),
        ("item.us_origin: yes", "item.us_origin: no", 0, "not-subject"),
    ],
)
def test_the_exit_code_tells_the_outcome(old, new, code, outcome, capsys):
    assert determine("--json", deal=DEAL.replace(old, new, 1)) == code
    data = json.loads(capsys.readouterr().out)
    assert data["outcome"] == outcome
    assert data["as_of"] == "2026-07-23"


def test_every_outcome_has_an_exit_code():
    from engine.outcome import Outcome

    assert set(exits.OF_OUTCOME) == {outcome.value for outcome in Outcome}
    assert len(set(exits.MEANINGS)) == len(exits.MEANINGS)


def test_the_memo_reads_from_the_outcome_down(capsys):
    assert determine() == exits.LICENSE_REQUIRED
    memo, talk = capsys.readouterr()
    assert talk == ""
    assert memo.startswith("License required: Etcher (3B001.c) to China, under the Small Reg")
    parts = [
        "Why",
        "What to do",
        "Requirements",
        "License exceptions",
        "What would change it",
        "Judgements",
        "Notes on the law",
        "What was not checked",
        "Law as of 2026-07-23",
    ]
    places = [memo.index(part) for part in parts]
    assert places == sorted(places)
    assert "published: no [by J. Doe; because: secret]" in memo
    assert "Review: Case by case." in memo
    assert "Rules:" not in memo
    assert all(len(line) <= 80 for line in memo.splitlines())


def test_the_full_memo_holds_the_tree(capsys):
    determine("--full")
    memo = capsys.readouterr().out
    assert "[yes]  small.chart  Column NS2 (SR 21)" in memo
    assert "[no]   the destination is Iran; China" in memo


def test_open_questions_are_listed_with_who_knows(capsys):
    determine(deal=DEAL.replace("item.us_origin: yes", "item.us_origin: not known"))
    memo = capsys.readouterr().out
    assert "Cannot be said yet" in memo
    assert "Is it of U.S. origin? (asked, not known)" in memo
    assert "Ask: manufacturer." in memo


def test_the_date_on_the_command_line_comes_first(capsys):
    determine("--json", "--as-of", "2025-01-01")
    assert json.loads(capsys.readouterr().out)["as_of"] == "2025-01-01"


def test_a_deal_from_stdin(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DEAL.encode())))
    assert run(["determine", "-", "--regime", LAW]) == exits.LICENSE_REQUIRED
    assert "Etcher" in capsys.readouterr().out


def test_the_same_deal_gives_the_same_bytes(capsys):
    determine("--json")
    first = capsys.readouterr().out
    determine("--json")
    assert capsys.readouterr().out == first


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--save"], "add --by NAME and --why TEXT"),
        (["--save", "--by", "J", "--why", " "], "add --by NAME and --why TEXT"),
        (["--by", "J"], "--by and --why go with --save"),
        (["--json", "--full"], "leave --full out"),
        (["--json", "--text"], "not allowed with"),
        (["--as-of", "today"], "“today” is not a date"),
        (["--regime", "atlantis"], "“atlantis” is not a regime known here"),
        (["--jsno"], "unrecognized arguments"),
    ],
)
def test_usage_errors(options, words, capsys):
    assert determine(*options) == exits.USAGE
    out, err = capsys.readouterr()
    assert words in err
    assert out == ""


# records ----------------------------------------------------------------------------------------


def test_save_list_show_and_determine_again(capsys):
    """What was saved is found again, and its deal gives the same determination."""
    code = determine("--json", "--save", "--by", "J. Doe", "--why", "order 4711")
    assert code == exits.LICENSE_REQUIRED
    first, talk = capsys.readouterr()
    record = talk.removeprefix("saved as ").strip()

    assert run(["records", "list"]) == exits.DONE
    assert capsys.readouterr().out.split()[0] == record

    assert run(["records", "show", record]) == exits.DONE
    shown = capsys.readouterr().out
    assert "by J. Doe" in shown
    assert "Why: order 4711" in shown
    assert "License required" in shown

    assert run(["records", "show", record, "--deal"]) == exits.DONE
    assert determine("--json", deal=capsys.readouterr().out) == exits.LICENSE_REQUIRED
    assert capsys.readouterr().out == first

    assert run(["records", "show", record, "--json"]) == exits.DONE
    assert json.loads(capsys.readouterr().out)["determination"] == json.loads(first)


def test_no_records_yet_and_no_such_record(capsys):
    assert run(["records", "list"]) == exits.DONE
    out, err = capsys.readouterr()
    assert out == ""
    assert "Nothing saved yet" in err
    assert run(["records", "show", "2026-000099"]) == exits.RECORDS
    assert "There is no record" in capsys.readouterr().err


def test_verify_tells_what_was_saved_from_what_was_altered(capsys):
    assert determine("--save", "--by", "J. Doe", "--why", "order 4711") == exits.LICENSE_REQUIRED
    capsys.readouterr()
    assert run(["records", "verify"]) == exits.DONE
    assert "as they were saved" in capsys.readouterr().out

    journal = records_file()
    whole = journal.read_bytes()
    assert b"J. Doe" in whole
    journal.write_bytes(whole.replace(b"J. Doe", b"J. Roe", 1))
    assert run(["records", "verify"]) == exits.RECORDS
    assert "ALTERED entry" in capsys.readouterr().out


def test_a_save_that_fails_is_told_and_has_its_own_code(monkeypatch, capsys):
    written("home/records", "a file where the folder should be")
    assert determine("--save", "--by", "J", "--why", "w") == exits.RECORDS
    out, err = capsys.readouterr()
    assert "License required" in out
    assert "Traceback" not in err
    assert err


# cases ------------------------------------------------------------------------------------------


def cases_check(capsys, **files):
    for name, text in files.items():
        written(f"cases/{name.replace('_', '-')}.yaml", text)
    written("cases/background-ordinary.yaml", BACKGROUND)
    code = run(["cases", "check", "cases", "--regime", LAW])
    return code, *capsys.readouterr()


def test_all_cases_right(capsys):
    assert cases_check(capsys, deep__one=CASE) == (
        exits.DONE,
        "1 cases: 1 right, 0 wrong, 0 false comfort\n",
        "",
    )


def test_wrong_cases_and_false_comfort(capsys):
    code, out, err = cases_check(
        capsys,
        a=CASE,
        b=CASE.replace("SM-01", "SM-02").replace("[small.chart]", "[small.iran]"),
        c=CASE.replace("SM-01", "SM-03").replace("license-required", "prohibited"),
    )
    assert code == exits.NOT_ALL_RIGHT
    assert err == ""
    assert out.splitlines() == [
        "WRONG SM-02: requirement small.iran does not hold",
        "FALSE COMFORT SM-03: outcome is license-required, expected prohibited",
        "3 cases: 1 right, 1 wrong, 1 false comfort",
    ]


def test_a_case_that_cannot_be_read_is_not_counted(capsys):
    code, out, err = cases_check(capsys, a=CASE, b=CASE.replace("expect:", "expct:"))
    assert code == exits.BAD_INPUT
    assert out.splitlines()[-1] == "1 cases: 1 right, 0 wrong, 0 false comfort"
    assert "a case file has no key “expct”; did you mean “expect”?" in err


def test_a_background_that_is_not_there(capsys):
    written("c.yaml", CASE.replace("ordinary", "nosuch"))
    assert run(["cases", "check", "c.yaml", "--regime", LAW]) == exits.BAD_INPUT
    assert "background-nosuch.yaml:1:1: the file cannot be read" in capsys.readouterr().err


def test_no_cases_at_all_is_no_success(capsys):
    written("empty/readme.txt", "")
    assert run(["cases", "check", "empty", "--regime", LAW]) == exits.BAD_INPUT


# rules and schema -------------------------------------------------------------------------------


def test_rules_check_counts_and_runs_tests(capsys):
    assert run(["rules", "check", LAW]) == exits.DONE
    assert capsys.readouterr().out.splitlines()[-1] == "6 tests: 6 passed, 0 failed"


def test_rules_check_tells_tests_that_fail_and_faults(capsys, tmp_path):
    import shutil

    law = shutil.copytree(Path(LAW).parent, tmp_path / "law") / "small"
    rules = law / "rules" / "rules.yaml"
    text = rules.read_text("utf-8")
    rules.write_text(text.replace('IR}, expect: "yes"', 'IR}, expect: "no"'), "utf-8")
    assert run(["rules", "check", str(law)]) == exits.BAD_RULESET
    out = capsys.readouterr().out
    assert "small.iran: this test came out yes; no was expected" in out
    assert out.splitlines()[-1] == "6 tests: 5 passed, 1 failed"

    rules.write_text(text.replace("verb: excludes", "verb: exclude"), "utf-8")
    assert run(["rules", "check", str(law)]) == exits.BAD_RULESET
    out, err = capsys.readouterr()
    assert out == ""
    assert "small/rules/rules.yaml:3:" in err


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("small.chart", "chart.required has NS2"),
        ("careful", "Members on 2026-07-23: CN, VN"),
        ("item.kind", "What kind of item is it?"),
        ("3b001.a", "LVS: some, up to $500: only a"),
        ("country viet nam", "NS1, NS2"),
        ("country HK", "Rows and groups of CN apply to it as well (85 FR 83788)"),
    ],
)
def test_rules_show(name, words, capsys):
    command = ["rules", "show", *name.split(), "--as-of", "2026-07-23", "--regime", LAW]
    assert run(command) == exits.DONE
    assert words in capsys.readouterr().out


@pytest.mark.parametrize("name", ["small.chrt", "country Atlantis"])
def test_rules_show_of_what_is_not_there(name, capsys):
    assert run(["rules", "show", *name.split(), "--regime", LAW]) == exits.USAGE
    assert capsys.readouterr().err


def test_schemas_hold_for_good_files_and_catch_misspellings(capsys):
    import yaml

    for kind, text in (("deal", DEAL), ("case", CASE)):
        assert run(["schema", kind, "--regime", LAW]) == exits.DONE
        schema = json.loads(capsys.readouterr().out)
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        tree = yaml.load(text, yaml.BaseLoader)
        assert list(validator.iter_errors(tree)) == []
        tree["facts"]["item.us_orign"] = "yes"
        assert len(list(validator.iter_errors(tree))) == 1


# the command line itself ------------------------------------------------------------------------


def test_help_names_every_command_and_code(capsys):
    assert run(["--help"]) == exits.DONE
    text = capsys.readouterr().out
    for word in (*COMMANDS, *exits.MEANINGS.values()):
        assert word in text


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_has_help_with_the_codes(command, capsys):
    assert run([command, "--help"]) == exits.DONE
    assert "exit codes:" in capsys.readouterr().out


def test_the_docs_name_every_command_and_code():
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for command in COMMANDS:
        assert f"\n## {command}\n" in text
    for code, meaning in exits.MEANINGS.items():
        assert f"| {code} | {meaning} |" in text


def test_a_command_that_is_none(capsys):
    assert run(["detremine"]) == exits.USAGE
    assert "did you mean “determine”?" in capsys.readouterr().err


def test_the_unexpected_is_one_line_unless_asked(monkeypatch, capsys):
    def fail(*_):
        raise RuntimeError("boom\nboom \x1b[31m")

    monkeypatch.setattr("commands.determine.load", fail)
    assert determine() == exits.UNEXPECTED
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "RuntimeError: boom boom \\x1b[31m" in err
    monkeypatch.setenv("NAVICERT_DEBUG", "1")
    assert determine() == exits.UNEXPECTED
    assert "Traceback" in capsys.readouterr().err


def test_interrupted(monkeypatch, capsys):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("commands.determine.load", interrupt)
    assert determine() == exits.INTERRUPTED
    assert capsys.readouterr().err == "interrupted\n"


def loaded_by(*arguments):
    """The modules that a fresh interpreter loads for a command line."""
    script = (
        "import sys; sys.argv = ['navicert', *sys.argv[1:]]\n"
        "from tui.cli import run\n"
        "code = run()\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize("arguments", [["--help"], ["determine", "--help"], ["--version"]])
def test_help_loads_nothing_that_it_does_not_need(arguments):
    heavy = {"yaml", "tinydb", "textual", "rich", "engine", "records", "screens"}
    assert not heavy & loaded_by(*arguments)


def test_a_command_loads_no_terminal_toolkit():
    assert not {"textual", "rich", "screens"} & loaded_by("rules", "check", LAW)


def test_the_reader_of_our_output_may_go_away(tmp_path):
    deal = tmp_path / "deal.yaml"
    deal.write_text(DEAL)
    command = (
        f"{sys.executable} -c 'from tui.cli import run; import sys; sys.exit(run())'"
        f" determine {deal} --regime {LAW} --full | true"
    )
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""


def test_each_item_of_a_deal_is_told_and_kept_by_itself(capsys):
    """A line for each on top, the heaviest for the exit code, a plain deal in each record."""
    saving = ("--save", "--by", "J. Doe", "--why", "test")
    assert determine(*saving, deal=ITEMS) == exits.LICENSE_REQUIRED
    memo, talk = capsys.readouterr()
    head, *rest = memo.split("==== Item ")
    assert "Item by item" in head
    assert "2. Etcher: License required" in head
    assert [part.split(" ===")[0] for part in rest] == ["1 of 2: Screws", "2 of 2: Etcher"]
    titles = [line.split(": ", 1)[1] for line in talk.splitlines()]
    assert titles == ["Order 7 (item 1 of 2: Screws)", "Order 7 (item 2 of 2: Etcher)"]
    for line in talk.splitlines():
        assert run(["records", "replay", line.split()[2].rstrip(":")]) == exits.DONE
    capsys.readouterr()
    determine("--json", deal=ITEMS)
    data = json.loads(capsys.readouterr().out)
    assert (data["schema"], data["outcome"]) == ("items/1", "license-required")
    assert [one["name"] for one in data["items"]] == ["Screws", "Etcher"]
    assert data["items"][1]["answer"]["outcome"] == "license-required"


def test_one_open_item_leaves_the_deal_open(capsys):
    open_deal = ITEMS.replace("item.eccn: EAR99, ", "")
    assert determine(deal=open_deal) == exits.NEEDS_INFORMATION
