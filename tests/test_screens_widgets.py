"""The parts of the screens: what they show, readable without color, and what they say."""

import pytest
from textual.binding import Binding

from engine.eccn import parse_eccn
from engine.facts import NOT_KNOWN, Answer
from engine.interview.law import Prospect
from engine.interview.session import SectionProgress
from engine.model import ListEntry
from engine.outcome import Outcome
from screens.actions import PLACES, actions_of, all_actions, bindings
from screens.deals.deal_forms import content_check, party_check
from screens.determinations.determination_text import answer_text
from screens.determinations.saved_determination import determination_of
from screens.outcome_words import STYLES, WORDS, words_of
from screens.plain import one_line, plain
from screens.searches import country_search, eccn_search
from screens.widgets.answer_widget import AnswerWidget, Asked
from screens.widgets.choice_answers import ChoiceAnswer, JudgementAnswer, SetAnswer
from screens.widgets.choice_list import ChoiceList, Line
from screens.widgets.list_answers import PartiesAnswer
from screens.widgets.marked_line import MarkedLine
from screens.widgets.section_bar import section_line
from screens.widgets.typed_answers import LineAnswer, PickAnswer, PicksAnswer
from tests.support.app import settle, small_law
from tests.support.screen_text import screen_text
from tests.support.widget_app import WidgetApp

SCREENS = [place for place in PLACES if place != "everywhere"]


def asked(name: str, given: Answer | None = None) -> Asked:
    law = small_law()
    return Asked(law.ruleset.facts[name], law, given, user="J. Doe")


async def played(widget: AnswerWidget, *keys: str) -> tuple[WidgetApp, str]:
    """The app after the keys, and what it showed."""
    app = WidgetApp(widget)
    async with app.run_test(size=(80, 24), message_hook=app.keep) as pilot:
        await settle(pilot)
        next(part for part in widget.query("*") if part.focusable).focus()
        for key in keys:
            await pilot.press(key)
        await settle(pilot)
        shown = screen_text(app)
    return app, shown


async def test_a_mark_is_readable_without_color() -> None:
    _, shown = await played(ChoiceAnswer(asked("item.us_origin", Answer(True))))
    assert "(x) y Yes" in shown and "( ) n No" in shown


async def test_not_known_is_marked_as_an_answer() -> None:
    _, shown = await played(ChoiceAnswer(asked("item.us_origin", NOT_KNOWN)))
    assert "(x) k I do not know" in shown


async def test_the_cursor_is_readable_without_color() -> None:
    _, shown = await played(ChoiceAnswer(asked("item.us_origin")), "down")
    assert "> ( ) n No" in shown and "  ( ) y Yes" in shown


@pytest.mark.parametrize(
    ("keys", "value"), [(["y"], True), (["n"], False), (["down", "enter"], False)]
)
async def test_yes_or_no_is_answered_by_a_letter_or_enter(keys: list[str], value: bool) -> None:
    app, _ = await played(ChoiceAnswer(asked("item.us_origin")), *keys)
    assert [m.answer.value for m in app.of(AnswerWidget.Answered)] == [value]


async def test_i_do_not_know_is_one_of_the_choices() -> None:
    app, _ = await played(ChoiceAnswer(asked("item.us_origin")), "k")
    assert len(app.of(AnswerWidget.NotKnown)) == 1
    assert not app.of(AnswerWidget.Answered)


async def test_each_choice_says_what_it_leads_to() -> None:
    question = asked("item.us_origin")
    prospects = [
        Prospect(True, "yes", Outcome.LICENSE_REQUIRED),
        Prospect(False, "no", Outcome.NOT_SUBJECT),
        Prospect(None, "not known", Outcome.NEEDS_INFORMATION),
    ]
    _, shown = await played(
        ChoiceAnswer(Asked(question.fact, question.law, None, prospects, "", Outcome.PROHIBITED))
    )
    assert "! license required" in shown and "- not subject" in shown


async def test_a_judgement_needs_a_reason() -> None:
    app, shown = await played(JudgementAnswer(asked("item.published")), "y", "enter")
    assert not app.of(AnswerWidget.Answered)
    assert "needs a reason" in shown


async def test_a_judgement_carries_name_and_reason() -> None:
    app, _ = await played(JudgementAnswer(asked("item.published")), "n", *"drawings", "enter")
    (message,) = app.of(AnswerWidget.Answered)
    assert message.answer == Answer(False, by="J. Doe", reason="drawings")


async def test_a_set_may_be_answered_with_none_of_these() -> None:
    app, _ = await played(SetAnswer(asked("item.part746_supplements")), "d")
    assert [m.answer.value for m in app.of(AnswerWidget.Answered)] == [frozenset()]


async def test_a_set_keeps_what_was_marked() -> None:
    app, shown = await played(SetAnswer(asked("item.part746_supplements")), "2", "d")
    assert "[x] 2 Supplement 4" in shown and "Done: the 1 marked" in shown
    assert [m.answer.value for m in app.of(AnswerWidget.Answered)] == [frozenset({"supp-4"})]


async def test_a_country_is_found_by_a_few_letters() -> None:
    app, _ = await played(PickAnswer(asked("destination.country")), *"holl", "enter")
    assert [m.answer.value for m in app.of(AnswerWidget.Answered)] == ["NL"]


async def test_an_eccn_is_found_by_its_paragraph() -> None:
    app, _ = await played(PickAnswer(asked("item.eccn")), *"3b001.c.1", "enter")
    (message,) = app.of(AnswerWidget.Answered)
    assert message.answer.value == parse_eccn("3B001.c.1")


async def test_an_unknown_eccn_is_refused_in_words() -> None:
    app, shown = await played(PickAnswer(asked("item.eccn")), *"9z999", "enter")
    assert not app.of(AnswerWidget.Answered)
    assert "9z999" in shown and "not an ECCN" in shown


async def test_a_list_of_eccns_grows_by_enter_and_is_done_from_below() -> None:
    app, _ = await played(
        PicksAnswer(asked("production.technology")), *"3e992", "enter", "tab", "enter"
    )
    (message,) = app.of(AnswerWidget.Answered)
    assert message.answer.value == (parse_eccn("3E992"),)


async def test_an_empty_list_is_an_answer() -> None:
    app, shown = await played(PicksAnswer(asked("production.technology")), "enter", "enter")
    assert "Done: none" in shown
    assert [m.answer.value for m in app.of(AnswerWidget.Answered)] == [()]


async def test_an_amount_that_cannot_be_read_is_told_in_words() -> None:
    app, shown = await played(LineAnswer(asked("content.value")), *"ten", "enter")
    assert not app.of(AnswerWidget.Answered)
    assert "“ten”" in shown


async def test_an_amount_is_tried_while_it_is_typed() -> None:
    app, _ = await played(LineAnswer(asked("content.value")), *"120", "enter")
    assert app.of(AnswerWidget.Tried)[-1].value == 120
    assert [m.answer.value for m in app.of(AnswerWidget.Answered)] == [120]


async def test_a_party_is_kept_as_soon_as_its_form_is_done() -> None:
    app, shown = await played(PartiesAnswer(asked("parties")), "a", *"Fab", "ctrl+s")
    (kept,) = app.of(AnswerWidget.Kept)
    assert kept.value[0].name == "Fab"
    assert "Fab" in shown and "not screened" in shown


async def test_a_party_without_a_name_is_refused() -> None:
    app, shown = await played(PartiesAnswer(asked("parties")), "a", "ctrl+s")
    assert not app.of(AnswerWidget.Kept)
    assert "no name" in shown


async def test_marks_on_a_line_move_with_the_arrows() -> None:
    line = MarkedLine({"": "not known", "yes": "yes", "no": "no"}, frozenset({""}))
    app = WidgetApp(line)
    async with app.run_test(size=(60, 5)) as pilot:
        line.focus()
        await pilot.press("right", "space")
        shown = screen_text(app)
    assert line.marked == {"yes"}
    assert "( ) not known" in shown and "(x) yes" in shown


def test_marking_one_of_a_line_of_several_takes_not_known_off() -> None:
    line = MarkedLine({"": "not known", "a": "A", "b": "B"}, frozenset({""}), several=True)
    line.set_reactive(MarkedLine.cursor, 1)
    line.action_pick()
    assert line.marked == {"a"}
    line.action_pick()
    assert line.marked == {""}


def test_text_from_strangers_is_never_markup_nor_control_codes() -> None:
    shown = plain("[bold red]x[/] \x1b[31mred\u202e").plain
    assert "[bold red]x[/]" in shown
    assert "\x1b" not in shown and "\u202e" not in shown
    assert one_line("a\nb").plain == "a b"


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_section_bar_fits_its_width(width: int) -> None:
    titles = ("Item", "Origin", "U.S. content", "Destination", "Parties", "End use", "Transaction")
    sections = tuple(SectionProgress(title, 1, 12) for title in titles)
    line = section_line(sections, "Destination", width)
    assert line.cell_length <= width
    assert "Destination" in line.plain


def test_a_finished_section_and_the_one_at_hand_are_marked_by_signs() -> None:
    sections = (SectionProgress("Item", 2, 0), SectionProgress("Origin", 0, 3))
    assert section_line(sections, "Origin", 80).plain == "+Item >Origin 3 "


def test_countries_are_searched_by_code_name_and_alias() -> None:
    search = country_search(small_law().ruleset)
    assert search("kr")[0].key == "KR"
    assert {match.key for match in search("korea")} == {"KR", "KP"}
    assert search("viet nam")[0].key == "VN"
    assert not search("atlantis")


def test_eccns_are_searched_by_number_paragraph_and_title() -> None:
    search = eccn_search(small_law().ruleset)
    assert search("ear99")[0].key == "EAR99"
    assert search("3b001.c")[0].key == "3B001.c"
    assert [match.key for match in search("making chips")] == ["3B001"]
    assert isinstance(small_law().ruleset.entries["3B001"], ListEntry)


def test_every_outcome_has_a_word_a_sign_and_a_style_of_its_own() -> None:
    assert set(WORDS) == set(Outcome)
    assert len({words.sign for words in WORDS.values()}) == len(WORDS)
    assert {words.style for words in WORDS.values()} == set(STYLES)
    assert "success" not in STYLES[WORDS[Outcome.NO_LICENSE_REQUIRED].style]
    assert words_of("something-newer").banner == "SOMETHING-NEWER"


def test_every_action_has_help_and_ids_are_unique() -> None:
    assert all(action.help and action.verb and action.area for action in all_actions())
    assert len({action.id for action in all_actions()}) == len(all_actions())


@pytest.mark.parametrize("place", ["home", "everywhere"])
def test_the_places_of_the_first_paint_have_their_actions_in_a_module_of_their_own(
    place: str,
) -> None:
    """Their bindings are made from these modules alone, as the first paint reads no others."""
    all_here = [action.id for action in all_actions() if place in action.places and action.keys]
    assert [binding.id for binding in bindings(place) if isinstance(binding, Binding)] == all_here


@pytest.mark.parametrize("place", SCREENS)
def test_no_key_means_two_things_in_one_place(place: str) -> None:
    keys = [key for action in actions_of(place) for key in action.keys.split(",") if key]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("place", SCREENS)
def test_keys_that_terminals_swallow_are_not_used(place: str) -> None:
    eaten = {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+a", "ctrl+b", "f10", "f11"}
    used = {key for action in actions_of(place) for key in action.keys.split(",")}
    assert not used & eaten


def test_the_keys_of_the_footer_stand_on_a_line_of_80() -> None:
    for place in SCREENS:
        shown = [action for action in actions_of(place) if action.footer]
        # What goes with the answering of an exercise goes away with the result, and comes back.
        answering = {"question-before", "given", "rule-text"}
        of_result = {"twin", "next-case", "rule-page"}
        for hidden in (answering, of_result) if place == "exercise" else (set[str](),):
            seen = [a for a in shown if a.id not in hidden]
            assert sum(len(a.shown) + len(a.label or a.verb) + 3 for a in seen) <= 80, place


def test_forms_tell_which_field_is_wrong() -> None:
    ruleset = small_law().ruleset
    assert party_check(ruleset)({"name": "A", "country": "Atlantis"})[0][0] == "country"
    assert content_check(ruleset)({"description": "a", "value": "ten"})[0][0] == "value"
    assert not content_check(ruleset)({"description": "a", "value": "10", "origin": "US"})


def test_a_record_of_an_older_navicert_opens() -> None:
    made = determination_of({"outcome": "prohibited", "decisive": ["because"], "steps": [{}]})
    assert made.outcome == "prohibited" and made.decisive == ("because",)
    assert made.steps[0].holds == () and made.changes == ()


async def test_a_list_survives_a_terminal_without_room() -> None:
    app = WidgetApp(ChoiceList([Line("a", "a long label that has to wrap", False)]))
    async with app.run_test(size=(3, 2)) as pilot:
        await settle(pilot)
        await pilot.press("down")


def test_exceptions_are_told_once_for_the_same_conditions_and_bars() -> None:
    found = {"code": "TMP", "status": "candidate", "conditions": ["the terms"]}
    barred = {"status": "barred", "barred_by": ["No exceptions (SR 9)"]}
    made = determination_of(
        {
            "outcome": "license-required",
            "exceptions": [
                {**found, "cite": "SR 1"},
                {**found, "cite": "SR 2"},
                {**barred, "code": "LVS"},
                {**barred, "code": "GBS"},
                {"code": "AVS", "status": "unfit"},
            ],
        }
    )
    shown = answer_text(made).plain
    assert "? TMP is not shown to apply. Needed: the terms. [SR 1, SR 2]" in shown
    assert "X LVS, GBS taken away: No exceptions (SR 9)." in shown
    assert "of no help here: AVS" in shown


def test_a_long_list_of_open_points_says_how_many_it_leaves_out() -> None:
    questions = [{"ask": f"Question {number}?", "cite": "SR 1"} for number in range(20)]
    made = determination_of({"outcome": "needs-information", "questions": questions})
    shown = answer_text(made).plain
    assert "Question 5?" in shown and "Question 6?" not in shown
    assert "and 14 more" in shown
