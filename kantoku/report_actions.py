"""What people do with the periodic reports of contractors."""

from collections.abc import Sequence

from kantoku import acting
from kantoku.acting import RECORDED, Values
from kantoku.ledger import Change, Ledger
from kantoku.records import PeriodicReport


def receive_report(ledger: Ledger, values: Values, trainings: Sequence[Values] = (), *, actor: str) -> str:
    """Records a report of the contractor as received; returns its id.

    values: of the report, without its trainings. trainings: for each organisation whose training it attests
    organisation_id, held_on and what it was about. Raises InvalidRecord without the day of submission or the end of its
    period, and what Ledger.record raises.
    """
    report = PeriodicReport.read({**values, "trainings": list(trainings)})
    acting.need(report, "period_until_on", "submitted_on")
    change = Change.new(RECORDED[PeriodicReport.kind], report)
    acting.record(ledger, [change], actor=actor)
    return change.record_id
