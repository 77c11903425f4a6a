"""R24: whether an incident must be reported follows from its kind and the largest possible number of persons."""

from typing import Any

import pytest

from kantoku import wording
from tests.office import TODAY, Office


def hit_of(office: Office, **values: Any) -> Any:
    contract = office.contract()
    office.incident(contract, **values)
    return office.hits(contract).get("R24")


@pytest.mark.parametrize(
    ("kinds", "persons", "reportability"),
    [
        (["1-b"], 1, "reportable"),
        (["2-c"], None, "reportable"),
        (["3"], 0, "reportable"),
        (["none"], 101, "reportable"),
        ([], 101, "reportable"),
        (["4-a"], None, "reportable"),
        (["4-a"], 100, "guideline"),
        (["none"], 100, "guideline"),
        ([], 100, "undetermined"),
        (["none"], None, "undetermined"),
        ([], None, "undetermined"),
    ],
)
def test_what_must_be_reported(office: Office, kinds: list[str], persons: int | None, reportability: str) -> None:
    id_ = office.incident(office.contract(), reportable_kinds=kinds, persons=persons)
    rows = office.ledger.read("incidents_list", as_of=TODAY, contract=None, engagement=None, search=None, incident=id_)
    assert rows.iloc[0]["reportability"] == reportability


def test_allows_a_kind_and_a_number(office: Office) -> None:
    assert hit_of(office, reportable_kinds=["4-a"], persons=250) is None


@pytest.mark.parametrize(
    "lacking", [{"reportable_kinds": None, "persons": 3}, {"reportable_kinds": ["none"], "persons": None}]
)
def test_denies_what_cannot_be_judged(office: Office, lacking: dict[str, Any], english: None) -> None:
    hit = hit_of(office, **lacking)
    assert (hit.level, hit.detail["reporting"]) == ("incomplete", "undetermined")
    assert "cannot be told" in hit.says


def test_denies_a_number_that_contradicts_the_kind(office: Office) -> None:
    hit = hit_of(office, reportable_kinds=["none"], persons=101)
    assert hit.says == "本人の数（101人）と、記録されている規則第2条の区分が一致しません。"
    wording.use("en")
    assert hit.says == "The number of persons (101) contradicts the kind under article 2 on record."
    assert hit_of(office, reportable_kinds=["4-b"], persons=100).detail["reporting"] == "contradicted"


def test_denies_what_lies_below_the_threshold_and_was_not_reported(office: Office) -> None:
    assert hit_of(office, reportable_kinds=["none"], persons=3).detail["reporting"] == "guideline"


@pytest.mark.parametrize(
    "settled", [{"first_reported_on": TODAY}, {"no_report_reason": "個人データを含まないため"}, {"is_encrypted": True}]
)
def test_allows_it_once_reported_or_said_why_not(office: Office, settled: dict[str, Any]) -> None:
    assert hit_of(office, reportable_kinds=["none"], persons=3, **settled) is None


def test_judges_anew_when_the_number_changes(office: Office) -> None:
    contract = office.contract()
    id_ = office.incident(contract, reportable_kinds=None, persons=40)
    assert office.hits(contract)["R24"].detail["reporting"] == "undetermined"
    office.revise("incident", id_, persons=140)
    assert "R24" not in office.hits(contract)
