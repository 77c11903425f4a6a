"""Recording how an organisation handles the data: item by item or as a summary, begun from its last confirmation."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from kantoku import confirmation_actions, item_lists
from kantoku.dates import add_months, show_date
from kantoku.errors import InvalidRecord
from kantoku.item_lists import ItemList
from kantoku.records import OFFICE_ID
from kantoku.records.confirmation import (
    ConfirmationForm,
    ConfirmationMethod,
    HandlingConfirmation,
    ItemResult,
    Occasion,
    Overall,
)
from kantoku.wording import N_, _, language
from ui import checklist, choices, covered_engagements, entered, forms, returned_form, saving, sheet
from ui.page import Here

_HEAD = ("confirmed_on", "confirmed_by", "method", "occasion", "number", "valid_until_on")
_END = ("overall", "shortfalls")
_ABROAD = ("foreign_system",)


@dataclass(frozen=True)
class Subject:
    """Whose handling is confirmed."""

    contract_id: str
    engagement_id: str
    organisation_id: str


def show(here: Here, subject: Subject, *, key: str, occasion: Occasion) -> str | None:
    """The form for a new confirmation. Returns its id once it was recorded."""
    key = saving.generation(key)
    last = last_of(here, subject.organisation_id)
    asked = item_lists.current(here.ledger, as_of=here.as_of, at_seq=here.at_seq)
    start: dict[str, Any] = {
        "confirmed_on": here.today,
        "occasion": occasion,
        "method": last.method if last else ConfirmationMethod.WRITTEN,
    }
    if back := returned_form.ask(here, subject.engagement_id, asked, last, key=key):
        asked = back.asked
        start["sheet"] = back.upload
    values = _ask(here, subject, asked, key=key, start=start, last=last)
    st.caption(entered.what_marks())
    if not forms.submit(_("Record the confirmation"), key=key, disabled=not here.can_write):
        return None
    with saving.attempt():
        place = {"contract_id": subject.contract_id, "engagement_id": subject.engagement_id}
        return confirmation_actions.confirm(here.ledger, _typed(values, asked) | place, actor=here.actor)
    return None


def correct(here: Here, subject: Subject, confirmation_id: str, *, key: str) -> bool:
    """The form that corrects a confirmation, with its reason. Returns whether it was recorded."""
    found, revision = here.ledger.get("handling_confirmation", confirmation_id)
    record = HandlingConfirmation.model_validate(found)
    base = saving.opened_at(key, revision, field=f"{key}_confirmed_on")
    asked = item_lists.of(here.ledger, record)
    values = _ask(here, subject, asked, key=key, start=forms.as_start(record), last=None)
    reason = st.text_input(entered.marked(_("Reason of the addition or correction")), key=f"{key}_reason")
    if not forms.submit(_("Record the addition or correction"), key=key, disabled=not here.can_write):
        return False
    with saving.attempt(key, revision):
        typed, _reason = entered.read(
            lambda: _typed(values, asked), lambda: entered.needed(reason, _("Reason of the addition or correction"))
        )
        later = forms.as_start(record) | typed
        confirmation_actions.correct(here.ledger, confirmation_id, later, base=base, reason=reason, actor=here.actor)
        return True
    return False


def last_of(here: Here, organisation_id: str) -> HandlingConfirmation | None:
    """The organisation's last confirmation, in whichever of its engagements."""
    found = here.read("confirmations_last", organisation=organisation_id)
    if found.empty:
        return None
    record, _revision = here.ledger.get("handling_confirmation", found["confirmation_id"].iloc[0], at_seq=here.at_seq)
    return record if isinstance(record, HandlingConfirmation) else None


def _ask(
    here: Here, subject: Subject, asked: ItemList, *, key: str, start: dict[str, Any], last: HandlingConfirmation | None
) -> dict[str, Any]:
    form = st.segmented_control(
        _("Form of the confirmation"),
        list(ConfirmationForm),
        default=start.get("form", ConfirmationForm.ITEMS),
        required=True,
        format_func=lambda code: choices.segment(_(code.label)),
        key=f"{key}_form",
        help=_("A summary keeps the overall result, and the sheet on which the items stand."),
    )
    values = forms.ask(HandlingConfirmation, _HEAD, key=key, start=start, columns=3)
    holds_until = add_months(here.today, _months(here))
    st.caption(
        _(
            "Left empty, it holds for {months} months: until {day} if confirmed today.",
            months=_months(here),
            day=show_date(holds_until, language()),
        )
    )
    values["sheet"] = start.get("sheet")
    if form == ConfirmationForm.ITEMS:
        values["items"] = _items(here, asked, key, start, last)
    values |= forms.ask(HandlingConfirmation, _END, key=key, start=start, columns=1)
    with st.expander(_("Handled abroad"), expanded=bool(start.get("foreign_system")), icon=":material/public:"):
        values |= forms.ask(HandlingConfirmation, _ABROAD, key=key, start=start, columns=1)
    if form == ConfirmationForm.SUMMARY:
        values["sheet"] = sheet.ask(key=key, known=start.get("sheet"))
    values["further_engagements"] = covered_engagements.ask(
        here, subject.organisation_id, subject.engagement_id, key=key, start=start.get("further_engagements", ())
    )
    return values | {"form": form}


def _items(
    here: Here, asked: ItemList, key: str, start: dict[str, Any], last: HandlingConfirmation | None
) -> list[dict[str, Any]]:
    """The items; begun from those of the last confirmation, unless that is so old that it holds no longer."""
    before = checklist.answers(last.items if last else ())
    is_recent = True
    if last and last.items and last.confirmed_on:
        is_recent = add_months(last.confirmed_on, _months(here)) > here.today
        said = (
            N_("Begun from the confirmation of {day}; what differs from it is marked.")
            if is_recent
            else N_("The confirmation of {day} holds no longer: answer anew. What differs from it is marked.")
        )
        st.caption(":material/content_copy: " + _(said, day=show_date(last.confirmed_on, language())))
    begun = checklist.answers(start["items"]) if start.get("items") else before if is_recent else {}
    # Where items are answered one by one, the only sheet is the form that the contractor sent back.
    form_sent_back = start.get("sheet") if start.get("items") else last and last.items and last.sheet
    came_back = bool(begun and form_sent_back)
    checklist.ask(asked.items, key=key, start=begun, last=before, came_back=came_back)
    return checklist.given(key=key)


def _months(here: Here) -> int:
    """For how many months a confirmation holds by the office's policy."""
    office, _revision = here.ledger.get("office", OFFICE_ID, at_seq=here.at_seq)
    return int(getattr(office, "confirmation_valid_months", 12))


def _typed(raw: dict[str, Any], asked: ItemList) -> dict[str, Any]:
    """Plain values. Raises InvalidRecord also where the overall result says more than the items do."""
    values = forms.typed(HandlingConfirmation, {name: raw[name] for name in (*_HEAD, *_END, *_ABROAD)})
    values |= {name: raw.get(name, []) for name in ("form", "sheet", "items", "further_engagements")}
    if raw["form"] == ConfirmationForm.ITEMS:
        values |= {"items_version": asked.version, "checklist_id": asked.checklist_id}
        _hold_to_the_items(values)
    return values


def _hold_to_the_items(values: dict[str, Any]) -> None:
    lacking = [item["code"] for item in values["items"] if item["result"] == ItemResult.NOT_DONE]
    if lacking and values["overall"] == Overall.SECURED:
        raise InvalidRecord([(_("Overall result"), _("items not done: {codes}", codes="、".join(lacking)))])
    if lacking:
        entered.needed(values["shortfalls"], _("What is not met, and its correction"))
