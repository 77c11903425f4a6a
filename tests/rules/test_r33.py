"""R33: that something is no entrustment is said with its reason and its evidence."""

from typing import Any

import pytest

from tests.office import TODAY, Office

REASON = {"entrustment_reason": "提供事業者は個人番号を含む電子データを取り扱わない。"}
EVIDENCE = {"entrustment_evidence": "利用規約第7条、アクセス制御の設定書"}
JUDGED = {"entrustment": "not_entrusted"}


@pytest.mark.parametrize(
    ("values", "lacks"), [({}, ["reason", "evidence"]), (REASON, ["evidence"]), (EVIDENCE, ["reason"])]
)
def test_denies_it_without(office: Office, values: dict[str, Any], lacks: list[str]) -> None:
    company = office.organisation()
    with office.refused("R33") as told:
        office.contract(organisation_id=company, **JUDGED, **values)
    assert told.value.refusals[0].detail["lacks"] == lacks


def test_denies_to_correct_a_contract_to_it(office: Office) -> None:
    contract = office.contract()
    with office.refused("R33"):
        office.revise("contract", contract, **JUDGED)


@pytest.mark.parametrize("values", [JUDGED | REASON | EVIDENCE, {"entrustment": "entrusted"}, {"entrustment": None}])
def test_allows_it_with_both_and_what_is_entrusted(office: Office, values: dict[str, Any]) -> None:
    assert "R33" not in office.hits(office.contract(**values))


def test_flags_what_was_taken_over(office: Office) -> None:
    contract = office.contract()
    before = office.ledger.head().seq
    office.revise("contract", contract, refuses=False, **JUDGED)
    hit = office.hits(contract)["R33"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("incomplete", "contract", contract)
    assert "R33" not in office.hits(contract, at_seq=before)


def test_allows_to_correct_another_matter_of_what_was_taken_over(office: Office) -> None:
    contract = office.contract()
    office.revise("contract", contract, refuses=False, **JUDGED)
    office.revise("contract", contract, title="改めた件名", **REASON)
    assert office.hits(contract)["R33"].detail["lacks"] == ["evidence"]


def test_allows_what_is_over(office: Office) -> None:
    contract = office.contract(ends_on="2026-10-31", **JUDGED)
    assert "R33" not in office.hits(contract, as_of=TODAY)
