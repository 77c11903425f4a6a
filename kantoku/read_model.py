"""Typed tables derived from the journal. A row is what the office believed of a record from one entry to another.

The tables follow from the record declarations: their DDL and the SQL that fills them are written here, nowhere else.
They can be dropped and rebuilt from the journal at any time.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from kantoku import queries
from kantoku.records import KINDS
from kantoku.records.base import FieldInfo, Part, Record, fields

FOREVER = 9223372036854775807

_SYSTEM = "id varchar, revision integer, recorded_by varchar, recorded_at timestamp, seq_from bigint, seq_to bigint"
_SYSTEM_NAMES = ("id", "revision", "recorded_by", "recorded_at", "seq_from", "seq_to")
# A struct printed as JSON carries its absent fields as nulls, a body does not.
_NULLS = '"[a-z_0-9]+":null,|,"[a-z_0-9]+":null|"[a-z_0-9]+":null'


class Unreadable(Exception):
    """An entry's body does not fit its declaration; the message names its seq."""


def create(cursor: DuckDBPyConnection) -> None:
    """Makes the tables, empty."""
    for record in KINDS.values():
        cursor.execute(f"create or replace table {record.kind} ({_SYSTEM}, {_columns(record)})")
        for rows in _row_lists(record):
            cursor.execute(
                f"create or replace table {_rows_table(record, rows)} "
                f"({record.kind}_id varchar, position integer, seq_from bigint, seq_to bigint, {_columns(rows.type)})"
            )


def create_views(cursor: DuckDBPyConnection) -> None:
    """The macros: one a table, which shows it as known at a seq; then those of queries/views, in order of need."""
    for record in KINDS.values():
        for table in (record.kind, *(_rows_table(record, rows) for rows in _row_lists(record))):
            cursor.execute(
                f"create or replace macro {table}s(at_seq) as table "
                f"from {table} where seq_from <= at_seq and at_seq < seq_to"
            )
    for view in queries.folder("views"):
        cursor.execute(view.text)


def apply(cursor: DuckDBPyConnection, first: int, last: int, kinds: Iterable[str], *, is_new: bool = False) -> None:
    """Brings the tables of these kinds up to the journal for the entries first..last, set by set.

    is_new: none of them is a later state of a record, so no row that stands ends with them.
    Raises Unreadable if a body holds anything that its typed row would not.
    """
    span = {"first": first, "last": last}
    try:
        for kind in sorted(kinds):
            for fills, ends in _application(KINDS[kind]):
                cursor.execute(fills, span)
                if not is_new:
                    cursor.execute(ends, span)
    except duckdb.InvalidInputException as error:
        raise Unreadable(str(error).removeprefix("Invalid Input Error: ")) from error


def rebuild(cursor: DuckDBPyConnection) -> None:
    """Drops the tables and derives them anew from the whole journal."""
    create(cursor)
    apply(cursor, 1, FOREVER - 1, KINDS)


def forget(cursor: DuckDBPyConnection, kind: str, seq: int) -> None:
    """Removes the row of an entry whose body was erased, as a rebuild would."""
    record = KINDS[kind]
    for table in (record.kind, *(_rows_table(record, rows) for rows in _row_lists(record))):
        cursor.execute(f"delete from {table} where seq_from = $seq", {"seq": seq})


@cache
def declarations() -> str:
    """A fingerprint of the declarations: tables made from others must be rebuilt."""
    shapes = {kind: _shape(record) for kind, record in KINDS.items()}
    return hashlib.sha256(json.dumps(shapes, sort_keys=True).encode()).hexdigest()


def present(cursor: DuckDBPyConnection, kind: str, record_id: str, at_seq: int) -> dict[str, Any] | None:
    """The row of one record as known at a seq, as plain values, or None."""
    found = cursor.execute(
        f"from {KINDS[kind].kind} where id = $id and seq_from <= $at_seq and $at_seq < seq_to",
        {"id": record_id, "at_seq": at_seq},
    )
    names = [column[0] for column in found.description or ()]
    row = found.fetchone()
    return dict(zip(names, row, strict=True)) if row else None


def dangling(cursor: DuckDBPyConnection, first: int, last: int, kinds: Iterable[str]) -> tuple[str, str] | None:
    """(label, id) of a reference, in a present row of the entries first..last, to a record that is not there."""
    for kind in sorted(kinds):
        query = _dangling(KINDS[kind])
        found = cursor.execute(query, {"first": first, "last": last}).fetchone() if query else None
        if found:
            label, record_id = found
            return label, record_id
    return None


@cache
def _dangling(record: type[Record]) -> str:
    checks = [
        f"""
        select '{field.about.label}' as label, {field.name} as id
        from {table}
        where seq_from between $first and $last and seq_to = {FOREVER} and {field.name} is not null
            and not exists (from ({_targets(field)}) as target where target.id = {table}.{field.name})
        """
        for table, _key, field in _references(record)
        if field.about.refers_to
    ]
    return " union all ".join(checks) + " order by label, id limit 1" if checks else ""


def _targets(field: FieldInfo) -> str:
    return " union all ".join(f"select id from {kind} where seq_to = {FOREVER}" for kind in field.about.refers_to)


def referring(cursor: DuckDBPyConnection, kind: str, record_id: str) -> list[tuple[str, str]]:
    """(kind, id) of the present records that refer to a record."""
    found: list[tuple[str, str]] = []
    for record in KINDS.values():
        for table, key, field in _references(record):
            if kind in field.about.refers_to:
                rows = cursor.execute(
                    f"select distinct {key} from {table} where seq_to = {FOREVER} and {field.name} = $id order by 1",
                    {"id": record_id},
                ).fetchall()
                found += [(record.kind, row[0]) for row in rows]
    return list(dict.fromkeys(found))


def _references(record: type[Record]) -> list[tuple[str, str, FieldInfo]]:
    own = [(record.kind, "id", field) for field in fields(record)]
    rows = [
        (_rows_table(record, listed), f"{record.kind}_id", field)
        for listed in _row_lists(record)
        for field in fields(listed.type)
    ]
    return own + rows


@cache
def _application(record: type[Record]) -> tuple[tuple[str, str], ...]:
    """For each table of a kind: what fills it from a span of entries, and what ends the rows that stood before."""
    names = [field.name for field in fields(record)]
    own = f"""
        insert into {record.kind} ({", ".join((*_SYSTEM_NAMES, *names))})
        with entry as (
            select seq, record_id, revision, actor, recorded_at, body,
                lead(seq, 1, {FOREVER}) over (partition by record_id order by seq) as seq_to
            from journal
            where kind = '{record.kind}' and revision > 0 and seq between $first and $last
        ),
        typed as (
            select *, from_json(body, '{json.dumps(_shape(record))}') as record from entry where body <> ''
        )
        select record_id, revision, actor, recorded_at, seq, seq_to, {", ".join(f"record.{name}" for name in names)}
        from typed
        where case
            when regexp_replace(to_json(record)::varchar, '{_NULLS}', '', 'g') = body then true
            else error('entry ' || seq || ' does not fit the declaration of {record.kind}')
        end
        order by seq
        """
    return (
        (own, _closing(record.kind, "id", record.kind)),
        *(
            (_spread(record, rows), _closing(_rows_table(record, rows), f"{record.kind}_id", record.kind))
            for rows in _row_lists(record)
        ),
    )


def _spread(record: type[Record], rows: FieldInfo) -> str:
    """Fills the table of a list's elements from the rows just applied."""
    parts = [field.name for field in fields(rows.type)]
    return f"""
        insert into {_rows_table(record, rows)} ({record.kind}_id, position, seq_from, seq_to, {", ".join(parts)})
        with listed as (
            select id, seq_from, seq_to, unnest({rows.name}) as part,
                generate_subscripts({rows.name}, 1) as position
            from {record.kind}
            where seq_from between $first and $last
        )
        select id, position, seq_from, seq_to, {", ".join(f"part.{name}" for name in parts)}
        from listed
        order by seq_from, position
        """


def _closing(table: str, key: str, kind: str) -> str:
    """Ends the rows that stood before the span and have a later state in it."""
    return f"""
        update {table} set seq_to = later.seq
        from (
            select record_id, min(seq) as seq
            from journal
            where kind = '{kind}' and revision > 1 and seq between $first and $last
            group by record_id
        ) as later
        where {table}.{key} = later.record_id and {table}.seq_to = {FOREVER} and {table}.seq_from < $first
        """


def _row_lists(record: type[Record]) -> list[FieldInfo]:
    return [field for field in fields(record) if field.is_rows]


def _rows_table(record: type[Record], rows: FieldInfo) -> str:
    return f"{record.kind}_{rows.name.removesuffix('s')}"


def _columns(cls: type[Record] | type[Part]) -> str:
    return ", ".join(f"{field.name} {_sql_type(field)}" for field in fields(cls))


def _sql_type(field: FieldInfo) -> str:
    if field.part:
        inner = "struct(" + ", ".join(f"{f.name} {_sql_type(f)}" for f in _sorted(field.part)) + ")"
    else:
        inner = _scalar(field.type)
    return f"{inner}[]" if field.is_list else inner


def _shape(cls: type[Record] | type[Part]) -> dict[str, Any]:
    """The structure that from_json reads: names sorted, as in a body."""
    return {field.name: _shape_of(field) for field in _sorted(cls)}


def _shape_of(field: FieldInfo) -> Any:
    inner = _shape(field.part) if field.part else _scalar(field.type).upper()
    return [inner] if field.is_list else inner


def _sorted(cls: type[Record] | type[Part]) -> list[FieldInfo]:
    return sorted(fields(cls), key=lambda field: field.name)


_SCALARS = {datetime.date: "date", int: "bigint", bool: "boolean"}


def _scalar(type_: Any) -> str:
    return _SCALARS.get(type_, "varchar")
