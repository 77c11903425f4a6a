"""A decision already taken on paper, logged on one screen by the keyboard alone; the contract gives all the rest."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from kantoku import actions
from kantoku.dates import UnreadableDate, parse_date
from kantoku.errors import InvalidRecord
from kantoku.records.confirmation import Overall
from kantoku.records.permission import Outcome
from kantoku.records.vocabulary import DataClass
from kantoku.text import clean
from kantoku.wording import N_, _
from ui import engagement_card, pickers, saving, sheet, states
from ui.literal import literal
from ui.page import Here
from ui.period import parse_period

KEY = "paper"

_OUTCOMES = (Outcome.PERMITTED, Outcome.CONDITIONAL, Outcome.REFUSED)
_LATE_REASONS = (
    N_("Copied later from the paper decision"),
    N_("Taken over from an older ledger"),
    N_("Found missing in a check of the records"),
)
_RESULTS = {
    "条件": Overall.CONDITIONAL,
    "△": Overall.CONDITIONAL,
    "conditional": Overall.CONDITIONAL,
    "不適": Overall.NOT_SECURED,
    "図られない": Overall.NOT_SECURED,
    "×": Overall.NOT_SECURED,
    "not secured": Overall.NOT_SECURED,
}
_CONFIRMATION = re.compile(
    rf"(?P<day>.+?)(?:[\s、,（(]*(?P<result>{'|'.join(_RESULTS)}).*)?", re.IGNORECASE | re.DOTALL
)

T = TypeVar("T")


@dataclass(frozen=True)
class Draft:
    """The form as typed.

    organisation: {"id": …} or the values of a new one. under: a row of engagement_choices, or None. fields: text by
    name. confirmed_by: whom the contract names as its officer, else its section.
    """

    organisation: dict[str, Any]
    under: Any
    fields: dict[str, Any]
    confirmed_by: str | None

    def save(self, here: Here) -> actions.PaperDecision:
        """Records it. Raises InvalidRecord naming what cannot be read, or what the action raises."""
        organisation = pickers.needed(self.organisation, _("Subcontractor"))
        if self.under is None:
            raise InvalidRecord([(_("Under whom"), _("needed"))])
        return actions.log_paper_decision(
            here.ledger,
            organisation=organisation,
            subcontract=self._subcontract(),
            confirmation=self._confirmation(),
            decision=self._decision(),
            actor=here.actor,
        )

    def _subcontract(self) -> dict[str, Any]:
        starts_on, ends_on = self._read("period", _("Period"), parse_period)
        return {
            "contract_id": self.under["contract_id"],
            "parent_id": self.under["engagement_id"],
            "work": self.fields["work"],
            "data_class": self.fields["data_class"],
            "starts_on": starts_on,
            "ends_on": ends_on,
        }

    def _confirmation(self) -> dict[str, Any] | None:
        if not self.fields["confirmed"].strip():
            return None
        confirmed_on, overall = self._read("confirmed", _("Secure handling confirmed on"), read_confirmation)
        return {
            "confirmed_on": confirmed_on,
            "confirmed_by": self.confirmed_by,
            "overall": overall,
            "sheet": self.fields["sheet"],
        }

    def _decision(self) -> dict[str, Any]:
        return {
            "outcome": self.fields["outcome"],
            "decided_on": self._read("decided_on", _("Decided on"), parse_date),
            "decided_by": self.fields["decided_by"],
            "document_number": self.fields["document_number"],
            "late_reason": self.fields["late_reason"],
            "permitted_work": self.fields["work"],
            "valid_until_on": self._read("period", _("Period"), parse_period)[1],
        }

    def _read(self, name: str, label: str, parse: Callable[[str], T]) -> T:
        try:
            return parse(self.fields[name])
        except UnreadableDate as error:
            raise InvalidRecord([(label, error.sentence if self.fields[name].strip() else _("needed"))]) from None


def read_confirmation(typed: str) -> tuple[datetime.date, Overall]:
    """Day and result of a confirmation: `R8.3.20` (secured), `R8.3.20 条件付`, `R8.3.20 不適`.

    Raises UnreadableDate.
    """
    found = _CONFIRMATION.fullmatch(clean(typed))
    if not found:
        return parse_date(typed), Overall.SECURED
    return parse_date(found["day"]), _RESULTS[found["result"].lower()] if found["result"] else Overall.SECURED


def show(here: Here, *, under: str | None) -> Draft | None:
    """The form of ten fields. Returns what was typed when the person submits, else None.

    under: the engagement that a link named; else that of the last decision logged, so that a pile of paper of one
    contract needs it once. The two pickers stand before the form because they answer while one types on.
    """
    key = saving.generation(KEY)
    left, right = st.columns(2)
    with left:
        organisation = pickers.organisation(here, _("Subcontractor"), key=f"{key}_organisation")
    with right:
        chosen = pickers.engagement(here, _("Under whom"), key=f"{key}_under", known=under)
        st.caption(_contract_gives(chosen))
    with st.form(f"{key}_form", border=False):
        fields = _fields(key)
        is_submitted = st.form_submit_button(
            _("Record this decision"), type="primary", icon=":material/save:", disabled=not here.can_write
        )
    return Draft(organisation, chosen, fields, _confirmer(here, chosen)) if is_submitted else None


def _fields(key: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    work, data_class, period = st.columns([5, 3, 4])
    fields["work"] = work.text_input(_("Work subcontracted"), key=f"{key}_work")
    fields["data_class"] = data_class.selectbox(
        _("Data class"),
        ["", *DataClass],
        format_func=lambda code: states.data_class(code) if code else _("As above"),
        key=f"{key}_data_class",
    )
    fields["period"] = period.text_input(
        _("Period"), key=f"{key}_period", placeholder=_("R8.4.1 to R9.3.31, with ～ between")
    )
    number, decided_on, decided_by = st.columns([5, 3, 4])
    fields["document_number"] = number.text_input(_("Approval document no."), key=f"{key}_document_number")
    fields["decided_on"] = decided_on.text_input(
        _("Decided on"), key=f"{key}_decided_on", placeholder=_("R8.4.1 or 2026-04-01")
    )
    fields["decided_by"] = decided_by.text_input(
        _("Decided by"), key=f"{key}_decided_by", placeholder=_("Title, such as head of the tax section")
    )
    confirmed, file = st.columns([5, 7])
    with confirmed:  # A help icon would be a stop of the tab key before its field, so guidance stands below.
        fields["confirmed"] = st.text_input(
            _("Secure handling confirmed on"), key=f"{key}_confirmed", placeholder=_("R8.4.1 or 2026-04-01")
        )
        st.caption(_("If the result was otherwise, write it after the day: R8.3.20 条件付 or R8.3.20 不適."))
    with file:
        fields["sheet"] = sheet.ask(key=key)
    return fields | _seldom_changed(key)


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


def _confirmer(here: Here, chosen: Any) -> str | None:
    """Who confirmed, as far as the contract tells: its officer, else its section."""
    if chosen is None:
        return None
    contract, _revision = here.ledger.get("contract", chosen["contract_id"], at_seq=here.at_seq)
    return getattr(contract, "officer", None) or getattr(contract, "section", None)


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
