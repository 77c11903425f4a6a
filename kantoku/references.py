"""References between records: what they name is there, and all that one record says of its place agrees.

Which fields refer to what follows from the declarations. A record says of what it is in `contract_id` and
`engagement_id`; whatever else it refers to must say the same, and a reference that names the contract itself is that
contract. All is asked in one query a kind, for the rows written alone.
"""

from collections.abc import Iterable
from functools import cache

from duckdb import DuckDBPyConnection

from kantoku import errors
from kantoku.records import KINDS
from kantoku.records.base import FieldInfo, Record, fields
from kantoku.tables import FOREVER, row_lists, rows_table

PLACE = ("contract_id", "engagement_id")
_MOST_NAMED = 5


def dangling(cursor: DuckDBPyConnection, first: int, last: int, kinds: Iterable[str]) -> tuple[str, str] | None:
    """(label, id) of a reference, in a present row of the entries first..last, to a record that is not there.

    Raises Contradictory where what the row refers to belongs elsewhere, and ReferredToElsewhere where the row itself
    has moved and records that refer to it stand where it stood.
    """
    span = {"first": first, "last": last}
    for kind in sorted(kinds):
        query = _dangling(KINDS[kind])
        found = cursor.execute(query, span).fetchone() if query else None
        if found and found[2] is None:
            return found[0], found[1]
        if found:
            raise errors.Contradictory(field=found[0], other=found[2])
        _refuse_left_behind(cursor, kind, span)
    return None


def referring(cursor: DuckDBPyConnection, kind: str, record_id: str) -> list[tuple[str, str]]:
    """(kind, id) of the present records that refer to a record."""
    found: list[tuple[str, str]] = []
    for record, table, key, field in _references_to(kind):
        rows = cursor.execute(
            f"select distinct {key} from {table} where seq_to = {FOREVER} and {field.name} = $id order by 1",
            {"id": record_id},
        ).fetchall()
        found += [(record.kind, row[0]) for row in rows]
    return list(dict.fromkeys(found))


def referring_from_outside(cursor: DuckDBPyConnection, batch: str, kinds: Iterable[str]) -> list[tuple[str, str]]:
    """(kind, id) of some present records that a batch did not write and that refer to one that it brought in."""
    asked = [
        f"""
        select '{record.kind}' as kind, {key} as id
        from {table}
        where seq_to = {FOREVER}
            and {field.name} in (
                select record_id from journal where batch = $batch::varchar and kind = '{kind}' and revision = 1
            )
            and {key} not in (
                select record_id from journal where batch = $batch::varchar and kind = '{record.kind}'
            )
        """
        for kind in sorted(kinds)
        for record, table, key, field in _references_to(kind)
    ]
    if not asked:
        return []
    query = f"select distinct kind, id from ({' union all '.join(asked)}) order by kind, id limit {_MOST_NAMED}"
    return cursor.execute(query, {"batch": batch}).fetchall()


def _refuse_left_behind(cursor: DuckDBPyConnection, kind: str, span: dict[str, int]) -> None:
    moved, left_behind = _moved(KINDS[kind]), _left_behind(KINDS[kind])
    if not moved or not cursor.execute(f"{moved} limit 1", span).fetchone():
        return
    if found := cursor.execute(left_behind, span).fetchall():
        raise errors.ReferredToElsewhere(records=tuple(found)[:_MOST_NAMED])


@cache
def _dangling(record: type[Record]) -> str:
    """The first flaw of the references of a kind: label, id, and the label of the place that it contradicts or null."""
    tables = list(dict.fromkeys(table for table, _key, _field in _references(record)))
    checks = [_check(table, field, _places(record, table)) for table, _key, field in _references(record)]
    if not checks:
        return ""
    written = [
        f"{table}_written as materialized (from {table} where seq_from between $first and $last and seq_to = {FOREVER})"
        for table in tables
    ]
    return f"with {', '.join(written)} {' union all '.join(checks)} order by other nulls first, label, id limit 1"


def _check(table: str, field: FieldInfo, places: dict[str, FieldInfo]) -> str:
    compared = [name for name in places if name != field.name and _is_said(field, name) and not field.about.crosses]
    contradictions = "".join(
        f" when target.{name} <> coalesce(written.{name}, '') then '{places[name].about.label}'" for name in compared
    )
    other = f"case when target.id is null then null{contradictions} else '' end"
    return f"""
        select label, id, other from (
            select '{field.about.label}' as label, written.{field.name} as id, {other} as other
            from {table}_written as written
            left join ({_targets(field, compared)}) as target on written.{field.name} = target.id
            where written.{field.name} is not null
        )
        where other is distinct from ''
        """


def _targets(field: FieldInfo, wanted: list[str]) -> str:
    return " union all ".join(
        f"select id{''.join(f', {_said(KINDS[kind], name)}' for name in wanted)} from {kind} where seq_to = {FOREVER}"
        for kind in field.about.refers_to
    )


def _is_said(field: FieldInfo, name: str) -> bool:
    return any(not _said(KINDS[kind], name).startswith("null") for kind in field.about.refers_to)


def _said(record: type[Record], name: str) -> str:
    """What a record of that kind says of its place; of a contract, that is itself."""
    if name in _places(record, record.kind):
        return name
    return f"id as {name}" if name == f"{record.kind}_id" else f"null::varchar as {name}"


def _places(record: type[Record], table: str) -> dict[str, FieldInfo]:
    return {field.name: field for at, _key, field in _references(record) if at == table and field.name in PLACE}


@cache
def _moved(record: type[Record]) -> str:
    """The rows written that say another place than the state before them; empty for what nothing refers to by place."""
    places = _places(record, record.kind)
    if not places or not _staying(record):
        return ""
    changed = " or ".join(f"later.{name} <> earlier.{name}" for name in places)
    return f"""
        select later.* from {record.kind} as later
        inner join {record.kind} as earlier on later.id = earlier.id
        where later.seq_from between $first and $last and later.seq_to = {FOREVER}
            and earlier.seq_to between $first and $last and ({changed})
        """


@cache
def _left_behind(record: type[Record]) -> str:
    """(label of the kind, id) of the present records that refer to a row that moved, and say where it stood."""
    stays = [
        f"""
        select '{other.label}' as label, {table}.{key} as id
        from {table}
        inner join moved on {table}.{field.name} = moved.id
        where {table}.seq_to = {FOREVER} and ({" or ".join(f"{table}.{name} <> moved.{name}" for name in shared)})
        """
        for other, table, key, field, shared in _staying(record)
    ]
    return f"with moved as materialized ({_moved(record)}) {' union all '.join(stays)} order by label, id"


def _staying(record: type[Record]) -> list[tuple[type[Record], str, str, FieldInfo, list[str]]]:
    """The references to a kind, with the places that both sides say."""
    own = _places(record, record.kind)
    found = []
    for other, table, key, field in _references_to(record.kind):
        shared = [name for name in _places(other, table) if name in own and name != field.name]
        if shared and not field.about.crosses:
            found.append((other, table, key, field, shared))
    return found


def _references_to(kind: str) -> list[tuple[type[Record], str, str, FieldInfo]]:
    return [
        (record, table, key, field)
        for record in KINDS.values()
        for table, key, field in _references(record)
        if kind in field.about.refers_to
    ]


@cache
def _references(record: type[Record]) -> tuple[tuple[str, str, FieldInfo], ...]:
    """(table, column of the record's id, field) of all that refers to a record."""
    own = [(record.kind, "id", field) for field in fields(record)]
    rows = [
        (rows_table(record, listed), f"{record.kind}_id", field)
        for listed in row_lists(record)
        for field in fields(listed.type)
    ]
    return tuple(reference for reference in own + rows if reference[2].about.refers_to)
