"""The periodic review of the journal: when it is due, and recording that it was done."""

import streamlit as st

from kantoku import actions
from kantoku.dates import show_date
from kantoku.records.journal_review import JournalReview
from kantoku.wording import _, language
from ui import documents, forms, page, saving, tables
from ui.literal import literal
from ui.page import Here
from ui.tables import Column

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
    _on_record(here)
    if here.can_write:
        with st.expander(_("Record a review"), icon=":material/rule:"):
            _record(here)


def _on_record(here: Here) -> None:
    """The reviews up to the moment that the page shows, and the files of the one picked, else of the newest."""
    found = here.read("journal_reviews_list")
    if found.empty:
        return
    with st.expander(_("Reviews on record ({count})", count=len(found)), icon=":material/fact_check:"):
        picked = tables.show(
            found,
            {
                "reviewed_on": Column(_("Reviewed on"), tables.date),
                "reviewed_by": Column(_("Reviewed by")),
                "until_seq": Column(_("Reviewed up to entry"), is_number=True),
                "looked_at": Column(_("What was looked at"), width=200),
                "found": Column(_("What was found"), width=200),
            },
            key="journal_reviews",
            empty="",
        )
    review = found.iloc[0] if picked is None else picked
    title = _("Documents attached to the review of {day}", day=tables.date(review["reviewed_on"]))
    documents.panel(here, "journal_review", str(review["id"]), title=title)


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
