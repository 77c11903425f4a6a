"""The files attached to one record: listed, added several at once, downloaded, withdrawn with a reason."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kantoku import actions, document_actions
from kantoku.dates import show_moment
from kantoku.records.document import Document, DocumentType
from kantoku.uploads import LARGEST_MB, TAKEN, Upload
from kantoku.wording import _, language
from ui import action_names, choices, engagement_card, entered, file_route, forms, page, rows, saving
from ui.literal import literal
from ui.page import Here
from ui.rows import Row

_ABOUT = ("document_type", "dated_on")


def panel(here: Here, subject_kind: str, subject_id: str, *, title: str = "", is_open: bool = False) -> None:
    """A drawer with the files of a record as the page shows it, and where writing is possible with the way to add.

    title: already translated.
    """
    found = here.read("documents_of", subject=subject_id)
    with st.expander(
        _("{title} ({count})", title=title or _("Attached documents"), count=len(found)),
        icon=":material/attach_file:",
        expanded=is_open,
    ):
        if found.empty:
            st.caption(_("Nothing is attached."))
        for row in rows.of(found):
            _one(here, row)
        for row in rows.of(here.read("documents_withdrawn", subject=subject_id)):
            _gone(row)
        if here.can_write:
            _add(here, subject_kind, subject_id)


def under_contract(here: Here, contract_id: str) -> None:
    """The files of a contract, and those of every record that belongs to it."""
    found = here.read("documents_of_contract", contract=contract_id)
    for row in rows.of(found):
        if row["subject_id"] != contract_id:
            _line(here, row, action_names.kind(str(row["subject_kind"])))
    panel(here, "contract", contract_id, title=_("Attached to the contract itself"), is_open=True)


def link(here: Here, kind: str, record_id: str, *, name: str, sha256: str) -> str:
    """A file as Markdown that downloads it."""
    at_seq = None if here.can_write else here.at_seq
    return f"[{literal(name)}]({file_route.address(kind, record_id, sha256, at_seq=at_seq)})"


def taken(chosen: Sequence[Any]) -> list[Upload]:
    """What was chosen on a screen, as it may be kept. Raises NotTaken for the first that may not."""
    return [Upload.of(each.name, each.getvalue()) for each in chosen]


def size(count: int) -> str:
    """A number of bytes as people read it."""
    return f"{count / 1_000_000:,.1f} MB" if count >= 100_000 else f"{max(count / 1_000, 0.1):,.1f} KB"


def _line(here: Here, row: Row, of: str = "") -> None:
    """of: what it is attached to, already translated."""
    said = (
        of,
        choices.word(DocumentType, row["document_type"]) if row["document_type"] else "",
        engagement_card.day(row["dated_on"]),
        size(int(row["size"])),
        _("{who}, {when}", who=literal(row["recorded_by"]), when=show_moment(row["recorded_at"], language())),
    )
    file = link(here, "document", row["id"], name=row["name"], sha256=row["sha256"])
    st.markdown(f":material/download: {file}  \n:small[:gray[{'　'.join(filter(None, said))}]]", width="stretch")


def _one(here: Here, row: Row) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        _line(here, row)
        if here.can_write:
            _withdraw(here, row)


def _gone(row: Row) -> None:
    """A file that was withdrawn: nothing to download any more, but its name and why."""
    said = _(
        "Withdrawn by {who}, {when}: {reason}",
        who=literal(row["actor"]),
        when=show_moment(row["recorded_at"], language()),
        reason=literal(row["reason"]),
    )
    st.markdown(f":gray[:material/undo: ~~{literal(row['name'])}~~]  \n:small[:gray[{said}]]")


def _withdraw(here: Here, row: Row) -> None:
    key = f"withdraw_document_{row['id']}"
    with st.popover(_("Withdraw"), icon=":material/undo:", key=key, type="tertiary"):
        st.markdown(_("For a file attached by mistake. The past still shows it; an erasure alone takes it away."))
        reason = st.text_input(entered.marked(_("Why it is withdrawn")), key=f"{key}_reason")
        if st.button(_("Withdraw this document"), key=f"{key}_save"):
            with saving.attempt():
                actions.withdraw(
                    here.ledger, "document", row["id"], base=int(row["revision"]), reason=reason, actor=here.actor
                )
                page.tell(_("The document was withdrawn."))
                st.rerun()


def _add(here: Here, subject_kind: str, subject_id: str) -> None:
    form = f"attach_{subject_id}"
    key = saving.generation(form)
    chosen = st.file_uploader(
        _("Files to attach"),
        accept_multiple_files=True,
        max_upload_size=LARGEST_MB,
        key=f"{key}_files",
        help=_(
            "They are kept in the ledger itself, and saved with its backup. Up to {limit} MB each.", limit=LARGEST_MB
        ),
    )
    if not chosen:
        st.caption(_(TAKEN))
        return
    about = forms.ask(Document, _ABOUT, key=key)
    if not forms.submit(_("Record {count} documents", count=len(chosen)), key=key):
        return
    with saving.attempt():
        entered.needed(about["document_type"], _("What it is"))
        typed = forms.typed(Document, about)
        ids = document_actions.attach(here.ledger, subject_kind, subject_id, taken(chosen), typed, actor=here.actor)
        saving.begin_anew(form)
        page.tell(_("{count} files are attached and kept in the ledger.", count=len(ids)))
        st.rerun()
