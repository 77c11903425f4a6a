"""R10: all of the work, or its principal part, is passed on only with a reason, or not at all."""

import pytest

from tests.office import PAPER, TODAY, TOMORROW, YESTERDAY, Office

WHOLE = {"extent": "whole"}
PRINCIPAL = {"extent": "part", "is_principal_part": True}


@pytest.mark.parametrize("values", [{}, {"extent": "part"}, {"extent": "part", "is_principal_part": False}])
def test_allows_a_part(office: Office, values: dict[str, object]) -> None:
    office.policy(principal_part="refused")
    work = office.subcontract(office.contract(is_principal_part_barred=True), **values)
    office.permit(work)
    assert "R10" not in office.hits(work, as_of=TOMORROW)


@pytest.mark.parametrize("part", [WHOLE, PRINCIPAL], ids=["whole", "principal"])
def test_allows_it_with_its_reason(office: Office, part: dict[str, object]) -> None:
    work = office.subcontract(office.contract(), **part, override_reason="専用の設備を要するため")
    office.permit(work)
    assert "R10" not in office.hits(work)


@pytest.mark.parametrize("part", [WHOLE, PRINCIPAL], ids=["whole", "principal"])
def test_denies_it_without_a_reason(office: Office, part: dict[str, object]) -> None:
    work = office.subcontract(office.contract(), **part)
    with office.refused("R10") as told:
        office.permit(work)
    assert told.value.refusals[0].detail["lacks"] == "reason"


def test_denies_it_by_the_policy_of_the_office_whatever_the_reason(office: Office) -> None:
    office.policy(principal_part="refused")
    work = office.subcontract(office.contract(), **WHOLE, override_reason="専用の設備を要するため")
    with office.refused("R10") as told:
        office.permit(work)
    assert "委託元の定め" in told.value.refusals[0].says


def test_denies_what_the_contract_bars(office: Office) -> None:
    work = office.subcontract(office.contract(is_principal_part_barred=True), **PRINCIPAL, override_reason="理由")
    with office.refused("R10"):
        office.permit(work)


def test_flags_a_permission_on_paper(office: Office) -> None:
    work = office.subcontract(office.contract(), **WHOLE)
    decision = office.permit(work, decided_on=YESTERDAY, **PAPER)
    hit = office.hits(work)["R10"]
    assert (hit.level, hit.subject_id, hit.is_refused) == ("incomplete", decision, False)


def test_flags_work_that_was_found_as_a_breach_where_it_is_barred(office: Office) -> None:
    contract = office.contract(is_principal_part_barred=True)
    work = office.subcontract(contract, **WHOLE, starts_on=YESTERDAY, origin="discovered")
    hit = office.hits(work)["R10"]
    assert (hit.level, hit.subject_kind, hit.is_refused) == ("breach", "subcontract", False)


def test_allows_a_mere_request(office: Office) -> None:
    work = office.subcontract(office.contract(), **WHOLE)
    office.request(work)
    assert "R10" not in office.hits(work)


def test_allows_what_needs_no_permission(office: Office) -> None:
    contract = office.contract(data_class="none", policy="unrestricted")
    assert "R10" not in office.hits(office.subcontract(contract, **WHOLE, starts_on=TODAY))


def test_a_reason_given_afterwards_mends_it(office: Office) -> None:
    work = office.subcontract(office.contract(), **WHOLE)
    office.permit(work, decided_on=YESTERDAY, **PAPER)
    before = office.ledger.head().seq
    office.revise("subcontract", work, override_reason="専用の設備を要するため")
    assert "R10" not in office.hits(work)
    assert "R10" in office.hits(work, at_seq=before)


def test_the_policy_of_that_time_counts(office: Office) -> None:
    work = office.subcontract(office.contract(), **WHOLE, override_reason="理由")
    office.permit(work)
    before = office.ledger.head().seq
    office.policy(principal_part="refused")
    assert office.hits(work)["R10"].level == "breach"
    assert "R10" not in office.hits(work, at_seq=before)
