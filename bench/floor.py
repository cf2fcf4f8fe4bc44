"""The floor: 15 CFR 734.9 and 734.4 in two truth values, typed by hand.

What a careful programmer would type who needs no explanation, no unknown answers and no other
day than 2026-07-23: plain facts in, the truth of each rule out. `bench_determination.py` measures
the engine against it on the same deals; `tests/test_bench_floor.py` holds that both say the same.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

LAW_OF: Final = date(2026, 7, 23)

RULES: Final = (
    "ear.742.sme.sender-from-d5m",
    "ear.742.sme.excluded-deemed",
    "ear.742.sme.excluded-supp-4",
    "ear.742.sme.excluded-equivalent",
    "ear.742.sme.excluded",
    "ear.734.4.a.1",
    "ear.734.4.a.2",
    "ear.734.4.a.3.listed-abroad",
    "ear.734.4.a.3",
    "ear.734.4.a.4",
    "ear.734.4.a.5",
    "ear.734.4.a.6.i",
    "ear.734.4.a.6.ii",
    "ear.734.4.a.7",
    "ear.734.4.a.8",
    "ear.734.4.a.9",
    "ear.734.4.b.1",
    "ear.734.4.b.1.iv",
    "ear.734.4.c",
    "ear.734.4.d",
    "ear.734.4.d.3",
    "ear.734.4.c.1.note-3",
    "ear.734.4.g",
    "ear.734.9.a.3",
    "ear.734.9.b",
    "ear.734.9.c",
    "ear.734.9.d",
    "ear.734.9.e.1.product",
    "ear.734.9.e.1",
    "ear.734.9.e.1.affiliates",
    "ear.734.9.e.2.product",
    "ear.734.9.e.2",
    "ear.734.9.e.2.affiliates",
    "ear.734.9.e.3.product",
    "ear.734.9.e.3",
    "ear.734.9.e.3.affiliates",
    "ear.734.9.f.crimea",
    "ear.734.9.f",
    "ear.734.9.g.product",
    "ear.734.9.g",
    "ear.734.9.g.affiliates",
    "ear.734.9.h.product",
    "ear.734.9.h",
    "ear.734.9.i",
    "ear.734.9.j.product",
    "ear.734.9.j",
    "ear.734.9.k",
    "ear.734.9.l",
    "ear.734.9.part-inside",
    "ear.734.9.part-inside.affiliates",
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Places whose export rows are another country's.
_ROW_OF: Final = {
    place: country
    for country, places in {
        "AU": "CC CX HM NF",
        "CH": "LI",
        "CN": "HK",
        "DK": "FO GL",
        "FI": "AX",
        "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT",
        "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG",
        "NL": "BQ",
        "NO": "BV SJ",
        "NZ": "TK",
        "UA": "UA-09 UA-14 UA-43",
        "US": "AS GU MP PR UM VI",
    }.items()
    for place in places.split()
}

D1: Final = _words("AM AZ BY CN GE IQ KG KH KP KZ LA LY MD MM MN MO NI RU TJ TM UZ VE VN YE")
D3: Final = _words(
    "AF AM AZ BH BY CN CU EG GE IL IQ IR JO KG KP KW KZ LB LY MD MM MN MO OM PK QA RU SA SY TJ TM"
    " TW UZ VE VN YE"
)
D4: Final = _words("BH BY CN EG IL IQ IR JO KP KW LB LY MO OM PK QA RU SA SY VE YE")
D5: Final = _words("AF BY CD CF CN CU ER HT IQ IR KP LB LY MM NI RU SD SO SS SY VE ZW")
E1_OR_E2: Final = _words("CU IR KP SY")
MACAU_OR_D5: Final = D5 | {"MO"}
D1_OR_E: Final = D1 | E1_OR_E2
D5_OR_E: Final = D5 | E1_OR_E2
D1_D3_D4_D5_E: Final = D1 | D3 | D4 | D5 | E1_OR_E2
A5: Final = _words(
    "AE AR AT AU BE BG CA CH CZ DE DK EE ES FI FR GB GR HR HU IE IN IS IT JP KR LT LU LV NL NO NZ"
    " PL PT RO SE SI SK TR"
)
A6: Final = _words("AL CY IL MT MX SG TW ZA")
COMPUTING_COUNTRIES: Final = (D1 | D4 | D5) - A5 - A6
SUPP_4_TO_742: Final = _words(
    "AT AU BE BG CA CH CZ DE DK EE ES FI FR GB GR HR HU IE IS IT JP LT LU LV NL NO NZ PL PT RO SE"
    " SI SK"
)
TIER_3: Final = _words(
    "AD AE AF AM AO AZ BA BH BY CN DJ DZ EG GE IL IN IQ JO KG KH KM KW KZ LA LB LY MA MD ME MK MM"
    " MN MO MR OM PK QA RS RU SA SD TJ TM TN UA UZ VN VU XK YE"
)

SME_EQUIPMENT: Final = _words(
    "3B001.a.4 3B001.c 3B001.d 3B001.f.1 3B001.f.5 3B001.f.6 3B001.k 3B001.l 3B001.m 3B001.n"
    " 3B001.p.2 3B001.p.4 3B001.r 3B002.c"
)
FOOTNOTE_5_EQUIPMENT: Final = _words("3B001 3B002 3B903 3B991 3B992 3B993 3B994")
NOT_FOOTNOTE_5_EQUIPMENT: Final = SME_EQUIPMENT | _words("3B001.g 3B001.h 3B991.b.2.a 3B991.b.2.b")
COMPUTERS: Final = _words(
    "3A611 4A001 4A003 4A004 4A005 4A090 4A101 4A102 4A611 4A980 4A994 5A002 5A004 5A992"
)
HOT_SECTION: Final = _words(
    "9E003.a.1 9E003.a.2 9E003.a.3 9E003.a.4 9E003.a.5 9E003.a.6 9E003.a.8 9E003.h 9E003.i 9E003.l"
)
INTERCONNECTS: Final = _words("4A994.j")
LITHOGRAPHY: Final = _words("3B993.f.1")
THERMAL_CAMERAS: Final = _words("6A002 6A003 6A993.a")
ENCRYPTION: Final = _words("5A002 5A004 5B002 5D002")
ENC_B1: Final = _words("5A002.a 5A002.z.1 5B002 5D002")
AT_ONLY_SOFTWARE: Final = _words(
    "1D993 2D991 2D992 2D993 3D991 4D993 4D994 5D991 6D992 7D994 8D992 9D990 9D991"
)
PRESUMPTION_CANDIDATES: Final = _words("3A001 3A090 3A991 4A994 5A002 5A004 5A991 5A992 EAR99")
ADVANCED_COMPUTING: Final = _words(
    "3A090 4A090 3A001.z 4A003.z 4A004.z 4A005.z 5A002.z 5A004.z 5A992.z"
)
FOOTNOTE_1_TECHNOLOGY: Final = _words(
    "3D001 3D901 3D991 3D992 3D993 3D994 3E001 3E002 3E003 3E901 3E991 3E992 3E993 3E994"
    " 4D001 4D993 4D994 4E001 4E992 4E993 5D001 5D991 5E001 5E991"
)
FOOTNOTE_4_TECHNOLOGY: Final = FOOTNOTE_1_TECHNOLOGY | {"5D002", "5E002"}
COMPUTING_TECHNOLOGY: Final = FOOTNOTE_4_TECHNOLOGY | {"4D090"}
SUPERCOMPUTER_PLANT: Final = FOOTNOTE_4_TECHNOLOGY - {"4D993"}
FOOTNOTE_5_TECHNOLOGY: Final = _words("3D993 3D994 3E993 3E994")
FOOTNOTE_5_TECHNOLOGY_FOR_3B: Final = _words("3D001 3D901 3D991 3E001 3E901 3E991")
PLANT_3B: Final = _words("3D901 3D992 3D993 3D994 3E992 3E993 3E994")
PLANT_3B_FOR_3B: Final = _words("3D001 3D991 3E001 3E901 3E991")
SME_TECHNOLOGY: Final = _words("3D992 3E992")
BUYERS: Final = _words("purchaser intermediate-consignee ultimate-consignee end-user")
ANY_ROLE: Final = BUYERS | {"other"}

Facts = Mapping[str, Any]


def _row(country: str) -> str:
    return _ROW_OF.get(country, country)


def _within(eccn: str, members: frozenset[str]) -> bool:
    """Whether the classification, or a paragraph above it, is a member."""
    while eccn not in members:
        eccn, dot, _ = eccn.rpartition(".")
        if not dot:
            return False
    return True


def _any_within(eccns: Iterable[str], members: frozenset[str]) -> bool:
    return any(_within(eccn, members) for eccn in eccns)


def _is_600(eccn: str) -> bool:
    return eccn[2] == "6"


def _is_9x515(eccn: str) -> bool:
    return eccn[0] == "9" and eccn[2:5] == "515"


def _is_military(eccn: str) -> bool:
    return _is_600(eccn) or _is_9x515(eccn)


def _is_y(eccn: str) -> bool:
    return eccn[5:7] == ".y" and eccn[7:8] in ("", ".")


def floor(f: Facts) -> tuple[bool, ...]:
    """The truth of each of `RULES` on fully answered facts.

    Keys are the names of facts. Values are booleans, texts (ECCNs and countries too), numbers,
    sets of texts, lists of ECCNs, and lists of dictionaries for parties and content lines.
    """
    foreign = not f["item.us_origin"]
    eccn = f["item.eccn"]
    kind = f["item.kind"]
    country = f["destination.country"]
    to = _row(country)
    parties = f["parties"]
    technology = f["production.technology"]
    technology_foreign = f["production.technology_foreign"]
    plant = f["production.plant_technology"]
    part_for = f["end_use.part_for_footnote_entity"]
    advanced_node = f["end_use.advanced_node_facility"]
    activity = f["transaction.activity"]
    us_lines = [line for line in f["content.lines"] if _row(line["origin"]) == "US"]
    us_parts = [line for line in us_lines if line["incorporated"] is not False]
    listed = [p for p in parties if "entity-list" in p["listings"]]
    footnotes = {note for party in listed for note in party["footnotes"]}

    # Who is excluded from the license requirement for chip-making equipment: 742.4(a)(4)(ii)
    exporters = [party for party in parties if "exporter" in party["roles"]]
    sender_from_d5m = any(
        _row(code) in MACAU_OR_D5
        for codes in (f["sender.headquarters"], *(party["headquarters"] for party in exporters))
        for code in codes
    )
    from_abroad = activity in ("reexport", "export-from-abroad")
    deemed = activity in ("deemed-export", "deemed-reexport")
    from_supp_4 = (
        from_abroad
        and _row(f["transaction.from_country"]) in SUPP_4_TO_742
        and all(_row(party["country"]) in SUPP_4_TO_742 for party in exporters)
        and not sender_from_d5m
    )
    from_equivalent = (
        from_abroad
        and f["sender.country_lists_item"]
        and f["sender.country_equivalent_review"]
        and f["sender.located_in_sending_country"]
        and not any(_row(party["country"]) in MACAU_OR_D5 for party in exporters)
        and not sender_from_d5m
    )
    sme_excluded = deemed or from_supp_4 or from_equivalent

    # De minimis: 734.4
    performance = f["item.app_weighted_teraflops"]
    us_chips = any(line["eccn"][:5] == "3A001" for line in us_parts)
    not_memory = not f["content.semiconductors_only_memory"]
    a1 = (
        foreign
        and _within(eccn, COMPUTERS)
        and (
            (performance > 70 and to in TIER_3 and us_chips and not_memory)
            or (
                performance > 0.0128
                and to in E1_OR_E2
                and (
                    (us_chips and not_memory)
                    or any(_within(line["eccn"], INTERCONNECTS) for line in us_parts)
                )
            )
        )
    )
    foreign_technology = foreign and kind == "technology"
    a2 = foreign_technology and any(line["eccn"][:5] == "5E002" for line in us_lines)
    first_from = _row(f["transaction.first_exported_from"])
    listed_abroad = first_from in ("JP", "NL") or f["transaction.first_export_country_lists_item"]
    controlled = f["given.content_controlled"]
    a3 = (
        foreign
        and _within(eccn, LITHOGRAPHY)
        and controlled
        and f["end_use.advanced_logic"]
        and not listed_abroad
    )
    a4 = foreign_technology and any(_within(line["eccn"], HOT_SECTION) for line in us_lines)
    a5 = (
        foreign
        and eccn[:5] == "0A919"
        and to in D5
        and any(_within(line["eccn"], THERMAL_CAMERAS) for line in us_parts)
    )
    a6i = (
        foreign
        and to in D5
        and any(_is_military(line["eccn"]) and not _is_y(line["eccn"]) for line in us_parts)
    )
    a6ii = (
        foreign
        and (to in E1_OR_E2 or to in ("BY", "CN", "RU"))
        and any(_is_military(line["eccn"]) and _is_y(line["eccn"]) for line in us_parts)
    )
    sme = _within(eccn, SME_EQUIPMENT)
    us_ic = f["item.contains_us_ic"]
    to_macau_or_d5 = to in MACAU_OR_D5
    a8 = foreign and sme and us_ic and to_macau_or_d5 and not sme_excluded
    a9 = (
        foreign
        and eccn[:2] == "3B"
        and not sme
        and us_ic
        and (
            any(not BUYERS.isdisjoint(p["roles"]) and "5" in p["footnotes"] for p in listed)
            or (to_macau_or_d5 and bool(advanced_node & {"logic", "dram"}))
        )
    )
    encryption = [line for line in us_parts if _within(line["eccn"], ENCRYPTION)]
    b1 = foreign and any(
        line["encryption"] not in ("public-source", "enc-b1", "enc-b2", "enc-b3")
        or (line["encryption"] == "enc-b2" and to in E1_OR_E2)
        or (line["encryption"] == "public-source" and line["eccn"][:5] != "5D002")
        or (line["encryption"] == "enc-b1" and not _within(line["eccn"], ENC_B1))
        for line in encryption
    )
    b1iv = foreign and to in E1_OR_E2 and any(line["encryption"] == "enc-b1" for line in encryption)
    share = f["given.content_share"]
    c = foreign and to in E1_OR_E2 and share > 10
    d = foreign and to not in E1_OR_E2 and share > 25
    d3 = (
        foreign_technology
        and controlled
        and not (
            f["content.report_filed"]
            and f["content.report_result"] in ("no-contact-30-days", "cleared")
        )
    )
    note_3 = (
        foreign
        and kind == "commodity"
        and any(
            line["bundled"] and line["eccn"][1] == "D" and line["eccn"][:5] not in AT_ONLY_SOFTWARE
            for line in us_lines
        )
    )
    method = foreign and kind in ("software", "technology")

    # Foreign direct products: 734.9
    informed = foreign and "734.9" in f["transaction.bis_informed"]
    fdp_b = (
        foreign
        and "NS" in f["list.reasons"]
        and (
            (bool(technology) and f["production.technology_assured"])
            or (any(e[1] == "E" for e in plant) and f["production.plant_technology_assured"])
        )
        and to in D1_OR_E
    )
    fdp_c = (
        foreign
        and _is_9x515(eccn)
        and (
            any(e[:5] in ("9D515", "9E515") for e in technology)
            or any(e[:5] == "9E515" for e in plant)
        )
        and to in D5_OR_E
    )
    item_600 = _is_600(eccn)
    fdp_d = (
        foreign
        and (
            (
                (item_600 or eccn[:5] == "0A919")
                and any(_is_600(e) and e[1] in "DE" for e in technology)
            )
            or (item_600 and any(_is_600(e) and e[1] == "E" for e in plant))
        )
        and to in D1_D3_D4_D5_E
    )
    e1_product = foreign and (
        _any_within(technology, FOOTNOTE_1_TECHNOLOGY)
        or _any_within(technology_foreign, FOOTNOTE_1_TECHNOLOGY)
        or _any_within(plant, FOOTNOTE_1_TECHNOLOGY)
    )
    e1 = e1_product and ("1" in part_for or "1" in footnotes)
    from_footnote_4_technology = foreign and (
        _any_within(technology, FOOTNOTE_4_TECHNOLOGY)
        or _any_within(technology_foreign, FOOTNOTE_4_TECHNOLOGY)
    )
    e2_product = from_footnote_4_technology or (
        foreign and _any_within(plant, FOOTNOTE_4_TECHNOLOGY)
    )
    e2 = e2_product and ("4" in part_for or "4" in footnotes)
    from_3b_plant = _any_within(plant, PLANT_3B) or (
        f["production.plant_technology_for_3b"] and _any_within(plant, PLANT_3B_FOR_3B)
    )
    chip_plant = f["production.ic_plant_technology"]
    chip_from_3b_plant = f["production.contains_ic"] and (
        _any_within(chip_plant, PLANT_3B)
        or (f["production.ic_plant_technology_for_3b"] and _any_within(chip_plant, PLANT_3B_FOR_3B))
    )
    e3_product = (
        foreign
        and _within(eccn, FOOTNOTE_5_EQUIPMENT)
        and not _within(eccn, NOT_FOOTNOTE_5_EQUIPMENT)
        and (
            _any_within(technology, FOOTNOTE_5_TECHNOLOGY)
            or _any_within(technology_foreign, FOOTNOTE_5_TECHNOLOGY)
            or (
                f["production.technology_for_3b"]
                and (
                    _any_within(technology, FOOTNOTE_5_TECHNOLOGY_FOR_3B)
                    or _any_within(technology_foreign, FOOTNOTE_5_TECHNOLOGY_FOR_3B)
                )
            )
            or from_3b_plant
            or chip_from_3b_plant
        )
    )
    e3 = e3_product and (
        "5" in part_for or "5" in footnotes or bool(advanced_node & {"logic", "dram"})
    )
    from_any_us = any(e[1] in "DE" for e in technology) or any(e[1] in "DE" for e in plant)
    supplements = f["item.part746_supplements"]
    crimea = country == "UA-43" or (
        country == "UA" and f["destination.in_occupied_ukraine"] and f["destination.in_crimea"]
    )
    fdp_f = (
        foreign
        and from_any_us
        and (eccn != "EAR99" or "supp-6" in supplements or "supp-7" in supplements)
        and (to in ("RU", "BY") or crimea or f["end_use.russia_part"])
    )
    g_product = foreign and (from_any_us or any(e[1] in "DE" for e in technology_foreign))
    g = g_product and ("3" in part_for or "3" in footnotes)
    h_product = (
        foreign
        and (
            _within(eccn, ADVANCED_COMPUTING)
            or (eccn[:5] in ("3E001", "4E001") and f["item.technology_for_3a090"])
            or (
                eccn[:5] in PRESUMPTION_CANDIDATES
                and f["sender.fab_or_osat"]
                and f["item.presumed_3a090a"]
            )
        )
        and (
            _any_within(technology, COMPUTING_TECHNOLOGY)
            or _any_within(technology_foreign, COMPUTING_TECHNOLOGY)
            or _any_within(plant, COMPUTING_TECHNOLOGY)
        )
    )
    worldwide = not f["policy.ai_diffusion_not_enforced"]  # the scope of 2025-01-13
    h = h_product and (
        worldwide
        or to in COMPUTING_COUNTRIES
        or to == "AE"
        or any(
            not ANY_ROLE.isdisjoint(party["roles"])
            and any(_row(code) in MACAU_OR_D5 for code in party["headquarters"])
            for party in parties
        )
        or f["end_use.computing_part"]
        or (kind == "technology" and f["item.mask_wafer_technology"])
    )
    i = (
        (from_footnote_4_technology or (foreign and _any_within(plant, SUPERCOMPUTER_PLANT)))
        and f["end_use.supercomputer"]
        and _row(f["end_use.supercomputer_country"]) in ("CN", "MO")
    )
    j_product = (
        foreign
        and (
            any(e[0] in "3456789" and e[1] in "DE" for e in technology)
            or any(e[0] in "3456789" and e[1] in "DE" for e in plant)
        )
        and (eccn[0] in "3456789" or "supp-7" in supplements)
    )
    iran_takes_part = f["end_use.government_of_iran"] or any(
        party["government_of"] == "IR" for party in parties
    )
    j = j_product and (to == "IR" or f["end_use.iran_part"] or iran_takes_part)
    k = (
        foreign
        and sme
        and to_macau_or_d5
        and (
            _any_within(technology, SME_TECHNOLOGY)
            or _any_within(technology_foreign, SME_TECHNOLOGY)
            or from_3b_plant
            or chip_from_3b_plant
        )
    )
    weights = (
        foreign
        and eccn[:5] == "4E091"
        and _any_within(f["production.ai_plant"], ADVANCED_COMPUTING)
        and worldwide
    )
    part_inside = (
        foreign
        and f["production.contains_reached_part"]
        and (not part_for.isdisjoint("134") or not footnotes.isdisjoint("134"))
    )
    stayed = False  # the affiliates rule, 2025-11-10 to 2026-11-09

    return (
        sender_from_d5m,
        deemed,
        from_supp_4,
        from_equivalent,
        sme_excluded,
        a1,
        a2,
        listed_abroad,
        a3,
        a4,
        a5,
        a6i,
        a6ii,
        foreign,
        a8,
        a9,
        b1,
        b1iv,
        c,
        d,
        d3,
        note_3,
        method,
        informed,
        fdp_b,
        fdp_c,
        fdp_d,
        e1_product,
        e1,
        stayed,
        e2_product,
        e2,
        stayed,
        e3_product,
        e3,
        stayed,
        crimea,
        fdp_f,
        g_product,
        g,
        stayed,
        h_product,
        h,
        i,
        j_product,
        j,
        k,
        weights,
        part_inside,
        stayed,
    )
