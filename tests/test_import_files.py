"""Files that cannot be a ledger: each is refused in one sentence, and nothing is recorded."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from kantoku import cli
from kantoku.errors import IndividualNumberFound
from kantoku.imports import guard, proposal, sheets
from kantoku.imports.guard import NotReadable, TooLarge
from tests.workbooks import csv, workbook

HEAD = ["契約番号", "件名", "委託先", "開始日"]
ROW = ["1", "入力", "㈱アルファ", "R7.4.1"]


def repacked(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            held = old.read(each)
            new.writestr(each.filename, change(held) if each.filename == part else held)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
GOOD = workbook({"台帳": [HEAD, ROW]})


def test_password_protected() -> None:
    content = guard._OLE + b"\0" * 600 + guard._ENCRYPTED + b"\0" * 600
    with pytest.raises(NotReadable, match="パスワード"):
        sheets.read("a.xlsx", content)


def test_a_workbook_of_the_old_format() -> None:
    with pytest.raises(NotReadable, match="xlsx"):
        sheets.read("a.xls", guard._OLE + b"\0" * 4000)


@pytest.mark.parametrize(
    "content",
    [
        GOOD[:-200],
        GOOD[:3000],
        b"PK\x03\x04" + b"\0" * 500,
        repacked(GOOD, SHEET, lambda xml: xml[: len(xml) // 2]),
        repacked(GOOD, SHEET, lambda _xml: b"<worksheet"),
        repacked(GOOD, "xl/workbook.xml", lambda _xml: b"?"),
    ],
    ids=["cut", "cut short", "no archive", "half a sheet", "no sheet", "no workbook"],
)
def test_damaged(content: bytes) -> None:
    with pytest.raises(NotReadable):
        sheets.read("a.xlsx", content)


def test_a_zip_bomb() -> None:
    """Two gigabytes of nothing in two megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open(SHEET, "w") as part:
        for _block in range(700):
            part.write(b" " * (1 << 20))
    with pytest.raises(NotReadable):
        sheets.read("a.xlsx", out.getvalue())


@pytest.mark.parametrize("far", ["XFD1048576", "A1048576", "ZZ199999"])
def test_two_cells_far_apart(far: str) -> None:
    """The reader would make one rectangle of them."""
    cell = f'<row r="{far.lstrip("XFDAZ")}"><c r="{far}" t="inlineStr"><is><t>a</t></is></c></row></sheetData>'
    with pytest.raises(TooLarge):
        sheets.read("a.xlsx", repacked(GOOD, SHEET, lambda xml: xml.replace(b"</sheetData>", cell.encode())))


def test_a_sheet_formatted_down_to_its_last_row_is_read() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    style = book.add_format({"border": 1})
    for at, row in enumerate((HEAD, ROW)):
        sheet.write_row(at, 0, row)
    sheet.write_blank(1_048_575, 0, None, style)
    sheet.write_blank(3, 16_383, None, style)
    book.close()
    assert len(proposal.tables(sheets.read("a.xlsx", out.getvalue()))[0].rows) == 1


def test_too_many_rows_of_csv() -> None:
    with pytest.raises(TooLarge):
        sheets.read("a.csv", b"a,b\n" * (guard.ROWS + 1))


@pytest.mark.parametrize("content", [b"", b"\n\n\n", workbook({"空": []}), workbook({"空": [["", ""]]})])
def test_nothing_in_it(content: bytes) -> None:
    with pytest.raises(NotReadable):
        sheets.read("a.csv", content)


@pytest.mark.parametrize("content", [b"\x81", b"\x00\x01\x02" * 40, b"%PDF-1.7\n\xff\xff\xfe", b'a,"' + b"b" * 140_000])
def test_something_else(content: bytes) -> None:
    with pytest.raises(NotReadable):
        sheets.read("a.csv", content)


def test_a_file_name_with_an_individual_number() -> None:
    with pytest.raises(IndividualNumberFound):
        sheets.read("123456789018.csv", csv([HEAD, ROW]))


def test_200_columns() -> None:
    head = [*HEAD, *(f"独自項目{n}" for n in range(196))]
    tables = proposal.tables(sheets.read("a.xlsx", workbook({"台帳": [head, [*ROW, *map(str, range(196))]]})))
    (mapping,) = proposal.suggested(tables, {})
    assert mapping.targets[:4] == ("contract.number", "contract.title", "org.name", "contract.starts_on")
    assert set(mapping.targets[4:]) == {"row.kept"}


def test_formulas_are_read_as_their_values() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ROW[:2])
    sheet.write_formula(1, 2, '="㈱"&"アルファ"', None, "㈱アルファ")
    sheet.write_formula(1, 3, "=DATE(2025,4,1)", book.add_format({"num_format": "yyyy/m/d"}), 45748)
    book.close()
    (table,) = proposal.tables(sheets.read("a.xlsx", out.getvalue()))
    assert [table.samples(2), table.samples(3)] == [["㈱アルファ"], ["2025-04-01"]]


@pytest.mark.parametrize("content", [GOOD[:-200], b"", guard._OLE])
def test_the_command_says_it_in_one_line(content: bytes, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    ledger = tmp_path / "kantoku.duckdb"
    assert cli.main(["import", str(file), "--ledger", str(ledger)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not ledger.exists()


def test_the_command_without_such_a_file(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["import", str(tmp_path / "no.xlsx"), "--ledger", str(tmp_path / "k.duckdb")]) == 2
    assert cli.main(["import", "--ledger", str(tmp_path / "k.duckdb")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
