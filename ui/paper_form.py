"""A decision already taken on paper, logged on one screen by the keyboard alone; the contract gives all the rest."""

from typing import Any

import streamlit as st

from kantoku.records.permission import Outcome
from kantoku.records.vocabulary import DataClass
from kantoku.wording import N_, _
from ui import engagement_card, entered, paper_draft, pickers, saving, sheet, states, work_on_file
from ui.literal import literal
from ui.page import Here
from ui.paper_draft import Draft
from ui.rows import Row

KEY = "paper"

_OUTCOMES = (Outcome.PERMITTED, Outcome.CONDITIONAL, Outcome.REFUSED)
_LATE_REASONS = (
    N_("Copied later from the paper decision"),
    N_("Taken over from an older ledger"),
    N_("Found missing in a check of the records"),
)


def show(here: Here, *, under: str | None) -> Draft | None:
    """The form of ten fields. Returns what was typed when the person submits, else None.

    Counted are the fields in view: subcontractor, under whom, work, data class, period, document number, decided on,
    decided by, the confirmation (day, result and confirmer in one line) and its sheet. The decision and the reason for
    logging it later stand folded away with what they nearly always are. Where the subcontractor already works under
    that engagement, its data class is on file, and the question which subcontract is meant takes its place.

    under: the engagement that a link named; else that of the last decision logged, so that a pile of paper of one
    contract needs it once. The two pickers stand before the form because they answer while one types on.
    """
    key = saving.generation(KEY)
    left, right = st.columns(2)
    with left:
        organisation = pickers.organisation(here, entered.marked(_("Subcontractor")), key=f"{key}_organisation")
    with right:
        chosen = pickers.engagement(here, entered.marked(_("Under whom")), key=f"{key}_under", known=under)
        st.caption(_contract_gives(chosen))
    on_file = _on_file(here, organisation, chosen)
    with st.form(f"{key}_form", border=False):
        fields = _fields(key, on_file)
        is_submitted = st.form_submit_button(
            _("Record this decision"), type="primary", icon=":material/save:", disabled=not here.can_write
        )
    if not is_submitted:
        return None
    return Draft(organisation, chosen, fields, on_file.get(fields["subcontract"]))


def _on_file(here: Here, organisation: dict[str, Any], under: Any) -> dict[str, Row]:
    found = work_on_file.under(here, organisation, under)
    # As they stood when the person first saw them: a request that somebody answers meanwhile is not answered twice.
    first_seen = st.session_state.setdefault(paper_draft.FIRST_SEEN, {})
    return {id_: first_seen.setdefault(id_, row) for id_, row in found.items()}


def _fields(key: str, on_file: dict[str, Row]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    work, kind, period = st.columns(3)
    fields["work"] = work.text_input(_("Work subcontracted"), key=f"{key}_work")
    with kind:
        fields |= _which(key, on_file) if on_file else _data_class(key)
    fields["period"] = period.text_input(
        _("Period"), key=f"{key}_period", placeholder=_("R8.4.1 to R9.3.31, with ～ between")
    )
    number, decided_on, decided_by = st.columns(3)
    fields["document_number"] = number.text_input(
        entered.marked(_("Approval document no.")), key=f"{key}_document_number"
    )
    fields["decided_on"] = decided_on.text_input(
        entered.marked(_("Decided on")), key=f"{key}_decided_on", placeholder=_("R8.4.1 or 2026-04-01")
    )
    fields["decided_by"] = decided_by.text_input(
        _("Decided by"), key=f"{key}_decided_by", placeholder=_("Title, such as head of the tax section")
    )
    confirmed, file = st.columns(2)
    with confirmed:  # A help icon would be a stop of the tab key before its field, so guidance stands below.
        fields["confirmed"] = st.text_input(
            _("Secure handling confirmed"), key=f"{key}_confirmed", placeholder=_("Day, and who confirmed")
        )
        st.caption(
            _("Where it was not secured outright, write so after the day: 条件付 (on conditions) or 不適 (not).")
        )
    with file:
        fields["sheet"] = sheet.ask(key=key)
        st.caption(_("Without its sheet a confirmation does not count, and the permission lacks one."))
    return fields | _seldom_changed(key)


def _data_class(key: str) -> dict[str, Any]:
    chosen = st.selectbox(
        _("Data class"),
        ["", *DataClass],
        format_func=lambda code: states.data_class(code) if code else _("As above"),
        key=f"{key}_data_class",
    )
    return {"data_class": chosen, "subcontract": work_on_file.NEW}


def _which(key: str, on_file: dict[str, Row]) -> dict[str, Any]:
    """Which subcontract the decision is about: one on file, as with a renewal, or a further one."""
    return {"data_class": "", "subcontract": work_on_file.choose(on_file, key=f"{key}_subcontract")}


def _seldom_changed(key: str) -> dict[str, Any]:
    with st.expander(_("Decision and reason for logging it later: change only if otherwise"), icon=":material/tune:"):
        outcome, reason = st.columns(2)
        return {
            "outcome": outcome.selectbox(
                _("Decision"), _OUTCOMES, format_func=lambda code: _(code.label), key=f"{key}_outcome"
            ),
            "late_reason": reason.selectbox(
                _("Why it is logged later"),
                [_(each) for each in _LATE_REASONS],
                accept_new_options=True,
                placeholder=_("Choose"),
                key=f"{key}_late_reason",
            ),
        }


def _contract_gives(chosen: Any) -> str:
    if chosen is None:
        return _("The contract gives section, data class and period; type its number or contractor.")
    return _(
        "{title}, {data_class}, {period}",
        title=literal(chosen["contract_title"]),
        data_class=states.data_class(chosen["data_class"]),
        period=engagement_card.span(chosen["starts_on"], chosen["ends_on"]),
    )


def start_at_first_field() -> None:
    """Puts the cursor into the first field of an empty form, so that the hands stay on the keyboard."""
    key = saving.generation(KEY)
    if st.session_state.get(f"{KEY}_begun") == key:
        return
    st.session_state[f"{KEY}_begun"] = key
    st.html(
        f"""<script>
        (function begin(tries) {{
            const field = document.querySelector('.st-key-{key}_organisation input');
            if (field) field.focus(); else if (tries) setTimeout(() => begin(tries - 1), 100);
        }})(50);
        </script>""",
        unsafe_allow_javascript=True,
    )
