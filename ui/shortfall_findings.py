"""What a confirmation found lacking, followed up: a finding of each item, with its owner and its day, at one press."""

from typing import Any

import streamlit as st

from kantoku import confirmation_actions, item_lists
from kantoku.records import Finding, HandlingConfirmation
from kantoku.records.confirmation import ConfirmedItem
from kantoku.records.finding import FindingState
from kantoku.wording import _, language
from ui import checklist, choices, entered, forms, frame, page, recurrence, rows, saving, tables
from ui.literal import literal
from ui.page import Here

_ABOUT = ("owner", "due_on", "finding_class", "severity")


def show(here: Here, confirmation_id: str, record: HandlingConfirmation) -> None:
    """The findings made of a confirmation, and the way to make those that are still missing."""
    found = rows.of(here.read("confirmation_findings", confirmation=confirmation_id))
    for row in found:
        _one(row)
    raised = {row["item_code"] for row in found}
    open_ones = [item for item in confirmation_actions.lacking(record) if item.code not in raised]
    if open_ones and here.can_write:
        _raise(here, confirmation_id, record, open_ones)


def _one(row: rows.Row) -> None:
    said = (
        choices.word(FindingState, row["state"]),
        literal(row["owner"]),
        _("due {day}", day=tables.date(row["due_on"])),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/flag: **{literal(row['item_code'])}**　{'　'.join(filter(None, said))}")
        st.page_link(frame.page_path("audits"), label=_("Open the finding"), query_params={"finding": str(row["id"])})


def _raise(here: Here, confirmation_id: str, record: HandlingConfirmation, items: list[ConfirmedItem]) -> None:
    asked = item_lists.of(here.ledger, record)
    with st.expander(
        _("Have what is lacking put right ({count} items)", count=len(items)), icon=":material/flag:", expanded=True
    ):
        key = f"shortfalls_{confirmation_id}"
        chosen = st.multiselect(
            _("Items to be put right"),
            [item.code for item in items],
            default=[item.code for item in items],
            format_func=lambda code: _named(asked.item(code), code, items),
            key=f"{key}_items",
            placeholder=_("Choose"),
            select_all=False,
        )
        raw = forms.ask(Finding, _ABOUT, key=key)
        recurs = _recurrences(here, record, chosen, key)
        if not forms.submit(_("Make {count} findings", count=len(chosen)), key=key, disabled=not chosen):
            return
        with saving.attempt():
            entered.read(lambda: entered.needed(raw["owner"], _("Owner of the correction")), lambda: _day(raw))
            about = forms.typed(Finding, raw)
            confirmation_actions.raise_findings(
                here.ledger, confirmation_id, chosen, about, recurs=recurs, actor=here.actor
            )
            forms.clear(key)
            page.tell(_("The findings are recorded, each with its owner and its day."))
            st.rerun()


def _recurrences(here: Here, record: HandlingConfirmation, chosen: list[str], key: str) -> dict[str, dict[str, Any]]:
    """Of which earlier finding each of these items is the recurrence, folded away: most are none. code → values."""
    if not chosen:
        return {}
    whose = [str(record.engagement_id or record.contract_id)]
    with st.expander(_("Do some of them recur?"), icon=":material/replay:"):
        return {
            code: recurrence.ask(
                here, whose, key=f"{key}_{code}", item=code, label=_("Does {code} recur?", code=literal(code))
            )
            for code in chosen
        }


def _day(raw: dict[str, Any]) -> Any:
    return entered.day(raw["due_on"], _("Due on"))


def _named(item: Any, code: str, items: list[ConfirmedItem]) -> str:
    result = next(each.result for each in items if each.code == code)
    return f"{code} {item.text(language()) if item else ''}（{checklist.shown(result)}）"
