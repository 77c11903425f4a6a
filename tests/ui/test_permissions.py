"""The permissions screen: the inbox, a request from filing to decision, and what comes after a permission."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kantoku import decision_actions
from kantoku.ledger import Ledger
from tests.office import PAPER, TODAY, YESTERDAY, Office
from tests.ui import screens
from ui import permitted_scope, tables

ALLOWED = {"outcome": "permitted", "decided_on": TODAY, "decided_by": "戸籍住民課長"}


@pytest.fixture
def contract(office: Office) -> str:
    return office.contract(number="契約-1", title="住民税入力業務")


@pytest.fixture
def work(office: Office, contract: str) -> str:
    return office.subcontract(contract)


@pytest.fixture
def request_id(office: Office, work: str) -> str:
    return office.request(work, number="申請-7", requested_on="2026-11-02")


def standing(ledger: Ledger, engagement_id: str) -> dict[str, Any]:
    rows = ledger.read("engagement_status", as_of=TODAY, engagement=engagement_id)
    return rows.iloc[0].to_dict()


def decisions(ledger: Ledger, engagement_id: str) -> list[dict[str, Any]]:
    return ledger.read("engagement_decisions", as_of=TODAY, engagement=engagement_id).to_dict("records")


def decide(at: AppTest, request_id: str, outcome: str, **typed: str) -> AppTest:
    for name, value in {"decided_by": "税務課長", **typed}.items():
        field = at.text_area if name == "reason" else at.text_input
        field(key=f"decide_{request_id}_{name}").input(value)
    at.checkbox(key=f"decide_{request_id}_is_work_within").check()
    return screens.click(at, f"decide_{request_id}_{outcome}")


# The inbox


def test_the_inbox_tells_what_each_request_waits_for_oldest_first(office: Office, contract: str, here: Ledger) -> None:
    waiting = {}
    for step, asked_on in (("decision", "2026-11-03"), ("confirmation", "2026-11-01"), ("opinion", "2026-11-02")):
        waiting[step] = office.subcontract(contract)
        office.request(waiting[step], requested_on=asked_on, opinion="適当" if step == "decision" else None)
        if step != "confirmation":
            office.confirm(waiting[step])
    at = screens.show("permissions")
    table = at.dataframe[0].value
    assert list(table["Waits for"]) == ["Waiting for confirmation", "Waiting for opinion", "Waiting for decision"]
    assert list(table["Days waiting"]) == [19, 18, 17]
    assert ":gray[All open 3]" in at.segmented_control(key="address_step").options
    assert "longest waiting for 19 days" in screens.text(at)

    narrowed = screens.show("permissions", step="opinion")
    assert list(narrowed.dataframe[0].value["Waits for"]) == ["Waiting for opinion"]


def test_the_inbox_of_a_section_holds_that_section(office: Office, request_id: str) -> None:
    other = office.contract(section="戸籍住民課")
    office.request(office.subcontract(other), number="申請-8")
    at = screens.show("permissions", section="戸籍住民課")
    assert list(at.dataframe[0].value["Request no."]) == ["申請-8"]


def test_what_was_decided_is_listed_with_paper_decisions(office: Office, work: str, request_id: str) -> None:
    office.confirm(work)
    contract_id = office.ledger.get("subcontract", work)[0].model_dump()["contract_id"]
    decision_actions.decide(
        office.ledger,
        {**ALLOWED, "contract_id": contract_id, "engagement_id": work, "request_id": request_id},
        actor="花子",
    )
    on_paper = office.subcontract(office.contract())
    office.decide(on_paper, decided_on=YESTERDAY, **PAPER)
    at = screens.show("permissions", step="decided")
    assert list(at.dataframe[0].value["Where it was taken"]) == ["Made here", "Taken on paper"]


def test_a_picked_request_opens(request_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    screens.pick(monkeypatch, 0)
    at = screens.show("permissions")
    assert "to" in at.header[0].value
    assert "申請-7" in screens.text(at)


# From filing to decision


def test_a_permission_without_a_confirmation_is_refused_with_the_article(
    here: Ledger, work: str, request_id: str
) -> None:
    at = screens.show("permissions", request=request_id)
    assert "Permitted without a handling confirmation" in screens.text(at)
    before = here.head()
    decide(at, request_id, "permitted", document_number="8荒税第1号")
    assert "R01" in screens.as_read(at.error[0].value)
    assert "4-2-(1)" in screens.as_read(at.error[0].value).replace("−", "-").replace("－", "-")
    assert "Article 11" in screens.as_read(at.error[0].value)
    assert here.head() == before
    assert at.text_input(key=f"decide_{request_id}_document_number").value == "8荒税第1号"


def test_confirmed_opined_and_permitted_on_one_screen(here: Ledger, work: str, request_id: str) -> None:
    at = screens.show("permissions", request=request_id)
    form = f"confirm_{work}0"
    screens.click(at, f"{form}_all")
    at.text_input(key=f"{form}_confirmed_by").input("監督 一郎")
    at.selectbox(key=f"{form}_overall").select("Appropriate security control is secured")
    screens.click(at, f"{form}_submit")
    assert standing(here, work)["confirmation_state"] == "positive"

    at.text_area(key=f"opinion_{request_id}_opinion").input("適当と認めます。")
    screens.click(at, f"opinion_{request_id}_submit")
    request, revision = here.get("permission_request", request_id)
    assert (request.model_dump()["opinion"], revision) == ("適当と認めます。", 2)

    decide(at, request_id, "permitted", document_number="8荒税第1号")
    assert not at.error
    (decision,) = decisions(here, work)
    kept, _revision = here.get("permission_decision", decision["decision_id"])
    assert "2026-11-20" in kept.model_dump()["reason"]
    assert kept.model_dump()["permitted_work"] == request.model_dump()["work"]
    assert standing(here, work)["permission_state"] == "permitted"
    assert "first audit of this subcontractor is due by" in screens.text(at)


def test_conditions_and_the_kind_of_permission_belong_together(office: Office, work: str, request_id: str) -> None:
    office.confirm(work)
    at = screens.show("permissions", request=request_id)
    before = office.ledger.head()
    decide(at, request_id, "conditional")
    assert "write at least one" in screens.as_read(at.error[0].value)
    assert office.ledger.head() == before

    added = {
        "edited_rows": {},
        "added_rows": [{"text": "従事者名簿を提出すること", "due_on": "R8.12.15"}],
        "deleted_rows": [],
    }
    at.session_state[f"decide_{request_id}_conditions"] = added
    decide(at, request_id, "permitted")
    assert "choose the permission with conditions" in screens.as_read(at.error[0].value)
    at.session_state[f"decide_{request_id}_conditions"] = added
    decide(at, request_id, "conditional")
    (decision,) = decisions(office.ledger, work)
    assert decision["outcome"] == "conditional"
    assert "従事者名簿を提出すること (due 2026-12-15)" in screens.text(at)


def test_what_is_permitted_may_be_narrower_than_what_was_asked_for(here: Ledger, office: Office, contract: str) -> None:
    items, places = ["氏名", "住所"], [{"address": "見本県凪野市中央1-1"}]
    office.revise("contract", contract, data_items=items)
    work = office.subcontract(contract, data_items=items, places=places)
    request_id = office.request(work, work="入力及び封入", data_items=items, places=places, starts_on="2026-12-01")
    office.confirm(work)
    at = screens.show("permissions", request=request_id)
    at.text_area(key=f"decide_{request_id}_permitted_work").input("入力")
    at.text_area(key=f"decide_{request_id}_permitted_data_items").input("氏名")
    at = decide(at, request_id, "permitted")
    shown = screens.text(at)
    (decision,) = decisions(here, work)
    kept = here.get("permission_decision", decision["decision_id"])[0].model_dump()
    assert (kept["permitted_work"], kept["permitted_data_items"]) == ("入力", ("氏名",))
    assert [place["address"] for place in kept["permitted_places"]] == ["見本県凪野市中央1-1"]
    stated = here.get("subcontract", work)[0].model_dump()
    assert (stated["work"], stated["data_items"]) == ("入力", ("氏名",))
    assert not office.hits(work).keys() & {"R04", "R31"}
    for said in (
        "Permitted from] 2026-12-01",
        "Work permitted] 入力\n",
        "Data items permitted] 氏名\n",
        "Places permitted] 見本県凪野市中央1-1 JP",
    ):
        assert said in shown.replace("\u3000", " ").replace("  \n", "\n")


def test_a_narrower_scope_counts_where_it_is_permitted_only(office: Office, work: str, request_id: str) -> None:
    place = {"address": "見本県帆波市本町2-2", "country": None, "use": None}
    empty = dict.fromkeys(place)
    said = {"permitted_work": "入力", "permitted_data_items": ["氏名"], "permitted_places": [empty, place]}
    assert permitted_scope.narrowed(said) == said | {"permitted_places": [place]}
    assert permitted_scope.narrowed({"permitted_work": " ", "permitted_data_items": [], "permitted_places": []}) == {}
    at = screens.show("permissions", request=request_id)
    at.text_area(key=f"decide_{request_id}_permitted_work").input("入力")
    decide(at, request_id, "refused", reason="体制が不十分なため")
    (decision,) = decisions(office.ledger, work)
    kept = office.ledger.get("permission_decision", decision["decision_id"])[0].model_dump()
    assert (kept["outcome"], kept["permitted_work"]) == ("refused", None)


def test_a_decision_is_shown_with_its_scope_and_what_a_person_denied(office: Office, work: str) -> None:
    office.decide(
        work,
        **PAPER,
        decided_on="2026-11-19",
        permitted_data_items=["氏名", "住所"],
        valid_from_on="2026-12-01",
        start_by_on="2027-03-31",
        is_work_within=False,
    )
    shown = screens.text(screens.show("permissions", engagement=work)).replace("\u3000", " ")
    assert "Data items permitted] 氏名, 住所" in shown
    assert "Permitted from] 2026-12-01" in shown
    assert "Lapses unless work has begun by] 2027-03-31" in shown
    assert "The work lies within that of the tier above] No" in shown


def test_who_decides_second_is_told_who_decided_first(
    here: Ledger, office: Office, contract: str, work: str, request_id: str
) -> None:
    office.confirm(work)
    at = screens.show("permissions", request=request_id)
    first = {"contract_id": contract, "engagement_id": work, "request_id": request_id, **ALLOWED, "outcome": "refused"}
    decision_actions.decide(here, first, actor="課長 次郎", seen=0)
    decide(at, request_id, "permitted")
    assert "課長 次郎 recorded at" in screens.as_read(at.error[0].value)
    assert "Refused" in screens.as_read(at.error[0].value)
    assert [each["outcome"] for each in decisions(here, work)] == ["refused"]


def test_a_decision_needs_somebody_who_decided(office: Office, work: str, request_id: str) -> None:
    office.confirm(work)
    at = screens.show("permissions", request=request_id)
    decide(at, request_id, "permitted", decided_by=" ")
    assert "Decided by" in screens.as_read(at.error[0].value)
    assert decisions(office.ledger, work) == []


def test_all_that_a_decision_lacks_is_named_at_once(office: Office, work: str, request_id: str) -> None:
    office.confirm(work)
    at = screens.show("permissions", request=request_id)
    decide(at, request_id, "refused", decided_by=" ", decided_on="")
    said = screens.as_read(at.error[0].value)
    assert "Decided on: needed; Decided by: needed; Reason of the decision: needed" in said
    assert decisions(office.ledger, work) == []


def test_the_reason_is_marked_unless_it_is_filled_in(office: Office, work: str, request_id: str) -> None:
    def label() -> str:
        at = screens.show("permissions", request=request_id)
        return str(at.text_area(key=f"decide_{request_id}_reason").label)

    assert label() == "Reason of the decision ＊"
    office.confirm(work)
    assert label() == "Reason of the decision"


def test_an_earlier_day_means_paper_and_asks_for_its_reason(office: Office, work: str, request_id: str) -> None:
    office.confirm(work, confirmed_on="2026-11-10")
    at = screens.show("permissions", request=request_id)
    decide(at, request_id, "permitted", decided_on="R8.11.18", document_number="8荒税第2号")
    assert "R06" in screens.as_read(at.error[0].value)
    at.checkbox(key=f"decide_{request_id}_on_paper").check()
    decide(at, request_id, "permitted", late_reason="紙の決裁を後日転記")
    assert not at.error
    (decision,) = decisions(office.ledger, work)
    assert (str(decision["decided_on"])[:10], decision["taken"]) == ("2026-11-18", "on_paper")


def test_a_decision_on_paper_is_recorded_and_what_is_missing_stays(office: Office, work: str, request_id: str) -> None:
    at = screens.show("permissions", request=request_id)
    at.checkbox(key=f"decide_{request_id}_on_paper").check()
    decide(at, request_id, "permitted", document_number="8荒税第3号")
    assert [each["taken"] for each in decisions(office.ledger, work)] == ["on_paper"]
    assert "R01" in office.hits(work)


def test_what_was_sent_back_comes_in_again_amended(office: Office, here: Ledger, work: str, request_id: str) -> None:
    office.confirm(work)
    at = screens.show("permissions", request=request_id)
    decide(at, request_id, "returned", reason="作業場所の記載がありません。")
    assert list(screens.show("permissions").dataframe[0].value["Waits for"]) == ["Sent back to the applicant"]

    at.text_area(key=f"amend_{request_id}0_t_work").input("パンチ入力（庁舎内）")
    at.text_input(key=f"amend_{request_id}0_reason").input("再提出")
    screens.click(at, f"amend_{request_id}0_submit")
    assert [
        here.get(kind, id_)[0].model_dump()["work"]
        for kind, id_ in (("permission_request", request_id), ("subcontract", work))
    ] == ["パンチ入力（庁舎内）"] * 2
    assert list(screens.show("permissions").dataframe[0].value["Waits for"]) == ["Waiting for opinion"]
    decide(at, request_id, "permitted")
    assert [each["outcome"] for each in decisions(here, work)] == ["permitted", "returned"]


def test_a_withdrawn_request_leaves_the_inbox_with_its_reason(here: Ledger, request_id: str) -> None:
    at = screens.show("permissions", request=request_id)
    screens.click(at, f"withdraw_{request_id}_save")
    assert "Reason of the withdrawal" in screens.as_read(at.error[0].value)
    at.text_input(key=f"withdraw_{request_id}_reason").input("自社で行うこととしたため")
    screens.click(at, f"withdraw_{request_id}_save")
    assert here.states("permission_request", request_id)[-1]["reason"] == "自社で行うこととしたため"
    assert not screens.show("permissions").dataframe


def test_an_opinion_on_a_stale_form_is_told_what_changed(here: Ledger, office: Office, request_id: str) -> None:
    at = screens.show("permissions", request=request_id)
    office.revise("permission_request", request_id, number="申請-7改")
    at.text_area(key=f"opinion_{request_id}_opinion").input("適当と認めます。")
    screens.click(at, f"opinion_{request_id}_submit")
    assert "Request no." in screens.as_read(at.error[0].value)
    screens.click(at, f"opinion_{request_id}_submit")
    request, _revision = here.get("permission_request", request_id)
    assert (request.model_dump()["number"], request.model_dump()["opinion"]) == ("申請-7改", "適当と認めます。")


def test_a_period_that_nobody_stated_is_not_said_to_hold(office: Office, work: str, request_id: str) -> None:
    office.confirm(work)
    assert "No period stated" in screens.text(screens.show("permissions", request=request_id))
    stated = office.request(work, starts_on="2026-12-01", ends_on="2027-03-31")
    said = screens.text(screens.show("permissions", request=stated))
    assert "No period stated" not in said
    assert "Period, data class, data items and the countries of its places stay within" in said


# After a permission


@pytest.fixture
def permitted(office: Office, work: str, contract: str, request_id: str) -> str:
    office.confirm(work)
    values = {"contract_id": contract, "engagement_id": work, "request_id": request_id, **ALLOWED}
    return decision_actions.decide(office.ledger, values, actor="花子")


def test_the_notice_to_the_contractor_is_recorded_once_there_is_a_number_to_tell(
    here: Ledger, permitted: str, request_id: str
) -> None:
    at = screens.show("permissions", request=request_id)
    assert "Notify the contractor" not in screens.text(at)
    screens.click(at, f"document_number_{permitted}_save")
    assert "Approval document no.: needed" in screens.as_read(at.error[0].value)
    at.text_input(key=f"document_number_{permitted}_typed").input("8荒税第1号")
    screens.click(at, f"document_number_{permitted}_save")
    assert here.get("permission_decision", permitted)[0].model_dump()["document_number"] == "8荒税第1号"
    assert "Notify the contractor" in screens.text(at)
    screens.click(at, f"notified_on_{permitted}_save")
    decision, _revision = here.get("permission_decision", permitted)
    assert decision.model_dump()["notified_on"] == TODAY
    assert f"notified_on_{permitted}_save" not in [button.key for button in at.button]


def test_a_permission_is_revoked_with_its_reason(here: Ledger, permitted: str, work: str, request_id: str) -> None:
    at = screens.show("permissions", request=request_id)
    screens.click(at, f"revoke_{permitted}_save")
    assert "Reason of revocation" in screens.as_read(at.error[0].value)
    at.text_area(key=f"revoke_{permitted}_reason").input("無断の持出しが判明したため")
    screens.click(at, f"revoke_{permitted}_save")
    assert standing(here, work)["permission_state"] == "revoked"


# New requests


def test_a_new_request_records_the_subcontract_and_an_organisation_not_yet_on_file(here: Ledger, contract: str) -> None:
    at = screens.show("permissions", engagement=contract)
    key = f"request_{contract}0"
    at.selectbox(key=f"{key}_organisation").options.append("株式会社新規入力")  # what is typed becomes an option
    at.selectbox(key=f"{key}_organisation").set_value("株式会社新規入力").run()
    at.selectbox(key=f"{key}_organisation").options.append("株式会社新規入力")
    assert "New: 株式会社新規入力" in screens.text(at)
    at.text_input(key=f"{key}_q_number").input("申請-20")
    at.text_area(key=f"{key}_t_work").input("封入封緘")
    at.text_input(key=f"{key}_t_starts_on").input("R8.12.1")
    screens.click(at, f"{key}_submit")
    inbox = here.read("permissions_inbox", as_of=TODAY, section=None)
    assert list(inbox["organisation"]) == ["株式会社新規入力"]
    request, _revision = here.get("permission_request", inbox["request_id"].iloc[0])
    assert request.model_dump(include={"number", "work", "data_class"}) == {
        "number": "申請-20",
        "work": "封入封緘",
        "data_class": "spi",
    }
    assert str(request.model_dump()["ends_on"]) == "2027-03-31"


def test_a_request_without_a_subcontractor_says_what_is_needed(here: Ledger, contract: str) -> None:
    at = screens.show("permissions", under=contract)
    at.text_area(key=f"request_{contract}0_t_work").input("封入封緘")
    before = here.head()
    screens.click(at, f"request_{contract}0_submit")
    assert at.selectbox(key=f"request_{contract}0_organisation").label == "Subcontractor (required)"
    assert "Subcontractor: needed" in screens.as_read(at.error[0].value)
    assert at.text_area(key=f"request_{contract}0_t_work").value == "封入封緘"
    assert here.head() == before


def test_all_that_a_request_lacks_is_named_at_once(contract: str) -> None:
    at = screens.show("permissions", under=contract)
    at.text_input(key=f"request_{contract}0_q_requested_on").input("8.11.20")
    at.text_input(key=f"request_{contract}0_t_starts_on").input("12月1日")
    screens.click(at, f"request_{contract}0_submit")
    said = screens.as_read(at.error[0].value)
    assert (
        said.index("Subcontractor: needed") < said.index("Requested on: “8.11.20”") < said.index("Starts on: “12月1日”")
    )


# The same request twice


def ask_for(contract: str, organisation: str, number: str = "") -> AppTest:
    """The form for a new request, filled in and not yet recorded, as in a tab of its own."""
    at = screens.show("permissions", under=contract)
    at.selectbox(key=f"request_{contract}0_organisation").set_value(organisation).run()
    if on_file := [box for box in at.selectbox if box.key == f"request_{contract}0_subcontract"]:
        on_file[0].set_value("new").run()
    at.text_input(key=f"request_{contract}0_q_number").input(number)
    at.text_area(key=f"request_{contract}0_t_work").input("封入封緘")
    return at


def tick(at: AppTest) -> AppTest:
    (besides,) = [box for box in at.checkbox if "besides" in str(box.key)]
    return screens.sound(besides.check().run())


def test_the_same_request_in_a_second_tab_is_recorded_only_when_it_is_said_to_be_another(
    here: Ledger, office: Office, contract: str
) -> None:
    company = office.organisation(name="株式会社みほん入力")
    first, second = ask_for(contract, company, "申請-20"), ask_for(contract, company)
    assert not first.warning
    screens.click(first, f"request_{contract}0_submit")
    before = here.head()
    screens.click(second, f"request_{contract}0_submit")
    assert "申請-20 株式会社みほん入力 requested 2026-11-20" in screens.as_read(second.warning[0].value)
    assert "tick “Record it all the same”" in second.error[0].value
    assert here.head() == before
    assert second.text_area(key=f"request_{contract}0_t_work").value == "封入封緘"

    screens.click(tick(second), f"request_{contract}0_submit")
    assert len(here.read("permissions_inbox", as_of=TODAY, section=None)) == 2


def test_a_request_of_the_same_number_is_warned_of_however_it_is_written(
    office: Office, contract: str, request_id: str
) -> None:
    at = ask_for(contract, office.organisation(), "申請－７")
    assert "申請-7" in screens.as_read(screens.sound(at.run()).warning[0].value)


def test_another_organisation_or_another_tier_is_no_second_request(
    office: Office, contract: str, work: str, request_id: str
) -> None:
    asked = office.ledger.get("subcontract", work)[0].model_dump()["organisation_id"]
    assert ask_for(contract, asked).run().warning
    assert not ask_for(contract, office.organisation()).run().warning
    assert not ask_for(work, asked).run().warning


def test_a_decided_request_does_not_stand_in_the_way_of_the_next(
    office: Office, contract: str, work: str, request_id: str
) -> None:
    office.permit(work, request_id=request_id)
    asked = office.ledger.get("subcontract", work)[0].model_dump()["organisation_id"]
    assert not ask_for(contract, asked, "申請-8").run().warning
    assert ask_for(contract, asked, "申請-7").run().warning


def test_work_on_file_is_warned_of_too_and_asked_for_once(
    here: Ledger, office: Office, contract: str, work: str, request_id: str
) -> None:
    other = office.subcontract(contract)
    first, second = (screens.show("permissions", engagement=other) for _tab in range(2))
    for at in (first, second):
        at.text_input(key=f"again_{other}0_q_number").input("申請-7").run()
    screens.click(first, f"again_{other}0_submit")
    assert "申請-7" in screens.as_read(first.warning[0].value)
    screens.click(tick(first), f"again_{other}0_submit")
    before = here.head()
    screens.click(second, f"again_{other}0_submit")
    assert here.head() == before
    assert len(here.read("engagement_requests", as_of=TODAY, engagement=other)) == 1


def test_permission_is_asked_for_work_on_file_that_never_had_any(here: Ledger, work: str) -> None:
    at = screens.show("permissions", engagement=work)
    at.text_input(key=f"again_{work}0_q_number").input("申請-30")
    screens.click(at, f"again_{work}0_submit")
    inbox = here.read("permissions_inbox", as_of=TODAY, section=None)
    assert list(zip(inbox["engagement_id"], inbox["number"], strict=True)) == [(work, "申請-30")]


def test_what_is_not_filed_yet_stands_apart_from_what_waits(here: Ledger, office: Office, work: str) -> None:
    filed = office.request(work)
    unfiled = office.request(office.subcontract(office.contract()), requested_on=None)
    assert list(here.read("permissions_inbox", as_of=TODAY, section=None)["request_id"]) == [filed, unfiled]
    at = screens.show("permissions")
    labels = " ".join(label for group in at.segmented_control for label in group.options)
    assert "All open 1" in labels
    assert "Not yet filed 1" in labels


# What belongs to work on file stays on it


def test_a_renewal_from_the_contract_prolongs_the_work_on_file(here: Ledger, office: Office, contract: str) -> None:
    work = office.subcontract(contract, ends_on="2026-12-31", data_items=["氏名"])
    office.permit(work, valid_until_on="2026-12-31")
    organisation = office.status(work)["organisation_id"]
    at = screens.show("permissions", under=contract)
    at.selectbox(key=f"request_{contract}0_organisation").set_value(organisation).run()
    assert at.selectbox(key=f"request_{contract}0_subcontract").value == work
    assert at.selectbox(key=f"again_{work}0_q_request_type").value == "renewal"
    at.text_input(key=f"again_{work}0_q_number").input("申請-31")
    at.text_input(key=f"again_{work}0_s_ends_on").input("2027-03-31")
    at.text_area(key=f"again_{work}0_s_data_items").input("氏名\n住所")
    screens.click(at, f"again_{work}0_submit")
    asked = here.get("subcontract", work)[0].model_dump()
    assert (asked["data_items"], asked["ends_on"].isoformat()) == (("氏名",), "2026-12-31")

    (request_id,) = here.read("permissions_inbox", as_of=TODAY, section=None)["request_id"]
    at = screens.show("permissions", request=request_id)
    assert at.text_input(key=f"decide_{request_id}_valid_until_on").value == "2027-03-31"
    decide(at, request_id, "permitted", document_number="8荒税第9号")
    assert not at.error
    permitted = here.get("subcontract", work)[0].model_dump()
    assert (permitted["data_items"], permitted["ends_on"].isoformat()) == (("氏名", "住所"), "2027-03-31")
    assert len(here.read("status", as_of=TODAY, contract=None)) == 2
    assert not {"R04", "R31"} & set(office.hits(work))


def test_a_request_made_for_another_says_so_and_waits_for_nothing(office: Office, work: str, request_id: str) -> None:
    office.confirm(work)
    office.revise("subcontract", work, organisation_id=office.organisation(name="株式会社かわり"))
    at = screens.show("permissions", request=request_id)
    assert "the work went to 株式会社かわり" in screens.as_read(at.warning[0].value)
    inbox = screens.show("permissions")
    assert list(inbox.dataframe[0].value["Waits for"]) == ["Asked for another subcontractor"]


# One document, several requests


@pytest.fixture
def several(office: Office, contract: str) -> list[str]:
    """Three requests of which the last is not confirmed."""
    asked = []
    for nth in range(3):
        work = office.subcontract(contract)
        asked.append(office.request(work, number=f"申請-{nth}", requested_on=f"2026-11-0{nth + 1}"))
        if nth < 2:
            office.confirm(work)
    return asked


def test_one_decision_permits_what_may_be_permitted(
    here: Ledger, several: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = screens.show("permissions")
    at.toggle(key="several").set_value(True).run()
    monkeypatch.setattr(tables, "picked", lambda _event: [0, 1, 2])
    at.run()
    assert "Left out, because not all conditions hold: 申請-2" in screens.as_read(at.warning[0].value)
    assert "R01 Permitted without a handling confirmation" in screens.text(at)
    at.text_input(key="together0_decided_by").input("税務課長")
    at.text_input(key="together0_document_number").input("8荒税第50号")
    before = here.head().seq
    screens.click(at, "together0_submit")
    assert "tick it once you have compared" in screens.as_read(at.error[0].value)
    assert here.head().seq == before
    at.checkbox(key="together0_is_work_within").check()
    screens.click(at, "together0_submit")
    assert "Permitted: 2 requests" in at.success[0].value
    with here.cursor() as cursor:
        found = cursor.execute(
            "select count(*), count(distinct batch) from journal where kind = 'permission_decision'"
        ).fetchone()
    assert found == (2, 1)
    assert list(here.read("permissions_inbox", as_of=TODAY, section=None)["request_id"]) == several[2:]


# After a permission


def test_the_notice_passed_on_is_recorded_and_the_number_can_be_checked(
    here: Ledger, office: Office, work: str, english: None
) -> None:
    decision = office.permit(work, document_number="8荒税第1号", notified_on=TODAY)
    at = screens.show("permissions", engagement=work)
    (number,) = [code.value for code in at.code if code.value.startswith("K-")]
    at.text_input(key=f"passed_on_{decision}_told_on").input("2026-11-20")
    screens.click(at, f"passed_on_{decision}_submit")
    assert here.get("permission_decision", decision)[0].model_dump()["told_on"] == TODAY

    at = screens.show("permissions")
    at.text_input(key="permission_number").input(number.lower().replace("-", " ")).run()
    assert "This office gave this number." in at.success[0].value
    at.text_input(key="permission_number").input(f"{number[:-1]}{'0' if number[-1] != '0' else '1'}").run()
    assert not at.success
    assert "did not issue it" in at.error[0].value


def test_a_day_recorded_by_mistake_is_taken_back(here: Ledger, office: Office, work: str) -> None:
    decision = office.permit(work, notified_on=TODAY, told_on=TODAY, checked_on=TODAY)
    at = screens.show("permissions", engagement=work)
    at.text_input(key=f"passed_on_{decision}_checked_on").input("")
    screens.click(at, f"passed_on_{decision}_submit")
    kept = here.get("permission_decision", decision)[0].model_dump()
    assert (kept["told_on"], kept["checked_on"]) == (TODAY, None)


def test_a_blank_that_nobody_typed_takes_nothing_back(here: Ledger, office: Office, work: str) -> None:
    decision = office.permit(work, notified_on=TODAY, told_on=TODAY)
    at = screens.show("permissions", engagement=work)
    at.text_input(key=f"passed_on_{decision}_checked_on").input("2026-11-20")
    screens.click(at, f"passed_on_{decision}_submit")
    kept = here.get("permission_decision", decision)[0].model_dump()
    assert (kept["told_on"], kept["checked_on"]) == (TODAY, TODAY)


def test_what_was_decided_on_stands_beside_what_it_is_now(office: Office, work: str) -> None:
    office.permit(work)
    at = screens.show("permissions", engagement=work)
    assert "it is the same now" in "".join(box.label for box in at.expander)
    office.revise("subcontract", work, handlers=30, work="パンチ入力及び封入")
    at = screens.show("permissions", engagement=work)
    assert any("since changed: Work、Number of handlers" in box.label for box in at.expander)
    assert "≠ パンチ入力及び封入" in screens.text(at)


def test_a_changed_place_asks_for_a_new_confirmation(office: Office, work: str) -> None:
    office.revise("subcontract", work, places=[{"address": "見本県凪野市中央1-1"}])
    office.permit(work)
    office.revise("subcontract", work, places=[{"address": "見本県帆波市本町2-2"}], actual_started_on=TODAY)
    assert "To be confirmed again" in screens.text(screens.show("permissions", engagement=work))


# The past


def test_the_past_is_shown_without_what_records(here: Ledger, work: str, request_id: str) -> None:
    at = screens.show("permissions", request=request_id, as_of="2026-11-10")
    assert "申請-7" in screens.text(at)
    assert not [button.key for button in at.button if str(button.key).startswith(("decide_", "opinion_", "confirm_"))]
