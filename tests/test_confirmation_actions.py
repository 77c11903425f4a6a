"""Confirmations in full: for several contracts of one organisation, by the office's own list, followed by findings."""

import datetime

import pytest

from kantoku import confirmation_actions, item_lists
from kantoku.errors import InvalidRecord
from kantoku.ledger import Ledger
from kantoku.records import Checklist, Finding, HandlingConfirmation
from kantoku.uploads import Upload
from tests.conftest import Clock
from tests.office import ITEM_BY_ITEM, ITEMS, PDF, TODAY, Office


@pytest.fixture
def two(office: Office) -> tuple[str, str]:
    """Two contracts of one organisation."""
    organisation = office.organisation()
    return office.contract(organisation_id=organisation), office.contract(organisation_id=organisation)


def besides(*engagements: str) -> list[dict[str, str]]:
    return [{"contract_id": id_, "engagement_id": id_} for id_ in engagements]


def values(contract: str, **given: object) -> dict[str, object]:
    return {
        "contract_id": contract,
        "engagement_id": contract,
        "confirmed_on": TODAY,
        "confirmed_by": "監督 一郎",
        "overall": "secured",
        **ITEM_BY_ITEM,
    } | given


# Several contracts


def test_it_counts_for_each_contract_that_it_covers(ledger: Ledger, office: Office, two: tuple[str, str]) -> None:
    first, second = two
    confirmation_actions.confirm(ledger, values(first, further_engagements=besides(second)), actor="契約 花子")
    for contract in two:
        assert office.status(contract)["confirmation_state"] == "positive"
        assert len(ledger.read("contract_confirmations", as_of=TODAY, contract=contract)) == 1
        assert len(ledger.read("engagement_confirmations", as_of=TODAY, engagement=contract)) == 1
    covered_with = ledger.read("export_confirmations", as_of=TODAY).set_index("contract_number")["covered_with"]
    numbers = [ledger.get("contract", contract)[0].model_dump()["number"] for contract in two]
    assert covered_with.dropna().to_dict() == {numbers[1]: numbers[0]}
    assert set(covered_with.index) == set(numbers)


def test_it_does_not_cover_another_organisation(ledger: Ledger, office: Office, two: tuple[str, str]) -> None:
    given = values(two[0], further_engagements=besides(office.contract()))
    with pytest.raises(InvalidRecord):
        confirmation_actions.confirm(ledger, given, actor="契約 花子")


def test_another_organisation_that_is_named_all_the_same_is_not_covered(office: Office) -> None:
    own, other = office.contract(), office.contract()
    office.confirm(own, further_engagements=besides(other))
    assert [office.status(contract)["confirmation_state"] for contract in (own, other)] == ["positive", "none"]


def test_a_permission_may_rest_on_it(office: Office) -> None:
    organisation = office.organisation()
    first, second = (office.subcontract(office.contract(), organisation_id=organisation) for _nth in range(2))
    place = {"contract_id": office._contract_of[second], "engagement_id": second}
    office.confirm(first, further_engagements=[place])
    office.decide(second)
    assert "R01" not in office.hits(second)


def test_what_is_added_counts_from_then_on_and_takes_nothing_from_the_others(office: Office, clock: Clock) -> None:
    """A decision made here rests on what was on record before it."""
    organisation = office.organisation()
    works = [office.subcontract(office.contract(), organisation_id=organisation) for _nth in range(3)]
    places = [{"contract_id": office._contract_of[work], "engagement_id": work} for work in works]
    kept = office.confirm(works[0], further_engagements=[places[1]])
    office.decide(works[0])
    office.decide(works[1])
    with office.refused("R01"):
        office.decide(works[2])
    clock.passes(hours=1)
    office.revise("handling_confirmation", kept, further_engagements=places[1:])
    office.decide(works[2])
    assert all("R01" not in office.hits(work) for work in works)


def test_what_is_taken_out_is_confirmed_no_more(ledger: Ledger, office: Office, two: tuple[str, str]) -> None:
    first, second = two
    kept = office.confirm(first, further_engagements=besides(second))
    before = ledger.head().seq
    office.revise("handling_confirmation", kept, further_engagements=[])
    assert office.status(first)["confirmation_state"] == "positive"
    assert office.status(second)["confirmation_state"] == "none"
    assert office.status(second, at_seq=before)["confirmation_state"] == "positive"


def test_withdrawn_it_is_gone_for_all(office: Office, two: tuple[str, str]) -> None:
    kept = office.confirm(two[0], further_engagements=besides(two[1]))
    office.withdraw("handling_confirmation", kept)
    assert [office.status(contract)["confirmation_state"] for contract in two] == ["none", "none"]


def test_where_the_work_went_to_another_it_says_nothing_any_more(office: Office, two: tuple[str, str]) -> None:
    office.confirm(two[0], further_engagements=besides(two[1]))
    office.revise("contract", two[1], organisation_id=office.organisation())
    assert [office.status(contract)["confirmation_state"] for contract in two] == ["positive", "incomplete"]


# The sheet


def test_the_sheet_is_kept_with_the_confirmation(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    upload = Upload.of("確認書.pdf", PDF)
    given = values(contract, form="summary", items=[], sheet=upload)
    kept = confirmation_actions.confirm(ledger, given, actor="契約 花子")
    record, revision = ledger.get("handling_confirmation", kept)
    assert isinstance(record, HandlingConfirmation)
    assert record.sheet is not None
    assert b"".join(ledger.content(record.sheet.sha256)) == PDF
    later = Upload.of("確認書（訂正）.txt", "訂正".encode())
    confirmation_actions.correct(
        ledger, kept, record.model_dump() | {"sheet": later}, base=revision, reason="差替え", actor="契約 花子"
    )
    assert ledger.kept([upload.sha256, later.sha256]) == {upload.sha256, later.sha256}


# The office's own list


def own_list(ledger: Ledger, version: str = "区-1", **given: object) -> str:
    items = [
        {
            "code": "A-1",
            "group_code": "A",
            "group_title": "範囲の明確化",
            "wording": "受託する業務の範囲が明確である。",
        },
        {"code": "X-1", "group_code": "X", "group_title": "区の項目", "wording": "生成AIに入力しない。"},
    ]
    about = {"version": version, "valid_from_on": TODAY, "items": items} | given
    return confirmation_actions.make_list(ledger, about, actor="契約 花子")


def test_completeness_is_judged_by_the_list_that_was_used(ledger: Ledger, office: Office) -> None:
    own = own_list(ledger)
    contract = office.contract()
    by_own = {"checklist_id": own, "items_version": "区-1"}
    answered = [{"code": code, "result": "done"} for code in ("A-1", "X-1")]
    office.confirm(contract, **(ITEM_BY_ITEM | by_own | {"items": answered[:1]}))
    assert office.status(contract)["confirmation_state"] == "incomplete"
    office.confirm(contract, **(ITEM_BY_ITEM | by_own | {"items": answered}))
    assert office.status(contract)["confirmation_state"] == "positive"
    other = office.contract()
    office.confirm(other, **(ITEM_BY_ITEM | {"items": answered}))
    assert office.status(other)["confirmation_state"] == "incomplete"
    office.confirm(other, **ITEM_BY_ITEM)
    assert office.status(other)["confirmation_state"] == "positive"


def test_a_later_state_of_a_list_changes_nothing_of_what_was_confirmed(ledger: Ledger, office: Office) -> None:
    own = own_list(ledger)
    contract = office.contract()
    answered = [{"code": code, "result": "done"} for code in ("A-1", "X-1")]
    office.confirm(contract, **(ITEM_BY_ITEM | {"checklist_id": own, "items": answered}))
    more = {"code": "X-2", "group_code": "X", "group_title": "区の項目", "wording": "足した項目"}
    record, _revision = ledger.get("checklist", own)
    office.revise("checklist", own, items=[*record.model_dump()["items"], more])
    assert office.status(contract)["confirmation_state"] == "positive"
    ledger.rebuild()
    assert office.status(contract)["confirmation_state"] == "positive"
    assert len(item_lists.of_version(ledger, own, None).items) == 2


def test_the_list_in_use_is_the_one_that_began_last(ledger: Ledger) -> None:
    built_in = item_lists.current(ledger, as_of=TODAY)
    assert built_in.checklist_id is None
    assert len(built_in.items) == len(ITEMS)
    tomorrow = TODAY + datetime.timedelta(days=1)
    later = own_list(ledger, "区-2", valid_from_on=tomorrow)
    now = own_list(ledger, "区-1")
    assert item_lists.current(ledger, as_of=TODAY).checklist_id == now
    assert item_lists.current(ledger, as_of=tomorrow).checklist_id == later


def test_what_was_taken_over_unchanged_stays_in_both_languages(ledger: Ledger) -> None:
    known = item_lists.current(ledger, as_of=TODAY).items[0]
    taken_over = {"code": known.code, "group_code": "A", "group_title": known.group_ja, "wording": known.title_ja}
    own = item_lists.of_version(ledger, own_list(ledger, items=[taken_over]), None).items[0]
    assert (own.title, own.title_ja, own.group) == (known.title, known.title_ja, known.group)
    changed = item_lists.of_version(ledger, own_list(ledger, "区-2"), None).items[0]
    assert (changed.title, changed.title_ja) == ("受託する業務の範囲が明確である。",) * 2


def test_a_version_is_made_once(ledger: Ledger) -> None:
    own_list(ledger)
    for version in ("区-1", "区－1", "2025-06-01"):
        with pytest.raises(confirmation_actions.SameVersion):
            own_list(ledger, version)


def test_an_item_stands_in_a_list_once(ledger: Ledger) -> None:
    twice = [{"code": "A-1", "group_code": "A", "group_title": "範囲", "wording": "同じ"}] * 2
    with pytest.raises(InvalidRecord):
        own_list(ledger, items=twice)
    with pytest.raises(InvalidRecord):
        Checklist.read({"version": "区-1", "valid_from_on": TODAY, "items": []})


# Findings


def test_what_is_lacking_becomes_findings_in_one_act(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    results = {"F-c4": "partly", "D-b3": "not_done"}
    items = [item | {"result": results.get(item["code"], "done"), "note": "期限を定めて是正"} for item in ITEMS]
    kept = office.confirm(contract, number="8確-7", **(ITEM_BY_ITEM | {"items": items, "overall": "conditional"}))
    confirmation, _revision = ledger.get("handling_confirmation", kept)
    assert isinstance(confirmation, HandlingConfirmation)
    codes = [item.code for item in confirmation_actions.lacking(confirmation)]
    assert codes == ["D-b3", "F-c4"]
    about = {"owner": "凪野電算 管理部長", "due_on": "2026-12-28"}
    ids = confirmation_actions.raise_findings(ledger, kept, codes, about, actor="契約 花子")
    found = [ledger.get("finding", id_)[0] for id_ in ids]
    assert all(isinstance(one, Finding) for one in found)
    first = found[0].model_dump(mode="json", exclude_none=True)
    assert "期限を定めて是正" in first.pop("content")
    assert "2D" in first.pop("basis")
    assert first == {
        "number": "8確-7-1",
        "source": "confirmation",
        "confirmation_id": kept,
        "contract_id": contract,
        "engagement_id": contract,
        "item_code": "D-b3",
        "found_on": "2026-11-20",
        "owner": "凪野電算 管理部長",
        "due_on": "2026-12-28",
        "state": "open",
        "lateral_checks": [],
    }
    assert office.status(contract)["open_findings"] == 2


@pytest.mark.parametrize("missing", ["owner", "due_on"])
def test_a_finding_needs_an_owner_and_a_day(ledger: Ledger, office: Office, missing: str) -> None:
    contract = office.contract()
    kept = office.confirm(contract, **(ITEM_BY_ITEM | {"items": [{"code": "F-c4", "result": "partly"}]}))
    before = ledger.head()
    about = {"owner": "管理部長", "due_on": "2026-12-28"} | {missing: ""}
    with pytest.raises(InvalidRecord):
        confirmation_actions.raise_findings(ledger, kept, ["F-c4"], about, actor="契約 花子")
    assert ledger.head() == before
