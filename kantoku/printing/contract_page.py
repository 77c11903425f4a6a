"""One contract in the report: who works for whom, what stands against it, and on what each permission rests."""

import datetime
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from kantoku.dates import show_date
from kantoku.exports.columns import is_none, separator
from kantoku.exports.looks import data_class, plain
from kantoku.exports.states import tier
from kantoku.printing import chain
from kantoku.printing.blocks import Block, Break, Facts, Heading, Prose, Table, chain_of, counted
from kantoku.records.audit import AuditKind, AuditResult
from kantoku.records.confirmation import Overall
from kantoku.records.permission import Outcome, RequestType
from kantoku.wording import _, language

Row = Mapping[Hashable, Any]

_OVERALL = {choice.value: choice.label for choice in Overall}
_OUTCOMES = {choice.value: choice.label for choice in Outcome}
_AUDITS = {choice.value: choice.label for choice in AuditKind}
_RESULTS = {choice.value: choice.label for choice in AuditResult}
_REQUESTS = {choice.value: choice.label for choice in RequestType}


def blocks(
    contract: Row, tiers: pd.DataFrame, permissions: pd.DataFrame, audits: pd.DataFrame, hits: pd.DataFrame
) -> list[Block]:
    """contract: a row of export_contracts. The others are those of this contract alone.

    tiers: of chains. permissions: of export_permissions. audits: of contracts_audited. hits: of attention, with their
    words.
    """
    return [
        Break(),
        Heading(" ".join(filter(None, (said(contract["number"]), said(contract["title"])))) or "—"),
        Facts(_facts(contract)),
        Heading(_("Diagram of the chain of subcontracting"), level=2),
        Prose(chain.described(tiers), keeps=True),
        chain_of(chain.boxes(tiers)),
        Heading(_("Permissions, each with the confirmation before it"), level=2),
        *(Table.known(_permissions(permissions), grouped=1) or [Prose(_("No permission was asked for or decided."))]),
        Heading(_("Audits held"), level=2),
        *(Table.known(_audits(audits)) or [Prose(_("No audit of this contract is on record."))]),
        Heading(_("What the rules find"), level=2),
        *(Table.known(_hits(hits), grouped=1) or [Prose(_("No rule is broken."))]),
    ]


def _facts(contract: Row) -> list[tuple[str, str]]:
    facts = {
        _("Contractor"): said(contract["organisation"]) or _("Not stated"),
        _("Section"): said(contract["section"]) or _("Not stated"),
        _("Data class"): data_class(contract["data_class"]) or _("Not stated"),
        _("Affair"): said(contract["affair_name"]),
        _("Signed on"): day(contract["signed_on"]),
        _("Amount (yen)"): "" if is_none(contract["amount"]) else f"{int(contract['amount']):,}",
        _("Period"): period(contract["starts_on"], contract["ends_on"]),
        _("Overall standing, whole chain"): plain("standing", contract["standing"]),
    }
    return [(label, told) for label, told in facts.items() if told]


def _permissions(permissions: pd.DataFrame) -> list[dict[str, str | None]]:
    """A line a step, for each permission in the order of their days."""
    return [
        {
            _("Subcontractor"): whom(row),
            _("Date"): day(on) or _("No date"),
            _("Step"): step,
            _("What was recorded"): told,
        }
        for row in permissions.to_dict("records")
        for on, step, told in _steps(row)
    ]


def _steps(row: Row) -> list[tuple[Any, str, str]]:
    """Day, what it was and what it said, in the order of the days; what is not dated stands before the decision."""
    is_decided = not is_none(row["outcome"])
    steps = [
        *([_request(row)] if not is_none(row["request_id"]) else []),
        *([_confirmation(row), _decision(row)] if is_decided else []),
        *(
            [(row["revoked_on"], _("Revocation"), said(row["revoked_reason"]))]
            if not is_none(row["revoked_on"])
            else []
        ),
    ]
    return sorted(steps, key=lambda step: row["decided_on"] if is_none(step[0]) else step[0])


def _request(row: Row) -> tuple[Any, str, str]:
    kind = _(_REQUESTS[row["request_type"]]) if not is_none(row["request_type"]) else ""
    withdrawn = "" if is_none(row["withdrawn_on"]) else _("withdrawn on {day}", day=day(row["withdrawn_on"]))
    return row["requested_on"], _("Request"), _listed(said(row["number"]), kind, withdrawn)


def _confirmation(row: Row) -> tuple[Any, str, str]:
    if is_none(row["confirmed_on"]):
        return None, _("Confirmation"), _("No complete confirmation before the decision is on record")
    overall = _(_OVERALL[row["confirmed_result"]]) if not is_none(row["confirmed_result"]) else ""
    by = "" if is_none(row["confirmed_by"]) else _("confirmed by {name}", name=row["confirmed_by"])
    return row["confirmed_on"], _("Confirmation"), _listed(overall, by)


def _decision(row: Row) -> tuple[Any, str, str]:
    until = "" if is_none(row["valid_until_on"]) else _("valid until {day}", day=day(row["valid_until_on"]))
    told = _listed(_(_OUTCOMES[row["outcome"]]), said(row["document_number"]), said(row["decided_by"]), until)
    conditions = [_("Condition: {text}", text=text) for text in row["condition_texts"] if text]
    return row["decided_on"], _("Decision"), "\n".join([told, *conditions])


def _audits(audits: pd.DataFrame) -> list[dict[str, str | None]]:
    return [
        {
            _("Audited on"): day(row["audited_on"]),
            _("Kind of audit"): "" if is_none(row["audit_kind"]) else _(_AUDITS[row["audit_kind"]]),
            _("Overall result"): _("Not stated") if is_none(row["result"]) else _(_RESULTS[row["result"]]),
            _("Findings not closed"): _("Not stated")
            if is_none(row["open_findings"])
            else counted(int(row["open_findings"])),
        }
        for row in audits.to_dict("records")
    ]


def _hits(hits: pd.DataFrame) -> list[dict[str, str | None]]:
    return [
        {
            _("Rule"): f"{row['rule']} {row['title']}",
            _("Gravity"): plain("level", row["level"]),
            _("Organisation"): whom(row),
            _("Since when"): day(row["since"]),
            _("What the rule found"): row["says"],
        }
        for row in hits.to_dict("records")
    ]


def whom(row: Row) -> str:
    """An organisation and its tier; the office's own section where it is about none."""
    named = said(row["organisation"])
    return (
        f"{named}（{tier(int(row['tier']))}）"
        if named and not is_none(row["tier"])
        else named or said(row.get("section")) or "—"
    )


def period(first: Any, until: Any) -> str:
    """From when to when, as far as it is on record."""
    if is_none(first) and is_none(until):
        return _("No period is stated")
    if is_none(until):
        return _("from {first}; no end is stated", first=day(first))
    if is_none(first):
        return _("to {until}; no beginning is stated", until=day(until))
    return _("{first} to {until}", first=day(first), until=day(until))


def _listed(*parts: str) -> str:
    return separator().join(filter(None, parts))


def day(value: Any) -> str:
    """A day in words; '' for none."""
    if is_none(value):
        return ""
    return show_date(value.date() if isinstance(value, datetime.datetime) else value, language())


def said(value: Any) -> str:
    """A text as it was typed; '' for none."""
    return "" if is_none(value) else str(value)


def grouped(frame: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    """The rows of each contract, by its id."""
    return {str(key): rows for key, rows in frame.groupby("contract_id", sort=False)}
