"""R04: a tier stays within the one above it, and within what was permitted."""

from datetime import date
from typing import Any

import pytest

from kantoku import wording
from tests.office import PAPER, TODAY, YESTERDAY, Office

UPPER = {
    "data_class": "personal",
    "data_items": ["氏名", "住所", "生年月日", "ガソリン代TAX"],
    "places": [{"address": "見本県凪野市中央3丁目1番8号"}],
    "starts_on": "2026-04-01",
    "ends_on": "2027-03-31",
}
ABROAD = {"address": "1 Example Street", "country": "US"}

WITHIN = {
    "the same in all": {"data_items": ["氏名", "住所", "生年月日"], "starts_on": "2026-04-01", "ends_on": "2027-03-31"},
    "shorter": {"starts_on": "2026-12-01", "ends_on": "2026-12-31"},
    "without an end of its own": {"ends_on": None},
    "without dates": {"starts_on": None, "ends_on": None},
    "of fewer data items": {"data_items": ["住所"]},
    "of an item spelled otherwise": {"data_items": ["氏　名", "ｶﾞｿﾘﾝ代 Ｔａｘ"]},
    "at premises of its own": {"places": [{"address": "見本県帆波市本町2丁目6番1号"}]},
    "without places": {"places": None},
    "of items in another order": {"data_items": ["生年月日", "氏名"]},
    "without a list of items": {"data_items": None},
    "without personal data": {"data_class": "none"},
    "of a class not yet known": {"data_class": "unknown"},
}

BEYOND = {
    "ending a day later": ({"ends_on": "2027-04-01"}, ["period"]),
    "beginning a day earlier": ({"starts_on": "2026-03-31"}, ["period"]),
    "of special care-required data": ({"data_class": "sensitive"}, ["data_class"]),
    "of Specific Personal Information": ({"data_class": "spi"}, ["data_class"]),
    "of one more data item": ({"data_items": ["氏名", "口座番号"]}, ["data_items"]),
    "of an item that differs by its voicing": ({"data_items": ["ｶｿﾘﾝ代TAX"]}, ["data_items"]),
    "at one more place, abroad": ({"places": [*UPPER["places"], ABROAD]}, ["places"]),
    "wider in everything": (
        {"ends_on": "2028-03-31", "data_class": "spi", "data_items": ["個人番号の有無"], "places": [ABROAD]},
        ["period", "data_class", "data_items", "places"],
    ),
}


@pytest.mark.parametrize("values", WITHIN.values(), ids=WITHIN.keys())
def test_allows_a_tier(office: Office, values: dict[str, Any]) -> None:
    work = office.subcontract(office.contract(**UPPER), **values)
    office.permit(work)
    assert "R04" not in office.hits(work)


@pytest.mark.parametrize(("values", "beyond"), BEYOND.values(), ids=BEYOND.keys())
def test_denies_to_permit_a_tier(office: Office, values: dict[str, Any], beyond: list[str]) -> None:
    work = office.subcontract(office.contract(**UPPER), **values)
    with office.refused("R04") as told:
        office.permit(work)
    assert told.value.refusals[0].detail["beyond"] == beyond


@pytest.mark.parametrize(
    "above", [None, [ABROAD | {"address": "2 Example Avenue"}]], ids=["unnamed", "of that country"]
)
def test_allows_a_place_abroad_where_the_tier_above_does_not_speak_against_it(
    office: Office, above: list[dict[str, str]] | None
) -> None:
    work = office.subcontract(office.contract(**{**UPPER, "places": above}), origin="discovered", places=[ABROAD])
    assert "R04" not in office.hits(work)


@pytest.mark.parametrize(("values", "beyond"), BEYOND.values(), ids=BEYOND.keys())
def test_flags_a_tier_that_was_found(office: Office, values: dict[str, Any], beyond: list[str]) -> None:
    work = office.subcontract(office.contract(**UPPER), origin="discovered", **values)
    hit = office.hits(work)["R04"]
    assert (hit.subject_kind, hit.subject_id, hit.is_refused) == ("subcontract", work, False)
    assert hit.detail["beyond"] == beyond


def test_flags_a_permission_on_paper(office: Office) -> None:
    work = office.subcontract(office.contract(**UPPER), ends_on="2028-03-31")
    office.confirm(work, confirmed_on=YESTERDAY)
    decision = office.decide(work, decided_on=YESTERDAY, **PAPER)
    assert office.hits(work)["R04"].subject_id == decision


@pytest.mark.parametrize("origin", [None, "requested"])
def test_allows_to_ask_for_more_than_can_be_permitted(office: Office, origin: str | None) -> None:
    work = office.subcontract(office.contract(**UPPER), ends_on="2028-03-31", origin=origin)
    assert "R04" not in office.hits(work)
    request = office.request(work)
    assert "R04" not in office.hits(work)
    with office.refused("R04"):
        office.permit(work, request_id=request)
    office.decide(work, request_id=request, outcome="refused", reason="範囲を超えるため")
    assert "R04" not in office.hits(work)


def test_allows_to_plan_under_what_is_not_decided_on(office: Office) -> None:
    second = office.subcontract(office.contract(**UPPER), ends_on="2026-12-31", origin="requested")
    office.request(second)
    assert "R04" not in office.hits(office.subcontract(second, ends_on="2027-02-01", origin="requested"))


def test_denies_a_third_tier_beyond_what_the_second_is_permitted(office: Office) -> None:
    second = office.subcontract(office.contract(**UPPER))
    office.permit(second, valid_until_on="2027-01-31")
    longer = office.subcontract(second, ends_on="2027-02-01")
    with office.refused("R04"):
        office.permit(longer)
    office.permit(office.subcontract(second, ends_on="2027-01-31"))


@pytest.mark.parametrize(
    ("valid_until_on", "is_longer"), [("2027-03-31", False), (None, False), ("2026-12-31", True)], ids=str
)
def test_denies_by_the_end_stated_above_and_not_by_a_revocation_there(
    office: Office, valid_until_on: str | None, is_longer: bool
) -> None:
    upper = office.subcontract(office.contract(**UPPER), starts_on=TODAY, ends_on="2027-03-31")
    grant = office.permit(upper, valid_until_on=valid_until_on)
    work = office.subcontract(upper, starts_on=TODAY, ends_on="2027-03-31")
    office.decide(work, refuses=False)
    office.revise("permission_decision", grant, revoked_on="2026-12-10")
    for day in (TODAY, date(2026, 12, 11)):
        assert ("R04" in office.hits(work, as_of=day)) is is_longer
    assert "R03" in office.hits(work, as_of=date(2026, 12, 10))


def test_allows_it_once_the_tier_above_is_wide_enough(office: Office) -> None:
    contract = office.contract(**UPPER)
    work = office.subcontract(contract, data_items=["氏名", "口座番号"])
    office.revise("contract", contract, data_items=["氏名", "住所", "口座番号"])
    office.permit(work)
    assert "R04" not in office.hits(work)


def test_allows_what_needs_no_permission(office: Office) -> None:
    contract = office.contract(**{**UPPER, "data_class": "none", "policy": "unrestricted"})
    assert "R04" not in office.hits(office.subcontract(contract, ends_on="2028-03-31"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "Beyond what is permitted: the period exceeds the tier above, "
                "data items that the tier above does not have."
            ),
        ),
        ("ja", "許諾の範囲を超えています（期間が上位を超える、取り扱う項目が上位を超える）。"),
    ],
)
def test_says_in_what_it_is_wider(office: Office, language: str, said: str) -> None:
    wording.use(language)
    work = office.subcontract(
        office.contract(**UPPER), ends_on="2028-03-31", data_items=["口座番号"], origin="discovered"
    )
    assert office.hits(work, as_of=TODAY)["R04"].says == said


# A permission covers only what was permitted

BUILDING, ANNEX = {"address": "見本県凪野市中央3丁目1番8号"}, {"address": "見本県帆波市本町2丁目6番1号"}
ASKED = {
    "data_class": "personal",
    "data_items": ["氏名", "住所"],
    "places": [BUILDING],
    "starts_on": "2026-12-01",
    "ends_on": "2026-12-31",
}

AS_PERMITTED = {
    "begun": {"actual_started_on": TODAY},
    "of fewer data items": {"data_items": ["住所"]},
    "shorter": {"ends_on": "2026-12-20"},
    "at the same place, spelled otherwise": {"places": [{"address": "見本県凪野市 中央３丁目１番８号"}]},
    "of a narrower class": {"data_class": "none"},
}

NOT_AS_PERMITTED = {
    "longer": ({"ends_on": "2027-01-31"}, "permitted_period", "期間が許諾時を超える"),
    "really ended later": ({"actual_ended_on": "2027-01-31"}, "permitted_period", "期間が許諾時を超える"),
    "of a wider class": ({"data_class": "sensitive"}, "permitted_data_class", "個人情報の区分が許諾時を超える"),
    "of one more data item": (
        {"data_items": ["氏名", "住所", "生年月日"]},
        "permitted_data_items",
        "取り扱う項目が許諾の範囲を超える",
    ),
    "at one more place": ({"places": [BUILDING, ANNEX]}, "permitted_places", "作業場所・保管場所が許諾の範囲を超える"),
    "at a place abroad": (
        {"places": [BUILDING | {"country": "US"}]},
        "permitted_places",
        "作業場所・保管場所が許諾の範囲を超える",
    ),
}


@pytest.fixture
def permitted(office: Office) -> str:
    """Work permitted as it was asked for, under a contract that would allow more."""
    work = office.subcontract(
        office.contract(**{**UPPER, "data_class": "spi", "places": [*UPPER["places"], ABROAD]}), **ASKED
    )
    office.permit(work)
    return work


@pytest.mark.parametrize("values", AS_PERMITTED.values(), ids=AS_PERMITTED.keys())
def test_allows_what_is_later_known_to_be(office: Office, permitted: str, values: dict[str, Any]) -> None:
    office.revise("subcontract", permitted, **values)
    assert "R04" not in office.hits(permitted)


@pytest.mark.parametrize(("values", "aspect", "said"), NOT_AS_PERMITTED.values(), ids=NOT_AS_PERMITTED.keys())
def test_flags_what_is_later_known_to_be(
    office: Office, permitted: str, values: dict[str, Any], aspect: str, said: str
) -> None:
    office.revise("subcontract", permitted, **values)
    hit = office.hits(permitted)["R04"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("breach", "subcontract", permitted)
    assert (hit.is_refused, hit.detail["beyond"]) == (False, [aspect])
    assert hit.says == f"許諾の範囲を超えています（{said}）。"


def test_allows_it_once_the_change_was_permitted(office: Office, permitted: str) -> None:
    office.revise("subcontract", permitted, places=[ANNEX])
    assert "R04" in office.hits(permitted)
    office.permit(permitted)
    assert "R04" not in office.hits(permitted)


def test_allows_to_extend_within_the_named_end_of_the_permission(office: Office) -> None:
    work = office.subcontract(office.contract(**UPPER), **ASKED)
    office.permit(work, valid_until_on="2027-03-31")
    office.revise("subcontract", work, ends_on="2027-03-31")
    assert "R04" not in office.hits(work)


def test_allows_what_the_decision_names_beyond_what_was_recorded(office: Office) -> None:
    work = office.subcontract(office.contract(**UPPER), **{**ASKED, "data_items": None, "places": None})
    office.permit(work, permitted_data_items=["氏名"], permitted_places=[ANNEX])
    office.revise("subcontract", work, data_items=["氏名"], places=[ANNEX])
    assert "R04" not in office.hits(work)
    office.revise("subcontract", work, data_items=["住所"], places=[BUILDING])
    assert office.hits(work)["R04"].detail["beyond"] == ["permitted_data_items", "permitted_places"]


def test_denies_a_decision_that_names_less_than_it_permits(office: Office) -> None:
    work = office.subcontract(office.contract(**UPPER), **ASKED)
    with office.refused("R04"):
        office.permit(work, permitted_data_items=["氏名"])
    with office.refused("R04"):
        office.permit(work, permitted_places=[ANNEX])
    office.permit(work, permitted_data_items=["住所", "氏名"], permitted_places=[ANNEX, BUILDING])


def test_flags_what_exceeds_a_paper_decision_too(office: Office) -> None:
    work = office.subcontract(office.contract(**UPPER), **ASKED)
    decision = office.permit(work, decided_on=YESTERDAY, permitted_data_items=["氏名"], **PAPER)
    assert (office.hits(work)["R04"].subject_id, office.hits(work)["R04"].is_refused) == (decision, False)


def test_flags_it_still_after_the_decision_was_corrected(office: Office, permitted: str) -> None:
    office.revise("subcontract", permitted, places=[ANNEX])
    office.revise("permission_decision", office.status(permitted)["grant_id"], notified_on=TODAY)
    assert "R04" in office.hits(permitted)


def test_flags_it_as_known_then(office: Office, permitted: str) -> None:
    before = office.ledger.head().seq
    office.revise("subcontract", permitted, places=[ANNEX])
    assert "R04" in office.hits(permitted)
    assert "R04" not in office.hits(permitted, at_seq=before)


# What the work takes from the tiers above


def test_denies_a_class_raised_on_the_contract_after_the_permission(office: Office) -> None:
    contract = office.contract(**UPPER)
    work = office.subcontract(contract)
    office.permit(work)
    office.revise("contract", contract, data_class="spi")
    hit = office.hits(work)["R04"]
    assert (hit.detail["beyond"], hit.subject_kind, hit.subject_id) == (["permitted_data_class"], "subcontract", work)
    office.permit(work)
    assert "R04" not in office.hits(work)


def test_denies_an_end_extended_on_the_tier_above_after_the_permission(office: Office) -> None:
    contract = office.contract(**UPPER)
    second = office.subcontract(contract, ends_on=None)
    office.permit(second)
    third = office.subcontract(second, ends_on=None)
    office.permit(third)
    office.revise("contract", contract, ends_on="2028-03-31")
    for work in (second, third):
        assert "permitted_period" in office.hits(work)["R04"].detail["beyond"]


@pytest.mark.parametrize(
    ("values", "aspect"),
    [({"data_class": "spi"}, "permitted_data_class"), ({"ends_on": "2028-03-31"}, "permitted_period")],
)
@pytest.mark.parametrize("steps", [1, 2, 3])
def test_flags_what_comes_down_from_however_many_tiers_up(
    office: Office, steps: int, values: dict[str, Any], aspect: str
) -> None:
    contract = tier = office.contract(**UPPER)
    for _step in range(steps):
        tier = office.subcontract(tier, starts_on="2026-12-01", ends_on=None)
        office.permit(tier)
    before = office.ledger.head().seq
    assert "R04" not in office.hits(tier)
    office.revise("contract", contract, **values)
    hit = office.hits(tier)["R04"]
    assert (hit.detail["beyond"], hit.subject_id, hit.since) == ([aspect], tier, TODAY)
    assert "R04" not in office.hits(tier, at_seq=before)


def test_allows_a_change_above_that_does_not_come_down(office: Office) -> None:
    contract = office.contract(**UPPER)
    second = office.subcontract(contract, data_class="personal")
    office.permit(second)
    third = office.subcontract(second, ends_on=None)
    office.permit(third)
    office.revise("contract", contract, data_class="spi", ends_on="2028-03-31")
    assert "R04" not in office.hits(third)


def test_denies_work_that_a_person_says_exceeds_the_tier_above(office: Office) -> None:
    work = office.subcontract(office.contract(**UPPER))
    with office.refused("R04") as told:
        office.permit(work, is_work_within=False)
    assert told.value.refusals[0].detail["beyond"] == ["work"]
    office.permit(work, is_work_within=True)
    assert "R04" not in office.hits(work)


def test_allows_an_extension_that_the_permission_covers(office: Office) -> None:
    contract = office.contract(**UPPER)
    work = office.subcontract(contract, ends_on=None)
    office.permit(work, valid_until_on="2028-03-31")
    office.revise("contract", contract, ends_on="2028-03-31")
    assert "R04" not in office.hits(work)


def test_allows_to_complete_what_was_left_blank(office: Office) -> None:
    work = office.subcontract(office.contract())
    office.permit(work)
    office.revise(
        "subcontract", work, data_items=["氏名"], places=[{"address": "東京都架空区1-1", "use": "controlled"}]
    )
    assert "R04" not in office.hits(work)


# What is over


def test_denies_to_permit_what_is_over(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-05-01", ends_on=YESTERDAY)
    with office.refused("R04") as told:
        office.permit(work)
    assert told.value.refusals[0].detail["beyond"] == ["over"]
    office.permit(work, **PAPER)
    assert office.hits(work)["R04"].detail["beyond"] == ["over"]


def test_allows_to_permit_what_ends_today(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-05-01", ends_on=TODAY)
    office.permit(work)
    assert "R04" not in office.hits(work)


def test_allows_what_is_permitted_no_longer_than_the_tier_above(office: Office) -> None:
    contract = office.contract(**UPPER | {"ends_on": "2029-03-31"})
    second = office.subcontract(contract, ends_on="2029-03-31")
    office.permit(second, valid_until_on="2027-03-31")
    third = office.subcontract(second, ends_on="2029-03-31")
    office.permit(third, valid_until_on="2027-03-31")
    assert "R04" not in office.hits(third)


def test_allows_to_begin_as_planned_under_a_tier_that_began_later(office: Office) -> None:
    second = office.subcontract(office.contract(**UPPER), starts_on="2026-11-01")
    third = office.subcontract(second, starts_on="2026-11-01")
    office.revise("subcontract", second, actual_started_on="2026-11-05")
    assert "R04" not in office.hits(third)


# A decision that does not count yet is judged all the same


@pytest.fixture
def permitted_before(office: Office) -> str:
    """Work to come with an older permission, which is in force."""
    work = office.subcontract(office.contract(**UPPER))
    office.permit(work, decided_on="2026-11-10", valid_until_on="2026-12-31", **PAPER)
    return work


def test_denies_a_renewal_for_work_that_is_over(office: Office) -> None:
    work = office.subcontract(office.contract(**UPPER), starts_on="2026-05-01", ends_on="2026-10-31")
    office.permit(work, decided_on="2026-04-20", valid_until_on="2026-10-31", **PAPER)
    with office.refused("R04"):
        office.permit(work)


def test_denies_a_renewal_to_come_that_is_not_confirmed(office: Office, permitted_before: str) -> None:
    office.confirm(permitted_before, overall="not_secured")
    with office.refused("R01"):
        office.decide(permitted_before, valid_from_on="2027-01-01")


def test_denies_a_renewal_to_come_where_the_contract_prohibits_it_by_now(office: Office, permitted_before: str) -> None:
    contract = office.status(permitted_before)["contract_id"]
    office.revise("contract", contract, policy="prohibited")
    with office.refused("R09"):
        office.permit(permitted_before, valid_from_on="2027-01-01")


def test_denies_a_renewal_to_come_longer_than_the_tier_above(office: Office) -> None:
    second = office.subcontract(office.contract(**UPPER))
    office.permit(second, decided_on="2026-11-10", valid_until_on="2026-12-31", **PAPER)
    third = office.subcontract(second)
    office.permit(third, decided_on="2026-11-11", valid_until_on="2026-12-31", **PAPER)
    with office.refused("R04"):
        office.permit(third, valid_from_on="2027-01-01", valid_until_on="2027-03-31")
