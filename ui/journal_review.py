"""The periodic review of the journal: when it is due, and recording that it was done."""

import streamlit as st

from kantoku import actions
from kantoku.dates import show_date
from kantoku.records.journal_review import JournalReview
from kantoku.wording import _, language
from ui import forms, page, saving
from ui.literal import literal
from ui.page import Here

_HEAD = ("reviewed_on", "reviewed_by", "until_seq")
_END = ("looked_at", "found")


def show(here: Here) -> None:
    """Where it stands, and the form."""
    row = here.read("journal_review_due").iloc[0]
    due = show_date(row["due_on"].date(), language())
    if isinstance(row["reviewed_by"], str):
        last = show_date(row["reviewed_on"].date(), language())
        said = _(
            "Last reviewed on {day} by {who}; the next is due by {due}.",
            day=last,
            who=literal(row["reviewed_by"]),
            due=due,
        )
    else:
        said = _("Never reviewed; the first review is due by {due}.", due=due)
    badge = f":orange-badge[{_('Overdue')}] " if row["is_overdue"] else ""
    st.markdown(f"**{_('Periodic review')}**　{badge}{said}")
    if here.can_write:
        with st.expander(_("Record a review"), icon=":material/rule:"):
            _record(here)


def _record(here: Here) -> None:
    form = "journal_review"
    key = saving.generation(form)
    start = {"reviewed_on": here.today, "until_seq": here.ledger.head().seq}
    raw = forms.ask(JournalReview, _HEAD, key=key, start=start, columns=3)
    raw |= forms.ask(JournalReview, _END, key=key)
    if forms.submit(_("Record this review"), key=key):
        with saving.attempt():
            actions.record_new(here.ledger, "journal_review", forms.typed(JournalReview, raw), actor=here.actor)
            saving.begin_anew(form)
            page.tell(_("The review is recorded."))
            st.rerun()
