"""The rows of the bench: what is measured, and what it should be."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

SIZES = (2_000, 100_000, 1_000_000)


@dataclass
class Row:
    """One figure. value, goal: in unit; goal None where none was set. note: how it was measured."""

    what: str
    size: int
    value: float
    unit: str
    goal: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        return "met" if self.value <= self.goal else f"{self.value / self.goal:.1f} × the goal"


@dataclass
class Table:
    """All rows of one run, printed as they come and written at the end."""

    rows: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        self.rows.append(row)
        goal = "" if row.goal is None else f"{row.goal:g} {row.unit}"
        print(f"{row.what:58} {row.size:>9,} {row.value:>10.1f} {row.unit:<3} {goal:>10}  {row.verdict}", flush=True)

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps([asdict(row) for row in self.rows], ensure_ascii=False, indent=1), encoding="utf-8")


def milliseconds(work: Callable[[], object], *, times: int, warm: int = 1) -> float:
    """The median duration of the work, after it ran `warm` times unmeasured."""
    for _turn in range(warm):
        work()
    spans = []
    for _turn in range(times):
        begun = time.perf_counter()
        work()
        spans.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spans)
