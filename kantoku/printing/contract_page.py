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
from kantoku.printing.blocks import Block, Break, Facts, Heading, Prose, Table, Tree
from kantoku.records.confirmation import Overall
from kantoku.records.permission import Outcome, RequestType
from kantoku.wording import _, language

Row = Mapping[Hashable, Any]

_OVERALL = {choice.value: choice.label for choice in Overall}
_OUTCOMES = {choice.value: choice.label for choice in Outcome}
_REQUESTS = {choice.value: choice.label for choice in RequestType}


def blocks(contract: Row, tiers: pd.DataFrame, permissions: pd.DataFrame, hits: pd.DataFrame) -> list[Block]:
    """contract: a row of export_contracts. The others are those of this contract alone.

    tiers: of chains. permissions: of export_permissions. hits: of attention, with their words.
    """
    return [
        Break(),
        Heading(" ".join(filter(None, (said(contract["number"]), said(contract["title"])))) or "—"),
        Facts(_facts(contract)),
        Heading(_("Diagram of the chain of subcontracting"), level=2),
        Prose(chain.described(tiers)),
        Tree(chain.boxes(tiers)),
        Heading(_("Permissions, each with the confirmation before it"), level=2),
        *(Table.known(_permissions(permissions), grouped=1) or [Prose(_("No permission was asked for or decided."))]),
        Heading(_("What the rules find"), level=2),
        *(Table.known(_hits(hits), grouped=1) or [Prose(_("No rule is broken."))]),
    ]


def _facts(contract: Row) -> list[tuple[str, str]]:
    first, until = day(contract["starts_on"]), day(contract["ends_on"])
    return [
        (_("Contractor"), said(contract["organisation"]) or "—"),
        (_("Section"), said(contract["section"]) or "—"),
        (_("Data class"), data_class(contract["data_class"]) or "—"),
        (_("Affair"), said(contract["affair_name"]) or "—"),
        (_("Period"), _("{first} to {until}", first=first or "—", until=until or "—")),
        (_("Overall standing, whole chain"), plain("standing", contract["standing"]) or "—"),
    ]


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
    """An organisation and its tier."""
    named = said(row["organisation"])
    return f"{named}（{tier(int(row['tier']))}）" if named and not is_none(row["tier"]) else named or "—"


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
