"""What people do at the end of work: prove for each tier what became of the data."""

from collections.abc import Sequence

from kantoku import acting
from kantoku.acting import RECORDED, Values
from kantoku.errors import InvalidRecord
from kantoku.ledger import Change, Ledger
from kantoku.records import Disposal
from kantoku.records.base import fields
from kantoku.wording import N_, _

_WAYS = next(field.about.label for field in fields(Disposal) if field.name == "ways")


def record_disposals(
    ledger: Ledger, contract_id: str, engagement_ids: Sequence[str], values: Values, *, actor: str
) -> tuple[str, ...]:
    """Records return or disposal for one tier or several alike, each as a record of its own; returns their ids.

    The certificate, where it is a file, is kept with each. Raises InvalidRecord without a tier or a way, because then
    nothing is said to have become of the data, and what Ledger.record raises.
    """
    said, uploads = acting.unpacked(values)
    lacking = [label for label, given in ((N_("Engagement"), engagement_ids), (_WAYS, said.get("ways"))) if not given]
    if lacking:
        raise InvalidRecord([(_(label), _("needed")) for label in lacking])
    changes = [
        Change.new(
            RECORDED[Disposal.kind],
            Disposal.read({**said, "contract_id": contract_id, "engagement_id": engagement_id}),
            uploads=uploads,
        )
        for engagement_id in engagement_ids
    ]
    return acting.record(ledger, changes, actor=actor).ids
