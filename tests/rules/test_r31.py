"""R31: a confirmation holds for a year; then the permission that rests on it needs another."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kantoku import wording
from tests import ledgers
from tests.conftest import Clock
from tests.office import PAPER, TODAY, YESTERDAY, Office

RUNNING = {"starts_on": "2025-04-01", "ends_on": "2028-03-31"}


@pytest.fixture
def contract(office: Office) -> str:
    return office.contract(**RUNNING)


@pytest.fixture
def work(office: Office, contract: str) -> str:
    """Work permitted on 20 November 2025, on a confirmation of that day."""
    work = office.subcontract(contract, starts_on="2025-12-01", ends_on="2028-03-31")
    office.permit(work, decided_on="2025-11-20", **PAPER)
    return work


def test_allows_a_confirmation_of_a_year_ago_to_the_day(office: Office, work: str) -> None:
    assert "R31" not in office.hits(work, as_of=TODAY)
    assert office.status(work)["confirmation_state"] == "positive"


def test_denies_it_the_day_after(office: Office, work: str) -> None:
    hit = office.hits(work, as_of=date(2026, 11, 21))["R31"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("overdue", "subcontract", work)
    assert hit.since == TODAY
    assert hit.says == "直近の確認（令和7年11月20日）は有効期間を過ぎています。"
    wording.use("en")
    assert hit.says == "The last confirmation, of 2025-11-20, is out of date."


def test_allows_it_once_confirmed_anew(office: Office, work: str) -> None:
    office.confirm(work, confirmed_on=YESTERDAY)
    assert "R31" not in office.hits(work, as_of=date(2026, 12, 31))


def test_denies_a_confirmation_that_says_no(office: Office, work: str, english: None) -> None:
    office.confirm(work, confirmed_on=YESTERDAY, overall="not_secured")
    assert office.hits(work)["R31"].says.endswith("says that security control is not secured.")
    assert office.status(work)["permission_state"] == "permitted"


@pytest.mark.parametrize("lacking", [{"overall": None}, {"sheet": None}, {"confirmed_by": None}])
def test_denies_though_an_incomplete_one_followed(office: Office, work: str, lacking: dict[str, Any]) -> None:
    office.confirm(work, confirmed_on=TODAY, **lacking)
    assert "R31" in office.hits(work, as_of=date(2026, 11, 21))


def test_denies_by_its_own_last_day(office: Office, work: str) -> None:
    office.confirm(work, confirmed_on="2026-11-01", valid_until_on="2026-11-18")
    assert office.hits(work)["R31"].since == date(2026, 11, 18)


def test_denies_by_the_months_of_the_office_policy(office: Office, work: str) -> None:
    office.policy(confirmation_valid_months=6)
    assert "R31" in office.hits(work)


def test_denies_for_the_contractor_too(office: Office, contract: str) -> None:
    office.confirm(contract, confirmed_on="2025-04-01")
    hit = office.hits(contract)["R31"]
    assert (hit.subject_kind, hit.subject_id) == ("contract", contract)


def test_allows_what_was_never_permitted_for_that_is_another_rule(office: Office, contract: str) -> None:
    work = office.subcontract(contract, starts_on="2025-12-01")
    office.confirm(work, confirmed_on="2025-04-01")
    assert "R31" not in office.hits(work)
    assert "R05" in office.hits(work)


def test_allows_what_has_ended(office: Office, work: str) -> None:
    office.revise("subcontract", work, actual_ended_on="2026-06-30")
    assert "R31" not in office.hits(work, as_of=date(2027, 1, 1))


def test_allows_work_without_personal_data(office: Office) -> None:
    contract = office.contract(data_class="none", **RUNNING)
    office.confirm(contract, confirmed_on="2025-04-01")
    assert "R31" not in office.hits(contract)


def test_flags_it_as_known_then(office: Office, work: str) -> None:
    before = office.ledger.head().seq
    office.confirm(work, confirmed_on=YESTERDAY, overall="not_secured")
    assert "R31" not in office.hits(work, at_seq=before)
    assert "R31" not in office.hits(work, as_of=date(2026, 11, 18))


def test_denies_though_it_is_said_to_hold_longer_than_the_office_allows(office: Office, work: str) -> None:
    office.confirm(work, confirmed_on="2025-11-21", valid_until_on="2030-03-31")
    assert "R31" not in office.hits(work, as_of=date(2026, 11, 21))
    assert office.hits(work, as_of=date(2026, 11, 22))["R31"].since == date(2026, 11, 21)


# What calls for a new confirmation before it runs out

PLACE, OTHER_PLACE = {"address": "見本県凪野市中央1-1"}, {"address": "見本県帆波市本町2-2"}
CONFIRMED: dict[str, Any] = {
    "data_class": "personal",
    "data_items": ["氏名", "住所"],
    "places": [PLACE],
    "handlers": 8,
    "starts_on": "2026-05-01",
    "ends_on": "2028-03-31",
}


@pytest.fixture
def confirmed(office: Office, contract: str) -> str:
    work = office.subcontract(contract, **CONFIRMED)
    office.permit(work, decided_on="2026-11-02", **PAPER)
    return work


@pytest.mark.parametrize(
    ("values", "changed", "said"),
    [
        ({"places": [PLACE, OTHER_PLACE]}, ["places"], "作業場所・保管場所"),
        ({"handlers": 10}, ["handlers"], "取扱者数の区分"),
        ({"data_class": "spi"}, ["data_class"], "個人情報の区分"),
        ({"data_items": ["氏名", "口座番号"]}, ["data_items"], "取り扱う項目"),
        ({"work": "システム運用及びデータ入力"}, ["work"], "業務の内容"),
        ({"handlers": 50, "places": [OTHER_PLACE]}, ["handlers", "places"], "取扱者数の区分、作業場所・保管場所"),
    ],
)
def test_denies_what_changed_since(
    office: Office, confirmed: str, values: dict[str, Any], changed: list[str], said: str
) -> None:
    before = office.ledger.head().seq
    office.revise("subcontract", confirmed, **values)
    hit = office.hits(confirmed)["R31"]
    assert (hit.detail["changed"], hit.since) == (changed, TODAY)
    assert hit.says == f"直近の確認（令和8年11月2日）は次の変更より前のものです（{said}）。"
    assert "R31" not in office.hits(confirmed, at_seq=before)
    office.confirm(confirmed)
    assert "R31" not in office.hits(confirmed)


@pytest.mark.parametrize(
    "values",
    [
        {"handlers": 9},
        {"data_items": ["住所"]},
        {"data_items": ["氏　名", "住所 "]},
        {"data_class": "none"},
        {"places": [{"address": "見本県凪野市 中央１－１"}]},
        {"responsible": "作業責任者"},
        {"work": "ﾊﾟﾝﾁ　入力"},
    ],
    ids=str,
)
def test_allows_what_is_no_change_that_matters(office: Office, confirmed: str, values: dict[str, Any]) -> None:
    office.revise("subcontract", confirmed, **values)
    assert "R31" not in office.hits(confirmed)


@pytest.mark.parametrize(("decided", "is_flagged"), [(True, False), (False, True)])
def test_allows_a_change_that_was_permitted_for_days_to_come(
    office: Office, confirmed: str, decided: bool, is_flagged: bool
) -> None:
    """It is on record once it is decided on, before its first day and on it."""
    office.revise("subcontract", confirmed, data_items=["氏名", "住所", "口座番号"])
    if decided:
        office.decide(confirmed, valid_from_on="2026-12-01")
    found = ["R31" in office.hits(confirmed, as_of=day) for day in (TODAY, date(2026, 12, 5))]
    assert found == [is_flagged, is_flagged]


def test_denies_another_change_than_was_permitted_for_days_to_come(office: Office, confirmed: str) -> None:
    office.revise("subcontract", confirmed, data_items=["氏名", "住所", "口座番号"])
    office.confirm(confirmed)
    office.decide(confirmed, valid_from_on="2026-12-01")
    office.revise("subcontract", confirmed, handlers=50)
    assert office.hits(confirmed)["R31"].detail["changed"] == ["handlers"]


def test_allows_what_is_filled_in_later(office: Office, work: str) -> None:
    bare = office.subcontract(office.ledger.get("subcontract", work)[0].contract_id, work=None, starts_on="2025-12-01")
    office.permit(bare, decided_on="2025-11-20", **PAPER)
    office.revise("subcontract", bare, work="封入封緘")
    assert "R31" not in office.hits(bare, as_of=TODAY)
    office.revise("subcontract", work, places=[PLACE], handlers=30, data_items=["氏名"])
    assert "R31" not in office.hits(work, as_of=TODAY)


def test_denies_a_change_of_the_contractor_too(office: Office) -> None:
    contract = office.contract(places=[PLACE], **RUNNING)
    office.confirm(contract)
    office.revise("contract", contract, places=[OTHER_PLACE])
    assert office.hits(contract)["R31"].detail["changed"] == ["places"]


def certified(office: Office, *expiries: str | None) -> str:
    given = [{"scheme": "isms", **({"expires_on": expiry} if expiry else {})} for expiry in expiries]
    return office.organisation(certifications=given)


def test_denies_where_a_certification_ran_out_since(office: Office, contract: str) -> None:
    work = office.subcontract(contract, **CONFIRMED, organisation_id=certified(office, "2026-11-10"))
    office.permit(work, decided_on="2026-11-02", **PAPER)
    hit = office.hits(work)["R31"]
    assert (hit.detail["changed"], hit.since) == (["certification"], date(2026, 11, 11))
    assert "R31" not in office.hits(work, as_of=date(2026, 11, 10))


@pytest.mark.parametrize(
    "expiries", [("2026-11-10", "2029-11-10"), ("2026-11-10", None), ("2026-10-01",), ("2027-01-01",)]
)
def test_allows_one_that_was_renewed_or_had_run_out_before(
    office: Office, contract: str, expiries: tuple[str | None, ...]
) -> None:
    work = office.subcontract(contract, **CONFIRMED, organisation_id=certified(office, *expiries))
    office.permit(work, decided_on="2026-11-02", **PAPER)
    assert "R31" not in office.hits(work)


@pytest.mark.parametrize(("known_on", "is_shaken"), [("2026-11-18", False), ("2026-11-20", True)])
def test_denies_a_confirmation_older_than_an_incident(office: Office, known_on: str, is_shaken: bool) -> None:
    work = office.contract(none_declared_on=TODAY)
    office.confirm(work, confirmed_on="2026-11-18")
    office.incident(work, knowledge=[{"section": "税務課", "known_on": known_on}])
    hit = office.hits(work).get("R31")
    assert (hit is not None and hit.detail["changed"] == ["incident"]) is is_shaken


# One confirmation for several contracts of one organisation


def covered(*engagements: str) -> dict[str, Any]:
    return {"further_engagements": [{"contract_id": each, "engagement_id": each} for each in engagements]}


def test_denies_all_that_is_confirmed_together_after_an_incident_in_one(office: Office) -> None:
    organisation = office.organisation()
    own, second, third = (office.contract(organisation_id=organisation) for _nth in range(3))
    office.confirm(own, confirmed_on="2026-11-18", **covered(second, third))
    office.incident(second)
    assert [office.hits(each)["R31"].detail["changed"] for each in (own, second, third)] == [["incident"]] * 3


def test_allows_what_was_confirmed_apart_from_the_incident(office: Office) -> None:
    organisation = office.organisation()
    own, second = (office.contract(organisation_id=organisation) for _nth in range(2))
    office.confirm(own, confirmed_on="2026-11-18", **covered(second))
    office.confirm(second, confirmed_on=TODAY)
    office.incident(own)
    assert "R31" not in office.hits(second)


@pytest.fixture
def since_may(path: Path, clock: Clock) -> Iterator[Office]:
    clock.noon(date(2026, 5, 1))
    ledger = ledgers.new(path, clock)
    yield Office(ledger)
    ledger.close()


def added_later(office: Office, clock: Clock, **changed: Any) -> str:
    """Work that changed in August and was added in November to another contract's confirmation of May."""
    organisation = office.organisation()
    own, work = (office.contract(organisation_id=organisation, places=[PLACE]) for _nth in range(2))
    kept = office.confirm(own, confirmed_on="2026-05-01")
    clock.noon(date(2026, 8, 1))
    office.revise("contract", work, **changed)
    clock.noon(TODAY)
    office.revise("handling_confirmation", kept, **covered(work))
    return work


def test_denies_work_that_changed_before_it_was_added_to_the_confirmation(since_may: Office, clock: Clock) -> None:
    hit = since_may.hits(added_later(since_may, clock, places=[OTHER_PLACE]))["R31"]
    assert (hit.detail["changed"], hit.since) == (["places"], date(2026, 8, 1))


def test_allows_work_that_was_added_as_it_was_on_that_day(since_may: Office, clock: Clock) -> None:
    work = added_later(since_may, clock, title="改めた件名")
    assert since_may.status(work)["confirmation_state"] == "positive"
    assert "R31" not in since_may.hits(work)


def test_denies_it_though_it_was_permitted_on_that_confirmation(since_may: Office, clock: Clock) -> None:
    organisation = since_may.organisation()
    own, other = since_may.contract(organisation_id=organisation), since_may.contract()
    work = since_may.subcontract(other, organisation_id=organisation, places=[PLACE], starts_on=TODAY)
    kept = since_may.confirm(own, confirmed_on="2026-05-01")
    clock.noon(date(2026, 8, 1))
    since_may.revise("subcontract", work, places=[OTHER_PLACE])
    clock.noon(TODAY)
    since_may.revise("handling_confirmation", kept, further_engagements=[{"contract_id": other, "engagement_id": work}])
    since_may.decide(work)
    assert since_may.hits(work)["R31"].detail["changed"] == ["places"]
