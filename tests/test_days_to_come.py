"""What is recorded as having happened has happened: a confirmation or audit of a day to come is refused."""

from datetime import date
from typing import Any

import pytest

from kantoku import actions, audit_actions, permission_actions
from kantoku.errors import InvalidRecord
from kantoku.ledger import Ledger
from tests.office import PAPER, SHEET, TODAY, TOMORROW, YESTERDAY, Office

Values = dict[str, Any]


@pytest.fixture
def about(office: Office) -> Values:
    contract = office.contract()
    return {"contract_id": contract, "engagement_id": contract}


def confirmation(about: Values, day: date) -> Values:
    return about | {"confirmed_on": day, "form": "summary", "overall": "secured"}


def test_allows_a_confirmation_of_today(ledger: Ledger, about: Values) -> None:
    assert actions.record_new(ledger, "handling_confirmation", confirmation(about, TODAY), actor="契約 花子")


def test_denies_a_confirmation_of_tomorrow(ledger: Ledger, about: Values) -> None:
    with pytest.raises(InvalidRecord, match="確認日: 未来の日付です"):
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
        actions.log_paper_decision(
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
    with pytest.raises(InvalidRecord, match="確認日: 未来の日付です"):
        permission_actions.log_further_paper_decision(
            ledger,
            work,
            confirmation={"confirmed_on": TOMORROW, "overall": "secured"},
            decision={"outcome": "refused", "decided_on": YESTERDAY, "document_number": "8福第1号"},
            actor="契約 花子",
        )
