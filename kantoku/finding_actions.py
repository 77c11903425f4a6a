"""What follows from a finding elsewhere: whether the same stands in other contracts (横展開)."""

import datetime
from collections.abc import Mapping

from kantoku import acting
from kantoku.acting import Values
from kantoku.errors import InvalidRecord
from kantoku.ledger import Change, Ledger
from kantoku.records import Finding
from kantoku.wording import _

# What the same finding says in another contract; its owner and its day are given there.
_SAME = ("source", "finding_class", "severity", "item_code", "content", "basis")


def check_elsewhere(
    ledger: Ledger, finding_id: str, contracts: Mapping[str, bool], *, on: datetime.date, base: int, actor: str
) -> tuple[str, ...]:
    """Records in which other contracts the same stands, as one act; returns the ids of the findings that begin there.

    contracts: id → was it found there. Such a finding names this one as the one it recurs from. Raises InvalidRecord
    without a contract, and what Ledger.record raises. Source: MIC policy guideline 9.1(7).
    """
    if not contracts:
        raise InvalidRecord([(_("Contract"), _("needed"))])
    finding, _revision = ledger.get(Finding.kind, finding_id)
    known = finding.model_dump()
    earlier = [each for each in known["lateral_checks"] if each["contract_id"] not in contracts]
    checks = [{"contract_id": id_, "checked_on": on, "is_found": is_found} for id_, is_found in contracts.items()]
    later = Finding.read({**known, "lateral_checks": [*earlier, *checks]})
    begun = [
        Change.new("finding.recorded", _same(known, finding_id, contract_id, on))
        for contract_id, is_found in contracts.items()
        if is_found
    ]
    acting.record(
        ledger, [Change("finding.checked_elsewhere", Finding.kind, finding_id, later, base), *begun], actor=actor
    )
    return tuple(change.record_id for change in begun)


def _same(known: Values, finding_id: str, contract_id: str, found_on: datetime.date) -> Finding:
    about = {"contract_id": contract_id, "engagement_id": contract_id, "found_on": found_on, "recurs_id": finding_id}
    return Finding.read({**{name: known[name] for name in _SAME}, **about})
