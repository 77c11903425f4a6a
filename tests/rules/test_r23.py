"""R23: the contractor's notice to the office is due as promptly as the office's own report."""

from datetime import date
from typing import Any

import pytest

from kantoku import incident_actions, wording
from tests.office import TODAY, Office

KNEW = "2026-11-02"


def incident(office: Office, **values: Any) -> tuple[str, str]:
    contract = office.contract()
    return contract, office.incident(contract, contractor_knew_on=KNEW, **values)


@pytest.mark.parametrize("received_on", [KNEW, "2026-11-05", "2026-11-07"])
def test_allows_a_notice_within_five_days(office: Office, received_on: str) -> None:
    contract, _id = incident(office, notice_received_on=received_on)
    assert "R23" not in office.hits(contract)


def test_denies_a_later_notice_and_says_by_how_much(office: Office, english: None) -> None:
    contract, id_ = incident(office, notice_received_on="2026-11-12")
    hit = office.hits(contract)["R23"]
    assert (hit.level, hit.subject_kind, hit.subject_id, hit.since) == ("overdue", "incident", id_, date(2026, 11, 7))
    assert hit.says == "The contractor knew on 2026-11-02; its notice came on 2026-11-12, 10 days later."
    wording.use("ja")
    assert hit.says == "委託先は令和8年11月2日に事案を知りましたが、委託元への通知は10日後の令和8年11月12日でした。"


def test_denies_a_notice_that_has_not_come(office: Office) -> None:
    contract, _id = incident(office)
    assert office.hits(contract)["R23"].detail["notice"] == "missing"
    assert "R23" not in office.hits(contract, as_of=date(2026, 11, 7))


def test_allows_an_incident_of_which_the_contractor_learned_from_the_office(office: Office) -> None:
    contract = office.contract()
    office.incident(contract)
    assert "R23" not in office.hits(contract)


def test_allows_once_the_incident_is_settled(office: Office) -> None:
    contract, id_ = incident(office, notice_received_on="2026-11-12", reportable_kinds=["none"], persons=12)
    settled = {"closed_on": TODAY, "closed_by": "課長", "closed_how": "連絡体制を改めさせた"}
    incident_actions.close_incident(office.ledger, id_, settled, base=1, actor="契約 花子")
    assert "R23" not in office.hits(contract)
