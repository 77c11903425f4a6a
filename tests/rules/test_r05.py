"""R05: work without permission is a breach from the day it began; a discovery can always be recorded.

A permission counts from its own day: what began before stays a breach (追認 is none).
"""

from collections.abc import Callable
from datetime import date

import pytest

from kantoku import wording
from tests.conftest import Clock
from tests.office import PAPER, TODAY, TOMORROW, YESTERDAY, Office

BEGUN = {"starts_on": "2026-10-01", "ends_on": "2027-03-31"}


@pytest.fixture
def work(office: Office) -> str:
    """Work that began in October."""
    return office.subcontract(office.contract(), **BEGUN)


def test_allows_work_permitted_before_it_began(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on=TODAY)
    office.permit(work, decided_on=YESTERDAY, **PAPER)
    assert "R05" not in office.hits(work)


def test_allows_work_permitted_on_the_day_it_began(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on=TODAY)
    office.permit(work)
    assert "R05" not in office.hits(work)


def test_allows_work_that_has_not_begun(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on=TOMORROW)
    assert "R05" not in office.hits(work, as_of=TODAY)
    assert "R05" in office.hits(work, as_of=TOMORROW)


def test_allows_a_request_without_a_date_of_beginning(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on=None, origin="requested")
    office.request(work)
    assert "R05" not in office.hits(work)


@pytest.mark.parametrize("outcome", ["refused", "returned", None])
def test_allows_what_was_asked_for_and_never_began(office: Office, outcome: str | None) -> None:
    work = office.subcontract(office.contract(), starts_on=YESTERDAY, origin="requested")
    request = office.request(work)
    if outcome:
        office.decide(work, request_id=request, outcome=outcome)
    assert "R05" not in office.hits(work)


def test_denies_what_was_refused_and_began_all_the_same(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on=YESTERDAY, origin="requested", actual_started_on=YESTERDAY)
    office.decide(work, request_id=office.request(work), outcome="refused")
    assert "R05" in office.hits(work)


def test_denies_a_subcontract_without_a_date_that_nobody_asked_for(office: Office) -> None:
    assert "R05" in office.hits(office.subcontract(office.contract(), starts_on=None))


def test_denies_from_the_day_that_work_really_began(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-12-01", actual_started_on=YESTERDAY)
    assert office.hits(work)["R05"].since == YESTERDAY


def never_asked(_office: Office, _work: str) -> None:
    pass


def still_undecided(office: Office, work: str) -> None:
    office.request(work)


def sent_back(office: Office, work: str) -> None:
    office.decide(work, request_id=office.request(work), outcome="returned")


def refused(office: Office, work: str) -> None:
    office.decide(work, request_id=office.request(work), outcome="refused")


def withdrawn(office: Office, work: str) -> None:
    office.request(work, requested_on="2026-09-01", withdrawn_on="2026-09-10")


def lapsed(office: Office, work: str) -> None:
    office.permit(work, decided_on="2026-09-20", valid_until_on="2026-10-31", **PAPER)


def revoked(office: Office, work: str) -> None:
    grant = office.permit(work, decided_on="2026-09-20", **PAPER)
    office.revise("permission_decision", grant, revoked_on=YESTERDAY)


def permitted_later(office: Office, work: str) -> None:
    office.permit(work)


WITHOUT = {
    never_asked: ("none", "許諾の申請がありません"),
    still_undecided: ("requested", "申請中で、まだ許諾していません"),
    sent_back: ("requested", "申請中で、まだ許諾していません"),
    refused: ("refused", "許諾していません（不許諾）"),
    withdrawn: ("withdrawn", "申請が取り下げられています"),
    lapsed: ("lapsed", "許諾は失効しています"),
    revoked: ("revoked", "許諾は取り消されています"),
    permitted_later: ("permitted_later", "許諾の効力は令和8年11月20日からです"),
}


@pytest.mark.parametrize(("happened", "told"), WITHOUT.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_denies_work_whose_permission_is(
    office: Office, work: str, happened: Callable[[Office, str], None], told: tuple[str, str]
) -> None:
    happened(office, work)
    hit = office.hits(work)["R05"]
    assert (hit.level, hit.subject_kind, hit.subject_id, hit.is_refused) == ("breach", "subcontract", work, False)
    assert hit.detail["permission"] == told[0]
    assert hit.says == f"令和8年10月1日から業務を開始しています。{told[1]}。"
    assert "第19条" in hit.basis


@pytest.mark.parametrize("happened", WITHOUT, ids=lambda happened: happened.__name__)
def test_says_it_in_english_too(office: Office, work: str, happened: Callable[[Office, str], None]) -> None:
    happened(office, work)
    wording.use("en")
    said = office.hits(work)["R05"].says
    assert said.startswith("Work since 2026-10-01; ")
    assert said.isascii()


def test_denies_a_lapsed_permission_from_its_end_on(office: Office, work: str) -> None:
    lapsed(office, work)
    assert "R05" not in office.hits(work, as_of=date(2026, 10, 31))
    assert office.hits(work, as_of=date(2026, 11, 1))["R05"].since == date(2026, 11, 1)


def test_denies_a_permission_that_outlives_the_tier_above(office: Office) -> None:
    contract = office.contract(ends_on="2026-10-31")
    work = office.subcontract(contract, starts_on="2026-10-01", ends_on="2027-03-31")
    office.permit(work, decided_on="2026-09-20", **PAPER)
    assert office.status(work, as_of=date(2026, 10, 31))["permission_state"] == "permitted"
    assert "R05" in office.hits(work, as_of=date(2026, 11, 1))


def test_allows_a_permission_renewed_in_time(office: Office, work: str) -> None:
    lapsed(office, work)
    office.permit(work, decided_on="2026-10-30", valid_until_on="2027-03-31", **PAPER)
    assert "R05" not in office.hits(work)


def test_a_breach_stays_one_after_the_permission_came(office: Office, work: str) -> None:
    office.permit(work)
    assert office.status(work)["permission_state"] == "permitted"
    assert "R05" in office.hits(work, as_of=date(2027, 3, 1))


def test_what_has_ended_is_judged_at_its_end(office: Office, work: str) -> None:
    office.permit(work, decided_on="2026-09-20", valid_until_on="2027-03-31", **PAPER)
    assert "R05" not in office.hits(work, as_of=date(2028, 1, 1))


# Permission is not required only where no personal data is handled and the contract does not restrict subcontracting.


@pytest.mark.parametrize(
    ("data_class", "policy", "needs_permission"),
    [
        ("none", "unrestricted", False),
        ("none", "prohibited_in_principle", True),
        ("none", "permission", True),
        ("none", "unknown", True),
        ("none", None, True),
        ("personal", "unrestricted", True),
        ("sensitive", "unrestricted", True),
        ("spi", "unrestricted", True),
        ("unknown", "unrestricted", True),
        (None, "unrestricted", True),
    ],
)
def test_denies_unless_there_is_neither_personal_data_nor_a_restriction(
    office: Office, data_class: str | None, policy: str | None, needs_permission: bool
) -> None:
    work = office.subcontract(office.contract(data_class=data_class, policy=policy), **BEGUN)
    assert ("R05" in office.hits(work)) is needs_permission
    assert office.status(work)["needs_permission"] is needs_permission


@pytest.mark.parametrize(
    ("of_the_contract", "own", "is_presumed"),
    [("unknown", None, True), (None, None, True), ("spi", "unknown", True), ("unknown", "none", False)],
)
def test_an_unknown_data_class_counts_as_personal_and_is_marked(
    office: Office, of_the_contract: str | None, own: str | None, is_presumed: bool
) -> None:
    status = office.status(office.subcontract(office.contract(data_class=of_the_contract), data_class=own))
    assert status["is_data_presumed"] is is_presumed
    assert status["handles_personal"] is is_presumed


# A discovery is recorded, whatever it breaks


@pytest.mark.parametrize("policy", ["prohibited", "named_only", None])
def test_a_discovered_chain_can_always_be_recorded(office: Office, policy: str | None) -> None:
    contract = office.contract(policy=policy, ends_on="2026-09-30")
    found = {"origin": "discovered", "discovered_on": TODAY, "data_class": "spi", **BEGUN}
    second = office.subcontract(contract, **found)
    third = office.subcontract(second, **found)
    fourth = office.subcontract(third, **found)
    for work in (second, third, fourth):
        assert office.hits(work)["R05"].level == "breach"


def test_flags_it_from_its_day_and_its_entry_on(office: Office) -> None:
    contract = office.contract()
    before = office.ledger.head().seq
    work = office.subcontract(contract, starts_on=YESTERDAY)
    assert "R05" in office.hits(work, as_of=YESTERDAY)
    assert "R05" not in office.hits(work, as_of=date(2026, 11, 18))
    assert office.hits(work, at_seq=before) == {}


# Between two permissions


def permitted_twice(office: Office, *, until: str, again: str, **values: object) -> str:
    """Work since April, permitted until a day and again from another."""
    work = office.subcontract(office.contract(), **({"starts_on": "2026-04-01", "ends_on": "2027-03-31"} | values))
    office.permit(work, decided_on="2026-03-20", valid_until_on=until, **PAPER)
    office.permit(work, decided_on=again, **PAPER)
    return work


def test_denies_work_that_went_on_between_two_permissions(office: Office, english: None) -> None:
    work = permitted_twice(office, until="2026-06-30", again="2026-08-01")
    hit = office.hits(work)["R05"]
    assert (hit.since, hit.detail["permission"], hit.subject_id) == (date(2026, 7, 1), "gap", work)
    assert hit.says == "Work since 2026-04-01; none was held from 2026-07-01 to 2026-07-31."
    wording.use("ja")
    assert hit.says == (
        "令和8年4月1日から業務を開始しています。令和8年7月1日から令和8年7月31日までは許諾がありませんでした。"
    )


def test_denies_it_after_a_revocation_too(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-04-01", ends_on="2027-03-31")
    grant = office.permit(work, decided_on="2026-03-20", **PAPER)
    office.permit(work, decided_on="2026-08-01", **PAPER)
    office.revise("permission_decision", grant, revoked_on="2026-06-30")
    assert office.status(work, as_of=date(2026, 6, 30))["permission_state"] == "revoked"
    assert office.hits(work)["R05"].since == date(2026, 6, 30)


@pytest.mark.parametrize("again", ["2026-06-15", "2026-06-30", "2026-07-01"])
def test_allows_permissions_that_follow_each_other(office: Office, again: str) -> None:
    assert "R05" not in office.hits(permitted_twice(office, until="2026-06-30", again=again))


def test_allows_a_pause_before_the_work_began_or_after_it_ended(office: Office) -> None:
    later = permitted_twice(office, until="2026-06-30", again="2026-08-01", starts_on="2026-08-01")
    ended = permitted_twice(office, until="2026-06-30", again="2026-08-01", actual_ended_on="2026-06-30")
    assert "R05" not in office.hits(later)
    assert "R05" not in office.hits(ended)


def test_allows_what_was_revoked_after_its_end(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-04-01", ends_on="2026-09-30")
    grant = office.permit(work, decided_on="2026-03-20", **PAPER)
    office.revise("permission_decision", grant, revoked_on=YESTERDAY)
    assert office.status(work)["permission_state"] == "permitted"
    assert "R05" not in office.hits(work)


def test_denies_what_was_revoked_on_its_last_day(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-04-01", ends_on="2026-09-30")
    grant = office.permit(work, decided_on="2026-03-20", **PAPER)
    office.revise("permission_decision", grant, revoked_on="2026-09-30")
    assert office.status(work)["permission_state"] == "revoked"


# What is no entrustment


def test_allows_what_is_no_entrustment(office: Office) -> None:
    contract = office.contract(
        entrustment="not_entrusted", entrustment_reason="データを取り扱わない。", entrustment_evidence="利用規約第7条"
    )
    work = office.subcontract(contract, **BEGUN)
    assert office.hits(work) == {}
    assert office.hits(contract) == {}
    for status in (office.status(contract), office.status(work)):
        assert (status["needs_permission"], status["permission_state"]) == (False, "not_required")
        assert (status["handles_personal"], status["audit_state"], status["data_class"]) == (
            False,
            "not_required",
            "spi",
        )


@pytest.mark.parametrize("entrustment", ["entrusted", None])
def test_denies_what_is_entrustment_or_not_said_to_be_none(office: Office, entrustment: str | None) -> None:
    work = office.subcontract(office.contract(entrustment=entrustment), **BEGUN)
    assert "R05" in office.hits(work)


# What has ended


@pytest.mark.parametrize("ends_on", [None, "2027-03-31"])
def test_a_contract_said_to_have_ended_has_ended(own_office: Office, clock: Clock, ends_on: str | None) -> None:
    contract = own_office.contract(ends_on=ends_on, none_declared_on=TODAY)
    assert own_office.status(contract)["is_live"]
    own_office.revise("contract", contract, refuses=False, stage="ended")
    clock.passes(days=3)
    status = own_office.status(contract, as_of=date(2026, 11, 23))
    assert (status["is_live"], status["ends_on"].date()) == (False, TODAY)
    assert own_office.status(contract, as_of=TODAY)["is_live"]


def test_a_contract_that_ended_before_it_was_said_ended_then(office: Office) -> None:
    contract = office.contract(ends_on="2026-06-30", stage="ended")
    assert office.status(contract)["ends_on"].date() == date(2026, 6, 30)


def test_what_is_part_of_a_contract_said_to_have_ended_has_ended_with_it(own_office: Office, clock: Clock) -> None:
    contract = own_office.contract()
    work = own_office.subcontract(contract, starts_on="2026-11-01", ends_on="2027-03-31")
    own_office.permit(work, decided_on="2026-10-20", valid_until_on="2027-03-31", **PAPER)
    own_office.revise("contract", contract, refuses=False, stage="ended")
    clock.noon("2027-02-01")
    own_office.revise("contract", contract, note="件名を確認した。")
    status = own_office.status(work, as_of=date(2027, 2, 1))
    assert (status["is_live"], status["ends_on"].date(), status["permission_state"]) == (False, TODAY, "permitted")
    assert not {"R04", "R05"} & set(own_office.hits(work, as_of=date(2027, 2, 1)))


def test_what_is_said_to_have_gone_on_after_the_contract_went_on(office: Office) -> None:
    contract = office.contract(ends_on="2026-09-30", stage="ended")
    work = office.subcontract(contract, starts_on="2026-05-01", actual_ended_on="2026-10-31")
    office.permit(work, decided_on="2026-04-20", **PAPER)
    assert office.hits(work)["R05"].since == date(2026, 10, 1)


# Since when


@pytest.mark.parametrize(
    ("found", "since"),
    [({"discovered_on": "2026-11-10"}, date(2026, 11, 10)), ({}, TODAY)],
    ids=["since it was discovered", "since it was recorded"],
)
def test_what_was_discovered_stays_a_breach_once_permitted(office: Office, found: dict[str, str], since: date) -> None:
    work = office.subcontract(office.contract(), origin="discovered", starts_on=None, **found)
    assert office.hits(work)["R05"].since == since
    office.permit(work, valid_from_on=TOMORROW)
    hit = office.hits(work, as_of=TOMORROW)["R05"]
    assert (hit.since, hit.detail["permission"]) == (since, "permitted_later")


@pytest.mark.parametrize(
    ("happened", "since"),
    [(never_asked, date(2026, 10, 1)), (lapsed, date(2026, 11, 1)), (revoked, YESTERDAY)],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_denies_since_the_first_day_without(
    office: Office, work: str, happened: Callable[[Office, str], None], since: date
) -> None:
    happened(office, work)
    assert office.hits(work)["R05"].since == since
    office.request(work)
    assert office.hits(work)["R05"].since == since


# Which of several permissions counts


def test_a_permission_counts_until_the_next_begins(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-11-01")
    office.permit(work, decided_on="2026-10-20", valid_until_on="2026-11-30", **PAPER)
    first = office.status(work)["grant_id"]
    office.permit(work, valid_from_on="2026-12-01", valid_until_on="2027-03-31")
    assert office.status(work)["grant_id"] == first
    status = office.status(work, as_of=date(2026, 12, 1))
    assert (status["grant_id"] == first, status["permission_state"]) == (False, "permitted")
    assert (status["permitted_until_on"].date(), "R05" in office.hits(work)) == (date(2027, 3, 31), False)


def test_a_shorter_permission_does_not_end_the_one_that_goes_on(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-11-01")
    office.permit(work, decided_on="2026-10-20", valid_until_on="2027-03-31", **PAPER)
    longer = office.status(work)["grant_id"]
    office.permit(work, decided_on="2026-11-05", valid_until_on="2026-11-10", **PAPER)
    assert office.status(work, as_of=date(2026, 11, 8))["grant_id"] != longer
    assert office.status(work)["grant_id"] == longer


def test_a_revocation_takes_back_what_was_permitted_before_it_too(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-11-01")
    office.permit(work, decided_on="2026-10-20", valid_until_on="2027-03-31", **PAPER)
    renewed = office.permit(work, decided_on="2026-11-05", valid_until_on="2027-03-31", **PAPER)
    office.revise("permission_decision", renewed, revoked_on=YESTERDAY)
    assert office.status(work)["permission_state"] == "revoked"
    assert office.hits(work)["R05"].since == YESTERDAY


def test_what_is_revoked_before_it_begins_takes_nothing_else_back(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-11-01")
    office.permit(work, decided_on="2026-10-20", valid_until_on="2027-03-31", **PAPER)
    next_year = office.permit(work, decided_on="2026-11-05", valid_from_on="2026-12-01", **PAPER)
    office.revise("permission_decision", next_year, revoked_on=YESTERDAY)
    assert office.status(work)["permission_state"] == "permitted"


def test_denies_work_under_way_whose_permission_is_yet_to_begin(office: Office, work: str) -> None:
    office.permit(work, valid_from_on="2026-12-01")
    hit = office.hits(work)["R05"]
    assert (hit.detail["permission"], hit.detail["permitted_on"], hit.since) == (
        "permitted_later",
        "2026-12-01",
        date(2026, 10, 1),
    )


@pytest.mark.parametrize("decided_on", ["2026-11-05", TODAY], ids=["begun", "begun that day"])
def test_what_is_revoked_takes_back_what_was_permitted_before_it_and_recorded_after(
    office: Office, decided_on: object
) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-11-01")
    office.permit(work, decided_on="2026-10-20", **PAPER)
    later = office.permit(work, decided_on=decided_on, **PAPER)
    office.revise("permission_decision", later, revoked_on=TODAY)
    assert office.status(work)["permission_state"] == "revoked"
    office.permit(work, decided_on="2026-11-02", **PAPER)
    assert office.status(work)["permission_state"] == "revoked"


def test_what_was_revoked_before_it_began_was_never_in_force(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-11-15")
    never = office.permit(work, decided_on="2026-11-01", valid_from_on="2026-12-01", **PAPER)
    office.revise("permission_decision", never, revoked_on="2026-11-10")
    assert office.status(work)["permission_state"] == "revoked"
    assert office.hits(work)["R05"].since == date(2026, 11, 15)
    office.permit(work)
    assert office.hits(work)["R05"].detail["permitted_on"] == "2026-11-20"


@pytest.mark.parametrize("gone", [{"revoked_on": TODAY}, {"valid_until_on": "2026-11-25"}], ids=["revoked", "lapsed"])
def test_allows_what_was_asked_for_and_given_up_before_its_day(office: Office, gone: dict[str, object]) -> None:
    work = office.subcontract(office.contract(), origin="requested")
    grant = office.permit(work, decided_on="2026-11-10", **PAPER)
    office.revise("permission_decision", grant, **gone)
    assert "R05" not in office.hits(work, as_of=date(2026, 12, 5))
    assert not office.status(work, as_of=date(2026, 12, 5))["is_begun"]


def test_what_is_part_of_work_that_really_ended_has_ended_with_it(office: Office) -> None:
    second = office.subcontract(office.contract(), starts_on="2026-11-01")
    office.permit(second, decided_on="2026-10-20", **PAPER)
    third = office.subcontract(second, starts_on="2026-11-02")
    office.permit(third, decided_on="2026-10-21", **PAPER)
    office.revise("subcontract", second, actual_ended_on="2026-11-10")
    assert office.status(third)["is_live"] is False
    assert not {"R04", "R05"} & set(office.hits(third))


# A permission of another


@pytest.fixture
def begun(office: Office) -> str:
    """Work under way, permitted before it began."""
    work = office.subcontract(office.contract(), starts_on="2026-05-01", origin="requested")
    office.permit(work, decided_on="2026-04-20", **PAPER)
    return work


def test_denies_what_was_permitted_to_another_organisation(office: Office, begun: str) -> None:
    assert "R05" not in office.hits(begun)
    before = office.ledger.head().seq
    office.revise("subcontract", begun, organisation_id=office.organisation())
    hit = office.hits(begun)["R05"]
    assert (office.status(begun)["permission_state"], hit.detail["permission"]) == ("none", "elsewhere")
    assert hit.says.endswith("許諾は、別の再委託先又は別の再委託元（上位）に対するものです。")
    assert office.status(begun, at_seq=before)["permission_state"] == "permitted"


def test_denies_what_was_permitted_under_another_tier(office: Office, begun: str) -> None:
    contract = office.status(begun)["contract_id"]
    sister = office.subcontract(contract, starts_on="2026-04-01")
    office.revise("subcontract", begun, parent_id=sister)
    assert office.hits(begun)["R05"].detail["permission"] == "elsewhere"


def test_allows_what_was_permitted_anew_and_what_was_a_slip(office: Office, begun: str) -> None:
    organisation = office.status(begun)["organisation_id"]
    office.revise("subcontract", begun, organisation_id=office.organisation())
    office.revise("subcontract", begun, organisation_id=organisation)
    assert "R05" not in office.hits(begun)
    office.revise("subcontract", begun, organisation_id=office.organisation())
    office.permit(begun)
    assert office.status(begun)["permission_state"] == "permitted"
    assert office.hits(begun)["R05"].detail["permission"] == "permitted_later"


def test_flags_that_a_request_made_for_another_does_not_count(office: Office) -> None:
    work = office.subcontract(office.contract(), origin="requested")
    request = office.request(work)
    assert office.status(work)["permission_state"] == "requested"
    office.revise("subcontract", work, organisation_id=office.organisation())
    office.revise("permission_request", request, opinion="適当")
    assert office.status(work)["permission_state"] == "none"
    office.revise("permission_request", request, work="別の業務")  # asked anew, for the one that it is with now
    assert office.status(work)["permission_state"] == "requested"


def test_allows_a_refusal_of_another_to_be_no_refusal_of_this(office: Office) -> None:
    work = office.subcontract(office.contract(), origin="requested")
    office.decide(work, outcome="refused")
    assert office.status(work)["permission_state"] == "refused"
    office.revise("subcontract", work, organisation_id=office.organisation())
    assert office.status(work)["permission_state"] == "none"
