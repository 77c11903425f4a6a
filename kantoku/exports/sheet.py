"""A sheet written from columns: XlsxWriter does everything about a workbook but the rows of a long table.

Cell by cell XlsxWriter takes about 6 µs for each, and its row-wise mode for long tables 9 µs; the register has some 70
cells an engagement. So a sheet of this kind is given its cells as ready XML, a column at a time and every distinct
value once, and hooks in where XlsxWriter would write the rows it holds. The tests read the outcome back cell by cell.
"""

import datetime
import re
import shutil
import tempfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from kantoku.wording import N_, _

ROWS = 1_048_576
"""The rows that a sheet can have. Source: Excel specifications and limits."""

_TEXT_LIMIT = 32_767
_CHUNK = 5_000
_IN_MEMORY = 16_000_000  # characters of a sheet, before it waits on disk to be packed
_FIRST_DAY = 693_594  # the ordinal of 1899-12-30, day 0
_FIRST_SOUND_DAY = 61  # 1900-03-01; before it Excel counts a day that never was
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_UNUSUAL = re.compile(rf"[&<>]|{_NOT_XML.pattern}|{_LIKE_AN_ESCAPE.pattern}|^\s|\s$")


class ColumnSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose rows come as columns of cells; everything else is as in XlsxWriter."""

    def lay(self, columns: Sequence[list[str]], heights: Sequence[float | None], style: Format) -> None:
        """columns: equally long, the headings first; each cell '' (none) or what text_cell and the like return.

        heights: of the rows in points, None for the usual one, as if fitted by Excel. style: any in use.
        """
        self.write_blank(0, 0, None, style)
        self.write_blank(max(len(heights) - 1, 0), len(columns) - 1, None, style)
        self._rows = tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8")  # noqa: SIM115  closed when written
        letters = [xl_col_to_name(position) for position in range(len(columns))]
        for start in range(0, len(heights), _CHUNK):
            rows = range(start + 1, min(start + _CHUNK, len(heights)) + 1)
            cells = [
                [
                    f'<c r="{letter}{row}{cell}' if cell else ""
                    for row, cell in zip(rows, column[start : start + _CHUNK], strict=True)
                ]
                for letter, column in zip(letters, columns, strict=True)
            ]
            lines = map("".join, zip(*cells, strict=True))
            tags = (
                f'<row r="{row}" ht="{heights[row - 1]}">' if heights[row - 1] else f'<row r="{row}">' for row in rows
            )
            self._rows.write("".join(f"{tag}{line}</row>" for tag, line in zip(tags, lines, strict=True)))

    def _write_rows(self) -> None:
        """Where XlsxWriter would write the cells that it holds."""
        self._rows.seek(0)
        shutil.copyfileobj(self._rows, self.fh)
        self._rows.close()


def text_cell(text: str, style: int) -> str:
    """A text, never a formula. What exceeds the limit of a cell is cut, and the cell says so."""
    if len(text) > _TEXT_LIMIT // 2:
        text = _fitting(text)
    if not _UNUSUAL.search(text):
        return f'" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'
    return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_as_xml(text)}</t></is></c>'


def number_cell(number: str, style: int) -> str:
    return f'" s="{style}"><v>{number}</v></c>'


def day_cell(day: datetime.date, style: int, text_style: int) -> str:
    """A day as Excel counts days; as text where it cannot."""
    serial = day.toordinal() - _FIRST_DAY
    if serial < _FIRST_SOUND_DAY:
        return text_cell(f"{day:%Y-%m-%d}", text_style)
    return number_cell(str(serial), style)


def moment_cell(moment: datetime.datetime, style: int) -> str:
    """A moment without zone, to the second."""
    seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
    return number_cell(f"{moment.toordinal() - _FIRST_DAY + seconds / 86_400:.10f}", style)


def _fitting(text: str) -> str:
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * _TEXT_LIMIT:
        return text
    mark = _(N_(" … (cut here: a cell holds no more)"))
    return units[: 2 * (_TEXT_LIMIT - len(mark))].decode("utf-16-le", "ignore") + mark


def _as_xml(text: str) -> str:
    plain = _LIKE_AN_ESCAPE.sub("_x005F_", text)
    return escape(_NOT_XML.sub("\ufffd", plain))
