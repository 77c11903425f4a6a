"""What was taken out before, and the head of the journal to keep."""

import pandas as pd
import streamlit as st

from kantoku.dates import show_moment
from kantoku.wording import _, language
from ui import legal_comparison, past_exports, tables
from ui.page import Here
from ui.tables import Column

_LISTED = 500


def show_list(here: Here) -> None:
    """The exports on record up to the moment shown, the latest first."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(_("Exports made"), anchor=False, width="stretch")
        st.button(_("Refresh"), icon=":material/refresh:", type="tertiary")
    rows = here.read("legal_exports", digest=None, row_limit=_LISTED)
    picked = tables.show(
        rows,
        {
            "recorded_at": Column(_("Taken at"), lambda moment: show_moment(moment, language())),
            "actor": Column(_("Taken by")),
            "sort": Column(_("Kind of export"), past_exports.sort, rank=3),
            "scope": Column(_("Scope"), past_exports.scope, width=120, rank=6),
            "file": Column(_("File"), width=180, rank=6),
            "as_of": Column(_("As of"), tables.date, rank=3),
            "known_at": Column(_("As known at"), past_exports.moment, rank=6),
            "at_seq": Column(_("Last entry in it"), is_number=True, rank=7),
            "sha256": Column("SHA-256", width=140, rank=8),
        },
        key="exports",
        empty=_("Nothing was exported yet. Export one under “Preview and export”."),
    )
    if picked is not None:
        legal_comparison.offer_now(here, picked)


def show_anchor(here: Here) -> None:
    """The head of the journal as it stands in what this screen shows."""
    st.header(_("Head of the journal"), anchor=False)
    head = here.read("export_anchor").iloc[0]
    if pd.isna(head["recorded_at"]):
        st.info(_("Nothing was on file at that moment."), icon=":material/inbox:")
        return
    st.markdown(
        _(
            "Print this or copy it to a safe place. Whoever holds it can prove later that nothing recorded up to entry "
            "{seq} ({moment}) was altered or removed.",
            seq=f"{head['seq']:,}",
            moment=show_moment(head["recorded_at"], language()),
        )
    )
    st.code(f"{head['seq']}:{head['hash']}", language=None, wrap_lines=True)
