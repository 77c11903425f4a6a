"""What people do with confirmations: one for several contracts, findings of what is lacking, a list of their own."""

from collections.abc import Mapping, Sequence

from kantoku import acting, catalogue, item_lists
from kantoku.acting import RECORDED, Values
from kantoku.changes import id_of
from kantoku.errors import InvalidRecord, KantokuError, Outdated
from kantoku.ledger import Change, Ledger, Receipt
from kantoku.records import Checklist, Finding, HandlingConfirmation
from kantoku.records.confirmation import ConfirmedItem, ItemResult
from kantoku.records.finding import FindingSource
from kantoku.uploads import Upload
from kantoku.wording import N_, _, language

LACKING = (ItemResult.PARTLY, ItemResult.NOT_DONE)


class SameVersion(KantokuError):
    def __init__(self, version: str) -> None:
        super().__init__(
            N_("Not recorded: there is such a version"),
            N_("A list “{version}” is on record and stays as it is. Give the new one a name of its own."),
            version=version,
        )


def confirm(ledger: Ledger, values: Values, *, actor: str) -> str:
    """Records a confirmation, with its sheet where one was uploaded; returns its id.

    Raises InvalidRecord where a further engagement is another organisation's, and what Ledger.record raises.
    """
    record, uploads = _read(ledger, values)
    change = Change.new(RECORDED["handling_confirmation"], record, uploads=uploads)
    acting.record(ledger, [change], actor=actor)
    return change.record_id


def correct(ledger: Ledger, confirmation_id: str, values: Values, *, base: int, reason: str, actor: str) -> Receipt:
    """Records a later state of a confirmation; the rest as in `confirm`. base: the revision the form was opened at."""
    record, uploads = _read(ledger, values)
    kind = record.kind
    change = Change(f"{kind}.corrected", kind, confirmation_id, record, base, acting.reason_given(reason), uploads)
    return acting.record(ledger, [change], actor=actor)


def lacking(confirmation: HandlingConfirmation) -> list[ConfirmedItem]:
    """The items that were not, or only partly, done."""
    return [item for item in confirmation.items if item.result in LACKING]


def raise_findings(
    ledger: Ledger,
    confirmation_id: str,
    codes: Sequence[str],
    about: Values,
    *,
    actor: str,
    recurs: Mapping[str, Values] | None = None,
) -> tuple[str, ...]:
    """Makes a finding of each of these items of a confirmation, as one act; returns their ids.

    about: owner and due_on, and what else is said of all. recurs: what is said of the recurrence of single ones, code →
    values. Raises InvalidRecord without an owner or a day.
    """
    found, _revision = ledger.get("handling_confirmation", confirmation_id)
    confirmation = HandlingConfirmation.model_validate(found)
    if missing := [(_(label), _("needed")) for name, label in _NEEDED.items() if not about.get(name)]:
        raise InvalidRecord(missing)
    chosen = [item for item in confirmation.items if item.code in codes]
    changes = [
        Change.new(RECORDED["finding"], _finding(ledger, confirmation_id, confirmation, item, nth, said))
        for nth, item in enumerate(chosen, 1)
        for said in [{**about, **(recurs or {}).get(item.code, {})}]
    ]
    acting.record(ledger, changes, actor=actor)
    return tuple(change.record_id for change in changes)


def make_list(ledger: Ledger, values: Values, *, actor: str) -> str:
    """Records a version of the list of confirmation items, which gives its id; returns that. Raises SameVersion."""
    checklist = Checklist.read(values)
    list_id = id_of(f"checklist {checklist.version}")
    if checklist.version in catalogue.versions("confirmation_items") or ledger.states("checklist", list_id):
        raise SameVersion(checklist.version)
    try:
        acting.record(ledger, [Change.new(RECORDED["checklist"], checklist, list_id)], actor=actor)
    except Outdated as late:
        raise SameVersion(checklist.version) from late
    return list_id


_NEEDED = {"owner": N_("Owner of the correction"), "due_on": N_("Due on")}


def _read(ledger: Ledger, values: Values) -> tuple[HandlingConfirmation, tuple[Upload, ...]]:
    said, uploads = acting.unpacked(values)
    record = HandlingConfirmation.read(said)
    own = _organisation(ledger, record.contract_id, record.engagement_id)
    for further in record.further_engagements:
        if _organisation(ledger, further.contract_id, further.engagement_id) != own:
            raise InvalidRecord([(_("Further engagements that it covers"), _("of another organisation"))])
    return record, uploads


def _organisation(ledger: Ledger, contract_id: str, engagement_id: str) -> str:
    """Who does the work. Raises NotFound."""
    kind = "contract" if engagement_id == contract_id else "subcontract"
    record, _revision = ledger.get(kind, engagement_id)
    return str(record.model_dump()["organisation_id"])


def _finding(
    ledger: Ledger,
    confirmation_id: str,
    confirmation: HandlingConfirmation,
    item: ConfirmedItem,
    nth: int,
    about: Values,
) -> Finding:
    asked = item_lists.of(ledger, confirmation).item(item.code)
    content = "\n".join(filter(None, (asked.text(language()) if asked else item.code, item.note)))
    basis = catalogue.legal_basis().get(asked.source) if asked else None
    return Finding.read(
        {
            "number": f"{confirmation.number}-{nth}" if confirmation.number else None,
            "source": FindingSource.CONFIRMATION,
            "confirmation_id": confirmation_id,
            "contract_id": confirmation.contract_id,
            "engagement_id": confirmation.engagement_id,
            "item_code": item.code,
            "content": content,
            "basis": basis.citation(language()) if basis else None,
            "found_on": confirmation.confirmed_on,
            **about,
        }
    )
