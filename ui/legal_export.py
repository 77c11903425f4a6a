"""The buttons that take the oversight out: the register as a workbook, the status as CSV. Both are noted."""

import io
from collections.abc import Callable

import streamlit as st

from kantoku import wording
from kantoku.dates import show_date
from kantoku.exports import table
from kantoku.exports.lists import STATUS
from kantoku.exports.register import write_register
from kantoku.wording import _, language
from ui import downloads
from ui.page import Here


def show(here: Here) -> None:
    day = f"{here.as_of:%Y%m%d}"
    with st.container(border=True):
        st.markdown(
            _(
                "The register shows everything as of {day}. It carries the head of the journal, by which it can be "
                "checked later, and the journal notes who took it.",
                day=show_date(here.as_of, language()),
            )
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            file_name = f"oversight_register_{day}.xlsx"
            st.download_button(
                _("Oversight register (Excel)"),
                data=register(here, file_name),
                file_name=file_name,
                mime=downloads.XLSX,
                type="primary",
                icon=":material/download:",
                on_click="ignore",
                key="register",
            )
            downloads.button(
                here,
                _("Status of every engagement (CSV)"),
                f"oversight_status_{day}.csv",
                "text/csv",
                lambda: table.csv_bytes(here.read("status", contract=None), STATUS),
            )


def register(here: Here, file_name: str) -> Callable[[], bytes]:
    """Makes the register when it is called, on whatever thread, and notes it in the journal."""
    spoken = wording.language()

    def made() -> bytes:
        out = io.BytesIO()
        facts = write_register(
            here.ledger,
            out,
            as_of=here.as_of,
            actor=here.actor,
            language=spoken,
            known_at=here.clocks.known_at,
            at_seq=here.at_seq,
        )
        here.ledger.note("export.made", facts.note(file_name), actor=here.actor)
        return out.getvalue()

    return made
