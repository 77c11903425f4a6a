"""R29: what the PIA statement says of subcontracting is so."""

from datetime import date
from typing import Any

import pytest

from tests.office import TODAY, YESTERDAY, Office


def with_tier(office: Office, **values: Any) -> str:
    contract = office.contract(**values)
    office.permit(office.subcontract(contract))
    return contract


@pytest.mark.parametrize(
    "values",
    [
        {"pia_subcontracting": "yes", "pia_subcontracted": ["入力作業"]},
        {},  # in which statement it stands is not on record
        {"pia_kind": "basic"},
        {"pia_subcontracting": "no", "data_class": "personal"},
    ],
)
def test_allows_a_permitted_tier_that_agrees(office: Office, values: dict[str, Any]) -> None:
    assert "R29" not in office.hits(with_tier(office, **values))


@pytest.mark.parametrize(
    ("values", "statement"),
    [
        ({"pia_subcontracting": "no"}, "denied"),
        ({"pia_kind": "full"}, "unstated"),
        ({"pia_kind": "priority"}, "unstated"),
        ({"pia_subcontracting": "yes"}, "matters"),
    ],
)
def test_flags_a_permitted_tier_that_does_not(office: Office, values: dict[str, Any], statement: str) -> None:
    contract = with_tier(office, **values)
    hit = office.hits(contract)["R29"]
    assert (hit.level, hit.subject_id, hit.detail) == ("incomplete", contract, {"statement": statement, "tiers": 1})


def test_flags_a_statement_that_the_contractor_contradicts(office: Office) -> None:
    contract = office.contract(pia_subcontracting="yes", pia_subcontracted=["入力作業"], none_declared_on=YESTERDAY)
    assert office.hits(contract)["R29"].detail["statement"] == "declared"


def test_flags_a_statement_that_a_periodic_report_contradicts(office: Office) -> None:
    contract = office.contract(pia_subcontracting="yes", pia_subcontracted=["入力作業"])
    office.report(contract, subcontracting="none", submitted_on=YESTERDAY)
    assert office.hits(contract)["R29"].detail["statement"] == "declared"
    assert "R29" not in office.hits(contract, as_of=date(2026, 11, 18))


@pytest.mark.parametrize("statement", ["yes", "no"])
def test_allows_a_contract_without_tiers(office: Office, statement: str) -> None:
    assert "R29" not in office.hits(office.contract(pia_subcontracting=statement, pia_kind="full"))


def test_allows_what_was_not_permitted_or_is_over(office: Office) -> None:
    contract = office.contract(pia_subcontracting="no")
    office.subcontract(contract, starts_on=YESTERDAY, origin="discovered")
    assert "R29" not in office.hits(contract)
    assert "R29" not in office.hits(with_tier(office, pia_subcontracting="no", starts_on="2026-12-01"))


def test_flags_it_as_known_then(office: Office) -> None:
    contract = with_tier(office, pia_subcontracting="no")
    before = office.ledger.head().seq
    office.revise("contract", contract, pia_subcontracting="yes", pia_subcontracted=["入力作業"])
    assert "R29" not in office.hits(contract, as_of=TODAY)
    assert "R29" in office.hits(contract, at_seq=before)
