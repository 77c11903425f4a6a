"""R30: the subcontractor is told of its permission and checks it."""

from datetime import date
from typing import Any

import pytest

from tests.office import PAPER, TODAY, YESTERDAY, Office

LATER = date(2026, 11, 19)


@pytest.fixture
def work(office: Office) -> str:
    """Work under way, of whose permission the contractor was notified on 4 November."""
    work = office.subcontract(office.contract(), starts_on="2026-05-01")
    office.permit(work, decided_on="2026-11-02", notified_on="2026-11-04", **PAPER)
    return work


def test_allows_two_weeks_to_the_day(office: Office, work: str) -> None:
    assert "R30" not in office.hits(work, as_of=date(2026, 11, 18))


def test_flags_that_nothing_is_on_record(office: Office, work: str, english: None) -> None:
    hit = office.hits(work, as_of=LATER)["R30"]
    assert (hit.level, hit.detail["lacks"], hit.since) == ("incomplete", ["told", "checked"], date(2026, 11, 18))
    assert "it is not on record that the subcontractor was told" in hit.says


@pytest.mark.parametrize(
    ("values", "lacks"),
    [
        ({"told_on": "2026-11-05"}, ["checked"]),
        ({"checked_on": "2026-11-05"}, ["told"]),
    ],
)
def test_flags_what_is_missing(office: Office, work: str, values: dict[str, Any], lacks: list[str]) -> None:
    office.revise("permission_decision", office.status(work)["grant_id"], **values)
    assert office.hits(work, as_of=LATER)["R30"].detail["lacks"] == lacks


def test_allows_it_once_both_are_on_record(office: Office, work: str) -> None:
    first = office.status(work)["grant_id"]
    office.revise("permission_decision", first, told_on="2026-11-05", checked_on="2026-11-18")
    assert "R30" not in office.hits(work, as_of=LATER)
    office.decide(work, decided_on=TODAY, notified_on=TODAY)
    assert office.hits(work, as_of=date(2026, 12, 5))["R30"].detail["lacks"] == ["told", "checked"]
    assert "R30" not in office.hits(work, as_of=LATER)


def test_flags_by_the_days_of_the_office_policy(office: Office, work: str) -> None:
    office.policy(told_days=30)
    assert "R30" not in office.hits(work)
    office.policy(told_days=1)
    assert office.hits(work)["R30"].since == date(2026, 11, 5)


def test_flags_what_was_never_notified(office: Office, english: None) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-05-01")
    decision = office.permit(work, decided_on="2026-11-02", **PAPER)
    assert "R30" not in office.hits(work, as_of=date(2026, 11, 16))
    hit = office.hits(work, as_of=date(2026, 11, 17))["R30"]
    assert (hit.detail["lacks"], hit.since, hit.subject_id) == (["notified"], date(2026, 11, 16), decision)
    assert "the contractor was notified" in hit.says
    assert hit.remedy.startswith("Notify the contractor of the permission, and record the day.")
    office.revise("permission_decision", decision, notified_on=TODAY)
    assert "R30" in office.hits(work, as_of=YESTERDAY)
    assert "R30" not in office.hits(work)


def test_allows_what_has_ended(office: Office, work: str) -> None:
    office.revise("subcontract", work, actual_ended_on="2026-11-10")
    assert "R30" not in office.hits(work, as_of=YESTERDAY)
