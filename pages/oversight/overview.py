"""監督状況: are we in order? The answer first, then the numbers, each leading to the list behind it."""

import streamlit as st

from kantoku.wording import _
from ui import afterwards, overview, overview_charts, page

with page.open(_("Overview"), icon=":material/monitoring:") as here:
    now, past = overview.counts(here), overview.trend(here)
    overview.answer(here, now)
    place = st.container()
    st.header(_("Numbers a council asks for"), anchor=False)
    overview.council(here, now)
    with place:
        afterwards.draw(
            lambda: (overview.cards(now, past, has_trends=True), overview_charts.show(here)),
            before=lambda: (overview.cards(now, past, has_trends=False), overview_charts.keep_room()),
        )
