"""Typed tables derived from the journal. A row is what the office believed of a record from one entry to another.

The tables follow from the record declarations: their DDL and the SQL that fills them are written here, nowhere else.
They can be dropped and rebuilt from the journal at any time.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from kantoku import catalogue, dated_facts, open_days, people, queries
from kantoku.records import KINDS
from kantoku.records.base import FieldInfo, Record, fields
from kantoku.tables import FOREVER, columns, row_lists, rows_table, shape, tables_of

_SYSTEM = "id varchar, revision integer, recorded_by varchar, recorded_at timestamp, seq_from bigint, seq_to bigint"
_SYSTEM_NAMES = ("id", "revision", "recorded_by", "recorded_at", "seq_from", "seq_to")
# A struct printed as JSON carries its absent fields as nulls, a body does not.
_NULLS = '"[a-z_0-9]+":null,|,"[a-z_0-9]+":null|"[a-z_0-9]+":null'


class Unreadable(Exception):
    """An entry's body does not fit its declaration; the message names its seq."""


def create(cursor: DuckDBPyConnection) -> None:
    """Makes the tables, empty, and the macros that say of a row what is worked out when it is written."""
    for codes in _codes():
        cursor.execute(codes)
    cursor.execute(queries.load("derived/person_named").text)
    for record in KINDS.values():
        derived = _derived(record)
        for query in derived.values():
            cursor.execute(query.text)
        own = [_SYSTEM, columns(record), *map(_derived_column, derived), *dated_facts.columns(record)]
        cursor.execute(f"create or replace table {record.kind} ({', '.join(own)})")
        for rows in row_lists(record):
            cursor.execute(
                f"create or replace table {rows_table(record, rows)} "
                f"({record.kind}_id varchar, position integer, seq_from bigint, seq_to bigint, {columns(rows.type)})"
            )


def create_views(cursor: DuckDBPyConnection) -> None:
    """Makes the macros that this version reads by, unless it is they that the file holds."""
    made_of = hashlib.sha256("\n".join(_views()).encode()).hexdigest()
    with suppress(duckdb.CatalogException):  # a new file, or one of a version that left no such mark
        if cursor.execute("select views_made_of()").fetchall() == [(made_of,)]:
            return
    for view in _views():
        cursor.execute(view)
    cursor.execute(f"create or replace macro views_made_of() as '{made_of}'")


@cache
def _views() -> tuple[str, ...]:
    """The macros: one a table, which shows it as known at a seq; then those of queries/views, in order of need."""
    shown = (
        f"create or replace macro {table}s(at_seq) as table from {table} where seq_from <= at_seq and at_seq < seq_to"
        for record in KINDS.values()
        for table in tables_of(record)
    )
    return (*shown, _holidays(), *(view.text for view in queries.folder("views")))


@cache
def _derived(record: type[Record]) -> dict[str, queries.Query]:
    """Name → macro of what is worked out once of a row, when it is written: a yes or no (is_…), else a text."""
    named = {query.name.removeprefix("derived/"): query for query in queries.folder("derived")}
    of_it = f"{record.kind}."
    return {name.removeprefix(of_it): query for name, query in named.items() if name.startswith(of_it)}


def _codes() -> list[str]:
    """The macros that know what stands in the lists of the catalogue, and the titles of posts."""
    required = [clause.code for clause in catalogue.clauses() if clause.required_for_spi]
    return [
        _confirmation_codes(),
        f"create or replace macro required_clauses() as {required}",
        f"create or replace macro title_words() as '{people.TITLE_WORDS}'",
        f"create or replace macro tier_clauses() as {[clause.code for clause in catalogue.tier_clauses()]}",
    ]


def _derived_column(name: str) -> str:
    return f"{name} {'boolean' if name.startswith(('is_', 'has_')) else 'varchar'}"


def _confirmation_codes() -> str:
    """The macro that knows the items of each version of the list of confirmation items; null for an unknown one."""
    versions = "".join(
        f" when '{version}' then {[item.code for item in catalogue.confirmation_items(version)]}"
        for version in catalogue.versions("confirmation_items")
    )
    return f"create or replace macro confirmation_codes(version) as case version{versions} end"


def _holidays() -> str:
    """The macro that knows the holidays, for periods that end on a day on which offices are open."""
    days = sorted(open_days.holidays())
    first, last = days[0].year, days[-1].year
    # A text a year, because looking for a day in all of them takes a hundred times as long.
    years = [",".join(f"{day:%m%d}" for day in days if day.year == year) for year in range(first, last + 1)]
    of_year = f"({years})[year(day) - {first - 1}]"
    return (
        "create or replace macro is_holiday(day) as "
        f"year(day) between {first} and {last} and contains({of_year}, strftime(day, '%m%d'))"
    )


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
            if not is_new:
                dated_facts.settle(cursor, KINDS[kind], span)
    except duckdb.InvalidInputException as error:
        raise Unreadable(str(error).removeprefix("Invalid Input Error: ")) from error


def rebuild(cursor: DuckDBPyConnection) -> None:
    """Drops the tables and derives them anew from the whole journal."""
    create(cursor)
    apply(cursor, 1, FOREVER - 1, KINDS)
    for seq, kind in cursor.execute(queries.load("journal/erased_kinds").text).fetchall():
        forget(cursor, kind, seq)


def forget(cursor: DuckDBPyConnection, kind: str, seq: int) -> None:
    """Empties the row of an entry whose body was erased. It spans no entry, so no clock shows it.

    That it was there stays: when a record was first recorded follows from it.
    """
    record = KINDS[kind]
    for table in tables_of(record):
        cursor.execute(f"delete from {table} where seq_from = $seq", {"seq": seq})
    cursor.execute(
        f"insert into {kind} ({', '.join(_SYSTEM_NAMES)}) "
        "select record_id, revision, actor, recorded_at, seq, seq from journal where seq = $seq",
        {"seq": seq},
    )
    dated_facts.settle(cursor, record, {"first": seq, "last": FOREVER - 1})


@cache
def declarations() -> str:
    """A fingerprint of the declarations: tables made from others must be rebuilt."""
    shapes = {kind: [shape(record), record.dated_facts] for kind, record in KINDS.items()}
    derived = {query.name: query.text for query in queries.folder("derived")}
    return hashlib.sha256(json.dumps([shapes, derived, _codes()], sort_keys=True).encode()).hexdigest()


def present(cursor: DuckDBPyConnection, kind: str, record_id: str, at_seq: int) -> dict[str, Any] | None:
    """The row of one record as known at a seq, as plain values, or None."""
    found = cursor.execute(
        f"from {KINDS[kind].kind} where id = $id and seq_from <= $at_seq and $at_seq < seq_to",
        {"id": record_id, "at_seq": at_seq},
    )
    names = [column[0] for column in found.description or ()]
    row = found.fetchone()
    return dict(zip(names, row, strict=True)) if row else None


@cache
def _application(record: type[Record]) -> tuple[tuple[str, str], ...]:
    """For each table of a kind: what fills it from a span of entries, and what ends the rows that stood before."""
    names, derived = [field.name for field in fields(record)], list(_derived(record))
    values = [
        *(f"record.{name}" for name in names),
        *(f"{record.kind}_{name}(record)" for name in derived),
        *dated_facts.first(record),
    ]
    own = f"""
        insert into {record.kind} ({", ".join((*_SYSTEM_NAMES, *names, *derived, *dated_facts.names(record)))})
        with entry as (
            select seq, record_id, revision, actor, recorded_at, body,
                lead(seq, 1, {FOREVER}) over (partition by record_id order by seq) as seq_to
            from journal
            where kind = '{record.kind}' and revision > 0 and seq between $first and $last
        ),
        typed as (
            select *, from_json(body, '{json.dumps(shape(record))}') as record from entry where body <> ''
        )
        select record_id, revision, actor, recorded_at, seq, seq_to, {", ".join(values)}
        from typed
        where case
            when regexp_replace(to_json(record)::varchar, '{_NULLS}', '', 'g') = body then true
            else error('entry ' || seq || ' does not fit the declaration of {record.kind}')
        end
        order by seq
        """
    listed = [
        (_spread(record, rows), _closing(rows_table(record, rows), f"{record.kind}_id", record.kind))
        for rows in row_lists(record)
    ]
    return (own, _closing(record.kind, "id", record.kind)), *listed


def _spread(record: type[Record], rows: FieldInfo) -> str:
    """Fills the table of a list's elements from the rows just applied."""
    parts = [field.name for field in fields(rows.type)]
    return f"""
        insert into {rows_table(record, rows)} ({record.kind}_id, position, seq_from, seq_to, {", ".join(parts)})
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
