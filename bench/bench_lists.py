"""What a screening list costs: reading, keeping, loading, comparing; time and memory.

    python bench/bench_lists.py [FILE]

FILE is the official download, ../shared/law/csl-official-format.json.gz unless told. Each figure is
the best of several tries, in wall time: on a busy machine the others measure its neighbors. Memory
is what the process holds more of after loading, in a process of its own.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.measure import elapsed  # noqa: E402
from parties.lists.difference import difference  # noqa: E402
from parties.lists.kept_list import kept_form  # noqa: E402
from parties.lists.read import read_list  # noqa: E402
from parties.lists.store import before_it, import_list, in_use, status  # noqa: E402

DOWNLOAD = ROOT.parent / "shared" / "law" / "csl-official-format.json.gz"
NOW = datetime(2026, 8, 3, tzinfo=UTC)


def best(work: Callable[[], object], tries: int) -> float:
    """The shortest of several runs, in milliseconds."""
    return min(elapsed(work) for _ in range(tries)) * 1000


def show(what: str, milliseconds: float, target: str = "") -> None:
    """One line of the table."""
    print(f"{what:<46} {milliseconds:>9.2f} ms   {target}")


def main() -> int:
    """Print the table."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else DOWNLOAD
    if not file.is_file():
        print(f"{file} is not there: name the official download", file=sys.stderr)
        return 2
    found = read_list(file)
    parties = found.list.parties
    print(f"{len(parties):,} parties, {sum(len(p.names) for p in parties):,} names, {file.name}")
    show("read the download", best(lambda: read_list(file), 3))
    show("make the kept form", best(lambda: kept_form(parties), 3))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        changed = folder / "changed.json"
        _changed(file, changed)
        import_list(folder, file, NOW)
        again = NOW + timedelta(days=1)
        took = best(lambda: import_list(folder, changed, again, anyway=True), 1)
        show("import, with the difference from the last", took)
        old, new = before_it(folder, "csl"), in_use(folder, "csl")
        assert old is not None
        change = difference(old, new)
        counts = map(len, (change.added, change.removed, change.changed))
        told = "{} added, {} removed, {} changed".format(*counts)
        show("compare two lists", best(lambda: difference(old, new), 5), told)
        show("load what screening needs", best(lambda: in_use(folder, "csl"), 15), "target 50 ms")
        show("status", best(lambda: status(folder, NOW.date()), 7))
        everybody = range(0, len(new), 37)
        each = best(lambda: [new.party(n) for n in everybody], 5) / len(everybody)
        show("one party from the disk", each)
        show("every party from the disk", best(lambda: list(new.parties()), 3))
        print(f"{'kept file':<46} {new.path.stat().st_size / 1e6:>9.2f} MB")
        print(
            f"{'memory to hold it':<46} {_memory(folder):>9.2f} MB   target 100 MB with the index"
        )
    return 0


def _changed(file: Path, target: Path) -> None:
    """The download of another day: 20 parties gone, 20 new, 20 with another policy."""
    import gzip

    data = file.read_bytes()
    tree = json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
    entries = tree["results"]
    for number in range(20):
        entries[number * 50]["license_policy"] = "Changed for the measurement"
        entries[-1 - number] = {
            **entries[-1 - number],
            "id": f"new-{number}",
            "name": f"New {number}",
        }
    tree["search_performed_at"] = "2026-08-01T00:00:00+00:00"
    target.write_text(json.dumps(tree), "utf-8")


def _memory(folder: Path) -> float:
    """MB that a process holds more of with the list loaded; 0 where the system does not say."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from parties.lists.store import in_use\n"
        "def held():\n"
        "    try: return int(Path('/proc/self/statm').read_text().split()[1]) * 4096 / 1e6\n"
        "    except OSError: return 0.0\n"
        "before = held(); kept = in_use(Path(sys.argv[2]), 'csl'); print(held() - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT), str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


if __name__ == "__main__":
    raise SystemExit(main())
