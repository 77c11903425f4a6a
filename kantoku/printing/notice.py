"""The notice of a decision on a request to subcontract (許諾・不許諾決定通知書), for the contractor that asked.

A permission carries the number under which the contractor and the subcontractor can have it checked (PPC Q3-8-2).
Source: 番号法10条; municipal forms of the decision.
"""

import datetime
from collections.abc import Mapping
from typing import Any, cast

import pandas as pd

from kantoku import permission_number
from kantoku.dates import show_date
from kantoku.errors import KantokuError
from kantoku.ledger import Ledger
from kantoku.printing import typeset
from kantoku.printing.blocks import Facts, listed
from kantoku.records import Contract, Office, PermissionDecision, PermissionRequest, Subcontract
from kantoku.records.base import Choice
from kantoku.records.office import OFFICE_ID
from kantoku.records.parts import Place
from kantoku.records.permission import GRANTS, Outcome
from kantoku.records.vocabulary import DataClass
from kantoku.wording import N_, _, language

_SUBCONTRACTING = "C04"
"""The clause on the conditions of subcontracting, in the catalogue."""


def pdf(ledger: Ledger, decision_id: str) -> bytes:
    """The notice of what was decided, in the language of the running context.

    Raises NotNotifiable while the permission is a breach, KantokuError for what no notice is given of.
    """
    found, _revision = ledger.get("permission_decision", decision_id)
    decision = cast("PermissionDecision", found)
    if decision.outcome is Outcome.RETURNED:
        raise KantokuError(
            N_("No notice of this"), N_("A request that was sent back is not decided on; tell the contractor why.")
        )
    return typeset.pdf("notice", _given(ledger, decision_id, decision), dated=_noon(decision.decided_on))


def _given(ledger: Ledger, decision_id: str, decision: PermissionDecision) -> Mapping[str, Any]:
    rows = ledger.read("engagement_status", as_of=ledger.today(), engagement=decision.engagement_id)
    row = rows.iloc[0]
    office = cast("Office", ledger.get("office", OFFICE_ID)[0])
    decided_seq = int(ledger.states("permission_decision", decision_id)[0]["seq"])
    is_grant = decision.outcome in GRANTS
    return {
        "title": _("Notice of permission to subcontract")
        if is_grant
        else _("Notice of refusal to permit subcontracting"),
        "office": office.name or "",
        "sender": _sender(office, _text(row["section"])),
        "language": language(),
        "foot": decision.document_number or "",
        "number": decision.document_number or "",
        "day": _day(decision.decided_on),
        "addressee": _("To: {contractor}", contractor=row["contractor"]),
        "body": _opening(ledger, decision),
        "record": _("Particulars"),
        "blocks": listed([Facts(_facts(ledger, decision, row, decided_seq))]),
        "end": _("End of particulars"),
        "check": _check(ledger, decision_id, office.name or "") if is_grant else None,
    }


def _sender(office: Office, section: str) -> list[str]:
    """In whose name the notice goes out, and which section is asked about it."""
    if office.notice_sender is None:
        return [office.name or "", section]
    return [office.notice_sender, _("(contact: {section})", section=section) if section else ""]


def _opening(ledger: Ledger, decision: PermissionDecision) -> str:
    asked = _request(ledger, decision)
    if asked and asked.requested_on:
        day = _day(asked.requested_on)
        return _("The office has decided as follows on the subcontracting for which you asked on {day}.", day=day)
    return _("The office has decided as follows on the subcontracting for which you asked.")


def _request(ledger: Ledger, decision: PermissionDecision) -> PermissionRequest | None:
    if decision.request_id is None:
        return None
    return cast("PermissionRequest", ledger.get("permission_request", decision.request_id)[0])


def _facts(ledger: Ledger, decision: PermissionDecision, row: pd.Series, decided_seq: int) -> list[tuple[str, str]]:
    """The work as it stood when the decision came on record: what was changed since was not decided on."""
    is_grant = decision.outcome in GRANTS
    tier = cast("Subcontract", ledger.get("subcontract", decision.engagement_id, at_seq=decided_seq)[0])
    contract = cast("Contract", ledger.get("contract", decision.contract_id, at_seq=decided_seq)[0])
    handled = tier.data_class or contract.data_class
    facts = {
        _("Decision"): _(decision.outcome.label),
        _("Contract"): " ".join(filter(None, (_text(row["contract_number"]), _text(row["contract_title"])))),
        _("Subcontracted by"): _text(row["parent_organisation"]),
        _("Subcontractor"): _text(row["organisation"]),
        _("Work permitted to be subcontracted") if is_grant else _("Work requested"): (
            is_grant and decision.permitted_work
        )
        or tier.work,
        _("Data class"): _label(handled),
        _("Data items"): "、".join((is_grant and decision.permitted_data_items) or tier.data_items),
        _("Places of work and storage"): _places((is_grant and decision.permitted_places) or tier.places),
        _("Period of the permission"): _period(decision, tier) if is_grant else "",
        _("Conditions"): "\n".join(_condition(each.text, each.due_on) for each in decision.conditions),
        _("Lapses unless work has begun by"): _day(decision.start_by_on),
        _("Reason of the decision"): decision.reason,
        _("Basis"): _basis(handled, contract),
    }
    return [(label, said) for label, said in facts.items() if said]


def _basis(handled: DataClass | None, contract: Contract) -> str:
    """The act where it applies, and the clause of the contract where it is on record."""
    is_spi = handled in (None, DataClass.SPI, DataClass.UNKNOWN)
    act = _("My Number Act, Article 10, paragraphs 1 and 2") if is_spi else ""
    articles = [
        clause.article for clause in contract.clauses or () if clause.code == _SUBCONTRACTING and clause.article
    ]
    clause = _("{article} of the contract (conditions of subcontracting)", article=articles[0]) if articles else ""
    return "\n".join(filter(None, (act, clause))) or _("Provisions of the contract on subcontracting")


def _period(decision: PermissionDecision, tier: Subcontract) -> str:
    first = max(filter(None, (decision.valid_from_on, decision.decided_on)))
    until = decision.valid_until_on or tier.ends_on
    return _("{first} to {until}", first=_day(first), until=_day(until) if until else _("the end of the contract"))


def _condition(text: str, due_on: datetime.date | None) -> str:
    return _("{text} (by {day})", text=text, day=_day(due_on)) if due_on else text


def _places(places: tuple[Place, ...]) -> str:
    """A place in Japan goes without its country, as on every form."""
    return "\n".join(
        " ".join(filter(None, (place.address, None if place.country == "JP" else place.country))) for place in places
    )


def _check(ledger: Ledger, decision_id: str, office: str) -> Mapping[str, str]:
    return {
        "label": _("Permission number"),
        "number": permission_number.of(ledger, decision_id),
        "said": _(
            "Please tell the subcontractor this number. Contractor and subcontractor can ask {office} at any time "
            "whether the permission of this number exists and what it covers.",
            office=office or _("the office"),
        ),
    }


def _label(choice: Choice | None) -> str:
    return _(choice.label) if choice else ""


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _day(day: datetime.date | None) -> str:
    return show_date(day, language()) if day else ""


def _noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12))
