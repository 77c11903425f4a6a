"""A finding that no audit made: from a confirmation, a report, an incident, an inspection or a tip-off."""

from typing import Any

import streamlit as st

from kantoku import actions
from kantoku.errors import KantokuError
from kantoku.records import Finding
from kantoku.records.finding import FindingSource
from kantoku.wording import _
from ui import audit_place, entered, forms, page, pickers, recurrence
from ui.page import Here

ACT = "finding"

_FIRST = ("source", "found_on", "due_on", "finding_class", "severity", "owner")
_THEN = ("content", "plan")
_LAST = ("basis", "number")


def offer(here: Here) -> None:
    """The way to the form."""
    st.button(
        _("Record a finding without an audit"),
        on_click=audit_place.go,
        kwargs={"act": ACT},
        disabled=not here.can_write,
        icon=":material/add:",
        help=_("What an audit found is recorded with that audit."),
    )


def show(here: Here, engagement_id: str | None) -> None:
    """The form. engagement_id: whom it concerns, if a link named one."""
    st.header(_("A finding without an audit"), anchor=False)
    if not here.can_write:
        st.info(_("Recording is possible in the present only. Set the two dates in the sidebar back to now."))
        return
    key = f"finding_new_{engagement_id or ''}"
    whom = pickers.engagement(here, entered.marked(_("Whom it concerns")), key=f"{key}_whom", known=engagement_id)
    sources = {str(each): _(each.label) for each in FindingSource if each is not FindingSource.AUDIT}
    raw: dict[str, Any] = {}
    for names, columns in ((_FIRST, 3), (_THEN, 2), (_LAST, 2)):
        raw |= forms.ask(
            Finding, names, key=key, start={"found_on": here.today}, references={"source": sources}, columns=columns
        )
    recurs = recurrence.ask(here, [] if whom is None else [str(whom["engagement_id"])], key=key)
    if forms.submit(_("Record this finding"), key=key):
        _record(here, whom, raw, recurs, key)


def _record(here: Here, whom: Any, raw: dict[str, Any], recurs: dict[str, Any], key: str) -> None:
    try:
        concerned, typed = entered.read(
            lambda: entered.needed(whom, _("Whom it concerns")), lambda: forms.typed(Finding, raw)
        )
        about = {"contract_id": concerned["contract_id"], "engagement_id": concerned["engagement_id"]}
        finding_id = actions.record_new(here.ledger, "finding", typed | about | recurs, actor=here.actor)
    except KantokuError as error:
        page.show_error(error)
        return
    forms.clear(key)
    page.tell(_("The finding is recorded."))
    audit_place.go(finding=finding_id)
    st.rerun()
