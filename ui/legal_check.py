"""The check of what somebody brings back: a head of the journal, an exported file, or a pack with all that is in it."""

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from kantoku import chain_words
from kantoku.dates import show_date, show_moment
from kantoku.errors import KantokuError
from kantoku.journal import Anchor, Verdict
from kantoku.packs import check
from kantoku.packs.check import Fault, NotAPack
from kantoku.wording import _, language
from ui import page
from ui.literal import literal
from ui.page import Here

_FAULTS_SHOWN = 20


class _Found(NamedTuple):
    """What the check of a file found; only a pack has a verdict, and a head if its manifest can be read."""

    digest: str
    faults: tuple[Fault, ...] = ()
    head: Anchor | None = None
    verdict: Verdict | None = None


def show(here: Here) -> None:
    """Checks a file, or a head that was kept, against this ledger."""
    st.header(_("Check what was brought back"), anchor=False)
    kept, file = st.columns(2, gap="large")
    with kept:
        typed = st.text_input(
            _("A head of the journal that was kept"), key="anchor", placeholder="123:9f86d081884c7d65…"
        )
        is_asked = st.button(_("Check this head"), icon=":material/verified:", disabled=not typed.strip())
    with file:
        given = st.file_uploader(
            _("A file or a pack that was exported from this ledger"),
            key="brought",
            help=_(
                "A pack that is larger than what can be given here is checked by: python -m kantoku verify PACK.zip"
            ),
        )
    if is_asked:
        _check_head(here, typed)
    elif given is not None:
        _check_file(here, given)


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


def _check_file(here: Here, given: Any) -> None:
    # Checked once, not with every click on this screen.
    about = (given.file_id, here.ledger.head().seq)
    if st.session_state.get("checked", (None, None))[0] != about:
        st.session_state["checked"] = (about, _found(here, given))
    found: _Found = st.session_state["checked"][1]
    made = here.read("legal_exports", digest=found.digest, row_limit=1)
    if found.verdict is None:
        _tell_of_the_file(given.name, made)
        return
    _tell_of_the_pack(given.name, found.faults, made)
    if found.head is not None:
        _tell_of_the_journal(found.head, found.verdict)


def _found(here: Here, given: Any) -> _Found:
    with tempfile.TemporaryDirectory() as folder:
        # Under a name of our own: what it is called is none of the file system's business.
        copy = Path(folder) / "brought"
        with copy.open("wb") as file:
            given.seek(0)
            shutil.copyfileobj(given, file)
        with copy.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        with st.spinner(_("Checking every file in it…")):
            try:
                faults, head = check.look_into(copy)
            except NotAPack:
                return _Found(digest)
    with st.spinner(_("Checking every entry…")):
        return _Found(digest, faults, head, here.ledger.verify([head] if head else []))


def _tell_of_the_file(name: str, made: Any) -> None:
    if made.empty:
        st.error(
            _(
                "{name} is not as it left this ledger: it was changed since (opening and saving it is enough), or it "
                "was never exported from here.",
                name=literal(name),
            ),
            icon=":material/gpp_bad:",
        )
    elif pd.isna(made.iloc[0]["part"]):
        st.success(_taken(made.iloc[0]), icon=":material/verified:")
    else:
        st.success(
            f"{_('This file is as it was in a pack, under the name {name}.', name=literal(made.iloc[0]['part']))}  \n"
            f"{_taken(made.iloc[0])}",
            icon=":material/verified:",
        )


def _tell_of_the_pack(name: str, faults: Sequence[Fault], made: Any) -> None:
    """Whether its files are whole, and whether it is one that left this ledger."""
    if faults:
        points = [f"- {literal(check.said(fault))}" for fault in faults[:_FAULTS_SHOWN]]
        if len(faults) > _FAULTS_SHOWN:
            points.append(f"- {_('and {count} more', count=f'{len(faults) - _FAULTS_SHOWN:,}')}")
        said = _("{name} is not as it was made:", name=literal(name))
        st.error("\n".join([f"{said}\n", *points]), icon=":material/gpp_bad:")
    elif made.empty:
        st.warning(
            _(check.UNKNOWN, name=literal(name)),
            icon=":material/help:",
        )
    else:
        st.success(
            f"{_(check.WHOLE)}  \n{_taken(made.iloc[0])}",
            icon=":material/verified:",
        )


def _tell_of_the_journal(head: Anchor, verdict: Verdict) -> None:
    """Whether this ledger still holds what the pack rests on."""
    if verdict.is_whole:
        said = _(
            "This ledger holds entry {seq}, at which the pack was made, and all before it, as they were then.",
            seq=f"{head.seq:,}",
        )
        st.success(said, icon=":material/verified:")
    else:
        st.error(f"{_('The journal of this ledger:')} {chain_words.verdict(verdict)}", icon=":material/gpp_bad:")


def _taken(made: Any) -> str:
    return _(
        "Unchanged: exported by {actor} at {moment} as {file}, as of {day}.",
        actor=literal(made["actor"]),
        moment=show_moment(made["recorded_at"], language()),
        file=literal(made["file"]),
        day=show_date(made["as_of"].date(), language()),
    )
