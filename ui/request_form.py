"""A request to subcontract, filled in beside its contract: who, what work, which data, where and when, supervision."""

from typing import Any

import pandas as pd
import streamlit as st

from kantoku import actions, permission_actions
from kantoku.records import PermissionRequest, Subcontract
from kantoku.records.permission import RequestType
from kantoku.wording import N_, _
from ui import engagement_card, entered, forms, on_file, pickers, saving, work_on_file
from ui.page import Here

_REQUEST = ("number", "request_type", "requested_on", "applicant", "received_on", "endorsed_by", "wanted_from_on")
_ADVANCE = ("start_report", "status_report_interval", "capability")
_SCOPE = ("work", "data_class", "starts_on", "ends_on", "data_items", "places")
_SEVERAL = {  # in the order in which people think; three in a line
    N_("Work"): ("work", "reason", "extent", "is_principal_part", "amount", "override_reason"),
    N_("Data"): ("data_class", "persons_count", "persons_band", "media", "data_items", "handling"),
    N_("Period and places"): ("starts_on", "ends_on", "handlers", "places"),
    N_("Supervision"): ("responsible", "supervision"),
}


def new(here: Here, *, under: str) -> str | None:
    """A request for a new subcontract under an engagement. Returns the id of the request once it was recorded."""
    key = saving.generation(f"request_{under}")
    parent = engagement_card.facts(here, under)
    with st.container(border=True):
        left, right = st.columns(2)
        with left:
            chosen = pickers.engagement(
                here,
                entered.marked(_("Under whom")),
                key=f"{key}_under",
                known=under,
                contract=parent["contract_id"],
                with_ended=False,
            )
        with right:
            organisation = pickers.organisation(here, entered.marked(_("Subcontractor")), key=f"{key}_organisation")
        above = parent if chosen is None else engagement_card.facts(here, chosen["engagement_id"])
        which = _which(here, organisation, above, key)
    if which != work_on_file.NEW:
        return again(here, engagement_card.facts(here, which))
    with st.container(border=True):
        request = _ask_request(key, _begin_request(here, above))
    tier = _ask_tier(key, _begin_tier(here, above))
    st.caption(
        _("Only the subcontractor must be named now; what else is marked ＊ can be added by amending the request.")
    )
    is_new = _is_new(here, request, above["engagement_id"], organisation.get("id"), key=key)
    if not forms.submit(_("Record the request"), key=key, disabled=not here.can_write):
        return None
    with saving.attempt():
        _under, _organisation, asked, about = entered.read(
            lambda: entered.needed(chosen, _("Under whom")),
            lambda: entered.needed(organisation, _("Subcontractor")),
            lambda: forms.typed(PermissionRequest, request),
            lambda: forms.typed(Subcontract, tier),
        )
        on_file.refuse_the_same(is_new=is_new)
        place = {"contract_id": above["contract_id"], "parent_id": above["engagement_id"]}
        known = {"organisation_id": organisation["id"]} if "id" in organisation else {}
        _engagement_id, request_id = actions.request_permission(
            here.ledger,
            {**about, **place, **known},
            {**asked, "contract_id": place["contract_id"]},
            organisation=None if known else organisation,
            actor=here.actor,
        )
        saving.begin_anew(f"request_{under}")
        return request_id
    return None


def _which(here: Here, organisation: dict[str, Any], above: Any, key: str) -> str:
    """Which subcontract is meant. What somebody else records meanwhile changes nothing in a form that is open."""
    first_seen = f"{key}_on_file_{organisation.get('id')}_{above['engagement_id']}"
    found = st.session_state.setdefault(first_seen, work_on_file.under(here, organisation, above))
    return work_on_file.choose(found, key=f"{key}_subcontract") if found else work_on_file.NEW


def again(here: Here, row: Any) -> str | None:
    """A request for a subcontract on file: to change or renew it, or what was never asked for. row: engagement_status.

    What a change or renewal asks for stands in the request alone, until it is permitted.
    """
    key = saving.generation(f"again_{row['engagement_id']}")
    parent = engagement_card.facts(here, row["parent_id"])
    start = _begin_request(here, parent) | {"request_type": RequestType.RENEWAL if row["grant_id"] else RequestType.NEW}
    request = _ask_request(key, start)
    if request["request_type"] in (RequestType.CHANGE, RequestType.RENEWAL):
        tier, _revision = here.ledger.get("subcontract", row["engagement_id"])
        st.caption(_("What is asked for; the subcontract stays as it is until that is permitted."))
        request |= forms.ask(PermissionRequest, _SCOPE, key=f"{key}_s", start=forms.as_start(tier), columns=3)
    is_new = _is_new(here, request, row["parent_id"], row["organisation_id"], key=key)
    if not forms.submit(_("Record the request"), key=key, disabled=not here.can_write):
        return None
    with saving.attempt():
        asked = forms.typed(PermissionRequest, request)
        on_file.refuse_the_same(is_new=is_new)
        _engagement_id, request_id = actions.request_permission(
            here.ledger,
            {},
            {**asked, "contract_id": row["contract_id"]},
            engagement_id=row["engagement_id"],
            actor=here.actor,
        )
        saving.begin_anew(f"again_{row['engagement_id']}")
        return request_id
    return None


def amend(here: Here, request_id: str, request: PermissionRequest, revision: int) -> bool:
    """Corrects a request and its subcontract, as after it was sent back. Returns whether it was recorded."""
    key = saving.generation(f"amend_{request_id}")
    subcontract, tier_revision = here.ledger.get("subcontract", request.engagement_id)
    field = f"{key}_q_number"
    bases = (
        saving.opened_at(f"{key}_tier", tier_revision, field=field),
        saving.opened_at(key, revision, field=field),
    )
    raw_request = _ask_request(key, forms.as_start(request))
    if is_own := permission_actions.is_of_work_on_file(request):
        raw_tier = forms.ask(PermissionRequest, _SCOPE, key=f"{key}_s", start=forms.as_start(request), columns=3)
    else:
        raw_tier = _ask_tier(key, forms.as_start(subcontract))
    reason = st.text_input(entered.marked(_("Reason of the amendment")), key=f"{key}_reason")
    if not forms.submit(_("Record the amendment"), key=key, disabled=not here.can_write):
        return False
    with saving.attempt(key, revision):
        about, asked, why = entered.read(
            lambda: forms.typed(PermissionRequest if is_own else Subcontract, raw_tier),
            lambda: forms.typed(PermissionRequest, raw_request),
            lambda: entered.needed(reason, _("Reason of the amendment")),
        )
        permission_actions.amend_request(
            here.ledger,
            request_id,
            subcontract=about,
            request=asked,
            bases=bases,
            reason=why,
            actor=here.actor,
        )
        saving.begin_anew(f"amend_{request_id}")
        return True
    return False


def _is_new(here: Here, request: dict[str, Any], parent: str, organisation: str | None, *, key: str) -> bool:
    return on_file.is_new_request(here, number=request["number"], parent=parent, organisation=organisation, key=key)


def _ask_request(key: str, start: dict[str, Any]) -> dict[str, Any]:
    request = forms.ask(PermissionRequest, _REQUEST, key=f"{key}_q", start=start, columns=3)
    if request["request_type"] == RequestType.ADVANCE:
        st.caption(_("A permission in advance needs all three (PPC Q3-9), and lapses unless the work begins in time."))
        request |= forms.ask(PermissionRequest, _ADVANCE, key=f"{key}_q", start=start, columns=2)
    return request


def _ask_tier(key: str, start: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for tab, names in zip(st.tabs([_(title) for title in _SEVERAL]), _SEVERAL.values(), strict=True):
        with tab:
            values |= forms.ask(Subcontract, names, key=f"{key}_t", start=start, columns=3)
    return values


def _begin_request(here: Here, parent: Any) -> dict[str, Any]:
    return {
        "requested_on": here.today,
        "request_type": RequestType.NEW,
        "applicant": parent["organisation"],
    }


def _begin_tier(here: Here, parent: Any) -> dict[str, Any]:
    """What the tier above has is what it can pass on."""
    kind = "contract" if parent["tier"] == 1 else "subcontract"
    above, _revision = here.ledger.get(kind, parent["engagement_id"], at_seq=here.at_seq)
    return {
        "data_class": parent["data_class"],
        "data_items": getattr(above, "data_items", ()),
        "persons_band": getattr(above, "persons_band", None),
        "ends_on": None if pd.isna(parent["ends_on"]) else parent["ends_on"].date(),
    }
