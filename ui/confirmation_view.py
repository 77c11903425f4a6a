"""Confirmations on file: those of one engagement in brief, and one with all its items."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from kantoku import item_lists
from kantoku.printing import confirmation_sheet
from kantoku.records import HandlingConfirmation
from kantoku.records.confirmation import ConfirmationForm, ConfirmationMethod, Occasion, Overall
from kantoku.wording import _, language
from ui import checklist, covered_engagements, downloads, engagement_card, frame, sheet, tables
from ui.literal import literal
from ui.page import Here
from ui.tables import Column


def brief(here: Here, engagement_id: str) -> None:
    """The last confirmation in one line, with a link to all of them."""
    rows = here.read("engagement_confirmations", engagement=engagement_id)
    if rows.empty:
        st.markdown(_("Nothing was confirmed yet."))
        return
    last = rows.iloc[0]
    st.markdown(
        engagement_card.listed(
            {
                _("Confirmed on"): f"{engagement_card.day(last['confirmed_on'])}　{last['confirmed_by'] or ''}",
                _("Overall result"): overall(last["overall"]),
                _("Form of the confirmation"): form(last["form"]),
                _("Holds until"): engagement_card.day(last["valid_until_on"]),
            }
        )
    )
    if not last["is_complete"]:
        st.markdown(f":orange-badge[{_('Not complete')}] {incomplete_because(last)}")
    st.page_link(
        frame.page_path("confirmations"),
        label=_("See the confirmations"),
        icon=":material/fact_check:",
        query_params={"engagement": engagement_id},
    )


def incomplete_because(row: Any) -> str:
    """What a confirmation lacks to be complete. row: of engagement_confirmations."""
    if row["is_of_another"]:
        return _("It was made of another subcontractor, or under another tier, than the work has now.")
    if row["form"] == "summary" and not row["has_sheet"]:
        return _("A summary needs its sheet.")
    if pd.isna(row["confirmed_by"]):
        return _("Who confirmed is not named.")
    if pd.isna(row["confirmed_on"]):
        return _("The day of confirmation is missing.")
    if pd.isna(row["overall"]):
        return _("The overall result is missing.")
    return _("Items are not answered.")


def history(here: Here, engagement_id: str) -> str | None:
    """All confirmations of one engagement as a list. Returns the id of the picked one."""
    rows = here.read("engagement_confirmations", engagement=engagement_id)
    picked = tables.show(
        rows,
        {
            "confirmed_on": Column(_("Confirmed on"), tables.date),
            "confirmed_by": Column(_("Confirmed by")),
            "occasion": Column(_("Occasion"), partial(_label, Occasion), rank=6),
            "method": Column(_("Method"), partial(_label, ConfirmationMethod), rank=7),
            "form": Column(_("Form of the confirmation"), form, rank=7),
            "overall": Column(_("Overall result"), overall),
            "valid_until_on": Column(_("Holds until"), tables.date),
            "is_complete": Column(_("Complete"), tables.yes),
        },
        key=f"history_{engagement_id}",
        empty=_("Nothing was confirmed yet. Record the first confirmation below."),
    )
    return None if picked is None else str(picked["confirmation_id"])


def whole(here: Here, confirmation_id: str, record: HandlingConfirmation) -> None:
    """One confirmation with everything in it."""
    summary = f":blue-badge[{form(record.form)}]" if record.form is ConfirmationForm.SUMMARY else ""
    st.markdown(f"**{literal(record.number) or _('Handling confirmation')}**　{summary}")
    st.markdown(
        engagement_card.listed(
            {
                _("Confirmed on"): f"{engagement_card.day(record.confirmed_on)}　{record.confirmed_by or ''}",
                _("Overall result"): overall(record.overall),
                _("What is not met, and its correction"): record.shortfalls or "",
                _("Foreign country: its system, and measures taken"): record.foreign_system or "",
                _("Further engagements that it covers"): covered_engagements.listed(here, record),
                _("Version of the item list"): record.items_version or "",
                _("Note"): record.note or "",
            }
        )
    )
    _printed(here, confirmation_id, record)
    if record.sheet:
        file = sheet.linked(here, "handling_confirmation", confirmation_id, record.sheet)
        st.markdown(f":gray[{_('Confirmation sheet')}]　{file}")
    if record.items:
        st.dataframe(_items(here, record), hide_index=True, height=420)


def _printed(here: Here, confirmation_id: str, record: HandlingConfirmation) -> None:
    """The sheet to take away; none where no chain connects the engagement to its contract (R35)."""
    for row in here.read("engagement_status", engagement=record.engagement_id).to_dict("records"):
        number = record.number or row["contract_number"]
        downloads.pdf(
            here,
            _("Confirmation sheet (PDF)"),
            downloads.file_name(confirmation_sheet.title(row), number, row["organisation"], ending=".pdf"),
            partial(confirmation_sheet.pdf, here.ledger, confirmation_id),
        )


def changes(here: Here, record: HandlingConfirmation, before: HandlingConfirmation | None) -> None:
    """What became of the items against the confirmation before."""
    if before is None or not (record.items and before.items):
        return
    asked = item_lists.of(here.ledger, record)
    found = checklist.differences(asked.items, checklist.answers(record.items), checklist.answers(before.items))
    day = engagement_card.day(before.confirmed_on)
    st.markdown(f"**{_('Against the confirmation of {day}', day=day)}**")
    st.markdown("\n".join(f"- {line}" for line in found) if found else _("No item was answered otherwise."))


def form(code: Any) -> str:
    return _label(ConfirmationForm, code)


def overall(code: Any) -> str:
    return _label(Overall, code)


def _label(choices: Any, code: Any) -> str:
    """The word of a vocabulary's code; nothing for none."""
    return "" if pd.isna(code) else str(_(choices(code).label))


def _items(here: Here, record: HandlingConfirmation) -> pd.DataFrame:
    names = {item.code: item for item in item_lists.of(here.ledger, record).items}
    shown = pd.DataFrame(
        [
            {
                _("Item"): item.code,
                _("Measure"): names[item.code].text(language()) if item.code in names else "",
                _("Result"): checklist.shown(item.result),
                _("Evidence"): item.evidence or "",
                _("How it was confirmed"): _(item.how.label) if item.how else "",
                _("Note"): item.note or "",
            }
            for item in record.items
        ]
    )
    return shown.loc[:, (shown != "").any()]  # a column in which nobody wrote would push the others out of sight


def told(here: Here, engagement_id: str, confirmation_id: str) -> str:
    """That it was recorded, and what it lacks to count."""
    rows = here.ledger.read("engagement_confirmations", as_of=here.as_of, engagement=engagement_id)
    row = rows[rows["confirmation_id"] == confirmation_id].iloc[0]
    if row["is_complete"]:
        return _("The confirmation is recorded.")
    return f"{_('The confirmation is recorded, but does not count yet.')} {incomplete_because(row)}"
