"""R21: at the end each tier that handled personal data proves what became of it; before that no contract is ended."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kantoku import contract_actions, disposal_actions, wording
from kantoku.errors import InvalidRecord
from kantoku.records.disposal import LACKS
from kantoku.records.stage import Stage
from tests import ledgers
from tests.conftest import Clock
from tests.office import PAPER, TODAY, YESTERDAY, Office

# Over since 1 October, so that the thirty days have passed.
OVER = {"starts_on": "2025-04-01", "ends_on": "2026-09-30"}
DUE = date(2026, 10, 30)


@pytest.fixture
def office(path: Path, clock: Clock) -> Iterator[Office]:
    """An office that has the contract on record while it runs."""
    clock.noon(date(2026, 9, 1))
    ledger = ledgers.new(path, clock)
    yield Office(ledger)
    ledger.close()


def ended(office: Office, clock: Clock, **values: Any) -> str:
    contract = office.contract(**OVER, **values)
    clock.noon(TODAY)
    return contract


def close(office: Office, contract: str) -> None:
    _record, base = office.ledger.get("contract", contract)
    contract_actions.advance(office.ledger, contract, Stage.ENDED, base=base, actor="契約 花子")


def test_denies_work_that_ended_a_while_ago(office: Office, clock: Clock, english: None) -> None:
    contract = ended(office, clock)
    hit = office.hits(contract)["R21"]
    assert (hit.level, hit.subject_kind, hit.subject_id, hit.since) == ("overdue", "contract", contract, DUE)
    assert hit.says == (
        "The work ended on 2026-09-30. "
        "By 2026-10-30 no return or disposal of its data since then was on record with its proof."
    )
    wording.use("ja")
    assert hit.says.startswith("業務は令和8年9月30日に終了しています。期限（令和8年10月30日）までに")


def test_allows_the_days_of_the_office_policy(office: Office, clock: Clock) -> None:
    contract = ended(office, clock)
    assert "R21" not in office.hits(contract, as_of=DUE)
    office.policy(disposal_days=60)
    assert "R21" not in office.hits(contract)


def test_allows_what_is_proved(office: Office, clock: Clock) -> None:
    contract = ended(office, clock)
    office.dispose(contract)
    assert "R21" not in office.hits(contract)
    assert "R21" in office.hits(contract, as_of=date(2026, 11, 10))


def test_denies_a_proof_of_a_day_on_which_the_work_still_ran(office: Office, clock: Clock) -> None:
    contract = office.contract(**OVER)
    office.dispose(contract, disposed_on="2026-08-31", confirmed_on="2026-09-01")
    clock.noon(TODAY)
    assert "R21" in office.hits(contract)
    [row] = office.ledger.read("contract_disposals", as_of=TODAY, contract=contract).to_dict("records")
    assert row["disposal_state"] == "overdue"
    office.dispose(contract, disposed_on="2026-09-30")
    assert "R21" not in office.hits(contract)
    [row] = office.ledger.read("contract_disposals", as_of=TODAY, contract=contract).to_dict("records")
    assert row["disposal_state"] == "proved"


def test_allows_what_was_disposed_of_on_the_last_open_day(office: Office, clock: Clock) -> None:
    contract = office.contract(starts_on="2025-04-01", ends_on="2026-10-04")  # a Sunday
    clock.noon(TODAY)
    office.dispose(contract, disposed_on="2026-10-01")
    assert "R21" in office.hits(contract, as_of=date(2026, 11, 20))
    office.dispose(contract, disposed_on="2026-10-02")
    close(office, contract)


def test_denies_the_proof_of_an_end_that_was_put_off(office: Office, clock: Clock) -> None:
    contract = office.contract(**OVER)
    clock.noon("2026-10-05")
    office.dispose(contract, disposed_on="2026-10-01", confirmed_on="2026-10-05")
    office.revise("contract", contract, ends_on="2026-10-20")
    clock.noon(TODAY)
    assert office.hits(contract, as_of=date(2026, 11, 20))["R21"].since == date(2026, 11, 19)


@pytest.mark.parametrize("lacking", ["certificate", "ways", "disposed_on", "confirmed_by", "confirmed_on"])
def test_denies_a_proof_that_lacks_something(office: Office, clock: Clock, lacking: str) -> None:
    contract = ended(office, clock)
    office.dispose(contract, **{lacking: None})
    assert "R21" in office.hits(contract)


def test_allows_a_reason_in_place_of_the_certificate(office: Office, clock: Clock) -> None:
    contract = ended(office, clock)
    office.dispose(contract, certificate=None, no_certificate_reason="区の職員が消去に立ち会ったため")
    assert "R21" not in office.hits(contract)


@pytest.mark.parametrize("ways", [["none_held"], ["carried_over"], ["none_held", "carried_over"]])
def test_allows_data_that_was_not_there_or_goes_on(office: Office, clock: Clock, ways: list[str]) -> None:
    contract = ended(office, clock)
    office.dispose(contract, ways=ways, certificate=None)
    assert "R21" not in office.hits(contract)


def test_denies_each_tier_by_itself_the_unpermitted_too(office: Office, clock: Clock) -> None:
    contract = office.contract(**OVER)
    permitted = office.subcontract(contract, **OVER)
    office.permit(permitted, decided_on="2025-03-20", **PAPER)
    found = office.subcontract(permitted, **OVER, origin="discovered")
    clock.noon(TODAY)
    assert all("R21" in office.hits(tier) for tier in (contract, permitted, found))
    office.dispose(permitted)
    assert [("R21" in office.hits(tier)) for tier in (contract, permitted, found)] == [True, False, True]


def test_allows_tiers_without_personal_data_or_that_never_began(office: Office, clock: Clock) -> None:
    contract = office.contract(**OVER)
    without = office.subcontract(contract, **OVER, data_class="none")
    refused = office.subcontract(contract, **OVER, origin="requested")
    office.decide(refused, outcome="refused", decided_on="2026-09-01")
    clock.noon(TODAY)
    assert not any("R21" in office.hits(tier) for tier in (without, refused))


def test_allows_work_still_under_way(office: Office, clock: Clock) -> None:
    contract = office.contract()
    work = office.subcontract(contract, starts_on="2026-04-01", actual_ended_on="2026-09-10", ends_on=None)
    clock.noon(TODAY)
    assert "R21" not in office.hits(contract)
    assert office.hits(work)["R21"].since == date(2026, 10, 10)


def test_allows_what_was_over_when_the_ledger_first_heard_of_it(office: Office, clock: Clock) -> None:
    clock.noon(TODAY)
    old = office.contract(**OVER)
    assert "R21" not in office.hits(old)
    close(office, old)
    found = office.subcontract(old, **OVER, origin="discovered")
    assert office.hits(found)["R21"].subject_id == old


# Ending the contract


def test_denies_to_end_a_contract_while_a_tier_lacks_its_proof(office: Office, clock: Clock, english: None) -> None:
    contract = office.contract(**OVER)
    work = office.subcontract(contract, **OVER, organisation_id=office.organisation(name="株式会社無証明"))
    clock.noon(TODAY)
    office.dispose(contract)
    with office.refused("R21") as caught:
        close(office, contract)
    assert "株式会社無証明" in " ".join(refusal.says for refusal in caught.value.refusals)
    office.dispose(work)
    close(office, contract)
    assert office.ledger.get("contract", contract)[0].model_dump()["stage"] == "ended"
    assert not any("R21" in office.hits(tier) for tier in (contract, work))


def test_denies_it_before_the_end_date_as_well(office: Office, clock: Clock) -> None:
    contract = office.contract()
    clock.noon(TODAY)
    with office.refused("R21"):
        close(office, contract)


def test_allows_to_end_a_contract_before_its_day_once_its_data_is_gone(office: Office, clock: Clock) -> None:
    contract = office.contract(starts_on="2026-04-01", ends_on="2027-03-31")
    clock.noon(TODAY)
    office.dispose(contract, disposed_on="2026-09-30", confirmed_on="2026-10-01")
    with office.refused("R21"):
        close(office, contract)
    office.dispose(contract)
    close(office, contract)
    assert "R21" not in office.hits(contract)


def test_denies_it_as_a_correction_too(office: Office, clock: Clock) -> None:
    contract = ended(office, clock)
    with office.refused("R21"):
        office.revise("contract", contract, stage="ended")


def test_flags_a_contract_that_was_ended_all_the_same(office: Office, clock: Clock) -> None:
    contract = ended(office, clock)
    office.revise("contract", contract, stage="ended", refuses=False)
    hit = office.hits(contract)["R21"]
    assert (hit.subject_id, hit.detail["disposal"], hit.is_refused) == (contract, "closed", True)


def test_allows_to_correct_a_contract_that_was_ended_without_proof(office: Office, clock: Clock) -> None:
    contract = ended(office, clock)
    office.revise("contract", contract, stage="ended", refuses=False)
    office.revise("contract", contract, note="文書保存箱 12")


def test_allows_other_changes_of_a_contract_that_is_over(office: Office, clock: Clock) -> None:
    contract = ended(office, clock)
    office.revise("contract", contract, stage="ending")
    assert "R21" in office.hits(contract)


def test_allows_to_end_a_contract_without_personal_data(office: Office, clock: Clock) -> None:
    contract = ended(office, clock, data_class="none")
    close(office, contract)
    assert "R21" not in office.hits(contract)


def test_several_tiers_are_proved_as_one_act(office: Office, clock: Clock) -> None:
    contract = office.contract(**OVER)
    work = office.subcontract(contract, **OVER)
    clock.noon(TODAY)
    proof = {
        "ways": ["returned", "erased"],
        "disposed_on": YESTERDAY,
        "disposed_by": "作業責任者",
        "no_certificate_reason": "立会いにより確認",
        "confirmed_on": TODAY,
        "confirmed_by": "契約担当係長",
    }
    before = office.ledger.head().seq
    ids = disposal_actions.record_disposals(office.ledger, contract, [contract, work], proof, actor="契約 花子")
    assert len(ids) == 2
    assert office.ledger.head().seq == before + 2
    assert not any("R21" in office.hits(tier) for tier in (contract, work))
    with pytest.raises(InvalidRecord):
        disposal_actions.record_disposals(office.ledger, contract, [], proof, actor="契約 花子")
    with pytest.raises(InvalidRecord):
        disposal_actions.record_disposals(
            office.ledger, contract, [work], proof | {"disposed_on": "2026-12-01"}, actor="契約 花子"
        )


@pytest.mark.parametrize("stage", ["selecting", "signed"])
def test_allows_an_award_that_was_called_off_before_any_work(office: Office, stage: str) -> None:
    contract = office.contract(stage=stage, starts_on="2026-12-01", ends_on="2027-03-31")
    office.revise("contract", contract, stage="ended")
    assert "R21" not in office.hits(contract, as_of=date(2027, 6, 1))


@pytest.mark.parametrize("stage", ["selecting", "signed"])
def test_denies_to_end_what_was_left_at_an_early_stage_although_its_time_had_come(office: Office, stage: str) -> None:
    contract = office.contract(stage=stage, starts_on="2026-04-01", ends_on="2026-11-30")
    with office.refused("R21"):
        office.revise("contract", contract, stage="ended")


def test_allows_as_of_a_day_before_the_contract_was_set_to_ended(own_office: Office, clock: Clock) -> None:
    contract = own_office.contract(starts_on="2026-04-01", ends_on="2027-03-31")
    before = own_office.ledger.today()
    clock.passes(days=10)
    own_office.revise("contract", contract, refuses=False, stage="ended")
    assert "R21" in own_office.hits(contract, as_of=own_office.ledger.today())
    assert "R21" not in own_office.hits(contract, as_of=before)


def end_on(office: Office, contract: str, day: date) -> None:
    _record, base = office.ledger.get("contract", contract)
    contract_actions.advance(
        office.ledger, contract, Stage.ENDED, base=base, ended_on=day, reason="解除", actor="契約 花子"
    )


def test_allows_an_end_of_its_own_day_with_the_proof_of_that_day(office: Office, clock: Clock) -> None:
    contract = office.contract(starts_on="2026-04-01", ends_on="2027-03-31")
    clock.noon(TODAY)
    office.dispose(contract, disposed_on="2026-09-30", confirmed_on="2026-10-01")
    end_on(office, contract, date(2026, 9, 30))
    assert "R21" not in office.hits(contract)


def test_denies_a_day_before_the_ledger_knew_the_contract_as_a_way_around_the_proof(
    office: Office, clock: Clock
) -> None:
    contract = office.contract(starts_on="2026-04-01", ends_on="2027-03-31")  # on record since 1 September
    work = office.subcontract(contract, starts_on="2026-04-01", ends_on="2027-03-31")
    clock.noon(TODAY)
    office.dispose(contract)
    with office.refused("R21"):
        end_on(office, contract, date(2026, 8, 31))
    office.dispose(work)
    end_on(office, contract, date(2026, 8, 31))
    assert not any("R21" in office.hits(tier) for tier in (contract, work))


def test_what_a_proof_lacks_is_said(office: Office, clock: Clock) -> None:
    contract = ended(office, clock)

    def lacks() -> list[str]:
        [row] = office.ledger.read("contract_disposals", as_of=TODAY, contract=contract).to_dict("records")
        return list(row["lacks"])

    assert lacks() == []
    early = office.dispose(contract, disposed_on="2026-08-31", confirmed_on="2026-09-01")
    assert lacks() == ["early"]
    office.revise("disposal", early, certificate=None, confirmed_by=None)
    assert lacks() == ["confirmed_by", "certificate"]
    office.revise(
        "disposal", early, ways=["none_held"], confirmed_by="係長", disposed_on="2026-09-30", confirmed_on=TODAY
    )
    assert lacks() == []
    for lack in ("ways", "disposed_on", "confirmed_by", "confirmed_on", "certificate"):
        shown = office.dispose(contract, **dict.fromkeys(("certificate", lack)))
        exported = office.ledger.read("export_disposals", as_of=TODAY)
        [row] = exported[exported["disposal_id"] == shown].to_dict("records")
        assert list(row["lacks"]) == sorted({lack, "certificate"}, key=[*LACKS].index)
