"""`navicert records`, action by action."""

import json
import shutil
from pathlib import Path

import pytest

from commands import exits
from commands.main import run
from records.locations import house_file, records_file

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


@pytest.fixture(autouse=True)
def in_a_folder(monkeypatch, tmp_path, at_home):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def saved(capsys):
    """Two records, one to China and one to the Netherlands."""
    ids = []
    for number, text in enumerate((DEAL, DEAL.replace("CN", "NL").replace("to China", "home"))):
        Path(f"deal-{number}.yaml").write_text(text)
        options = ["--regime", LAW, "--save", "--by", "J. Doe", "--why", "order 4711"]
        run(["determine", f"deal-{number}.yaml", *options])
        ids.append(capsys.readouterr().err.removeprefix("saved as ").strip())
    return ids


def records(*arguments):
    return run(["records", *arguments])


SIGNED = ("--by", "B. Chief", "--why", "I read it")


def test_the_list_is_filtered_and_sorted(saved, capsys):
    assert records("list", "--country", "nl") == exits.DONE
    assert capsys.readouterr().out.split()[0] == saved[1]
    assert records("list", "china", "--outcome", "license-required", "--json") == exits.DONE
    assert [row["id"] for row in json.loads(capsys.readouterr().out)] == [saved[0]]
    assert records("list", "--sort", "title", "--csv") == exits.DONE
    rows = capsys.readouterr().out.splitlines()
    assert [row.split(",")[0] for row in rows] == ["id", *reversed(saved)]
    assert records("list", "--party", "nobody") == exits.DONE
    assert "None of 2 records" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["list", "--outcome", "maybe"], exits.USAGE, "is no outcome"),
        (["list", "--since", "today"], exits.USAGE, "is not a date"),
        (["list", "--sort", "size"], exits.RECORDS, "is no order"),
        (["list", "--review", "perhaps"], exits.RECORDS, "no state of review"),
        (["replay"], exits.USAGE, "write --all"),
        (["today", "2026-000001", "--all"], exits.USAGE, "write --all"),
        (["replay", "2026-000009"], exits.RECORDS, "no record"),
        (["today", "2026-000009"], exits.RECORDS, "no record"),
        (["export", "--bundle", "--out", "x"], exits.USAGE, "wants the id"),
        (["export", "2026-000009", "--bundle", "--out", "x"], exits.RECORDS, "no record"),
        (["note", "2026-000001", "--by", "J"], exits.USAGE, "--why"),
        (["note", "2026-000009", *SIGNED], exits.RECORDS, "no record"),
        (["sign-off", "2026-000001", "--by", "J. DOE", "--why", "x"], exits.RECORDS, "else"),
        (["release", "2026-000001", *SIGNED], exits.RECORDS, "no hold"),
        (["happened", "2026-000001", "export", "--on", "x", *SIGNED], exits.USAGE, "not a date"),
        (["attach", "2026-000001", "none.pdf", *SIGNED], exits.RECORDS, "cannot be read"),
        (["dispose", "2026-000001", *SIGNED], exits.RECORDS, "Not disposed of"),
        (["redact", "2026-000001", "--text", "Nobody", *SIGNED], exits.RECORDS, "does not hold"),
        (["verify", "--checkpoint", "none"], exits.RECORDS, "cannot be read"),
        (["restore", "none.zip"], exits.RECORDS, "cannot be read"),
        (["report", "2026-000001", "--out", "no/such/folder"], exits.RECORDS, "Not saved"),
    ],
)
def test_what_cannot_be_done_is_told(saved, capsys, arguments, code, words):
    assert records(*arguments) == code
    err = capsys.readouterr().err
    assert words in err
    assert "Traceback" not in err


def test_later_entries_are_shown_with_the_record(saved, capsys):
    paper = Path("order.pdf")
    paper.write_bytes(b"abc")
    for arguments in (
        ("review", saved[0], "approve"),
        ("sign-off", saved[0]),
        ("note", saved[0]),
        ("correct", saved[0]),
        ("attach", saved[0], "order.pdf"),
        ("happened", saved[0], "export", "--on", "2026-11-20"),
        ("hold", saved[0]),
        ("release", saved[0]),
        ("supersede", saved[0], saved[1]),
    ):
        assert records(*arguments, *SIGNED) == exits.DONE
        assert "saved as entry" in capsys.readouterr().err
    assert records("show", saved[0], "--json") == exits.DONE
    shown = json.loads(capsys.readouterr().out)
    assert [event["kind"] for event in shown["events"]] == [
        *("review", "sign-off", "note", "correction", "attachment", "happened"),
        *("legal-hold", "hold-released", "superseded-by"),
    ]
    assert records("list", "--review", "approved") == exits.DONE
    assert "[approve, superseded]" in capsys.readouterr().out
    assert records("due") == exits.DONE
    assert "No record is due" in capsys.readouterr().err


def test_redacting_tells_what_it_cannot_reach(saved, capsys):
    assert records("redact", saved[0], "--text", "secret", *SIGNED) == exits.DONE
    assert "Backups" in capsys.readouterr().err
    assert b"secret" not in records_file().read_bytes().split(b'"seq":"000000000003"')[0]
    assert records("verify") == exits.DONE


def test_a_checkpoint_is_written_signed_and_verified(saved, capsys):
    pytest.importorskip("cryptography", reason="signing is an optional extra")
    assert records("key", "keys/navicert.pem", "--new") == exits.DONE
    line = capsys.readouterr().out.strip()
    assert records("key", "keys/navicert.pem") == exits.DONE
    assert capsys.readouterr().out.strip() == line
    key = Path("keys/navicert.pem").absolute()
    house_file().write_text(f"navicert: house/1\nsigning_key: {key}\n")
    assert records("checkpoint", "--to", "vault") == exits.DONE
    note = capsys.readouterr().out
    assert note.splitlines()[-1].startswith("— navicert-records ")
    [kept] = Path("vault").iterdir()
    assert records("verify", "--checkpoint", str(kept), "--key", line) == exits.DONE
    assert "its 3 entries are the first of them" in capsys.readouterr().out
    kept.write_text(note.replace("bytes ", "bytes 1"))
    assert records("verify", "--checkpoint", str(kept), "--key", line) == exits.RECORDS


def test_a_dropped_tail_is_found_against_a_checkpoint(saved, capsys):
    assert records("checkpoint", "--to", "vault") == exits.DONE
    [kept] = Path("vault").iterdir()
    journal = records_file()
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-1]))
    shutil.rmtree(journal.parent / "checkpoints")
    journal.with_name("records.jsonl.cards").unlink(missing_ok=True)
    assert records("verify") == exits.DONE
    capsys.readouterr()
    assert records("verify", "--checkpoint", str(kept)) == exits.RECORDS
    assert "a tail was dropped" in capsys.readouterr().out


def test_a_house_policy_that_is_wrong_is_told_with_its_place(saved, capsys):
    house_file().write_text("navicert: house/1\nsign_off: [maybe]\n")
    assert records("list") == exits.BAD_INPUT
    assert "house.yaml:2:12" in capsys.readouterr().err


def test_replay_and_today(saved, capsys):
    assert records("replay", "--all") == exits.DONE
    assert "2 replayed, 2 byte-identical" in capsys.readouterr().out
    assert records("replay", saved[0], "--json") == exits.DONE
    assert json.loads(capsys.readouterr().out)[0]["verdict"] == "identical"


def test_today_names_what_the_law_of_another_day_changes(capsys):
    deal = ROOT / "fixtures" / "deals" / "accelerator-to-malaysia.yaml"
    saving = ["--as-of", "2026-07-23", "--save", "--by", "J", "--why", "w"]
    run(["determine", str(deal), "--regime", "us-ear", *saving])
    capsys.readouterr()
    assert records("today", "--all", "--as-of", "2022-01-01") == exits.DONE
    out = capsys.readouterr().out
    assert "1 changed" in out
    assert "Outcome: license-required → " in out
    assert records("today", "--all", "--as-of", "2022-01-01", "--json") == exits.DONE
    [row] = json.loads(capsys.readouterr().out)
    assert row["changed"]


def test_two_records_are_compared(saved, capsys):
    assert records("compare", *saved) == exits.DONE
    out = capsys.readouterr().out
    assert "Outcome: license-required → " in out
    assert "Fact destination.country: China → Netherlands" in out
    assert records("compare", saved[0], saved[0]) == exits.DONE
    assert "Nothing differs" in capsys.readouterr().out
    assert records("compare", *saved, "--json") == exits.DONE
    assert json.loads(capsys.readouterr().out)[0]["part"] == "outcome"


def test_nothing_is_written_among_the_records(saved, capsys):
    before = records_file().read_bytes()
    for options in (["report", saved[0]], ["export", "--tinydb"], ["export", saved[0], "--bundle"]):
        assert records(*options, "--out", str(records_file())) == exits.RECORDS
        assert "for the records alone" in capsys.readouterr().err
    assert records_file().read_bytes() == before


def test_report_export_backup_restore(saved, capsys):
    assert records("report", saved[0], "--form", "html", "--out", "report.html") == exits.DONE
    assert "<h1>Record 2026-000001</h1>" in Path("report.html").read_text()
    assert records("export", saved[0], "--bundle", "--out", "one.zip") == exits.DONE
    assert records("export", "--tinydb", "--out", "stock.json") == exits.DONE
    assert len(json.loads(Path("stock.json").read_text())["entries"]) == 3
    assert records("backup", "all.zip") == exits.DONE
    shutil.rmtree(records_file().parent)
    assert records("restore", "all.zip") == exits.DONE
    capsys.readouterr()
    assert records("list") == exits.DONE
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_second_place_that_cannot_be_written_is_told_after_the_save(saved, capsys):
    Path("vault").write_text("a file")
    house_file().write_text(f"navicert: house/1\ncheckpoint_copies: {Path('vault').absolute()}\n")
    assert records("note", saved[0], *SIGNED) == exits.DONE
    assert "No checkpoint could be written" in capsys.readouterr().err
