"""One request: its steps in a line, the contract beside it, and each step where it is taken."""

from typing import Any, cast

import streamlit as st

from kantoku import permission_actions
from kantoku.dates import show_date
from kantoku.records import PermissionDecision, PermissionRequest
from kantoku.records.confirmation import Occasion
from kantoku.records.permission import Outcome
from kantoku.wording import _, language
from ui import (
    confirmation_form,
    confirmation_view,
    decided_panel,
    decision_panel,
    documents,
    engagement_card,
    engagement_permission,
    entered,
    forms,
    page,
    permission_steps,
    request_form,
    saving,
    states,
)
from ui.literal import literal, literal_lines
from ui.page import Here


def show(here: Here, request_id: str) -> None:
    """Raises NotFound."""
    found, revision = here.ledger.get("permission_request", request_id, at_seq=here.at_seq)
    record = cast("PermissionRequest", found)
    row = engagement_card.facts(here, record.engagement_id)
    decision_id, decision = _last_decision(here, record.engagement_id, request_id)
    steps = permission_steps.of(row, record, decision)
    is_returned = decision is not None and decision.outcome == Outcome.RETURNED
    waiting = None if record.withdrawn_on else permission_steps.current(steps)
    st.header(engagement_card.heading(row), anchor=False)
    engagement_card.show(here, row)
    _of_another(here, row, request_id)
    permission_steps.show(steps)
    with _step(1, _("Request"), is_open=waiting == "request" or is_returned):
        _request(here, request_id, record, revision, can_change=waiting is not None)
    if row["handles_personal"]:
        with _step(2, _("Handling confirmation"), is_open=waiting == "confirmation"):
            _confirmation(here, row)
    with _step(3, _("Officer's opinion"), is_open=waiting == "opinion"):
        _opinion(here, request_id, record, revision, can_change=waiting is not None)
    with _step(4, _("Decision"), is_open=waiting in ("decision", None)):
        _decision(here, request_id, record, row, decision_id, waiting=waiting)


def _of_another(here: Here, row: Any, request_id: str) -> None:
    """Says where the work has moved to another since this was asked."""
    if bool(here.read("request_standing", request=request_id)["is_elsewhere"].iloc[0]):
        st.warning(
            _(
                "Since this was asked, the work went to {organisation} under {above}. It does not count for them: "
                "amend the request to what is asked for now, or have it withdrawn.",
                organisation=literal(row["organisation"]),
                above=literal(row["parent_organisation"]),
            ),
            icon=":material/move_up:",
        )


def _step(number: int, title: str, *, is_open: bool) -> Any:
    # The mark in the key lets the next step open by itself once this one is done.
    return st.expander(f"**{number}　{title}**", expanded=is_open, key=f"step_{number}_{is_open}")


def _last_decision(here: Here, engagement_id: str, request_id: str) -> tuple[str, PermissionDecision | None]:
    rows = here.read("engagement_decisions", engagement=engagement_id)
    mine = rows[rows["request_id"] == request_id] if len(rows) else rows
    if not len(mine):
        return "", None
    decision_id = str(mine["decision_id"].iloc[0])
    record, _revision = here.ledger.get("permission_decision", decision_id, at_seq=here.at_seq)
    return decision_id, record if isinstance(record, PermissionDecision) else None


def _request(here: Here, request_id: str, record: PermissionRequest, revision: int, *, can_change: bool) -> None:
    left, right = st.columns(2)
    left.markdown(_asked(record))
    right.markdown(_scope(record))
    documents.panel(here, "permission_request", request_id)
    if not (can_change and here.can_write):
        return
    with st.expander(_("Amend the request"), icon=":material/edit:"):
        if request_form.amend(here, request_id, record, revision):
            page.tell(_("The amended request is recorded."))
            st.rerun()
    with st.expander(_("The applicant withdraws it"), icon=":material/undo:"):
        _withdraw(here, request_id, revision)


def _asked(record: PermissionRequest) -> str:
    return engagement_card.listed(
        {
            _("Request no."): record.number or "",
            _("Type of request"): _(record.request_type.label) if record.request_type else "",
            _("Requested on"): engagement_card.day(record.requested_on),
            _("Applicant"): record.applicant or "",
            _("Through"): record.endorsed_by or "",
            _("Received on"): engagement_card.day(record.received_on),
            _("Withdrawn by the applicant on"): engagement_card.day(record.withdrawn_on),
            _("Documents that show its capability"): record.capability or "",
            _("Agreed: report of the actual start"): record.start_report or "",
            _("Agreed: reports of the state of the work"): _(record.status_report_interval.label)
            if record.status_report_interval
            else "",
        }
    )


def _scope(record: PermissionRequest) -> str:
    return engagement_card.listed(
        {
            _("Work requested"): record.work or "",
            _("Data class"): states.data_class(record.data_class) if record.data_class else "",
            _("Data items"): "、".join(record.data_items),
            _("Period"): engagement_card.span(record.starts_on, record.ends_on),
            _("Places of work and storage"): "、".join(place.address for place in record.places),
        }
    )


def _withdraw(here: Here, request_id: str, revision: int) -> None:
    key = f"withdraw_{request_id}"
    base = saving.opened_at(key, revision, field=f"{key}_on")
    on = st.text_input(
        entered.marked(_("Withdrawn by the applicant on")),
        value=show_date(here.today, language()),
        key=f"{key}_on",
        width=240,
    )
    reason = st.text_input(entered.marked(_("Reason of the withdrawal")), key=f"{key}_reason")
    if st.button(_("Record the withdrawal"), key=f"{key}_save", icon=":material/undo:"):
        with saving.attempt(key, revision):
            day, why = entered.read(
                lambda: entered.day(on, _("Withdrawn by the applicant on")),
                lambda: entered.needed(reason, _("Reason of the withdrawal")),
            )
            permission_actions.withdraw_request(
                here.ledger, request_id, on=day, base=base, reason=why, actor=here.actor
            )
            page.tell(_("The withdrawal is recorded."))
            st.rerun()


def _confirmation(here: Here, row: Any) -> None:
    confirmation_view.brief(here, row["engagement_id"])
    if not here.can_write:
        return
    is_missing = row["confirmation_state"] != "positive" or row["needs_confirming"]
    if not is_missing and not st.toggle(_("Confirm anew"), key=f"anew_{row['engagement_id']}"):
        return
    subject = confirmation_form.Subject(row["contract_id"], row["engagement_id"], row["organisation_id"])
    key = f"confirm_{subject.engagement_id}"
    if recorded := confirmation_form.show(here, subject, key=key, occasion=Occasion.BEFORE_PERMISSION):
        page.tell(confirmation_view.told(here, subject.engagement_id, recorded))
        saving.begin_anew(key)
        st.rerun()


def _opinion(here: Here, request_id: str, record: PermissionRequest, revision: int, *, can_change: bool) -> None:
    if not (can_change and here.can_write):
        st.markdown(literal_lines(record.opinion or "") or _("None was recorded."))
        st.markdown(_other_opinions(record))
        return
    key = f"opinion_{request_id}"
    base = saving.opened_at(key, revision, field=f"{key}_opinion")
    start = forms.as_start(record)
    raw = forms.ask(PermissionRequest, ["opinion"], key=key, start=start, columns=1)
    raw |= forms.ask(PermissionRequest, ["drafted_by", "pia_impact"], key=key, start=start, columns=2)
    with st.expander(_("Opinions of other sections"), icon=":material/forum:"):
        raw |= forms.ask(PermissionRequest, _OTHERS, key=key, start=start, columns=1)
    if not forms.submit(_("Record the opinion"), key=key):
        return
    with saving.attempt(key, revision):
        entered.needed(raw["opinion"], _("Officer's opinion"))
        values = forms.typed(PermissionRequest, raw)
        permission_actions.give_opinion(
            here.ledger, request_id, values, base=base, reason=_("Officer's opinion"), actor=here.actor
        )
        forms.clear(key)
        page.tell(_("The opinion is recorded."))
        st.rerun()


_OTHERS = ("systems_opinion", "privacy_opinion")


def _other_opinions(record: PermissionRequest) -> str:
    return engagement_card.listed(
        {
            _("Opinion of the information systems section"): record.systems_opinion or "",
            _("Opinion of general affairs (personal information)"): record.privacy_opinion or "",
        }
    )


def _decision(
    here: Here, request_id: str, record: PermissionRequest, row: Any, decision_id: str, *, waiting: str | None
) -> None:
    if decision_id:
        decided_panel.show(here, row, decision_id)
        documents.panel(here, "permission_decision", decision_id)
    if waiting is None and not decision_panel.is_deciding(request_id):
        if here.can_write and decision_id:
            engagement_permission.ask_again(here, row)
        return
    if not here.can_write:
        return
    seen = int(here.read("permissions_seen", request=request_id)["decisions"].iloc[0])
    if decision_panel.show(here, decision_panel.Open(request_id, record, row, seen)):
        forms.clear(f"decide_{request_id}")
        st.rerun()
