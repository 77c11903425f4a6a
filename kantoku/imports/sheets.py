"""A file as sheets of plain cells: a workbook by python-calamine, or CSV in UTF-8 or CP932."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from kantoku.entrance import refuse_in_text
from kantoku.errors import KantokuError
from kantoku.imports import guard
from kantoku.imports.guard import CELLS, ROWS, NotReadable, TooLarge
from kantoku.wording import N_, _

Progress = Callable[[str, float], None]
"""Told what is being done, in words, and how much of it is done, from 0 to 1."""

_SEPARATORS = ",\t;"
_ENCODINGS = ("utf-8-sig", "cp932")
# What no text holds; the last four are what cp932 makes of bytes that it does not know.
_NO_TEXT = frozenset("\0\uf8f0\uf8f1\uf8f2\uf8f3")


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet from its first row and column on; '' or None where nothing stands. Rows vary in length.

    merged: ranges as ((row, column), (row, column)), from 0, both corners included.
    """

    name: str
    rows: list[list[Any]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


@dataclass(frozen=True)
class Source:
    """A file that was read. content: its bytes, from which its hash follows."""

    name: str
    sheets: tuple[Sheet, ...]
    content: bytes = field(repr=False, default=b"")

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def no_progress(_what: str, _done: float) -> None:
    """For who does not want to be told."""


def read_file(path: Path, progress: Progress = no_progress) -> Source:
    """Raises what `read` raises, and NotReadable for a file that is not there."""
    try:
        content = path.read_bytes()
    except OSError as missing:
        raise NotReadable(N_("{path} is not there, or cannot be opened."), path=path) from missing
    return read(path.name, content, progress)


def read(name: str, content: bytes, progress: Progress = no_progress) -> Source:
    """The sheets that hold something.

    Raises NotReadable for what is damaged, protected by a password, of another format or empty, TooLarge for what would
    not fit into memory, and IndividualNumberFound for a file name that looks like one.
    """
    refuse_in_text(_("File name"), name)
    progress(_("Reading the file"), 0.0)
    sheets = tuple(_from_workbook(content, progress) if guard.is_workbook(content) else _from_csv(name, content))
    if not sheets:
        raise NotReadable(N_("There is nothing in it."))
    return Source(name, sheets, content)


def _from_workbook(content: bytes, progress: Progress) -> Iterator[Sheet]:
    guard.check(content)
    with _told_as_damaged():
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [
            each.name
            for each in book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
        ]
    for nth, name in enumerate(names):
        progress(_("Reading the sheet “{sheet}”", sheet=name), nth / len(names))
        with _told_as_damaged():
            sheet = book.get_sheet_by_name(name)
            found = Sheet(name, _cells(sheet), tuple(sheet.merged_cell_ranges or ()))
        if found.rows:
            yield found


def _cells(sheet: CalamineSheet) -> list[list[Any]]:
    if sheet.end is None:
        return []
    last_row, last_column = sheet.end
    if last_row >= ROWS or (last_row + 1) * (last_column + 1) > CELLS:
        raise TooLarge(sheet.name)
    return sheet.to_python(skip_empty_area=False)


class _told_as_damaged:  # noqa: N801  reads as what it does
    """Whatever breaks in the reader, also a panic of its own, is said of the file."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _trace: object) -> None:
        if kind is None or issubclass(kind, KantokuError | KeyboardInterrupt | SystemExit | GeneratorExit):
            return
        raise NotReadable(guard.DAMAGED) from fault


def _from_csv(name: str, content: bytes) -> list[Sheet]:
    text = _decoded(content)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as broken:
        raise NotReadable(N_("It is neither a workbook (.xlsx) nor CSV whose quotation marks are closed.")) from broken
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > ROWS or sum(map(len, rows)) > CELLS:
        raise TooLarge(name)
    return [Sheet(Path(name).stem, rows)] if rows else []


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NO_TEXT & set(text):
            return text
    raise NotReadable(N_("It is neither a workbook (.xlsx) nor CSV in UTF-8 or Shift_JIS (CP932)."))


def _separator(text: str) -> str:
    """The separator that the first lines hold most of."""
    head = "\n".join(text[:20_000].splitlines()[:20])
    return max(_SEPARATORS, key=head.count)
