"""`navicert ask` as one hears it: where one is, what is told, and what is told once."""

import re
import sys

from tests.test_ask import at_home, led

__all__ = ["at_home"]


def test_the_law_behind_a_question_can_be_heard(tmp_path, capsys):
    led(tmp_path, "go item.us_origin", "law", "law small.iran", "law china", "law nowhere")
    out, err = capsys.readouterr()
    assert "item.us_origin" in out
    assert "Nothing goes to Iran." in out
    assert "China" in out
    assert "nothing in the law is called “nowhere”" in err


def test_the_open_questions_can_be_heard_as_a_letter(tmp_path, capsys):
    led(tmp_path, "letter", "1")
    out = capsys.readouterr().out
    assert "To whom, and how many questions each has:" in out
    assert "What is its ECCN?" in out.partition("Number: 1")[2]


def test_how_the_answer_moved_can_be_heard(tmp_path, capsys):
    led(tmp_path, "history")
    out = capsys.readouterr().out
    assert "Small Regulations:\n" in out
    assert "2019-01-01" in out


def test_where_one_is_can_be_heard(tmp_path, capsys):
    led(tmp_path, "go parties", "Moonmill", "", "where", "", "cancel", "next", "where")
    party, end = capsys.readouterr().out.split("where\n")[1:]
    assert "You are at: Country, of Moonmill.\n" in party
    assert party.rstrip().endswith("Country:") or "Country: \n" in party
    assert re.search(r"Question: .+\nSection: .+\n\d+ answers? (are|is) given.\nQuestions: ", end)
    assert "Where we stand: cannot be said yet." in end


def test_a_question_heard_before_is_asked_in_short(tmp_path, capsys):
    led(tmp_path, "go item.kind", "next", "again")
    first, _, second, third = capsys.readouterr().out.split("Question: ")[1:]
    assert "Why: " in first and "Why: " not in second and "Why: " in third


def test_a_terminal_breaks_lines_between_words(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    led(tmp_path, "help", "quiet", "x" * 60)
    out, err = capsys.readouterr()
    words = [line for line in (out + err).splitlines() if "x" * 60 not in line]
    assert max(map(len, words)) <= 40
    assert "x" * 60 in out + err
