"""`navicert start`, `templates` and `products`: what a screen can do, a command can."""

import json
from pathlib import Path

import pytest

from commands import exits, kept_deals, rulesets_at_hand
from commands.main import run
from engine.regimes.regimes import regimes_of
from tests.support.app import small_law

DEAL = """
navicert: deal/1
title: Etcher to China
facts:
  item.eccn: 3B001.c
  item.us_origin: yes
  destination.country: CN
  parties: [{name: Fab, roles: [end-user], country: CN, listings: []}]
"""


@pytest.fixture(autouse=True)
def at_home(monkeypatch, tmp_path):
    """The small law stands for all that ships."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NAVICERT_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(kept_deals, "law_of_all", lambda: small_law().ruleset)
    for module in ("templates", "products"):
        monkeypatch.setattr(f"commands.{module}.law_of_all", lambda: small_law().ruleset)
    whole = regimes_of([small_law().ruleset])
    monkeypatch.setattr(rulesets_at_hand, "load_regimes", lambda named: whole)
    Path("deal.yaml").write_text(DEAL, "utf-8")


def out(capsys, *arguments, code=exits.DONE):
    assert run(list(arguments)) == code
    return capsys.readouterr().out


def test_a_product_is_kept_listed_renamed_put_into_a_deal_and_deleted(capsys):
    keep = ("products", "keep", "deal.yaml", "--name", "Etcher: standard")
    out(capsys, *keep)
    out(capsys, *keep, code=exits.USAGE)
    out(capsys, *keep, "--replace")
    out(capsys, "products", "rename", "etcher: STANDARD", "Etcher")
    [row] = json.loads(out(capsys, "products", "list", "--json"))
    assert row["name"] == "Etcher"
    assert "destination.country" not in out(capsys, "products", "show", "Etcher")
    Path("other.yaml").write_text("navicert: deal/1\nfacts: {destination.country: DE}", "utf-8")
    put = out(capsys, "products", "put", "Etcher", "other.yaml")
    assert "destination.country: DE" in put
    assert 'source: "product Etcher, kept 20' in put
    added = out(capsys, "products", "put", row["file"], "deal.yaml", "--add", "--out", "two.yaml")
    assert added == ""
    assert "- name: Etcher\n" in Path("two.yaml").read_text("utf-8")
    out(capsys, "products", "put", "Etcher", "deal.yaml", "--out", "two.yaml", code=exits.RECORDS)
    out(capsys, "products", "keep", "two.yaml", "--name", "x", "--item", "3", code=exits.USAGE)
    out(capsys, "products", "delete", "Etcher")
    out(capsys, "products", "show", "Etcher", code=exits.RECORDS)
    out(capsys, "products", "restore", "Etcher")
    assert "item.eccn: 3B001.c" in out(capsys, "products", "show", "Etcher")
    out(capsys, "products", "restore", "Etcher", code=exits.RECORDS)


def test_a_template_leaves_the_parties_out_and_a_deal_starts_from_it(capsys):
    out(capsys, "templates", "keep", "deal.yaml", "--name", "Usual")
    started = out(capsys, "start", "--template", "usual")
    assert "parties" not in started
    assert 'destination.country: {value: CN, source: "template Usual, kept 20' in started
    out(
        capsys,
        "templates",
        "keep",
        "deal.yaml",
        "--name",
        "B",
        "--section",
        "Itm",
        code=exits.USAGE,
    )
    broken = Path("home/templates/broken.yaml")
    broken.write_text("title: Broken\n", "utf-8")
    out(capsys, "start", "--template", "Broken", code=exits.BAD_INPUT)


def test_a_deal_starts_from_a_record(capsys):
    law = str(Path(__file__).parent / "small_law" / "small")
    saving = ("--save", "--by", "J. Doe", "--why", "test")
    run(["determine", "deal.yaml", "--regime", law, *saving])
    record = capsys.readouterr().err.split()[2]
    started = out(capsys, "start", "--record", record)
    assert "title: Copy of Etcher to China" in started
    assert "as_of" not in started
    assert f"record {record}, saved" in started
    assert "listings" not in started
    out(capsys, "start", "--record", "2020-000001", code=exits.RECORDS)
