"""What people do at the end of work: prove for each tier what became of the data."""

from collections.abc import Sequence

from kantoku import acting
from kantoku.acting import RECORDED, Values
from kantoku.errors import InvalidRecord
from kantoku.ledger import Change, Ledger
from kantoku.records import Disposal
from kantoku.wording import _


def record_disposals(
    ledger: Ledger, contract_id: str, engagement_ids: Sequence[str], values: Values, *, actor: str
) -> tuple[str, ...]:
    """Records return or disposal for one tier or several alike, each as a record of its own; returns their ids.

    The certificate, where it is a file, is kept with each. Raises InvalidRecord without a tier, and what Ledger.record
    raises.
    """
    if not engagement_ids:
        raise InvalidRecord([(_("Engagement"), _("needed"))])
    said, uploads = acting.unpacked(values)
    changes = [
        Change.new(
            RECORDED[Disposal.kind],
            Disposal.read({**said, "contract_id": contract_id, "engagement_id": engagement_id}),
            uploads=uploads,
        )
        for engagement_id in engagement_ids
    ]
    return acting.record(ledger, changes, actor=actor).ids
