"""The last step of an import: recording what goes in, as one act, and where it leads."""

import streamlit as st

from kantoku.errors import KantokuError
from kantoku.imports import run
from kantoku.imports.sheets import Progress
from kantoku.wording import _
from ui import frame, import_file, import_preview, import_steps, page
from ui.import_file import Opened
from ui.import_preview import Preview
from ui.import_work import shelf
from ui.literal import literal
from ui.page import Here

_SEEN = "import_seen"


def preview_and_record(here: Here, opened: Opened) -> None:
    """The preview, and below it the button that records it."""
    if shelf().has("record", opened.token):
        _finish()
        return
    with import_steps.open_step(3, _("Look at the preview")):
        st.caption(_("Nothing is recorded yet."))
        preview = import_preview.made(here, opened)
        _tell_if_anew(opened, preview)
        import_preview.show(preview, file=opened.source.name)
    with import_steps.open_step(4, _("Record")):
        _offer(here, opened.token, preview)


def _tell_if_anew(opened: Opened, preview: Preview) -> None:
    """Says so where somebody else has recorded something since the preview was looked at."""
    before = st.session_state.get(_SEEN)
    about = opened.token, repr(opened.mappings())
    st.session_state[_SEEN] = (*about, preview.key)
    if before and before[:2] == about and before[2] != preview.key:
        st.info(_("The ledger has changed meanwhile, so the preview was made anew."), icon=":material/update:")


def _offer(here: Here, token: str, preview: Preview) -> None:
    if preview.proposal.is_empty:
        st.info(
            _("There is nothing to record: what can be read in the file is on file as it says."),
            icon=":material/task_alt:",
        )
        return
    st.markdown(
        _(
            "{count} records go in as one act, all or none. It stands in the journal as such and can be withdrawn as "
            "one, below.",
            count=f"{preview.records:,}",
        )
    )
    # The button is that of this preview: a press on one that has changed meanwhile records nothing.
    is_pressed = st.button(
        _("Record {count} records", count=f"{preview.records:,}"),
        type="primary",
        icon=":material/save:",
        key=f"import_record_{preview.key[:12]}",
        disabled=not here.can_write,
    )
    if is_pressed:
        ledger, actor, proposed = here.ledger, here.actor, preview.proposal

        def work(progress: Progress) -> str:
            return run.record(ledger, proposed, actor=actor, progress=progress)

        shelf().begin("record", token, work)
        _finish()


def _finish() -> None:
    """Shows how far the recording is; also if the page was drawn anew meanwhile."""
    job = shelf().latest("record")
    if job is None:
        return
    try:
        with st.spinner(_("Recording…")):
            job.watched()
    except KantokuError as error:
        shelf().drop("record", "preview")
        page.show_error(error)
        st.button(_("Look at the preview again"), icon=":material/refresh:", key="import_again")
        return
    import_steps.go(import_steps.DONE)
    st.rerun()


def show_done(opened: Opened) -> None:
    """What was recorded, what is left to do, and where it shows."""
    preview = import_preview.last()
    with import_steps.open_step(4, _("Recorded")):
        if preview is not None:
            st.success(
                _(
                    "{count} records of {name} were recorded as one act: {kinds}.",
                    count=f"{preview.records:,}",
                    name=literal(opened.source.name),
                    kinds=import_preview.counted(preview.proposal.new + preview.proposal.changed),
                ),
                icon=":material/check_circle:",
            )
            _ways(preview)
            _left(preview, opened.source.name)
        st.button(
            _("Import another file"), on_click=import_file.leave, icon=":material/upload_file:", key="import_next"
        )


def _ways(preview: Preview) -> None:
    with st.container(horizontal=True):
        if count := len(preview.reveals):
            label = _("What needs attention now: {count} more", count=f"{count:,}")
            st.page_link(frame.page_path("attention"), label=label, icon=":material/priority_high:")
        st.page_link(frame.page_path("overview"), label=_("To the overview"), icon=":material/monitoring:")
        st.page_link(frame.page_path("contracts"), label=_("To the contracts"), icon=":material/contract:")


def _left(preview: Preview, file: str) -> None:
    if not preview.rows_out:
        return
    st.markdown(
        _(
            "{problems} rows with a problem and {waiting} that wait for them are not recorded yet. Correct them in "
            "this workbook, and import it as the next file.",
            problems=f"{preview.rows_out:,}",
            waiting=f"{len(preview.waiting):,}",
        )
    )
    import_preview.offer_problems(preview, file=file, key="import_get_left")
