"""Taking the oversight out: the pack with its parts, the register alone, the status as CSV. All are noted."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import streamlit as st

from kantoku import wording
from kantoku.errors import KantokuError
from kantoku.exports import table
from kantoku.exports.lists import STATUS
from kantoku.exports.register import write_register
from kantoku.exports.scope import Scope
from kantoku.packs.pack import Progress, write_pack
from kantoku.packs.parts import NAMES, USUAL, Part
from kantoku.wording import _
from ui import downloads, page
from ui.page import Here

_READY = "pack_ready"


@dataclass(frozen=True)
class _Ready:
    """A pack that waits to be taken. asked: what it was made of."""

    asked: tuple[object, ...]
    path: Path
    name: str
    sha256: str
    folder: tempfile.TemporaryDirectory[str]


def show(here: Here, scope: Scope) -> None:
    day = f"{here.as_of:%Y%m%d}"
    _show_pack(here, scope)
    with st.container(horizontal=True, vertical_alignment="center"):
        file_name = downloads.file_name(_("oversight_register"), day, ending=".xlsx")
        st.download_button(
            _("Oversight register alone (Excel)"),
            data=register(here, file_name, scope),
            file_name=file_name,
            mime=downloads.XLSX,
            icon=":material/download:",
            on_click="ignore",
            key="register",
        )
        downloads.button(
            here,
            _("Status of every engagement (CSV)"),
            downloads.file_name(_("oversight_status"), day, ending=".csv"),
            "text/csv",
            lambda: table.csv_bytes(here.read("status", contract=None), STATUS),
        )


def register(here: Here, file_name: str, scope: Scope) -> Callable[[], bytes]:
    """Makes the register when it is called, on whatever thread, and notes it in the journal."""
    spoken = wording.language()

    def made() -> bytes:
        out = BytesIO()
        facts = write_register(
            here.ledger,
            out,
            as_of=here.as_of,
            actor=here.actor,
            language=spoken,
            known_at=here.clocks.known_at,
            at_seq=here.at_seq,
            scope=scope,
        )
        here.ledger.note("export.made", facts.note(file_name), actor=here.actor)
        return out.getvalue()

    return made


def _show_pack(here: Here, scope: Scope) -> None:
    parts = st.pills(
        _("What the pack holds"),
        [part.value for part in Part],
        default=[part.value for part in Part if part in USUAL],
        format_func=lambda part: _(NAMES[Part(part)]),
        selection_mode="multi",
        key="pack_parts",
        help=_(
            "What proves it - the chain of the journal, the list of what is missing, and the SHA-256 of every file - "
            "is always in it."
        ),
    )
    if not parts:
        st.caption(_("Choose at least one part."))
    head = here.ledger.record_head(here.at_seq)
    asked = (str(here.ledger.path), here.as_of, head, scope, tuple(sorted(parts)), wording.language())
    ready: _Ready | None = st.session_state.get(_READY)
    if ready is not None and ready.asked == asked:
        _show_ready(ready)
    elif st.button(
        _("Make the pack"), type="primary", icon=":material/folder_zip:", key="make_pack", disabled=not parts
    ):
        _make(here, scope, frozenset(map(Part, parts)), asked)


def _make(here: Here, scope: Scope, parts: frozenset[Part], asked: tuple[object, ...]) -> None:
    bar = st.progress(0.0, _("Reading the ledger…"))
    folder = tempfile.TemporaryDirectory(prefix="kantoku-pack-")
    name = downloads.file_name(_("oversight_pack"), f"{here.as_of:%Y%m%d}", *scope.given().values(), ending=".zip")
    path = Path(folder.name) / name
    try:
        facts = write_pack(
            here.ledger,
            path,
            as_of=here.as_of,
            known_at=here.clocks.known_at,
            scope=scope,
            parts=parts,
            progress=_shown_in(bar),
        )
    except KantokuError as error:
        bar.empty()
        page.show_error(error)
        return
    here.ledger.note("export.made", facts.note(name), actor=here.actor)
    # The folder of the one before goes with it, as this one's does when the session ends.
    st.session_state[_READY] = _Ready(asked, path, name, facts.sha256, folder)
    st.rerun()


def _shown_in(bar: Any) -> Progress:
    def told(done: float, at: str) -> None:
        bar.progress(done, at)

    return told


def _show_ready(ready: _Ready) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            _("Take the pack ({size} MB)", size=f"{ready.path.stat().st_size / 1_000_000:,.1f}"),
            data=ready.path.read_bytes,
            file_name=ready.name,
            mime="application/zip",
            type="primary",
            on_click="ignore",
            icon=":material/download:",
            key="take_pack",
        )
        st.caption(_("The pack is ready, and the journal has noted it. SHA-256: {sha256}", sha256=ready.sha256))
