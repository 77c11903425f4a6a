"""R34: an empty field means unknown, not none: that nothing is subcontracted is declared, with a date, and renewed."""

from datetime import date

import pytest

from kantoku import wording
from tests.office import PAPER, TODAY, TOMORROW, YESTERDAY, Office

RUNNING = {"starts_on": "2025-04-01", "ends_on": "2028-03-31"}


@pytest.mark.parametrize("declared_on", [TODAY, YESTERDAY, "2025-11-20"])
def test_allows_a_declaration_of_the_last_year(office: Office, declared_on: object) -> None:
    contract = office.contract(none_declared_on=declared_on, **RUNNING)
    assert "R34" not in office.hits(contract)


def test_denies_a_contract_that_says_nothing(office: Office, english: None) -> None:
    contract = office.contract()
    hit = office.hits(contract)["R34"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("incomplete", "contract", contract)
    assert hit.since == date(2026, 4, 1)
    assert hit.says == (
        "No subcontract is on record, and the contractor has not declared that it subcontracts nothing."
    )


def test_denies_a_declaration_out_of_date(office: Office) -> None:
    contract = office.contract(none_declared_on="2025-11-19", **RUNNING)
    hit = office.hits(contract)["R34"]
    assert hit.since == YESTERDAY
    assert hit.says == "再委託の記録がなく、令和7年11月19日の申告は有効期間を過ぎています。"
    wording.use("en")
    assert "the declaration of 2025-11-19 is out of date" in hit.says


def test_denies_by_the_months_of_the_office_policy(office: Office) -> None:
    contract = office.contract(none_declared_on="2026-05-19", **RUNNING)
    office.policy(declaration_valid_months=6)
    assert "R34" in office.hits(contract)


def test_denies_a_declaration_still_to_come(office: Office) -> None:
    contract = office.contract(none_declared_on=TOMORROW)
    assert "R34" in office.hits(contract)
    assert "R34" not in office.hits(contract, as_of=TOMORROW)


def test_allows_a_contract_whose_chain_is_on_record(office: Office) -> None:
    contract = office.contract()
    office.subcontract(contract)
    assert "R34" not in office.hits(contract)


def test_allows_work_without_personal_data(office: Office) -> None:
    assert "R34" not in office.hits(office.contract(data_class="none"))


@pytest.mark.parametrize("data_class", ["unknown", None])
def test_denies_while_the_data_class_is_unknown(office: Office, data_class: str | None) -> None:
    assert "R34" in office.hits(office.contract(data_class=data_class))


def test_allows_what_ended_or_has_not_begun(office: Office) -> None:
    assert "R34" not in office.hits(office.contract(ends_on=YESTERDAY))
    assert "R34" not in office.hits(office.contract(starts_on=TOMORROW))


def test_flags_it_as_known_then(office: Office) -> None:
    contract = office.contract()
    before = office.ledger.head().seq
    office.revise("contract", contract, none_declared_on=TODAY)
    assert "R34" in office.hits(contract, at_seq=before)
    assert "R34" not in office.hits(contract)
    assert "R34" in office.hits(contract, as_of=YESTERDAY)


def test_denies_once_the_only_subcontract_has_ended(office: Office) -> None:
    contract = office.contract(**RUNNING)
    office.subcontract(contract, starts_on="2025-06-01", ends_on="2025-12-31")
    assert "R34" not in office.hits(contract, as_of=date(2025, 12, 31))
    assert "R34" in office.hits(contract, as_of=date(2026, 1, 1))


def test_allows_for_a_year_what_began_after_the_declaration(office: Office) -> None:
    contract = office.contract(none_declared_on="2025-04-01", **RUNNING)
    office.subcontract(contract, starts_on="2025-06-01", ends_on="2025-12-31")
    assert "R34" not in office.hits(contract, as_of=date(2026, 12, 31))
    assert "R34" in office.hits(contract, as_of=date(2027, 1, 1))


def test_allows_a_subcontract_to_come(office: Office) -> None:
    contract = office.contract(**RUNNING)
    office.subcontract(contract, starts_on="2027-04-01", ends_on=None)
    assert "R34" not in office.hits(contract)


def test_denies_where_the_only_request_was_refused(office: Office) -> None:
    contract = office.contract(**RUNNING)
    work = office.subcontract(contract, origin="requested")
    assert "R34" not in office.hits(contract)
    office.decide(work, outcome="refused")
    assert "R34" in office.hits(contract)


def test_denies_a_declaration_that_a_live_subcontract_contradicts(office: Office) -> None:
    contract = office.contract(none_declared_on=YESTERDAY, **RUNNING)
    work = office.subcontract(contract, starts_on="2026-04-01", origin="discovered")
    hit = office.hits(contract)["R34"]
    assert (hit.subject_id, hit.since, hit.detail["declaration"]) == (contract, YESTERDAY, "contradicted")
    assert hit.says == (
        "令和8年11月19日に再委託がない旨の申告を受けていますが、その日に続いていた再委託が記録されています。"
    )
    wording.use("en")
    assert hit.says.startswith("On 2026-11-19 the contractor declared that it subcontracts nothing")
    office.revise("subcontract", work, actual_ended_on="2026-11-01")
    assert "R34" not in office.hits(contract)


def test_denies_a_declaration_that_a_subcontract_of_that_day_contradicts_though_it_has_ended(office: Office) -> None:
    contract = office.contract(none_declared_on="2026-09-01", **RUNNING)
    office.subcontract(contract, starts_on="2026-04-01", ends_on="2026-10-31", origin="discovered")
    assert office.hits(contract)["R34"].detail["declaration"] == "contradicted"
    office.revise("contract", contract, none_declared_on="2026-11-01")
    assert "R34" not in office.hits(contract)


def test_a_declaration_is_none_before_its_day(office: Office) -> None:
    contract = office.contract(none_declared_on="2026-11-01", **RUNNING)
    hit = office.hits(contract, as_of=date(2026, 6, 1))["R34"]
    assert (hit.detail["declaration"], hit.since) == ("none", date(2025, 4, 1))


def test_allows_a_subcontract_that_began_after_the_declaration(office: Office) -> None:
    contract = office.contract(none_declared_on="2026-04-01", **RUNNING)
    work = office.subcontract(contract, starts_on="2026-06-01")
    office.permit(work, decided_on="2026-05-01", **PAPER)
    assert "R34" not in office.hits(contract)
