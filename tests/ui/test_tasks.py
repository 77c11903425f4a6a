"""What is to be done, for whom and until when: everything past its day first, and each month as a calendar."""

from datetime import date

import pytest

from kantoku.ledger import Ledger
from tests.office import FISCAL_YEAR, TODAY, Office
from tests.ui import screens

ALL = {"what": None, "section": None, "officer": None, "row_limit": 100}


def due(here: Ledger, **filters: object) -> list[tuple[str, date]]:
    found = here.read("tasks", as_of=TODAY, **(ALL | {"first_day": None, "last_day": None} | filters))
    return [(row["what"], row["due_on"].date()) for row in found.to_dict("records")]


@pytest.fixture
def contract(office: Office) -> str:
    return office.contract(number="8契-1", section="税務課", officer="契約 花子", **FISCAL_YEAR)


def test_everything_that_falls_due_is_there(here: Ledger, office: Office, contract: str) -> None:
    office.audit(contract, audited_on=None, planned_on="2026-12-04", reported_on=None, reported_to=None)
    office.audit(contract, audited_on="2026-11-02", reported_on=None, reported_to=None)
    office.finding(contract, due_on="2026-11-10")
    work = office.subcontract(contract, starts_on="2026-12-01", ends_on="2027-03-31", origin="requested")
    office.request(work)
    office.contract(stage="signed", starts_on="2026-12-15", ends_on="2027-03-31", data_class="none")
    assert due(here) == [
        ("finding", date(2026, 11, 10)),
        ("request", date(2026, 12, 1)),
        ("planned_audit", date(2026, 12, 4)),
        ("start", date(2026, 12, 15)),
        ("audit_report", date(2026, 12, 20)),
        ("journal_review", date(2027, 4, 1)),
        ("training", date(2027, 4, 1)),
        ("audit", date(2027, 11, 2)),
    ]


def test_what_is_done_is_no_longer_due(here: Ledger, office: Office, contract: str) -> None:
    finding = office.finding(contract, due_on="2026-12-10")
    assert ("finding", date(2026, 12, 10)) in due(here)
    office.revise("finding", finding, state="verified", verified_on=TODAY)
    assert ("finding", date(2026, 12, 10)) not in due(here)


def test_a_change_asked_for_while_work_is_permitted_is_due_by_the_day_wanted(
    here: Ledger, office: Office, contract: str
) -> None:
    work = office.subcontract(contract, **FISCAL_YEAR)
    office.permit(work)
    request = office.request(work, request_type="change", wanted_from_on="2026-12-10")
    assert ("request", date(2026, 12, 10)) in due(here)
    office.decide(work, request_id=request, outcome="refused", reason="範囲を超えるため")
    assert "request" not in dict(due(here))


def test_shortcomings_stay_due_until_the_entrustment_was_reviewed(here: Ledger, office: Office, contract: str) -> None:
    told = {"reported_on": "2026-11-10", "reported_to": "総括責任者"}
    audit = office.audit(contract, audited_on="2026-11-02", result="partly", **told)
    assert ("audit_report", date(2026, 12, 20)) in due(here)
    office.revise("audit", audit, review="continue", reviewed_on=TODAY)
    assert "audit_report" not in dict(due(here))


def test_what_new_work_means_for_the_pia_is_to_be_judged(here: Ledger, office: Office) -> None:
    begun = office.contract(starts_on=TODAY, ends_on="2027-03-31")
    assert ("pia", TODAY) in due(here)
    office.revise("contract", begun, pia_impact="none", pia_judged_on=TODAY)
    assert "pia" not in dict(due(here))


def test_confirmations_permissions_declarations_and_certifications_end(
    here: Ledger, office: Office, contract: str
) -> None:
    holder = office.organisation(certifications=[{"scheme": "isms", "expires_on": "2027-01-31"}])
    office.permit(office.subcontract(contract, organisation_id=holder, **FISCAL_YEAR), valid_until_on="2027-02-28")
    office.contract(none_declared_on="2026-11-01", **FISCAL_YEAR)
    found = dict(due(here))
    assert found["certification"] == date(2027, 1, 31)
    assert found["permission"] == date(2027, 2, 28)
    assert found["declaration"] == date(2027, 11, 1)
    assert "confirmation" in found


def test_a_finding_falls_on_its_owner_and_all_else_on_the_officer(here: Ledger, office: Office, contract: str) -> None:
    office.finding(contract, due_on="2026-12-10", owner="受託者の責任者")
    assert due(here, officer="受託者の責任者") == [("finding", date(2026, 12, 10))]
    assert {what for what, _day in due(here, officer="契約 花子")} == {"audit", "training"}
    assert due(here, section="福祉課") == []


def test_the_screen_begins_with_what_presses_the_person_at_it(here: Ledger, office: Office, contract: str) -> None:
    office.finding(contract, due_on="2026-11-10", content="鍵")
    office.contract(number="他-1", officer="別 の人", **FISCAL_YEAR)
    at = screens.show("tasks")
    said = screens.text(at)
    assert "1 things are past their day" in said
    assert "Correction due" in said
    assert "Audit due" not in said


def test_a_month_shows_how_much_falls_on_each_day(here: Ledger, office: Office, contract: str) -> None:
    office.finding(contract, due_on="2026-12-10")
    office.finding(contract, due_on="2026-12-10")
    at = screens.show("tasks", part="months", month="2026-12-01")
    assert any("10  \n**2 due**" in str(cell) for cell in at.table[0].value.to_numpy().ravel())
    assert at.dataframe[0].value.shape[0] == 2


def test_a_declaration_renewed_in_a_report_is_due_from_there(here: Ledger, office: Office) -> None:
    declared = office.contract(none_declared_on="2025-11-01", starts_on="2025-04-01", ends_on="2028-03-31")
    office.report(declared, submitted_on="2026-11-05", subcontracting="none")
    assert dict(due(here))["declaration"] == date(2027, 11, 5)


def test_a_report_is_asked_for_of_an_audit_whose_work_has_ended_since(here: Ledger, office: Office) -> None:
    ended = office.contract(starts_on="2025-04-01", ends_on="2026-03-31")
    office.audit(ended, audited_on="2026-03-01", reported_on=None, reported_to=None)
    assert dict(due(here))["audit_report"] == date(2026, 12, 20)


def test_an_audit_of_several_contracts_falls_on_each(here: Ledger, office: Office, contract: str) -> None:
    other = office.contract(section="福祉課", officer="福祉 太郎", **FISCAL_YEAR)
    office.audit(contract, other, audited_on=None, planned_on="2026-12-04", reported_on=None, reported_to=None)
    office.audit(contract, other, reported_on=None, reported_to=None)
    mine = [("planned_audit", date(2026, 12, 4)), ("audit_report", date(2026, 12, 20))]
    for whose in ({"section": "税務課"}, {"officer": "契約 花子"}, {"section": "福祉課", "officer": "福祉 太郎"}):
        assert [task for task in due(here, **whose) if task in mine] == mine


def test_an_incident_is_to_be_opened_for_what_nobody_permitted(here: Ledger, office: Office, contract: str) -> None:
    work = office.subcontract(contract, starts_on="2026-10-01", ends_on="2027-03-31")
    assert ("unpermitted", date(2026, 10, 1)) in due(here)
    office.incident(work, incident_kind="unpermitted", knowledge=[{"section": "税務課", "known_on": "2026-11-02"}])
    assert "unpermitted" not in dict(due(here))
    before = {"first_day": None, "last_day": date(2027, 3, 31), "row_limit": 200}
    earlier = here.read("tasks", as_of=date(2026, 11, 1), what=None, section=None, officer=None, **before)
    assert "unpermitted" in set(earlier["what"])
