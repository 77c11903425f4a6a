"""記録だけ: a decision already taken on paper, logged on one screen."""

import streamlit as st

from kantoku.wording import _
from ui import page, paper_form, paper_receipt, saving

with page.open(_("Log a paper decision"), icon=":material/edit_note:") as here:
    paper_receipt.show(here)
    if not here.can_write:
        st.info(
            _("Nothing is recorded while the screen shows the past. Go back to now first."),
            icon=":material/lock_clock:",
        )
    draft = paper_form.show(here, under=paper_receipt.last_under() or st.query_params.get("engagement"))
    if draft:
        with saving.attempt():
            logged = draft.save(here)
            paper_receipt.keep(logged, draft.under["engagement_id"])
            saving.begin_anew(paper_form.KEY)
            st.rerun()
    paper_form.start_at_first_field()
