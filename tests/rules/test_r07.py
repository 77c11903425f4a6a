"""R07: a subsidiary or affiliate of the contractor needs permission like anyone else."""

import pytest

from tests.office import Office

RELATIONS = ["subsidiary", "affiliate", "none", None]


def below(office: Office, relation: str | None, **values: object) -> str:
    """Work that the contractor passes on to a company tied to it."""
    contractor = office.organisation()
    tied = office.organisation(parent_id=contractor, relation=relation)
    return office.subcontract(office.contract(organisation_id=contractor), organisation_id=tied, **values)


@pytest.mark.parametrize("relation", RELATIONS)
def test_denies_work_of_a_tied_company_without_permission(office: Office, relation: str | None) -> None:
    work = below(office, relation, starts_on="2026-10-01")
    assert office.status(work)["needs_permission"]
    assert "R05" in office.hits(work)


@pytest.mark.parametrize("relation", RELATIONS)
def test_denies_to_permit_a_tied_company_without_confirmation(office: Office, relation: str | None) -> None:
    work = below(office, relation)
    with office.refused("R01"):
        office.decide(work)


@pytest.mark.parametrize("relation", RELATIONS)
def test_allows_a_tied_company_that_is_permitted(office: Office, relation: str | None) -> None:
    work = below(office, relation)
    office.permit(work)
    assert office.hits(work) == {}
