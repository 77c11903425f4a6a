"""The third step of an import: what would be recorded, what stays out and why. Nothing is recorded by looking."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from kantoku.imports import problem_book, proposal, run
from kantoku.imports.proposal import Proposal
from kantoku.imports.sheets import Progress
from kantoku.records import KINDS
from kantoku.wording import _, language
from ui import downloads, facts, import_reveals, spoken, tables
from ui.import_file import Opened
from ui.import_work import Job, shelf
from ui.page import Here
from ui.tables import Column

_READ_SHARE = 0.6
"""How much of the work is done once the values are read and compared; the rest is the rehearsal."""


@dataclass(frozen=True)
class Preview:
    """What a file would do. key: what that depends on. rows_out: those with a problem; waiting: those that wait."""

    key: str
    proposal: Proposal
    reveals: pd.DataFrame
    problems: pd.DataFrame
    waiting: pd.DataFrame = field(repr=False)

    @property
    def rows_out(self) -> int:
        return len(self.problems.drop_duplicates(["sheet", "row"]))

    @property
    def rows_in(self) -> int:
        return self.proposal.read_rows - self.rows_out - len(self.waiting)

    @property
    def records(self) -> int:
        """How many records would be written."""
        return self.proposal.new.total() + self.proposal.changed.total()


def made(here: Here, opened: Opened) -> Preview:
    """The preview, worked out once for a file, its columns and the ledger as it stands."""
    mapped = list(zip(opened.tables, opened.mappings(), strict=True))
    asked = (
        opened.token,
        here.ledger.record_head(here.at_seq),
        str(here.ledger.path),
        here.today.isoformat(),
        language(),
        [(mapping.holds.value, mapping.targets) for _table, mapping in mapped],
    )
    key = hashlib.sha256(repr(asked).encode()).hexdigest()
    ledger, actor, source = here.ledger, here.actor, opened.source

    def work(progress: Progress) -> Preview:
        found = proposal.propose(ledger, source, mapped, lambda what, done: progress(what, done * _READ_SHARE))
        revealed = run.rehearse(
            ledger,
            found,
            actor=actor,
            progress=lambda what, done: progress(what, _READ_SHARE + done * (1 - _READ_SHARE)),
        )
        return Preview(key, found, import_reveals.frame(revealed), _problems(found), _waiting(found))

    found: Preview = shelf().begin("preview", key, work).watched()
    return found


def last() -> Preview | None:
    """What was last looked at, also after it was recorded."""
    job: Job | None = shelf().latest("preview")
    found: Preview | None = job.result() if job and job.is_done else None
    return found


def show(preview: Preview, *, file: str) -> None:
    """Counts, what stays out, and what would come to light. file: the name of what is imported."""
    _counts(preview)
    if preview.rows_out:
        _out(preview, file)
    import_reveals.show(preview.reveals)


def counted(counts: Mapping[str, int]) -> str:
    """Kinds of records with their numbers, in one line."""
    return "、".join(f"{_(KINDS[kind].label_plural)} {count:,}" for kind, count in counts.items() if count)


def offer_problems(preview: Preview, *, file: str, key: str) -> None:
    """The rows that stay out as a workbook: they are the person's own, so no entry of the journal tells of it."""
    found = preview.proposal
    st.download_button(
        _("The rows that stay out, as a workbook"),
        data=spoken.kept(lambda: problem_book.written(found)),
        file_name=downloads.file_name(file.rpartition(".")[0] or file, _("to be corrected"), ending=".xlsx"),
        mime=downloads.XLSX,
        on_click="ignore",
        icon=":material/download:",
        key=key,
    )


def _counts(preview: Preview) -> None:
    found = preview.proposal
    kinds, rows = st.columns([3, 2], gap="large")
    with kinds:
        counts = (found.new, found.changed, found.same)
        facts.table(
            [_("Kind of record"), _("New"), _("Changed"), _("The same as on file")],
            [
                (_(KINDS[kind].label_plural), *(f"{each[kind]:,}" if each[kind] else "–" for each in counts))
                for kind in KINDS
                if any(each[kind] for each in counts)
            ],
            are_numbers=True,
        )
    with rows:
        facts.pairs(
            [
                (_("Rows read"), f"{found.read_rows:,}"),
                (_("Rows that go in"), f"{preview.rows_in:,}"),
                (_("Rows with a problem, which stay out"), f"{preview.rows_out:,}"),
                (_("Rows that wait for one of these"), f"{len(preview.waiting):,}"),
            ],
            width=200,
        )


def _out(preview: Preview, file: str) -> None:
    st.markdown(f"### :orange[:material/warning:] {_('Rows with a problem: {count}', count=f'{preview.rows_out:,}')}")
    st.markdown(
        _(
            "They stay out, whole; the others can go in now. Correct them in the workbook, where the reason stands "
            "beside each, and import that as the next file."
        )
    )
    tables.show(
        preview.problems,
        {
            "sheet": Column(_("Sheet"), width=110, rank=2),
            "row": Column(_("Row"), is_number=True, rank=1),
            "column": Column(_("Heading of the column"), width=130, rank=2),
            "read": Column(_("What stands there"), width=130, rank=3),
            "problem": Column(_("What is wrong"), width=300, rank=1),
        },
        key="import_problems",
        empty="",
    )
    if len(preview.waiting):
        with st.expander(_("Rows that wait for one of these: {count}", count=f"{len(preview.waiting):,}")):
            tables.show(
                preview.waiting,
                {
                    "sheet": Column(_("Sheet"), width=110),
                    "row": Column(_("Row"), is_number=True),
                    "waits": Column(_("Waits for"), width=200),
                },
                key="import_waiting",
                empty="",
            )
    offer_problems(preview, file=file, key="import_get_problems")


def _problems(found: Proposal) -> pd.DataFrame:
    return pd.DataFrame(
        [(each.sheet, each.row, each.column, each.read, each.problem) for each in found.problems],
        columns=["sheet", "row", "column", "read", "problem"],
    )


def _waiting(found: Proposal) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (each.sheet, each.row, _("“{sheet}”, row {row}", sheet=each.for_sheet, row=each.for_row))
            for each in found.waiting
        ],
        columns=["sheet", "row", "waits"],
    )
