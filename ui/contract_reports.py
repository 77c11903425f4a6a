"""The periodic reports of one contract: the one that is due next, and those received."""

import pandas as pd
import streamlit as st

from kantoku.wording import _
from ui import frame, report_list, tables
from ui.page import Here


def show(here: Here, contract_id: str) -> None:
    due = here.read("reports_due", contract=contract_id, section=None)
    if len(due):
        _next(due.iloc[0])
    else:
        st.caption(_("No report falls due: the contract says no interval, or all of them are in."))
    st.page_link(
        frame.page_path("reports"),
        label=_("Record a report"),
        icon=":material/add:",
        query_params={"contract": contract_id, "act": "new"},
        disabled=not here.can_write,
    )
    found = here.read("reports_list", contract=contract_id, section=None, search=None, row_limit=report_list.ROWS)
    named = {"contract_number", "contract_title", "organisation"}
    columns = {name: column for name, column in report_list.columns().items() if name not in named}
    empty = _("No report was received under this contract. Start with “Record a report”.")
    picked = tables.show(found, columns, key=f"reports_{contract_id}", empty=empty)
    if picked is not None:
        st.page_link(
            frame.page_path("reports"),
            label=_("Open under Periodic reports"),
            icon=":material/arrow_forward:",
            query_params={"report": str(picked["report_id"])},
        )


def _next(due: pd.Series) -> None:
    """What is owed next, and whether its day has passed."""
    said = _(
        "The report for {first} to {last} is due on {day}.",
        first=tables.date(due["period_from_on"]),
        last=tables.date(due["period_until_on"]),
        day=tables.date(due["due_on"]),
    )
    if due["is_late"]:
        st.warning(f"{said} {_('It is {days} days late.', days=int(due['days_late']))}", icon=":material/alarm:")
    else:
        st.info(said, icon=":material/schedule:")
