"""R15: each entrusted work is inspected at least once a year; a hit only once the day has passed."""

from datetime import date
from typing import Any

import pytest

from kantoku import wording
from tests.conftest import Clock
from tests.office import ALL_CLAUSES, ASSESSED, TODAY, TOMORROW, YESTERDAY, Office
from tests.rules.inspecting import (
    COMPLETE,
    FIRST_DUE,
    INCOMPLETE,
    RUNNING,
    STATES,
    YEAR_2024,
    YEAR_2025,
    YEAR_2026,
    contract,
    told,
    went_on,
)


@pytest.mark.parametrize(("audit", "state"), STATES.values(), ids=STATES.keys())
def test_the_state_after_an_audit(office: Office, audit: dict[str, Any], state: str) -> None:
    work = contract(office)
    office.audit(work, **audit)
    assert office.status(work)["audit_state"] == state
    assert ("R15" in office.hits(work)) is (state in {"overdue", "never"})


@pytest.mark.parametrize("audit", COMPLETE.values(), ids=COMPLETE.keys())
def test_allows_a_work_audited(office: Office, audit: dict[str, Any]) -> None:
    work = contract(office)
    office.audit(work, audited_on=YESTERDAY, **audit)
    assert "R15" not in office.hits(work)


def test_allows_a_work_never_audited_until_its_day_has_passed(office: Office) -> None:
    work = contract(office)
    status = office.status(work, as_of=FIRST_DUE)
    assert (status["audit_state"], status["next_audit_due_on"].date()) == ("never", FIRST_DUE)
    assert "R15" not in office.hits(work, as_of=FIRST_DUE)


def test_denies_a_work_never_audited_when_its_day_has_passed(office: Office, english: None) -> None:
    work = contract(office)
    hit = office.hits(work, as_of=date(2026, 4, 2))["R15"]
    assert (hit.level, hit.since, hit.subject_kind, hit.subject_id) == ("overdue", FIRST_DUE, "contract", work)
    assert hit.says == "Never audited, due on 2026-04-01."


def test_denies_a_work_whose_last_audit_is_too_old(office: Office) -> None:
    work = contract(office)
    office.audit(work, audited_on="2025-10-01")
    hit = office.hits(work)["R15"]
    assert hit.says == "前回の監査は令和7年10月1日、期限は令和8年10月1日でした。"
    wording.use("en")
    assert hit.says == "Last audited on 2025-10-01, due again on 2026-10-01."
    assert office.status(work)["days_overdue"] == 50


def test_allows_it_from_the_next_audit_on(office: Office) -> None:
    work = contract(office)
    office.audit(work, audited_on=YESTERDAY)
    assert "R15" in office.hits(work, as_of=date(2026, 11, 18))
    assert "R15" not in office.hits(work, as_of=YESTERDAY)


@pytest.mark.parametrize("audit", INCOMPLETE.values(), ids=INCOMPLETE.keys())
def test_denies_a_record_that_is(office: Office, audit: dict[str, Any]) -> None:
    work = contract(office)
    audit_id = office.audit(work, audited_on=YESTERDAY, **audit)
    hit = office.hits(work)["R15"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("incomplete", "audit", audit_id)
    assert office.status(work)["audit_state"] == "covered"
    assert "令和8年11月19日の監査の記録に" in hit.says


def test_denies_the_worse_of_overdue_and_incomplete(office: Office) -> None:
    work = contract(office)
    office.audit(work, audited_on="2025-10-01", methods=[])
    assert office.hits(work)["R15"].level == "overdue"


def test_allows_an_incomplete_record_once_a_complete_one_followed(office: Office) -> None:
    work = contract(office)
    office.audit(work, audited_on="2026-06-01", methods=[])
    office.audit(work, audited_on=YESTERDAY)
    assert "R15" not in office.hits(work)


def test_denies_by_the_shorter_interval_of_the_contract(office: Office) -> None:
    work = contract(office, audit_interval_months=6)
    office.audit(work, audited_on="2026-05-19")
    assert "R15" in office.hits(work)
    assert office.status(work)["next_audit_due_on"].date() == date(2026, 11, 19)


def test_denies_by_the_interval_of_the_office_policy(office: Office) -> None:
    work = contract(office)
    office.audit(work, audited_on="2026-05-19")
    office.policy(audit_interval_months=6)
    assert "R15" in office.hits(work)


def test_allows_what_has_ended(office: Office) -> None:
    work = contract(office, ends_on=YESTERDAY)
    assert "R15" not in office.hits(work)
    assert "R15" in office.hits(work, as_of=YESTERDAY)


def test_allows_what_has_not_begun(office: Office) -> None:
    assert "R15" not in office.hits(contract(office, starts_on=TOMORROW))


def test_allows_work_without_personal_data(office: Office) -> None:
    work = contract(office, data_class="none")
    assert "R15" not in office.hits(work)
    assert office.status(work)["audit_state"] == "not_required"


@pytest.mark.parametrize("data_class", ["unknown", None])
def test_denies_while_the_data_class_is_unknown(office: Office, data_class: str | None) -> None:
    work = contract(office, data_class=data_class)
    assert "R15" in office.hits(work)
    assert office.status(work)["is_data_presumed"]


def test_denies_the_audit_of_another_work(office: Office) -> None:
    work, other = contract(office), contract(office)
    below = office.subcontract(work, **RUNNING)
    office.audit(other, below)
    assert "R15" in office.hits(work)


def test_allows_all_that_one_audit_covers(office: Office) -> None:
    works = [contract(office) for _nth in range(3)]
    office.audit(*works)
    assert all("R15" not in office.hits(work) for work in works)


def test_flags_it_as_known_then(office: Office) -> None:
    work = contract(office)
    before = office.ledger.head().seq
    office.audit(work, audited_on=YESTERDAY)
    assert "R15" in office.hits(work, at_seq=before)
    assert "R15" not in office.hits(work, as_of=TODAY)


@pytest.mark.parametrize("is_complete_last", [True, False])
def test_of_two_audits_of_one_day_the_last_recorded_counts(office: Office, is_complete_last: bool) -> None:
    work = contract(office)
    both = [{"methods": []}, {"methods": ["on_site"]}]
    audits = [office.audit(work, audited_on=YESTERDAY, **audit) for audit in (both if is_complete_last else both[::-1])]
    assert office.status(work)["last_audit_id"] == audits[-1]
    assert ("R15" in office.hits(work)) is not is_complete_last


def test_denies_a_work_whose_beginning_nobody_knows_from_its_signing_on(office: Office) -> None:
    work = contract(office, starts_on=None, signed_on="2026-04-01")
    status = office.status(work)
    assert (status["audit_state"], status["next_audit_due_on"].date()) == ("never", FIRST_DUE)
    assert office.hits(work)["R15"].since == FIRST_DUE


def test_a_day_of_signing_that_was_corrected_counts_no_more(office: Office) -> None:
    work = contract(office, starts_on=None, signed_on="2036-02-01")
    office.revise("contract", work, signed_on="2026-04-01")
    assert office.status(work)["next_audit_due_on"].date() == FIRST_DUE


def test_allows_a_contract_still_being_awarded(office: Office) -> None:
    work = contract(office, starts_on=None, ends_on=None, stage="selecting")
    assert "R15" not in office.hits(work, as_of=date(2027, 12, 1))
    office.revise("contract", work, stage="performing", clauses=ALL_CLAUSES, **ASSESSED)
    assert "R15" in office.hits(work, as_of=date(2027, 12, 1))


def test_denies_as_of_the_day_on_which_the_report_had_not_come(office: Office) -> None:
    work = contract(office)
    office.audit(
        work,
        audited_on="2026-06-01",
        audit_kind="through_contractor",
        methods=["through_contractor"],
        report_received_on="2026-11-01",
    )
    assert "R15" not in office.hits(work)
    assert office.hits(work, as_of=date(2026, 7, 1))["R15"].level == "incomplete"


def test_denies_one_neither_begun_nor_signed_from_its_first_entry_on(own_office: Office, clock: Clock) -> None:
    work = contract(own_office, starts_on=None)
    clock.passes(days=10)
    own_office.revise("contract", work, note="追記")
    assert own_office.status(work)["next_audit_due_on"].date() == TODAY
    assert "R15" not in own_office.hits(work, as_of=TODAY)
    assert own_office.hits(work, as_of=TOMORROW)["R15"].since == TODAY


def test_allows_one_of_unknown_beginning_once_it_was_audited(office: Office) -> None:
    work = contract(office, starts_on=None, signed_on="2025-04-01")
    office.audit(work, audited_on=YESTERDAY)
    assert office.status(work)["audit_state"] == "covered"
    assert "R15" not in office.hits(work)


@pytest.mark.parametrize(
    ("audited_on", "state"),
    [(None, "never"), ("2025-06-01", "overdue"), ("2025-08-01", "covered"), ("2025-07-01", "covered")],
)
def test_what_has_ended_keeps_the_state_of_its_end(office: Office, audited_on: str | None, state: str) -> None:
    work = contract(office, ends_on="2026-07-01")
    if audited_on:
        office.audit(work, audited_on=audited_on)
    status = office.status(work)
    assert (status["audit_state"], status["days_overdue"]) == (state, 0)
    assert str(status["next_audit_due_on"]) == "NaT"


# Over the turn of the year


def test_denies_contracts_of_one_year_never_audited_from_the_first_of_them_on(office: Office) -> None:
    first = contract(office, **YEAR_2024)
    second = went_on(office, first, **YEAR_2025)
    third = went_on(office, second, **YEAR_2026)
    assert "R15" not in office.hits(second, as_of=date(2025, 4, 1))
    assert office.hits(second, as_of=date(2025, 4, 2))["R15"].since == date(2025, 4, 1)
    assert office.hits(third)["R15"].since == date(2025, 4, 1)
    assert office.status(third)["audit_state"] == "never"


def test_denies_from_the_first_start_that_is_known(office: Office) -> None:
    first = contract(office, **YEAR_2024)
    second = went_on(office, first, starts_on=None, signed_on="2025-03-20", ends_on="2026-03-31")
    third = went_on(office, second, starts_on=None, signed_on="2026-03-20")
    assert office.hits(third)["R15"].since == date(2025, 4, 1)


def test_allows_a_year_whose_last_audit_was_that_of_the_contract_before(office: Office) -> None:
    first = contract(office, **YEAR_2024)
    third = went_on(office, went_on(office, first, **YEAR_2025), **YEAR_2026)
    audit = office.audit(first, audited_on="2025-03-10")
    before = office.status(third, as_of=date(2026, 4, 2))
    assert (before["audit_state"], before["last_audit_id"]) == ("overdue", audit)
    office.audit(office.ledger.get("contract", third)[0].previous_id, audited_on="2026-02-10")
    status = office.status(third)
    assert (status["audit_state"], status["next_audit_due_on"].date()) == ("covered", date(2027, 2, 10))
    assert "R15" not in office.hits(third)
    assert office.hits(third, as_of=date(2027, 2, 11))["R15"].since == date(2027, 2, 10)


def test_denies_a_record_of_the_year_before_that_is_incomplete(office: Office) -> None:
    first = contract(office, **YEAR_2025)
    work = went_on(office, first, **YEAR_2026)
    audit = office.audit(first, audited_on="2026-02-10", methods=[])
    hit = office.hits(work)["R15"]
    assert (hit.level, hit.subject_id, hit.contract_id) == ("incomplete", audit, work)


def test_denies_across_years_in_which_nothing_was_entrusted(office: Office) -> None:
    first = contract(office, starts_on="2020-04-01", ends_on="2021-03-31")
    office.audit(first, audited_on="2020-11-01")
    work = went_on(office, first, **YEAR_2026)
    assert office.status(work)["audit_state"] == "overdue"
    assert office.hits(work)["R15"].since == date(2021, 11, 1)


def test_another_contractor_begins_anew(office: Office) -> None:
    first = contract(office, **YEAR_2024)
    second = went_on(office, first, organisation_id=office.organisation(), **YEAR_2025)
    office.audit(first, second, audited_on="2025-04-20")
    third = went_on(office, second, organisation_id=office.organisation(), **YEAR_2026)
    status = office.status(third)
    assert (status["audit_state"], status["next_audit_due_on"].date()) == ("never", date(2027, 4, 1))
    back = went_on(office, third, organisation_id=office.ledger.get("contract", first)[0].organisation_id, **YEAR_2026)
    assert office.status(back)["audit_state"] == "never"


def test_a_contractor_corrected_to_another_begins_anew(office: Office) -> None:
    first = contract(office, **YEAR_2025)
    office.audit(first, audited_on="2026-02-10")
    work = went_on(office, first, **YEAR_2026)
    before = office.ledger.head().seq
    office.revise("contract", work, organisation_id=office.organisation(), refuses=False)
    assert office.status(work)["audit_state"] == "never"
    assert office.status(work, at_seq=before)["audit_state"] == "covered"


def test_what_was_audited_of_another_in_the_year_before_is_no_audit(office: Office) -> None:
    ours = office.organisation()
    first = contract(office, **YEAR_2025)
    office.audit(first, audited_on="2026-02-10")
    office.revise("contract", first, organisation_id=ours, refuses=False)
    work = went_on(office, first, **YEAR_2026)
    assert office.status(work)["audit_state"] == "never"


@pytest.mark.parametrize(
    "before",
    [
        {"data_class": "none"},
        {"entrustment": "not_entrusted", "entrustment_reason": "個人データを取り扱わない。"},
    ],
)
def test_what_was_no_entrusted_work_with_personal_data_has_no_cycle(office: Office, before: dict[str, Any]) -> None:
    work = went_on(office, contract(office, **YEAR_2025, **before), **YEAR_2026)
    assert "R15" not in office.hits(work)
    assert office.status(work)["next_audit_due_on"].date() == date(2027, 4, 1)


def test_flags_a_line_as_known_then(office: Office) -> None:
    first = contract(office, **YEAR_2025)
    work = contract(office, organisation_id=office.ledger.get("contract", first)[0].organisation_id, **YEAR_2026)
    before = office.ledger.head().seq
    office.audit(first, audited_on="2026-02-10")
    office.revise("contract", work, previous_id=first)
    linked = office.ledger.head().seq
    assert office.status(work, at_seq=before)["audit_state"] == "never"
    assert office.status(work, at_seq=linked)["audit_state"] == "covered"
    assert office.status(work, as_of=date(2026, 2, 9))["audit_state"] == "never"
    office.revise("contract", work, previous_id=None)
    assert office.status(work)["audit_state"] == "never"


def test_a_line_that_bites_its_own_tail_ends(office: Office) -> None:
    first = contract(office, **YEAR_2025)
    work = went_on(office, first, **YEAR_2026)
    office.revise("contract", first, previous_id=work)
    office.audit(first, audited_on="2026-02-10")
    assert office.status(work)["audit_state"] == "covered"
    assert office.status(first)["audit_state"] == "covered"


def test_one_contract_is_told_as_in_the_whole(office: Office) -> None:
    first = contract(office, **YEAR_2025)
    work = went_on(office, first, **YEAR_2026)
    office.audit(first, audited_on="2026-02-10", methods=[])
    contract(office)
    for as_of in (TODAY, date(2027, 2, 11)):
        assert told(office, work, as_of=as_of, scope=work) == told(office, work, as_of=as_of, scope=None) != []
