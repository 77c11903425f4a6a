"""The register of organisations: who works for the office, and how much hangs on each."""

import streamlit as st

from kantoku.wording import _
from ui import address, choices, downloads, readings, rows, search, states, tables
from ui.page import Here
from ui.tables import Column


def show(here: Here) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=320):
            typed = address.search(_("Search"), name="q", placeholder=_("Name, kana or corporate number"))
        with st.container(width=200):
            only = address.select(_("Shown"), {"all": _("All"), "live": _("With live engagements")}, name="only")
    matching = search.ids(here, "organisations_search", typed)
    found = readings.kept(here, "organisations_register", ids=matching, is_live=only == "live")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("{count} organisations", count=f"{len(found):,}"), width="stretch")
        st.button(
            _("Record a new organisation"),
            on_click=address.go,
            args=(("organisation",),),
            kwargs={"organisation": "new"},
            icon=":material/add:",
            type="primary",
            disabled=not here.can_write,
        )
    picked = tables.show(
        found,
        {
            "name": Column(_("Name"), width=150, rank=1),
            "corporate_number": Column(_("Corporate number"), width=130, rank=3),
            "live": Column(_("Live"), is_number=True, rank=2),
            "contracts": Column(_("Contract count"), is_number=True),
            "sections": Column(_("Section count"), is_number=True),
            "spi": Column(_("SPI"), is_number=True),
            "standing": Column(_("Standing"), lambda code: states.plain("standing", code), rank=1),
        },
        key="organisations",
        empty=_("No organisation matches. Clear the search, or record a new organisation."),
        words=lambda page: rows.filled(page, "corporate_number"),
    )
    if picked is not None:
        st.query_params["organisation"] = str(picked["id"])
        st.rerun()
    downloads.offer(
        here,
        found,
        {
            "name": _("Name"),
            "kana": _("Reading (kana)"),
            "corporate_number": _("Corporate number"),
            "address": _("Address"),
            "country": _("Country"),
            "live": _("Live engagements"),
            "engagements": _("All engagements"),
            "contracts": _("Contracts concerned"),
            "sections": _("Sections concerned"),
            "spi": _("With SPI"),
            "last_audited_on": _("Last audited on"),
            "expired_certifications": _("Expired certifications"),
            "standing": _("Standing"),
        },
        report="organisations",
        filters={"only": only, "search": len(matching) if matching is not None else None},
        words=lambda rows: rows.assign(
            standing=choices.column(rows["standing"], lambda code: states.word("standing", code))
        ),
    )
