"""The incidents on the screen: opened from what was discovered, reported, settled, with clocks and nine items."""

from datetime import date

import pytest

from kantoku import wording
from kantoku.ledger import Ledger
from tests.office import NINE_ITEMS, TODAY, Office
from tests.ui import screens

EARLY = [{"section": "税務課", "known_on": "2026-11-02", "known_time": "9:30"}]


@pytest.fixture
def contract(office: Office) -> str:
    return office.contract(number="甲-1")


@pytest.fixture
def found(office: Office, contract: str) -> str:
    """Work that nobody permitted, discovered yesterday."""
    return office.subcontract(
        contract,
        organisation_id=office.organisation(name="株式会社無断"),
        starts_on="2026-05-01",
        origin="discovered",
        discovered_on="2026-11-19",
    )


def state(ledger: Ledger, incident: str) -> object:
    return ledger.get("incident", incident)[0].model_dump()["state"]


def opened(ledger: Ledger) -> dict[str, object]:
    rows = ledger.read("incidents_list", as_of=TODAY, contract=None, engagement=None, search=None, incident=None)
    return dict(ledger.get("incident", rows.iloc[0]["incident_id"])[0].model_dump(mode="json"))


def test_an_unpermitted_subcontract_becomes_an_incident_that_says_what_is_known(here: Ledger, found: str) -> None:
    at = screens.show("incidents", engagement=found, act="new")
    assert at.text_input(key=f"incident_{found}_new_title").value == "Unpermitted subcontract: 株式会社無断"
    screens.click(at, f"incident_{found}_submit")
    kept = opened(here)
    assert (kept["incident_kind"], kept["engagement_id"], kept["occurred_on"]) == ("unpermitted", found, "2026-05-01")
    assert kept["knowledge"] == [{"section": "税務課", "known_on": "2026-11-19", "known_time": None}]
    assert len(kept["streams"]) == 7  # type: ignore[arg-type]
    assert "The incident is open." in screens.text(at)


def test_the_hit_names_the_incident_that_is_on_record(office: Office, contract: str, found: str) -> None:
    before = screens.show("contracts", contract=contract, tab="rules")
    assert "Open an incident" in _links(before, about=found)
    office.incident(found, incident_kind="unpermitted", number="8事-01")
    after = screens.show("contracts", contract=contract, tab="rules")
    assert "Incident on record: 8事-01" in _links(after)
    assert "Open an incident" not in _links(after, about=found)


def _links(at: screens.AppTest, *, about: str = "") -> list[str]:
    links = [link.proto for link in at.get("page_link")]
    return [screens.as_read(link.label) for link in links if about in link.query_string]


def test_the_page_shows_the_clocks_and_what_is_missing(office: Office, contract: str) -> None:
    incident = office.incident(
        contract, knowledge=EARLY, contractor_knew_on="2026-11-01", outline="原票が見当たらない。"
    )
    said = screens.text(screens.show("incidents", incident=incident))
    assert "2026-11-07" in said  # the first report, in five days
    assert "2026-12-01" in said  # the final one
    assert "past its date" in said
    assert "原票が見当たらない。" in said
    assert said.count("△ missing") == 8


def test_the_list_begins_with_what_is_due_first(office: Office, contract: str) -> None:
    office.incident(contract, title="後の期限")
    office.incident(contract, title="報告済", knowledge=EARLY, finally_reported_on="2026-11-05")
    office.incident(contract, title="先の期限", knowledge=EARLY)
    at = screens.show("incidents")
    assert list(at.dataframe[0].value["Incident in brief"]) == ["先の期限", "後の期限", "報告済"]


def test_the_reports_are_recorded_step_by_step_and_the_incident_is_settled(
    here: Ledger, office: Office, contract: str
) -> None:
    incident = office.incident(contract, knowledge=EARLY)
    at = screens.show("incidents", incident=incident)
    at.text_input(key=f"incident_steps_{incident}0_first_reported_on_first_reported_on").input("2026-11-06")
    screens.click(at, f"incident_steps_{incident}0_first_reported_on_submit")
    assert state(here, incident) == "first_reported"
    assert "R22" not in office.hits(contract)
    at = screens.show("incidents", incident=incident)
    at = screens.click(at, f"incident_steps_{incident}0_finally_reported_on_submit")
    assert "4 Cause (tab “Further items of the report”): needed" in screens.as_read(at.error[0].value)
    office.revise("incident", incident, **NINE_ITEMS)
    at = screens.show("incidents", incident=incident)
    screens.click(at, f"incident_steps_{incident}0_finally_reported_on_submit")
    assert state(here, incident) == "finally_reported"
    at = screens.show("incidents", incident=incident)
    at = screens.click(at, f"incident_steps_{incident}0_close_submit")
    assert "Settled by" in screens.as_read(at.error[0].value)
    at.text_input(key=f"incident_steps_{incident}0_close_closed_by").input("税務課長")
    at.text_area(key=f"incident_steps_{incident}0_close_closed_how").input("再発防止策を確認した。")
    screens.click(at, f"incident_steps_{incident}0_close_submit")
    assert state(here, incident) == "closed"
    at = screens.show("incidents", incident=incident)
    at.text_input(key=f"incident_steps_{incident}0_reopen_reason").input("新たな申出")
    screens.click(at, f"incident_steps_{incident}0_reopen_submit")
    assert state(here, incident) == "open"


@pytest.mark.parametrize(("language", "tab"), [("en", "What happened"), ("ja", "事案の内容")])
def test_what_the_final_report_lacks_leads_to_its_tab(office: Office, contract: str, language: str, tab: str) -> None:
    incident = office.incident(contract, **(NINE_ITEMS | {"knowledge": EARLY, "outline": None}))
    at = screens.show("incidents", language=language, incident=incident)
    ways = [button for button in at.button if str(button.key).startswith("fill_in_")]
    assert [button.key for button in ways] == ["fill_in_happened"]
    assert tab in ways[0].label
    wording.use(language)  # the harness reads the choices in the language of the test
    at = screens.click(at, "fill_in_happened")
    assert at.text_area(key=f"incident_edit_{incident}_0_outline").value == ""
    assert at.query_params["part"] in ("happened", ["happened"])
    office.revise("incident", incident, outline=NINE_ITEMS["outline"])
    at = screens.show("incidents", language=language, incident=incident)
    assert not [button for button in at.button if str(button.key).startswith("fill_in_")]


def test_an_incident_is_settled_with_work_left_open_only_for_a_reason(
    here: Ledger, office: Office, contract: str
) -> None:
    streams = [
        {"stream": "public"},
        {"stream": "impact", "state": "under_way"},
        {"stream": "contractor", "state": "done"},
        {"stream": "authorities", "state": "not_needed"},
    ]
    incident = office.incident(contract, reportable_kinds=["none"], no_report_reason="なし", persons=0, streams=streams)
    at = screens.show("incidents", incident=incident)
    said = screens.text(at)
    left = "Information of residents and the press (To be done), Effect on the work, and its resumption (Being seen to)"
    assert left in said
    key = f"incident_steps_{incident}0_close"
    at.text_input(key=f"{key}_closed_by").input("税務課長")
    at.text_area(key=f"{key}_closed_how").input("再発防止策を確認した。")
    at = screens.click(at, f"{key}_submit")
    assert "Why it is settled with work left open: needed" in screens.as_read(at.error[0].value)
    assert state(here, incident) == "open"
    at.text_input(key=f"{key}_why").input("広報は総務課が引き継いだ。")
    screens.click(at, f"{key}_submit")
    assert state(here, incident) == "closed"
    assert here.states("incident", incident)[-1]["reason"] == "広報は総務課が引き継いだ。"


def test_one_step_after_the_other_on_the_same_screen(here: Ledger, office: Office, contract: str) -> None:
    incident = office.incident(contract, **(NINE_ITEMS | {"knowledge": EARLY}))
    at = screens.show("incidents", incident=incident)
    at.text_input(key=f"incident_steps_{incident}0_first_reported_on_receipt_number").input("速-12")
    at = screens.click(at, f"incident_steps_{incident}0_first_reported_on_submit")
    at = screens.click(at, f"incident_steps_{incident}1_finally_reported_on_submit")
    assert state(here, incident) == "finally_reported"
    assert here.get("incident", incident)[0].model_dump()["receipt_number"] == "速-12"


def test_a_finding_comes_of_it(here: Ledger, office: Office, contract: str) -> None:
    incident = office.incident(contract)
    at = screens.show("incidents", incident=incident)
    at.text_area(key=f"incident_finding_{incident}0_content").input("授受簿がない。")
    at.text_input(key=f"incident_finding_{incident}0_due_on").input("2026-12-20")
    screens.click(at, f"incident_finding_{incident}0_submit")
    row = here.read("incident_findings", as_of=TODAY, incident=incident).iloc[0]
    finding = here.get("finding", row["finding_id"])[0].model_dump()
    assert (finding["incident_id"], finding["source"], finding["contract_id"]) == (incident, "incident", contract)


def test_what_becomes_known_later_is_filled_in(here: Ledger, office: Office, contract: str) -> None:
    incident = office.incident(contract, reportable_kinds=None, persons=None)
    at = screens.show("incidents", incident=incident, act="correct")
    at.text_input(key=f"incident_edit_{incident}_0_persons").input("1,240")
    at.text_input(key=f"incident_edit_{incident}_reason").input("調査の結果")
    screens.click(at, f"incident_edit_{incident}_submit")
    kept = here.get("incident", incident)[0].model_dump()
    assert kept["persons"] == 1240
    assert "R24" not in office.hits(contract)


def test_before_the_office_knew_there_is_nothing_to_see(office: Office, contract: str) -> None:
    incident = office.incident(contract, knowledge=EARLY)
    at = screens.show("incidents", incident=incident, as_of=str(date(2026, 11, 1)))
    assert "did not know of this incident yet" in screens.text(at)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_view_opens(here: Ledger, office: Office, contract: str, language: str) -> None:
    screens.show("incidents", language=language)
    screens.show("incidents", language=language, act="new")
    incident = office.incident(contract)
    screens.show("incidents", language=language, incident=incident)
    screens.show("contracts", language=language, contract=contract, tab="incidents")


@pytest.mark.parametrize(
    ("language", "reason", "button"),
    [
        ("en", "Reason of the addition or correction", "Record the addition or correction"),
        ("ja", "追記・訂正の理由", "追記・訂正を記録する"),
    ],
)
def test_adding_to_a_record_is_not_called_a_correction_alone(
    office: Office, contract: str, language: str, reason: str, button: str
) -> None:
    incident = office.incident(contract)
    at = screens.show("incidents", language=language, incident=incident, act="correct")
    assert reason in at.text_input(key=f"incident_edit_{incident}_reason").label
    assert at.button(key=f"incident_edit_{incident}_submit").label == button
