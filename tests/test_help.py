"""The help: grouped for its readers, with examples that work."""

import io
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from commands import exits
from commands.examples import EXAMPLES, EXAMPLES_OF_ACTIONS
from commands.main import COMMANDS, GROUPS, OF_TWO_WORDS, actions_of, parser_of, run

ROOT = Path(__file__).resolve().parent.parent
STAYS = {"serve"}
"""Commands that run until they are stopped: of these the options alone are read."""

WRONG = (exits.UNEXPECTED, exits.USAGE, exits.BAD_RULESET, exits.RECORDS)
"""Codes that say that an example is none."""


DEAL = """
navicert: deal/1
title: Etcher to China
as_of: 2026-07-23
facts:
  item.eccn: 3B001.c
  item.us_origin: yes
  item.kind: commodity
  destination.country: CN
  item.published: {value: no, by: J. Doe, reason: secret}
  parties:
    - {name: Moonmill Example Microelectronics, roles: [end-user], country: CN}
"""
CASE = """
navicert: case/1
id: SM-01
title: Etcher to China, not to Iran
facts:
  item.eccn: 3B001.c
  item.us_origin: yes
  item.kind: commodity
  destination.country: CN
  item.published: no
expect: {outcome: license-required, requirements: [small.chart]}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the examples name, and a small law in place of the one that
    ships: it is read a hundred times faster."""
    made = tmp_path_factory.mktemp("examples")
    for name in ("deal.yaml", "screened.yaml"):
        (made / name).write_text(DEAL)
    (made / "parts.csv").write_text("description,eccn,origin,value\nLaser,3B001,US,1200\n")
    (made / "answers.txt").write_text("outcome\n")
    (made / "customers.csv").write_text("name,country\nExample Trading,AE\n")
    shutil.copy(ROOT / "fixtures" / "lists" / "sample.csv", made / "list.csv")
    for folder in (made / "cases", made / "fixtures" / "cases"):
        folder.mkdir(parents=True)
        (folder / "sm-01.yaml").write_text(CASE)
    law = ROOT / "tests" / "small_law"
    shutil.copytree(law / "small", made / "rulesets" / "us-ear")
    shutil.copytree(law / "countries", made / "rulesets" / "countries")
    regime = made / "rulesets" / "us-ear" / "regime.yaml"
    regime.write_text(regime.read_text().replace("id: small\n", "id: us-ear\n"))
    return made


@pytest.mark.parametrize("command", [*COMMANDS, *OF_TWO_WORDS])
def test_every_example_works(command, folder, monkeypatch, capsys):
    """Each ends with a code that the docs promise, and with none that says it is wrong. A command
    without an example wants one in commands/examples.py."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NAVICERT_HOME", str(folder / f"home of {command}"))
    monkeypatch.setattr("records.locations.rulesets_folder", lambda: folder / "rulesets")
    if command == "screen decide":
        run(["screen", "--deal", "screened.yaml", "--out", "screened.yaml", "--overwrite"])
        given = Path("screened.yaml").read_text("utf-8")
        assert "sample-el-01" in given
    if command == "start":
        run(["templates", "keep", "deal.yaml", "--name", "Our deals"])
        run(["products", "keep", "deal.yaml", "--name", "Etcher"])
    for example in EXAMPLES[command]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        program, *arguments = shlex.split(example)
        assert program == "navicert"
        assert " ".join(arguments).startswith(command)
        if command in STAYS:
            parser_of(command).parse_args(arguments[1:])
            continue
        code = run(arguments)
        told = capsys.readouterr()
        assert code in exits.MEANINGS and code not in WRONG, (example, told.err)


@pytest.mark.parametrize("command", [*COMMANDS, *OF_TWO_WORDS])
def test_the_help_of_every_command_ends_with_its_examples(command, capsys):
    assert run([*command.split(), "--help"]) == exits.DONE
    told = capsys.readouterr().out
    assert all(example in told for example in EXAMPLES[command])
    assert "exit codes:" in told


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_action_ends_with_an_example_that_it_takes(command):
    """An action without one wants one in commands/examples.py."""
    parser = parser_of(command)
    for word, below in actions_of(parser).items():
        example = EXAMPLES_OF_ACTIONS[f"{command} {word}"]
        assert below.format_help().endswith(f"example:\n  {example}\n")
        program, named, *arguments = shlex.split(example)
        assert (program, named) == ("navicert", command)
        assert parser.parse_args(arguments).action == word
    told = {words for words in EXAMPLES_OF_ACTIONS if words.split()[0] == command}
    assert told == {f"{command} {word}" for word in actions_of(parser)}


def test_the_help_is_grouped_for_its_readers(capsys):
    run(["--help"])
    told = capsys.readouterr().out
    grouped = [name for _, names in GROUPS for name in names]
    assert sorted(grouped) == sorted(COMMANDS)
    for title, names in GROUPS:
        assert f"\n{title}:\n" in told
        assert any(EXAMPLES[name][0] in told for name in names)
    assert all(len(line) <= 88 for line in told.splitlines())


def test_no_example_is_of_a_command_that_is_none():
    assert set(EXAMPLES) <= {*COMMANDS, *OF_TWO_WORDS}
