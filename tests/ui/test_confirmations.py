"""The confirmations screen: who lacks one, recording item by item and in short, and correcting."""

import io
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from kantoku import item_lists, wording
from kantoku.catalogue import confirmation_items
from kantoku.exports.confirmation_form import Addressee, blank
from kantoku.ledger import Ledger
from tests.office import PDF, TODAY, Office
from tests.ui import screens
from ui import downloads

CODES = [item.code for item in confirmation_items()]


@pytest.fixture
def contract(office: Office) -> str:
    return office.contract(number="契約-1")


@pytest.fixture
def last(office: Office, contract: str) -> str:
    """Confirmed item by item in April, with one item that was done in part only."""
    items = [{"code": code, "result": "partly" if code == "F-c4" else "done", "evidence": "規程"} for code in CODES]
    return office.confirm(
        contract, form="items", items=items, sheet=None, confirmed_on="2026-04-01", items_version="2025-06-01"
    )


def latest(ledger: Ledger, engagement_id: str) -> dict[str, Any]:
    rows = ledger.read("engagement_confirmations", as_of=TODAY, engagement=engagement_id)
    record, _revision = ledger.get("handling_confirmation", rows["confirmation_id"].iloc[0])
    return record.model_dump(mode="json")


def fill(at: AppTest, engagement_id: str, *, by: str = "監督 一郎", overall: str = "") -> AppTest:
    at.text_input(key=f"confirm_{engagement_id}0_confirmed_by").input(by)
    at.selectbox(key=f"confirm_{engagement_id}0_overall").select(overall or "Appropriate security control is secured")
    return at


def answered(at: AppTest, engagement_id: str, code: str, result: str, note: str = "") -> AppTest:
    """Opens the item's group and answers it."""
    key = f"confirm_{engagement_id}0"
    at.session_state[f"{key}_group_{code[0]}"] = True
    at.run()
    at.segmented_control(key=f"{key}_{code}_result").select(f":gray[{result}]").run()
    if note:
        at.text_input(key=f"{key}_{code}_note").input(note)
    return at


def test_those_without_a_confirmation_that_holds_come_first(office: Office, contract: str, last: str) -> None:
    office.confirm(office.contract(number="契約-2"), confirmed_on="2025-01-10")
    office.contract(number="契約-3")
    office.contract(number="契約-4", data_class="none")
    at = screens.show("confirmations")
    assert list(at.dataframe[0].value["Contract no."]) == ["契約-3", "契約-2", "契約-1"]
    assert list(at.dataframe[0].value["Confirmation"]) == [
        "× Handling unconfirmed",
        "▲ Confirmation expired",
        "○ Handling confirmed",
    ]


def test_the_list_is_narrowed_by_state_and_section(office: Office, contract: str) -> None:
    office.contract(number="契約-2", section="戸籍住民課")
    office.confirm(office.contract(number="契約-3", section="戸籍住民課"))
    at = screens.show("confirmations", state="none", section="戸籍住民課")
    assert list(at.dataframe[0].value["Contract no."]) == ["契約-2"]


def test_everything_at_once_then_the_exceptions(here: Ledger, contract: str) -> None:
    at = screens.show("confirmations", engagement=contract)
    key = f"confirm_{contract}0"
    screens.click(at, f"{key}_all_A")
    assert f"3 of {len(CODES)} items answered" in screens.text(at)
    screens.click(at, f"{key}_all")
    answered(at, contract, "C-a1", "Partly done", "監査責任者が未選任。12月に選任")
    assert "C-a1" in next(line for line in screens.text(at).splitlines() if "Exceptions" in line)
    screens.click(fill(at, contract, overall="Secured on conditions"), f"{key}_submit")
    kept = latest(here, contract)
    assert [item["code"] for item in kept["items"]] == CODES
    exceptions = {item["code"]: item.get("note") for item in kept["items"] if item["result"] != "done"}
    assert exceptions == {"C-a1": "監査責任者が未選任。12月に選任"}
    assert (kept["overall"], kept["form"], kept["items_version"]) == ("conditional", "items", "2025-06-01")


def test_a_new_one_begins_with_the_last_and_marks_what_changed(here: Ledger, contract: str, last: str) -> None:
    at = screens.show("confirmations", engagement=contract)
    assert f"{len(CODES)} of {len(CODES)} items answered" in screens.text(at)
    assert "Begun from the confirmation of 2026-04-01" in screens.text(at)
    answered(at, contract, "F-c4", "Done")
    assert "F-c4" in next(line for line in screens.text(at).splitlines() if "Changed since the last time" in line)
    screens.click(fill(at, contract), f"confirm_{contract}0_submit")
    assert {item["result"] for item in latest(here, contract)["items"]} == {"done"}


def test_what_was_confirmed_elsewhere_of_the_same_organisation_is_taken_over(office: Office, last: str) -> None:
    contract, _revision = office.ledger.get(
        "contract", office.ledger.get("handling_confirmation", last)[0].model_dump()["contract_id"]
    )
    other = office.contract(number="契約-9", organisation_id=contract.model_dump()["organisation_id"])
    at = screens.show("confirmations", engagement=other)
    assert f"{len(CODES)} of {len(CODES)} items answered" in screens.text(at)


def test_secured_is_refused_where_an_item_is_not_done(here: Ledger, contract: str) -> None:
    at = screens.show("confirmations", engagement=contract)
    screens.click(at, f"confirm_{contract}0_all")
    answered(at, contract, "F-b", "Not done")
    before = here.head()
    screens.click(fill(at, contract), f"confirm_{contract}0_submit")
    assert "items not done: F-b" in screens.as_read(at.error[0].value)
    assert here.head() == before


def test_a_summary_keeps_its_sheet(here: Ledger, contract: str) -> None:
    at = screens.show("confirmations", engagement=contract)
    key = f"confirm_{contract}0"
    at.segmented_control(key=f"{key}_form").select(":gray[Summary]").run()
    at.file_uploader(key=f"{key}_sheet").set_value(("確認書.pdf", PDF, "application/pdf"))
    screens.click(fill(at, contract), f"{key}_submit")
    kept = latest(here, contract)
    assert kept["form"] == "summary"
    assert (kept["sheet"]["name"], kept["sheet"]["size"], len(kept["sheet"]["sha256"])) == ("確認書.pdf", len(PDF), 64)
    assert b"".join(here.content(kept["sheet"]["sha256"])) == PDF
    assert "items" not in kept or not kept["items"]
    status = here.read("engagement_status", as_of=TODAY, engagement=contract).iloc[0]
    assert status["confirmation_state"] == "positive"


def test_what_is_handled_abroad_is_confirmed_only_with_that_countrys_system(here: Ledger, office: Office) -> None:
    contract = office.contract(
        places=[{"address": "Sample Harbour 8", "country": "SG"}], starts_on="2026-04-01", ends_on="2030-03-31"
    )
    at = screens.show("confirmations", engagement=contract)
    key = f"confirm_{contract}0"
    at.segmented_control(key=f"{key}_form").select(":gray[Summary]").run()
    at.file_uploader(key=f"{key}_sheet").set_value(("確認書.pdf", b"sheet", "application/pdf"))
    screens.click(fill(at, contract), f"{key}_submit")
    assert "R27" in screens.text(at)
    at.text_area(key=f"{key}_foreign_system").input("シンガポールの個人情報保護法制を確認し、暗号化させた。")
    screens.click(at, f"{key}_submit")
    assert latest(here, contract)["foreign_system"].startswith("シンガポール")


def test_one_is_viewed_with_what_changed_and_corrected_with_its_reason(
    here: Ledger, office: Office, contract: str, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [{"code": code, "result": "done"} for code in CODES]
    later = office.confirm(contract, form="items", items=items, sheet=None, items_version="2025-06-01")
    screens.pick(monkeypatch, 0)
    at = screens.show("confirmations", engagement=contract)
    changed = [line for line in screens.text(at).splitlines() if "Partly done → Done" in line]
    assert [line.split()[1] for line in changed] == ["F-c4"]
    key = f"correct_{later}0"
    at.text_input(key=f"{key}_confirmed_by").input("監督 二郎")
    screens.click(at, f"{key}_submit")
    assert "Reason of the addition or correction" in screens.as_read(at.error[0].value)
    at.text_input(key=f"{key}_reason").input("確認者の誤記")
    screens.click(at, f"{key}_submit")
    states = here.states("handling_confirmation", later)
    assert (states[-1]["revision"], states[-1]["reason"]) == (2, "確認者の誤記")
    kept = latest(here, contract)
    assert (kept["confirmed_by"], len(kept["items"])) == ("監督 二郎", len(CODES))


def test_the_past_shows_what_was_confirmed_then_and_records_nothing(contract: str, last: str) -> None:
    at = screens.show("confirmations", engagement=contract, as_of="2026-03-31")
    assert "Nothing was confirmed yet" in screens.text(at)
    assert not [button.key for button in at.button if str(button.key).startswith("confirm_")]


def test_one_without_its_overall_result_is_said_not_to_count(here: Ledger, contract: str) -> None:
    at = screens.show("confirmations", engagement=contract)
    at.text_input(key=f"confirm_{contract}0_confirmed_by").input("監督 一郎")
    screens.click(at, f"confirm_{contract}0_submit")
    assert "is recorded, but does not count yet. The overall result is missing." in screens.text(at)


# In full


def workbook(ledger: Ledger, contract: str, answers: dict[str, tuple[str, str, str]], *, engagement: str = "") -> bytes:
    """The form for the contractor, filled in."""
    asked = item_lists.current(ledger, as_of=TODAY)
    wording.use("ja")
    form = blank(Addressee(contract, engagement or contract, [("契約番号", "契約-1")]), asked)
    wording.use("en")
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet = book.worksheets[0]
    for row in range(1, sheet.max_row + 1):
        for column, typed in enumerate(answers.get(str(sheet.cell(row, 1).value), ()), 4):
            sheet.cell(row, column).value = typed
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def returned(at: AppTest, contract: str, content: bytes) -> AppTest:
    at.file_uploader(key=f"confirm_{contract}0_workbook").set_value(("回答.xlsx", content, "")).run()
    return screens.sound(at)


def test_a_form_that_came_back_is_compared_and_taken_over(here: Ledger, contract: str, last: str) -> None:
    answers = dict.fromkeys(CODES, ("実施", "規程", "")) | {"C-a1": ("一部実施", "", "12月に選任")}
    at = returned(screens.show("confirmations", engagement=contract), contract, workbook(here, contract, answers))
    shown = screens.text(at)
    assert f"{len(CODES)} of {len(CODES)} items are answered in “回答.xlsx”." in shown
    assert "Partly done → Done" in shown
    assert "Done → Partly done" in shown
    key = f"confirm_{contract}0"
    screens.click(at, f"{key}_take_over")
    screens.click(fill(at, contract, overall="Secured on conditions"), f"{key}_submit")
    kept = latest(here, contract)
    by_code = {item["code"]: item for item in kept["items"]}
    assert (by_code["C-a1"]["result"], by_code["C-a1"]["note"]) == ("partly", "12月に選任")
    assert by_code["F-c4"]["result"] == "done"
    assert kept["method"] == "written"
    assert kept["shortfalls"] == "C-a1：12月に選任"
    assert kept["sheet"]["name"] == "回答.xlsx"
    assert here.kept([kept["sheet"]["sha256"]])


def without(content: bytes, code: str) -> bytes:
    """The same workbook, with the line of that item deleted."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    sheet.delete_rows(next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == code))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_no_button_answers_what_the_form_left_open(here: Ledger, contract: str, last: str) -> None:
    answers = dict.fromkeys(CODES, ("実施", "規程", "")) | {"C-a1": ("", "", ""), "C-a2": ("？", "", "")}
    form = without(workbook(here, contract, answers), "F-c4")
    at = returned(screens.show("confirmations", engagement=contract), contract, form)
    key = f"confirm_{contract}0"
    assert f"{len(CODES) - 3} of {len(CODES)} items are answered" in screens.text(at)
    screens.click(at, f"{key}_take_over")
    assert at.button(key=f"{key}_all").disabled
    assert "Left open, to be answered one by one" in screens.text(at)


@pytest.mark.parametrize(("language", "said"), [("en", "Left open, to be answered one by one"), ("ja", "様式で未回答")])
def test_no_button_answers_it_either_once_the_form_is_recorded(
    here: Ledger, contract: str, last: str, language: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = dict.fromkeys(CODES, ("実施", "規程", "")) | {"C-a1": ("", "", "")}
    at = returned(screens.show("confirmations", engagement=contract), contract, workbook(here, contract, answers))
    key = f"confirm_{contract}0"
    screens.click(at, f"{key}_take_over")
    screens.click(fill(at, contract), f"{key}_submit")
    [recorded] = set(here.read("engagement_confirmations", as_of=TODAY, engagement=contract)["confirmation_id"]) - {
        last
    }
    _stays_open(screens.show("confirmations", language=language, engagement=contract), said)  # a new one begun from it
    screens.pick(monkeypatch, 0)
    _stays_open(screens.show("confirmations", language=language, engagement=contract), said, key=f"correct_{recorded}")


def _stays_open(at: AppTest, said: str, *, key: str = "confirm_") -> None:
    [fills] = [button for button in at.button if str(button.key).endswith("_all")]
    assert str(fills.key).startswith(key)
    assert fills.disabled
    assert said in screens.text(at)


@pytest.mark.parametrize("content", [b"no workbook", b"PK\x03\x04 damaged"])
def test_a_damaged_form_is_one_sentence(contract: str, content: bytes) -> None:
    at = returned(screens.show("confirmations", engagement=contract), contract, content)
    assert len(at.error) == 1


def test_the_form_of_another_engagement_is_not_taken_over(here: Ledger, contract: str) -> None:
    content = workbook(here, contract, {}, engagement="another00001")
    at = returned(screens.show("confirmations", engagement=contract), contract, content)
    assert "This form is about another engagement" in screens.text(at)


def test_one_confirmation_for_two_contracts(here: Ledger, office: Office, contract: str) -> None:
    record, _revision = here.get("contract", contract)
    second = office.contract(number="契約-2", organisation_id=record.model_dump()["organisation_id"])
    at = screens.show("confirmations", engagement=contract)
    key = f"confirm_{contract}0"
    screens.click(at, f"{key}_all")
    at.multiselect(key=f"{key}_further").select(at.multiselect(key=f"{key}_further").options[0])
    screens.click(fill(at, contract), f"{key}_submit")
    for engagement in (contract, second):
        status = here.read("engagement_status", as_of=TODAY, engagement=engagement).iloc[0]
        assert status["confirmation_state"] == "positive"


def test_what_is_lacking_becomes_findings_at_one_press(
    here: Ledger, office: Office, contract: str, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = office.finding(contract, item_code="F-c4", found_on="2025-10-01", content="ログの点検がない。")
    screens.pick(monkeypatch, 0)
    at = screens.show("confirmations", engagement=contract)
    key = f"shortfalls_{last}"
    screens.click(at, f"{key}_submit")
    assert here.read("confirmation_findings", as_of=TODAY, confirmation=last).empty
    at.text_input(key=f"{key}_owner").input("管理部長")
    at.text_input(key=f"{key}_due_on").input("R8.12.28")
    at.selectbox(key=f"{key}_F-c4_recurs_{contract}").select(earlier)
    screens.click(at, f"{key}_submit")
    found = here.read("confirmation_findings", as_of=TODAY, confirmation=last)
    assert list(found["item_code"]) == ["F-c4"]
    finding, _revision = here.get("finding", found["id"].item())
    assert (finding.is_recurrence, finding.recurs_id) == (True, earlier)
    assert "管理部長" in screens.text(at)
    assert not [button for button in at.button if button.key == f"{key}_submit"]


def test_a_new_version_of_the_items_is_asked_from_its_day(here: Ledger, contract: str) -> None:
    at = screens.show("settings", tab="lists")
    key = "checklist_new0"
    at.text_input(key=f"{key}_version").input("区-2026")
    at.text_input(key=f"{key}_valid_from_on").input("2026-11-20")
    at.session_state[f"{key}_items"] = {
        "edited_rows": {0: {"wording": "受託する業務の範囲を図で示している。"}, 1: {"order": 5}},
        "added_rows": [
            {"code": "X-1", "group_code": "X", "group_title": "区の項目", "wording": "生成AIに入力しない。"}
        ],
        "deleted_rows": [2],
    }
    screens.click(at, f"{key}_submit")
    asked = item_lists.current(here, as_of=TODAY)
    assert asked.version == "区-2026"
    assert [item.code for item in asked.items][:2] == ["A-2", "A-1"]
    assert [item.code for item in asked.items][-1] == "X-1"
    assert "A-3" not in [item.code for item in asked.items]
    shown = screens.text(screens.show("confirmations", engagement=contract))
    assert f"0 of {len(CODES)} items answered" in shown


@pytest.mark.parametrize(
    ("data_class", "title"),
    [
        ("personal", "個人情報の取扱状況確認書"),
        ("spi", "特定個人情報の取扱状況確認書"),
        (None, "特定個人情報の取扱状況確認書"),
    ],
)
def test_the_form_is_named_by_contract_and_organisation_and_worded_for_its_data(
    here: Ledger, office: Office, monkeypatch: pytest.MonkeyPatch, data_class: str | None, title: str
) -> None:
    organisation = office.organisation(name="株式会社甲/乙")
    contract = office.contract(number="8契/1", organisation_id=organisation, data_class=data_class)
    made: dict[str, Any] = {}
    monkeypatch.setattr(downloads, "button", lambda _here, _label, name, _mime, make, **_: made.update({name: make}))
    screens.show("confirmations", language="ja", engagement=contract)
    wording.use("ja")
    form = made["取扱状況確認書_8契-1_株式会社甲-乙.xlsx"]()
    assert openpyxl.load_workbook(io.BytesIO(form)).worksheets[0].cell(1, 1).value == title
