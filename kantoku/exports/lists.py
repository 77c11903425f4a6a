"""Lists of the oversight as they leave: the status of the engagements and the rule hits, with their columns."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kantoku import rules
from kantoku.exports.columns import Column, Kind, as_in, each, is_none, of, of_choice, plain
from kantoku.exports.states import AuditState, ConfirmationState, Level, PermissionState, Standing
from kantoku.records import KINDS, Contract, HandlingConfirmation, Organisation, Subcontract
from kantoku.records.vocabulary import DataClass
from kantoku.wording import N_

RECORD_ID = Column(N_("Record id"), Kind.CODE)
TIER = Column(N_("Tier"), Kind.NUMBER)
ORGANISATION = Column(Organisation.label)
CONTRACT_NUMBER = of(Contract, "number")["number"]
UNDER_WHOM = as_in(Subcontract, "parent_id")
RULES = Column(N_("Rules hit"))
STANDING = of_choice(
    N_("Overall standing"),
    Standing,
    {Standing.BREACH: "bad", Standing.NEEDS_ACTION: "warning", Standing.IN_ORDER: "good"},
)

STATUS: Mapping[str, Column] = {
    "engagement_id": RECORD_ID,
    "contract_number": CONTRACT_NUMBER,
    **of(Contract, "section"),
    "tier": TIER,
    "organisation": ORGANISATION,
    **of(Organisation, "corporate_number"),
    "parent_organisation": UNDER_WHOM,
    "handles_spi": Column(DataClass.SPI.label, Kind.BOOLEAN),
    **of(Subcontract, "starts_on", "ends_on"),
    "permission_state": of_choice(N_("State of the permission"), PermissionState),
    "permitted_on": Column(N_("Last permitted on"), Kind.DATE),
    "grounded": Column(N_("Permitted at every tier above too"), Kind.BOOLEAN),
    "confirmation_state": of_choice(N_("State of the confirmation"), ConfirmationState),
    **of(HandlingConfirmation, "confirmed_on"),
    "last_audited_on": Column(N_("Last audited on"), Kind.DATE),
    "next_audit_due_on": Column(N_("Next audit due on"), Kind.DATE),
    "audit_state": of_choice(N_("State of the audit"), AuditState),
    "standing": STANDING,
    "rules": RULES,
}
"""The columns of queries/reports/status.sql."""

HITS: Mapping[str, Column] = {
    "level": of_choice(
        N_("Gravity"), Level, {Level.BREACH: "bad", Level.OVERDUE: "warning", Level.INCOMPLETE: "warning"}
    ),
    "rule": Column(N_("Rule no.")),
    "title": Column(N_("What the rule is about")),
    "since": Column(N_("Since when"), Kind.DATE),
    "contract_number": CONTRACT_NUMBER,
    "contract_title": of(Contract, "title")["title"],
    **of(Contract, "section"),
    "organisation": ORGANISATION,
    **of(Organisation, "corporate_number"),
    "tier": TIER,
    "says": Column(N_("What the rule found"), Kind.LONG),
    "basis": Column(N_("Legal basis of the rule"), Kind.LONG),
    "remedy": Column(N_("What is to be done"), Kind.LONG),
    "subject_kind": Column(N_("Record concerned"), labels={kind: record.label for kind, record in KINDS.items()}),
    "subject_id": RECORD_ID,
}
"""The columns of queries/reports/attention.sql, with what with_words adds."""


@dataclass(frozen=True)
class Listing:
    """A list as it leaves by the command line.

    columns: as CSV. in_json: the names of an object's members. in_table: the columns that a terminal has room for, of
    which the flexible ones give way.
    """

    columns: Mapping[str, Column]
    in_json: tuple[str, ...]
    in_table: tuple[str, ...]
    flexible: tuple[str, ...]

    def objects(self, frame: pd.DataFrame) -> list[dict[str, Any]]:
        """The rows as plain JSON values: dates in ISO 8601, null where there is none, lists as lists."""
        columns = [[_as_json(name, value) for value in plain(frame[name])] for name in self.in_json]
        return [dict(zip(self.in_json, row, strict=True)) for row in zip(*columns, strict=True)]


STATUS_LISTING = Listing(
    columns=STATUS,
    in_json=tuple(STATUS),
    in_table=(
        "contract_number",
        "tier",
        "organisation",
        "permission_state",
        "confirmation_state",
        "audit_state",
        "next_audit_due_on",
        "standing",
        "rules",
    ),
    flexible=("organisation", "permission_state", "confirmation_state", "audit_state", "rules"),
)

HITS_LISTING = Listing(
    columns=HITS,
    in_json=(
        "rule",
        "level",
        "engagement_id",
        "subject_kind",
        "subject_id",
        "contract_number",
        "organisation",
        "corporate_number",
        "tier",
        "since",
        "detail",
    ),
    in_table=("level", "rule", "since", "contract_number", "tier", "organisation", "says"),
    flexible=("organisation", "says"),
)

_BETWEEN = "\x1f"


def with_words(hits: pd.DataFrame) -> pd.DataFrame:
    """Rule hits with what their rules say of them: title, says, basis and remedy, in the running context's language."""
    known = rules.load()
    found = hits["rule"] + _BETWEEN + hits["detail"]
    return hits.assign(
        title=each(hits["rule"], lambda rule: known[rule].title),
        says=each(found, _said),
        basis=each(hits["rule"] + _BETWEEN + hits["data_class"].fillna("unknown"), _cited),
        remedy=each(found, _remedy),
    )


def _cited(found: str) -> str:
    rule, data_class = found.split(_BETWEEN)
    return rules.cited(rules.load()[rule], data_class)


def _said(found: str) -> str:
    rule, detail = found.split(_BETWEEN)
    return rules.load()[rule].says(json.loads(detail))


def _remedy(found: str) -> str:
    rule, detail = found.split(_BETWEEN)
    return rules.load()[rule].remedy_for(json.loads(detail))


def _as_json(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if is_none(value):
        return None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if name == "detail":
        return json.loads(value)
    return value
