"""`navicert ask` where an answer is a list, and where one is chosen from."""

from pathlib import Path

import pytest

from commands.ask_screening import Screening
from engine.facts import Answer, Deal, Party
from tests.support.spoken import DAY, interview, lead
from tests.test_ask import ETCHER, LAW, at_home, led

__all__ = ["at_home"]


def test_a_long_list_is_told_in_parts_and_searched(tmp_path, capsys):
    led_one = interview(LAW, ["more", "place 17", "nowhere", "3"], tmp_path)
    matches = [(str(n), f"place {n}") for n in range(1, 21)]
    assert led_one.pick("Which?", matches, "") == "3"
    out, err = capsys.readouterr()
    first, more, found, _ = out.split("Number: ")[:4]
    assert first.splitlines()[1:11] == [*(f"{n}. place {n}" for n in range(1, 10)), "And 11 more."]
    assert "10. place 10\n" in more and "And 2 more." in more
    assert found.splitlines()[1:2] == ["17. place 17"]
    assert "“nowhere” is no number from 1 to 20, nor on the list" in err


def test_not_known_takes_nothing_off_a_list(tmp_path, capsys):
    """It answers the whole question: where something is on the list, that would be lost."""
    deal = Deal(facts=ETCHER.with_answer("parties", Answer((Party("Moonmill"),))))
    done = interview(LAW, ["go parties", "?"], tmp_path, deal)
    assert lead(done).facts.value("parties") == (Party("Moonmill"),)
    assert "There is a party already" in capsys.readouterr().err


def test_a_command_in_the_midst_of_a_list_says_what_is_not_kept(tmp_path, capsys):
    led(tmp_path, "go item.part746_supplements", "1", "why", "supp-4", "go item.us_origin", "no")
    told = capsys.readouterr().out
    assert told.count("The list was not ended, and is not kept: ") == 1
    assert "is not kept" in told.partition("go item.us_origin\n")[2].splitlines()[0]


# Parties and content ------------------------------------------------------------------------------

LISTED = "Moonmill Example Microelectronics Co., Ltd."


def screened(tmp_path, *lines, **given):
    """An interview at the question of the parties, with the sample list."""
    desk = Screening(tmp_path / "lists", tmp_path / "decisions", tmp_path / "cache", DAY)
    return led(tmp_path, "go parties", *lines, screening=desk, **given)


def test_a_name_is_screened_at_once_and_a_hit_is_decided_with_name_and_reason(tmp_path, capsys):
    rest = ["5", "CN", *[""] * 7]
    done = screened(tmp_path, LISTED, *rest, "more", "9", "2", "", "Ann", "same address")
    out, err = capsys.readouterr()
    told = out.index("Screening of Moonmill"), out.index("Roles: 5")
    assert told[0] < told[1]
    assert f"Listed: {LISTED}, EL, score 100" in out
    assert "confirmed by Ann." in out
    hit = done.facts.value("parties")[0].screening[0].hits[0]
    assert (hit.disposition, hit.by, hit.reason) == ("confirmed", "Ann", "same address")
    assert "“9” is none of the choices" in err
    again = screened(tmp_path, LISTED, *rest)  # the decision is remembered
    assert again.facts.value("parties")[0].screening[0].hits[0].by == "Ann"


@pytest.mark.parametrize("ending", [("4",), ("cancel",), ("1", "cancel"), ()])
def test_a_hit_that_nobody_decides_stays_open(tmp_path, capsys, ending):
    done = screened(tmp_path, LISTED, "5", "CN", *[""] * 7, *ending)
    hits = done.facts.value("parties")[0].screening[0].hits
    assert [hit.disposition for hit in hits] == ["open"]


def test_a_hit_can_be_decided_later_and_anew(tmp_path, capsys):
    lines = (LISTED, "5", "CN", *[""] * 7, "3", "Ann", "to counsel")
    handed = screened(tmp_path, *lines)
    assert handed.facts.value("parties")[0].screening[0].hits[0].disposition == "escalated"
    done = screened(tmp_path, *lines[:-3], "screen", "1", "Bob", "another street", "hits", "4")
    hit = done.facts.value("parties")[0].screening[0].hits[0]
    assert (hit.disposition, hit.by) == ("cleared", "Bob")


def test_what_was_told_of_a_party_is_kept_when_the_lines_end(tmp_path, capsys):
    done = led(tmp_path, "go parties", "Fab", "5", "CN")
    party = done.facts.value("parties")[0]
    assert (party.name, party.country, party.roles) == ("Fab", "CN", {"end-user"})


def test_parties_are_changed_and_removed_by_number(tmp_path, capsys):
    fab = ["Fab", "5", "CN", *[""] * 7]
    agent = ["Agent", "3", "Holl", "1", *[""] * 5, "Mother", "50", "", "", "", "a note"]
    done = led(
        tmp_path, "go parties", *fab, *agent, "change 1", "back", "change 1", "Fab Two", "4, 5",
        "back", "5", *[""] * 8, "list", "remove 2", "remove 7",
    )  # fmt: skip
    assert [party.name for party in done.facts.value("parties")] == ["Fab Two"]
    undone = lead(interview(LAW, ["undo"], tmp_path / "drafts", done.session.deal))
    assert undone.facts == done.facts  # a new session has no past
    out, err = capsys.readouterr()
    assert "2. Agent (intermediate consignee; Netherlands" in out
    assert "“7” is no number of a party" in err


def test_an_owner_is_told_part_by_part(tmp_path, capsys):
    owners = ["Mother", "50", "1", "4", "Other", "?", "", "", ""]
    done = led(tmp_path, "go parties", "Fab", "5", "CN", *[""] * 5, *owners, "")
    first, second = done.facts.value("parties")[0].owners
    assert (first.name, str(first.share), first.listings, first.footnotes) == (
        "Mother", "50", {"entity-list"}, {"4"},
    )  # fmt: skip
    assert (second.share, second.listings) == (None, None)
    none = led(tmp_path, "go parties", "Fab", "5", "CN", *[""] * 5, "none", "")
    assert none.facts.value("parties")[0].owners == ()


def test_nobody_is_no_answer_to_who_takes_part(tmp_path, capsys):
    done = led(tmp_path, "go parties", "", "none", "Sender", "1", "US", *[""] * 7, "")
    assert "parties" not in done.facts
    err = capsys.readouterr().err
    assert "an empty line is no answer" in err
    assert "nobody gets the item" in err


@pytest.mark.parametrize("way", ["csv", "heading", "file"])
def test_a_bill_of_materials_comes_pasted_or_from_a_file(tmp_path, capsys, way):
    rows = ["description,eccn,origin,value", "Laser,3B001,US,1200", "Frame,EAR99,DE,80"]
    Path("lines.csv").write_text("\n".join(rows))
    lines = {"csv": ["csv", *rows, ""], "heading": [*rows, ""], "file": ["file lines.csv"]}[way]
    done = led(tmp_path, "go content.lines", *lines, "")
    assert [line.description for line in done.facts.value("content.lines")] == ["Laser", "Frame"]
    assert done.session.at == ""


def test_a_wrong_bill_of_materials_is_not_taken_in_part(tmp_path, capsys):
    rows = ["csv", "description,eccn", "Laser,3B001", "Frame,9Z999", ""]
    done = led(tmp_path, "go content.lines", *rows, "file nosuch.csv")
    assert "content.lines" not in done.facts
    err = capsys.readouterr().err
    assert "Nothing was taken." in err and "nosuch.csv cannot be read" in err
    assert led(tmp_path, "go content.lines", "none").facts.value("content.lines") == ()
