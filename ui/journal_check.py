"""Checking the chain of the journal, and its head to be written down elsewhere."""

from typing import NamedTuple

import streamlit as st

from kantoku import chain_words
from kantoku.dates import show_moment
from kantoku.errors import KantokuError
from kantoku.wording import _, language
from ui import facts, page
from ui.page import Here


class Found(NamedTuple):
    """What a check found, as plain values that a session can keep. says: the sentence in the language of the check."""

    says: str
    checked_at: str
    is_whole: bool
    is_chain_whole: bool
    erased: tuple[tuple[int, int, str], ...]


def show(here: Here) -> None:
    head = here.ledger.head()
    st.markdown(
        _(
            "Each entry is sealed together with the one before it, so whoever holds the head of a day can prove that "
            "nothing up to it was altered, taken out or put in. Copy it to a place outside this computer, such as the "
            "approval document of an export."
        )
    )
    st.caption(_("Head now: entry {seq}, {when}", seq=f"{head.seq:,}", when=show_moment(head.recorded_at, language())))
    st.code(chain_words.written(head), language=None, wrap_lines=True)
    typed = st.text_area(
        _("Heads written down earlier"),
        key="anchors",
        placeholder="123:9f86d081884c7d65…",
        help=_("One a line, as copied here or printed on an export. Empty: only the chain itself is checked."),
        height=80,
    )
    if st.button(_("Check the whole chain"), key="verify", type="primary", icon=":material/verified_user:"):
        _check(here, typed)
    if found := st.session_state.get("journal_found"):
        _tell(Found(*found))


def _check(here: Here, typed: str) -> None:
    st.session_state.pop("journal_found", None)
    try:
        wanted = [chain_words.read(line) for line in typed.splitlines() if line.strip()]
    except KantokuError as error:
        page.show_error(error)
        return
    with st.spinner(_("Checking every entry…")):
        verdict = here.ledger.verify(wanted)
    when = show_moment(here.ledger.clock(), language())
    st.session_state["journal_found"] = (
        chain_words.verdict(verdict),
        when,
        verdict.is_whole,
        verdict.problem is None,
        verdict.erased,
    )


def _tell(found: Found) -> None:
    if found.is_whole:
        st.success(
            f"{found.says} {_('Checked {when}.', when=found.checked_at)}",
            title=_("The chain is whole"),
            icon=":material/verified_user:",
        )
    else:
        st.error(
            f"{found.says} "
            + _("Keep this file as it is, work on from a backup, and report it to the person responsible."),
            title=_("A file is not as it was recorded") if found.is_chain_whole else _("The chain is broken"),
            icon=":material/gpp_bad:",
        )
    if found.erased:
        st.markdown(_("Bodies that were erased because the law demands it; their seals still stand:"))
        facts.table(
            [_("Entry erased"), _("Said by entry"), _("Ground")],
            [(f"{seq:,}", f"{by:,}", ground) for seq, by, ground in found.erased],
            widths=("120px", "120px", "auto"),
        )
