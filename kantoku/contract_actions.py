"""The life cycle of a contract: from one stage to the next, and an error in the stage put right."""

import datetime

from kantoku import acting
from kantoku.dates import show_date
from kantoku.errors import InvalidRecord, KantokuError
from kantoku.ledger import Change, Ledger, Receipt
from kantoku.records import Contract
from kantoku.records.base import fields
from kantoku.records.stage import Stage, may_follow
from kantoku.wording import N_, _, language


class NoSuchStep(KantokuError):
    """A contract does not pass from that stage to the other."""

    def __init__(self, before: Stage, after: Stage) -> None:
        super().__init__(
            N_("Not recorded: a contract does not take this step"),
            N_(
                "“{before}” is not followed by “{after}”. "
                "Where the stage on record is wrong, correct it with its reason."
            ),
            before=_(before.label),
            after=_(after.label),
        )


def advance(
    ledger: Ledger,
    contract_id: str,
    after: Stage,
    *,
    base: int,
    actor: str,
    reason: str = "",
    ended_on: datetime.date | None = None,
) -> Receipt:
    """Takes a contract on to its next stage. base: the revision the form was opened at.

    ended_on: the last day of a contract that ends; without one it is the day on which that is recorded. Raises
    NoSuchStep, InvalidRecord for an end after the term, RefusedByRule where the law asks for something first, and what
    Ledger.record raises.
    """
    contract = _present(ledger, contract_id)
    if contract.stage is not None and not may_follow(contract.stage, after):
        raise NoSuchStep(contract.stage, after)
    change = _change("contract.advanced", contract_id, contract, after, ended_on, base, reason)
    return acting.record(ledger, [change], actor=actor)


def correct_stage(
    ledger: Ledger,
    contract_id: str,
    stage: Stage,
    *,
    base: int,
    reason: str,
    actor: str,
    ended_on: datetime.date | None = None,
) -> Receipt:
    """Puts right a stage that was recorded in error, whichever it is, or the last day of a contract that has ended.

    What really was so is a fact: what the law finds missing in it is flagged, not refused.
    """
    contract = _present(ledger, contract_id)
    change = _change("contract.corrected", contract_id, contract, stage, ended_on, base, acting.reason_given(reason))
    return acting.record(ledger, [change], actor=actor, refuses=False)


def _present(ledger: Ledger, contract_id: str) -> Contract:
    return Contract.model_validate(ledger.get(Contract.kind, contract_id)[0])


def _change(
    action: str,
    contract_id: str,
    contract: Contract,
    stage: Stage,
    ended_on: datetime.date | None,
    base: int,
    reason: str,
) -> Change:
    last_on = ended_on if stage is Stage.ENDED else None
    if (contract.stage, contract.ended_on) == (stage, last_on):
        raise KantokuError(N_("Nothing was changed"), N_("The contract is at that stage already."))
    _refuse_end_after_term(contract, last_on)
    later = Contract.read(contract.model_dump() | {"stage": stage, "ended_on": last_on})
    return Change(action, Contract.kind, contract_id, later, base, reason)


def _refuse_end_after_term(contract: Contract, ended_on: datetime.date | None) -> None:
    if ended_on and contract.ends_on and ended_on > contract.ends_on:
        labels = {field.name: _(field.about.label) for field in fields(Contract)}
        term = show_date(contract.ends_on, language())
        said = _("later than “{other}” ({day}): correct the term first", other=labels["ends_on"], day=term)
        raise InvalidRecord([(labels["ended_on"], said)])
