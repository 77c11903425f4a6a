"""Legal review: what a pack would hold and lack, the pack itself, and what was taken out before."""

import streamlit as st

from kantoku.dates import show_date, show_moment
from kantoku.wording import _, language
from ui import (
    address,
    council,
    legal_check,
    legal_comparison,
    legal_export,
    legal_missing,
    legal_past,
    legal_preview,
    page,
    pia,
    scope_choice,
)

with page.open(_("Legal review"), icon=":material/gavel:") as here:
    views = {
        "register": _("Preview and export"),
        "past": _("Exports and checks"),
        "changes": _("What changed since"),
        "council": _("For the council"),
        "pia": _("PIA tables"),
    }
    view = address.segments(_("View"), views, name="view")
    if view == "register":
        known_at = here.clocks.known_at
        st.caption(
            _(
                "As of {day}, as known at {moment}. Set both in the sidebar.",
                day=show_date(here.as_of, language()),
                moment=show_moment(known_at, language()) if known_at else _("now"),
            )
        )
        scope = scope_choice.choose(here)
        if scope is None:
            st.info(
                _("Choose what it is about, to see what it holds and to take it out."), icon=":material/filter_alt:"
            )
        else:
            contracts = scope.contracts(here.ledger, as_of=here.as_of, at_seq=here.at_seq)
            legal_export.show(here, scope)
            legal_preview.show(here, contracts)
            legal_missing.show(here, contracts)
    elif view == "council":
        council.show(here)
    elif view == "pia":
        pia.show(here)
    elif view == "changes":
        legal_comparison.show(here)
    else:
        legal_past.show_list(here)
        legal_past.show_anchor(here)
        legal_check.show(here)
