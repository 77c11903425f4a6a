"""The sample office: an invented ward, its contracts and what became of them, told in data/sample.

organisations, contracts, subcontracts and audits (.csv) hold the regular course, one line each; records.toml what
happened besides, life_cycle.toml what became of reports, ends of work and incidents; ward_audit.toml the audit report
that a ward published in 2017; texts.toml what records usually say.
Days are told from today. The past is written as it happened, each entry on its own day, so that the ledger can be read
as known at any moment of it.
"""

import datetime
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from kantoku import opening
from kantoku.errors import KantokuError, LedgerReadOnly
from kantoku.ledger import Ledger
from kantoku.sample.story import Story
from kantoku.sample.writer import Writer
from kantoku.wording import N_


class LedgerThere(KantokuError):
    """The sample is written into a new ledger only."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            N_("There is a ledger already"),
            N_("{path} was left as it is. For the sample office, choose a file that does not exist yet."),
            path=str(path),
        )


def write_sample(ledger_path: Path, *, today: datetime.date, actor: str) -> None:
    """Makes a new ledger with the sample office as it stands today. Raises LedgerThere, or what Ledger.open raises."""
    opening.check_place(ledger_path)
    if ledger_path.exists():
        raise LedgerThere(ledger_path)
    unfinished = ledger_path.with_name(f"{ledger_path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        _write(unfinished, Story.until(today), actor)
    except LedgerReadOnly:
        raise LedgerReadOnly(str(ledger_path)) from None  # named as it was given
    unfinished.rename(ledger_path)


def _write(path: Path, story: Story, actor: str) -> None:
    writer, clock = Writer(), _Clock(story.first_day)
    ledger = Ledger.open(path, actor=actor, clock=clock)
    try:
        for day, events in groupby(story.events(), key=lambda event: event.day):
            clock.day = day
            ledger.record(map(writer.change, events), actor=actor, refuses=False, batch="sample")
    finally:
        ledger.close()


@dataclass
class _Clock:
    """Nine o'clock in the office, on the day that is set."""

    day: datetime.date

    def __call__(self) -> datetime.datetime:
        return datetime.datetime(self.day.year, self.day.month, self.day.day)
