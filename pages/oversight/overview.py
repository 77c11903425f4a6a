"""監督状況: are we in order? The answer first, then the numbers, each leading to the list behind it."""

import streamlit as st

from kantoku.wording import _
from ui import beginning, overview, overview_charts, page

with page.open(_("Overview"), icon=":material/monitoring:") as here:
    if beginning.is_now(here):
        beginning.show(here)
    else:
        now, past = overview.counts(here), overview.trend(here)
        overview.answer(here, now)
        overview.cards(now, past)
        place_of_charts = st.container()
        st.header(_("Numbers a council asks for"), anchor=False)
        overview.council(here, now)
        # Drawn last: the browser shows the numbers before it loads what draws the charts.
        with place_of_charts:
            overview_charts.show(here)
