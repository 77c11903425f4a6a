"""Asking the rules: what breaks them, as of a day and as known then, and what stops a write.

A rule's query reads `engagement`, the oversight evaluated once, and yields a row a hit: engagement_id, contract_id,
subject_kind, subject_id, since, detail, and where they vary level and is_refused.
"""

import datetime
import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from duckdb import DuckDBPyConnection

from kantoku import queries
from kantoku.rules import Hit, Rule, load

FLAGGED_ONLY = "-- What follows flags and never refuses."
"""The line of a rule's query after which nothing can stop a write, so that no write is judged by it."""
_HANDFUL = 2
# The oversight that `evaluate` judges, for as long as it does.
_JUDGED = "judged"
_HIT = """
select
    null::varchar as rule, null::varchar as engagement_id, null::varchar as contract_id,
    null::varchar as subject_kind, null::varchar as subject_id, null::date as since,
    null::varchar as level, null::boolean as is_refused, null::json as detail
where false
"""
# Two hits of one rule on one record differ in their detail only.
_ORDER = "order by rule, subject_id, engagement_id, detail::varchar"


@cache
def handfuls(only: tuple[str, ...] = ()) -> tuple[tuple[str, ...], ...]:
    """The ids of the rules that a query states, in order and as many together as one statement asks.

    A statement of all rules would hold the memory of them all at once, more than a small ledger is given; one for each
    is planned longer. only: these rules; all if empty.
    """
    ids = [rule.id for rule in load().values() if not rule.enforced_by and (not only or rule.id in only)]
    return tuple(tuple(ids[first : first + _HANDFUL]) for first in range(0, len(ids), _HANDFUL))


@cache
def hits_query(ids: tuple[str, ...], *, refusing: bool = False) -> str:
    """The hits of some rules, each with the level that holds for it; it stands after `with engagement as (…)`.

    A rule reads `engagement` and `permission`, the permissions that count for them or are yet to begin.
    refusing: only that by which they can stop a write.
    """
    chosen = [load()[rule_id] for rule_id in ids]
    rules = "\nunion all by name\n".join(
        f"select '{rule.id}' as rule, * from (\n{_asked(rule, refusing=refusing)}\n)" for rule in chosen
    )
    default = " ".join(f"when '{rule.id}' then '{rule.level}'" for rule in chosen)
    return f"""
        , permission as ({queries.strip_comments(queries.load("status/permission").text)})
        select
            hit.rule, hit.engagement_id, hit.contract_id, hit.subject_kind, hit.subject_id, hit.since,
            coalesce(hit.level, case hit.rule {default} end) as level,
            coalesce(hit.is_refused, false) as is_refused,
            engagement.data_class,
            hit.detail
        from ({_HIT} union all by name {rules}) as hit
        left join engagement on hit.engagement_id = engagement.engagement_id
    """


def _asked(rule: Rule, *, refusing: bool) -> str:
    """What a rule asks; refusing: only that by which it can stop a write."""
    text = rule.query.text.split(FLAGGED_ONLY)[0] if refusing else rule.query.text
    return queries.strip_comments(text)


@cache
def _judging(ids: tuple[str, ...]) -> queries.Query:
    text = f"with engagement as (from {_JUDGED})\n{hits_query(ids)}\n{_ORDER}"
    return queries.from_text("rules/judging", text)


@cache
def _refusing(ids: tuple[str, ...]) -> queries.Query:
    # What a write is judged by stands in the engagements themselves; the rest of the oversight would only be planned.
    engagement = queries.strip_comments(queries.load("reports/engagements").text)
    return queries.from_text(
        "rules/refusing",
        f"with engagement as materialized ({engagement})\n{hits_query(ids, refusing=True)}\n{_ORDER}",
    )


@cache
def _suspecting(ids: tuple[str, ...]) -> queries.Query | None:
    """Asks whether these rules stop any of what is written; None where one of them reads the engagements.

    These take most of the planning, and a hit cites its legal basis by them: they are asked only where there is one.
    """
    rules = [queries.from_text(rule_id, _asked(load()[rule_id], refusing=True)) for rule_id in ids]
    if any(rule.reads(table) for rule in rules for table in ("engagement", "permission")):
        return None
    hits = "\nunion all\n".join(f"select subject_id, is_refused from (\n{rule.text}\n)" for rule in rules)
    return queries.from_text(
        "rules/suspecting", f"select count(*) from ({hits}) where is_refused and list_contains($written, subject_id)"
    )


def evaluate(
    cursor: DuckDBPyConnection, *, as_of: datetime.date, at_seq: int, scope: str | None, only: Sequence[str] = ()
) -> list[Hit]:
    """The hits for one contract (scope) or all (None), of all rules or of those whose ids are given."""
    clocks = {"as_of": as_of, "at_seq": at_seq, "scope": scope}
    oversight = queries.load("reports/oversight")
    cursor.execute(f"create temp table {_JUDGED} as {oversight.text}", oversight.only(clocks))
    try:
        return [hit for ids in handfuls(tuple(only)) for hit in _hits(cursor, _judging(ids), clocks)]
    finally:
        cursor.execute(f"drop table {_JUDGED}")


def refused(
    cursor: DuckDBPyConnection,
    written: Mapping[str, frozenset[str]],
    *,
    as_of: datetime.date,
    at_seq: int,
    scopes: Sequence[str | None],
) -> list[Hit]:
    """The hits that stop a write, as the cursor's open transaction sees the ledger.

    written: record id → what it is refused as. Only a hit on one of these records stops the write: what was already
    broken elsewhere, or what a fact now recorded breaks elsewhere, is flagged and never refused.
    """
    what = frozenset[str]().union(*written.values())
    ids = tuple(rule.id for rule in load().values() if rule.refuses & what and not rule.enforced_by)
    if not ids:
        return []
    return [
        hit
        for scope in scopes
        for hit in _found(cursor, ids, {"as_of": as_of, "at_seq": at_seq, "scope": scope, "written": list(written)})
        if hit.is_refused and hit.subject_id in written
    ]


def _found(cursor: DuckDBPyConnection, ids: tuple[str, ...], values: dict[str, Any]) -> list[Hit]:
    suspecting = _suspecting(ids)
    if suspecting and cursor.execute(suspecting.text, suspecting.only(values)).fetchall() == [(0,)]:
        return []
    return _hits(cursor, _refusing(ids), values)


def _hits(cursor: DuckDBPyConnection, query: queries.Query, clocks: dict[str, Any]) -> list[Hit]:
    return [_hit(row) for row in cursor.execute(query.text, query.only(clocks)).fetchall()]


def _hit(row: tuple[Any, ...]) -> Hit:
    facts = dict(zip(Hit.__dataclass_fields__, row, strict=True))
    return Hit(**{**facts, "detail": json.loads(facts["detail"])})
