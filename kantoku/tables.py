"""Which tables a record kind has, with their columns and types: they follow from its declaration."""

import datetime
from typing import Any

from kantoku.records.base import FieldInfo, Part, Record, fields

FOREVER = 9223372036854775807


def row_lists(record: type[Record]) -> list[FieldInfo]:
    """The lists of a record whose elements are rows of a table of their own."""
    return [field for field in fields(record) if field.is_rows]


def rows_table(record: type[Record], rows: FieldInfo) -> str:
    return f"{record.kind}_{rows.name.removesuffix('s')}"


def tables_of(record: type[Record]) -> tuple[str, ...]:
    """The table of a kind, and those of its lists."""
    return record.kind, *(rows_table(record, rows) for rows in row_lists(record))


def columns(cls: type[Record] | type[Part]) -> str:
    """The columns as a create table takes them."""
    return ", ".join(f"{field.name} {_sql_type(field)}" for field in fields(cls))


def _sql_type(field: FieldInfo) -> str:
    if field.part:
        inner = "struct(" + ", ".join(f"{f.name} {_sql_type(f)}" for f in _sorted(field.part)) + ")"
    else:
        inner = _scalar(field.type)
    return f"{inner}[]" if field.is_list else inner


def shape(cls: type[Record] | type[Part]) -> dict[str, Any]:
    """The structure that from_json reads: names sorted, as in a body. A retired field is read and left at that."""
    retired = dict.fromkeys(cls.retired, "VARCHAR") if issubclass(cls, Record) else {}
    return dict(sorted(({field.name: _shape_of(field) for field in fields(cls)} | retired).items()))


def _shape_of(field: FieldInfo) -> Any:
    inner = shape(field.part) if field.part else _scalar(field.type).upper()
    return [inner] if field.is_list else inner


def _sorted(cls: type[Record] | type[Part]) -> list[FieldInfo]:
    return sorted(fields(cls), key=lambda field: field.name)


_SCALARS = {datetime.date: "date", int: "bigint", bool: "boolean"}


def _scalar(type_: Any) -> str:
    return _SCALARS.get(type_, "varchar")
