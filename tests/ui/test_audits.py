"""The audits screen: visits planned, audits recorded in short and in nine sections, findings followed to a close."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kantoku.dates import add_months, show_date
from kantoku.ledger import Ledger
from kantoku.records.audit import AuditKind, AuditMethod
from tests.office import Office
from tests.ui import screens
from ui import audit_list, list_export


@pytest.fixture
def contract(office: Office) -> str:
    """A contract on Specific Personal Information that began a year and a half ago and was never audited."""
    today = office.ledger.today()
    return office.contract(starts_on=add_months(today, -18), ends_on=add_months(today, 18))


def screen(**address: str) -> AppTest:
    return screens.show("audits", **address)


def param(at: AppTest, name: str) -> str:
    """What the address says: a text where the page set it, a list where the test did."""
    value = at.query_params[name]
    return value if isinstance(value, str) else value[0]


def texts(at: AppTest) -> str:
    return "\n".join([screens.text(at), *(str(each.value) for each in at.text)])


def pick(monkeypatch: pytest.MonkeyPatch, rows: list[int]) -> None:
    monkeypatch.setattr("ui.tables.picked", lambda _event: rows)


def latest(ledger: Ledger, report: str, **values: Any) -> dict[str, Any]:
    filters = {"audit": None, "engagement": None, "course": None, "year": None, "section": None, "search": None}
    rows = ledger.read(report, as_of=ledger.today(), **filters, row_limit=10, **values)
    return rows.iloc[0].to_dict() if len(rows) else {}


def test_one_visit_is_planned_for_the_engagements_picked(
    here: Ledger, office: Office, contract: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = here.today()
    below = office.subcontract(contract, starts_on=add_months(today, -14), ends_on=add_months(today, 12))
    pick(monkeypatch, [0, 1])
    at = screen()
    at.text_input(key="plan_planned_on").input(show_date(today, "ja")).run()
    at.button(key="plan_submit").click().run()
    screens.sound(at)
    assert "One visit for 2 engagements is planned." in texts(at)
    audit, _revision = here.get("audit", latest(here, "audits_list")["audit_id"])
    assert audit.planned_on == today
    assert {subject.engagement_id for subject in audit.subjects} == {contract, below}


def test_a_plan_without_a_day_is_told_and_nothing_is_recorded(
    here: Ledger, contract: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pick(monkeypatch, [0])
    at = screen()
    at.text_input(key="plan_title").input("合同検査").run()
    at.button(key="plan_submit").click().run()
    assert "Planned for" in screens.as_read(at.error[0].value)
    assert at.text_input(key="plan_title").value == "合同検査"
    assert not latest(here, "audits_list")


def fill_short(at: AppTest, key: str, day: str, **more: str) -> None:
    typed = {"audited_on": day, "auditors_line": "監査課／監査 太郎、監査 花子", "reported_to": "総括責任者"} | more
    for name, value in typed.items():
        at.text_input(key=f"{key}_{name}").input(value)
    at.text_area(key=f"{key}_opinion").input("おおむね適正")
    at.run()


def test_an_inspection_of_one_engagement_is_recorded_in_short(here: Ledger, contract: str) -> None:
    at = screen(engagement=contract)
    fill_short(at, f"audit_{contract}", show_date(here.today(), "ja"), reported_on=here.today().isoformat())
    at.button(key=f"audit_{contract}_submit").click().run()
    screens.sound(at)
    row = latest(here, "audits_list")
    assert row["course"] == "closed"
    audit, _revision = here.get("audit", row["audit_id"])
    assert audit.audited_on == here.today()
    assert audit.audit_kind == "inspection"
    assert [(each.organisation, each.name) for each in audit.auditors] == [("監査課", "監査 太郎"), (None, "監査 花子")]
    assert param(at, "audit") == row["audit_id"]
    assert "The audit is recorded." in texts(at)


def test_what_was_typed_outlasts_the_change_to_the_long_form_and_back(here: Ledger, contract: str) -> None:
    at = screen(engagement=contract)
    at.text_input(key=f"audit_{contract}_auditors_line").input("監査課／監査 太郎").run()
    at.text_area(key=f"audit_{contract}_opinion").input("おおむね適正").run()
    layout = next(each for each in at.segmented_control if each.label == "Form")
    layout.set_value("full").run()
    at.text_area(key=f"audit_{contract}_purpose").input("安全管理の確認").run()
    for form in ("short", "full"):
        next(each for each in at.segmented_control if each.label == "Form").set_value(form).run()
        assert at.text_input(key=f"audit_{contract}_auditors_line").value == "監査課／監査 太郎"
        assert at.text_area(key=f"audit_{contract}_opinion").value == "おおむね適正"
    assert at.text_area(key=f"audit_{contract}_purpose").value == "安全管理の確認"


def test_a_remote_audit_asks_for_its_reason_and_keeps_what_was_typed(here: Ledger, contract: str) -> None:
    key = f"audit_{contract}"
    at = screen(engagement=contract)
    at.multiselect(key=f"{key}_methods").set_value([AuditMethod.REMOTE]).run()
    fill_short(at, key, here.today().isoformat())
    at.button(key=f"{key}_submit").click().run()
    assert "Why remotely" in screens.as_read(at.error[0].value)
    assert at.text_area(key=f"{key}_opinion").value == "おおむね適正"
    at.text_area(key=f"{key}_remote_reason").input("離島のため").run()
    at.button(key=f"{key}_submit").click().run()
    assert not at.error
    assert latest(here, "audits_list")["audited_on"].date() == here.today()


def test_a_date_that_cannot_be_read_is_told(here: Ledger, contract: str) -> None:
    at = screen(engagement=contract)
    fill_short(at, f"audit_{contract}", "先週")
    at.button(key=f"audit_{contract}_submit").click().run()
    assert "Audited on" in screens.as_read(at.error[0].value)
    assert not latest(here, "audits_list")


def test_points_to_improve_become_findings_of_the_same_act(here: Ledger, contract: str) -> None:
    key = f"audit_{contract}"
    at = screen(engagement=contract)
    at.session_state[f"{key}_findings"] = {
        "edited_rows": {},
        "deleted_rows": [],
        "added_rows": [
            {"content": "入退室の記録がない。", "owner": "業務責任者", "due_on": "R9.1.31", "severity": "High"},
            {"content": "台帳の様式が統一されていない。", "finding_class": "Point to note"},
        ],
    }
    fill_short(at, key, here.today().isoformat())
    at.button(key=f"{key}_submit").click().run()
    screens.sound(at)
    rows = here.read(
        "findings_list", as_of=here.today(), audit=param(at, "audit"), engagement=contract, course=None,
        section=None, search=None, row_limit=10,
    )  # fmt: skip
    assert list(rows["finding_class"]) == ["improvement", "observation"]
    assert rows["due_on"].iloc[0].date().isoformat() == "2027-01-31"
    assert list(rows["severity"].fillna("")) == ["high", ""]
    assert at.dataframe[0].value["Content"].tolist() == rows["content"].tolist()


def test_a_finding_with_a_day_that_is_none_takes_the_audit_with_it(here: Ledger, contract: str) -> None:
    key = f"audit_{contract}"
    at = screen(engagement=contract)
    rows = [{"content": "可", "due_on": "年度末"}]
    at.session_state[f"{key}_findings"] = {"edited_rows": {}, "deleted_rows": [], "added_rows": rows}
    fill_short(at, key, here.today().isoformat())
    before = here.head()
    at.button(key=f"{key}_submit").click().run()
    assert "Finding 1: due on" in screens.as_read(at.error[0].value)
    assert here.head() == before


@pytest.fixture
def full(here: Ledger, office: Office, contract: str) -> str:
    """An audit in all nine sections."""
    return office.audit(
        contract,
        audited_on=here.today(),
        title="令和の監査",
        purpose="管理状況の確認",
        theme="再委託先の監督",
        methods=["review", "remote"],
        remote_reason="遠隔地のため",
        schedule=[{"held_on": here.today(), "step": "実地監査"}],
        auditors=[{"organisation": "監査事務所", "name": "監査 太郎"}],
        is_independent=True,
        items=[{"code": "04", "material": "契約書", "result": "partly", "note": "*注*"}],
        items_version="2017-01-26",
        standards=["取扱基準"],
        referred_standards=["監査ガイドライン"],
        opinion="おおむね適正",
        commendations=["台帳が整備されていた"],
    )


def test_an_audit_reads_in_the_nine_sections_of_the_report(office: Office, contract: str, full: str) -> None:
    finding = office.finding(contract, audit_id=full, content="入退室の記録がない。")
    at = screen(audit=full)
    headings = [each.value for each in at.markdown if each.value.startswith("### ")]
    assert [heading.split()[1] for heading in headings] == [str(nth) for nth in range(1, 10)]
    shown = texts(at)
    for part in (
        "管理状況の確認",
        "再委託先の監督",
        "遠隔地のため",
        "監査事務所 監査 太郎",
        "取扱基準",
        "台帳が整備されていた",
    ):
        assert part in shown
    items = next(each.value for each in at.table if "Item" in each.value)
    assert items["Item"].tolist() == [r"\(4\) Outsourcing"]
    assert items["Note"].tolist() == [r"\*注\*"]
    assert at.dataframe[0].value["Content"].tolist() == ["入退室の記録がない。"]
    assert finding


def test_a_planned_audit_is_recorded_in_nine_sections_with_its_items(
    here: Ledger, office: Office, contract: str
) -> None:
    planned = office.audit(
        contract, audited_on=None, planned_on=here.today(), methods=None, result=None, fiscal_year=2026
    )
    key = f"audit_{planned}"
    at = screen(audit=planned, act="record", form="full")
    at.session_state[f"{key}_items"] = {
        "edited_rows": {"3": {"material": "契約書", "result": "Proper"}, "7": {"note": "年1回"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    at.text_input(key=f"{key}_audited_on").input(here.today().isoformat())
    at.text_area(key=f"{key}_purpose").input("監督の実効性の確認")
    at.multiselect(key=f"{key}_methods").set_value([AuditMethod.ON_SITE, AuditMethod.INTERVIEW])
    at.run()
    at.button(key=f"{key}_submit").click().run()
    screens.sound(at)
    audit, revision = here.get("audit", planned)
    assert revision == 2
    assert audit.planned_on == audit.audited_on == here.today()
    assert [(item.code, item.result) for item in audit.items] == [("04", "fit"), ("08", None)]
    assert audit.purpose == "監督の実効性の確認"
    assert [state["action"] for state in here.states("audit", planned)] == ["audit.recorded", "audit.recorded"]


def test_the_short_form_leaves_what_it_does_not_show(here: Ledger, full: str) -> None:
    at = screen(audit=full, act="record", form="short")
    at.text_area(key=f"audit_{full}_opinion").input("適正")
    at.text_input(key=f"audit_{full}_reason").input("総評の訂正").run()
    at.button(key=f"audit_{full}_submit").click().run()
    screens.sound(at)
    audit, revision = here.get("audit", full)
    assert revision == 2
    assert (audit.opinion, audit.purpose, audit.items[0].material) == ("適正", "管理状況の確認", "契約書")
    assert here.states("audit", full)[-1]["reason"] == "総評の訂正"


def test_a_correction_without_its_reason_is_not_recorded(here: Ledger, full: str) -> None:
    at = screen(audit=full, act="record", form="short")
    at.text_area(key=f"audit_{full}_opinion").input("適正").run()
    at.button(key=f"audit_{full}_submit").click().run()
    assert "Reason of the addition or correction: needed" in screens.as_read(at.error[0].value)
    assert here.get("audit", full)[1] == 1


def test_a_form_that_was_overtaken_says_by_whom(here: Ledger, office: Office, full: str) -> None:
    at = screen(audit=full, act="record", form="short")
    office.revise("audit", full, theme="別のテーマ")
    at.text_input(key=f"audit_{full}_reason").input("総評の訂正").run()
    at.button(key=f"audit_{full}_submit").click().run()
    assert "契約 花子" in screens.as_read(at.error[0].value)
    assert here.get("audit", full)[1] == 2


def test_an_audit_of_sections_and_systems_needs_no_contract(here: Ledger, contract: str) -> None:
    at = screen(act="new", form="full")
    at.session_state["audit_new_systems"] = {
        "edited_rows": {},
        "deleted_rows": [],
        "added_rows": [{"section": "税務課", "system": "税務システム"}],
    }
    at.text_input(key="audit_new_audited_on").input(here.today().isoformat())
    at.selectbox(key="audit_new_audit_kind").set_value(AuditKind.INTERNAL)
    at.run()
    at.button(key="audit_new_submit").click().run()
    screens.sound(at)
    row = latest(here, "audits_list")
    assert (row["names"], row["systems"], row["audit_kind"]) == ("税務課", "税務システム", "internal")


def test_the_list_narrows_by_state_and_opens_what_is_picked(
    office: Office, contract: str, full: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.audit(contract, number="計画-1", audited_on=None, planned_on="2099-01-01", methods=None, result=None)
    at = screen(view="list")
    assert len(at.dataframe[0].value) == 2
    at.selectbox(key="address_state").set_value("planned").run()
    assert at.dataframe[0].value["Audit no."].tolist() == ["計画-1"]
    assert param(at, "state") == "planned"
    at.selectbox(key="address_state").set_value("").run()
    pick(monkeypatch, [1])
    at.run()
    assert param(at, "audit") == full
    assert at.header[0].value == "令和の監査"


@pytest.fixture
def finding(office: Office, contract: str) -> str:
    return office.finding(
        contract, content="入退室の記録がない。", owner="業務 責任者", found_on="2026-06-01", due_on="2026-07-01"
    )


def test_findings_show_the_open_and_overdue_first(office: Office, contract: str, finding: str) -> None:
    office.finding(contract, content="期限前の指摘", due_on="2099-01-01")
    office.finding(contract, content="完了した指摘", state="verified", found_on="2026-09-01", verified_on="2026-10-01")
    at = screen(view="findings")
    assert at.dataframe[0].value["Content"].tolist() == ["入退室の記録がない。", "期限前の指摘"]
    at.selectbox(key="address_course").set_value("closed").run()
    assert at.dataframe[0].value["Content"].tolist() == ["完了した指摘"]


def test_a_finding_is_recorded_without_an_audit(here: Ledger, office: Office, contract: str) -> None:
    below = office.subcontract(contract)
    at = screen(view="findings")
    at = screens.sound(next(b for b in at.button if b.label == "Record a finding without an audit").click().run())
    assert "Audit" not in at.selectbox(key="finding_new__source").options
    at.text_area(key="finding_new__content").input("作業場所の変更が届いていない。").run()
    screens.click(at, "finding_new__submit")
    assert "Whom it concerns" in at.error[0].value
    at = screen(act="finding", engagement=below)
    key = f"finding_new_{below}"
    assert at.selectbox(key=f"{key}_whom").value == below
    at.text_area(key=f"{key}_content").input("作業場所の変更が届いていない。")
    at.text_input(key=f"{key}_due_on").input("R8.12.20")
    at.selectbox(key=f"{key}_source").select("tip").run()
    screens.click(at, f"{key}_submit")
    assert "The finding is recorded." in texts(at)
    found, _revision = here.get("finding", param(at, "finding"))
    assert (found.engagement_id, found.contract_id, found.audit_id) == (below, contract, None)
    assert (found.source, str(found.due_on), found.found_on) == ("tip", "2026-12-20", here.today())
    assert "作業場所の変更が届いていない。" in screens.text(screen(view="findings"))


# A finding that recurs


@pytest.fixture
def earlier(office: Office, contract: str) -> str:
    """A finding of last year on the same organisation, in another contract."""
    organisation = office.ledger.get("contract", contract)[0].model_dump()["organisation_id"]
    other = office.contract(organisation_id=organisation)
    office.finding(office.contract(), content="別の会社の指摘", found_on="2026-10-01")
    return office.finding(other, content="入退室の記録が\n保存されていない。", found_on="2026-06-01")


def test_a_finding_names_the_earlier_one_that_recurs(here: Ledger, contract: str, earlier: str) -> None:
    key = f"finding_new_{contract}"
    at = screen(act="finding", engagement=contract)
    field = at.selectbox(key=f"{key}_recurs_{contract}")
    (line,) = field.options[1:-1]
    assert line.startswith("2026-06-01 株式会社")
    assert line.endswith(" 入退室の記録が 保存されていない。")
    at.text_area(key=f"{key}_content").input("入退室の記録がまた保存されていない。")
    field.select(line)
    screens.click(at, f"{key}_submit")
    found, _revision = here.get("finding", param(at, "finding"))
    assert (found.is_recurrence, found.recurs_id) == (True, earlier)
    assert "To the finding that recurs here" in [button.label for button in screen(finding=param(at, "finding")).button]


def test_a_finding_recurs_of_one_that_is_not_on_file(here: Ledger, contract: str) -> None:
    key = f"finding_new_{contract}"
    at = screen(act="finding", engagement=contract)
    at.text_area(key=f"{key}_content").input("入退室の記録が保存されていない。")
    at.selectbox(key=f"{key}_recurs_{contract}").select("Yes, the earlier finding is not on file")
    screens.click(at, f"{key}_submit")
    found, _revision = here.get("finding", param(at, "finding"))
    assert (found.is_recurrence, found.recurs_id) == (True, None)


def test_a_finding_of_an_audit_names_the_earlier_one(here: Ledger, contract: str, earlier: str) -> None:
    key = f"audit_{contract}"
    at = screen(engagement=contract)
    organisation = here.get("organisation", here.get("contract", contract)[0].organisation_id)[0].name
    rows = [
        {"content": "また記録がない。", "recurs": f"2026-06-01 {organisation} 入退室の記録が 保存されていない。"},
        {"content": "初めての指摘。"},
    ]
    at.session_state[f"{key}_findings"] = {"edited_rows": {}, "deleted_rows": [], "added_rows": rows}
    fill_short(at, key, here.today().isoformat())
    screens.click(at, f"{key}_submit")
    with here.cursor() as cursor:
        found = cursor.execute(
            "select content, is_recurrence, recurs_id from finding where audit_id is not null order by content desc"
        ).fetchall()
    assert sorted(found) == [("また記録がない。", True, earlier), ("初めての指摘。", None, None)]


def test_a_correction_says_that_it_recurs_and_an_untouched_field_says_nothing(
    here: Ledger, office: Office, contract: str, earlier: str
) -> None:
    same_item = office.finding(office.contract(), item_code="A-1", content="別の会社の同じ項目", found_on="2026-05-01")
    finding = office.finding(contract, item_code="A-1", is_recurrence=False)
    key = f"finding_{finding}_amend"
    at = screen(finding=finding)
    field = at.selectbox(key=f"{key}_recurs_{contract}")
    assert [line[:10] for line in field.options[1:-1]] == ["2026-06-01", "2026-05-01"]
    at.text_input(key=f"{key}_reason").input("誤記").run()
    screens.click(at, f"{key}_submit")
    assert here.get("finding", finding)[0].is_recurrence is False
    at = screen(finding=finding)
    field = at.selectbox(key=f"{key}_recurs_{contract}")
    field.select(field.options[2])
    at.text_input(key=f"{key}_reason").input("再発と判明").run()
    screens.click(at, f"{key}_submit")
    found = here.get("finding", finding)[0]
    assert (found.is_recurrence, found.recurs_id) == (True, same_item)


def test_a_correction_is_reported_then_verified_by_somebody_else(here: Ledger, finding: str) -> None:
    key = f"finding_{finding}"
    at = screen(finding=finding)
    at.text_input(key=f"{key}_report_reported_on").input(here.today().isoformat()).run()
    at.button(key=f"{key}_report_submit").click().run()
    assert here.get("finding", finding)[0].state == "reported"
    at.text_input(key=f"{key}_close_verified_by").input("業務責任者").run()
    assert "somebody else" in at.warning[0].value
    at.text_input(key=f"{key}_close_verified_by").input("監査 三郎").run()
    assert not at.warning
    at.text_input(key=f"{key}_close_verified_on").input(here.today().isoformat())
    at.text_area(key=f"{key}_close_verified_how").input("記録簿を確認した").run()
    at.button(key=f"{key}_close_submit").click().run()
    screens.sound(at)
    closed, revision = here.get("finding", finding)
    assert (closed.state, closed.verified_by, revision) == ("verified", "監査 三郎", 3)
    assert "This finding is closed." in texts(at)


def test_a_finding_is_not_closed_without_saying_how(here: Ledger, finding: str) -> None:
    key = f"finding_{finding}"
    at = screen(finding=finding)
    at.text_input(key=f"{key}_close_verified_by").input("監査 三郎")
    at.text_input(key=f"{key}_close_verified_on").input(here.today().isoformat()).run()
    at.button(key=f"{key}_close_submit").click().run()
    assert "How it was verified" in screens.as_read(at.error[0].value)
    assert here.get("finding", finding)[1] == 1


def test_an_entry_of_a_finding_is_corrected_with_its_reason(here: Ledger, finding: str) -> None:
    key = f"finding_{finding}_amend"
    at = screen(finding=finding)
    assert at.button(key=f"{key}_submit").disabled
    at.text_input(key=f"{key}_owner").input("総務課長")
    at.text_input(key=f"{key}_reason").input("責任者の異動").run()
    at.button(key=f"{key}_submit").click().run()
    screens.sound(at)
    corrected, _revision = here.get("finding", finding)
    assert (corrected.owner, corrected.content) == ("総務課長", "入退室の記録がない。")


def test_nothing_is_recorded_while_the_screen_shows_the_past(contract: str, finding: str) -> None:
    for place in ({"engagement": contract}, {"finding": finding}, {"view": "plan"}, {"act": "finding"}):
        at = screen(as_of="2026-10-01", **place)
        assert not [button for button in at.button if str(button.key).endswith("_submit")]


def test_an_audit_that_is_not_on_record_is_told(contract: str) -> None:
    at = screen(audit="nosuchaudit0")
    assert screens.as_read(at.error[0].value)


def test_a_list_leaves_as_the_screen_words_it(here: Ledger, office: Office, full: str) -> None:
    rows = here.read(
        "audits_list", as_of=here.today(), audit=full, course=None, year=None, section=None, search=None, row_limit=1
    )
    shown = list_export.in_words(rows, audit_list.columns()).iloc[0]
    assert shown["methods"] == "Review of rules and evidence, Remotely (video, photographs)"
    assert shown["result"] == "Proper"
    assert shown["held_on"].date() == here.today()
    assert shown["findings"] == 0


# Search


@pytest.mark.parametrize("typed", ["㈱ﾐﾎﾝｼｽﾃﾑ", "みほんシステム", "８契ー０１２３", "サーバー みほん"])
@pytest.mark.parametrize("view", ["plan", "list", "findings"])
def test_the_lists_do_not_mind_how_a_name_is_written(here: Ledger, office: Office, view: str, typed: str) -> None:
    day = add_months(here.today(), -14)
    for number, title, name in (
        ("8契-0123", "サーバ保守", "株式会社ミホンシステム"),
        ("9-9", "窓口業務", "見本窓口有限会社"),
    ):
        organisation = office.organisation(name=name)
        one = office.contract(number=number, title=title, organisation_id=organisation, starts_on=day, ends_on=None)
        office.audit(one, audited_on=day, title=title)
        office.finding(one, content=f"{title}の指摘", audit_id=None)
    shown = screen(view=view, search=typed).dataframe[0].value
    assert len(shown) == 1
    assert "株式会社ミホンシステム" in shown.to_string()
