"""An import as one act: rehearsed, recorded, withdrawn."""

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyConnection

from kantoku import acting, judging, queries
from kantoku.changes import new_id
from kantoku.errors import KantokuError, NotFound
from kantoku.imports import columns
from kantoku.imports.columns import TableMapping
from kantoku.imports.proposal import Proposal
from kantoku.imports.sheets import Progress, no_progress
from kantoku.ledger import Ledger
from kantoku.rules import Hit
from kantoku.wording import N_, _

MADE, WITHDRAWN = "import.made", "import.withdrawn"


@dataclass(frozen=True)
class Revealed:
    """A rule hit that an import brings to light. organisation: its name."""

    rule: str
    level: str
    contract_number: str | None
    corporate_number: str | None
    organisation: str | None
    hit: Hit

    def as_json(self) -> dict[str, str | None]:
        return {
            "rule": self.rule,
            "contract_number": self.contract_number,
            "corporate_number": self.corporate_number,
        }


@dataclass(frozen=True)
class Made:
    """An import that was made. made_at, withdrawn_at: naive UTC. facts: what the journal noted of it."""

    batch: str
    made_at: datetime.datetime
    actor: str
    facts: Mapping[str, Any]
    withdrawn_at: datetime.datetime | None


class NothingNew(KantokuError):
    def __init__(self) -> None:
        super().__init__(
            N_("Nothing to be recorded"),
            N_("All that can be read in the file is on file as it says, or stays out because of its problems."),
        )


def remembered(ledger: Ledger) -> dict[str, TableMapping]:
    """Signature of a table → the mapping with which one of that shape was last imported."""
    found: dict[str, TableMapping] = {}
    for made in imports(ledger):
        for fact in made.facts.get("mappings", ()):
            if fact.get("signature") not in found and (mapping := columns.from_fact(fact)):
                found[fact["signature"]] = mapping
    return found


def imports(ledger: Ledger) -> list[Made]:
    """The imports that were made, the latest first."""
    return [
        Made(batch, made_at, actor, json.loads(body or "{}"), withdrawn_at)
        for batch, made_at, actor, body, withdrawn_at in ledger.imports()
    ]


def rehearse(ledger: Ledger, proposal: Proposal, *, actor: str, progress: Progress = no_progress) -> list[Revealed]:
    """The rule hits of today that these records would bring to light. Nothing is recorded."""
    if proposal.is_empty:
        return []
    progress(_("Working out what the ledger would reveal"), 0.0)
    with ledger.rehearsing(proposal.changes(), actor=actor) as (cursor, receipt):
        progress(_("Working out what the ledger would reveal"), 0.5)
        return _revealed(cursor, ledger.today(), before=receipt.first - 1, after=receipt.last)


def record(ledger: Ledger, proposal: Proposal, *, actor: str, progress: Progress = no_progress) -> str:
    """Records what is new and changed, all or nothing, as one act of the journal; returns its batch.

    Raises NothingNew, and then nothing was recorded; what Ledger.record raises.
    """
    if proposal.is_empty:
        raise NothingNew
    progress(_("Recording"), 0.0)
    batch = new_id()
    ledger.record(proposal.changes(), actor=actor, refuses=False, batch=batch, note=(MADE, _facts(proposal)))
    progress(_("Recording"), 1.0)
    return batch


def revealed_by(ledger: Ledger, batch: str) -> list[Revealed]:
    """The rule hits of today that an import which is on file brought to light. Raises NotFound."""
    with ledger.cursor() as cursor:
        span = cursor.execute(queries.load("journal/batch_span").text, {"batch": batch}).fetchone()
        if not span or span[0] is None:
            raise NotFound(batch)
        return _revealed(cursor, ledger.today(), before=span[0] - 1, after=span[1])


def withdraw(ledger: Ledger, batch: str, *, actor: str, reason: str) -> int:
    """Takes an import back as one act; returns how many records that were. Raises what Ledger.withdraw_batch raises."""
    if batch not in {made.batch for made in imports(ledger)}:
        raise NotFound(batch)
    return len(ledger.withdraw_batch(batch, actor=actor, reason=acting.reason_given(reason)).ids)


def _facts(proposal: Proposal) -> dict[str, Any]:
    return {
        "file": proposal.source.name,
        "sha256": proposal.source.sha256,
        "new": dict(proposal.new),
        "changed": dict(proposal.changed),
        "same": dict(proposal.same),
        "problems": len({(each.sheet, each.row) for each in proposal.problems}),
        "waiting": len(proposal.waiting),
        "mappings": [
            columns.as_fact(signature, mapping)
            for table, mapping in proposal.mapped
            if not mapping.is_register
            # Its own shape, and that in which the rows that stay out come back.
            for signature in dict.fromkeys((table.signature, table.headings_signature))
        ],
    }


def _revealed(cursor: DuckDBPyConnection, as_of: datetime.date, *, before: int, after: int) -> list[Revealed]:
    """The hits as known at the one seq that were none at the other."""
    known = {_identity(hit) for hit in judging.evaluate(cursor, as_of=as_of, at_seq=before, scope=None)}
    found = [
        hit for hit in judging.evaluate(cursor, as_of=as_of, at_seq=after, scope=None) if _identity(hit) not in known
    ]
    names = _names(cursor, {hit.engagement_id or hit.contract_id or "" for hit in found})
    return [
        Revealed(hit.rule, hit.level, *names.get(hit.engagement_id or hit.contract_id or "", (None, None, None)), hit)
        for hit in found
    ]


def _identity(hit: Hit) -> tuple[Any, ...]:
    return hit.rule, hit.engagement_id, hit.subject_kind, hit.subject_id, json.dumps(hit.detail, sort_keys=True)


def _names(cursor: DuckDBPyConnection, ids: Iterable[str]) -> dict[str, tuple[str | None, str | None, str | None]]:
    query = queries.load("imports/named")
    return {row[0]: row[1:] for row in cursor.execute(query.text, {"ids": sorted(ids)}).fetchall()}
