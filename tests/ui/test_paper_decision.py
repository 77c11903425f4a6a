"""The screen that logs a decision already taken on paper: ten fields, and what the law finds missing in it."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from kantoku.dates import UnreadableDate
from kantoku.ledger import Ledger
from kantoku.my_number import corporate_number
from kantoku.records.confirmation import Overall
from tests.office import PDF, TODAY, Office
from tests.ui import screens
from ui.paper_draft import read_confirmation
from ui.period import parse_period

TYPED = {
    "work": "封入封緘",
    "period": "R8.12.1～R9.3.31",
    "document_number": "8荒税第77号",
    "decided_on": "R8.11.17",
    "decided_by": "税務課長",
    "confirmed": "R8.11.16 見本 花子",
}


@pytest.fixture
def contract(office: Office) -> str:
    return office.contract(number="契約-1", title="住民税入力業務")


@pytest.fixture
def known(office: Office) -> str:
    return office.organisation(name="株式会社キャメロ見本", corporate_number=corporate_number("999999000777"))


def fill(at: AppTest, nth: int = 0, **typed: str) -> AppTest:
    for name, value in {**TYPED, **typed}.items():
        at.text_input(key=f"paper{nth}_{name}").input(value)
    return at


def save(at: AppTest) -> AppTest:
    return screens.click(at, "FormSubmitter:paper0_form-Record this decision")


def named(at: AppTest, typed: str) -> AppTest:
    """Types into the organisation field; the harness must be told that what is typed becomes an option."""
    _offer(at, typed).set_value(typed)
    screens.sound(at.run())
    _offer(at, typed)
    return at


def _offer(at: AppTest, typed: str) -> Selectbox[str]:
    field = at.selectbox(key="paper0_organisation")
    field.options.append(field.format_func(typed))
    return field


def rules_hit(ledger: Ledger, contract_id: str) -> set[str]:
    return {hit.rule for hit in ledger.hits(as_of=TODAY, scope=contract_id)}


def decided(ledger: Ledger, contract_id: str) -> dict[str, Any]:
    """The one subcontract under a contract, as it stands."""
    rows = ledger.read("engagement_choices", as_of=TODAY, contract=contract_id, search=None, most=9)
    (engagement_id,) = rows[rows["tier"] == 2]["engagement_id"]
    row = ledger.read("engagement_status", as_of=TODAY, engagement=engagement_id).iloc[0].to_dict()
    decision = ledger.read("engagement_decisions", as_of=TODAY, engagement=engagement_id).iloc[0].to_dict()
    return row | decision


def test_there_are_ten_fields_in_the_order_of_the_paper(contract: str) -> None:
    at = screens.show("paper-decision", engagement=contract)
    asked = [
        field.label
        for kind in ("selectbox", "text_input", "file_uploader")
        for field in at.get(kind)
        if str(field.key).startswith("paper")
    ]
    folded = {"Decision", "Why it is logged later"}
    assert len([label for label in asked if label not in folded]) == 10
    assert {"Subcontractor (required)", "Under whom (required)", "Work subcontracted", "Data class", "Period"} <= set(
        asked
    )
    assert [label for label in asked if label.endswith("(required)")] == [
        "Subcontractor (required)",
        "Under whom (required)",
        "Approval document no. (required)",
        "Decided on (required)",
    ]


def test_a_decision_is_logged_and_what_is_missing_is_shown_and_stays(here: Ledger, contract: str, known: str) -> None:
    at = named(screens.show("paper-decision", engagement=contract), known)
    save(fill(at, confirmed=""))
    row = decided(here, contract)
    assert (row["organisation_id"], row["permission_state"], row["taken"]) == (known, "permitted", "on_paper")
    assert (row["document_number"], row["decided_by"], row["data_class"]) == ("8荒税第77号", "税務課長", "spi")
    assert str(row["valid_until_on"])[:10] == "2027-03-31"
    said = screens.text(at)
    assert "Recorded: 株式会社キャメロ見本" in said
    assert "Permitted without a handling confirmation" in said
    assert "My Number Act" in said
    assert "R01" in rules_hit(here, contract)


def test_a_confirmation_without_its_sheet_is_kept_and_said_not_to_count(
    here: Ledger, contract: str, known: str
) -> None:
    at = named(screens.show("paper-decision", engagement=contract), known)
    save(fill(at))
    row = decided(here, contract)
    kept = here.read("engagement_confirmations", as_of=TODAY, engagement=row["engagement_id"]).iloc[0]
    assert (kept["overall"], str(kept["confirmed_on"])[:10], bool(kept["is_complete"])) == (
        "secured",
        "2026-11-16",
        False,
    )
    assert kept["confirmed_by"] == "見本 花子"
    assert "does not count yet" in screens.text(at)


def test_a_confirmation_with_its_sheet_makes_it_whole(here: Ledger, contract: str, known: str) -> None:
    at = named(screens.show("paper-decision", engagement=contract), known)
    at.file_uploader(key="paper0_sheet").set_value(("確認書.pdf", PDF, "application/pdf"))
    save(fill(at))
    assert decided(here, contract)["confirmation_state"] == "positive"
    assert "R01" not in rules_hit(here, contract)
    assert "The law finds nothing missing." in screens.text(at)
    with here.cursor() as cursor:
        sheet = cursor.execute("select sheet from handling_confirmation").fetchone()
    assert "確認書.pdf" in str(sheet)
    assert f"'size': {len(PDF)}" in str(sheet)
    assert b"".join(here.content(sheet[0]["sha256"])) == PDF


def test_nobody_is_made_up_who_confirmed(here: Ledger, contract: str, known: str) -> None:
    at = named(screens.show("paper-decision", engagement=contract), known)
    at.file_uploader(key="paper0_sheet").set_value(("確認書.pdf", PDF, "application/pdf"))
    save(fill(at, confirmed="R8.11.16"))
    row = decided(here, contract)
    kept = here.read("engagement_confirmations", as_of=TODAY, engagement=row["engagement_id"]).iloc[0]
    assert (kept["confirmed_by"], bool(kept["is_complete"])) == (None, False)
    assert "Who confirmed is not named." in screens.text(at)
    assert "R01" in rules_hit(here, contract)


def test_a_renewal_is_logged_on_the_subcontract_that_is_on_file(
    here: Ledger, office: Office, contract: str, known: str
) -> None:
    second = office.subcontract(contract, organisation_id=known, starts_on="2025-04-01", ends_on="2026-11-30")
    request = office.request(second)
    at = named(screens.show("paper-decision", engagement=contract), known)
    assert at.selectbox(key="paper0_subcontract").value == second
    assert "paper0_data_class" not in {field.key for field in at.selectbox}
    save(fill(at))
    row = decided(here, contract)
    assert row["engagement_id"] == second
    decision, _revision = here.get("permission_decision", row["decision_id"])
    facts = decision.model_dump()
    assert (facts["request_id"], str(facts["valid_from_on"])) == (request, "2026-12-01")
    tier, revision = here.get("subcontract", second)
    assert (str(tier.model_dump()["ends_on"]), revision) == ("2027-03-31", 2)
    assert "Recorded: 株式会社キャメロ見本" in screens.text(at)


def test_a_request_answered_meanwhile_is_not_answered_twice(
    here: Ledger, office: Office, contract: str, known: str
) -> None:
    second = office.subcontract(contract, organisation_id=known, starts_on="2025-04-01", ends_on="2026-11-30")
    office.request(second)
    mine = named(screens.show("paper-decision", engagement=contract), known)
    theirs = named(screens.show("paper-decision", engagement=contract), known)
    save(fill(theirs))
    before = here.head()
    save(fill(mine))
    assert "Permitted. Read that decision first" in screens.as_read(mine.error[0].value)
    assert here.head() == before


def test_a_refusal_does_not_prolong_the_work(here: Ledger, office: Office, contract: str, known: str) -> None:
    second = office.subcontract(contract, organisation_id=known, starts_on="2026-04-01", ends_on="2026-11-30")
    at = named(screens.show("paper-decision", engagement=contract), known)
    at.selectbox(key="paper0_outcome").select("Refused")
    save(fill(at))
    tier, revision = here.get("subcontract", second)
    assert (str(tier.model_dump()["ends_on"]), revision) == ("2026-11-30", 1)
    assert decided(here, contract)["outcome"] == "refused"


def test_the_same_organisation_can_be_given_further_work(
    here: Ledger, office: Office, contract: str, known: str
) -> None:
    second = office.subcontract(contract, organisation_id=known)
    at = named(screens.show("paper-decision", engagement=contract), known)
    at.selectbox(key="paper0_subcontract").select("Another one, not on file yet")
    save(fill(at))
    rows = here.read("engagement_choices", as_of=TODAY, contract=contract, search=None, most=9)
    assert len(rows) == 3
    assert here.read("engagement_decisions", as_of=TODAY, engagement=second).empty


def test_the_form_is_ready_for_the_next_one_under_the_same_contract(here: Ledger, contract: str, known: str) -> None:
    at = named(screens.show("paper-decision"), known)
    label = next(option for option in at.selectbox(key="paper0_under").options if "契約-1" in option)
    at.selectbox(key="paper0_under").select(label)
    save(fill(at))
    assert at.text_input(key="paper1_work").value == ""
    assert at.selectbox(key="paper1_under").value == contract


def test_a_name_written_otherwise_is_the_same_organisation(here: Ledger, contract: str, known: str) -> None:
    at = named(screens.show("paper-decision", engagement=contract), "㈱キヤメロ見本")
    assert "On file: 株式会社キャメロ見本" in screens.text(at)
    save(fill(at))
    assert decided(here, contract)["organisation_id"] == known


def test_a_part_of_a_name_means_the_one_that_has_it(here: Ledger, contract: str, known: str) -> None:
    at = named(screens.show("paper-decision", engagement=contract), "メロ見")
    assert "On file: 株式会社キャメロ見本" in screens.text(at)
    save(fill(at))
    assert decided(here, contract)["organisation_id"] == known


def test_a_part_that_several_have_is_no_choice(here: Ledger, office: Office, contract: str, known: str) -> None:
    office.organisation(name="見本運輸株式会社")
    at = named(screens.show("paper-decision", engagement=contract), "見本")
    assert "Several are meant" in screens.text(at)
    before = here.head()
    save(fill(at))
    assert here.head() == before


def test_a_new_organisation_is_told_and_recorded_with_its_number(here: Ledger, contract: str) -> None:
    number = corporate_number("999999000888")
    at = named(screens.show("paper-decision", engagement=contract), f"株式会社新規印刷 {number}")
    assert "New: 株式会社新規印刷" in screens.text(at)
    save(fill(at))
    row = decided(here, contract)
    assert (row["organisation"], row["corporate_number"]) == ("株式会社新規印刷", number)


def test_a_number_that_is_not_on_file_asks_for_its_name(here: Ledger, contract: str) -> None:
    at = named(screens.show("paper-decision", engagement=contract), corporate_number("999999000888"))
    assert "type its name before the number" in screens.text(at)
    before = here.head()
    save(fill(at))
    assert "Subcontractor" in screens.as_read(at.error[0].value)
    assert here.head() == before


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"decided_on": ""}, "Decided on: needed"),
        ({"decided_on": "8.11.17"}, "Decided on: “8.11.17” is not written as a date"),
        ({"period": "R9.3.31～R8.12.1"}, "Period: “R9.3.31～R8.12.1” ends before it starts"),
        ({"document_number": ""}, "R06"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_typed_is_lost(
    here: Ledger, contract: str, known: str, typed: dict[str, str], says: str
) -> None:
    at = named(screens.show("paper-decision", engagement=contract), known)
    before = here.head()
    save(fill(at, **typed))
    assert says in screens.as_read(at.error[0].value)
    assert at.text_input(key="paper0_work").value == TYPED["work"]
    assert here.head() == before


def test_all_that_is_missing_is_named_at_once(here: Ledger) -> None:
    at = screens.show("paper-decision")
    before = here.head()
    save(fill(at, decided_on="", document_number=" ", confirmed="R8.13.1"))
    said = screens.as_read(at.error[0].value)
    for label in ("Subcontractor: needed", "Under whom: needed", "Decided on: needed", "Approval document no.: needed"):
        assert label in said
    assert "Secure handling confirmed: “R8.13.1”" in said
    assert here.head() == before


def test_the_reason_for_logging_later_is_there_unless_changed(here: Ledger, contract: str, known: str) -> None:
    at = named(screens.show("paper-decision", engagement=contract), known)
    save(fill(at))
    decision, _revision = here.get("permission_decision", decided(here, contract)["decision_id"])
    assert decision.model_dump()["late_reason"] == "Copied later from the paper decision"


def test_nothing_is_recorded_in_the_past(contract: str) -> None:
    at = screens.show("paper-decision", as_of="2026-11-10", engagement=contract)
    assert at.button(key="FormSubmitter:paper0_form-Record this decision").disabled
    assert "Nothing is recorded while the screen shows the past" in screens.text(at)


@pytest.mark.parametrize(
    ("typed", "overall", "confirmer"),
    [
        ("R8.3.20", Overall.SECURED, None),
        ("2026-03-20", Overall.SECURED, None),
        ("2026-03-20 税務係長", Overall.SECURED, "税務係長"),
        ("令和8年 3月20日　見本 花子", Overall.SECURED, "見本 花子"),
        ("R8.3.20 条件付", Overall.CONDITIONAL, None),
        ("R8.3.20 条件付、見本 花子", Overall.CONDITIONAL, "見本 花子"),
        ("R8.3.20 見本 花子（条件付き）", Overall.CONDITIONAL, "見本 花子"),
        ("令和8年3月20日（条件付き）", Overall.CONDITIONAL, None),
        ("R8.3.20　不適", Overall.NOT_SECURED, None),
        ("R8.3.20不適 税務係長", Overall.NOT_SECURED, "税務係長"),
        ("2026-03-20 Not secured", Overall.NOT_SECURED, None),
    ],
)
def test_day_result_and_confirmer_are_read_from_one_field(typed: str, overall: Overall, confirmer: str | None) -> None:
    day, found, who = read_confirmation(typed)
    assert (day.isoformat(), found, who) == ("2026-03-20", overall, confirmer)


def test_a_confirmation_without_a_day_is_no_confirmation() -> None:
    with pytest.raises(UnreadableDate):
        read_confirmation("不適")


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("R8.4.1～R9.3.31", ("2026-04-01", "2027-03-31")),
        ("R8.4.1~R9.3.31", ("2026-04-01", "2027-03-31")),
        ("令和8年4月1日から令和9年3月31日まで", ("2026-04-01", "2027-03-31")),
        ("2026-04-01 - 2027-03-31", ("2026-04-01", "2027-03-31")),
        ("R8.4.1 R9.3.31", ("2026-04-01", "2027-03-31")),
        ("Ｒ８．４．１　～　Ｒ９．３．３１", ("2026-04-01", "2027-03-31")),
        ("R8.4.1", ("2026-04-01", "None")),
        ("R8.4.1～", ("2026-04-01", "None")),
        ("～R9.3.31", ("None", "2027-03-31")),
        ("", ("None", "None")),
    ],
)
def test_a_period_is_read_from_one_field(typed: str, span: tuple[str, str]) -> None:
    assert tuple(map(str, parse_period(typed))) == span
