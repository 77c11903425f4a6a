"""監督状況: are we in order? The answer first, then the numbers, each leading to the list behind it."""

import streamlit as st

from kantoku.wording import _
from ui import afterwards, overview, overview_charts, page

with page.open(_("Overview"), icon=":material/monitoring:") as here:
    now, past = overview.counts(here), overview.trend(here)
    overview.answer(here, now)
    with st.grid(4, min_column_width=190):
        overview.card("contracts", now, past, "contracts_spi")
        overview.card("subcontracts", now, past, "subcontracts_3", "subcontracts_4")
        overview.card("unknown", now, past)
        overview.card("overdue_findings", now, past)
        overview.card("unpermitted", now, past)
        overview.card("unconfirmed", now, past)
        overview.card("unaudited", now, past)
        overview.card("overdue", now, past)
    place_of_charts = st.container()
    st.header(_("Numbers a council asks for"), anchor=False)
    overview.council(here, now)
    with place_of_charts:
        afterwards.draw(lambda: overview_charts.show(here), room=overview_charts.keep_room)
