"""`navicert lists`: what it prints, and with which exit code."""

import json
from datetime import date

import pytest

from commands import exits
from commands.lists import lists_folder
from commands.main import run
from parties.lists.store import in_use
from records.drafts import Drafts
from records.locations import drafts_folder, records_file
from records.store import open_records
from tests.parties_samples import NOW, SAMPLE, download, entry, written
from tests.records_samples import DEAL, determination


@pytest.fixture(autouse=True)
def at_home(monkeypatch, tmp_path):
    monkeypatch.setenv("NAVICERT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NAVICERT_DEBUG", raising=False)


def imported(path, *options):
    return run(["lists", "import", str(path), *options])


def test_an_import_tells_counts_and_the_next_one_what_changed(tmp_path, capsys):
    first = written(tmp_path / "a.json", download(entry(1), entry(2)))
    assert imported(first, "--anyway") == exits.DONE
    told = capsys.readouterr().out
    assert "Consolidated Screening List, published 2026-07-31" in told
    assert "2 parties, 2 names" in told
    assert "nothing to compare it with" in told
    second = written(tmp_path / "b.json", download(entry(1, programs=["NEW"]), entry(3)))
    assert imported(second, "--anyway") == exits.DONE
    told = capsys.readouterr().out
    assert "1 added, 1 removed, 1 changed, 0 as before" in told
    assert "+ EL  Example Works 3  (id-3)" in told
    assert "- EL  Example Works 2  (id-2)" in told
    assert "programs + NEW" in told
    assert run(["lists", "show", "--changes", "--json"]) == exits.DONE
    change = json.loads(capsys.readouterr().out)
    assert change["changed"][0]["fields"] == {"programs": {"gone": [], "new": ["NEW"]}}


def test_a_long_difference_is_cut_and_says_so(tmp_path, capsys):
    imported(written(tmp_path / "a.json", download(entry(0))), "--anyway")
    many = download(*[entry(number) for number in range(20)])
    imported(written(tmp_path / "b.json", many), "--anyway")
    assert "and 9 more added: “navicert lists show --changes” prints all" in capsys.readouterr().out
    run(["lists", "show", "--changes"])
    assert capsys.readouterr().out.count("\n  + ") == 19


def test_an_import_names_the_deals_to_look_at_again(tmp_path, capsys):
    """The agent of one deal comes onto the list, the fab of another goes from it."""
    fab = entry(1, name="Nightorchard Foundry Corporation")
    imported(written(tmp_path / "a.json", download(fab, entry(2))), "--anyway")
    with open_records(records_file()) as records:

        def saved(number, deal):
            told = determination(number)
            return records.save(told, deal, ruleset_digest="d", by="J. Doe", why="x", now=NOW)

        foundry = DEAL.replace("name: Fab", "name: Nightorchard Foundry Corp.")
        kept, gone, new = saved(1, foundry), saved(2, foundry), saved(3, DEAL)
        records.supersede(gone, new, "J. Doe", "corrected", NOW)
    deal = "navicert: deal/1\nfacts: {parties: [{name: Paperkite Tradng LLC}]}\n"
    Drafts(drafts_folder()).save("paperkite", deal)
    capsys.readouterr()
    came = entry(3, name="Paperkite Trading LLC")
    file = written(tmp_path / "b.json", download(entry(2), came))
    assert imported(file, "--anyway", "--json") == exits.DONE
    told = [
        (one["kind"], one["name"], one["listed"]["id"], one["became"])
        for one in json.loads(capsys.readouterr().out)["deals"]
    ]
    assert told == [("draft", "paperkite", "id-3", "added"), ("record", kept, "id-1", "removed")]
    imported(written(tmp_path / "c.json", download(entry(2))), "--anyway")
    told = capsys.readouterr().out
    assert "Deals to look at again:" in told
    assert "draft paperkite: Paperkite Tradng LLC meets EL  Paperkite Trading LLC" in told


def test_records_that_cannot_be_read_do_not_undo_an_import(tmp_path, capsys):
    imported(written(tmp_path / "a.json", download(entry(1))), "--anyway")
    records_file().parent.mkdir(parents=True)
    records_file().write_bytes(b"no journal at all\n")
    file = written(tmp_path / "b.json", download(entry(2)))
    assert imported(file, "--anyway") == exits.RECORDS
    assert "the list is in use; which deals it concerns cannot be told" in capsys.readouterr().err
    assert in_use(lists_folder(), "csl").ids == ["id-2"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"results": [{"a": 1}]}, "they have no “name” and “source”"),
        (download(entry(1), day="2020-01-01"), "import it with --anyway"),
    ],
)
def test_a_bad_or_doubtful_file_ends_with_its_code_and_changes_nothing(
    tmp_path, capsys, content, says
):
    imported(written(tmp_path / "a.json", download(entry(7))), "--anyway")
    capsys.readouterr()
    assert imported(written(tmp_path / "bad.json", content)) == exits.BAD_INPUT
    told = capsys.readouterr()
    assert says in told.err
    assert told.out == ""
    assert in_use(lists_folder(), "csl").ids == ["id-7"]


def test_the_command_line_is_checked(tmp_path, capsys):
    file = written(tmp_path / "a.csv", "name\nPaperkite\n")
    assert imported(file, "--published", "soon") == exits.USAGE
    assert imported(file, "--published", "2026-07-31", "--name", "../x") == exits.BAD_INPUT
    assert "cannot be the name of a list" in capsys.readouterr().err
    assert imported(file) == exits.BAD_INPUT
    assert "--published 2026-07-31" in capsys.readouterr().err
    assert imported(file, "--published", "2026-07-31", "--title", "Our own") == exits.DONE
    assert "Imported Our own" in capsys.readouterr().out


def test_the_status_tells_by_its_code_whether_lists_can_be_relied_on(tmp_path, capsys):
    assert run(["lists", "status"]) == exits.NOT_ALL_RIGHT
    assert "No list is in use" in capsys.readouterr().err
    old = written(tmp_path / "old.csv", "# published: 2020-01-01\nname\nPaperkite\n")
    imported(old)
    assert run(["lists", "status"]) == exits.NOT_ALL_RIGHT
    assert "OLD: import a newer one" in capsys.readouterr().out
    new = written(tmp_path / "new.csv", "name\nPaperkite\nGlasswhale\n")
    imported(new, "--name", "old", "--published", date.today().isoformat())
    capsys.readouterr()
    assert run(["lists", "status", "--json"]) == exits.DONE
    [row] = json.loads(capsys.readouterr().out)
    assert (row["name"], row["age_days"], row["old"]) == ("old", 0, False)
    assert row["before"]["published"] == "2020-01-01"
    in_use(lists_folder(), "old").path.write_bytes(b"")
    assert run(["lists", "status"]) == exits.NOT_ALL_RIGHT
    assert "Import the list again" in capsys.readouterr().err


def test_a_sample_is_never_said_to_be_a_list(capsys):
    imported(SAMPLE, "--published", "2026-11-01")
    capsys.readouterr()
    assert run(["lists", "status"]) == exits.NOT_ALL_RIGHT
    assert "A SAMPLE of invented parties" in capsys.readouterr().out


def test_an_entry_is_shown_with_what_it_means(capsys):
    imported(SAMPLE)
    capsys.readouterr()
    assert run(["lists", "show", "sample-el-18"]) == exits.DONE
    told = capsys.readouterr().out
    assert "Polar Teapot Example Drilling OOO  (Entity List, entity)" in told
    assert "license requirement: For all items subject to the EAR when used in projects" in told
    assert "listings entity-list; footnotes none" in told
    assert "is this item among them? (a person reads and answers)" in told
    assert run(["lists", "show", "sample-el-13"]) == exits.DONE
    assert "footnotes cannot be said" in capsys.readouterr().out
    assert run(["lists", "show", "sample-sdn-03", "--json"]) == exits.DONE
    assert json.loads(capsys.readouterr().out)["programs"] == ["IRAN", "NPWMD", "IFSR"]
    assert run(["lists", "show"]) == exits.DONE
    assert "SHA-256" in capsys.readouterr().out
    assert run(["lists", "show", "nobody"]) == exits.BAD_INPUT
    assert "has no entry “nobody”" in capsys.readouterr().err


def test_where_several_lists_are_in_use_one_is_named(tmp_path, capsys):
    imported(SAMPLE)
    imported(written(tmp_path / "b.csv", "# published: 2026-07-31\nname\nPaperkite\n"))
    assert run(["lists", "show"]) == exits.BAD_INPUT
    assert "name one with --name: b, sample" in capsys.readouterr().err
    assert run(["lists", "show", "--name", "b"]) == exits.DONE
    assert run(["lists", "show", "--name", "none"]) == exits.BAD_INPUT


def test_what_was_kept_and_altered_ends_with_its_code(tmp_path, capsys):
    imported(written(tmp_path / "a.json", download(entry(1))), "--anyway")
    in_use(lists_folder(), "csl").path.write_bytes(b"altered")
    assert run(["lists", "show"]) == exits.RECORDS
    assert "Import the list again" in capsys.readouterr().err


def test_a_name_with_escape_sequences_cannot_reach_the_terminal(tmp_path, capsys):
    hostile = download(entry(1, name="Exam\x1b]0;ple\x07", source="Bad\x1b[2J (BAD\x1b)"))
    imported(written(tmp_path / "a\x1b.json", hostile), "--anyway")
    imported(written(tmp_path / "b.json", download({"\x1b[2J": 1})))
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err
