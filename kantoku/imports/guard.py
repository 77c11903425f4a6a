"""What keeps a file from outside within bounds, before anything of it is unpacked into memory."""

import io
import re
import zipfile
from collections.abc import Iterator

from kantoku.errors import KantokuError
from kantoku.wording import N_

ROWS, CELLS = 200_000, 8_000_000
"""The most rows of a sheet that are read, and the most cells."""

DAMAGED = N_("It is damaged. Open it in the program that made it, and save it anew.")
_UNPACKED = 600 << 20
_PARTS = 10_000
_CHUNK = 4 << 20
_OVERLAP = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
# Any cell that lies far to the right; then each cell that holds something.
_WIDE = re.compile(rb'\br="[A-Z]{2,}[0-9]')
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^>/])>")
_PLACE = re.compile(rb'\br="([A-Z]{1,4})([0-9]{1,9})"')
_LAST = re.compile(rb'\br="([A-Z]{1,4})([0-9]{1,9})"[^>]*[^>/]>')


class NotReadable(KantokuError):
    """A file that cannot be read, and why."""

    def __init__(self, sentence: str, **params: object) -> None:
        super().__init__(N_("This file cannot be imported"), sentence, **params)


class TooLarge(KantokuError):
    def __init__(self, sheet: str) -> None:
        super().__init__(
            N_("This file is too large to be imported at once"),
            N_(
                "“{sheet}” has more than {rows} rows or {cells} cells. Delete what is empty to its right and below it, "
                "or divide it into several files."
            ),
            sheet=sheet,
            rows=f"{ROWS:,}",
            cells=f"{CELLS:,}",
        )


def is_workbook(content: bytes) -> bool:
    """Is it a workbook, as far as its first bytes tell? Raises NotReadable for one that is locked, or of old."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise NotReadable(N_("It is protected by a password. Remove the password, and choose it again."))
        raise NotReadable(N_("It is a workbook of an old format (.xls). Save it as .xlsx, and choose it again."))
    return content.startswith(b"PK")


def check(content: bytes) -> None:
    """Raises NotReadable for what is no workbook or unpacks to too much, TooLarge for a sheet of too many cells.

    calamine keeps a sheet as one full rectangle, so two cells far apart would take all the memory there is.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in _sheets(archive.infolist()):
                _check_sheet(archive, part)
    except KantokuError:
        raise
    except Exception as damaged:  # a damaged archive breaks in any way it likes
        raise NotReadable(DAMAGED) from damaged


def _sheets(parts: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
        raise NotReadable(N_("It unpacks to far more than a ledger holds, and was not opened."))
    sheets = [part for part in parts if _SHEET.fullmatch(part.filename)]
    if not sheets:
        raise NotReadable(N_("It is no workbook (.xlsx). Save it as one, or as CSV."))
    return sheets


def _check_sheet(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    last_row, is_wide = 1, False
    for chunk in _chunks(archive, part):
        is_wide = is_wide or bool(_WIDE.search(chunk))
        last_row = max(last_row, _last_row(chunk))
        if last_row > ROWS:
            raise TooLarge(part.filename.rpartition("/")[2])
    if not is_wide:
        return
    last_row, widest = 1, 1
    for chunk in _chunks(archive, part):
        for row, column in _places(chunk):
            last_row, widest = max(last_row, row), max(widest, column)
        if last_row * widest > CELLS:
            raise TooLarge(part.filename.rpartition("/")[2])


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's XML piece by piece, each with the end of the one before it, so that no cell is cut."""
    with archive.open(part) as stream:
        before = b""
        while read := stream.read(_CHUNK):
            yield before + read
            before = read[-_OVERLAP:]


def _last_row(chunk: bytes) -> int:
    """The row of the last cell in a piece that holds something: a sheet is written row by row."""
    held = max(chunk.rfind(b"<v>"), chunk.rfind(b"<is>"), chunk.rfind(b"<f>"))
    start = max(0, held - _OVERLAP)
    found = [int(place[2]) for place in _LAST.finditer(chunk, start, held)] if held > 0 else []
    return max(found, default=1)


def _places(chunk: bytes) -> Iterator[tuple[int, int]]:
    for cell in _CELL.finditer(chunk):
        if place := _PLACE.search(cell[1]):
            yield int(place[2]), _column(place[1])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
