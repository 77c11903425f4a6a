"""R14: who drafts, who confirms and who decides are different people; nobody audits or verifies his own."""

import pytest

from kantoku import audit_actions, wording
from kantoku.errors import NotSeparate
from kantoku.people import same_person, surely_same_person
from tests.office import PAPER, TODAY, YESTERDAY, Office

DRAFTER, CONFIRMER, DECIDER = "税務課主査 山田 花子", "監督 一郎", "税務課長 佐藤次郎"

SAME = {
    "the same text": ("山田花子", "山田花子"),
    "with a title before it": ("税務課長 山田 花子", "山田花子"),
    "with another title": ("主査　山田花子", "税務課長　山田花子"),
    "the same title alone": ("税務課長", "税務課長"),
    "with the title after it": ("佐藤課長", "税務課長 佐藤"),
    "with section and title after it": ("佐藤一郎（税務課長）", "佐藤 一郎"),
    "in another width": ("Ａ・山田", "A 山田"),
}
OTHER = {
    "another name": ("税務課長 山田花子", "税務課長 佐藤次郎"),
    "another title alone": ("税務課係長", "税務課長"),
    "a longer title alone": ("税務課長補佐", "税務課長"),
    "a section alone": ("税務課係長", "税務課"),
    "a name that begins alike": ("佐藤課長", "佐藤 一郎"),
    "a longer surname": ("林", "林田課長"),
    "a section within another": ("総務部", "総務部人事課長"),
    "a name that ends alike": ("小山花子", "中山花子"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_flags_as_one_person(office: Office, one: str, other: str) -> None:
    assert same_person(one, other)
    if "Ａ" not in one:  # in SQL less of the spelling is folded
        assert _compared(office, one, other)


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER.keys())
def test_allows_as_two_people(office: Office, one: str, other: str) -> None:
    assert not same_person(one, other)
    assert not _compared(office, one, other)


def _compared(office: Office, one: str, other: str) -> bool:
    with office.ledger.cursor() as cursor:
        found = cursor.execute(
            "select is_same_person(person_named($one), person_named($other))", {"one": one, "other": other}
        )
        return bool(found.fetchone()[0])


def asked(office: Office, *, drafted: str = DRAFTER, confirmed: str = CONFIRMER) -> tuple[str, str]:
    """Asked for and confirmed by these; returns the engagement and the request."""
    work = office.subcontract(office.contract())
    request = office.request(work, drafted_by=drafted, requested_on=YESTERDAY)
    office.confirm(work, confirmed_by=confirmed, confirmed_on=YESTERDAY)
    return work, request


def test_allows_three_people(office: Office) -> None:
    work, request = asked(office)
    office.decide(work, request_id=request, decided_by=DECIDER)
    assert "R14" not in office.hits(work)


@pytest.mark.parametrize(
    ("people", "same"),
    [
        ({"drafted": DECIDER}, ["drafter_decides"]),
        ({"confirmed": "佐藤 次郎"}, ["confirmer_decides"]),
        ({"drafted": CONFIRMER}, ["drafter_confirms"]),
        ({"drafted": DECIDER, "confirmed": DECIDER}, ["drafter_decides", "confirmer_decides"]),
    ],
)
def test_denies_one_person_for_two_steps(office: Office, people: dict[str, str], same: list[str]) -> None:
    work, request = asked(office, **people)
    with office.refused("R14") as told:
        office.decide(work, request_id=request, decided_by=DECIDER)
    assert told.value.refusals[0].detail["same"] == same


@pytest.mark.parametrize("drafted", ["主事 佐藤", "佐藤課長", "長谷川主事"])
def test_flags_and_allows_where_only_the_surname_is_the_same(office: Office, drafted: str) -> None:
    work, request = asked(office, drafted=drafted)
    office.decide(work, request_id=request, decided_by="税務課長 長谷川" if "長谷川" in drafted else "税務課長 佐藤")
    hit = office.hits(work)["R14"]
    assert (hit.detail["same"], hit.is_refused) == (["drafter_decides"], False)


def test_denies_the_same_surname_with_the_same_title(office: Office) -> None:
    work, request = asked(office, drafted="税務課長 佐藤")
    with office.refused("R14"):
        office.decide(work, request_id=request, decided_by="税務課長 佐藤")


@pytest.mark.parametrize(
    ("drafted", "decided"), [("佐藤健", "佐藤 健"), ("佐藤 健", "税務課長 佐藤健"), ("原 太郎", "原太郎")]
)
def test_denies_the_same_short_name(office: Office, drafted: str, decided: str) -> None:
    assert surely_same_person(drafted, decided)
    work, request = asked(office, drafted=drafted)
    with office.refused("R14"):
        office.decide(work, request_id=request, decided_by=decided)


def test_allows_to_verify_under_the_same_surname_and_flags_it(office: Office) -> None:
    contract = office.contract()
    finding = office.finding(contract, owner="主事 佐藤", state="reported")
    closing = {"verified_on": TODAY, "verified_by": "佐藤課長", "verified_how": "現地"}
    audit_actions.close_finding(office.ledger, finding, closing, base=1, actor="花子")
    assert office.hits(contract)["R14"].subject_id == finding


def test_flags_what_was_decided_on_paper(office: Office) -> None:
    work, request = asked(office, drafted=DECIDER)
    office.decide(work, request_id=request, decided_by=DECIDER, decided_on=YESTERDAY, **PAPER)
    hit = office.hits(work)["R14"]
    assert (hit.level, hit.is_refused) == ("breach", False)
    assert hit.says == "起案した者（税務課長 佐藤次郎）が決定しています。"
    wording.use("en")
    assert hit.says == "who drafted the opinion (税務課長 佐藤次郎) also decided."


def test_allows_what_names_nobody(office: Office) -> None:
    work = office.subcontract(office.contract())
    office.confirm(work)
    office.decide(work, decided_by=None)
    assert "R14" not in office.hits(work)


def test_allows_it_where_the_policy_relaxes_it(office: Office) -> None:
    office.policy(separation="relaxed")
    work, request = asked(office, drafted=DECIDER)
    office.decide(work, request_id=request, decided_by=DECIDER)
    assert "R14" not in office.hits(work)
    office.policy(separation="required")
    assert "R14" in office.hits(work)


# Audits and findings


def test_denies_to_verify_a_correction_of_ones_own(office: Office) -> None:
    contract = office.contract()
    finding = office.finding(contract, owner="業務責任者 鈴木 一郎", state="reported")
    closing = {"verified_on": TODAY, "verified_by": "鈴木一郎", "verified_how": "現地"}
    with pytest.raises(NotSeparate, match="R14"):
        audit_actions.close_finding(office.ledger, finding, closing, base=1, actor="花子")
    office.policy(separation="relaxed")
    audit_actions.close_finding(
        office.ledger, finding, {**closing, "verified_by": "業務責任者 鈴木 一郎"}, base=1, actor="花子"
    )
    assert "R14" not in office.hits(contract)
    office.policy(separation="required")
    assert office.hits(contract)["R14"].detail["same"] == "own_finding"


def test_denies_an_internal_audit_by_the_audited_section(office: Office) -> None:
    contract = office.contract(section="税務課")
    audit = {
        "audit_kind": "internal",
        "audited_on": TODAY,
        "subjects": [{"contract_id": contract, "engagement_id": contract}],
        "auditors": [{"organisation": "税務課", "name": "監査 三郎"}],
    }
    with pytest.raises(NotSeparate, match="R14"):
        audit_actions.record_audit(office.ledger, audit, actor="花子")
    audit_actions.record_audit(office.ledger, {**audit, "audit_kind": "inspection"}, actor="花子")
    assert "R14" not in office.hits(contract)
    office.audit(contract, audit_kind="internal", auditors=audit["auditors"])  # taken over
    assert office.hits(contract)["R14"].detail["same"] == "own_section"


def test_denies_who_confirmed_for_another_contract_what_he_decides_on(office: Office) -> None:
    """One confirmation may cover several contracts of an organisation; it is his for each of them."""
    company = office.organisation()
    first = office.subcontract(office.contract(), organisation_id=company)
    second = office.subcontract(office.contract(), organisation_id=company)
    besides = [{"contract_id": office._contract_of[second], "engagement_id": second}]
    office.confirm(first, confirmed_by="課長 次郎", further_engagements=besides)
    with office.refused("R14"):
        office.decide(second, decided_by="課長 次郎")


def test_allows_an_internal_audit_of_what_came_to_the_auditors_section_later(office: Office) -> None:
    auditors = [{"organisation": "戸籍住民課", "name": "監査 三郎"}]
    contract, other = office.contract(section="税務課"), office.contract(section="戸籍住民課")
    for audited in (contract, other):
        office.audit(audited, audit_kind="internal", audited_on=TODAY, auditors=auditors)
    office.revise("contract", contract, section="戸籍住民課")
    office.revise("contract", other, section="税務課")
    assert "R14" not in office.hits(contract)
    assert office.hits(other)["R14"].detail == {"person": "戸籍住民課", "same": "own_section"}
