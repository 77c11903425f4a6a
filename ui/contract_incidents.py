"""The incidents under one contract."""

import streamlit as st

from kantoku.wording import _
from ui import frame, incident_list, tables
from ui.page import Here


def show(here: Here, contract_id: str) -> None:
    named = {"contract_number", "section"}
    columns = {name: column for name, column in incident_list.columns().items() if name not in named}
    empty = _("No incident is on record under this contract.")
    found = incident_list.read(here, contract=contract_id)
    picked = tables.show(found, columns, key=f"incidents_{contract_id}", empty=empty)
    if picked is not None:
        st.page_link(
            frame.page_path("incidents"),
            label=_("Open under Incidents"),
            icon=":material/arrow_forward:",
            query_params={"incident": str(picked["incident_id"])},
        )
    st.page_link(
        frame.page_path("incidents"),
        label=_("Open an incident"),
        icon=":material/add_alert:",
        query_params={"engagement": contract_id, "act": "new"},
    )
