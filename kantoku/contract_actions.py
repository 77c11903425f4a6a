"""The life cycle of a contract: from one stage to the next, and an error in the stage put right."""

from kantoku import acting
from kantoku.errors import KantokuError
from kantoku.ledger import Change, Ledger, Receipt
from kantoku.records import Contract
from kantoku.records.stage import Stage, may_follow
from kantoku.wording import N_, _


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


def advance(ledger: Ledger, contract_id: str, after: Stage, *, base: int, actor: str, reason: str = "") -> Receipt:
    """Takes a contract on to its next stage. base: the revision the form was opened at.

    Raises NoSuchStep, RefusedByRule where the law asks for something first, and what Ledger.record raises.
    """
    contract = _present(ledger, contract_id)
    if contract.stage is not None and not may_follow(contract.stage, after):
        raise NoSuchStep(contract.stage, after)
    change = _change("contract.advanced", contract_id, contract, after, base, reason)
    return acting.record(ledger, [change], actor=actor)


def correct_stage(ledger: Ledger, contract_id: str, stage: Stage, *, base: int, reason: str, actor: str) -> Receipt:
    """Puts right a stage that was recorded in error, whichever it is; nothing else is changed.

    What really was so is a fact: what the law finds missing in it is flagged, not refused.
    """
    contract = _present(ledger, contract_id)
    change = _change("contract.corrected", contract_id, contract, stage, base, acting.reason_given(reason))
    return acting.record(ledger, [change], actor=actor, refuses=False)


def _present(ledger: Ledger, contract_id: str) -> Contract:
    return Contract.model_validate(ledger.get(Contract.kind, contract_id)[0])


def _change(action: str, contract_id: str, contract: Contract, stage: Stage, base: int, reason: str) -> Change:
    if contract.stage == stage:
        raise KantokuError(N_("Nothing was changed"), N_("The contract is at that stage already."))
    return Change(
        action, Contract.kind, contract_id, Contract.read(contract.model_dump() | {"stage": stage}), base, reason
    )
