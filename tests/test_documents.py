"""Files in the ledger: kept whole with the entry that names them, found out if they are not what they were."""

import hashlib
import io
import shutil
import tracemalloc
import zipfile
from pathlib import Path

import duckdb
import pytest

from kantoku import chain_words, document_actions
from kantoku.contents import PART
from kantoku.errors import Contradictory, IndividualNumberFound, NotFound, StillReferredTo
from kantoku.ledger import Change, Ledger
from kantoku.records import Document
from kantoku.uploads import LARGEST, NotTaken, Upload, safe_name
from tests.office import PDF, Office

LARGE = b"%PDF-1.7\n" + bytes(range(256)) * (3 * PART // 256) + b"the end"


def read(ledger: Ledger, record_id: str) -> bytes:
    document, _revision = ledger.get("document", record_id)
    assert isinstance(document, Document)
    return b"".join(ledger.content(document.sha256))


def workbook(*parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return out.getvalue()


# Keeping


def test_a_file_is_kept_with_its_record_and_read_back_byte_for_byte(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    large, small = office.attach("contract", contract, ("契約書.pdf", LARGE), ("写し.txt", "写し".encode("cp932")))
    assert read(ledger, large) == LARGE
    assert read(ledger, small).decode("cp932") == "写し"
    document, _revision = ledger.get("document", large)
    assert document.model_dump(exclude_none=True) == {
        "name": "契約書.pdf",
        "size": len(LARGE),
        "media_type": "application/pdf",
        "sha256": hashlib.sha256(LARGE).hexdigest(),
        "subject_kind": "contract",
        "subject_id": contract,
        "contract_id": contract,
        "document_type": "certificate",
    }


def test_the_same_content_lies_in_the_ledger_once(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    office.attach("contract", contract, ("一.pdf", LARGE), ("二.pdf", LARGE))
    office.attach("organisation", office.organisation(), ("三.pdf", LARGE))
    with ledger.cursor() as cursor:
        assert cursor.execute("select count(*) from document_content").fetchall() == [(4,)]


def test_it_takes_over_the_contract_of_what_it_belongs_to(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    work = office.subcontract(contract)
    for kind, record_id, expected in (
        ("subcontract", work, contract),
        ("handling_confirmation", office.confirm(work), contract),
        ("finding", office.finding(work), contract),
        ("audit", office.audit(work), None),
        ("office", "office", None),
    ):
        (attached,) = office.attach(kind, record_id)
        assert ledger.get("document", attached)[0].contract_id == expected, kind


def test_several_are_one_act(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    before = ledger.head()
    with pytest.raises(IndividualNumberFound):
        office.attach("contract", contract, ("一.pdf", PDF), ("番号123456789018.pdf", LARGE))
    assert ledger.head() == before
    assert not ledger.kept([hashlib.sha256(PDF).hexdigest()])


def test_nothing_is_attached_to_what_is_not_there(office: Office) -> None:
    with pytest.raises(NotFound):
        office.attach("contract", "nothinghere1")


def test_what_it_belongs_to_stands_under_the_contract_that_it_says(ledger: Ledger, office: Office) -> None:
    work = office.subcontract(office.contract())
    office.attach("organisation", office.organisation())
    values = {
        "name": "証明書.pdf",
        "size": len(PDF),
        "media_type": "application/pdf",
        "sha256": hashlib.sha256(PDF).hexdigest(),
        "subject_kind": "subcontract",
        "subject_id": work,
        "contract_id": office.contract(),
    }
    with pytest.raises(Contradictory):
        ledger.record([Change.new("document.attached", Document.read(values))], actor="契約 花子")


def test_a_document_without_its_content_is_no_document(ledger: Ledger, office: Office) -> None:
    values = {"name": "空.pdf", "size": 3, "media_type": "application/pdf", "sha256": "0" * 64}
    about = {"subject_kind": "organisation", "subject_id": office.organisation()}
    before = ledger.head()
    with pytest.raises(ValueError, match="no content"):
        ledger.record([Change.new("document.attached", Document.read(values | about))], actor="契約 花子")
    assert ledger.head() == before


def test_what_has_documents_is_not_withdrawn_before_them(ledger: Ledger, office: Office) -> None:
    organisation = office.organisation()
    (attached,) = office.attach("organisation", organisation)
    with pytest.raises(StillReferredTo):
        office.withdraw("organisation", organisation)
    office.withdraw("document", attached)
    office.withdraw("organisation", organisation)


def test_a_ledger_made_before_there_were_documents_takes_them(path: Path, ledger: Ledger) -> None:
    ledger.close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("drop table document_content")
        connection.execute("update ledger_info set declarations = 'older'")
    again = Ledger.open(path, actor="契約 花子")
    (attached,) = Office(again).attach("office", "office")
    assert read(again, attached) == PDF
    again.close()


# Letting go


def test_withdrawing_leaves_the_content_for_the_past(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    (attached,) = office.attach("contract", contract)
    before = ledger.head().seq
    office.withdraw("document", attached)
    with pytest.raises(NotFound):
        ledger.get("document", attached)
    then, _revision = ledger.get("document", attached, at_seq=before)
    assert b"".join(ledger.content(then.sha256)) == PDF
    assert ledger.verify().is_whole


def test_erasing_takes_the_content_along(ledger: Ledger, office: Office) -> None:
    (attached,) = office.attach("contract", office.contract())
    seq = ledger.head().seq
    office.withdraw("document", attached)
    ledger.erase(seq, ground="個人情報の誤添付", actor="情報 管理")
    assert not ledger.kept([hashlib.sha256(PDF).hexdigest()])
    assert ledger.verify().is_whole


def test_erasing_leaves_what_another_record_names(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    (attached,) = office.attach("contract", contract)
    seq = ledger.head().seq
    office.confirm(contract, sheet=Upload.of("確認書.pdf", PDF).identified())
    office.withdraw("document", attached)
    ledger.erase(seq, ground="誤添付", actor="情報 管理")
    assert ledger.kept([hashlib.sha256(PDF).hexdigest()])


def test_a_rebuild_keeps_the_content(ledger: Ledger, office: Office) -> None:
    (attached,) = office.attach("contract", office.contract(), ("契約書.pdf", LARGE))
    ledger.rebuild()
    assert read(ledger, attached) == LARGE
    assert ledger.verify().is_whole


# Verifying


@pytest.mark.parametrize(
    ("tampering", "problem"),
    [
        ("delete from document_content", "missing"),
        ("delete from document_content where position = 1", "changed"),
        ("update document_content set part = 'x'::blob where position = 0", "changed"),
    ],
)
def test_verify_names_the_file_that_is_not_what_it_was(
    path: Path, ledger: Ledger, office: Office, tmp_path: Path, tampering: str, problem: str
) -> None:
    office.attach("contract", office.contract(), ("契約書.pdf", LARGE))
    seq = ledger.head().seq
    ledger.close()
    copy = tmp_path / "copy.duckdb"
    shutil.copy(path, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(tampering)
    tampered = Ledger.open(copy, actor="検査")
    verdict = tampered.verify()
    tampered.close()
    assert verdict.problem is None
    assert not verdict.is_whole
    assert verdict.flaws == ((seq, "契約書.pdf", problem),)
    assert "契約書.pdf" in chain_words.verdict(verdict)


def test_a_backup_is_a_copy_of_the_one_file(path: Path, ledger: Ledger, office: Office, tmp_path: Path) -> None:
    (attached,) = office.attach("contract", office.contract(), ("契約書.pdf", LARGE))
    ledger.close()
    copy = tmp_path / "backup.duckdb"
    shutil.copy(path, copy)
    backup = Ledger.open(copy, actor="復旧")
    assert read(backup, attached) == LARGE
    backup.close()


# What is taken

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OOXML = "[Content_Types].xml"

TAKEN = [
    ("報告書.PDF", PDF, "application/pdf"),
    ("現場.jpg", b"\xff\xd8\xff\xe0" + bytes(16), "image/jpeg"),
    ("図.png", b"\x89PNG\r\n\x1a\n" + bytes(16), "image/png"),
    ("体制.xlsx", workbook(OOXML, "xl/workbook.xml"), ".sheet"),
    ("文書.docx", workbook(OOXML, "word/document.xml"), ".document"),
    ("説明.pptx", workbook(OOXML, "ppt/presentation.xml"), ".presentation"),
    ("鍵付き.xlsx", OLE, "application/x-ole-storage"),
    ("旧.xls", OLE, "application/x-ole-storage"),
    ("一太郎.jtd", OLE, "application/x-ole-storage"),
    ("一式.zip", workbook("契約書.pdf"), "application/zip"),
    ("名簿.csv", "所属,役職\n税務課,主任\n".encode("cp932"), "text/csv"),
    ("覚書.txt", "覚書\r\n".encode("utf-16"), "text/plain"),
    ("覚書.txt", "覚書".encode("utf-8-sig"), "text/plain"),
]

REFUSED = [
    ("請求書.pdf", b"MZ\x90\0\x03" + bytes(100)),  # a program, renamed
    ("請求書.pdf", b"\x7fELF\x02\x01" + bytes(100)),
    ("プログラム.exe", b"MZ\x90\0\x03" + bytes(100)),
    ("図.png", PDF),
    ("手順.bat", b"@echo off\r\ndel *.*\r\n"),
    ("ページ.html", b"<!doctype html><script>alert(1)</script>"),
    ("請求書.pdf.js", b"alert(1)"),
    ("体制.xlsx", workbook("契約書.pdf")),
    ("体制.xlsx", workbook(OOXML, "other/part.xml")),
    ("壊れ.zip", b"PK\x03\x04" + bytes(64)),
    ("空.pdf", b""),
    ("大.pdf", b"%PDF-1.7" + bytes(LARGEST)),
]


@pytest.mark.parametrize(("name", "content", "found"), TAKEN)
def test_what_offices_use_is_taken(name: str, content: bytes, found: str) -> None:
    assert Upload.of(name, content).media_type.endswith(found)


@pytest.mark.parametrize(("name", "content"), REFUSED)
def test_what_it_is_not_named_or_not_wanted_is_refused_in_a_sentence(name: str, content: bytes) -> None:
    with pytest.raises(NotTaken) as told:
        Upload.of(name, content)
    assert name in told.value.sentence


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\担当\\契約書.pdf", "契約書.pdf"),
        ("../../etc/契約書.pdf", "契約書.pdf"),
        ("契約\r\n書\0.pdf", "契約書.pdf"),
        ("請求\u202efdp.exe", "請求fdp.exe"),
        ('a"b<c>|d?.pdf', "abcd.pdf"),
        ("が.pdf", "が.pdf"),
        ("...", "file"),
        ("", "file"),
        (f"{'長' * 300}.pdf", f"{'長' * 170}.pdf"),
    ],
)
def test_a_name_is_made_safe(english: None, given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_large_file_is_not_held_several_times(ledger: Ledger, office: Office) -> None:
    """What Python holds besides the upload itself while it is written: a few parts, not the file again."""
    contract = office.contract()
    content = b"%PDF-1.7\n" + b"x" * (LARGEST - 20)
    upload = Upload.of("大きい.pdf", content)
    tracemalloc.start()
    (attached,) = document_actions.attach(ledger, "contract", contract, [upload], actor="契約 花子")
    document, _revision = ledger.get("document", attached)
    assert sum(map(len, ledger.content(document.sha256))) == len(content)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < len(content) / 2
