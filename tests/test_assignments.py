"""Who answers for a contract: handed over many at once, and a section that another has taken over from."""

from datetime import date
from typing import Any

import pytest

from kantoku import assignment_actions
from kantoku.errors import InvalidRecord
from tests.office import FISCAL_YEAR, TODAY, Office

RENAMED = {"section": "税務課", "successor": "課税課", "from_on": "2026-10-01"}
AGAIN = {"section": "課税課", "successor": "税務総務課", "from_on": "2026-11-01"}
LATER = {"section": "税務総務課", "successor": "財務課", "from_on": "2027-04-01"}


def test_contracts_are_handed_over_as_one_act_with_its_reason(office: Office) -> None:
    first, second, other = (office.contract(officer="前任 太郎", **FISCAL_YEAR) for _nth in range(3))
    to = {"officer": "後任 花子", "section": None}
    assignment_actions.reassign(office.ledger, [first, second], to, reason="人事異動", actor=office.actor)
    states = [office.ledger.states("contract", id_)[-1] for id_ in (first, second)]
    assert {(state["action"], state["reason"]) for state in states} == {("contract.reassigned", "人事異動")}
    found = office.ledger.read("contracts_officers", as_of=TODAY).set_index("officer")["contracts"].to_dict()
    assert found == {"前任 太郎": 1, "後任 花子": 2}
    kept, _revision = office.ledger.get("contract", other)
    assert kept.officer == "前任 太郎"


@pytest.mark.parametrize(
    ("some", "to", "reason"),
    [(False, {"officer": "後任"}, "人事異動"), (True, {}, "人事異動"), (True, {"officer": "後任"}, " ")],
    ids=["no contract", "nobody", "no reason"],
)
def test_a_contract_a_receiver_and_a_reason_are_needed(
    office: Office, some: bool, to: dict[str, Any], reason: str
) -> None:
    contracts = [office.contract()] if some else []
    before = office.ledger.head()
    with pytest.raises(InvalidRecord):
        assignment_actions.reassign(office.ledger, contracts, to, reason=reason, actor=office.actor)
    assert office.ledger.head() == before


@pytest.mark.parametrize(
    ("as_of", "section"),
    [
        (date(2026, 9, 30), "税務課"),
        (date(2026, 10, 1), "課税課"),
        (TODAY, "税務総務課"),
        (date(2027, 4, 1), "財務課"),
    ],
)
def test_a_contract_stands_under_the_section_that_answers_for_it_on_that_day(
    office: Office, as_of: date, section: str
) -> None:
    contract = office.contract(section="税務課", starts_on="2026-04-01", ends_on="2028-03-31")
    work = office.subcontract(contract, starts_on="2026-04-01", ends_on="2028-03-31")
    office.policy(sections=["税務課"], reorganisations=[RENAMED, AGAIN, LATER])
    assert office.status(contract, as_of=as_of)["section"] == section
    assert office.status(work, as_of=as_of)["section"] == section
    found = office.ledger.read("attention", as_of=as_of, rule=None, contract=None)
    assert set(found[found["contract_id"] == contract]["section"]) <= {section}


def test_what_was_known_before_the_reorganisation_knows_nothing_of_it(office: Office) -> None:
    contract = office.contract(section="税務課", **FISCAL_YEAR)
    before = office.ledger.head().seq
    office.policy(sections=["税務課"], reorganisations=[RENAMED])
    assert office.status(contract, at_seq=before)["section"] == "税務課"
    assert office.status(contract)["section"] == "課税課"


def test_a_section_name_that_is_used_again_is_another_section(office: Office) -> None:
    """A contract names the section of its first day; where it is handed over, that of the day of doing so."""
    office.policy(sections=["税務課"], reorganisations=[RENAMED, AGAIN])
    before, after = office.contract(starts_on="2026-09-30"), office.contract(starts_on="2026-10-01")
    handed_over = office.contract(starts_on="2026-04-01", section="福祉課")
    assignment_actions.reassign(office.ledger, [handed_over], {"section": "税務課"}, reason="分課", actor=office.actor)
    sections = [office.status(id_)["section"] for id_ in (before, after, handed_over)]
    assert sections == ["税務総務課", "税務課", "税務課"]


def test_the_name_of_a_section_that_was_dissolved_twice_leads_to_each_successor(office: Office) -> None:
    once_more = {"section": "税務課", "successor": "財務課", "from_on": "2026-11-15"}
    office.policy(sections=["税務課"], reorganisations=[RENAMED, once_more])
    first, second = office.contract(starts_on="2026-04-01"), office.contract(starts_on="2026-10-15")
    assert [office.status(id_)["section"] for id_ in (first, second)] == ["課税課", "財務課"]
