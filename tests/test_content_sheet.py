"""The bill of materials as it is edited: rows with faults are kept, and never lighten the share."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.deals.content_csv import (
    NOT_NAMED,
    Rows,
    cells_of,
    first_cells,
    guessed_column,
    read_rows,
    row_of,
)
from engine.deals.content_sheet import Sheet
from engine.model import Ruleset
from records.reports.content import content_csv
from tests.support.app import small_law

PASTED = "Part\tClassification\tMade in\tTotal\nChip\t3X99\tUS\t1.200,50\nBoard\tEAR99\tDE\tten\n"


def law() -> Ruleset:
    return small_law().ruleset


def read(text: str, *columns: str) -> Rows:
    return read_rows(text, "pasted", law(), columns)


def test_pasted_columns_are_known_by_the_names_that_people_give_them() -> None:
    rows, faults = read("Item;Made in;Price;Qty\nChip;NL;2,50;4\n")
    assert not faults and not rows[0].faults
    assert rows[0].cells == {"description": "Chip", "origin": "NL", "value": "10"}


def test_a_row_that_cannot_be_read_is_kept_and_what_is_wrong_is_not_known() -> None:
    rows, faults = read(PASTED)
    assert not faults
    assert [row.number for row in rows] == [2, 3]
    assert "eccn" in rows[0].faults and rows[0].cells["eccn"] == "3X99"
    assert rows[0].line.eccn is None and str(rows[0].line.value) == "1200.5"
    assert rows[1].cells["value"] == "ten" and rows[1].line.value is None


def test_a_row_without_a_description_can_still_be_saved_in_a_draft() -> None:
    rows, _ = read("description,eccn,value\n,EAR99,5\n")
    assert rows[0].line.description == NOT_NAMED and "description" in rows[0].faults


def test_a_table_without_headings_takes_the_columns_it_is_told() -> None:
    assert first_cells("description\tvalue\nChip\t5\n") is None
    assert first_cells("Chip\tEAR99\tNL\t1200\n") == ["Chip", "EAR99", "NL", "1200"]
    guesses = [guessed_column(cell, law()) for cell in ("Chip", "EAR99", "NL", "1200")]
    assert guesses == ["description", "eccn", "origin", "value"]
    rows, _ = read("Chip\tEAR99\tx\t1200\n", "description", "eccn", "", "value")
    assert rows[0].cells == {"description": "Chip", "eccn": "EAR99", "value": "1200"}


def test_a_terminal_pastes_carriage_returns() -> None:
    text = "Chip\tEAR99\rBoard\tEAR99\r"
    assert first_cells(text) == ["Chip", "EAR99"]
    rows, faults = read(text, "description", "eccn")
    assert len(rows) == 2 and not faults


def test_every_change_is_one_step_back() -> None:
    rows, _ = read("description,value\na,1\nb,2\nc,\n")
    sheet = Sheet().insert(0, rows)
    assert sheet.total == (3, 1)
    moved = sheet.move(0, 2).delete(1).insert(0, [rows[2]])
    assert [row.cells["description"] for row in moved.rows] == ["c", "b", "a"]
    assert moved.undo().undo().undo().rows == sheet.rows
    assert moved.undo().redo() == moved
    assert sheet.move(0, -1) is sheet and Sheet().undo() == Sheet()


def test_a_cell_is_mended_in_place() -> None:
    rows, _ = read(PASTED)
    sheet = Sheet().insert(0, rows)
    assert [(fault.place, fault.column) for fault in sheet.faults] == [(0, "eccn"), (1, "value")]
    mended = sheet.set_cell(1, "value", "10", lambda cells: row_of(cells, law()))
    assert [fault.place for fault in mended.faults] == [0]
    assert mended.set_cell(1, "value", "", lambda cells: row_of(cells, law())).total[1] == 1


@settings(max_examples=40, deadline=None)
@given(
    st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=1, max_size=20)
)
def test_what_is_written_holds_no_formula_and_reads_back(description: str) -> None:
    row = row_of({"description": description, "value": "7"}, law())
    text = content_csv([cells_of(row.line)])
    assert text.splitlines()[1].lstrip('"')[:1] not in ("=", "+", "-", "@")
    [again], _ = read(text)
    if "description" not in row.faults:
        assert again.line == row.line
