"""A report as a PDF: its title, whose it is and of which day, what it says, and by which head it can be checked."""

import datetime
from collections.abc import Sequence

import pandas as pd

from kantoku.dates import show_date
from kantoku.printing import typeset
from kantoku.printing.blocks import Block, listed
from kantoku.reading import Reading
from kantoku.wording import _, language

_SHOWN = 12  # characters of a hash that tell two heads apart at a glance


def pdf(
    ledger: Reading,
    title: str,
    blocks: Sequence[Block],
    *,
    as_of: datetime.date,
    at_seq: int,
    day: datetime.date | None = None,
    subtitle: str = "",
) -> bytes:
    """The PDF in the language of the running context. title, subtitle: already translated. day: its own, if any."""
    anchor = ledger.read("export_anchor", as_of=as_of, at_seq=at_seq).iloc[0]
    office = "" if pd.isna(anchor["office"]) else str(anchor["office"])
    head = f"{anchor['seq']}:{anchor['hash'][:_SHOWN]}…"
    foot = _("As of {day}; journal {head}", day=show_date(as_of, language()), head=head)
    given = {
        "title": title,
        "subtitle": subtitle,
        "office": office,
        "day": show_date(day, language()) if day else "",
        "foot": "　".join(filter(None, (office, foot))),
        "language": language(),
        "blocks": listed(blocks),
    }
    return typeset.pdf("report", given, dated=datetime.datetime.combine(as_of, datetime.time(12)))
