"""Timing for the benches: interleaved rounds, medians and minima, and a table at the end."""

import gc
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of one thing measured many times."""

    seconds: Sequence[float]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def least(self) -> float:
        return min(self.seconds)

    @property
    def most(self) -> float:
        return max(self.seconds)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the garbage collector, whose runs fall on whoever happens to be measured."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def timed(run: Callable[[], object]) -> float:
    """How many seconds of a processor one run takes: waiting for others is not counted."""
    start = time.thread_time()
    run()
    return time.thread_time() - start


def elapsed(run: Callable[[], object]) -> float:
    """How many seconds pass during one run, other processes' work included."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. `limit` of None is a figure without a target; a `steady` one is a ratio
    within one run, on which a noisy machine has little hold."""

    what: str
    figure: float
    unit: str
    limit: float | None = None
    steady: bool = False
    note: str = ""

    @property
    def met(self) -> bool:
        return self.limit is None or self.figure <= self.limit


def shown(rows: Sequence[Row]) -> str:
    """The rows as a table of text."""
    width = max(len(row.what) for row in rows)
    lines = [f"{'':{width}}  {'figure':>10}  {'target':>10}  verdict"]
    for row in rows:
        figure = f"{row.figure:.2f} {row.unit}".strip()
        target = "" if row.limit is None else f"{row.limit:g} {row.unit}".strip()
        verdict = "" if row.limit is None else "met" if row.met else "MISSED"
        lines.append(
            f"{row.what:{width}}  {figure:>10}  {target:>10}  {verdict:7} {row.note}".rstrip()
        )
    return "\n".join(lines)


def machine() -> str:
    """Where and when it is measured, and how busy it is there."""
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load not known"
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {_processor()}, {os.cpu_count()} cores, {load},"
        f" {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "processor not known"
