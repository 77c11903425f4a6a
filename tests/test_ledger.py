"""The one way in: everything of an action is recorded or nothing, and who was second is told what changed."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from kantoku import errors, wording
from kantoku.ledger import Change, Ledger
from kantoku.records import KINDS, Contract, Organisation, Subcontract
from tests.conftest import Clock
from tests.office import TODAY, YESTERDAY, Office


def change(kind: str, record_id: str, values: dict[str, Any], base: int) -> Change:
    return Change(f"{kind}.corrected", kind, record_id, KINDS[kind].read(values), base)


def everything(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """All that the ledger holds: the journal and every derived table."""
    with ledger.cursor() as cursor:
        names = [row[0] for row in cursor.execute("from (show tables) order by name").fetchall()]
        return {name: cursor.execute(f"from {name} order by all").fetchall() for name in names}


# What is recorded


def test_a_record_reads_as_it_was_written(ledger: Ledger, office: Office) -> None:
    values = {
        "number": "契約-1",
        "title": "封入封緘業務",
        "organisation_id": office.organisation(),
        "amount": 1_200_000,
    }
    receipt = ledger.record([Change.new("contract.recorded", Contract.read(values))], actor="契約 花子")
    assert ledger.get("contract", receipt.ids[0]) == (Contract.read(values), 1)


def test_a_receipt_tells_the_entries_and_the_ids_in_their_order(ledger: Ledger) -> None:
    named = [Change.new("organisation.recorded", Organisation.read({"name": f"第{nth}社"})) for nth in range(3)]
    receipt = ledger.record(named, actor="契約 花子")
    assert (receipt.first, receipt.last) == (2, 4)
    assert receipt.ids == tuple(change.record_id for change in named)


def test_an_entry_tells_who_when_and_why(ledger: Ledger, office: Office, clock: Clock) -> None:
    company = office.organisation()
    clock.passes(days=1)
    office.revise("organisation", company, reason="登記の変更", address="東京都荒川区荒川1-1-1")
    first, second = ledger.states("organisation", company)
    assert (first["actor"], first["action"], first["reason"]) == ("契約 花子", "organisation.recorded", "")
    assert (second["revision"], second["action"], second["reason"]) == (2, "organisation.corrected", "登記の変更")
    assert second["recorded_at"] == clock.now


def test_one_action_is_one_instant_and_one_batch(ledger: Ledger) -> None:
    named = [Change.new("organisation.recorded", Organisation.read({"name": f"第{nth}社"})) for nth in range(3)]
    ledger.record(named, actor="契約 花子", batch="取込-1")
    with ledger.cursor() as cursor:
        found = cursor.execute("select distinct recorded_at, batch from journal where seq > 1").fetchall()
    assert [batch for _moment, batch in found] == ["取込-1"]


def test_records_of_one_action_may_refer_to_each_other(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    company = Change.new("organisation.recorded", Organisation.read({"name": "新しい再委託先"}))
    below = {"contract_id": contract, "parent_id": contract, "organisation_id": company.record_id}
    receipt = ledger.record([company, Change.new("subcontract.recorded", Subcontract.read(below))], actor="契約 花子")
    assert ledger.get("subcontract", receipt.ids[1])[0].organisation_id == company.record_id


# Who comes second


def test_of_two_forms_on_one_record_the_second_is_told_what_changed(
    ledger: Ledger, office: Office, english: None
) -> None:
    contract = office.contract()
    read, revision = ledger.get("contract", contract)
    mine, theirs = read.model_dump() | {"note": "私の追記"}, read.model_dump() | {"title": "改題", "amount": 500}

    ledger.record([change("contract", contract, theirs, revision)], actor="契約 花子")
    after_the_first = everything(ledger)
    with pytest.raises(errors.Outdated) as told:
        ledger.record([change("contract", contract, mine, revision)], actor="契約 太郎")

    assert (
        "契約 花子 recorded at 2026-11-20 12:00: Title: 住民税賦課資料の入力業務委託 → 改題、Amount (yen): — → 500."
        in told.value.sentence
    )
    assert everything(ledger) == after_the_first
    assert ledger.get("contract", contract)[0].title == "改題"


def test_the_second_succeeds_on_the_new_revision(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    office.revise("contract", contract, title="改題")
    office.revise("contract", contract, note="追記")
    record, revision = ledger.get("contract", contract)
    assert (record.title, record.note, revision) == ("改題", "追記", 3)


def test_of_ten_at_the_same_instant_one_is_recorded(ledger: Ledger, office: Office) -> None:
    company = office.organisation()
    start = threading.Barrier(10)

    def save(nth: int) -> bool:
        start.wait()
        try:
            ledger.record([change("organisation", company, {"name": f"第{nth}案"}, 1)], actor=f"職員{nth}")
        except errors.Outdated:
            return False
        return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(save, range(10))) == 1
    assert len(ledger.states("organisation", company)) == 2
    assert ledger.verify().is_whole


def test_an_id_that_is_taken_is_not_taken_again(ledger: Ledger, office: Office) -> None:
    company = office.organisation(name="先の会社")
    with pytest.raises(errors.Outdated):
        ledger.record(
            [Change.new("organisation.recorded", Organisation.read({"name": "後の会社"}), company)], actor="契約 太郎"
        )
    assert ledger.get("organisation", company)[0].name == "先の会社"


def test_reading_meanwhile_sees_whole_actions(ledger: Ledger) -> None:
    is_over = threading.Event()

    def write() -> None:
        for nth in range(25):
            pair = [Change.new("organisation.recorded", Organisation.read({"name": f"{nth}{part}"})) for part in "甲乙"]
            ledger.record(pair, actor="契約 花子")
        is_over.set()

    def read() -> set[int]:
        counts = set()
        while not is_over.is_set():
            with ledger.cursor() as cursor:
                counts.add(cursor.execute("select count(*) from organisation").fetchone()[0])
        return counts

    with ThreadPoolExecutor(3) as pool:
        readings = [pool.submit(read) for _reader in range(2)]
        pool.submit(write).result()
    seen = set.union(*(reading.result() for reading in readings))
    assert seen
    assert all(count % 2 == 0 for count in seen)


# What is refused leaves nothing behind


def revise_an_old_state(office: Office) -> None:
    company = office.organisation()
    office.revise("organisation", company, note="先の訂正")
    office.ledger.record([change("organisation", company, {"name": "古い画面"}, 1)], actor="契約 太郎")


def revise_what_is_not_there(office: Office) -> None:
    office.ledger.record([change("organisation", "no-such-id", {"name": "無い会社"}, 1)], actor="契約 太郎")


def refer_to_what_is_not_there(office: Office) -> None:
    office.contract(organisation_id="no-such-id")


def refer_in_a_list_to_what_is_not_there(office: Office) -> None:
    office.record("audit", {"subjects": [{"contract_id": "no-such-id", "engagement_id": "no-such-id"}]})


def refer_to_another_kind(office: Office) -> None:
    office.contract(organisation_id=office.contract())


def refer_to_what_was_withdrawn(office: Office) -> None:
    company = office.organisation()
    office.withdraw("organisation", company)
    office.contract(organisation_id=company)


def withdraw_what_others_refer_to(office: Office) -> None:
    company = office.organisation()
    office.contract(organisation_id=company)
    office.withdraw("organisation", company)


def describe_one_record_twice(office: Office) -> None:
    twice = [Change.new("organisation.recorded", Organisation.read({"name": name}), "same-id") for name in "甲乙"]
    office.ledger.record(twice, actor="契約 花子")


def permit_without_confirmation(office: Office) -> None:
    office.decide(office.subcontract(office.contract()))


def type_an_individual_number(office: Office) -> None:
    office.organisation(note="本人の番号は 1234-5678-9018")


def give_the_number_as_reason(office: Office) -> None:
    office.revise("organisation", office.organisation(), reason="123456789018 の訂正", note="訂正")


def spoil_the_last_of_three(office: Office) -> None:
    two = [Change.new("organisation.recorded", Organisation.read({"name": name})) for name in "甲乙"]
    third = {"number": "契約-9", "title": "業務", "organisation_id": "no-such-id"}
    office.ledger.record([*two, Change.new("contract.recorded", Contract.read(third))], actor="契約 花子")


def leave_a_required_field_blank(office: Office) -> None:
    office.organisation(name="　 ")


def type_a_word_for_a_date(office: Office) -> None:
    office.contract(starts_on="来年度")


def choose_what_is_no_choice(office: Office) -> None:
    office.contract(data_class="secret")


def name_a_field_that_is_none(office: Office) -> None:
    office.contract(colour="青")


def give_more_yen_than_can_be_kept(office: Office) -> None:
    office.contract(amount=2**63)


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (revise_an_old_state, errors.Outdated),
        (revise_what_is_not_there, errors.NotFound),
        (refer_to_what_is_not_there, errors.NotFound),
        (refer_in_a_list_to_what_is_not_there, errors.NotFound),
        (refer_to_another_kind, errors.NotFound),
        (refer_to_what_was_withdrawn, errors.NotFound),
        (withdraw_what_others_refer_to, errors.StillReferredTo),
        (describe_one_record_twice, errors.KantokuError),
        (permit_without_confirmation, errors.RefusedByRule),
        (type_an_individual_number, errors.IndividualNumberFound),
        (give_the_number_as_reason, errors.IndividualNumberFound),
        (spoil_the_last_of_three, errors.NotFound),
        (leave_a_required_field_blank, errors.InvalidRecord),
        (type_a_word_for_a_date, errors.InvalidRecord),
        (choose_what_is_no_choice, errors.InvalidRecord),
        (name_a_field_that_is_none, errors.InvalidRecord),
        (give_more_yen_than_can_be_kept, errors.InvalidRecord),
    ],
    ids=lambda value: value.__name__,
)
def test_what_is_refused_leaves_nothing_behind(
    ledger: Ledger,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    attempt: Callable[[Office], None],
    refusal: type[errors.KantokuError],
) -> None:
    before = [everything(ledger)]

    def watched(recording: Callable[..., Any]) -> Callable[..., Any]:
        def record(*args: Any, **values: Any) -> Any:
            before.append(everything(ledger))
            return recording(*args, **values)

        return record

    monkeypatch.setattr(ledger, "record", watched(ledger.record))
    monkeypatch.setattr(office, "record", watched(office.record))
    with pytest.raises(refusal) as told:
        attempt(office)
    assert told.value.title
    assert told.value.sentence
    assert everything(ledger) == before[-1]
    assert ledger.verify().is_whole


def test_after_a_refusal_the_ledger_goes_on(ledger: Ledger, office: Office) -> None:
    with pytest.raises(errors.NotFound):
        office.contract(organisation_id="no-such-id")
    office.contract()
    assert ledger.verify().is_whole


@pytest.mark.parametrize(
    ("language", "article", "sentence"),
    [
        ("ja", "番号法（平成25年法律第27号）第11条", "取扱状況を確認した上で"),
        ("en", "My Number Act (Act No. 27 of 2013) Article 11", "Confirm how the data is handled"),
    ],
)
def test_a_refusal_cites_the_law_and_says_what_to_do(
    office: Office, language: str, article: str, sentence: str
) -> None:
    work = office.subcontract(office.contract())
    wording.use(language)
    with office.refused("R01") as told:
        office.decide(work)
    assert article in told.value.refusals[0].basis
    assert article in str(told.value)
    assert sentence in str(told.value)


def test_what_was_broken_before_stops_no_unrelated_entry(office: Office) -> None:
    contract = office.contract(policy="prohibited")
    office.subcontract(contract, starts_on="2026-05-01", origin="discovered")
    lawful = office.subcontract(office.contract())
    office.permit(lawful)
    office.finding(contract)
    assert "R09" not in office.hits(lawful)


def test_what_is_taken_over_is_recorded_as_it_was(ledger: Ledger, office: Office) -> None:
    work = office.subcontract(office.contract())
    office.decide(work, refuses=False)
    assert "R01" in office.hits(work)


# Rehearsing


def test_a_rehearsal_tells_what_would_be_refused_and_records_nothing(ledger: Ledger, office: Office) -> None:
    work = office.subcontract(office.contract())
    contract = ledger.get("subcontract", work)[0].contract_id
    decision = {"contract_id": contract, "engagement_id": work, "outcome": "permitted", "decided_on": TODAY}
    rehearsed = [Change.new("permission.decided", KINDS["permission_decision"].read(decision))]
    before = everything(ledger)

    assert [hit.rule for hit in ledger.rehearse(rehearsed, actor="契約 花子", as_of=TODAY)] == ["R01"]
    assert everything(ledger) == before
    office.confirm(work)
    assert ledger.rehearse(rehearsed, actor="契約 花子", as_of=TODAY) == []


# Withdrawing


def test_a_withdrawal_closes_the_record_and_keeps_its_past(ledger: Ledger, office: Office) -> None:
    company = office.organisation(name="誤って登録した会社")
    known = ledger.head().seq
    office.withdraw("organisation", company)
    with pytest.raises(errors.NotFound):
        ledger.get("organisation", company)
    assert ledger.get("organisation", company, at_seq=known)[0].name == "誤って登録した会社"
    assert ledger.states("organisation", company)[-1]["body"] == ""


def test_a_withdrawal_names_who_still_refers_to_it(office: Office, english: None) -> None:
    contract = office.contract()
    work = office.subcontract(contract)
    with pytest.raises(errors.StillReferredTo) as told:
        office.withdraw("contract", contract)
    assert f"Withdraw these first: Subcontract {work}." in told.value.sentence

    office.withdraw("subcontract", work)
    office.withdraw("contract", contract)


def test_an_audit_holds_the_engagements_it_covers(office: Office) -> None:
    contract = office.contract()
    audit = office.audit(contract)
    with pytest.raises(errors.StillReferredTo, match=audit):
        office.withdraw("contract", contract)


# Reading at other moments


def test_reads_as_known_at_an_earlier_entry(ledger: Ledger, office: Office, clock: Clock) -> None:
    contract = office.contract(title="元の件名")
    known = ledger.head().seq
    moment = clock.now
    clock.passes(days=3)
    office.revise("contract", contract, title="改めた件名")

    assert ledger.get("contract", contract, at_seq=known)[0].title == "元の件名"
    then = ledger.read("engagement_status", as_of=TODAY, at_seq=known, engagement=contract)
    assert list(then["contract_title"]) == ["元の件名"]
    now = ledger.read("engagement_status", as_of=TODAY, engagement=contract)
    assert list(now["contract_title"]) == ["改めた件名"]
    assert ledger.seq_at(moment) == known
    assert ledger.seq_at(None) == ledger.head().seq
    assert ledger.seq_at(moment.replace(year=2020)) == 0


def test_the_status_moves_with_what_is_recorded(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    assert list(ledger.read("status", as_of=TODAY, contract=None)["audit_state"]) == ["never"]
    office.audit(contract, audited_on=YESTERDAY)
    assert list(ledger.read("status", as_of=TODAY, contract=None)["audit_state"]) == ["covered"]


def test_the_status_keeps_several_clocks_at_hand(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    office.audit(contract, audited_on=YESTERDAY)
    for day in range(1, 12):
        ledger.read("status", as_of=date(2026, 12, day), contract=None)
    assert list(ledger.read("status", as_of=date(2026, 12, 1), contract=None)["audit_state"]) == ["covered"]


def test_what_was_erased_is_seen_no_more_at_any_clock(ledger: Ledger, office: Office) -> None:
    contract = office.contract(title="誤って記載された氏名")
    written = known = ledger.head().seq
    office.organisation()

    def contracts(at_seq: int | None) -> list[str]:
        return list(ledger.read("status", as_of=TODAY, at_seq=at_seq, contract=None)["contract_number"])

    assert len(contracts(None)) == len(contracts(known)) == 1
    assert ledger.states("contract", contract)[0]["seq"] == written
    office.revise("contract", contract, title="改めた件名")
    ledger.erase(written, ground="個人情報の誤記載", actor="情報 管理")
    assert len(contracts(None)) == 1
    assert contracts(known) == []


def test_how_a_record_stands_now_is_not_erased(ledger: Ledger, office: Office) -> None:
    office.contract(title="誤って記載された氏名")
    with pytest.raises(errors.StillPresent):
        ledger.erase(ledger.head().seq, ground="個人情報の誤記載", actor="情報 管理")
    assert ledger.verify().erased == ()


def test_what_was_erased_or_withdrawn_has_no_body_to_erase(ledger: Ledger, office: Office) -> None:
    mistaken = office.organisation()
    first = ledger.head().seq
    office.withdraw("organisation", mistaken)
    withdrawn = ledger.head().seq
    ledger.erase(first, ground="誤記載", actor="情報 管理")
    for seq in (first, withdrawn):
        with pytest.raises(errors.NotFound):
            ledger.erase(seq, ground="誤記載", actor="情報 管理")


def test_only_an_erasure_says_that_it_is_one(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match=r"entry\.erased"):
        ledger.note("entry.erased", {"seq": 1, "ground": "誤り"}, actor="情報 管理")


def test_a_note_holds_no_individual_number(ledger: Ledger) -> None:
    with pytest.raises(errors.IndividualNumberFound):
        ledger.note("export.made", {"filters": {"search": "1234 5678 9018"}}, actor="法務 四郎")


def test_a_contract_and_what_stands_under_it_are_withdrawn_as_one_act(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    below = office.subcontract(contract)
    deeper = office.subcontract(below)
    withdrawals = [
        Change("contract.withdrawn", "contract", contract, None, 1, "二重登録"),
        Change("subcontract.withdrawn", "subcontract", below, None, 1, "二重登録"),
        Change("subcontract.withdrawn", "subcontract", deeper, None, 1, "二重登録"),
    ]
    with pytest.raises(errors.StillReferredTo):
        ledger.record(withdrawals[:2], actor="契約 花子")
    ledger.record(withdrawals, actor="契約 花子")
    assert ledger.read("status", as_of=TODAY, contract=None).empty


def test_who_saves_what_was_withdrawn_meanwhile_is_told_so(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    stands, revision = ledger.get("contract", contract)
    office.withdraw("contract", contract)
    with pytest.raises(errors.Outdated) as late:
        ledger.record([Change("contract.corrected", "contract", contract, stands, revision, "訂正")], actor="係員 二郎")
    assert "登録の取消し" in str(late.value)


def test_only_an_entry_with_a_record_can_be_erased(ledger: Ledger) -> None:
    ledger.note("export.made", {"report": "contracts"}, actor="法務 四郎")
    for seq in (ledger.head().seq, 99):
        with pytest.raises(errors.NotFound):
            ledger.erase(seq, ground="誤り", actor="情報 管理")
