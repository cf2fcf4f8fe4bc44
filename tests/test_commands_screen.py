"""`navicert screen`: what it prints, what it writes, and with which exit code."""

import csv
import json
import os
from datetime import date, timedelta

import pytest

from commands import exits
from commands.main import run
from commands.screen_file import COLUMNS, RESULTS, read_rows
from commands.screening import decisions_folder
from engine.deals.deal import read_deal
from engine.evaluation.screened import listings_of
from engine.facts import OpenSet
from parties.decisions import FILE, decisions_in
from parties.lists_at_hand import ListsAtHand
from records.redaction import MARK
from records.replay import Rerun, Verdict
from tests.parties_samples import ROOT, download, entry, written

FOUNDRY = "Nightorchard Foundry Corporation"
DEAL = (ROOT / "fixtures" / "deals" / "fpga-to-germany.yaml").read_text()


pytestmark = pytest.mark.usefixtures("at_home")


def imported(tmp_path, *entries, day=None):
    day = day or (date.today() - timedelta(days=1)).isoformat()
    listed = entries or (
        entry(1, name=FOUNDRY, alt_names=["Nightorchard Fab"]),
        *(entry(number, name=f"Quillfeather Example Works {number}") for number in range(2, 30)),
    )
    file = written(tmp_path / "list.json", download(*listed, day=day))
    assert run(["lists", "import", str(file), "--anyway"]) == exits.DONE


def screen(*arguments):
    return run(["screen", *map(str, arguments)])


def deal_file(tmp_path, name=FOUNDRY, owner=""):
    text = DEAL.replace("Beispiel Messtechnik GmbH", name)
    if owner:
        text = text.replace("owners: []", f"owners: [{{name: {owner}, share: 60}}]")
    path = tmp_path / "deal.yaml"
    path.write_text(text)
    return path


def test_a_name_is_told_with_its_hits_the_words_that_met_and_the_list(tmp_path, capsys):
    imported(tmp_path)
    capsys.readouterr()
    assert screen("Nightorchard Foundry Corp", "--country", "China") == exits.LISTED
    told = capsys.readouterr().out
    assert "1 listed name at or above 75 in Consolidated Screening List of" in told
    assert "100  same name  Nightorchard Foundry Corporation  EL  id-1" in told
    assert "same word" in told
    assert "country agrees" in told
    assert "open: nobody has decided" in told
    assert "Names cannot show who owns a party" in told


def test_no_hit_is_a_search_result_and_never_more(tmp_path, capsys):
    imported(tmp_path)
    capsys.readouterr()
    assert screen("Marmalade Umbrella Holdings", "Zwieback Zeppelin") == exits.DONE
    told = capsys.readouterr()
    assert told.out.count("no listed name at or above 75") == 2
    assert "clear" not in told.out
    assert told.err == ""


def test_an_old_list_and_the_sample_are_told_in_words_and_code(tmp_path, capsys):
    assert screen("Marmalade Umbrella Holdings") == exits.NOT_ALL_RIGHT
    assert "A SAMPLE of invented parties, rely on nothing" in capsys.readouterr().err
    imported(tmp_path, day="2026-07-31")
    capsys.readouterr()
    assert screen("Marmalade Umbrella Holdings") == exits.NOT_ALL_RIGHT
    assert "OLD, import a newer one" in capsys.readouterr().err


def test_json_holds_words_threshold_and_list(tmp_path, capsys):
    imported(tmp_path)
    capsys.readouterr()
    options = ("--threshold", "90", "--reason", "a second look", "--json")
    assert screen("Nightorchard Fab", *options) == exits.LISTED
    [one] = json.loads(capsys.readouterr().out)
    [against] = one["lists"]
    assert (against["threshold"], against["threshold_reason"]) == (90, "a second look")
    assert len(against["digest"]) == 64
    [hit] = against["hits"]
    assert (hit["entry"], hit["name"], hit["party"]) == ("id-1", "Nightorchard Fab", FOUNDRY)
    assert hit["words"][0]["why"] == "same word"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "name one or more parties"),
        (["A", "--deal", "x"], "name one or more parties"),
        (["--from", "x.csv"], "add --out FILE"),
        (["A", "--out", "x"], "--out goes with"),
        (["--deal", "x", "--country", "CN"], "go with a name"),
        (["A", "--threshold", "60"], "--reason TEXT"),
        (["A", "--threshold", "90"], "--reason TEXT"),
        (["A", "--kind", "robot"], "no kind of party"),
        (["A", "--country", "Nowhereland"], "is not a country known here"),
        ([" "], "a name is empty"),
    ],
)
def test_the_command_line_is_checked(capsys, arguments, says):
    assert screen(*arguments) == exits.USAGE
    assert says in capsys.readouterr().err


# A file of names


def names_file(tmp_path, *rows):
    path = tmp_path / "names.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n")
    return path


def results(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_file_of_names_gives_a_line_a_hit_and_a_line_for_nobody(tmp_path, capsys):
    imported(tmp_path)
    names = names_file(
        tmp_path,
        f"{FOUNDRY},CN,company,,C1",
        "Marmalade Umbrella,DE,,,C2",
        '=HYPERLINK("x"),Nowhereland,robot,,@3',
    )
    out = tmp_path / "results.csv"
    assert screen("--from", names, "--out", out) == exits.LISTED
    first, second, third = results(out)
    assert tuple(first) == RESULTS
    assert (first["reference"], first["entry"], first["band"]) == ("C1", "id-1", "same name")
    assert "nightorchard = nightorchard (same word)" in first["words"]
    assert (first["disposition"], first["threshold"]) == ("open", "80")
    assert second["result"] == "no listed name at or above 80"
    assert second["published"] == (date.today() - timedelta(days=1)).isoformat()
    assert third["name"].startswith("'=") and third["reference"] == "'@3"
    assert "screened without it" in third["remark"] and "no kind of party" in third["remark"]
    assert not [
        cell for line in results(out) for cell in line.values() if cell[:1] in "=@+"[:3] and cell
    ]
    assert "1 meet a listed name at or above 80" in capsys.readouterr().err
    assert screen("--from", names, "--out", out) == exits.USAGE
    assert "is there already" in capsys.readouterr().err
    if os.name != "nt":
        assert out.stat().st_mode & 0o077 == 0


def test_ctrl_c_leaves_no_half_file_and_the_earlier_one(tmp_path, monkeypatch):
    imported(tmp_path)
    names = names_file(tmp_path, *(f"Nobody {number}" for number in range(20)))
    out = tmp_path / "results.csv"
    out.write_text("earlier")
    real, asked = ListsAtHand.screen, []

    def interrupted(self, *arguments):
        asked.append(1)
        if len(asked) == 10:
            raise KeyboardInterrupt
        return real(self, *arguments)

    monkeypatch.setattr(ListsAtHand, "screen", interrupted)
    assert screen("--from", names, "--out", out, "--overwrite") == exits.INTERRUPTED
    assert out.read_text() == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("home", "list.json", "names.csv", "results.csv"),
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "empty"),
        ("customer number;city\n1;Ulm\n", "no column is called “name”"),
        ("name\n", "names nobody"),
        ('name\n"Fab\n', "not CSV"),
        (b"name\nM\xfcller\n", "is not UTF-8"),
        (b"PK\x03\x04", "ZIP"),
    ],
)
def test_a_bad_file_of_names_is_told_by_its_line(tmp_path, capsys, content, says):
    path = written(tmp_path / "names.csv", content)
    assert screen("--from", path, "--out", tmp_path / "out.csv") == exits.BAD_INPUT
    assert says in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_columns_go_by_other_names_and_in_any_order(tmp_path):
    data = "\ufeffRef\tCustomer\tType\n7\tMüller  GmbH\tentity\n\n8\t\t\n".encode()
    first, second = read_rows(data, "names.csv")
    assert (first.reference, first.query.name, first.query.kind.value) == (
        *("7", "Müller GmbH", "entity"),
    )
    assert (second.line, second.remark) == (4, "there is no name: not screened by name")


# A deal


def parties_in(path, us_ear):
    return read_deal(path.read_bytes(), str(path), us_ear).facts.value("parties")


def test_a_deal_goes_from_an_open_hit_to_a_record_that_replays(tmp_path, capsys, us_ear):
    """Open: needs information. Cleared: as without. Confirmed: a license. Saved: the same bytes."""
    imported(tmp_path)
    deal, out = deal_file(tmp_path), tmp_path / "screened.yaml"
    assert screen("--deal", deal, "--out", out) == exits.LISTED
    told = capsys.readouterr().out
    assert f"{FOUNDRY}: listed names: 1 open" in told
    assert "id-1  open" in told
    assert isinstance(listings_of(parties_in(out, us_ear)[1]), OpenSet)
    assert run(["determine", str(out)]) == exits.NEEDS_INFORMATION

    def decide(verdict, *more):
        options = ["--party", FOUNDRY.lower(), "--entry", "id-1", "--by", "J. Doe"]
        return run(["screen", "decide", verdict, "--deal", str(out), *options, *more])

    assert decide("cleared", "--why", "a maker of ovens in Ulm") == exits.DONE
    assert run(["determine", str(out)]) == exits.DONE
    assert decide("escalated", "--why", "counsel is asked") == exits.DONE
    assert "still open" in capsys.readouterr().err
    assert run(["determine", str(out)]) == exits.NEEDS_INFORMATION
    assert decide("confirmed", "--why", "the same address") == exits.DONE
    [hit] = parties_in(out, us_ear)[1].screening[0].hits
    assert (hit.disposition, hit.by, hit.reason) == ("confirmed", "J. Doe", "the same address")
    text = out.read_text().replace(
        "  red_flags.seen", "  parties.entity_list_scope: all-items\n  red_flags.seen"
    )
    out.write_text(text)
    saving = ["--save", "--by", "J. Doe", "--why", "order 7"]
    assert run(["determine", str(out), *saving]) == exits.LICENSE_REQUIRED

    from commands.records import opened

    with opened() as records:
        [card] = records.cards()
        replay = Rerun(records).replay(card.id)
        assert replay.verdict is Verdict.IDENTICAL, replay
        assert records.get(card.id).deal_text.count("confirmed") == 1
    again = tmp_path / "again.yaml"
    assert screen("--deal", deal_file(tmp_path), "--out", again) == exits.LISTED
    [hit] = parties_in(again, us_ear)[1].screening[0].hits
    assert hit.disposition == "confirmed", "the decision is remembered"
    with opened() as records:
        first = records.get(card.id)
    out.write_text(out.read_text().replace("reason: the same address", "reason: its website"))
    run(["determine", str(out), *saving])
    capsys.readouterr()
    with opened() as records:
        second = records.cards()[-1].id
    assert run(["records", "compare", first.id, second]) == exits.DONE
    told = capsys.readouterr().out
    assert "Screening" in told and "is the party, by J. Doe: its website" in told
    with opened() as records:
        records.redact(
            card.id, [FOUNDRY], by="J. Doe", why="asked to", now=records.cards()[0].saved_at
        )
        left = records.get(card.id)
        assert FOUNDRY not in json.dumps([left.deal_text, left.determination])
        assert MARK in left.deal_text
    assert run(["records", "compare", card.id, second]) == exits.DONE


def test_a_deal_decided_elsewhere_keeps_its_decisions_on_the_same_list(tmp_path, us_ear):
    imported(tmp_path)
    out, options = tmp_path / "a.yaml", ["--party", FOUNDRY, "--entry", "id", "--by", "J. Doe"]
    screen("--deal", deal_file(tmp_path), "--out", out)
    decided = ["screen", "decide", "cleared", "--deal", str(out), *options, "--why", "another"]
    assert run(decided) == exits.DONE
    (decisions_folder() / FILE).unlink()
    assert screen("--deal", out, "--out", tmp_path / "b.yaml") == exits.DONE
    [hit] = parties_in(tmp_path / "b.yaml", us_ear)[1].screening[0].hits
    assert (hit.disposition, hit.reason) == ("cleared", "another")
    moved = tmp_path / "moved.yaml"
    moved.write_text(out.read_text().replace("\n      country: DE", "\n      country: IR"))
    assert listings_of(parties_in(moved, us_ear)[1]) == frozenset(), "as somebody answered"
    assert screen("--deal", moved, "--out", tmp_path / "d.yaml") == exits.LISTED
    changed = (
        entry(1, name=FOUNDRY, license_policy="Case by case"),
        *(entry(number, name=f"Quillfeather Example Works {number}") for number in range(2, 30)),
    )
    imported(tmp_path, *changed, day=date.today().isoformat())
    assert run(decided) == exits.BAD_INPUT
    assert screen("--deal", out, "--out", tmp_path / "c.yaml") == exits.LISTED


def test_several_hits_are_decided_at_once_or_none_is(tmp_path, capsys, us_ear):
    """One reason for the entries that one looked at; a wrong id decides nothing."""
    imported(tmp_path, *(entry(number, name=f"{FOUNDRY} {number}") for number in range(10, 13)))
    out = tmp_path / "a.yaml"
    screen("--deal", deal_file(tmp_path), "--out", out)
    said = ["--party", FOUNDRY, "--by", "J. Doe", "--why", "the plants in Sampleville"]
    command = ["screen", "decide", "cleared", "--deal", str(out), *said]
    entries = ["--entry", "id-10", "--entry", "id-11"]
    assert run([*command, *entries, "--entry", "id-99"]) == exits.BAD_INPUT
    assert len(decisions_in(decisions_folder())) == 0
    assert run([*command, *entries]) == exits.DONE
    hits = parties_in(out, us_ear)[1].screening[0].hits
    assert sorted((hit.entry, hit.disposition) for hit in hits) == [
        *(("id-10", "cleared"), ("id-11", "cleared"), ("id-12", "open")),
    ]
    assert "still open" in capsys.readouterr().err


def test_owners_are_screened_by_name(tmp_path, capsys, us_ear):
    imported(tmp_path)
    out = tmp_path / "out.yaml"
    deal = deal_file(tmp_path, "Marmalade Umbrella", FOUNDRY)
    assert screen("--deal", deal, "--out", out) == exits.LISTED
    assert f"{FOUNDRY}, an owner of Marmalade Umbrella: listed names: 1 open" in (
        capsys.readouterr().out
    )
    [owner] = parties_in(out, us_ear)[1].owners
    assert isinstance(listings_of(owner), OpenSet)
    assert run(["determine", str(out)]) == exits.NEEDS_INFORMATION
    said = ["--party", FOUNDRY, "--entry", "id-1", "--by", "J", "--why", "another fab"]
    assert run(["screen", "decide", "cleared", "--deal", str(out), *said]) == exits.DONE
    [owner] = parties_in(out, us_ear)[1].owners
    assert listings_of(owner) == frozenset()


@pytest.mark.parametrize(
    ("party", "which", "says"),
    [
        ("Nobody", "id-1", "is no party of the deal nor an owner of one"),
        (FOUNDRY, "id-9", "The hits of"),
        ("Example Programmable Logic, Inc.", "id-1", "has no hits in the deal"),
    ],
)
def test_a_decision_about_nobody_changes_nothing(tmp_path, capsys, party, which, says):
    imported(tmp_path)
    out = tmp_path / "a.yaml"
    screen("--deal", deal_file(tmp_path), "--out", out)
    before = out.read_bytes()
    options = ["--party", party, "--entry", which, "--by", "J. Doe", "--why", "x"]
    decided = ["screen", "decide", "cleared", "--deal", str(out), *options]
    assert run(decided) == exits.BAD_INPUT
    assert says in capsys.readouterr().err
    assert out.read_bytes() == before
    assert len(decisions_in(decisions_folder())) == 0


def test_a_damaged_memory_is_told_and_left_alone(tmp_path, capsys):
    imported(tmp_path)
    path = decisions_folder() / FILE
    path.parent.mkdir(parents=True)
    path.write_text("{")
    assert screen(FOUNDRY) == exits.RECORDS
    assert "is damaged" in capsys.readouterr().err
    assert path.read_text() == "{"
