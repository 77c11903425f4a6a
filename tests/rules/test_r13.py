"""R13: the contract lets the office audit, subcontractors included."""

from typing import Any

import pytest

from tests.office import ALL_CLAUSES, Office, without


@pytest.mark.parametrize(
    "values",
    [
        {"clauses": ALL_CLAUSES},
        {},  # the record itself shows what nobody has looked at
        {"clauses": without(ALL_CLAUSES, "X05"), "policy": "prohibited"},
        {"clauses": without(ALL_CLAUSES, "C10", "X05"), "data_class": "none"},
        {"clauses": without(ALL_CLAUSES, "C10", "X05"), "ends_on": "2026-10-31"},
        {"clauses": without(ALL_CLAUSES, "C10", "X05"), "starts_on": "2026-12-01"},
    ],
)
def test_allows_a_contract_that_says_so_or_need_not(office: Office, values: dict[str, Any]) -> None:
    assert "R13" not in office.hits(office.contract(**values))


@pytest.mark.parametrize(
    ("codes", "lacks"),
    [
        (["C10"], ["contractor"]),
        (["X05"], ["subcontractors"]),
        (["C10", "X05"], ["contractor", "subcontractors"]),
    ],
)
@pytest.mark.parametrize("state", ["", "absent", "not_applicable"])
def test_flags_a_contract_without_that_right(office: Office, codes: list[str], lacks: list[str], state: str) -> None:
    contract = office.contract(clauses=without(ALL_CLAUSES, *codes, state=state))
    hit = office.hits(contract)["R13"]
    assert (hit.level, hit.subject_kind, hit.detail["lacks"]) == ("incomplete", "contract", lacks)


def test_flags_it_once_a_contract(office: Office) -> None:
    contract = office.contract(clauses=without(ALL_CLAUSES, "X05"))
    assert "R13" not in office.hits(office.subcontract(contract, starts_on="2026-05-01"))


def test_flags_it_as_known_then(office: Office) -> None:
    contract = office.contract(clauses=without(ALL_CLAUSES, "X05"))
    before = office.ledger.head().seq
    office.revise("contract", contract, clauses=ALL_CLAUSES)
    assert "R13" not in office.hits(contract)
    assert "R13" in office.hits(contract, at_seq=before)
