"""A large ledger made up from a seed, for measuring and for trying the screens at size. Nothing in it is real.

To 300 contracts it has about 900 subcontracts, most at tiers 2 to 4, 800 organisations and 600 audits, over five fiscal
years and mostly live today. Bodies are written as text, without the detour over validated records, because a million
engagements are five million entries; tests hold samples of them against the declarations.
"""

import datetime
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from kantoku import opening
from kantoku.ledger import Change, Ledger
from kantoku.records import OFFICE_ID, Office
from kantoku.synthesis import words
from kantoku.synthesis.acts import acts, first_day
from kantoku.synthesis.chance import Chance

BATCH = 250_000


def write(path: Path, engagements: int, *, today: datetime.date, actor: str, seed: int = 1) -> int:
    """Makes a new ledger at path and synthesizes into it; its first entry lies before all that follows."""
    opened = _moment(first_day(today) - datetime.timedelta(days=60))
    # The file is empty when it is opened, and gigabytes long when it is closed.
    room_mb = opening.ROOM_MB + engagements // 250
    ledger = Ledger.open(path, actor=actor, clock=lambda: opened, room_mb=room_mb)
    try:
        return synthesize(ledger, engagements, today=today, actor=actor, seed=seed)
    finally:
        ledger.close()


def synthesize(ledger: Ledger, engagements: int, *, today: datetime.date, actor: str, seed: int = 1) -> int:
    """Records about so many engagements' worth of office life up to today; returns the number of entries.

    The ledger's clock is moved through the past while it writes, and put back at the end. In a ledger whose head is
    later than that (see write), all lies at the head's instant, and R06 points at every decision as logged late.
    One seed, day and size make the same records, so a ledger takes them once: KantokuError the second time.
    """
    chance = Chance(seed, today)
    before, clock = ledger.head().seq, ledger.clock
    try:
        _record(ledger, first_day(today), [_office(ledger)], actor)
        for day, changes in acts(chance, engagements, today):
            _record(ledger, day, changes, actor)
    finally:
        ledger.clock = clock
    return ledger.head().seq - before


def _record(ledger: Ledger, day: datetime.date, changes: Iterable[Change], actor: str) -> None:
    ledger.clock = lambda: _moment(day)
    rest = iter(changes)
    while batch := list(islice(rest, BATCH)):
        ledger.record(batch, actor=actor, refuses=False, batch="synthesis")


def _moment(day: datetime.date) -> datetime.datetime:
    """Half past five in the office's afternoon."""
    return datetime.datetime(day.year, day.month, day.day, 8, 30)


def _office(ledger: Ledger) -> Change:
    office, revision = ledger.get("office", OFFICE_ID)
    # What is confirmed in the weeks before a fiscal year holds until the end of that year.
    policy = {"name": "朝凪区", "sections": words.SECTIONS, "confirmation_valid_months": 14}
    named = Office.read({**office.model_dump(), **policy})
    return Change("office.recorded", "office", OFFICE_ID, named, revision)
