"""Reading lists: the official download as JSON and CSV, and a CSV of one's own."""

import csv
import gzip
import json
from collections import Counter
from datetime import date

import pytest

from parties.entries import Address, Kind
from parties.lists.read import read_list
from parties.lists.sample import sample_list
from parties.lists.sources import SOURCES, listing_of, source_code
from tests.parties_samples import (
    DOWNLOAD,
    EL,
    HEADER,
    SDN,
    download,
    entry,
    needs_download,
    written,
)


def test_every_field_of_an_official_entry_is_kept(tmp_path):
    full = entry(
        source=SDN,
        entity_number="4711",
        type="Individual",
        programs=["NPWMD", "IRAN"],
        name="Ivo Imaginov",
        title="Director",
        addresses=[
            {"address": "1 Nowhere Rd", "city": "Sofia", "postal_code": "1", "country": "BG"}
        ],
        alt_names=["Ivo Imaginoff", "Ivo Imaginov"],
        nationalities=["TR"],
        citizenships=["BG"],
        dates_of_birth=["1970-01-01"],
        start_date="2020-02-03",
        ids=[{"type": "Passport", "number": "X1", "country": "BG"}],
        remarks="Linked to nobody",
    )
    found = read_list(written(tmp_path / "consolidated.json", download(full)))
    [party] = found.list.parties
    assert (found.list.name, found.list.published) == ("csl", date(2026, 7, 31))
    assert found.official
    assert (party.id, party.source, party.kind) == ("id-1", "SDN", Kind.PERSON)
    assert party.aliases == ("Ivo Imaginoff",)  # the name itself is no alias
    assert party.addresses == (Address("1 Nowhere Rd, Sofia, 1", "BG"),)
    assert party.countries == ("BG", "TR")
    assert party.programs == ("NPWMD", "IRAN")
    assert party.start_date == date(2020, 2, 3)
    assert party.identifiers == (
        *("born: 1970-01-01", "title: Director", "Passport: X1 (BG)", "list number: 4711"),
    )
    assert party.remarks == "Linked to nobody"


def test_the_official_csv_gives_the_same_parties_as_the_json(tmp_path):
    row = [
        *(
            "id-1",
            SDN,
            "4711",
            "Entity",
            "NPWMD; IRAN",
            "Example Works",
            "",
            "1 Nowhere Rd, CN; HK",
        ),
        *("90 FR 1", "2020-02-03", "", "", "", "", "", "", "", "", "", "", "", "https://example"),
        *("Works of Example; EW", "", "", "", "", "", "Passport, X1, BG"),
    ]
    cells = ",".join(f'"{cell}"' for cell in row)
    path = written(tmp_path / "consolidated.csv", f"{HEADER}\r\n{cells}\r\n")
    found = read_list(path, published=date(2026, 7, 31))
    [party] = found.list.parties
    assert (found.list.name, found.official) == ("csl", True)
    assert party.aliases == ("Works of Example", "EW")
    assert party.addresses == (Address("1 Nowhere Rd", "CN"), Address("", "HK"))
    assert party.programs == ("NPWMD", "IRAN")
    assert party.identifiers == ("Passport, X1, BG", "list number: 4711")


def test_a_new_column_of_the_download_is_left_alone(tmp_path):
    row = f"1,{EL},,,,Example{',' * 23},why\n"
    path = written(tmp_path / "consolidated.csv", f"{HEADER},address_notes\n{row}")
    assert len(read_list(path, published=date(2026, 7, 31)).list.parties) == 1


def test_a_list_of_ones_own_needs_names_alone(tmp_path):
    path = written(
        tmp_path / "Watch List 2.csv",
        "# title: Whom we do not supply\n# published: 2026-05-04\n"
        'Party;Alias;Address;Type\nPaperkite;"Kite; PK";"2 Nowhere Street, AE";entity\n',
    )
    found = read_list(path)
    [party] = found.list.parties
    assert (found.list.name, found.list.title) == ("watch-list-2", "Whom we do not supply")
    assert (found.list.published, found.list.sample) == (date(2026, 5, 4), False)
    assert (party.source, party.aliases) == ("WATCH-LIST-2", ("Kite", "PK"))
    assert party.addresses == (Address("2 Nowhere Street", "AE"),)
    assert listing_of(party.source) == "other"
    assert party.id.startswith("WATCH-LIST-2-")


def test_addresses_on_the_entity_list_are_parties(tmp_path):
    named = entry(name="Address 07", addresses=[{"address": "610 Nathan Road", "country": "HK"}])
    other = entry(2, name="Address 07 Trading Ltd.")
    found = read_list(written(tmp_path / "l.json", download(named, other)))
    assert [party.kind for party in found.list.parties] == [Kind.ADDRESS, Kind.UNKNOWN]


def test_names_within_a_name_become_aliases(tmp_path):
    names = ("LIM KOW SENG -AKA- ERIC LIM", "Cory (a.k.a Jason Cory Wilson) Wilson", "Akari Aka")
    entries = [entry(number, name=name) for number, name in enumerate(names)]
    found = read_list(written(tmp_path / "l.json", download(*entries)))
    assert [party.aliases for party in found.list.parties] == [
        ("LIM KOW SENG", "ERIC LIM"),
        ("Jason Cory Wilson",),  # “Cory” alone would meet everybody of that name
        (),
    ]


@pytest.mark.parametrize(
    ("words", "code", "listing"),
    [
        (EL, "EL", "entity-list"),
        (
            "Military End User (MEU) List - Bureau of Industry and Security",
            "MEU",
            "military-end-user",
        ),
        ("Unverified List (UVL) - Bureau of Industry and Security", "UVL", "unverified"),
        ("Denied Persons List (DPL) - Bureau of Industry and Security", "DPL", "denied-person"),
        (SDN, "SDN", "sdn"),
        ("ITAR Debarred (DTC) - State Department", "DTC", "debarred"),
        ("Nonproliferation Sanctions (ISN) - State Department", "ISN", "nonproliferation"),
        ("Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department", "MBS", "other"),
        ("Brand New Sanctions (BNS) - Treasury Department", "BNS", "other"),
        ("entity list", "EL", "entity-list"),
        ("el", "EL", "entity-list"),
        ("our-own", "OUR-OWN", "other"),
        ("a list without any code", "", "other"),
    ],
)
def test_sources_have_codes_and_words(words, code, listing):
    assert (source_code(words), listing_of(source_code(words))) == (code, listing)


def test_the_sample_is_marked_and_has_every_listing():
    sample = sample_list()
    assert sample.sample
    assert 40 <= len(sample.parties) <= 60
    assert {listing_of(party.source) for party in sample.parties} == {
        source.listing for source in SOURCES.values()
    }


@needs_download
def test_the_whole_download_is_read():
    found = read_list(DOWNLOAD)
    parties = found.list.parties
    assert (len(parties), found.unread) == (25_921, 0)
    assert len({party.id for party in parties}) == 25_921
    counts = Counter(party.source for party in parties)
    assert counts["SDN"] == 19_181
    assert counts["EL"] == 3_420
    assert sum(counts[code] for code in SOURCES) == 25_921
    assert sum(party.kind is Kind.ADDRESS for party in parties) == 19
    assert sum(len(party.names) for party in parties) >= 57_174 - 17  # aliases told twice


@needs_download
def test_the_download_as_csv_gives_the_parties_of_the_json(tmp_path):
    entries = json.loads(gzip.decompress(DOWNLOAD.read_bytes()))["results"][::17]
    # A semicolon parts values in the CSV, so one within a name cannot be told from it.
    entries = [e for e in entries if not any(";" in name for name in e["alt_names"])]
    path = tmp_path / "consolidated.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER.split(","))
        for one in entries:
            cells = {**one, "_id": one["id"], "ids": ""}
            cells["addresses"] = "; ".join(address["country"] for address in one["addresses"])
            for key in ("programs", "alt_names"):
                cells[key] = "; ".join(one[key])
            rows.writerow([cells[key] or "" for key in HEADER.split(",")])
    as_json = written(tmp_path / "consolidated.json", download(*entries))
    by_csv = read_list(path, published=date(2026, 7, 31)).list
    by_json = read_list(as_json).list
    assert len(by_csv.parties) > 1_500
    same = [party for party in by_json.parties if all(a.country for a in party.addresses)]
    assert set(same) <= set(by_csv.parties)
    assert len(same) > len(by_json.parties) - 10
