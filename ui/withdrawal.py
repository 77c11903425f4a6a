"""Taking a record off the present, with its reason. What stood there stays in the journal."""

import re

import streamlit as st

from kantoku import actions
from kantoku.errors import KantokuError, StillReferredTo
from kantoku.wording import _
from ui import entered, forms, page, saving, values
from ui.literal import literal
from ui.page import Here

_ID = re.compile(r"\b[0-9a-hjkmnp-tv-z]{12}\b")


def ask(here: Here, kind: str, record_id: str, *, key: str) -> bool:
    """Asks why, then takes the record off the present. True once it is withdrawn."""
    _present, revision = here.ledger.get(kind, record_id)
    base = saving.opened_at(key, revision, field=f"{key}_reason")
    st.markdown(
        _(
            "For what was recorded by mistake. It disappears from the present; the journal keeps what stood there. A "
            "contract that has ended is not withdrawn: change its stage."
        )
    )
    reason = st.text_input(entered.marked(_("Why it is withdrawn")), key=f"{key}_reason")
    if not forms.submit(_("Withdraw this record"), key=key, disabled=not here.can_write):
        return False
    try:
        entered.needed(reason, _("Why it is withdrawn"))
        actions.withdraw(here.ledger, kind, record_id, base=base, reason=reason, actor=here.actor)
    except KantokuError as error:
        page.show_error(error)
        _name_those_that_refer(here, error)
        return False
    forms.clear(key)
    return True


def _name_those_that_refer(here: Here, error: KantokuError) -> None:
    """The error names records by id; people know them by other names."""
    if isinstance(error, StillReferredTo):
        name_those(here, str(error.params["by"]))


def name_those(here: Here, said: str) -> None:
    """What the records are called whose ids stand in what is said."""
    for id_, name in values.names(here, _ID.findall(said)).items():
        st.markdown(f"- {id_}　{literal(name)}")
