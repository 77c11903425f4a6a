"""Ledgers that tests begin with, each made once a process and copied, which takes a tenth of the time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kantoku.ledger import Ledger
from tests.office import TODAY, Office

ACTOR = "契約 花子"


class Clock:
    """The time as a test sets it, noon of today at first. It stands still: what is recorded has a known instant."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or self.noon(TODAY)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **span: float) -> datetime:
        """Moves on by a timedelta's parts (days=1, hours=2 …)."""
        self.now += timedelta(**span)
        return self.now

    def noon(self, day: object) -> datetime:
        """Moves to noon in the office on a day."""
        self.now = datetime.fromisoformat(f"{day}T03:00:00")
        return self.now


@cache
def made(make: Callable[[Path], object]) -> bytes:
    """The file that `make` leaves at a path, closed. It is asked once, so it makes the same for whoever asks."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kantoku.duckdb"
        make(path)
        return path.read_bytes()


@cache
def begun(now: datetime) -> bytes:
    """A ledger made at that moment, which holds nothing but its office."""
    return made(lambda path: Ledger.open(path, actor=ACTOR, clock=lambda: now).close())


def new(path: Path, clock: Clock) -> Ledger:
    """Opens such a ledger at a path, as of now."""
    path.write_bytes(begun(clock()))
    return Ledger.open(path, actor=ACTOR, clock=clock)


@dataclass(frozen=True)
class Kept:
    """A ledger as somebody's work left it. now: when that was; told: what the work returned."""

    content: bytes
    now: datetime
    office: Office
    told: Any

    def opened(self, path: Path, clock: Clock) -> Office:
        """The office at work in a copy, from that moment on."""
        clock.now = self.now
        path.write_bytes(self.content)
        return self.office.over(Ledger.open(path, actor=ACTOR, clock=clock))


@cache
def after(work: Callable[[Office, Clock], Any]) -> Kept:
    """What a new ledger is after some work, which is done once."""
    with TemporaryDirectory() as folder:
        path, clock = Path(folder) / "kantoku.duckdb", Clock()
        office = Office(new(path, clock))
        told = work(office, clock)
        office.ledger.close()
        return Kept(path.read_bytes(), clock.now, office, told)
