"""What is recorded as having happened has happened: a day to come is refused, whatever a person records."""

from datetime import date
from typing import Any

import pytest

from kantoku import actions, audit_actions, paper_actions, permission_actions
from kantoku.errors import InvalidRecord
from kantoku.ledger import Ledger
from kantoku.records import KINDS
from kantoku.records.base import fields
from tests.office import PAPER, SHEET, TODAY, TOMORROW, YESTERDAY, Office

Values = dict[str, Any]

# Days that may lie ahead when they are recorded. R06 refuses a decision of a day that has not come.
AHEAD = {
    "office": {"from_on"},
    "contract": {"starts_on", "ends_on"},
    "organisation": {"expires_on", "suspended_from_on", "suspended_until_on"},
    "subcontract": {"starts_on", "ends_on"},
    "permission_request": {"wanted_from_on", "starts_on", "ends_on"},
    "permission_decision": {"decided_on", "due_on", "valid_from_on", "valid_until_on", "revoked_on", "start_by_on"},
    "handling_confirmation": {"valid_until_on"},
    "audit": {"planned_on", "held_on"},
    "finding": {"due_on"},
    "checklist": {"valid_from_on"},
    "document": {"dated_on"},
    "periodic_report": {"period_from_on", "period_until_on", "due_on"},
}


@pytest.fixture
def about(office: Office) -> Values:
    contract = office.contract()
    return {"contract_id": contract, "engagement_id": contract}


def confirmation(about: Values, day: date) -> Values:
    return about | {"confirmed_on": day, "form": "summary", "overall": "secured"}


def test_allows_a_confirmation_of_today(ledger: Ledger, about: Values) -> None:
    assert actions.record_new(ledger, "handling_confirmation", confirmation(about, TODAY), actor="契約 花子")


def test_denies_a_confirmation_of_tomorrow(ledger: Ledger, about: Values) -> None:
    with pytest.raises(InvalidRecord, match="確認日：未来の日付です"):
        actions.record_new(ledger, "handling_confirmation", confirmation(about, TOMORROW), actor="契約 花子")


def test_denies_to_correct_one_to_tomorrow(ledger: Ledger, about: Values, english: None) -> None:
    id_ = actions.record_new(ledger, "handling_confirmation", confirmation(about, TODAY), actor="契約 花子")
    with pytest.raises(InvalidRecord, match="Confirmed on: in the future"):
        actions.correct(
            ledger,
            "handling_confirmation",
            id_,
            confirmation(about, TOMORROW),
            base=1,
            reason="訂正",
            actor="契約 花子",
        )


def test_denies_it_beside_a_paper_decision(ledger: Ledger, about: Values) -> None:
    with pytest.raises(InvalidRecord, match="未来の日付です"):
        paper_actions.log_paper_decision(
            ledger,
            organisation={"name": "株式会社みほん"},
            subcontract={"contract_id": about["contract_id"], "parent_id": about["contract_id"], "work": "印字"},
            confirmation={"confirmed_on": TOMORROW, "overall": "secured", "sheet": SHEET},
            decision={"outcome": "permitted", "decided_on": YESTERDAY, **PAPER},
            actor="契約 花子",
        )


def test_denies_an_audit_of_tomorrow_and_allows_to_plan_it(ledger: Ledger, about: Values) -> None:
    audit_actions.plan_audit(ledger, [about], {"planned_on": TOMORROW}, actor="監査 三郎")
    with pytest.raises(InvalidRecord, match="未来の日付です"):
        audit_actions.record_audit(ledger, {"audited_on": TOMORROW, "subjects": [about]}, actor="監査 三郎")
    audit_actions.record_audit(ledger, {"audited_on": TODAY, "subjects": [about]}, actor="監査 三郎")


def test_denies_a_confirmation_to_come_beside_a_further_paper_decision(
    ledger: Ledger, office: Office, about: Values
) -> None:
    work = office.subcontract(about["contract_id"])
    with pytest.raises(InvalidRecord, match="確認日：未来の日付です"):
        paper_actions.log_further_paper_decision(
            ledger,
            work,
            confirmation={"confirmed_on": TOMORROW, "overall": "secured"},
            decision={"outcome": "refused", "decided_on": YESTERDAY, "document_number": "8福第1号"},
            actor="契約 花子",
        )


@pytest.mark.parametrize("kind", KINDS)
def test_every_day_of_a_record_has_happened_or_may_lie_ahead(kind: str) -> None:
    days = [day for field in fields(KINDS[kind]) for day in (fields(field.part) if field.part else [field])]
    ahead = {day.name for day in days if day.is_date and not day.about.happened}
    assert ahead == AHEAD.get(kind, set())


@pytest.mark.parametrize("name", ["requested_on", "received_on", "withdrawn_on"])
def test_denies_a_request_of_tomorrow(ledger: Ledger, about: Values, name: str) -> None:
    work = {"contract_id": about["contract_id"], "parent_id": about["contract_id"], "work": "印字"}
    with pytest.raises(InvalidRecord, match="未来の日付です"):
        actions.request_permission(
            ledger, work, {name: TOMORROW}, organisation={"name": "株式会社みほん"}, actor="契約 花子"
        )


def test_denies_to_amend_or_withdraw_a_request_as_of_tomorrow(ledger: Ledger, office: Office, about: Values) -> None:
    request = office.request(office.subcontract(about["contract_id"]))
    amended: Values = {"subcontract": {}, "request": {"received_on": TOMORROW}, "bases": (1, 1)}
    with pytest.raises(InvalidRecord, match="受付日：未来の日付です"):
        permission_actions.amend_request(ledger, request, **amended, reason="訂正", actor="契約 花子")
    with pytest.raises(InvalidRecord, match="未来の日付です"):
        permission_actions.withdraw_request(
            ledger, request, on=TOMORROW, base=1, reason="申請者の都合", actor="契約 花子"
        )


def test_denies_a_condition_fulfilled_tomorrow_and_a_notice_of_tomorrow(
    ledger: Ledger, office: Office, about: Values
) -> None:
    conditions = [{"text": "教育を行う。", "due_on": TOMORROW}]
    decision = office.permit(office.subcontract(about["contract_id"]), outcome="conditional", conditions=conditions)
    fulfilled = {"conditions": [conditions[0] | {"fulfilled_on": TOMORROW}]}
    for values, label in ((fulfilled, "履行日"), ({"notified_on": TOMORROW}, "通知日")):
        with pytest.raises(InvalidRecord, match=f"{label}.*：未来の日付です"):
            permission_actions.follow_up(ledger, decision, values, base=1, reason="通知", actor="契約 花子")


def test_allows_to_revoke_from_a_day_to_come(ledger: Ledger, office: Office, about: Values) -> None:
    decision = office.permit(office.subcontract(about["contract_id"]))
    permission_actions.revoke(ledger, decision, on=TOMORROW, base=1, reason="条件の不履行", actor="契約 花子")


def test_denies_a_finding_reported_or_verified_tomorrow(ledger: Ledger, office: Office, about: Values) -> None:
    finding = office.finding(about["engagement_id"])
    with pytest.raises(InvalidRecord, match="未来の日付です"):
        audit_actions.report_correction(ledger, finding, {"reported_on": TOMORROW}, base=1, actor="監査 三郎")
    verified = {"verified_on": TOMORROW, "verified_by": "監査 三郎", "verified_how": "記録簿を確認"}
    with pytest.raises(InvalidRecord, match="未来の日付です"):
        audit_actions.close_finding(ledger, finding, verified, base=1, actor="監査 三郎")


def test_denies_a_finding_of_tomorrow_beside_an_audit(ledger: Ledger, about: Values) -> None:
    audit = {"audited_on": TODAY, "subjects": [about]}
    with pytest.raises(InvalidRecord, match="未来の日付です"):
        audit_actions.record_audit(ledger, audit, [{"content": "施錠なし", "found_on": TOMORROW}], actor="監査 三郎")
