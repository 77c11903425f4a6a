"""R15: each entrusted work is inspected at least once a year; a hit only once the day has passed."""

from datetime import date
from typing import Any

import pytest

from kantoku import wording
from tests.conftest import Clock
from tests.office import ALL_CLAUSES, ASSESSED, TODAY, TOMORROW, YESTERDAY, Office
from tests.rules.inspecting import COMPLETE, FIRST_DUE, INCOMPLETE, RUNNING, STATES, contract


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
