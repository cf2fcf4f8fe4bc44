"""A process that imports is killed at any moment, or two import at once: a whole list is in use."""

import random
import signal
import subprocess
import sys
import time
from datetime import date

import pytest

from parties.lists import store
from tests.parties_samples import NOW, ROOT, download, entry, written

IMPORTER = """
import itertools, sys
from datetime import UTC, datetime
from pathlib import Path
from parties.lists.store import import_list
folder, *files = map(Path, sys.argv[1:])
print("ready", flush=True)
for number in itertools.count():
    import_list(folder, files[number % len(files)], datetime.now(UTC), anyway=True)
    print(number, flush=True)
"""


def importer(folder, *files):
    started = subprocess.Popen(
        [sys.executable, "-c", IMPORTER, str(folder), *map(str, files)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )
    assert started.stdout.readline() == b"ready\n"
    return started


def files_of(tmp_path, sizes):
    return [
        written(tmp_path / f"{size}.json", download(*[entry(n) for n in range(size)]))
        for size in sizes
    ]


def kill(folder, files, sizes, times, seed):
    draw = random.Random(seed)
    for _ in range(times):
        started = importer(folder, *files)
        time.sleep(draw.uniform(0.0, 0.12))
        started.send_signal(signal.SIGKILL)
        started.wait()
        started.stdout.close()
        for found in store.status(folder, date(2026, 8, 1)):
            assert found.damaged == ""
            kept = store.in_use(folder, "csl")
            assert len(kept.whole().parties) == len(kept) in sizes
            earlier = store.before_it(folder, "csl")
            assert earlier is None or len(earlier.whole().parties) in sizes
    # What a killed process left behind stands in nobody's way.
    for file in files:
        store.import_list(folder, file, NOW, anyway=True)
    assert len(list((folder / "csl").glob("*.list"))) == 2
    assert not list((folder / "csl").glob(".*.part"))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows kills otherwise")
def test_a_killed_import_leaves_a_whole_list_in_use(tmp_path):
    sizes = (3, 400)
    kill(tmp_path / "lists", files_of(tmp_path, sizes), sizes, times=3, seed=1)


@pytest.mark.soak
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows kills otherwise")
def test_a_hundred_killed_imports(tmp_path):
    sizes = (3, 400, 3000)
    kill(tmp_path / "lists", files_of(tmp_path, sizes), sizes, times=100, seed=2)


def test_two_that_import_at_once_take_turns(tmp_path):
    folder, sizes = tmp_path / "lists", (5, 300)
    small, large = files_of(tmp_path, sizes)
    store.import_list(folder, small, NOW, anyway=True)
    writers = [importer(folder, small, large), importer(folder, large, small)]
    try:
        end = time.monotonic() + 0.7
        while time.monotonic() < end:
            assert len(store.in_use(folder, "csl").whole().parties) in sizes
        assert all(writer.poll() is None for writer in writers)  # neither met the other's files
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()
            writer.stdout.close()
