"""Whether the same as a finding stands elsewhere (横展開): where it is likely, and what was found there."""

import pandas as pd
import streamlit as st

from kantoku import finding_actions
from kantoku.dates import show_date
from kantoku.printing.blocks import Table
from kantoku.records import Finding
from kantoku.wording import _, language
from ui import audit_filters, entered, forms, page, picking, readings, report, saving
from ui.page import Here
from ui.rows import of
from ui.tables import Column


def show(here: Here, finding_id: str, finding: Finding, revision: int) -> None:
    """What was checked, and the list of what may be checked still."""
    _checked(here, finding)
    if not here.can_write:
        return
    with st.expander(_("Check other contracts for the same"), icon=":material/content_copy:"):
        rows = readings.kept(here, "findings_elsewhere", finding=finding_id, row_limit=audit_filters.ROWS)
        if rows.empty:
            st.caption(_("No other contract of this organisation, section or category is left to check."))
            return
        _check(here, finding_id, rows, revision)


def _checked(here: Here, finding: Finding) -> None:
    ids = [check.contract_id for check in finding.lateral_checks if check.contract_id]
    named = here.read("contracts_named", contracts=ids)
    names = dict(zip(named["contract_id"], named["named"], strict=True))
    rows = [
        {
            _("Checked elsewhere"): names.get(check.contract_id, "") if check.contract_id else check.section,
            _("Checked on"): show_date(check.checked_on, language()),
            _("Result"): _("The same was found there") if check.is_found else _("Not found there"),
        }
        for check in finding.lateral_checks
    ]
    report.show(Table.known(rows))


def _check(here: Here, finding_id: str, rows: pd.DataFrame, revision: int) -> None:
    key = f"elsewhere_{finding_id}"
    base = saving.opened_at(key, revision, field=f"{key}_on")
    picked = picking.several(rows.assign(why=[_why(row) for row in of(rows)]), _columns(), key=key)
    names = dict(zip(picked["contract_id"], picked["contract_number"] + " " + picked["contract_title"], strict=True))
    found = st.multiselect(
        _("Of the contracts ticked, those where the same was found"),
        list(names),
        format_func=lambda id_: names[id_],
        key=f"{key}_found",
        placeholder=_("None"),
    )
    st.caption(_("For each of these a finding of its own begins, whose owner and date are given there."))
    on = st.text_input(
        entered.marked(_("Checked on")), value=show_date(here.today, language()), key=f"{key}_on", width=220
    )
    if st.button(_("Record the check"), key=f"{key}_save", type="primary", disabled=picked.empty):
        with saving.attempt(key, revision):
            begun = finding_actions.check_elsewhere(
                here.ledger,
                finding_id,
                {id_: id_ in found for id_ in names},
                on=entered.day(on, _("Checked on")),
                base=base,
                actor=here.actor,
            )
            forms.clear(key)
            page.tell(
                _("{count} contracts are checked; {found} findings begin there.", count=len(names), found=len(begun))
            )
            st.rerun()


def _columns() -> dict[str, Column]:
    return {
        "contract_number": Column(_("Contract no."), rank=1),
        "contract_title": Column(_("Title"), width=140, rank=2),
        "section": Column(_("Section")),
        "organisation": Column(_("Contractor"), width=130),
        "why": Column(_("Why there"), rank=1),
    }


def _why(row: dict[str, object]) -> str:
    reasons = {
        "is_same_organisation": _("Same organisation"),
        "is_same_category": _("Same category of work"),
        "is_same_section": _("Same section"),
    }
    return ("、" if language() == "ja" else ", ").join(text for name, text in reasons.items() if row[name])
