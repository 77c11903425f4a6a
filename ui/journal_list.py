"""The journal as a list: filtered and paged where it lies, because it may hold millions of entries."""

import datetime
from typing import Any

import streamlit as st

from kantoku import text
from kantoku.dates import UnreadableDate, end_of_day, parse_date, parse_moment
from kantoku.wording import _
from ui import action_names, address, entries, readings, rows
from ui.literal import literal
from ui.page import Here

ROWS = 50
PLACES = ("entry", "who", "group", "from", "until", "number")
"""What may stand in the address of this page."""

Filters = dict[str, Any]


def show(here: Here) -> None:
    filters, needle = _filters(here)
    seqs, count = _about(here, filters, needle) if needle else _paged(here, filters)
    st.caption(_("{count} entries, the latest first", count=f"{count:,}"))
    found = readings.kept_journal(here, "journal_entries", seqs=seqs)
    entries.browse(here, found, key="journal", empty=_("No entry matches. Clear the filters."))


def show_one(here: Here, entry: str) -> None:
    """One entry that the address names."""
    address.back(_("Back to the journal"), PLACES)
    seqs = [int(entry)] if entry.isascii() and entry.isdigit() and int(entry) <= here.at_seq else []
    found = here.read("journal_entries", seqs=seqs)
    if found.empty:
        st.info(_("There is no such entry in the journal."), icon=":material/search_off:")
    else:
        entries.detail(here, rows.of(found)[0])


def _filters(here: Here) -> tuple[Filters, str | None]:
    """What is asked for, as the reports want it, and the record number searched for."""
    people = {name: name for name in readings.kept_journal(here, "journal_people")["actor"]}
    groups = {code: _(name) for code, name in action_names.GROUP_NAMES.items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=180):
            number = address.search(_("Record number"), name="number", placeholder=_("Contract no., document no. …"))
        with st.container(width=170):
            actor = address.select(_("Who"), {"any": _("Everybody"), **people}, name="who")
        with st.container(width=190):
            group = address.select(_("What"), {"any": _("Everything"), **groups}, name="group")
        with st.container(width=140):
            first = st.text_input(_("From"), key="from", bind="query-params", placeholder=_("R8.4.1 or 2026-04-01"))
        with st.container(width=140):
            last = st.text_input(_("To"), key="until", bind="query-params", placeholder=_("R8.4.1 or 2026-04-01"))
    from_at, until_at = _moments(first, last)
    return {
        "actor": None if actor == "any" else actor,
        "kinds": None if group == "any" else list(action_names.GROUPS[group]),
        "from_at": from_at,
        "until_at": until_at,
    }, text.identifier(number) if number else None


def _moments(first: str, last: str) -> tuple[datetime.datetime | None, datetime.datetime | None]:
    """The instants of a period; what cannot be read is complained of and counts as not given."""
    try:
        begins = end_of_day(parse_date(first) - datetime.timedelta(days=1)) if first.strip() else None
        return begins, parse_moment(last) if last.strip() else None
    except UnreadableDate as error:
        st.error(literal(error.sentence))
        return None, None


def _paged(here: Here, filters: Filters) -> tuple[list[int], int]:
    """The entries of the page that is shown, and how many there are altogether."""
    count = int(readings.kept_journal(here, "journal_count", **filters)["entries"].iloc[0])
    skip = _skip(count)
    if not any(filters.values()):
        return list(range(count - skip, max(count - skip - ROWS, 0), -1)), count
    return here.read("journal_page", **filters, rows=ROWS, skip=skip)["seq"].tolist(), count


def _about(here: Here, filters: Filters, needle: str) -> tuple[list[int], int]:
    found = here.read("journal_about", needle=needle, **filters)
    skip = _skip(len(found))
    return found["seq"].iloc[skip : skip + ROWS].tolist(), len(found)


def _skip(count: int) -> int:
    """How many entries lie on the pages before the one chosen."""
    pages = -(-count // ROWS)
    return (st.pagination(pages, key="journal_page") - 1) * ROWS if pages > 1 else 0
