"""The contracts screen: a register to search, contracts recorded, corrected and withdrawn, discoveries flagged."""

from collections import Counter
from pathlib import Path

import pytest

from kantoku import actions, catalogue
from kantoku.errors import NotFound
from kantoku.ledger import Ledger
from kantoku.records import Contract, Record, Subcontract
from kantoku.records.base import fields
from kantoku.records.contract import SubcontractPolicy
from kantoku.records.selection import Fitness
from kantoku.records.stage import Stage
from kantoku.records.vocabulary import ClauseState, DataClass, PersonsBand
from kantoku.rules import Hit
from tests.office import PAPER, TO_COME, Office
from tests.ui import screens
from ui import contract_groups
from ui.record_form import Group


@pytest.fixture
def contract(office: Office) -> str:
    """A contract with Specific Personal Information that runs today, by an organisation written with ㈱."""
    return office.contract(
        number="8契-0123",
        title="住民税サーバー保守業務委託",
        organisation_id=office.organisation(name="㈱みほんシステム"),
        starts_on="2026-04-01",
        ends_on="2030-03-31",
    )


def recorded(ledger: Ledger, contract_id: str) -> Contract:
    return Contract.model_validate(ledger.get("contract", contract_id)[0])


def only_contract(ledger: Ledger) -> str:
    return str(ledger.read("contracts_search", as_of=ledger.today())["id"].item())


# A new contract


def test_a_new_contract_is_recorded_with_its_clauses(here: Ledger, office: Office) -> None:
    office.policy(name="朝凪区", sections=["税務課", "戸籍住民課"])
    organisation_id = office.organisation()
    at = screens.show("contracts", contract="new")
    at.text_input(key="contract_new_new_number").input("８契－０００１")
    at.text_input(key="contract_new_new_title").input("課税資料入力業務委託")
    at.selectbox(key="contract_new_new_section").select("税務課")
    at.selectbox(key="contract_new_new_organisation_id").select(organisation_id)
    at.selectbox(key="contract_new_new_stage").select(Stage.PERFORMING)
    at.selectbox(key="contract_new_new_data_class").select(DataClass.SPI)
    at.selectbox(key="contract_new_new_policy").select(SubcontractPolicy.PROHIBITED_IN_PRINCIPLE)
    at.text_input(key="contract_new_new_starts_on").input("R8.4.1")
    at.text_input(key="contract_new_new_amount").input("1,200,000円")
    at.session_state["contract_new_new_clauses_table_cells"] = {
        "edited_rows": {0: {"state": "Present", "article": "第5条"}, 9: {"state": "Absent"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    screens.click(at, "contract_new_submit")
    found = recorded(here, only_contract(here))
    assert (found.number, found.section, found.amount, found.stage) == (
        "8契-0001",
        "税務課",
        1_200_000,
        Stage.PERFORMING,
    )
    assert str(found.starts_on) == "2026-04-01"
    assert [(clause.code, clause.state, clause.article) for clause in found.clauses] == [
        ("C01", ClauseState.PRESENT, "第5条"),
        ("C10", ClauseState.ABSENT, None),
    ]
    assert "The contract was recorded." in screens.text(at)
    assert "8契-0001" in screens.text(at)


def test_every_clause_without_a_state_can_be_set_to_present_at_once(here: Ledger, office: Office) -> None:
    organisation_id = office.organisation()
    at = screens.show("contracts", contract="new")
    at.text_input(key="contract_new_new_number").input("1")
    at.text_input(key="contract_new_new_title").input("あて名印刷")
    at.selectbox(key="contract_new_new_organisation_id").select(organisation_id)
    at.session_state["contract_new_new_clauses_table_cells"] = {
        "edited_rows": {1: {"state": "Not applicable"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    at.run()
    screens.click(at, "contract_new_new_clauses_fill")
    screens.click(at, "contract_new_submit")
    states = {clause.code: clause.state for clause in recorded(here, only_contract(here)).clauses}
    assert len(states) == len(catalogue.clauses())
    assert states.pop("C02") == ClauseState.NOT_APPLICABLE
    assert set(states.values()) == {ClauseState.PRESENT}


def test_the_assessment_of_the_contractor_is_recorded_with_the_contract(here: Ledger, office: Office) -> None:
    office.organisation()
    at = screens.show("contracts", contract="new")
    at.text_input(key="contract_new_new_number").input("1")
    at.text_input(key="contract_new_new_title").input("あて名印刷")
    at.selectbox(key="contract_new_new_organisation_id").select_index(0)
    at.text_input(key="contract_new_new_assessed_on").input("R8.3.10")
    at.selectbox(key="contract_new_new_assessment").select(Fitness.FIT)
    at.session_state["contract_new_new_assessed_items_cells"] = {
        "edited_rows": {0: {"result": "Fit"}, 1: {"result": "Fit on conditions", "note": "更新まで監督を強める"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    screens.click(at, "contract_new_submit")
    found = recorded(here, only_contract(here))
    assert (str(found.assessed_on), found.assessment) == ("2026-03-10", Fitness.FIT)
    assert [(item.code, item.result, item.note) for item in found.assessed_items] == [
        ("SE1", Fitness.FIT, None),
        ("SE2", Fitness.CONDITIONAL, "更新まで監督を強める"),
    ]
    shown = screens.text(screens.show("contracts", contract=only_contract(here), tab="contract"))
    assert "更新まで監督を強める" in shown
    assert "Not looked at" in shown


def test_numbers_are_shown_with_the_bands_of_the_assessment_form(here: Ledger, office: Office) -> None:
    contract = office.contract(persons_count=12_345, handlers=12)
    assert recorded(here, contract).persons_band == PersonsBand.UNDER_100K
    shown = screens.text(screens.show("contracts", contract=contract, tab="contract"))
    assert "10,000 to under 100,000" in shown
    assert "12 (10 to fewer than 50)" in shown


def test_an_organisation_that_is_not_on_file_is_recorded_on_the_way_and_chosen(here: Ledger) -> None:
    at = screens.show("contracts", contract="new")
    at.text_input(key="contract_new_new_title").input("窓口業務委託")
    at.text_input(key="contract_new_organisation0_name").input("新規株式会社")
    screens.click(at, "contract_new_add")
    assert at.text_input(key="contract_new_organisation1_name").value == ""
    assert "（nan）" not in str(at.selectbox(key="contract_new_new_organisation_id").options)
    at.text_input(key="contract_new_new_number").input("7")
    screens.click(at, "contract_new_submit")
    found = recorded(here, only_contract(here))
    assert found.title == "窓口業務委託"
    assert here.get("organisation", found.organisation_id)[0].name == "新規株式会社"


def test_a_number_that_is_on_file_is_warned_of_and_can_be_recorded(here: Ledger, office: Office) -> None:
    first = office.contract(number="8契-0001", title="窓口業務委託")
    at = screens.show("contracts", contract="new")
    at.text_input(key="contract_new_new_number").input("8契-0002").run()
    assert not at.warning
    at.text_input(key="contract_new_new_number").input("８契ー０００１").run()
    assert f"contracts?contract={first}" in at.warning[0].value
    assert "窓口業務委託" in at.warning[0].value
    at.text_input(key="contract_new_new_title").input("別の年度の窓口業務委託")
    at.selectbox(key="contract_new_new_organisation_id").select_index(0)
    screens.click(at, "contract_new_submit")
    assert len(here.read("contracts_numbered", as_of=here.today(), numbers=["8契-0001"])) == 2


def test_what_was_typed_is_still_there_after_a_refusal(here: Ledger, office: Office) -> None:
    office.organisation()
    at = screens.show("contracts", contract="new")
    at.text_input(key="contract_new_new_title").input("窓口業務委託")
    at.text_input(key="contract_new_new_starts_on").input("4月1日")
    before = here.head()
    screens.click(at, "contract_new_submit")
    assert "Starts on (tab “Period”): “4月1日” is not written as a date" in screens.as_read(at.error[0].value)
    assert at.text_input(key="contract_new_new_title").value == "窓口業務委託"
    assert here.head() == before


# Corrections


def test_a_correction_says_why_and_goes_back_to_the_contract(here: Ledger, contract: str) -> None:
    at = screens.show("contracts", contract=contract, act="correct")
    key = f"contract_edit_{contract}"
    at.text_input(key=f"{key}_0_title").input("住民税サーバー更新業務委託")
    before = here.head()
    screens.click(at, f"{key}_submit")
    assert "Reason of the addition or correction" in screens.as_read(at.error[0].value)
    assert here.head() == before
    at.text_input(key=f"{key}_reason").input("件名の誤記")
    screens.click(at, f"{key}_submit")
    assert recorded(here, contract).title == "住民税サーバー更新業務委託"
    last = here.states("contract", contract)[-1]
    assert (last["action"], last["reason"], last["actor"]) == ("contract.corrected", "件名の誤記", screens.PERSON)
    assert "The addition or correction was recorded." in screens.text(at)


def test_a_correction_that_changes_nothing_is_not_recorded(here: Ledger, contract: str) -> None:
    at = screens.show("contracts", contract=contract, act="correct")
    at.text_input(key=f"contract_edit_{contract}_reason").input("念のため")
    before = here.head()
    screens.click(at, f"contract_edit_{contract}_submit")
    assert at.error[0].proto.title == "Nothing was changed"
    assert here.head() == before


def test_who_corrects_a_stale_state_is_told_what_changed_and_keeps_what_was_typed(
    here: Ledger, office: Office, contract: str
) -> None:
    key = f"contract_edit_{contract}"
    at = screens.show("contracts", contract=contract, act="correct")
    at.text_input(key=f"{key}_0_title").input("私の件名").run()
    office.revise("contract", contract, section="戸籍住民課")
    at.text_input(key=f"{key}_reason").input("件名の誤記")
    before = here.head()
    screens.click(at, f"{key}_submit")
    assert "Section" in screens.as_read(at.error[0].value)
    assert "Section" in at.warning[0].value
    assert here.head() == before
    screens.click(at, f"{key}_rebase")
    assert at.text_input(key=f"{key}_1_title").value == "私の件名"
    screens.click(at, f"{key}_submit")
    found = recorded(here, contract)
    assert (found.title, found.section) == ("私の件名", "戸籍住民課")


def test_the_declaration_of_no_subcontracting_is_one_field(here: Ledger, office: Office, contract: str) -> None:
    assert "R34" in office.hits(contract, as_of=here.today())
    at = screens.show("contracts", contract=contract, act="declare")
    at.text_input(key=f"declare_{contract}_none_declared_on").input("")
    screens.click(at, f"declare_{contract}_submit")
    assert "No subcontracting, declared on" in screens.as_read(at.error[0].value)
    at.text_input(key=f"declare_{contract}_none_declared_on").input(here.today().isoformat())
    screens.click(at, f"declare_{contract}_submit")
    assert recorded(here, contract).none_declared_on == here.today()
    assert "R34" not in office.hits(contract, as_of=here.today())


# Withdrawal


def test_a_contract_that_others_refer_to_is_not_withdrawn(here: Ledger, office: Office, contract: str) -> None:
    office.subcontract(contract, organisation_id=office.organisation(name="下請みほん"))
    at = screens.show("contracts", contract=contract, act="withdraw")
    at.text_input(key=f"withdraw_{contract}_reason").input("誤って登録")
    screens.click(at, f"withdraw_{contract}_submit")
    assert "refer to it" in at.error[0].proto.title
    assert "下請みほん" in screens.text(at)
    assert here.get("contract", contract)[1] == 1


def test_a_contract_recorded_by_mistake_is_withdrawn_with_its_reason(here: Ledger, contract: str) -> None:
    at = screens.show("contracts", contract=contract, act="withdraw")
    screens.click(at, f"withdraw_{contract}_submit")
    assert "Why it is withdrawn" in screens.as_read(at.error[0].value)
    at.text_input(key=f"withdraw_{contract}_reason").input("二重に登録")
    screens.click(at, f"withdraw_{contract}_submit")
    with pytest.raises(NotFound):
        here.get("contract", contract)
    assert here.states("contract", contract)[-1]["reason"] == "二重に登録"
    assert "The contract was withdrawn." in screens.text(at)


# Discoveries


def test_a_subcontract_found_without_permission_is_recorded_and_flagged(
    here: Ledger, office: Office, contract: str
) -> None:
    organisation_id = office.organisation(name="無断再委託先")
    at = screens.show("contracts", contract=contract, act="found")
    key = f"found_{contract}_new"
    assert at.selectbox(key=f"{key}_parent_id").value == contract
    at.selectbox(key=f"{key}_organisation_id").select(organisation_id)
    at.text_area(key=f"{key}_work").input("データ入力")
    at.text_input(key=f"{key}_actual_started_on").input("R8.5.1")
    screens.click(at, f"found_{contract}_submit")
    rows = here.read("contract_chain", as_of=here.today(), contract=contract)
    row = rows[rows["tier"] == 2].iloc[0]
    assert (row["organisation"], row["origin"], row["permission_state"]) == ("無断再委託先", "discovered", "none")
    assert "R05" in {hit.rule for hit in _hits(here, contract) if hit.engagement_id == row["engagement_id"]}
    assert "R05" in at.success[0].value


def _hits(ledger: Ledger, contract: str) -> list[Hit]:
    return ledger.hits(as_of=ledger.today(), scope=contract)


def test_a_subcontract_is_corrected_and_withdrawn_from_its_row(here: Ledger, office: Office, contract: str) -> None:
    under = office.subcontract(contract)
    at = screens.show("contracts", contract=contract, act="correct-subcontract", engagement=under)
    key = f"subcontract_edit_{under}"
    at.text_area(key=f"{key}_0_work").input("封入封緘")
    at.text_input(key=f"{key}_reason").input("業務名の訂正")
    screens.click(at, f"{key}_submit")
    assert here.get("subcontract", under)[0].work == "封入封緘"
    at = screens.show("contracts", contract=contract, act="withdraw-subcontract", engagement=under)
    at.text_input(key=f"withdraw_{under}_reason").input("誤記")
    screens.click(at, f"withdraw_{under}_submit")
    with pytest.raises(NotFound):
        here.get("subcontract", under)


def test_the_clauses_of_the_contract_between_two_tiers_are_recorded(
    here: Ledger, office: Office, contract: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    under = office.subcontract(contract)
    at = screens.show("contracts", contract=contract, act="correct-subcontract", engagement=under)
    key = f"subcontract_edit_{under}"
    at.text_input(key=f"{key}_0_contracted_on").input("2026-11-02")
    at.session_state[f"{key}_0_clauses_table_cells"] = {
        "edited_rows": {0: {"state": "Present"}, 12: {"state": "Absent", "article": "第9条"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    at.text_input(key=f"{key}_reason").input("再委託契約書の写しの受領")
    screens.click(at, f"{key}_submit")
    found = Subcontract.model_validate(here.get("subcontract", under)[0])
    assert str(found.contracted_on) == "2026-11-02"
    assert [(clause.code, clause.state, clause.article) for clause in found.clauses] == [
        ("C01", ClauseState.PRESENT, None),
        ("T03", ClauseState.ABSENT, "第9条"),
    ]
    screens.pick(monkeypatch, 1)
    at = screens.show("contracts", contract=contract)
    assert "Clauses of the contract with the tier above: 1 of 13" in [expander.label for expander in at.expander]


# The clocks


def test_the_past_is_shown_and_cannot_be_written(here: Ledger, contract: str) -> None:
    at = screens.show("contracts", as_of="2026-05-01", contract=contract)
    assert "8契-0123" in screens.text(at)
    assert all(at.button(key=f"act_{act}").disabled for act in ("correct", "found", "declare", "withdraw"))
    at = screens.show("contracts", as_of="2026-05-01", contract=contract, act="correct")
    assert not [field for field in at.text_input if "contract_edit" in str(field.key)]
    assert screens.show("contracts", as_of="2026-05-01").button[1].disabled


def test_what_was_not_yet_on_file_is_not_shown(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, str] = {}

    def past(ledger: Ledger) -> None:
        made["old"] = Office(ledger).contract(title="前からの契約", starts_on="2026-01-01", ends_on="2030-03-31")

    with screens.opened(path, monkeypatch, past=past) as ledger:
        new = Office(ledger).contract(title="後からの契約", starts_on="2026-01-01", ends_on="2030-03-31")
        shown = screens.text(screens.show("contracts", known_at="2026-04-02"))
        assert "前からの契約" in shown
        assert "後からの契約" not in shown
        at = screens.show("contracts", known_at="2026-04-02", contract=new)
        assert at.error[0].proto.title == "Not found"


# The register


@pytest.mark.parametrize(
    "typed", ["㈱ﾐﾎﾝｼｽﾃﾑ", "みほんシステム", "株式会社ミホンシステム", "サーバ", "８契ー０１２３", "サーバー みほん"]
)
def test_the_search_does_not_mind_how_a_name_is_written(office: Office, contract: str, typed: str) -> None:
    office.contract(title="窓口業務委託", number="9-9", ends_on="2030-03-31")
    at = screens.show("contracts", q=typed)
    assert list(at.dataframe[0].value["Contract no."]) == ["8契-0123"]


def test_the_register_is_filtered_by_what_the_address_says(office: Office, contract: str) -> None:
    office.contract(
        number="別の課", section="戸籍住民課", data_class="none", policy="unrestricted", ends_on="2030-03-31"
    )
    office.contract(number="昔の契約", starts_on="2024-04-01", ends_on="2025-03-31")

    def numbers(**address: str) -> list[str]:
        shown = screens.show("contracts", **address).dataframe
        return sorted(shown[0].value["Contract no."]) if shown else []

    assert numbers() == ["8契-0123", "別の課"]
    assert numbers(period="any") == ["8契-0123", "別の課", "昔の契約"]
    assert numbers(period="2024") == ["昔の契約"]
    assert numbers(period="ended") == ["昔の契約"]
    assert numbers(section="戸籍住民課") == ["別の課"]
    assert numbers(data_class="none") == ["別の課"]
    assert numbers(policy="prohibited_in_principle") == ["8契-0123"]
    assert numbers(standing="in_order") == ["別の課"]
    assert numbers(q="ありえない件名") == []


@pytest.mark.parametrize(("language", "word"), [("en", "Not begun yet"), ("ja", "業務開始前")])
def test_what_has_not_begun_is_not_called_in_order(here: Ledger, office: Office, language: str, word: str) -> None:
    contract = office.contract(number="9契-001", **TO_COME)
    office.subcontract(contract, **TO_COME)
    status = here.read("contract_chain", as_of=here.today(), contract=contract)
    assert list(status["standing"]) == ["not_begun", "not_begun"]
    page = screens.text(screens.show("contracts", language=language, contract=contract))
    assert word in page
    for at in (
        screens.show("contracts", language=language, period="any", standing="not_begun"),
        screens.show("organisations", language=language),
    ):
        assert "not_begun" in screens.text(at)
        assert "in_order" not in screens.text(at)
    counted = here.read("legal_standing", as_of=here.today())
    assert counted["not_begun"].sum() == 2
    assert list(here.read("export_contracts", as_of=here.today(), required_clauses=[])["standing"]) == ["not_begun"]


def test_what_is_broken_before_the_work_begins_is_told(here: Ledger, office: Office) -> None:
    contract = office.contract(policy="prohibited", **TO_COME)
    below = office.subcontract(contract, **TO_COME)
    office.permit(below, **PAPER)
    status = here.read("contract_chain", as_of=here.today(), contract=contract).set_index("engagement_id")
    assert status["standing"][below] == "breach"


def test_picking_a_row_opens_the_contract_and_keeps_the_filters(contract: str, monkeypatch: pytest.MonkeyPatch) -> None:
    screens.pick(monkeypatch, 0)
    at = screens.show("contracts", section="税務課")
    assert at.query_params["contract"] == contract
    assert at.query_params["section"] in ("税務課", ["税務課"])
    assert "8契-0123" in screens.text(at)


# The page of a contract


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_part_of_a_contracts_page_shows_what_is_on_record(
    here: Ledger, office: Office, contract: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    under = office.subcontract(contract, organisation_id=office.organisation(name="再委託先甲"), **TO_COME)
    office.request(under)
    office.confirm(under)
    office.decide(under)
    office.subcontract(contract, organisation_id=office.organisation(name="無断再委託先"), starts_on="2026-05-01")
    audit = office.audit(contract, under)
    office.finding(under, audit_id=audit)
    monkeypatch.setattr("ui.tables.picked", lambda _event: [0])
    said = {
        "chain": "再委託先甲",
        "rules": "R05",
        "permissions": "申請-",
        "confirmations": "監督 一郎",
        "audits": "監査-",
        "findings": "入退室の記録が保存されていない。",
        "contract": "C10",
        "history": "契約 花子",
    }
    for tab, expected in said.items():
        assert expected in screens.text(screens.show("contracts", language=language, contract=contract, tab=tab)), tab


def test_what_a_contract_lacks_is_named(contract: str) -> None:
    shown = screens.text(screens.show("contracts", contract=contract))
    assert "Section protection officer" in shown
    assert "Stage" in shown


def asked_for(groups: tuple[Group, ...]) -> Counter[str]:
    return Counter(name for group in groups for name in group.all_names)


def test_the_forms_ask_for_every_field_once() -> None:
    """previous_id of a subcontract is written where a year is carried over, contract_id where the form stands."""
    asked: tuple[tuple[tuple[Group, ...], type[Record], set[str]], ...] = (
        (contract_groups.CONTRACT, Contract, set()),
        (contract_groups.SUBCONTRACT, Subcontract, {"contract_id", "previous_id"}),
    )
    for groups, record, unasked in asked:
        assert asked_for(groups) == Counter(field.name for field in fields(record) if field.name not in unasked)


def test_a_contract_is_linked_to_that_of_the_year_before_by_hand(here: Ledger, office: Office, contract: str) -> None:
    office.contract(number="7契-0001", title="別の業務", starts_on="2025-04-01", ends_on="2026-03-31")
    before = office.contract(
        number="7契-0123",
        title="住民税サーバー保守業務委託",
        organisation_id=recorded(here, contract).organisation_id,
        starts_on="2024-04-01",
        ends_on="2026-03-31",
    )
    office.contract(number="9契-0123", starts_on="2027-04-01", ends_on="2028-03-31", previous_id=contract)
    at = screens.show("contracts", contract=contract, act="correct")
    key = f"contract_edit_{contract}"
    picker = at.selectbox(key=f"{key}_0_previous_id")
    assert [option.split("（")[0] for option in picker.options] == [
        "7契-0123 住民税サーバー保守業務委託",
        "7契-0001 別の業務",
    ]
    assert picker.options[0].endswith("（㈱みほんシステム・FY2024）")
    picker.select(before)
    at.text_input(key=f"{key}_reason").input("前年度の契約を登録")
    screens.click(at, f"{key}_submit")
    assert recorded(here, contract).previous_id == before


def test_the_history_of_a_withdrawn_subcontract_stays_with_its_contract(
    here: Ledger, office: Office, contract: str
) -> None:
    under = office.subcontract(contract)
    actions.withdraw(here, "subcontract", under, base=1, reason="誤記のため", actor="別の職員")
    rows = here.read("contract_history", as_of=here.today(), contract=contract)
    assert list(rows["action"])[:2] == ["subcontract.withdrawn", "subcontract.recorded"]
    assert "誤記のため" in screens.text(screens.show("contracts", contract=contract, tab="history"))
