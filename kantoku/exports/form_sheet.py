"""A sheet laid out as a form on paper: a title, facts, and tables under bands, in columns of fixed widths."""

from collections.abc import Sequence
from typing import Any

from kantoku.exports import layout
from kantoku.exports.styles import Styles


class FormSheet:
    """Writes a worksheet from top to bottom. widths: of its columns, in characters; each row fills all of them."""

    def __init__(self, sheet: Any, styles: Styles, widths: Sequence[float]) -> None:
        self._sheet = sheet
        self._styles = styles
        self._widths = widths
        self._row = 0
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        layout.for_print(sheet, widths, 0)
        sheet.hide_gridlines(2)

    def title(self, text: str) -> None:
        self._sheet.set_row(self._row, 28)
        self._sheet.write_string(self._row, 0, text, self._styles.format("title"))
        self._row += 1

    def fact(self, label: str, value: str) -> None:
        """A label in the first column, its value across the others."""
        self._sheet.write_string(self._row, 0, label, self._styles.format("fact"))
        self._across(1, value, "fact_value")

    def band(self, text: str) -> None:
        """The title of the table that follows, across the sheet, with room above it."""
        self._row += 1
        self._across(0, text, "band")

    def note(self, text: str) -> None:
        """A sentence across the sheet."""
        self._across(0, text, "note")

    def headings(self, texts: Sequence[str]) -> None:
        self._cells(texts, ["cell_heading"] * len(texts))

    def row(self, texts: Sequence[str], *, marked: Sequence[int] = ()) -> None:
        """A row of cells; the first is a label. marked: columns to be looked at."""
        styles = ["cell_label", *["cell"] * (len(texts) - 1)]
        for column in marked:
            styles[column] = "cell_marked"
        self._cells(texts, styles)

    def rows(self, texts: Sequence[str], column: int, parts: Sequence[str]) -> None:
        """A row of cells of which one column holds several parts, one under the other; the others span them."""
        if len(parts) < 2:  # a single cell cannot be merged
            self.row([*texts[:column], *parts, *texts[column + 1 :]])
            return
        first, last = self._row, self._row + len(parts) - 1
        needed = max(self._lines(text, at) for at, text in enumerate(texts) if at != column)
        spare = needed
        for row, part in enumerate(parts, first):
            count = max(self._lines(part, column), spare if row == last else 1)
            spare -= count
            self._sheet.write_string(row, column, part, self._styles.format("cell"))
            self._sheet.set_row(row, layout.height(count) or layout.ONE_LINE)
        for at, text in enumerate(texts):
            if at != column:
                style = self._styles.format("cell" if at else "cell_label")
                self._sheet.merge_range(first, at, last, at, text, style)
        self._row = last + 1

    def _cells(self, texts: Sequence[str], styles: Sequence[str]) -> None:
        for column, (text, style) in enumerate(zip(texts, styles, strict=True)):
            self._sheet.write_string(self._row, column, text, self._styles.format(style))
        count = max(self._lines(text, column) for column, text in enumerate(texts))
        self._sheet.set_row(self._row, layout.height(count) or layout.ONE_LINE)
        self._row += 1

    def _across(self, first: int, text: str, style: str) -> None:
        last = len(self._widths) - 1
        self._sheet.merge_range(self._row, first, self._row, last, text, self._styles.format(style))
        count = layout.lines(text, sum(self._widths[first:]))
        self._sheet.set_row(self._row, layout.height(count) or layout.ONE_LINE)
        self._row += 1

    def _lines(self, text: str, column: int) -> int:
        return layout.lines(text, self._widths[column])
