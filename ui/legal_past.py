"""What was taken out before, the head of the journal to keep, and the check of what somebody brings back."""

import datetime
import hashlib

import pandas as pd
import streamlit as st

from kantoku import chain_words
from kantoku.dates import show_date, show_moment
from kantoku.errors import KantokuError
from kantoku.wording import _, language
from ui import page, tables
from ui.literal import literal
from ui.page import Here
from ui.tables import Column

_LISTED = 500


def show_list(here: Here) -> None:
    """The exports on record up to the moment shown, the latest first."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(_("Exports made"), anchor=False, width="stretch")
        st.button(_("Refresh"), icon=":material/refresh:", type="tertiary")
    rows = here.read("legal_exports", digest=None, row_limit=_LISTED)
    tables.show(
        rows,
        {
            "recorded_at": Column(_("Taken at"), lambda moment: show_moment(moment, language())),
            "actor": Column(_("Taken by")),
            "file": Column(_("File"), width=180),
            "as_of": Column(_("As of"), tables.date),
            "known_at": Column(_("As known at"), _moment, rank=6),
            "at_seq": Column(_("Last entry in it"), is_number=True),
            "sha256": Column("SHA-256", width=140, rank=7),
        },
        key="exports",
        empty=_("Nothing was exported yet. Make the register under “Make the register”."),
    )


def _moment(moment: datetime.datetime | None) -> str:
    return show_moment(moment, language()) if moment is not None and not pd.isna(moment) else ""


def show_anchor(here: Here) -> None:
    """The head of the journal as it stands in what this screen shows."""
    st.header(_("Head of the journal"), anchor=False)
    head = here.read("export_anchor").iloc[0]
    if pd.isna(head["recorded_at"]):
        st.info(_("Nothing was on file at that moment."), icon=":material/inbox:")
        return
    st.markdown(
        _(
            "Print this or copy it to a safe place. Whoever holds it can prove later that nothing recorded up to entry "
            "{seq} ({moment}) was altered or removed.",
            seq=f"{head['seq']:,}",
            moment=show_moment(head["recorded_at"], language()),
        )
    )
    st.code(f"{head['seq']}:{head['hash']}", language=None, wrap_lines=True)


def show_check(here: Here) -> None:
    """Checks a file, or a head that was kept, against this ledger."""
    st.header(_("Check what was brought back"), anchor=False)
    kept, file = st.columns(2, gap="large")
    with kept:
        typed = st.text_input(
            _("A head of the journal that was kept"), key="anchor", placeholder="123:9f86d081884c7d65…"
        )
        if st.button(_("Check this head"), icon=":material/verified:", disabled=not typed.strip()):
            _check_head(here, typed)
    with file:
        given = st.file_uploader(_("A file that was exported from this ledger"), key="brought")
        if given is not None:
            _check_file(here, given.name, hashlib.sha256(given.getvalue()).hexdigest())


def _check_head(here: Here, typed: str) -> None:
    try:
        found = here.ledger.verify([chain_words.read(typed)])
    except KantokuError as error:
        page.show_error(error)
        return
    if found.is_whole:
        st.success(chain_words.verdict(found), icon=":material/verified:")
    else:
        st.error(chain_words.verdict(found), icon=":material/gpp_bad:")


def _check_file(here: Here, name: str, digest: str) -> None:
    rows = here.read("legal_exports", digest=digest, row_limit=1)
    if rows.empty:
        st.error(
            _(
                "{name} is not as it left this ledger: it was changed since (opening and saving it is enough), or it "
                "was never exported from here.",
                name=literal(name),
            ),
            icon=":material/gpp_bad:",
        )
        return
    made = rows.iloc[0]
    st.success(
        _(
            "Unchanged: exported by {actor} at {moment} as {file}, as of {day}.",
            actor=literal(made["actor"]),
            moment=show_moment(made["recorded_at"], language()),
            file=literal(made["file"]),
            day=show_date(made["as_of"].date(), language()),
        ),
        icon=":material/verified:",
    )
