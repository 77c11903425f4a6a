"""The form of a confirmation as the contractor sent it back: whose it is, and how each item was answered.

A workbook from outside is read within bounds: so much unpacked, so many rows and columns looked at.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import openpyxl

from kantoku import wording
from kantoku.errors import KantokuError
from kantoku.exports.confirmation_form import COLUMNS, FORMAT, MARK
from kantoku.records.confirmation import ConfirmedItem, ItemResult
from kantoku.text import UnusableText, clean
from kantoku.wording import N_, _

_UNPACKED = 60 << 20
_PARTS = 2_000
_ROWS = 1_000
_LONGEST = 2_000


class NotTheForm(KantokuError):
    def __init__(self, sentence: str = "", **params: object) -> None:
        super().__init__(
            N_("This workbook cannot be read back"),
            sentence or N_("It is damaged, or not a form that was made here. Ask for it anew, or type the answers."),
            **params,
        )


class Returned(NamedTuple):
    """What came back. checklist_id: None for the program's list. unread: items whose result is none of the choices."""

    contract_id: str
    engagement_id: str
    checklist_id: str | None
    version: str
    items: tuple[ConfirmedItem, ...]
    unread: tuple[str, ...]


def read(content: bytes) -> Returned:
    """Raises NotTheForm."""
    _check_size(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        marks = [str(row[0] or "") for row in _rows(book[MARK], columns=1, rows=5)]
        lines = [line for sheet in book.worksheets if sheet.title != MARK for line in _rows(sheet, len(COLUMNS), _ROWS)]
    except Exception as damaged:  # a damaged workbook breaks in any way it likes
        raise NotTheForm from damaged
    if len(marks) != 5 or marks[0] != FORMAT:
        raise NotTheForm
    return _returned(marks, lines)


def _returned(marks: Sequence[str], lines: Sequence[Sequence[Any]]) -> Returned:
    _format, contract_id, engagement_id, checklist_id, version = marks
    results = _results()
    items, unread = [], []
    for code, _measure, _materials, result, evidence, note in lines[_first(lines) :]:
        if not (code := _text(code)):
            continue
        chosen = results.get(_text(result))
        if _text(result) and chosen is None:
            unread.append(code)
        items.append(
            ConfirmedItem(code=code, result=chosen, evidence=_text(evidence) or None, note=_text(note) or None)
        )
    return Returned(contract_id, engagement_id, checklist_id or None, version, tuple(items), tuple(unread))


def _first(lines: Sequence[Sequence[Any]]) -> int:
    """The line after the headings, which are the only one with something in every column."""
    for nth, line in enumerate(lines, 1):
        if all(line):
            return nth
    raise NotTheForm


def _check_size(content: bytes) -> None:
    """Raises NotTheForm for what would unpack to much more than such a form holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as damaged:
        raise NotTheForm from damaged
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
        raise NotTheForm(N_("It unpacks to far more than such a form holds, and was not opened."))


def _rows(sheet: Any, columns: int, rows: int) -> Iterator[tuple[Any, ...]]:
    for row in sheet.iter_rows(min_row=1, max_row=rows, max_col=columns, values_only=True):
        yield (*row, *[None] * (columns - len(row)))


def _text(value: Any) -> str:
    """What was typed, as it may be kept; what may not is left out, because the person sees what remains."""
    try:
        return clean(str(value))[:_LONGEST] if value is not None else ""
    except UnusableText:
        return ""


def _results() -> dict[str, ItemResult]:
    """The word for each result in every language → the result."""
    spoken = wording.language()
    found: dict[str, ItemResult] = {}
    try:
        for language in wording.LANGUAGES:
            wording.use(language)
            found |= {_(result.label): result for result in ItemResult}
    finally:
        wording.use(spoken)
    return found
