"""A decision already taken on paper as it was typed, and what is read from its fields when it is recorded."""

import datetime
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from kantoku import paper_actions
from kantoku.dates import UnreadableDate, parse_date
from kantoku.errors import InvalidRecord
from kantoku.records.confirmation import Overall
from kantoku.text import clean
from kantoku.wording import _
from ui import entered
from ui.page import Here
from ui.period import Period, parse_period

_RESULTS = {
    Overall.CONDITIONAL: re.compile(r"条件(付き?)?|△|conditional", re.IGNORECASE),
    Overall.NOT_SECURED: re.compile(r"不適(正|切)?|図られない|×|not secured", re.IGNORECASE),
}
_BETWEEN = re.compile(r"[\s、,，()（）]+")
T = TypeVar("T")
FIRST_SEEN = "paper_first_seen"
"""Where the session keeps the rows of subcontracts_under as the person first saw them, by engagement."""


@dataclass(frozen=True)
class Draft:
    """The form as typed.

    organisation: {"id": …} or the values of a new one. under: a row of engagement_choices, or None. fields: text by
    name. on: the row of subcontracts_under that the decision is about, None for a new subcontract.
    """

    organisation: dict[str, Any]
    under: Any
    fields: dict[str, Any]
    on: Any = None

    def save(self, here: Here) -> paper_actions.PaperDecision:
        """Records it. Raises InvalidRecord naming what cannot be read, or what the action raises."""
        organisation, period, confirmation, decision = self._entries(here.today)
        if self.on is not None:
            return self._save_further(here, confirmation, decision | self._further(period))
        return paper_actions.log_paper_decision(
            here.ledger,
            organisation=organisation,
            subcontract=self._subcontract(period),
            confirmation=confirmation,
            decision=decision,
            actor=here.actor,
        )

    def _entries(self, today: datetime.date) -> tuple[dict[str, Any], Period, dict[str, Any] | None, dict[str, Any]]:
        try:
            organisation, _under, period, confirmation, decision = entered.read(
                lambda: entered.needed(self.organisation, _("Subcontractor")),
                lambda: entered.needed(self.under, _("Under whom")),
                lambda: self._read("period", _("Period"), parse_period),
                self._confirmation,
                self._decision,
            )
        except InvalidRecord as amiss:
            raise InvalidRecord([*amiss.problems, *self._refused_without(today)]) from None
        return organisation, period, confirmation, decision | {"valid_until_on": period[1]}

    def _refused_without(self, today: datetime.date) -> list[tuple[str, str]]:
        """What a rule would ask for next, so that it is named along with the rest."""
        asked = {"document_number": _("Approval document no.")}
        if not _is_day(self.fields["decided_on"], today):
            asked["late_reason"] = _("Why it is logged later")
        return [(label, _("needed")) for name, label in asked.items() if not (self.fields[name] or "").strip()]

    def _save_further(
        self, here: Here, confirmation: dict[str, Any] | None, decision: dict[str, Any]
    ) -> paper_actions.PaperDecision:
        # Whether it succeeds, or the person is told of another decision: the next time builds on what is then on file.
        st.session_state.pop(FIRST_SEEN, None)
        return paper_actions.log_further_paper_decision(
            here.ledger,
            self.on["engagement_id"],
            confirmation=confirmation,
            decision=decision,
            actor=here.actor,
            seen=int(self.on["seen"]),
        )

    def _subcontract(self, period: Period) -> dict[str, Any]:
        starts_on, ends_on = period
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
        confirmed_on, overall, confirmer = self._read("confirmed", _("Secure handling confirmed"), read_confirmation)
        return {
            "confirmed_on": confirmed_on,
            "confirmed_by": confirmer,
            "overall": overall,
            "sheet": self.fields["sheet"],
        }

    def _decision(self) -> dict[str, Any]:
        return {
            "outcome": self.fields["outcome"],
            "decided_on": entered.day(self.fields["decided_on"], _("Decided on")),
            "decided_by": self.fields["decided_by"],
            "document_number": self.fields["document_number"],
            "late_reason": self.fields["late_reason"],
            "permitted_work": self.fields["work"],
        }

    def _further(self, period: Period) -> dict[str, Any]:
        """What a decision on a subcontract on file says besides: from when it holds, and which request it answers."""
        request_id = self.on["request_id"]
        return {
            "valid_from_on": period[0],
            "request_id": request_id if isinstance(request_id, str) else None,
        }

    def _read(self, name: str, label: str, parse: Callable[[str], T]) -> T:
        try:
            return parse(self.fields[name])
        except UnreadableDate as error:
            raise InvalidRecord([(label, error.sentence)]) from None


def _is_day(typed: str, day: datetime.date) -> bool:
    with suppress(UnreadableDate):
        return parse_date(typed) == day
    return False


def read_confirmation(typed: str) -> tuple[datetime.date, Overall, str | None]:
    """Day, result and confirmer: `R8.3.20 見本 花子` (secured), `R8.3.20 条件付 見本 花子`, `R8.3.20 不適`.

    Who confirmed is None where nobody is named: it is not made up, and such a confirmation does not count yet. Raises
    UnreadableDate.
    """
    text, overall = clean(typed), Overall.SECURED
    for result, words in _RESULTS.items():
        if words.search(text):
            text, overall = words.sub(" ", text, count=1), result
    parts = [part for part in _BETWEEN.split(text) if part]
    for length in range(len(parts), 0, -1):
        try:
            return parse_date(" ".join(parts[:length])), overall, " ".join(parts[length:]) or None
        except UnreadableDate:
            continue
    return parse_date(typed), overall, None
