"""R22: the reports to the Commission are due by clocks that start when any section of the office knew."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from kantoku import incident_actions, wording
from kantoku.errors import InvalidRecord, KantokuError
from kantoku.records import Incident
from tests.office import NINE_ITEMS, TODAY, Office

IMPROPER = ["2-a", "4-a"]


def incident(office: Office, **values: Any) -> tuple[str, str]:
    """(contract, incident)"""
    contract = office.contract(starts_on="2025-04-01")
    return contract, office.incident(contract, **values)


def knew(day: str, section: str = "税務課") -> list[dict[str, str]]:
    return [{"section": section, "known_on": day}]


def clocks(office: Office, incident_id: str, as_of: date = date(2027, 3, 31)) -> dict[str, Any]:
    rows = office.ledger.read(
        "incidents_list", as_of=as_of, contract=None, engagement=None, search=None, incident=incident_id
    )
    return dict(rows.iloc[0])


@pytest.mark.parametrize(
    ("known_on", "kinds", "due_on"),
    [
        ("2025-12-01", ["4-a"], "2026-01-05"),  # day 30 is 30 December; the office opens on 5 January
        ("2026-11-02", ["4-a"], "2026-12-01"),
        ("2026-10-05", ["4-a"], "2026-11-04"),  # day 30 is 文化の日
        ("2026-10-03", ["4-a"], "2026-11-02"),  # day 30 is a Sunday
        ("2026-11-02", ["2-a"], "2027-01-04"),  # day 60 is 31 December
        ("2026-11-02", IMPROPER, "2027-01-04"),
        ("2026-11-02", [], "2026-12-01"),  # not settled: it runs all the same
    ],
)
def test_the_final_report_is_due_on_the_day_of_the_rule(
    office: Office, known_on: str, kinds: list[str], due_on: str
) -> None:
    _contract, id_ = incident(office, knowledge=knew(known_on), reportable_kinds=kinds)
    assert clocks(office, id_)["final_due_on"].date() == date.fromisoformat(due_on)


def test_the_first_report_is_due_within_five_days(office: Office) -> None:
    _contract, id_ = incident(office, knowledge=knew("2026-11-02"))
    shown = clocks(office, id_)
    assert (shown["first_target_on"].date(), shown["first_due_on"].date()) == (date(2026, 11, 5), date(2026, 11, 7))


@pytest.mark.parametrize(
    ("values", "known_on"),
    [
        ({"knowledge": [*knew("2026-11-10"), *knew("2026-11-06", "情報システム課")]}, "2026-11-06"),
        ({"knowledge": knew("2026-11-10"), "notice_received_on": "2026-11-04"}, "2026-11-04"),
        ({"knowledge": knew("2026-11-10"), "notice_received_on": "2026-11-12"}, "2026-11-10"),
        ({"knowledge": None, "notice_received_on": "2026-11-12"}, "2026-11-12"),
        ({"knowledge": None}, str(TODAY)),  # what is on record, the office knows
    ],
)
def test_the_clocks_start_at_the_earliest_of_all(office: Office, values: dict[str, Any], known_on: str) -> None:
    _contract, id_ = incident(office, **values)
    assert clocks(office, id_)["known_on"].date() == date.fromisoformat(known_on)


def test_denies_reports_past_their_day(office: Office, english: None) -> None:
    contract, id_ = incident(office, knowledge=knew("2026-11-02"))
    hit = office.hits(contract)["R22"]
    assert (hit.level, hit.subject_kind, hit.subject_id, hit.since) == ("overdue", "incident", id_, date(2026, 11, 7))
    assert hit.says == "Known on 2026-11-02. The first report was due on 2026-11-07 and is not on record."
    late = [
        each.detail["report"]
        for each in office.ledger.hits(as_of=date(2026, 12, 2), scope=contract)
        if each.rule == "R22"
    ]
    assert sorted(late) == ["final", "first"]
    wording.use("ja")
    assert hit.says == "令和8年11月2日に知った事案です。速報（期限 令和8年11月7日）の提出が記録されていません。"


def test_allows_until_the_day_has_passed(office: Office) -> None:
    contract, _id = incident(office, knowledge=knew("2026-11-02"))
    assert "R22" not in office.hits(contract, as_of=date(2026, 11, 7))
    assert "R22" in office.hits(contract, as_of=date(2026, 11, 8))


def test_allows_what_was_reported(office: Office) -> None:
    contract, id_ = incident(office, knowledge=knew("2026-11-02"))
    incident_actions.report_first(office.ledger, id_, {"first_reported_on": "2026-11-05"}, base=1, actor="契約 花子")
    assert "R22" not in office.hits(contract, as_of=date(2026, 12, 1))
    assert office.hits(contract, as_of=date(2026, 12, 2))["R22"].detail["report"] == "final"
    assert "R22" in office.hits(contract, as_of=date(2026, 12, 31))


def test_allows_one_report_for_both(office: Office) -> None:
    contract, id_ = incident(office, knowledge=knew("2026-10-02"))
    incident_actions.report_finally(
        office.ledger, id_, {"finally_reported_on": "2026-11-05", **NINE_ITEMS}, base=1, actor="契約 花子"
    )
    assert "R22" not in office.hits(contract)
    assert "R22" in office.hits(contract, as_of=date(2026, 11, 4))


@pytest.mark.parametrize("exempt", [{"is_encrypted": True}, {"reportable_kinds": ["none"], "persons": 12}])
def test_allows_what_need_not_be_reported(office: Office, exempt: dict[str, Any]) -> None:
    contract, _id = incident(office, knowledge=knew("2026-10-02"), **exempt)
    assert "R22" not in office.hits(contract)


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({}, True),
        ({"persons": 0}, False),
        ({"incident_kind": "breach"}, False),
        ({"incident_kind": "breach", "data_items": ["個人番号の記載がある申請書"]}, True),
    ],
    ids=["not known yet", "nobody", "of the contract alone", "data after all"],
)
def test_work_without_personal_data_is_exempt_where_no_data_is_concerned(
    office: Office, values: dict[str, Any], counts: bool
) -> None:
    contract = office.contract(data_class="none")
    office.incident(contract, **({"knowledge": knew("2026-10-02"), "persons": None, "reportable_kinds": []} | values))
    assert ("R22" in office.hits(contract)) is counts


@pytest.mark.parametrize(("data_class", "counts"), [("none", False), ("personal", True)])
def test_work_at_any_tier_without_personal_data_is_exempt(office: Office, data_class: str, counts: bool) -> None:
    """However many tiers up it is stated that there is none."""
    contract = office.contract(data_class=data_class)
    ran = {"starts_on": "2026-04-01", "origin": "taken_over"}
    work = office.subcontract(office.subcontract(office.subcontract(contract, **ran), **ran), **ran)
    broken = {"incident_kind": "breach", "persons": None, "reportable_kinds": []}
    id_ = office.incident(work, knowledge=knew("2026-10-02"), **broken)
    assert ("R22" in office.hits(work), "R24" in office.hits(work)) == (counts, counts)
    settled = {"closed_on": TODAY, "closed_by": "課長", "closed_how": "再委託先に改善を求めた"}
    if counts:
        with pytest.raises(KantokuError, match="確報が未提出"):
            incident_actions.close_incident(office.ledger, id_, settled, base=1, actor="契約 花子")
    else:
        incident_actions.close_incident(office.ledger, id_, settled, base=1, actor="契約 花子")


def test_personal_data_of_a_tier_between_is_no_exemption(office: Office) -> None:
    ran = {"starts_on": "2026-04-01", "origin": "taken_over"}
    upper = office.subcontract(office.contract(data_class="none"), **ran, data_class="personal")
    work = office.subcontract(upper, **ran)
    broken = {"incident_kind": "breach", "persons": None, "reportable_kinds": []}
    office.incident(work, knowledge=knew("2026-10-02"), **broken)
    assert "R22" in office.hits(work)


def test_denies_it_even_where_the_incident_was_settled(office: Office) -> None:
    contract, id_ = incident(office, knowledge=knew("2026-10-02"))
    settled = {"closed_on": TODAY, "closed_by": "課長", "closed_how": "委託先に改善を求めた"}
    with pytest.raises(KantokuError, match="確報が未提出"):
        incident_actions.close_incident(office.ledger, id_, settled, base=1, actor="契約 花子")
    office.revise("incident", id_, state="closed", **settled)
    assert "R22" in office.hits(contract)


def test_flags_it_at_the_tier_concerned(office: Office) -> None:
    contract = office.contract()
    work = office.subcontract(contract, starts_on="2026-04-01", origin="discovered")
    office.incident(work, incident_kind="unpermitted", knowledge=knew("2026-11-02"))
    assert "R22" in office.hits(work)
    assert "R22" not in office.hits(contract)


def test_an_incident_of_which_the_office_did_not_know_yet_is_none(office: Office) -> None:
    _contract, id_ = incident(office, knowledge=knew("2026-11-02"))
    rows = office.ledger.read(
        "incidents_list", as_of=date(2026, 11, 1), contract=None, engagement=None, search=None, incident=id_
    )
    assert rows.empty


@pytest.mark.parametrize(("typed", "kept"), [("9:30", "09:30"), ("１７：０５", "17:05")])
def test_the_time_of_day_is_kept(typed: str, kept: str) -> None:
    values = {
        "title": "紛失",
        "incident_kind": "loss",
        "contract_id": "a",
        "knowledge": [{"known_on": "2026-11-02", "known_time": typed}],
    }
    record = Incident.read(values)
    assert record.knowledge[0].known_time == kept


NOTHING_LEAKED = {
    "incident_kind": "breach",
    "reportable_kinds": ["none"],
    "persons": None,
    "knowledge": knew("2026-09-01"),
}


def test_allows_a_breach_in_work_without_personal_data(office: Office) -> None:
    plain = office.contract(starts_on="2025-04-01", data_class="none")
    below = office.subcontract(plain)
    for work in (plain, below):
        office.incident(work, **NOTHING_LEAKED)
        assert not {"R22", "R24"} & office.hits(work).keys()


@pytest.mark.parametrize("leaked", [{"persons": 3}, {"reportable_kinds": ["3"]}], ids=["of persons", "of its kind"])
def test_denies_a_leak_in_work_that_was_to_have_no_personal_data(office: Office, leaked: dict[str, Any]) -> None:
    plain = office.contract(starts_on="2025-04-01", data_class="none")
    office.incident(plain, **(NOTHING_LEAKED | leaked))
    assert {"R22", "R24"} & office.hits(plain).keys()


def test_denies_a_subcontract_with_personal_data_under_work_without(office: Office) -> None:
    work = office.subcontract(office.contract(data_class="none"), data_class="personal")
    office.incident(work, **NOTHING_LEAKED)
    assert "R22" in office.hits(work)


def test_a_final_report_tells_all_nine_items_and_no_report_precedes_the_knowledge(office: Office) -> None:
    _contract, id_ = incident(office, knowledge=knew("2026-10-02"))
    report = partial(incident_actions.report_finally, office.ledger, id_, base=1, actor="契約 花子")
    with pytest.raises(InvalidRecord) as lacking:
        report({**NINE_ITEMS, "finally_reported_on": "2026-11-05", "cause": None})
    assert len(lacking.value.problems) == 1
    with pytest.raises(InvalidRecord):
        report({**NINE_ITEMS, "finally_reported_on": "2026-10-01"})
    report({**NINE_ITEMS, "finally_reported_on": "2026-11-05"})
