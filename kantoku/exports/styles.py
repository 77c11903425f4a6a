"""How a workbook looks: its fonts, formats and colours. A status is a word with a colour, never a colour alone."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from kantoku.wording import language

# A universal design font that Windows and the free office suites have; the theme's own must not replace it.
FONT = {"font_name": "BIZ UDPゴシック", "font_size": 10, "font_scheme": "none", "font_charset": 128}

# Excel and LibreOffice both read the era from [$-411]; LibreOffice 7 shows a bare number for [$-ja-JP].
_ERA_DAY = '[$-411]ggge"年"m"月"d"日"'
_ISO_DAY = "yyyy-mm-dd"

_TEXT = {"num_format": "@", "text_wrap": True, "valign": "top"}
_DEEPEST_INDENT = 15  # as far as Excel indents

_PROPERTIES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "valign": "vcenter"},
    "heading": {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8F1FE", "bottom": 1},
    "fact": {**_TEXT, "bold": True, "bg_color": "#F2F2F2", "bottom": 1, "bottom_color": "#CCCCCC"},
    "fact_value": {**_TEXT, "bottom": 1, "bottom_color": "#CCCCCC"},
    "text": _TEXT,
    "cell": {**_TEXT, "border": 1, "border_color": "#999999"},
    "cell_number": {"num_format": "#,##0", "align": "right", "indent": 1, "border": 1, "border_color": "#999999"},
    "cell_label": {**_TEXT, "bold": True, "bg_color": "#F2F2F2", "border": 1, "border_color": "#999999"},
    "cell_heading": {
        **_TEXT,
        "bold": True,
        "bg_color": "#E8F1FE",
        "valign": "vcenter",
        "border": 1,
        "border_color": "#999999",
    },
    "cell_marked": {**_TEXT, "font_color": "#6B5300", "bg_color": "#FFF7DB", "border": 1, "border_color": "#999999"},
    "band": {**_TEXT, "bold": True, "font_size": 11, "valign": "vcenter"},
    "note": {**_TEXT, "font_color": "#4D4D4D"},
    "to_fill": {**_TEXT, "locked": False, "bg_color": "#FFFBE6", "border": 1, "border_color": "#999999"},
    "code": {"num_format": "@", "valign": "top"},
    "number": {"num_format": "#,##0", "align": "right", "indent": 1, "valign": "top"},
    "bad": {**_TEXT, "font_color": "#CE0000", "bg_color": "#FDEEEE", "bold": True},
    "warning": {**_TEXT, "font_color": "#6B5300", "bg_color": "#FFF7DB"},
    "good": {**_TEXT, "font_color": "#197A4B", "bg_color": "#E6F5EC"},
}


class Styles:
    """The formats of one workbook, each made when it is first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats: dict[str, Format] = {}

    def format(self, name: str) -> Format:
        if name not in self._formats:
            self._formats[name] = self._workbook.add_format(_properties(name))
        return self._formats[name]

    def index(self, name: str) -> int:
        """The number under which a cell of a ColumnSheet refers to a format."""
        return int(self.format(name)._get_xf_index())  # noqa: SLF001

    def at_tier(self, tier: int) -> int:
        """The text format of a row at a tier (1 is the contractor's): the deeper, the further to the right."""
        return self.index(f"tier {min(2 * (tier - 1), _DEEPEST_INDENT)}")


def _properties(name: str) -> dict[str, Any]:
    if name == "date":
        return {"num_format": _day(), "align": "left", "valign": "top"}
    if name == "moment":
        return {"num_format": f"{_day()} hh:mm", "align": "left", "valign": "top"}
    if name.startswith("tier "):
        return {**_TEXT, "align": "left", "indent": int(name.removeprefix("tier "))}
    return _PROPERTIES[name]


def _day() -> str:
    return _ERA_DAY if language() == "ja" else _ISO_DAY
