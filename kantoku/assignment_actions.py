"""Who answers for contracts: handed to another officer or section, many at once (人事異動, 事務分掌の変更)."""

from collections.abc import Sequence

from kantoku import acting
from kantoku.acting import Values
from kantoku.errors import InvalidRecord
from kantoku.ledger import Change, Ledger, Receipt
from kantoku.records import Contract
from kantoku.wording import _


def reassign(ledger: Ledger, contract_ids: Sequence[str], to: Values, *, reason: str, actor: str) -> Receipt:
    """Hands contracts over as one act, each its own entry.

    to: section, officer and protection_officer; what is not given stays. Raises InvalidRecord without a contract, a
    receiver or a reason, and what Ledger.record raises.
    """
    given = {name: to[name] for name in ("section", "officer", "protection_officer") if to.get(name)}
    missing = [
        (label, _("needed")) for held, label in ((contract_ids, _("Contract")), (given, _("To whom"))) if not held
    ]
    if missing:
        raise InvalidRecord(missing)
    why = acting.reason_given(reason)
    return acting.record(ledger, [_handed(ledger, id_, given, why) for id_ in contract_ids], actor=actor)


def _handed(ledger: Ledger, contract_id: str, given: Values, why: str) -> Change:
    before, revision = ledger.get(Contract.kind, contract_id)
    return Change(
        "contract.reassigned",
        Contract.kind,
        contract_id,
        Contract.read({**before.model_dump(), **given}),
        revision,
        why,
    )
