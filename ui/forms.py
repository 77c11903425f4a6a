"""Forms made from the record declarations: a widget a field, several columns, nothing typed is lost.

Dates are text fields, so that 令和8年4月1日, R8.4.1 and 2026-04-01 all do.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from kantoku import acting
from kantoku.dates import UnreadableDate, parse_date, show_date
from kantoku.errors import InvalidRecord
from kantoku.records.base import Choice, FieldInfo, Part, Record, fields
from kantoku.wording import N_, _, language
from ui import entered

References = Mapping[str, Mapping[str, str]]
"""For each field that refers to records: id → what the person reads, in the order to be offered."""

_YES_NO = {True: N_("Yes"), False: N_("No")}


def ask(
    record: type[Record],
    names: Sequence[str],
    *,
    key: str,
    start: Mapping[str, Any] | None = None,
    references: References | None = None,
    columns: int = 2,
    filled: Collection[str] = (),
    needed: Collection[str] = (),
) -> dict[str, Any]:
    """Shows the named fields and returns what is typed, raw: pass it to `typed` when the person submits.

    key: sets this form apart from others. start: values to begin with. filled: fields that the program fills in where
    they are left empty, so that they are not marked. needed: what this step needs beyond what makes a record complete.
    Long texts and lists take the whole width.
    """
    declared = {field.name: field for field in fields(record)}
    given, values = start or {}, {}
    for line in _lines([declared[name] for name in names], columns):
        places = st.columns(columns) if len(line) > 1 or not _is_wide(line[0]) else [st.container()]
        for place, field in zip(places, line, strict=False):
            with place:
                named = {
                    "label": _(field.about.label)
                    if field.name in filled
                    else label(field, is_needed=field.name in needed),
                    "key": f"{key}_{field.name}",
                    "help": _(field.about.help) if field.about.help else None,
                }
                values[field.name] = _widget(field, named, given.get(field.name), (references or {}).get(field.name))
    return values


def typed(record: type[Record], raw: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed as plain values for Record.read.

    Raises InvalidRecord naming the dates and numbers that cannot be read, and what nothing can be recorded without.
    """
    values, problems = _converted(record, raw)
    if problems:
        raise InvalidRecord(list(problems.items()))
    return values


def read(record: type[Record], raw: Mapping[str, Any], *, rest: Mapping[str, Any]) -> dict[str, Any]:
    """The same, and held against what the record demands besides, so that all that is amiss is named at once.

    rest: the values of the record that the form does not ask for.
    """
    values, problems = _converted(record, raw)
    said, _files = acting.unpacked({**rest, **values})
    try:
        record.read(said)
    except InvalidRecord as amiss:
        problems = dict(amiss.problems) | problems
    if problems:
        raise InvalidRecord(list(problems.items()))
    return values


def _converted(record: type[Record], raw: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The values that can be read, by name, and what is amiss with the others, by label."""
    declared = {field.name: field for field in fields(record)}
    values, problems = {}, {}
    for name, value in raw.items():
        field = declared[name]
        if field.is_required and _is_empty(value):
            problems[_(field.about.label)] = _("needed")
            continue
        try:
            values[name] = _value(field, value)
        except UnreadableDate as error:
            problems[_(field.about.label)] = error.sentence
        except ValueError:
            problems[_(field.about.label)] = _("not a whole number")
    return values, problems


def submit(label: str, *, key: str, disabled: bool = False) -> bool:
    """The button that records (label already translated), and beside it nothing else."""
    return st.button(label, key=f"{key}_submit", type="primary", disabled=disabled, icon=":material/save:")


def clear(key: str) -> None:
    """Forgets what was typed in a form, after it was recorded."""
    for name in [name for name in st.session_state if str(name).startswith(f"{key}_")]:
        del st.session_state[name]


def as_start(record: Record) -> dict[str, Any]:
    """The values of a record, to begin a form with."""
    return {name: getattr(record, name) for name in type(record).model_fields}


def label(field: FieldInfo, *, is_needed: bool = False) -> str:
    """The field's label, marked where nothing is recorded without it, or where it makes the record complete."""
    said = _(field.about.label)
    if is_needed or field.is_required:
        return entered.marked(said)
    return entered.completing(said) if field.about.needed else said


def _lines(chosen: Iterable[FieldInfo], columns: int) -> list[list[FieldInfo]]:
    lines: list[list[FieldInfo]] = [[]]
    for field in chosen:
        if _is_wide(field):
            lines += [[field], []]
        elif len(lines[-1]) < columns:
            lines[-1].append(field)
        else:
            lines.append([field])
    return [line for line in lines if line]


def _is_wide(field: FieldInfo) -> bool:
    return field.about.long or field.is_list


def _widget(  # noqa: PLR0911  (one return a kind of field reads best)
    field: FieldInfo, named: dict[str, Any], start: Any, options: Mapping[str, str] | None
) -> Any:
    """named: its label, key and help."""
    if options is not None:
        return _select(named, list(options), options.__getitem__, start)
    if field.is_list and field.part:
        return _part_table(field, named, start)
    if field.is_list and field.choices:
        members = list(field.choices)
        return st.multiselect(
            **named,
            options=members,
            default=start or [],
            format_func=_choice_label,
            placeholder=_("Choose"),
            select_all=False,
        )
    if field.is_list:
        return st.text_area(**named, value="\n".join(start or ()), height=96)
    if field.choices:
        return _select(named, list(field.choices), _choice_label, start)
    if field.type is bool:
        return _select(named, list(_YES_NO), lambda chosen: _(_YES_NO[chosen]), start)
    if field.is_date:
        shown = show_date(start, language()) if isinstance(start, datetime.date) else start
        return st.text_input(**named, value=shown or "", placeholder=_("R8.4.1 or 2026-04-01"))
    if field.about.long:
        return st.text_area(**named, value=start or "", height=96)
    return st.text_input(**named, value="" if start is None else str(start))


def _select(named: dict[str, Any], options: list[Any], shown: Any, start: Any) -> Any:
    chosen = options.index(start) if start in options else None
    return st.selectbox(**named, options=options, index=chosen, format_func=shown, placeholder=_("Choose"))


def _choice_label(choice: Choice) -> str:
    return _(choice.label)


def _part_table(field: FieldInfo, named: dict[str, Any], start: Any) -> pd.DataFrame:
    """A small table of a list of structures; a row a part."""
    part: type[Part] = field.type
    inner = list(fields(part))
    rows = [{f.name: _cell(f, getattr(item, f.name)) for f in inner} for item in start or ()]
    st.markdown(f"<small>{named['label']}</small>", unsafe_allow_html=True, help=named["help"])
    return st.data_editor(
        pd.DataFrame(rows, columns=[f.name for f in inner], dtype="object"),
        key=named["key"],
        num_rows="dynamic",
        hide_index=True,
        placeholder="",
        column_config={f.name: _column(f) for f in inner},
    )


def _cell(field: FieldInfo, value: Any) -> Any:
    if value is None:
        return None
    if field.choices:
        return _(value.label)
    return show_date(value, language()) if field.is_date else value


def _column(field: FieldInfo) -> Any:
    if field.choices:
        return st.column_config.SelectboxColumn(label(field), options=[_(member.label) for member in field.choices])
    if field.type is int:
        return st.column_config.NumberColumn(label(field), step=1)
    return st.column_config.TextColumn(label(field))


def _value(field: FieldInfo, value: Any) -> Any:
    if isinstance(value, pd.DataFrame):
        return [_part_values(field.type, row) for row in value.to_dict("records")]
    if field.is_list and isinstance(value, str):
        return [line for line in value.splitlines() if line.strip()]
    if field.is_date and isinstance(value, str):
        return parse_date(value) if value.strip() else None
    if field.type is int and isinstance(value, str):
        plain = value.translate(_FIGURES).strip()
        return int(plain) if plain else None
    return value


_FIGURES = str.maketrans("０１２３４５６７８９", "0123456789", ",，円")


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _part_values(part: type[Part], row: Mapping[Any, Any]) -> dict[str, Any]:
    return {field.name: _part_value(field, row.get(field.name)) for field in fields(part)}


def _part_value(field: FieldInfo, value: Any) -> Any:
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return None
    if field.choices:
        return next((member for member in field.choices if _(member.label) == value), value)
    return _value(field, value)
