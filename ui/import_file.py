"""The first step of an import: the file, and what was found in it."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from kantoku.errors import KantokuError
from kantoku.imports import proposal, run, sheets
from kantoku.imports.cells import Unread
from kantoku.imports.columns import Holds, TableMapping
from kantoku.imports.layout import Table
from kantoku.imports.sheets import Progress, Source
from kantoku.ledger import Ledger
from kantoku.wording import N_, _
from ui import import_steps, saving
from ui.import_work import shelf
from ui.literal import literal
from ui.page import Here

LARGEST_MB = 100
_FILE, _CORRECTED, _UPLOAD = "import_file", "import_corrected", "import_upload"


class NoTable(KantokuError):
    def __init__(self, name: str) -> None:
        super().__init__(
            N_("No table was found in this file"),
            N_("“{name}” needs a row that names its columns, and below it a row for each contract or subcontract."),
            name=name,
        )


@dataclass(frozen=True)
class Opened:
    """A file that was read. suggested: what its tables mean, one each; known: which of them are of a known shape.

    misfits: what was found out so far of columns, by table, position and target.
    """

    token: str
    source: Source
    tables: tuple[Table, ...]
    suggested: tuple[TableMapping, ...]
    known: tuple[bool, ...]
    misfits: dict[tuple[int, int, str], Unread | None] = field(default_factory=dict, compare=False)

    def mappings(self) -> list[TableMapping]:
        """What the tables mean, as corrected in this session: also in another file of that shape."""
        corrected: dict[str, tuple[str, tuple[str, ...]]] = st.session_state.get(_CORRECTED, {})
        return [
            TableMapping(Holds(corrected[table.signature][0]), corrected[table.signature][1])
            if table.signature in corrected
            else suggested
            for table, suggested in zip(self.tables, self.suggested, strict=True)
        ]

    def correct(self, nth: int, mapping: TableMapping) -> None:
        """Takes up what a person says of a table."""
        kept = st.session_state.setdefault(_CORRECTED, {})
        kept[self.tables[nth].signature] = mapping.holds.value, mapping.targets


def in_hand() -> Opened | None:
    """The file that this session is about to import."""
    token = st.session_state.get(_FILE)
    job = shelf().latest("read")
    return job.result() if token and job and shelf().has("read", token) else None


def choose(here: Here) -> None:
    """Where the file is chosen, or dropped; it is read at once."""
    with import_steps.open_step(1, _("Choose the file")):
        st.markdown(
            _(
                "A workbook (.xlsx) or CSV as your office keeps it: titles above the table, headings over two rows, "
                "merged cells, ditto marks and Japanese dates are understood. Nothing is recorded before you say so."
            )
        )
        given = st.file_uploader(
            _("Ledger as a workbook (.xlsx) or CSV, up to {limit} MB", limit=LARGEST_MB),
            max_upload_size=LARGEST_MB,
            key=saving.generation(_UPLOAD),
            help=_("The file itself is not kept: it is gone once this window is closed."),
        )
        if given is not None:
            with saving.attempt():
                _take(here, given)


def _take(here: Here, given: Any) -> None:
    ledger, token, name = here.ledger, str(given.file_id), given.name
    shelf().begin("read", token, lambda progress: _opened(ledger, token, name, given.getvalue(), progress)).watched()
    st.session_state[_FILE] = token
    saving.begin_anew(_UPLOAD)
    st.rerun()


def _opened(ledger: Ledger, token: str, name: str, content: bytes, progress: Progress) -> Opened:
    source = sheets.read(name, content, progress)
    tables = tuple(proposal.tables(source))
    if not tables:
        raise NoTable(source.name)
    remembered = run.remembered(ledger)
    suggested = tuple(proposal.suggested(tables, remembered))
    known = tuple(
        table.signature in remembered or mapping.is_register for table, mapping in zip(tables, suggested, strict=True)
    )
    return Opened(token, source, tables, suggested, known)


def show_chosen(opened: Opened) -> None:
    """The step once it is done, in one line."""
    rows = sum(len(table.rows) for table in opened.tables)
    said = _(
        "{name}: {tables} tables, {rows} rows",
        name=literal(opened.source.name),
        tables=len(opened.tables),
        rows=f"{rows:,}",
    )
    with import_steps.done_step(1, _("File"), said):
        st.button(_("Another file"), on_click=leave, type="tertiary", icon=":material/edit:", key="import_change_1")


def leave() -> None:
    """Puts the file away. What was corrected stays for the next one of that shape."""
    for name in (_FILE, import_steps.STAGE):
        st.session_state.pop(name, None)
    shelf().drop("read", "preview", "record")
