"""The oversight rules: one SQL file each, which finds what stands against the law and refuses what would.

A rule reads `engagement`, the oversight evaluated once, and yields a row a hit: engagement_id, contract_id,
subject_kind, subject_id, since, detail, and where they vary level and is_refused.
"""

import datetime
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from duckdb import DuckDBPyConnection

from kantoku import queries
from kantoku.catalogue import legal_basis
from kantoku.dates import show_date
from kantoku.wording import language

LEVELS = ("breach", "overdue", "incomplete")

_HEADER = re.compile(r"^-- ([a-z_.]+): (.+)$", re.MULTILINE)
FLAGGED_ONLY = "-- What follows flags and never refuses."
"""The line of a rule's query after which nothing can stop a write, so that no write is judged by it."""
_HANDFUL = 4
# The oversight that `evaluate` judges, for as long as it does.
_JUDGED = "judged"
_HIT = """
select
    null::varchar as rule, null::varchar as engagement_id, null::varchar as contract_id,
    null::varchar as subject_kind, null::varchar as subject_id, null::date as since,
    null::varchar as level, null::boolean as is_refused, null::json as detail
where false
"""


@dataclass(frozen=True)
class Rule:
    """A rule as its file declares it. header: the lines `-- name: text` at its top."""

    id: str
    query: queries.Query
    header: dict[str, str]

    @property
    def title(self) -> str:
        return self.said("title")

    @property
    def remedy(self) -> str:
        """What to do about a hit in general; see remedy_for."""
        return self.said("remedy")

    @property
    def level(self) -> str:
        return self.header["level"]

    def refuses_a(self, kind: str) -> bool:
        """Can it stop a record of that kind from being written?"""
        return kind in _listed(self.header.get("refuses", ""))

    @property
    def enforced_by(self) -> tuple[str, ...]:
        """Where a rule is enforced that no query can state; empty for those with a query."""
        return _listed(self.header.get("enforced_by", ""))

    @property
    def basis(self) -> tuple[str, ...]:
        """Codes of the legal basis, in the catalogue."""
        return _listed(self.header["basis"])

    def basis_for(self, data_class: str | None) -> tuple[str, ...]:
        """The basis where that data is handled: the My Number Act binds only work on Specific Personal Information.

        An unknown class counts as that, as everywhere.
        """
        if data_class in (None, "spi", "unknown"):
            return self.basis
        return _listed(self.header.get("basis_without_spi", self.header["basis"]))

    def said(self, name: str) -> str:
        """A text of the header, in the language of the running context."""
        return self.header.get(f"{name}_ja", self.header[name]) if language() == "ja" else self.header[name]

    def says(self, detail: dict[str, Any]) -> str:
        """What a hit means, in words: the header's sentence filled from the hit's detail."""
        facts = {name: _shown(value) for name, value in detail.items()}
        for name, codes in self.codes(detail).items():
            words = [self.said(f"{name}.{code}") for code in codes]
            facts[name] = ("、" if language() == "ja" else ", ").join(words).format(**facts)
        return self.said("says").format(**facts)

    def remedy_for(self, detail: dict[str, Any]) -> str:
        """What to do about a hit: what the header says of each code in its detail, else the remedy of the rule."""
        codes = [code for found in self.codes(detail).values() for code in found]
        names = [f"remedy.{code}" if f"remedy.{code}" in self.header else "remedy" for code in codes]
        return ("" if language() == "ja" else " ").join(self.said(name) for name in dict.fromkeys(names or ["remedy"]))

    def codes(self, detail: dict[str, Any]) -> dict[str, list[str]]:
        """Those codes in a hit's detail that the header has words for, by the name they stand under."""
        listed = {name: value if isinstance(value, list) else [value] for name, value in detail.items()}
        known = {name: [code for code in codes if f"{name}.{code}" in self.header] for name, codes in listed.items()}
        return {name: codes for name, codes in known.items() if codes}


@dataclass(frozen=True)
class Hit:
    """A record that breaks a rule. level: breach, overdue or incomplete. detail: what the rule's words need."""

    rule: str
    engagement_id: str
    contract_id: str
    subject_kind: str
    subject_id: str
    since: datetime.date | None
    level: str
    is_refused: bool
    data_class: str | None
    detail: dict[str, Any]

    @property
    def title(self) -> str:
        return load()[self.rule].title

    @property
    def says(self) -> str:
        return load()[self.rule].says(self.detail)

    @property
    def remedy(self) -> str:
        return load()[self.rule].remedy_for(self.detail)

    @property
    def respects(self) -> frozenset[tuple[str, ...]]:
        """What it finds, point by point: each code in its detail that the rule has words for, or the rule alone."""
        subject = (self.rule, self.subject_id)
        found = load()[self.rule].codes(self.detail).items()
        return frozenset((*subject, name, code) for name, codes in found for code in codes) or frozenset([subject])

    @property
    def basis(self) -> str:
        return cited(load()[self.rule], self.data_class)


def cited(rule: Rule, data_class: str | None = None) -> str:
    """The legal basis in words: act and article, in the language of the running context."""
    known = legal_basis()
    codes = rule.basis_for(data_class)
    return ("、" if language() == "ja" else "; ").join(known[code].citation(language()) for code in codes)


@cache
def load() -> dict[str, Rule]:
    """All rules by id, in order."""
    return {
        query.name.split("/")[1]: Rule(query.name.split("/")[1], query, dict(_HEADER.findall(query.text)))
        for query in queries.folder("rules")
    }


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
    text = f"with engagement as (from {_JUDGED})\n{hits_query(ids)}\norder by rule, subject_id, engagement_id"
    return queries.from_text("rules/judging", text)


@cache
def _refusing(kinds: frozenset[str]) -> queries.Query:
    ids = tuple(
        rule.id for rule in load().values() if any(rule.refuses_a(kind) for kind in kinds) and not rule.enforced_by
    )
    # What a write is judged by stands in the engagements themselves; the rest of the oversight would only be planned.
    engagement = queries.strip_comments(queries.load("reports/engagements").text)
    return queries.from_text(
        "rules/refusing",
        f"with engagement as materialized ({engagement})\n"
        f"{hits_query(ids, refusing=True)}\norder by rule, subject_id, engagement_id",
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
    written: Mapping[str, str],
    *,
    as_of: datetime.date,
    at_seq: int,
    scopes: Sequence[str | None],
) -> list[Hit]:
    """The hits that stop a write, as the cursor's open transaction sees the ledger.

    written: record id → kind of what is being written. Only a hit on one of these records stops it: what was already
    broken elsewhere, or what a fact now recorded breaks elsewhere, is flagged and never refused.
    """
    kinds = frozenset(kind for kind in written.values() if any(rule.refuses_a(kind) for rule in load().values()))
    if not kinds:
        return []
    query = _refusing(kinds)
    return [
        hit
        for scope in scopes
        for hit in _hits(cursor, query, {"as_of": as_of, "at_seq": at_seq, "scope": scope})
        if hit.is_refused and hit.subject_id in written
    ]


def _hits(cursor: DuckDBPyConnection, query: queries.Query, clocks: dict[str, Any]) -> list[Hit]:
    return [_hit(row) for row in cursor.execute(query.text, query.only(clocks)).fetchall()]


def _hit(row: tuple[Any, ...]) -> Hit:
    facts = dict(zip(Hit.__dataclass_fields__, row, strict=True))
    return Hit(**{**facts, "detail": json.loads(facts["detail"])})


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _shown(value: Any) -> Any:
    if value is None:
        return "—"
    try:
        return show_date(datetime.date.fromisoformat(value), language())
    except (TypeError, ValueError):
        return value
