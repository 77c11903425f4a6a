"""Audits and findings: each act is recorded whole, and what the law asks of it is asked when it is recorded."""

from datetime import date
from typing import Any

import pytest

from kantoku import audit_actions, finding_actions
from kantoku.errors import InvalidRecord, KantokuError, Outdated
from kantoku.people import same_person
from kantoku.wording import _
from tests.office import TODAY, TOMORROW, YESTERDAY, Office

ACTOR = "監査 三郎"


def about(contract_id: str, *engagement_ids: str) -> list[dict[str, Any]]:
    return [{"contract_id": contract_id, "engagement_id": id_} for id_ in engagement_ids]


def audit_of(contract_id: str, **values: Any) -> dict[str, Any]:
    return {
        "audited_on": TODAY,
        "methods": ["on_site"],
        "result": "partly",
        "subjects": about(contract_id, contract_id),
    } | values


def test_one_plan_covers_several_engagements(office: Office) -> None:
    contract = office.contract()
    below = office.subcontract(contract)
    audit_id = audit_actions.plan_audit(
        office.ledger, about(contract, contract, below), {"planned_on": TOMORROW}, actor=ACTOR
    )
    audit, revision = office.ledger.get("audit", audit_id)
    assert revision == 1
    assert audit.fiscal_year == 2026
    assert [subject.engagement_id for subject in audit.subjects] == [contract, below]
    assert office.status(contract)["audit_state"] == "never"


def test_a_plan_needs_a_day_and_an_engagement(office: Office) -> None:
    contract = office.contract()
    for subjects, plan in ((about(contract, contract), {}), ([], {"planned_on": TOMORROW})):
        with pytest.raises(InvalidRecord):
            audit_actions.plan_audit(office.ledger, subjects, plan, actor=ACTOR)
    assert office.ledger.read("audits_list", as_of=TODAY, **EVERYTHING).empty


EVERYTHING = {"audit": None, "course": None, "year": None, "section": None, "search": None, "row_limit": 10}
ALL_FINDINGS = {"audit": None, "engagement": None, "course": None, "section": None, "search": None, "row_limit": 10}


def test_an_audit_and_its_findings_are_one_act(office: Office) -> None:
    contract = office.contract()
    before = office.ledger.head().seq
    recorded = audit_actions.record_audit(
        office.ledger,
        audit_of(contract),
        [
            {"content": "入退室の記録がない。"},
            {"content": "媒体の台帳がない。", "owner": "業務責任者", "due_on": "2026-12-20"},
        ],
        actor=ACTOR,
    )
    entries = [office.ledger.states("audit", recorded.audit_id)[0]]
    entries += [office.ledger.states("finding", id_)[0] for id_ in recorded.finding_ids]
    assert [entry["seq"] for entry in entries] == [before + 1, before + 2, before + 3]
    finding, _revision = office.ledger.get("finding", recorded.finding_ids[0])
    assert (finding.audit_id, finding.engagement_id, finding.found_on) == (recorded.audit_id, contract, TODAY)
    assert office.status(contract)["open_findings"] == 2
    assert office.status(contract)["audit_state"] == "covered"


def test_a_finding_that_does_not_fit_takes_its_audit_with_it(office: Office) -> None:
    contract = office.contract()
    before = office.ledger.head()
    with pytest.raises(KantokuError):
        audit_actions.record_audit(
            office.ledger, audit_of(contract), [{"content": "可", "due_on": "来月"}], actor=ACTOR
        )
    assert office.ledger.head() == before


def test_a_finding_of_several_subjects_says_itself_whom_it_is_about(office: Office) -> None:
    contract = office.contract()
    below = office.subcontract(contract)
    recorded = audit_actions.record_audit(
        office.ledger,
        audit_of(contract, subjects=about(contract, contract, below)),
        [{"content": "全体", "engagement_id": None}, {"content": "再委託先", **about(contract, below)[0]}],
        actor=ACTOR,
    )
    found = [office.ledger.get("finding", id_)[0] for id_ in recorded.finding_ids]
    assert [finding.engagement_id for finding in found] == [None, below]


def test_what_is_implied_by_a_method_through_the_contractor(office: Office) -> None:
    contract = office.contract()
    recorded = audit_actions.record_audit(
        office.ledger, audit_of(contract, methods=["through_contractor"]), actor=ACTOR
    )
    audit, _revision = office.ledger.get("audit", recorded.audit_id)
    assert (audit.audit_kind, audit.conducted_by) == ("through_contractor", "contractor")
    rows = office.ledger.read("audits_list", as_of=TODAY, **EVERYTHING)
    assert list(rows["course"]) == ["awaited"]


def test_a_remote_audit_says_why(office: Office) -> None:
    contract = office.contract()
    with pytest.raises(InvalidRecord) as caught:
        audit_actions.record_audit(office.ledger, audit_of(contract, methods=["remote"]), actor=ACTOR)
    assert _("Why remotely") in caught.value.sentence
    audit_actions.record_audit(
        office.ledger, audit_of(contract, methods=["remote"], remote_reason="豪雪のため"), actor=ACTOR
    )
    assert office.status(contract)["audit_state"] == "covered"


def test_a_planned_audit_becomes_a_recorded_one(office: Office) -> None:
    contract = office.contract()
    audit_id = audit_actions.plan_audit(office.ledger, about(contract, contract), {"planned_on": TODAY}, actor=ACTOR)
    audit_actions.record_audit(
        office.ledger, audit_of(contract, planned_on=TODAY), actor=ACTOR, audit_id=audit_id, base=1
    )
    assert [state["action"] for state in office.ledger.states("audit", audit_id)] == ["audit.planned", "audit.recorded"]


def test_a_correction_of_an_audit_says_why_and_is_held_against_the_revision_read(office: Office) -> None:
    contract = office.contract()
    audit_id = audit_actions.record_audit(office.ledger, audit_of(contract), actor=ACTOR).audit_id
    later = audit_of(contract, opinion="おおむね良好")
    with pytest.raises(KantokuError):
        audit_actions.record_audit(office.ledger, later, actor=ACTOR, audit_id=audit_id, base=1, reason=" ")
    audit_actions.record_audit(office.ledger, later, actor=ACTOR, audit_id=audit_id, base=1, reason="総評の記載漏れ")
    assert office.ledger.states("audit", audit_id)[-1]["action"] == "audit.corrected"
    with pytest.raises(Outdated):
        audit_actions.record_audit(office.ledger, later, actor=ACTOR, audit_id=audit_id, base=1, reason="二重")


def test_the_findings_of_an_audit_are_in_the_order_of_its_items_then_as_recorded(office: Office) -> None:
    contract = office.contract()
    found = [
        {"content": "二番目", "item_code": "04", "owner": "係長", "due_on": "2027-03-31"},
        {"content": "四番目", "owner": "係長", "due_on": "2026-12-01"},
        {"content": "一番目", "item_code": "02", "owner": "係長"},
        {"content": "三番目", "item_code": "04", "owner": "係長", "due_on": "2026-12-01"},
        {"content": "五番目", "owner": "係長", "due_on": "2026-11-30"},
    ]
    audit_id = audit_actions.record_audit(office.ledger, audit_of(contract), findings=found, actor=ACTOR).audit_id
    rows = office.ledger.read("findings_list", as_of=TODAY, **ALL_FINDINGS | {"audit": audit_id})
    assert list(rows["content"]) == ["一番目", "二番目", "三番目", "四番目", "五番目"]


def test_a_finding_is_reported_then_verified_and_closed(office: Office) -> None:
    finding_id = office.finding(office.contract(), owner="業務責任者")
    audit_actions.report_correction(office.ledger, finding_id, {"reported_on": TODAY}, base=1, actor=ACTOR)
    rows = office.ledger.read("findings_list", as_of=TODAY, **ALL_FINDINGS)
    assert list(rows["course"]) == ["reported"]
    audit_actions.close_finding(
        office.ledger,
        finding_id,
        {"verified_on": TODAY, "verified_by": "監査 三郎", "verified_how": "記録簿を確認"},
        base=2,
        actor=ACTOR,
    )
    finding, _revision = office.ledger.get("finding", finding_id)
    assert (finding.state, finding.reported_on) == ("verified", TODAY)
    assert list(office.ledger.read("findings_list", as_of=TODAY, **ALL_FINDINGS)["course"]) == ["closed"]
    assert (
        list(office.ledger.read("findings_list", as_of=TODAY, **ALL_FINDINGS | {"course": "all_open"})["course"]) == []
    )


@pytest.mark.parametrize("left_out", ["verified_on", "verified_by", "verified_how"])
def test_a_finding_closes_only_verified(office: Office, left_out: str) -> None:
    finding_id = office.finding(office.contract())
    values = {"verified_on": TODAY, "verified_by": "監査 三郎", "verified_how": "現地で確認"}
    del values[left_out]
    with pytest.raises(InvalidRecord):
        audit_actions.close_finding(office.ledger, finding_id, values, base=1, actor=ACTOR)
    assert office.ledger.get("finding", finding_id)[1] == 1


def test_a_risk_accepted_closes_a_finding_under_its_own_action(office: Office) -> None:
    contract = office.contract()
    finding_id = office.finding(contract)
    values = {"state": "accepted", "verified_on": TODAY, "verified_by": "総括責任者", "verified_how": "委員会で了承"}
    audit_actions.close_finding(office.ledger, finding_id, values, base=1, actor=ACTOR)
    assert office.ledger.states("finding", finding_id)[-1]["action"] == "finding.accepted"
    assert office.status(contract)["open_findings"] == 0


def test_who_verifies_his_own_correction_is_noticed_through_spacing_and_width() -> None:
    assert same_person("業務 責任者Ａ", "業務責任者a")
    assert not same_person("業務責任者", "監査 三郎")
    assert not same_person(None, None)


@pytest.fixture
def year(office: Office) -> dict[str, str]:
    """Engagements of which one was never audited, one is overdue, one planned, one done, one without personal data."""
    never, overdue, planned, done = (office.contract(data_class=data) for data in ("personal", "spi", "spi", "spi"))
    office.contract(data_class="none")
    office.audit(overdue, audited_on="2025-10-01")
    office.audit(planned, audited_on=None, methods=None, result=None, planned_on="2027-02-01", fiscal_year=2026)
    office.audit(done, audited_on=YESTERDAY)
    return {"never": never, "overdue": overdue, "planned": planned, "done": done}


YEAR = {"first_day": "2026-04-01", "last_day": "2027-03-31", "section": None}
FILTERS = {"data_class": None, "search": None, "row_limit": 10}


def due(office: Office, course: str, **values: Any) -> list[str]:
    rows = office.ledger.read(
        "audits_due", as_of=TODAY, **YEAR | FILTERS | {"course": course, "is_due": False} | values
    )
    return list(rows["engagement_id"])


def test_the_year_shows_who_is_due_never_audited_first(office: Office, year: dict[str, str]) -> None:
    assert due(office, "open") == [year["never"], year["overdue"]]
    assert due(office, "planned") == [year["planned"]]
    assert due(office, "done") == [year["done"]]
    # The twelve months of the one that was never audited end after the year, and after the work itself.
    assert due(office, "open", is_due=True) == [year["never"], year["overdue"]]
    assert due(office, "open", data_class="spi") == [year["overdue"]]
    counted = office.ledger.read("audits_year", as_of=TODAY, **YEAR).iloc[0].to_dict()
    assert counted == {"engagements": 4, "done": 1, "planned": 1, "open": 2, "due": 2, "never": 2}


def test_a_contract_of_one_year_goes_on_in_the_plan_of_the_next(office: Office) -> None:
    """Audited late in its first year, it is due in the next, unless its interval is longer."""
    first = office.contract(data_class="spi")
    work = office.contract(
        data_class="spi",
        organisation_id=office.ledger.get("contract", first)[0].organisation_id,
        previous_id=first,
        starts_on="2027-04-01",
        ends_on="2028-03-31",
    )
    following = {"first_day": "2027-04-01", "last_day": "2028-03-31"}

    def counted(as_of: str) -> tuple[int, int, int]:
        row = office.ledger.read("audits_year", as_of=date.fromisoformat(as_of), **YEAR | following).iloc[0]
        return row["done"], row["due"], row["never"]

    assert counted("2027-04-02") == (0, 1, 1)
    office.audit(first, audited_on="2027-02-10")
    assert counted("2027-04-02") == (0, 1, 0)
    office.revise("contract", work, audit_interval_months=24)
    assert counted("2027-04-02") == (0, 0, 0)


def test_a_visit_before_work_went_on_in_the_middle_of_a_year_is_that_of_the_year(office: Office) -> None:
    first = office.contract(ends_on="2026-09-30")
    organisation = office.ledger.get("contract", first)[0].organisation_id
    work = office.contract(organisation_id=organisation, previous_id=first, starts_on="2026-10-01")
    planned = {"audited_on": None, "methods": None, "result": None, "planned_on": "2026-07-01", "fiscal_year": 2026}
    plan = office.audit(first, **planned)
    assert due(office, "open") == [work]
    assert due(office, "planned") == []
    office.revise("audit", plan, audited_on="2026-07-01", methods=["on_site"], result="fit")
    assert due(office, "done") == [work]


def test_of_those_never_audited_the_risk_counts_first_then_the_days(office: Office) -> None:
    personal, spi = (office.contract(data_class=data, starts_on="2025-05-01") for data in ("personal", "spi"))
    oldest = office.contract(data_class="personal", starts_on="2024-04-01")
    unpermitted = office.subcontract(spi, starts_on="2025-10-01", ends_on="2027-03-31")
    assert due(office, "open") == [unpermitted, spi, oldest, personal]


@pytest.mark.parametrize(
    ("weighed", "risk"),
    [
        (("personal", 2, "in_order", 0), "low"),
        (("personal", 3, "in_order", 0), "medium"),
        (("sensitive", 2, "in_order", 0), "medium"),
        (("spi", 1, "in_order", 0), "medium"),
        (("spi", 3, "needs_action", 0), "high"),
        (("unknown", 1, "in_order", 1), "high"),
        (("personal", 3, "breach", 0), "high"),
    ],
)
def test_what_an_audit_matters(office: Office, weighed: tuple[object, ...], risk: str) -> None:
    with office.ledger.cursor() as cursor:
        assert cursor.execute("select audit_risk(?, ?, ?, ?)", list(weighed)).fetchone() == (risk,)


@pytest.mark.parametrize(
    ("values", "course"),
    [
        ({"reported_on": TODAY, "reported_to": "総括責任者"}, "closed"),
        ({"reported_on": None, "reported_to": None}, "open"),
        ({"methods": ["through_contractor"]}, "awaited"),
        ({"audited_on": None, "planned_on": TOMORROW}, "planned"),
        ({"audited_on": None, "planned_on": YESTERDAY}, "late"),
        ({"audited_on": TOMORROW, "planned_on": None}, "planned"),
    ],
)
def test_how_far_an_audit_has_come(office: Office, values: dict[str, Any], course: str) -> None:
    office.audit(office.contract(), **values)
    assert list(office.ledger.read("audits_list", as_of=TODAY, **EVERYTHING)["course"]) == [course]


def test_an_audit_stays_open_while_a_finding_has_no_owner(office: Office) -> None:
    contract = office.contract()
    audit_id = office.audit(contract, reported_on=TODAY, reported_to="総括責任者")
    finding_id = office.finding(contract, audit_id=audit_id)
    assert list(office.ledger.read("audits_list", as_of=TODAY, **EVERYTHING)["course"]) == ["unassigned"]
    office.revise("finding", finding_id, owner="業務責任者")
    assert list(office.ledger.read("audits_list", as_of=TODAY, **EVERYTHING)["course"]) == ["closed"]


def test_a_look_elsewhere_is_one_act_and_begins_a_finding_where_the_same_was_found(office: Office) -> None:
    contract, clean, same = office.contract(), office.contract(), office.contract()
    finding = office.finding(contract, finding_class="nonconformity", basis="特記事項第4条")
    before = office.ledger.head().seq
    begun = finding_actions.check_elsewhere(
        office.ledger, finding, {clean: False, same: True}, on=TODAY, base=1, actor=ACTOR
    )
    assert office.ledger.head().seq == before + 2
    there, _revision = office.ledger.get("finding", begun[0])
    assert (there.contract_id, there.recurs_id, there.basis, there.owner) == (same, finding, "特記事項第4条", None)
    checked, _revision = office.ledger.get("finding", finding)
    assert [(check.contract_id, check.is_found) for check in checked.lateral_checks] == [(clean, False), (same, True)]


def test_a_look_elsewhere_offers_what_is_alike_and_not_checked(office: Office) -> None:
    organisation = office.organisation()
    contract = office.contract(organisation_id=organisation, section="税務課", category="data_entry")
    same = office.contract(organisation_id=organisation, section="福祉課", category="desk")
    alike = office.contract(section="福祉課", category="data_entry")
    office.contract(section="福祉課", category="desk")
    finding = office.finding(contract)

    def offered() -> list[str]:
        return list(office.ledger.read("findings_elsewhere", as_of=TODAY, finding=finding, row_limit=10)["contract_id"])

    assert offered() == [same, alike]
    finding_actions.check_elsewhere(office.ledger, finding, {same: False}, on=TODAY, base=1, actor=ACTOR)
    assert offered() == [alike]
