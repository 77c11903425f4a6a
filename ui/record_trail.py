"""Who recorded which state of a record, when and why, with what changed."""

import pandas as pd
import streamlit as st

from kantoku import history
from kantoku.dates import show_moment
from kantoku.wording import _, language
from ui import action_names
from ui.page import Here


def show(here: Here, kind: str, record_id: str) -> None:
    """The states of a record up to the moment that the page shows, the latest first."""
    before, rows = "", []
    for state in here.ledger.states(kind, record_id):
        if state["seq"] <= here.at_seq:
            changed = history.differences(kind, before, state["body"]) if before else []
            rows.append(
                {
                    _("Recorded at"): show_moment(state["recorded_at"], language()),
                    _("By"): state["actor"],
                    _("What was done to it"): action_names.words(state["action"]),
                    _("What changed"): history.summary(changed),
                    _("Reason"): state["reason"],
                }
            )
            before = state["body"]
    with st.expander(_("History of this record ({count})", count=len(rows)), icon=":material/history:"):
        st.dataframe(pd.DataFrame(rows[::-1]), hide_index=True)
