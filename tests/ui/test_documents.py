"""Files on the screens: attached to a record, listed where it is shown, withdrawn; and the sheet of a confirmation."""

import re

import pytest
from starlette.requests import Request

from kantoku.ledger import Ledger
from tests.office import PDF, TODAY, Office
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
    screens.click(at, f"{key}_save")
    assert here.read("documents_of", as_of=TODAY, subject=contract).empty


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
