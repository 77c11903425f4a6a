"""The periodic reports on the screen: what is due and late, a report recorded, corrected and read."""

from datetime import date

import pytest

from kantoku.ledger import Ledger
from tests.office import TODAY, Office
from tests.ui import screens

QUARTERLY = {"reporting_interval": "quarterly"}


@pytest.fixture
def contract(office: Office) -> str:
    return office.contract(number="甲-1", **QUARTERLY)


def received(ledger: Ledger) -> list[str]:
    rows = ledger.read("reports_list", as_of=TODAY, contract=None, section=None, search=None, row_limit=9)
    return list(rows["report_id"])


def record(at: screens.AppTest, contract: str, **typed: str) -> screens.AppTest:
    for name, value in typed.items():
        at.text_input(key=f"report_{contract}_new_{name}").input(value)
    return screens.click(at, f"report_{contract}_submit")


def test_what_is_due_is_listed_the_latest_first(office: Office, contract: str) -> None:
    other = office.contract(number="乙-2", reporting_interval="half_yearly")
    office.report(other, period_until_on="2026-09-30")
    at = screens.show("reports")
    assert "**1** of 2 contracts are late with a report." in screens.text(at)
    assert list(at.dataframe[0].value["Contract no."]) == ["甲-1", "乙-2"]
    assert [day.date() for day in at.dataframe[0].value["Due on"]] == [date(2026, 7, 14), date(2027, 4, 14)]


def test_a_report_begins_with_the_period_that_is_due(here: Ledger, contract: str) -> None:
    at = screens.show("reports", contract=contract, act="new")
    assert at.text_input(key=f"report_{contract}_new_period_from_on").value == "2026-04-01"
    assert at.text_input(key=f"report_{contract}_new_period_until_on").value == "2026-06-30"
    record(at, contract, received_by="契約担当係長")
    (report_id,) = received(here)
    kept = here.get("periodic_report", report_id)[0].model_dump()
    assert (kept["submitted_on"], kept["compliance"], kept["contract_id"]) == (TODAY, None, contract)
    assert "Still missing" in screens.text(at)
    assert "The report was recorded." in screens.text(at)
    assert here.read("reports_due", as_of=TODAY, contract=contract, section=None).iloc[0]["period_from_on"].month == 7


def test_what_cannot_be_read_is_told_and_nothing_typed_is_lost(here: Ledger, contract: str) -> None:
    at = screens.show("reports", contract=contract, act="new")
    record(at, contract, submitted_on="きのう", received_by="契約担当係長")
    assert received(here) == []
    assert "Submitted on" in screens.as_read(at.error[0].value)
    assert at.text_input(key=f"report_{contract}_new_received_by").value == "契約担当係長"


def test_saying_that_nothing_is_subcontracted_warns_where_a_chain_is_on_record(office: Office, contract: str) -> None:
    office.subcontract(contract, starts_on="2026-04-01", origin="discovered")
    at = screens.show("reports", contract=contract, act="new")
    at.selectbox(key=f"report_{contract}_new_subcontracting").select_index(0).run()
    assert "Subcontracts are on record" in at.warning[0].value


def test_a_report_of_nothing_subcontracted_is_the_declaration(office: Office, contract: str) -> None:
    assert "R34" in office.hits(contract)
    office.report(contract, subcontracting="none", submitted_on="2026-11-10")
    assert "R34" not in office.hits(contract)
    at = screens.show("contracts", contract=contract)
    assert "2026-11-10" in screens.text(at)


def test_a_report_is_read_and_corrected(here: Ledger, office: Office, contract: str) -> None:
    report = office.report(contract, clauses=[{"code": "C01", "state": "kept"}])
    assert "契約担当" in screens.text(screens.show("reports", report=report))
    at = screens.show("reports", report=report, act="correct")
    at.text_input(key=f"report_edit_{report}_0_received_by").input("契約担当課長")
    at.text_input(key=f"report_edit_{report}_reason").input("誤記")
    screens.click(at, f"report_edit_{report}_submit")
    kept = here.get("periodic_report", report)[0].model_dump()
    assert kept["received_by"] == "契約担当課長"
    assert [clause["code"] for clause in kept["clauses"]] == ["C01"]


def test_the_contract_shows_its_reports_and_the_next_one(office: Office, contract: str) -> None:
    office.report(contract, period_until_on="2026-06-30", submitted_on="2026-07-20")
    at = screens.show("contracts", contract=contract, tab="reports")
    assert "is due on 2026-10-14. It is 37 days late." in screens.text(at)
    assert list(at.dataframe[0].value["Days late"]) == [6]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_empty_ledger_says_what_to_do(here: Ledger, office: Office, language: str) -> None:
    office.contract()
    screens.show("reports", language=language)
    screens.show("reports", language=language, view="received")
    assert screens.show("reports", language=language, act="new")


def test_nothing_is_recorded_in_the_past(contract: str) -> None:
    at = screens.show("reports", contract=contract, act="new", as_of="2026-09-01")
    assert "Recording is possible in the present only." in screens.text(at)
