"""`navicert ask`: what it says, what it takes, what it keeps, and how it ends."""

import io
import re
import signal
import sys
from pathlib import Path

import pytest

from commands import exits
from commands.ask import told_if_slow
from commands.ask_commands import COMMANDS
from commands.main import run
from engine.facts import Answer, Deal, Facts, FactType, State
from engine.interview.session import read
from engine.outcome import Outcome
from records.drafts import Drafts
from records.locations import drafts_folder
from screens.actions import all_actions
from tests.support.app import SMALL, small_law
from tests.support.spoken import DAY, answers, interview, lead
from tests.test_coverage import golden
from tui.services import FileDrafts

LAW = small_law()
ETCHER = answers(
    item__us_origin=True, item__kind="commodity", destination__country="CN"
).with_answer("item.published", Answer(False, by="Ann", reason="it is secret"))


@pytest.fixture(autouse=True)
def at_home(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NAVICERT_HOME", str(tmp_path / "home"))


def ask(monkeypatch, *lines, options=()):
    """The exit code of a command that reads these lines from a pipe."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return run(["ask", "--regime", str(SMALL), "--as-of", "2026-07-23", *options])


def draft():
    """The only draft."""
    saved = Drafts(drafts_folder()).saved()
    assert len(saved) == 1
    return LAW.read_deal(Drafts(drafts_folder()).load(saved[0].name).encode(), "draft")


WHOLE = (
    "help", "maybe", "why", "1", "preview", "outcome", "chi", "1", "no", "Ann",
    "the maker keeps it secret", "3b001.c", "explain", "quit",
)  # fmt: skip


def test_a_whole_interview_reads_the_same_wherever_it_goes(monkeypatch, capsys):
    code = ask(monkeypatch, *WHOLE)
    out, err = capsys.readouterr()
    named = re.sub(r"deal-[0-9a-f]{8}", "deal-NAME", out)
    golden("ask.txt", f"{named}-- stderr --\n{err}-- exit code {code}\n")


def test_nothing_moves_a_cursor_or_needs_color(monkeypatch, capsys):
    ask(monkeypatch, *WHOLE, "go parties", "A\x1b[31mB", "Red \x07 Co", "quit")
    out, err = capsys.readouterr()
    assert all(sign.isprintable() or sign == "\n" for sign in out + err)
    assert not set(out) & set("─│┌┐└┘━┃")


@pytest.mark.parametrize(
    ("country", "eccn", "code"),
    [
        ("IR", "3B001", exits.PROHIBITED),
        ("CN", "3B001", exits.LICENSE_REQUIRED),
        ("CN", "?", exits.NEEDS_INFORMATION),
    ],
)
def test_an_interview_to_its_end_has_the_exit_code_of_its_outcome(monkeypatch, country, eccn, code):
    facts = ETCHER.with_answer("destination.country", Answer(country))
    Path("deal.yaml").write_text(LAW.write_deal(Deal("Etcher", DAY, facts)))
    Path("lines.txt").write_text(f"go item.eccn\n{eccn}\n")
    given = ("deal.yaml", "--answers", "lines.txt")
    assert run(["ask", "--regime", str(SMALL), *given]) == code
    assert run(["determine", str(_kept()), "--regime", str(SMALL)]) == code


def _kept():
    return drafts_folder() / f"{Drafts(drafts_folder()).saved()[0].name}.yaml"


def test_lines_that_end_early_keep_the_draft_and_say_so(monkeypatch, capsys):
    assert ask(monkeypatch, "yes", "CN") == exits.NEEDS_INFORMATION
    assert "Go on with: navicert ask --draft deal-" in capsys.readouterr().out
    assert draft().facts.value("destination.country") == "CN"
    name = Drafts(drafts_folder()).saved()[0].name
    ask(monkeypatch, "go item.us_origin", "no", options=("--draft", name))
    assert draft().facts.value("item.us_origin") is False
    assert "2 answers are there" in capsys.readouterr().out


def test_an_interrupt_keeps_the_draft_and_says_so(monkeypatch, capsys):
    lines = iter(["yes\n"])

    class Typing(io.StringIO):
        def readline(self, *_):
            for line in lines:
                return line
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Typing())
    assert run(["ask", "--regime", str(SMALL)]) == exits.INTERRUPTED
    assert "The draft is kept." in capsys.readouterr().out
    assert draft().facts.value("item.us_origin") is True


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_terminal_keeps_what_was_told_of_a_party(monkeypatch, kind):
    lines = iter(["go parties\n", "Moonmill\n", "5\n", "CN\n"])

    class Typing(io.StringIO):
        def readline(self, *_):
            for line in lines:
                return line
            signal.raise_signal(kind)
            raise AssertionError("it goes on")

    monkeypatch.setattr(sys, "stdin", Typing())
    assert run(["ask", "--regime", str(SMALL)]) == exits.INTERRUPTED
    (party,) = draft().facts.value("parties")
    assert (party.name, party.country) == ("Moonmill", "CN")


def test_a_draft_that_the_app_changed_meanwhile_is_not_written_over(monkeypatch, capsys):
    ask(monkeypatch, "yes", "quit")
    (first,) = Drafts(drafts_folder()).saved()
    of_app = LAW.write_deal(Deal("Of the app", DAY, ETCHER))

    monkeypatch.setattr(sys, "stdin", io.StringIO("title Etcher\n"))
    kept = Drafts.open

    def opened(self, name):
        text = kept(self, name)
        Drafts(drafts_folder()).save(name, of_app)
        return text

    monkeypatch.setattr(Drafts, "open", opened)
    assert run(["ask", "--regime", str(SMALL), "--draft", first.name]) == exits.NEEDS_INFORMATION
    told = capsys.readouterr()
    own = re.findall(r"--draft (\S+)", told.out)[-1]
    assert "Another Navicert changed this draft" in told.err and own != first.name
    assert Drafts(drafts_folder()).load(first.name) == of_app
    assert "title: Etcher" in Drafts(drafts_folder()).load(own)


def test_a_deal_without_an_answer_leaves_no_draft(monkeypatch, capsys):
    ask(monkeypatch, "help", "nowhere", "quit")
    assert not Drafts(drafts_folder()).saved()
    assert "there is no draft" in capsys.readouterr().out


def test_a_script_that_goes_wrong_stops_at_the_line(monkeypatch, capsys):
    Path("lines.txt").write_text("yes\nmaybe\nCN\n")
    code = ask(monkeypatch, options=("--answers", "lines.txt"))
    assert code == exits.BAD_INPUT
    err = capsys.readouterr().err
    assert "Line 2: “maybe” is not a country" in err
    assert "stopped at line 2 of the answers: 1 line not understood" in err
    assert "destination.country" not in draft().facts  # what came after it answers nothing


def test_a_mark_that_editors_put_first_is_no_part_of_the_answer(monkeypatch):
    Path("lines.txt").write_text("yes\r\nCN\r\n", "utf-8-sig", newline="")
    ask(monkeypatch, options=("--answers", "lines.txt"))
    assert set(draft().facts) == {"item.us_origin", "destination.country"}


def test_a_pipe_may_be_wrong_twice_in_a_row(monkeypatch, capsys):
    assert ask(monkeypatch, "x1", "x2", "yes", "x3", "x4", "x5", "CN") == exits.BAD_INPUT
    assert "stopped at line 6" in capsys.readouterr().err
    assert set(draft().facts) == {"item.us_origin"}


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("nosuch.yaml",), exits.BAD_INPUT, "nosuch.yaml"),
        (("--draft", "nosuch-1"), exits.RECORDS, "There is no draft"),
        (("deal.yaml", "--draft", "x"), exits.USAGE, "leave one out"),
        (("--as-of", "soon"), exits.USAGE, "is not a date"),
        (("--patience", "0"), exits.USAGE, "--patience"),
        (("--answers", "nosuch.txt"), exits.BAD_INPUT, "nosuch.txt"),
    ],
)
def test_what_cannot_begin_says_why(monkeypatch, capsys, options, code, words):
    assert ask(monkeypatch, options=options) == code
    assert words in capsys.readouterr().err


def test_what_takes_long_is_told(monkeypatch, capsys):
    monkeypatch.setattr("commands.ask.SOON", 0.01)
    with told_if_slow("loading the rules"):
        import time

        time.sleep(0.1)
    assert "loading the rules …" in capsys.readouterr().err


# Answers of every type ----------------------------------------------------------------------------


def led(tmp_path, *lines, facts=ETCHER, **given):
    """An interview on the deal, led to the end of its lines."""
    return lead(interview(LAW, lines, tmp_path / "drafts", Deal("Etcher", DAY, facts), **given))


OF_TYPE = {
    FactType.YES_NO: ("item.us_origin", ["no"], False),
    FactType.JUDGEMENT: ("item.published", ["no", "Ann", "it is secret"], False),
    FactType.CHOICE: ("item.kind", ["2"], "software"),
    FactType.SET: ("item.part746_supplements", ["1", "supp-4", ""], {"supp-2", "supp-4"}),
    FactType.COUNTRY: ("destination.country", ["Iran"], "IR"),
    FactType.COUNTRIES: ("sender.headquarters", ["none"], set()),
    FactType.ECCN: ("item.eccn", ["3b001.c"], "3B001.c"),
    FactType.ECCNS: ("production.technology", ["3E001", "3B001", "remove 3E001", ""], ["3B001"]),
    FactType.MONEY: ("content.value", ["125,000"], "125000"),
    FactType.PERCENT: ("content.declared_share", ["12.5"], "12.5"),
    FactType.NUMBER: ("item.app_weighted_teraflops", ["4800"], "4800"),
    FactType.DATE: ("transaction.signed", ["2026-07-23"], "2026-07-23"),
    FactType.TEXT: ("item.description", ["=later"], "later"),
    FactType.PARTIES: ("parties", ["Fab", "5", "CN", *[""] * 7, ""], 1),
    FactType.CONTENT: ("content.lines", ["Laser", "3B001", "US", "12", *[""] * 4, ""], 1),
}


@pytest.mark.parametrize("kind", FactType)
def test_every_type_of_fact_can_be_answered_and_not_known(kind, tmp_path, capsys):
    name, lines, value = OF_TYPE[kind]
    done = led(tmp_path, f"go {name}", *lines)
    found = done.facts.value(name)
    if isinstance(value, int) and not isinstance(value, bool):
        assert len(found) == value
    elif isinstance(value, list):
        assert list(map(str, found)) == value
    elif isinstance(value, (bool, set)):
        assert found == value
    else:
        assert str(found) == value
    assert led(tmp_path, f"go {name}", "?").facts[name].state is State.NOT_KNOWN


def test_a_judgement_has_a_name_and_a_reason(tmp_path, capsys):
    done = led(tmp_path, "go item.published", "no", "", "Ann", "", "it is secret")
    answer = done.facts["item.published"]
    assert (answer.value, answer.by, answer.reason) == (False, "Ann", "it is secret")
    left = led(tmp_path, "go item.published", "no", "", "cancel", user="Bob", facts=Facts())
    assert "item.published" not in left.facts
    assert "An empty line means Bob." in capsys.readouterr().out


def test_an_assumption_is_marked_as_one(tmp_path, capsys):
    done = led(tmp_path, "assumptions", "1", "yes", "Ann", "counsel's advice")
    answer = done.facts["policy.rule_not_enforced"]
    assert (answer.state, answer.by) == (State.ASSUMED, "Ann")


def test_an_empty_line_ends_a_list_and_answers_nothing_else(tmp_path, capsys):
    done = led(tmp_path, "go item.part746_supplements", "", "go item.us_origin", "")
    assert done.facts == ETCHER
    err = capsys.readouterr().err
    assert "Nothing is on the list: write none" in err
    assert "An empty line is no answer." in err
    ended = led(tmp_path, "go item.part746_supplements", "1", "none")
    assert "item.part746_supplements" not in ended.facts
    assert ended.unfinished


# Going about --------------------------------------------------------------------------------------


def test_the_deal_can_be_gone_about_in(tmp_path, capsys):
    done = led(
        tmp_path, "go item.us_origin", "no", "back", "yes", "undo", "undo", "redo",
        "go item.kind", "take back", "title Etcher two", "date 2026-07-23", "note As agreed",
    )  # fmt: skip
    assert done.facts.value("item.us_origin") is False
    assert "item.kind" not in done.facts
    deal = done.session.deal
    assert (deal.title, deal.as_of.isoformat(), deal.note) == (
        "Etcher two", "2026-07-23", "As agreed",
    )  # fmt: skip


def test_later_and_next_leave_a_question(tmp_path, capsys):
    first = read(interview(LAW, [], tmp_path).session, LAW, DAY).current
    done = lead(interview(LAW, ["later"], tmp_path))
    assert done.reading.current is not first
    assert led(tmp_path, "go item.us_origin", "next").session.at == ""


def test_answers_and_questions_are_lists_to_choose_from(tmp_path, capsys):
    assert led(tmp_path, "answers", "3").session.at == "item.us_origin"
    assert led(tmp_path, "answers", "").session.at == ""
    assert led(tmp_path, "questions", "9", "1").session.at == "item.eccn"
    told = capsys.readouterr().out
    assert "1. Item: the kind: commodity" in told
    assert "an empty line leaves everything as it is" in told


def test_a_change_says_what_it_did_to_the_outcome(tmp_path, capsys):
    led(tmp_path, "go destination.country", "Iran")
    out = capsys.readouterr().out
    assert "Where we stand: prohibited." in out
    assert "Because: Nothing goes to Iran" in out


def test_regimes_and_a_law_that_is_supposed(tmp_path, capsys):
    led(tmp_path, "regimes", "1", "regimes nowhere", "suppose nosuch.yaml", "suppose")
    out, err = capsys.readouterr()
    assert "The deal calls for small: it is always run." in out
    assert "“nowhere” is no regime" in err
    assert "This overlay cannot be used" in err


def test_a_file_is_written_over_only_if_told(tmp_path, capsys):
    target = tmp_path / "deal.yaml"
    led(tmp_path, f"write {target}", "go item.us_origin", f"write {target}", "no", "no")
    assert LAW.read_deal(target.read_bytes(), "deal").facts == ETCHER


def test_saving_keeps_a_record(monkeypatch, capsys):
    ask(monkeypatch, "yes", "save", "Ann", "order 17", "quit")
    out = capsys.readouterr().out
    record = re.search(r"Saved as (\S+)\.", out)[1]
    assert run(["records", "show", record]) == exits.DONE
    shown = capsys.readouterr().out
    assert "Ann" in shown and "order 17" in shown


def test_a_command_in_the_midst_of_free_text_needs_a_sign(tmp_path, capsys):
    done = led(tmp_path, "go item.description", "title Deed", "/title Deed", "=title Deed")
    assert (done.session.deal.title, done.facts.value("item.description")) == ("Deed", "title Deed")
    assert "Write /title Deed if it is a command" in capsys.readouterr().err


def test_the_app_goes_on_with_the_draft_and_back(monkeypatch, capsys):
    ask(monkeypatch, "yes", "title Etcher", "quit")
    kept = FileDrafts(drafts_folder)
    (card,) = kept.cards()
    assert card.title == "Etcher"
    deal = LAW.read_deal(kept.read(card.id), "draft")
    changed = deal.facts.with_answer("destination.country", Answer("CN"))
    kept.write(card.id, LAW.write_deal(Deal(deal.title, deal.as_of, changed)))
    ask(monkeypatch, "answers", "", "quit", options=("--draft", card.id))
    assert "Destination: the destination: China" in capsys.readouterr().out


# Several items, and supposed answers --------------------------------------------------------------


def test_a_deal_of_several_items_is_led_item_by_item(tmp_path, capsys):
    done = led(
        tmp_path, "copy item Spare part", "go item.kind", "2", "name item Program", "items", "1",
        "go item.eccn", "3B001", "next item", "outcome", "drop item 7", "item 2",
    )  # fmt: skip
    deal = done.session.deal
    assert [item.name for item in deal.items] == ["Item 1", "Program"]
    assert [item.facts.value("item.kind") for item in deal.items] == ["commodity", "software"]
    assert deal.items[0].facts.value("item.eccn") is not None
    out, err = capsys.readouterr()
    assert "This is item 2 of 2: Program." in out
    assert "\nItem 1: license required." in out
    assert "is no number from 1 to 2" in err
    one = led(tmp_path, "copy item B", "drop item 2", "item 1")
    assert not one.session.several


def test_an_answer_can_count_for_one_item_alone(tmp_path, capsys):
    done = led(
        tmp_path, "add item B", "go destination.country", "alone", "Iran", "go parties", "alone"
    )
    deal = done.session.deal
    assert deal.facts.value("destination.country") == "CN"
    assert deal.items[1].facts.value("destination.country") == "IR"
    assert "cannot count for one item of several alone" in capsys.readouterr().err


def test_the_exit_code_is_of_the_deal_over_its_items(monkeypatch, capsys):
    lines = ["yes", "CN", "no", "Ann", "secret", "commodity", "EAR99", "copy item B"]
    rest = ["go item.eccn", "3B001"]
    Path("lines.txt").write_text("\n".join([*lines, *rest]))
    code = ask(monkeypatch, options=("--answers", "lines.txt"))
    assert code == exits.LICENSE_REQUIRED, capsys.readouterr().out[-900:]
    assert [item.name for item in draft().items] == ["Item 1", "B"]


def test_products_and_templates_are_kept_and_put_in(tmp_path, capsys):
    led(tmp_path, "keep product Etcher", "keep template Our deals", "keep product etcher", "no")
    out = capsys.readouterr().out
    assert "Kept as the product Etcher" in out and "Kept as the template Our deals" in out
    assert "Not kept." in out
    put = led(tmp_path, "put product", "1", facts=Facts())
    assert put.facts.value("item.kind") == "commodity"
    assert put.facts["item.kind"].source.startswith("product Etcher, kept ")
    more = led(tmp_path, "add product etcher", "put product nosuch", "what if", "keep product X")
    assert [item.name for item in more.session.deal.items] == ["Item 1", "Etcher"]
    err = capsys.readouterr().err
    assert "nosuch" in err and "What is supposed cannot be kept" in err


def test_supposed_answers_are_kept_only_if_told(tmp_path, capsys):
    supposed = ("what if", "go destination.country", "Iran", "save", "explain")
    done = led(tmp_path, *supposed)
    assert done.session.true_deal.facts == ETCHER
    out, err = capsys.readouterr()
    assert "WHAT IF. Where we stand: prohibited." in out
    assert "An exercise cannot be saved" in err
    dropped = led(tmp_path, *supposed, "what if", "2")
    assert (dropped.facts, dropped.session.supposing) == (ETCHER, False)
    kept = led(tmp_path, *supposed, "what if", "", "what if", "1")
    assert kept.facts.value("destination.country") == "IR"
    assert led(tmp_path, "what if", "what if").session.truth is None


# What the screen can do ---------------------------------------------------------------------------

WORDS = {
    "not-known": "?",
    "determination": "explain",
    "take-back": "take back",
    "details": "title",
    "home": "quit",
    "what-if": "what if",
    "next-item": "next item",
    "draft-history": "history",
    "open-fact": "law",
    "put-product": "put product",
    "keep-product": "keep product",
    "keep-template": "keep template",
}
"""Actions of the interview whose command is called otherwise; the others go by their own id."""

WITHOUT: dict[str, str] = {}
"""Actions of the interview that no line can do, each with the reason."""


def test_what_the_interview_s_screen_can_do_has_a_word() -> None:
    """A new action wants a command in commands/ask_commands.py, or its reason in WITHOUT."""
    words = {command.word for command in COMMANDS} | {"?"}
    for action in all_actions():
        if "interview" in action.places and action.id not in WITHOUT:
            assert WORDS.get(action.id, action.id) in words, action.id


def test_every_command_says_what_it_does() -> None:
    assert all(command.help for command in COMMANDS)
    assert len({command.word for command in COMMANDS}) == len(COMMANDS)


def test_an_answer_keeps_its_deal_readable(tmp_path, capsys):
    """Whatever was answered, the draft can be read again."""
    lines = [line for name, some, _ in OF_TYPE.values() for line in (f"go {name}", *some)]
    done = led(tmp_path, *lines, user="Ann", facts=Facts())
    assert len(done.facts) == len(OF_TYPE)
    text = (tmp_path / "drafts" / "draft.yaml").read_bytes()
    assert LAW.read_deal(text, "draft").facts == done.facts
    assert isinstance(done.facts["item.kind"], Answer)
    assert done.reading.outcome in Outcome


def test_the_name_in_the_settings_is_proposed(monkeypatch, capsys):
    assert run(["settings", "set", "user", "J. Doe"]) == exits.DONE
    ask(monkeypatch, "go item.published", "no", "", "it is secret", "quit")
    assert draft().facts["item.published"].by == "J. Doe"
