"""Checking the chain of the journal, and its head to be written down elsewhere."""

import re
from typing import NamedTuple

import streamlit as st

from kantoku.dates import show_moment
from kantoku.errors import KantokuError
from kantoku.journal import Anchor, Verdict
from kantoku.wording import N_, _, language
from ui import facts, page
from ui.page import Here

_ANCHOR = re.compile(r"(\d{1,18})\s*[:：\s]\s*([0-9a-fA-F]{64})")

_MEANINGS = {
    "gap": N_("Entry {seq} does not follow the one before it: an entry was taken out or put in."),
    "altered": N_("Entry {seq} does not say what was sealed: it was altered after it was recorded."),
    "chain": N_("Entry {seq} does not hang on the one before it: the order was changed or an entry replaced."),
    "order": N_("Entry {seq} is dated before the one before it."),
    "cut": N_("An anchor names a later entry than the journal has: its end was cut off at entry {seq}."),
    "fork": N_("Entry {seq} is not the one that the anchor names: the journal was rewritten from there or before."),
}


class Found(NamedTuple):
    """What a check found, as plain values that a session can keep."""

    head: int
    checked_at: str
    problem: str | None
    seq: int | None
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
    st.code(f"{head.seq}:{head.hash}", language=None, wrap_lines=True)
    typed = st.text_area(
        _("Heads written down earlier"),
        key="anchors",
        placeholder="SEQ:HASH",
        help=_("One a line, as copied here or printed on an export. Empty: only the chain itself is checked."),
        height=80,
    )
    if st.button(_("Check the whole chain"), key="verify", type="primary", icon=":material/verified_user:"):
        _check(here, typed)
    if found := st.session_state.get("journal_found"):
        _tell(Found(*found))


def anchors(typed: str) -> list[Anchor]:
    """The anchors of a text, one a line. Raises KantokuError naming the first line that is none."""
    found = []
    for line in filter(None, map(str.strip, typed.splitlines())):
        match = _ANCHOR.fullmatch(line)
        if not match:
            raise KantokuError(
                N_("This is no head of a journal"),
                N_("“{line}” is not written as SEQ:HASH, a number, a colon and 64 hexadecimal figures."),
                line=line[:40],
            )
        found.append(Anchor(int(match[1]), match[2].lower()))
    return found


def meaning(problem: str, seq: int | None) -> str:
    """What a problem that verify names means."""
    return _(_MEANINGS[problem], seq=f"{seq:,}" if seq is not None else "—")


def _check(here: Here, typed: str) -> None:
    st.session_state.pop("journal_found", None)
    try:
        wanted = anchors(typed)
    except KantokuError as error:
        page.show_error(error)
        return
    with st.spinner(_("Checking every entry…")):
        verdict: Verdict = here.ledger.verify(wanted)
    when = show_moment(here.ledger.clock(), language())
    st.session_state["journal_found"] = (verdict.head.seq, when, verdict.problem, verdict.seq, verdict.erased)


def _tell(found: Found) -> None:
    if found.problem is None:
        st.success(
            _(
                "All {count} entries stand as they were sealed (checked {when}).",
                count=f"{found.head:,}",
                when=found.checked_at,
            ),
            title=_("The chain is whole"),
            icon=":material/verified_user:",
        )
    else:
        st.error(
            meaning(found.problem, found.seq)
            + " "
            + _("Keep this file as it is, work on from a backup, and report it to the person responsible."),
            title=_("The chain is broken"),
            icon=":material/gpp_bad:",
        )
    if found.erased:
        st.markdown(_("Bodies that were erased because the law demands it; their seals still stand:"))
        facts.table(
            [_("Entry erased"), _("Said by entry"), _("Ground")],
            [(f"{seq:,}", f"{by:,}", ground) for seq, by, ground in found.erased],
            widths=("120px", "120px", "auto"),
        )
