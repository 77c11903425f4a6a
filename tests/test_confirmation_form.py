"""The form for the contractor: made, filled in, read back; what was tampered with or is damaged is one sentence."""

import io
import zipfile

import openpyxl
import pytest

from kantoku import item_lists, wording
from kantoku.exports.confirmation_form import MARK, Addressee, blank
from kantoku.imports import confirmation_form
from kantoku.imports.confirmation_form import NotTheForm
from kantoku.ledger import Ledger
from kantoku.records.confirmation import ConfirmedItem, ItemResult
from tests.office import TODAY, Office

FACTS = (("契約番号", "契約-1"), ("受託者", "みほん計算"))


@pytest.fixture(params=["ja", "en"])
def form(request: pytest.FixtureRequest, ledger: Ledger) -> bytes:
    wording.use(request.param)
    return blank(Addressee("contract0001", "work00000001", FACTS), item_lists.current(ledger, as_of=TODAY))


def rows_of(book: openpyxl.Workbook) -> dict[str, int]:
    """The row of each item."""
    sheet = book.worksheets[0]
    return {str(sheet.cell(row, 1).value): row for row in range(1, sheet.max_row + 1)}


def filled(form: bytes, answers: dict[str, tuple[str, str, str]]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(form))
    rows = rows_of(book)
    for code, typed in answers.items():
        for column, value in enumerate(typed, 4):
            book.worksheets[0].cell(rows[code], column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_it_asks_for_every_item_of_the_list(form: bytes, ledger: Ledger) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form))
    items = item_lists.current(ledger, as_of=TODAY).items
    assert {item.code for item in items} <= rows_of(book).keys()
    said = " ".join(str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row)
    assert "契約-1" in said
    assert "みほん計算" in said
    assert book[MARK].sheet_state == "veryHidden"


def test_only_the_answers_can_be_typed_into(form: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(form)).worksheets[0]
    row = rows_of(openpyxl.load_workbook(io.BytesIO(form)))["A-1"]
    assert sheet.protection.sheet
    assert [sheet.cell(row, column).protection.locked for column in range(1, 7)] == [True] * 3 + [False] * 3
    lists = [each for each in sheet.data_validations.dataValidation if each.type == "list"]
    assert str(lists[0].sqref).startswith(f"D{row}:D")


def test_what_was_filled_in_is_read_back(form: bytes) -> None:
    done, partly = (wording._(result.label) for result in (ItemResult.DONE, ItemResult.PARTLY))
    sent = filled(form, {"A-1": (done, "仕様書", ""), "F-c4": (partly, "", "12月に開始")})
    returned = confirmation_form.read(sent)
    assert (returned.contract_id, returned.engagement_id) == ("contract0001", "work00000001")
    assert (returned.checklist_id, returned.unread) == (None, ())
    answers = {item.code: item for item in returned.items}
    assert answers["A-1"] == ConfirmedItem(code="A-1", result=ItemResult.DONE, evidence="仕様書")
    assert answers["F-c4"] == ConfirmedItem(code="F-c4", result=ItemResult.PARTLY, note="12月に開始")
    assert answers["B-1"] == ConfirmedItem(code="B-1")


def test_it_is_read_in_whichever_language_it_was_made(form: bytes) -> None:
    done = wording._(ItemResult.DONE.label)
    wording.use("en")
    returned = confirmation_form.read(filled(form, {"A-1": (done, "", "")}))
    assert returned.items[0].result is ItemResult.DONE
    assert wording.language() == "en"


def test_a_result_that_is_none_is_told(form: bytes) -> None:
    returned = confirmation_form.read(filled(form, {"A-1": ("たぶん", "", "")}))
    assert returned.unread == ("A-1",)


def test_it_begins_with_what_was_answered_before(ledger: Ledger) -> None:
    before = {"A-1": ConfirmedItem(code="A-1", result=ItemResult.DONE, evidence="仕様書")}
    form = blank(Addressee("c", "e", FACTS), item_lists.current(ledger, as_of=TODAY), before)
    assert confirmation_form.read(form).items[0] == before["A-1"]


def test_the_offices_own_list_is_asked_and_named(ledger: Ledger, office: Office) -> None:
    own = item_lists.of_version(ledger, office.checklist(), None)
    returned = confirmation_form.read(blank(Addressee("c", "e", FACTS), own))
    assert returned.checklist_id == own.checklist_id
    assert [item.code for item in returned.items] == ["X-1", "X-2"]


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def far_cell() -> bytes:
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "far"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 nothing",
        packed({"契約書.pdf": b"%PDF"}),
        packed({"xl/worksheets/sheet1.xml": b"0" * (61 << 20)}),
        packed({"[Content_Types].xml": b"<broken", "xl/workbook.xml": b"<"}),
        far_cell(),
    ],
    ids=["empty", "damaged", "no workbook", "bomb", "broken inside", "a cell far away"],
)
def test_what_cannot_be_read_is_one_sentence(content: bytes) -> None:
    with pytest.raises(NotTheForm) as told:
        confirmation_form.read(content)
    assert told.value.sentence


def test_a_form_cut_off_is_one_sentence(form: bytes) -> None:
    for length in range(0, len(form), 997):
        with pytest.raises(NotTheForm):
            confirmation_form.read(form[:length])


@pytest.mark.parametrize(
    ("language", "spi", "personal", "read_as"),
    [
        ("ja", "特定個人情報の取扱状況確認書", "個人情報の取扱状況確認書", "「個人情報」と"),
        (
            "en",
            "Confirmation of how specific personal information is handled",
            "Confirmation of how personal information is handled",
            "as “personal information”",
        ),
    ],
)
def test_it_is_worded_for_the_data_that_the_work_handles(
    ledger: Ledger, language: str, spi: str, personal: str, read_as: str
) -> None:
    wording.use(language)
    asked = item_lists.current(ledger, as_of=TODAY)
    for handles_spi, title in ((True, spi), (False, personal)):
        form = blank(Addressee("c", "e", FACTS, handles_spi=handles_spi), asked)
        sheet = openpyxl.load_workbook(io.BytesIO(form)).worksheets[0]
        lines = [str(row[0]) for row in sheet.iter_rows(max_row=8, max_col=1, values_only=True)]
        assert lines[0] == title
        assert any(read_as in line for line in lines) is not handles_spi
        assert [item.code for item in confirmation_form.read(form).items] == [item.code for item in asked.items]
