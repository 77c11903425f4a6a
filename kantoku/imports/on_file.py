"""What is on file of what a file speaks of, asked set by set."""

from collections.abc import Iterable, Iterator
from typing import Any

from kantoku import queries
from kantoku.imports.drafts import Values, read_bodies
from kantoku.ledger import Ledger

Known = tuple[str, int, Values]
"""Id, revision and values of a record on file."""


class OnFile:
    """contracts: by number, those that the file mentions."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._kinds = self._asked("organisations")
        self._numbers: dict[str, str] = {}
        for record_id, (_revision, values) in self.of("organisation").items():
            self._numbers.setdefault(values.get("corporate_number") or "", record_id)
        self.contracts: dict[str, Known] = {}
        self._under: dict[str, list[tuple[str, tuple[int, Values]]]] = {}
        self._facts: dict[tuple[str, str, Any], list[Known]] = {}

    def of(self, kind: str) -> dict[str, tuple[int, Values]]:
        """Id → (revision, values)."""
        return self._kinds.get(kind, {})

    def _asked(self, name: str, **values: Any) -> dict[str, dict[str, tuple[int, Values]]]:
        query = queries.load(f"imports/{name}")
        with self._ledger.cursor() as cursor:
            return read_bodies(cursor.execute(query.text, query.only(values)).fetchall())

    def find_contracts(self, numbers: Iterable[str], titles: Iterable[str]) -> None:
        """Asks for the contracts of these numbers or titles."""
        found = self._asked("contracts", numbers=list(numbers), titles=list(titles))
        for record_id, (revision, values) in found.get("contract", {}).items():
            self.contracts[values["number"]] = record_id, revision, values

    def find_chains(self) -> None:
        """Asks for what is on file under the contracts found."""
        if not self.contracts:
            return
        self._kinds |= self._asked("of_contracts", contracts=[known[0] for known in self.contracts.values()])
        for record_id, known in self.of("subcontract").items():
            self._under.setdefault(known[1]["contract_id"], []).append((record_id, known))
        for kind, dated in _DATED.items():
            for record_id, (revision, values) in self.of(kind).items():
                for engagement in _engagements(values):
                    key = kind, engagement, values.get(dated) or values.get("planned_on")
                    self._facts.setdefault(key, []).append((record_id, revision, values))

    def by_id(self, kind: str, record_id: str | None) -> Known | None:
        """A record under the contracts found, by its id."""
        known = self.of(kind).get(record_id or "")
        return (record_id, *known) if known and record_id else None

    def used(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids under which anything was ever recorded."""
        query = queries.load("imports/used")
        with self._ledger.cursor() as cursor:
            return {row[0] for row in cursor.execute(query.text, {"ids": list(ids)}).fetchall()}

    def contract(self, number: str) -> Known | None:
        return self.contracts.get(number)

    def under(self, contract_id: str) -> list[tuple[str, tuple[int, Values]]]:
        """(id, (revision, values)) of the subcontracts of a contract."""
        return self._under.get(contract_id, [])

    def organisation(self, key: str) -> Known | None:
        """By corporate number, or by `id:` and its id."""
        record_id = key.removeprefix("id:") if key.startswith("id:") else self._numbers.get(key)
        if not record_id or record_id not in self.of("organisation"):
            return None
        return record_id, *self.of("organisation")[record_id]

    def fact(self, kind: str, engagement: str, day: Any, told_apart: str, value: Any) -> Known | None:
        """The decision, confirmation, request or audit of a day on an engagement, if it does not say another thing."""
        for known in self._facts.get((kind, engagement, day), []):
            said = known[2].get(told_apart)
            if value is None or said is None or said == value:
                return known
        return None


_DATED = {
    "permission_decision": "decided_on",
    "handling_confirmation": "confirmed_on",
    "permission_request": "requested_on",
    "audit": "audited_on",
}


def _engagements(values: Values) -> Iterator[str]:
    if "engagement_id" in values:
        yield values["engagement_id"]
    yield from (part["engagement_id"] for part in values.get("subjects", ()) if "engagement_id" in part)
    yield from (part["engagement_id"] for part in values.get("further_engagements", ()))
