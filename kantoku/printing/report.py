"""A report as a PDF: its title, whose it is and of which day, what it says, and by which head it can be checked."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import pandas as pd

from kantoku.dates import show_date
from kantoku.printing import typeset
from kantoku.printing.blocks import Block, listed
from kantoku.reading import Reading
from kantoku.wording import _, language

_SHOWN = 12  # characters of a hash that tell two heads apart at a glance


@dataclass(frozen=True)
class Setting:
    """What all that is printed of one ledger by the same two clocks has in common."""

    ledger: Reading
    as_of: datetime.date
    at_seq: int

    def pdf(self, title: str, blocks: Sequence[Block], *, day: str = "", subtitle: str = "") -> Callable[[], bytes]:
        """What sets the PDF, on whatever thread; its words are those of the language running now.

        title, subtitle: already translated. day: its own and what happened on it, in words, if any.
        """
        given = {
            "title": title,
            "subtitle": subtitle,
            "office": self.office,
            "day": day,
            "foot": "　".join(filter(None, (self.office, self._foot))),
            "language": language(),
            "blocks": listed(blocks),
        }
        return partial(typeset.pdf, "report", given, dated=datetime.datetime.combine(self.as_of, datetime.time(12)))

    @property
    def day(self) -> str:
        """The day as of which it is, for what has no day of its own. When it was printed stands nowhere."""
        return f"{_('As of')} {show_date(self.as_of, language())}"

    @property
    def office(self) -> str:
        return "" if pd.isna(self._anchor["office"]) else str(self._anchor["office"])

    @property
    def head(self) -> str:
        """SEQ:HASH of the last entry that counts."""
        return f"{self._anchor['seq']}:{self._anchor['hash']}"

    @property
    def _foot(self) -> str:
        shown = self.head[: self.head.index(":") + 1 + _SHOWN]
        return _("As of {day}; journal {head}", day=show_date(self.as_of, language()), head=f"{shown}…")

    @cached_property
    def _anchor(self) -> "pd.Series[Any]":
        return self.ledger.read("export_anchor", as_of=self.as_of, at_seq=self.at_seq).iloc[0]


def pdf(
    ledger: Reading,
    title: str,
    blocks: Sequence[Block],
    *,
    as_of: datetime.date,
    at_seq: int,
    day: str | None = None,
    subtitle: str = "",
) -> bytes:
    """One document as a PDF, in the language of the running context; see Setting.pdf. day: as_of unless told."""
    setting = Setting(ledger, as_of, at_seq)
    return setting.pdf(title, blocks, day=setting.day if day is None else day, subtitle=subtitle)()
