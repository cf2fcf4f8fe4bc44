"""Bills of materials from CSV: the shapes spreadsheets write, and faults by row."""

from decimal import Decimal

import pytest

from engine.deals.content_csv import read_content_csv
from engine.eccn import Eccn
from engine.facts import ContentLine
from engine.faults import InputFaults
from tests.small_ruleset import small_ruleset

RULESET = small_ruleset()
CONTROLLER = ContentLine("controller", Eccn("3A991"), "US", Decimal("1234.5"))


def read(data):
    return read_content_csv(data, "bom.csv", RULESET)


def faults_of(data):
    with pytest.raises(InputFaults) as raised:
        read(data)
    return [str(fault) for fault in raised.value.faults]


@pytest.mark.parametrize(
    "data",
    [
        'description,eccn,origin,value\ncontroller,3A991,US,"1,234.50"\n',
        "Description;ECCN;Country of origin;Value USD\r\ncontroller;3a991;USA;1.234,50\r\n",
        "sep=;\nPart;ECCN;Origin;Value\ncontroller;3A991;United States;1234,5\n",
        "part\teccn\tmade in\tamount\ncontroller\t3A991\tUS\t$1234.50\n",
        "\ufeffdescription,eccn,origin,value\n\ncontroller,3A991,US,1234.5\n,,,\n",
        "description,eccn,origin,value\ncontroller,3A991,US,1234.5\n".encode("utf-16"),
        b"\xef\xbb\xbfdescription,eccn,origin,value\ncontroller,3A991,US,1234.5",
        "description,eccn,origin,qty,unit price,currency\ncontroller,3A991,US,2,617.25,USD\n",
        "position,description,eccn,origin,value\n17,controller,3A991,US,1234.5\n",
    ],
)
def test_shapes_that_spreadsheets_write(data):
    assert read(data) == (CONTROLLER,)


def test_empty_cells_are_not_known():
    (line,) = read("description,eccn,origin,value,incorporated\nbolt,,,,yes\n")
    assert line == ContentLine("bolt", incorporated=True)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ("", "bom.csv:1:1: the file is empty; name the columns in the first row"),
        ("eccn\n3A991\n", "bom.csv:1:1: the first row names no “description”"),
        ("description,orign\nx,US\n", "1:2: “orign” is not a column that is read; did you mean"),
        ("description,value,value\nx,1,1\n", "1:3: the column “value” stands twice"),
        ("description,value\nx,-1\n", "2:2: value: “-1” is negative"),
        ("description;value\nx;1.500\n", "2:2: value: “1.500” can be read as 1500"),
        ("description,value\nx,1,500\n", "2:3: this row has 3 cells, and the first row names 2"),
        ("description,value\nx,€5\n", "2:2: value: “€5” is not in U.S. dollars"),
        ("description,value,currency\nx,5,EUR\n", "2:3: currency: not U.S. dollars"),
        ("description,eccn\nx,9Z999\n", "2:2: eccn: “9Z999” is not an ECCN"),
        ("description,origin\nx,Atlantis\n", "2:2: origin: “Atlantis” is not a country"),
        ("description,value\n,5\n", "2:1: description: the line has no description"),
        ("description,value\nTotal,5\n", "2:1: description: this looks like a sum"),
        ("description,qty,unit price,value\nx,2,5,11\n", "$11 is not quantity times unit value"),
        ("description,unit price\nx,5\n", "2:2: unit_value: a unit value without a quantity"),
        ("description,value\nx\x1b[0m,5\n", "2:1: description: sign 2 is the control character"),
        ('description,value\n"x,5\n', "2:1: this is not CSV"),
        (b"description\nx\xff\n", "2:1: the byte 0xff is not UTF-8"),
        (b"description\n" + b"x\n" * 2_600_000, "the file is too large to read"),
        ("description\n" + "x\n" * 10_001, "bom.csv:10002:1: more than 10,000 lines"),
    ],
)
def test_faults_by_row(data, fault):
    (found,) = faults_of(data)
    assert fault in found


def test_all_faults_at_once():
    assert len(faults_of("description,value,eccn\nx,-1,3A991\ny,2,ZZ\nz,3,3A991\n")) == 2
