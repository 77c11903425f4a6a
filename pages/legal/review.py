"""Legal review: what the register would hold and lack, the register itself, and what was taken out before."""

import streamlit as st

from kantoku.dates import show_date, show_moment
from kantoku.wording import _, language
from ui import address, council, legal_export, legal_missing, legal_past, legal_preview, page

with page.open(_("Legal review"), icon=":material/gavel:") as here:
    views = {"register": _("Make the register"), "past": _("Exports and checks"), "council": _("For the council")}
    view = address.segments(_("View"), views, name="view")
    if view == "register":
        known_at = here.clocks.known_at
        st.caption(
            _(
                "Everything on record, as of {day}, as known at {moment}. Set both in the sidebar.",
                day=show_date(here.as_of, language()),
                moment=show_moment(known_at, language()) if known_at else _("now"),
            )
        )
        legal_export.show(here)
        legal_preview.show(here)
        legal_missing.show(here)
    elif view == "council":
        council.show(here)
    else:
        legal_past.show_list(here)
        legal_past.show_anchor(here)
        legal_past.show_check(here)
