"""Saving and opening records, beside their peers and a floor, on the same documents in one run.

    python bench/bench_records.py [COUNT ...]          counts default to 1000 and 50000

Prints milliseconds, and ratios to the floor: an append and fsync of the very bytes that a record
takes. Timings of stores that are compared are taken in turn, one save each, so that a busy
machine is as unkind to one as to the other. TinyDB's JSONStorage is left out above 1,000 records,
where a save takes a second and more.
"""

import gc
import json
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tinydb import TinyDB  # noqa: E402

from records import frame, snapshot  # noqa: E402
from records.cards import Summary, card_data, summary_of_text  # noqa: E402
from records.store import Records, open_records  # noqa: E402
from tests.records_samples import DEAL, NOW, determination, save  # noqa: E402

SIZE = 10_000  # bytes of a determination
LONG = 800_000  # of one that shows every rule of a whole regime
SUMMARY = Summary("etcher", "3B001.c", "CN", ("Fab", "Agent"), ("CN", "SG"))


def fill(file: Path, count: int) -> None:
    """A journal of `count` records, synced once at its end."""
    with open_records(file) as records:
        save(records, 0, SIZE)
        end = records.end
    snapshot.path_of(file).unlink()
    seq, link = end.seq, end.hash
    with file.open("ab") as journal:
        for number in range(1, count):
            line, link = _sealed(seq + 1, link, number)
            seq += 1
            journal.write(line)
        journal.flush()
        os.fsync(journal.fileno())


def _sealed(seq: int, link: str, number: int) -> tuple[bytes, str]:
    data = determination(number % 500, SIZE)
    data["title"] = f"Deal {number}"
    head = {
        "schema": 1,
        "kind": "determination",
        "record": f"2026-{number + 1:06d}",
        "at": "2026-11-25T12:00:00.000Z",
        "by": "J. Doe",
        "ruleset": "d1",
    }
    body = {"why": "order 4711", "deal": DEAL, "determination": data}
    return frame.seal(seq, link, head, card_data(data, SUMMARY), body)


def save_in_turn(
    folder: Path, count: int, rounds: int = 200, size: int = SIZE
) -> dict[str, list[float]]:
    """Save one record after another into every store in turn; seconds by store."""
    documents = [determination(number, size) for number in range(rounds)]
    file = folder / "records.jsonl"
    records = open_records(file)
    records.keep_ruleset("d1", {"regime.yaml": b"regime: us-ear"})
    before = records.end.size
    save(records, 0, size)
    line = b"x" * (records.end.size - before)
    floor = os.open(folder / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def append(_: int) -> None:
        os.write(floor, line)
        os.fsync(floor)

    def dump_and_append(number: int) -> None:
        text = json.dumps({"deal": DEAL, "determination": documents[number]})
        os.write(floor, text.encode() + b"\n")
        os.fsync(floor)

    def navicert(number: int) -> None:
        _save(records, documents[number], SUMMARY)

    def navicert_reading(number: int) -> None:
        _save(records, documents[number], None)

    database = sqlite3.connect(folder / "peer.sqlite", isolation_level=None)
    database.execute("pragma journal_mode=wal")
    database.execute("pragma synchronous=full")
    database.execute("create table if not exists record (id integer primary key, body, card)")

    def sqlite(number: int) -> None:
        body = json.dumps({"deal": DEAL, "determination": documents[number]})
        database.execute("insert into record (body, card) values (?, ?)", (body, "card"))

    stores: dict[str, Callable[[int], None]] = {
        "append and fsync": append,
        "json.dumps, append and fsync": dump_and_append,
        "navicert": navicert,
        "navicert, deal read again": navicert_reading,
        "sqlite, wal, full": sqlite,
    }
    stock = TinyDB(folder / "stock.json") if count <= 1000 else None
    if stock is not None:
        stock.insert_multiple({"determination": determination(n, SIZE)} for n in range(count))
    taken: dict[str, list[float]] = {name: [] for name in stores}  # in the order to print
    chance = random.Random(1)
    for number in range(rounds):
        for name, insert in chance.sample(sorted(stores.items()), len(stores)):
            start = time.perf_counter()
            insert(number)
            taken[name].append(time.perf_counter() - start)
        if stock is not None and number < 10:
            start = time.perf_counter()
            stock.insert({"determination": documents[number]})
            taken.setdefault("tinydb, JSONStorage", []).append(time.perf_counter() - start)
    records.close()
    database.close()
    os.close(floor)
    return taken


def _save(records: Records, data: dict[str, Any], summary: Summary | None) -> None:
    records.save(
        data, DEAL, by="J. Doe", why="order", now=NOW, ruleset_digest="d1", summary=summary
    )


def open_and_read(file: Path) -> dict[str, float]:
    """Opening the list, one record, a filter and the memory, in this process, milliseconds."""
    memory = _memory()
    gc.collect()
    start = time.perf_counter()
    records = open_records(file)
    cards = records.cards()
    opened = time.perf_counter() - start
    with closing(records):
        ids = [card.id for card in cards[:: max(1, len(cards) // 50)]]
        got = statistics.median(_timed(lambda n: records.get(ids[n]), len(ids)))
        filtered = statistics.median(
            _timed(lambda _: [c for c in cards if "CN" in c.countries and c.title > "Deal 4"], 9)
        )
        listed = statistics.median(_timed(lambda _: records.cards(), 9))
    return {
        "cards": len(cards),
        "open": opened * 1e3,
        "get": got * 1e3,
        "filter": filtered * 1e3,
        "list again": listed * 1e3,
        "memory of the store, MB": _memory() - memory,
    }


def _timed(work: Callable[[int], object], times: int) -> list[float]:
    taken = []
    for number in range(times):
        start = time.perf_counter()
        work(number)
        taken.append(time.perf_counter() - start)
    return taken


def _memory() -> float:
    """What this process holds, in MB; the peak where the system does not tell."""
    held = Path("/proc/self/statm")
    if held.exists():
        return int(held.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _in_a_fresh_process(file: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--open", str(file)], capture_output=True, check=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main(counts: list[int]) -> None:
    medians: dict[int, float] = {}
    for count in counts:
        with tempfile.TemporaryDirectory(dir=ROOT.parent) as name:
            folder = Path(name)
            file = folder / "records.jsonl"
            fill(file, count)
            print(f"\n{count} records of {SIZE} bytes, {file.stat().st_size / 1e6:.0f} MB")
            for title in ("every entry read", "from the snapshot"):
                found = _in_a_fresh_process(file)
                shown = ", ".join(f"{key} {value:.3g}" for key, value in found.items())
                print(f"  open, {title}: {shown}")
            medians[count] = _show_saves(save_in_turn(folder, count))
            start = time.perf_counter()
            with open_records(file) as records:
                assert records.verify().sound
            print(f"  verify: {(time.perf_counter() - start) * 1e3:.0f} ms")
    with tempfile.TemporaryDirectory(dir=ROOT.parent) as name:
        print(f"\ndeterminations of {LONG} bytes, deflated in the journal")
        _show_saves(save_in_turn(Path(name), 10**6, 30, LONG))
    print(f"\nreading a deal for its card: {_reading():.3f} ms")
    few, many = min(medians), max(medians)
    print(f"{many} against {few}: {medians[many] / medians[few]:.2f} x, as ratios to the floor")


def _show_saves(taken: dict[str, list[float]]) -> float:
    """Print the medians; returns Navicert's as a ratio to the floor."""
    floor = statistics.median(taken["append and fsync"])
    for store, times in taken.items():
        middle = statistics.median(times)
        print(f"  save, {store}: {middle * 1e3:.3f} ms, {middle / floor:.2f} x floor")
    return statistics.median(taken["navicert"]) / floor


def _reading() -> float:
    return statistics.median(_timed(lambda _: summary_of_text(DEAL), 200)) * 1e3


if __name__ == "__main__":
    if sys.argv[1:2] == ["--open"]:
        print(json.dumps(open_and_read(Path(sys.argv[2]))))
    else:
        main([int(count) for count in sys.argv[1:]] or [1000, 50_000])
