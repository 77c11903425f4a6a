"""Files on the screens: attached to a record, listed where it is shown, withdrawn; and the sheet of a confirmation."""

import ast
import re

import pytest
from starlette.requests import Request

from kantoku.ledger import Ledger
from kantoku.records import OFFICE_ID
from kantoku.records.document import SUBJECTS
from tests.office import PDF, TODAY, Office
from tests.structure import modules, tree
from tests.ui import screens
from ui import file_route


@pytest.fixture
def contract(office: Office) -> str:
    return office.contract(number="契約-1")


def test_several_files_are_attached_at_once(here: Ledger, contract: str) -> None:
    at = screens.show("contracts", contract=contract, tab="documents")
    key = f"attach_{contract}0"
    at.file_uploader(key=f"{key}_files").set_value(
        [("証明書.pdf", PDF, "application/pdf"), ("覚書.txt", "覚書".encode(), "text/plain")]
    ).run()
    at.selectbox(key=f"{key}_document_type").select("Certificate")
    at.text_input(key=f"{key}_dated_on").input("R8.11.1")
    screens.click(at, f"{key}_submit")
    shown = screens.text(at)
    assert "2 files are attached and kept in the ledger." in shown
    found = here.read("documents_of", as_of=TODAY, subject=contract)
    assert sorted(found["name"]) == ["覚書.txt", "証明書.pdf"]
    assert [f"{day:%Y-%m-%d}" for day in found["dated_on"]] == ["2026-11-01"] * 2
    for name, record, sha256 in zip(found["name"], found["id"], found["sha256"], strict=True):
        assert f"[{name}](file/document/{record}/{sha256})" in shown


def test_what_is_not_taken_is_said_and_nothing_is_attached(here: Ledger, contract: str) -> None:
    at = screens.show("contracts", contract=contract, tab="documents")
    key = f"attach_{contract}0"
    at.file_uploader(key=f"{key}_files").set_value([("請求書.pdf", b"MZ\x90\0", "application/pdf")]).run()
    at.selectbox(key=f"{key}_document_type").select("Certificate")
    screens.click(at, f"{key}_submit")
    assert "This file is not kept" in screens.text(at)
    assert here.read("documents_of", as_of=TODAY, subject=contract).empty


def test_it_is_withdrawn_with_a_reason(here: Ledger, office: Office, contract: str) -> None:
    (attached,) = office.attach("contract", contract)
    at = screens.show("contracts", contract=contract, tab="documents")
    key = f"withdraw_document_{attached}"
    screens.click(at, f"{key}_save")
    assert not here.read("documents_of", as_of=TODAY, subject=contract).empty
    at.text_input(key=f"{key}_reason").input("誤添付")
    at = screens.click(at, f"{key}_save")
    assert here.read("documents_of", as_of=TODAY, subject=contract).empty
    assert "誤添付" in screens.text(at)


def test_under_a_contract_stands_what_is_attached_to_all_that_belongs_to_it(office: Office, contract: str) -> None:
    work = office.subcontract(contract)
    office.attach("subcontract", work, ("体制図.pdf", PDF))
    office.attach("organisation", office.organisation(), ("別の会社.pdf", PDF))
    shown = screens.text(screens.show("contracts", contract=contract, tab="documents"))
    assert "体制図.pdf" in shown
    assert "別の会社.pdf" not in shown


@pytest.mark.parametrize("kind", ["audit", "finding", "handling_confirmation"])
def test_it_stands_where_its_record_is_shown(
    office: Office, contract: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = {"audit": office.audit, "finding": office.finding, "handling_confirmation": office.confirm}[kind](contract)
    office.attach(kind, record, ("証拠.pdf", PDF))
    if kind == "handling_confirmation":
        screens.pick(monkeypatch, 0)
        at = screens.show("confirmations", engagement=contract)
    else:
        at = screens.show("audits", **{kind: record})
    assert "証拠.pdf" in screens.text(at)


def placed() -> set[str]:
    """The kinds whose files some screen shows: what `panel` of ui/documents.py is called for."""
    found: set[str] = set()
    for path in modules("ui"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"documents.panel", "panel"}:
                found |= {each.value for each in node.args if isinstance(each, ast.Constant)}
    return found


def test_every_kind_that_takes_files_has_a_place_for_them() -> None:
    assert placed() == set(SUBJECTS)


@pytest.mark.parametrize(
    ("kind", "page", "address"),
    [
        ("incident", "incidents", {"incident": "{id}"}),
        ("periodic_report", "reports", {"report": "{id}"}),
        ("organisation", "organisations", {"organisation": "{id}", "tab": "facts"}),
        ("disposal", "contracts", {"contract": "{contract}", "tab": "ending"}),
        ("office", "settings", {}),
        ("checklist", "settings", {"tab": "lists"}),
        ("journal_review", "journal", {"view": "check"}),
    ],
)
def test_a_file_is_attached_where_its_record_is_shown(
    here: Ledger,
    office: Office,
    contract: str,
    kind: str,
    page: str,
    address: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    review = {"reviewed_on": TODAY, "reviewed_by": "情報 管理", "until_seq": 1}
    record = {
        "incident": lambda: office.incident(contract),
        "periodic_report": lambda: office.report(contract),
        "organisation": office.organisation,
        "disposal": lambda: office.dispose(contract),
        "office": lambda: OFFICE_ID,
        "checklist": office.checklist,
        "journal_review": lambda: office.record("journal_review", review),
    }[kind]()
    screens.pick(monkeypatch, 0)
    asked = {name: value.format(id=record, contract=contract) for name, value in address.items()}
    at = screens.show(page, **asked)
    key = f"attach_{record}0"
    at.file_uploader(key=f"{key}_files").set_value([("写し.pdf", PDF, "application/pdf")]).run()
    at.selectbox(key=f"{key}_document_type").select("Certificate")
    screens.click(at, f"{key}_submit")
    found = here.read("documents_of", as_of=TODAY, subject=record)
    assert list(found["name"]) == ["写し.pdf"]
    assert "写し.pdf" in screens.text(screens.show(page, **asked))
    under = here.read("documents_of_contract", as_of=TODAY, contract=contract)
    belongs = kind in {"incident", "periodic_report", "disposal"}
    assert list(under["subject_kind"]) == ([kind] if belongs else [])


def test_under_a_contract_stand_the_files_of_its_incidents_and_reports(office: Office, contract: str) -> None:
    office.attach("incident", office.incident(contract), ("漏えい報告.pdf", PDF))
    office.attach("periodic_report", office.report(contract), ("定期報告書.pdf", PDF))
    office.attach("disposal", office.dispose(contract), ("立会写真.pdf", PDF))
    shown = screens.text(screens.show("contracts", contract=contract, tab="documents"))
    for name, kind in (("漏えい報告", "Incident"), ("定期報告書", "Periodic report"), ("立会写真", "disposal of data")):
        assert f"{name}.pdf" in shown
        assert kind in shown


def test_nothing_is_attached_to_the_past(office: Office, contract: str) -> None:
    (attached,) = office.attach("contract", contract)
    at = screens.show("contracts", known_at="2026-11-20 12:30", contract=contract, tab="documents")
    assert not at.get("file_uploader")
    assert re.search(rf"file/document/{attached}/[0-9a-f]{{64}}\?at=\d+", screens.text(at))


# The way out


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_gets_nothing(here: Ledger, site: str) -> None:
    scope = {"type": "http", "method": "GET", "headers": [(b"sec-fetch-site", site.encode())]}
    with pytest.raises(file_route.NotAllowed):
        file_route.gate(Request(scope))


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("certificate.pdf", "certificate.pdf"),
        ("取扱状況確認書.pdf", "file.pdf"),
        ('a"; filename=b.pdf', "a filenameb.pdf"),
        ("第1号 契約.docx", "1.docx"),
    ],
)
def test_a_file_is_saved_under_its_own_name(name: str, plain: str) -> None:
    said = file_route.disposition(name)
    assert said.startswith(f"attachment; filename=\"{plain}\"; filename*=UTF-8''")
    assert said.isascii()
    assert "\n" not in said
