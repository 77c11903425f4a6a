"""The imports that were made, and taking one back as one act."""

import pandas as pd
import streamlit as st

from kantoku.dates import show_moment
from kantoku.errors import ChangedSince, KantokuError, StillReferredTo
from kantoku.imports import run
from kantoku.imports.run import Made
from kantoku.imports.sheets import Progress
from kantoku.wording import _, language
from ui import entered, facts, import_preview, page, tables, withdrawal
from ui.import_work import shelf
from ui.literal import literal
from ui.page import Here
from ui.tables import Column

_REASON = "import_withdrawal"


def show(here: Here) -> None:
    """The imports up to the moment that the page shows, the latest first."""
    st.header(_("Imports made"), anchor=False)
    found = [each for each in run.imports(here.ledger) if _is_known(here, each.made_at)]
    rows = pd.DataFrame(
        [
            (
                each.batch,
                each.made_at,
                each.actor,
                str(each.facts.get("file", "")),
                sum(each.facts.get("new", {}).values()),
                sum(each.facts.get("changed", {}).values()),
                int(each.facts.get("problems", 0)) + int(each.facts.get("waiting", 0)),
                _state(here, each),
            )
            for each in found
        ],
        columns=["batch", "made_at", "actor", "file", "new", "changed", "left", "state"],
    )
    picked = tables.show(
        rows,
        {
            "made_at": Column(_("Imported at"), lambda moment: show_moment(moment, language()), rank=1),
            "actor": Column(_("Who"), rank=3),
            "file": Column(_("File"), width=180, rank=1),
            "new": Column(_("New"), is_number=True, rank=2),
            "changed": Column(_("Changed"), is_number=True, rank=2),
            "left": Column(_("Rows left out"), is_number=True, rank=4),
            "state": Column(_("State"), rank=2),
        },
        key="imports_made",
        empty=_("Nothing was imported yet."),
    )
    if picked is not None:
        _panel(here, next(each for each in found if each.batch == picked["batch"]))
    elif found:
        st.caption(_("Pick an import to see what it recorded, or to take it back."))


def _is_known(here: Here, moment: object) -> bool:
    known_at = here.clocks.known_at
    return known_at is None or moment <= known_at  # type: ignore[operator]


def _is_withdrawn(here: Here, made: Made) -> bool:
    return made.withdrawn_at is not None and not pd.isna(made.withdrawn_at) and _is_known(here, made.withdrawn_at)


def _state(here: Here, made: Made) -> str:
    if _is_withdrawn(here, made):
        return _("Withdrawn {moment}", moment=show_moment(made.withdrawn_at, language()))  # type: ignore[arg-type]
    return _("In the ledger")


def _panel(here: Here, made: Made) -> None:
    with st.container(border=True):
        st.markdown(f"### {literal(made.facts.get('file', ''))}")
        facts.pairs(
            [
                (_("Imported at"), show_moment(made.made_at, language())),
                (_("Who"), made.actor),
                (_("State"), _state(here, made)),
                (_("New"), import_preview.counted(made.facts.get("new", {}))),
                (_("Changed"), import_preview.counted(made.facts.get("changed", {}))),
                (_("The same as on file"), import_preview.counted(made.facts.get("same", {}))),
                (_("Rows with a problem, which stay out"), f"{made.facts.get('problems', 0):,}"),
                (_("Rows that wait for one of these"), f"{made.facts.get('waiting', 0):,}"),
                (_("Number of this act in the journal"), made.batch),
            ]
        )
        if not _is_withdrawn(here, made):
            _withdraw(here, made)


def _withdraw(here: Here, made: Made) -> None:
    st.markdown(f"#### {_('Take this import back')}")
    st.markdown(
        _(
            "All of it as one act: {new} new records are withdrawn, {changed} changed ones stand again as before. "
            "Nothing is deleted; the journal keeps what stood there.",
            new=f"{sum(made.facts.get('new', {}).values()):,}",
            changed=f"{sum(made.facts.get('changed', {}).values()):,}",
        )
    )
    reason = st.text_input(entered.marked(_("Why it is withdrawn")), key=f"{_REASON}_{made.batch}")
    is_pressed = st.button(
        _("Take the import back"),
        key=f"import_withdraw_{made.batch}",
        icon=":material/undo:",
        disabled=not here.can_write,
    )
    if not is_pressed and not shelf().has("withdraw", made.batch):
        return
    ledger, actor, batch = here.ledger, here.actor, made.batch

    def work(_progress: Progress) -> int:
        return run.withdraw(ledger, batch, actor=actor, reason=reason)

    try:
        entered.needed(reason, _("Why it is withdrawn"))
        with st.spinner(_("Taking the import back…")):
            count = shelf().begin("withdraw", batch, work).watched()
    except KantokuError as error:
        shelf().drop("withdraw")
        page.show_error(error)
        if isinstance(error, StillReferredTo | ChangedSince):
            withdrawal.name_those(here, str(error.params["by"]))
        return
    shelf().drop("withdraw")
    page.tell(_("The import was taken back: {count} records.", count=f"{count:,}"))
    st.rerun()
