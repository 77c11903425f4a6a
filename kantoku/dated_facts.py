"""Since which entry a fact of a record has stood as it stands: a decision's day, a confirmation's result, a contractor.

A record says which of its facts are so dated (`Record.dated_facts`). Each is two columns of its table: `<fact>_seq` and
`<fact>_at`, the first entry of the unbroken run in which it reads as it does in the row. A state whose body was erased
breaks no run: what it said is not known.
"""

from collections.abc import Iterator
from functools import cache

from duckdb import DuckDBPyConnection

from kantoku.records.base import Record


def columns(record: type[Record]) -> Iterator[str]:
    """The columns as a create table takes them."""
    for fact in record.dated_facts:
        yield f"{fact}_seq bigint"
        yield f"{fact}_at timestamp"


def names(record: type[Record]) -> list[str]:
    return [f"{fact}_{what}" for fact in record.dated_facts for what in ("seq", "at")]


def first(record: type[Record]) -> list[str]:
    """What a record's first entry puts into these columns: its own seq and time."""
    return ["seq", "recorded_at"] * len(record.dated_facts)


def settle(cursor: DuckDBPyConnection, record: type[Record], span: dict[str, int]) -> None:
    """Dates the facts of the records with a later state in the entries first..last."""
    if record.dated_facts:
        cursor.execute(_settlement(record), span)


@cache
def _settlement(record: type[Record]) -> str:
    said = {fact: ", ".join(f"{name} := {name}" for name in names) for fact, names in record.dated_facts.items()}
    return f"""
        update {record.kind} set {", ".join(f"{name} = run.{name}" for name in names(record))}
        from (
            with state as (
                select id, seq_from, recorded_at,
                    {
        ", ".join(
            f"case when seq_from < seq_to then struct_pack({parts}) end as {fact}" for fact, parts in said.items()
        )
    }
                from {record.kind}
                where id in (
                    select id from {record.kind} where revision > 1 and seq_from between $first and $last
                )
            ),
            turn as (
                select id, seq_from, recorded_at,
                    {", ".join(f"{_turns(fact)} as is_{fact}_turn" for fact in said)}
                from state
                window
                    each_record as (partition by id order by seq_from),
                    earlier as (
                        partition by id order by seq_from rows between unbounded preceding and 1 preceding
                    )
            )
            select id, seq_from,
                {
        ", ".join(
            f"max(case when is_{fact}_turn then {column} end) over each_record as {fact}_{what}"
            for fact in said
            for what, column in (("seq", "seq_from"), ("at", "recorded_at"))
        )
    }
            from turn
            window each_record as (partition by id order by seq_from)
        ) as run
        where {record.kind}.id = run.id and {record.kind}.seq_from = run.seq_from
        """


def _turns(fact: str) -> str:
    """Does the fact read otherwise than in the last state before it that is known? A record's first entry is a turn."""
    before = f"last_value({fact} ignore nulls) over earlier"
    return (
        f"row_number() over each_record = 1 or coalesce({before}, {fact}) is distinct from coalesce({fact}, {before})"
    )
