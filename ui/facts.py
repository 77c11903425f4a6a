"""Facts to be read, not edited: pairs of heading and text, and small tables whose cells wrap."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from kantoku.records import Record
from kantoku.records.base import fields
from kantoku.wording import _
from ui import entered, values

_FAINT = "light-dark(#595959, #b3b3b3)"
_LINE = "light-dark(#d9d9d9, #4d4d4d)"
_BAND = "light-dark(#f2f2f2, #2a2a2a)"
_CELL = f"border-bottom:1px solid {_LINE};padding:5px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere"
_NUMBERS = f"{_CELL};text-align:right;padding:5px 4px;font-variant-numeric:tabular-nums"


def pairs(facts: Iterable[tuple[str, str]], *, width: int = 300) -> None:
    """Headings with their texts, as many beside each other as fit at that width (px). What is empty is left out."""
    cells = "".join(
        f'<div style="min-width:0;border-bottom:1px solid {_LINE};padding:3px 0 5px">'
        f'<dt style="color:{_FAINT};font-size:0.8125rem">{escape(name)}</dt>'
        f'<dd style="margin:0;padding:0;white-space:pre-line;overflow-wrap:anywhere">{escape(text)}</dd></div>'
        for name, text in facts
        if text
    )
    st.html(
        f'<dl style="margin:0;padding:0;display:grid;column-gap:24px;row-gap:2px;font-size:0.9375rem;line-height:1.6;'
        f'grid-template-columns:repeat(auto-fill,minmax(min({width}px,100%),1fr))">{cells}</dl>'
    )


def missing(record: Record) -> None:
    """What the record still lacks to be complete; nothing if it is."""
    if lacking := _lacking(record):
        st.markdown(
            f":orange-badge[:material/edit_note: {_('Still missing')}] {lacking}",
            help=entered.what_marks(),
        )


def told_missing(told: str, record: Record) -> str:
    """What is told (already translated) of a record just recorded, with what it still lacks."""
    lacking = _lacking(record)
    return f"{told} {_('{title}: {text}', title=_('Still missing'), text=lacking)}" if lacking else told


def _lacking(record: Record) -> str:
    labels = {field.name: _(field.about.label) for field in fields(type(record))}
    return values.separator().join(labels[name] for name in record.missing())


def table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[str] = (), are_numbers: bool = False
) -> None:
    """A small table. widths: CSS widths of the columns; those not given share the rest.

    are_numbers: all columns but the first hold numbers, one under the other.
    """
    shares = "".join(f'<col style="width:{width}">' for width in widths)
    small = "font-size:0.75rem;hyphens:auto" if are_numbers else ""
    styles = [_CELL] + [_NUMBERS if are_numbers else _CELL] * (len(headings) - 1)
    head = "".join(
        f'<th scope="col" style="{style};background:{_BAND};font-weight:700;{small}">{escape(heading)}</th>'
        for style, heading in zip(styles, headings, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="{style};white-space:pre-line">{escape(cell)}</td>'
            for style, cell in zip(styles, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    st.html(
        f'<table style="width:100%;border-collapse:collapse;table-layout:{"fixed" if widths else "auto"};'
        f'font-size:0.875rem;line-height:1.6"><colgroup>{shares}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
