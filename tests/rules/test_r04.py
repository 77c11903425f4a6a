"""R04: period, data class and data items of a tier stay within those of the tier above it."""

from typing import Any

import pytest

from kantoku import wording
from tests.office import PAPER, TODAY, YESTERDAY, Office

UPPER = {
    "data_class": "personal",
    "data_items": ["氏名", "住所", "生年月日"],
    "starts_on": "2026-04-01",
    "ends_on": "2027-03-31",
}

WITHIN = {
    "the same in all": {"data_items": ["氏名", "住所", "生年月日"], "starts_on": "2026-04-01", "ends_on": "2027-03-31"},
    "shorter": {"starts_on": "2026-12-01", "ends_on": "2026-12-31"},
    "without an end of its own": {"ends_on": None},
    "without dates": {"starts_on": None, "ends_on": None},
    "of fewer data items": {"data_items": ["住所"]},
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
    "wider in everything": (
        {"ends_on": "2028-03-31", "data_class": "spi", "data_items": ["個人番号の有無"]},
        ["period", "data_class", "data_items"],
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


def test_denies_a_third_tier_beyond_what_the_second_is_permitted(office: Office) -> None:
    second = office.subcontract(office.contract(**UPPER))
    office.permit(second, valid_until_on="2027-01-31")
    longer = office.subcontract(second, ends_on="2027-02-01")
    with office.refused("R04"):
        office.permit(longer)
    office.permit(office.subcontract(second, ends_on="2027-01-31"))


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
        ("en", "Beyond the tier above in: period, data items."),
        ("ja", "上位の範囲を超えています（期間、取り扱う項目）。"),
    ],
)
def test_says_in_what_it_is_wider(office: Office, language: str, said: str) -> None:
    wording.use(language)
    work = office.subcontract(office.contract(**UPPER), ends_on="2028-03-31", data_items=["口座番号"])
    assert office.hits(work, as_of=TODAY)["R04"].says == said
