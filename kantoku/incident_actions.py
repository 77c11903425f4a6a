"""What people do with an incident: report it to the Commission, settle it, take it up again."""

from collections.abc import Sequence

from kantoku import acting, text
from kantoku.acting import RECORDED, Values
from kantoku.errors import KantokuError
from kantoku.ledger import Change, Ledger, Receipt
from kantoku.records import Finding, Incident
from kantoku.records.finding import FindingSource
from kantoku.records.incident import NINE_ITEMS, STEPS, IncidentState, StreamState, Work
from kantoku.wording import N_, _, language

NEEDED_TO_CLOSE = ("closed_on", "closed_by", "closed_how")
"""The fields without which no incident is settled."""


def report_first(ledger: Ledger, incident_id: str, values: Values, *, base: int, actor: str) -> Receipt:
    """Records that the first report (速報) was submitted. values: the day, and its receipt number. Raises NotAStep."""
    later = {**values, "state": IncidentState.FIRST_REPORTED}
    return _follow(ledger, incident_id, later, "first_reported_on", base=base, actor=actor)


def report_finally(ledger: Ledger, incident_id: str, values: Values, *, base: int, actor: str) -> Receipt:
    """Records that the final report (確報) was submitted, which may serve as the first one too.

    It tells all nine items (漏えい等報告規則3条2項). Raises NotAStep, and InvalidRecord with those not on record yet.
    """
    later = {**values, "state": IncidentState.FINALLY_REPORTED}
    told = (name for item in NINE_ITEMS for name in item)
    return _follow(ledger, incident_id, later, "finally_reported_on", *told, base=base, actor=actor)


class WorkLeft(KantokuError):
    """An incident is to be settled although work that it calls for is not done, and nobody says why."""

    def __init__(self, left: Sequence[Work]) -> None:
        super().__init__(
            N_("Not recorded: work on this incident is still open"),
            N_("{streams}. Record what became of it, or say why the incident is settled all the same."),
            streams=in_words(left),
        )


def in_words(streams: Sequence[Work]) -> str:
    """Streams of work with their states, to be read."""
    comma = "、" if language() == "ja" else ", "
    return comma.join(
        _("{stream} ({state})", stream=_(each.stream.label), state=_((each.state or StreamState.TO_DO).label))
        for each in streams
    )


def work_left(incident: Incident) -> tuple[Work, ...]:
    """The streams of the office's own work that are neither done nor said to be not needed."""
    ended = (StreamState.DONE, StreamState.NOT_NEEDED)
    return tuple(each for each in incident.streams if each.state not in ended)


def close_incident(
    ledger: Ledger, incident_id: str, values: Values, *, base: int, actor: str, reason: str = ""
) -> Receipt:
    """Settles an incident: when, by whom and how. reason: why it is settled although work on it is left.

    Raises NotAStep, KantokuError while the final report to the Commission is still due (R22), WorkLeft.
    """
    incident = Incident.model_validate(ledger.get(Incident.kind, incident_id)[0])
    contract_id = incident.contract_id
    clock = ledger.read("incident_clock", as_of=ledger.today(), incident=incident_id, contract=contract_id)
    if len(clock) and clock["is_final_due"].iloc[0]:
        raise KantokuError(
            N_("Not recorded: the final report is still due"),
            N_("Record it first. Where nothing need be reported, record the kind under article 2 and why."),
        )
    if (left := work_left(incident)) and not text.clean(reason):
        raise WorkLeft(left)
    later = {**values, "state": IncidentState.CLOSED}
    return _follow(ledger, incident_id, later, *NEEDED_TO_CLOSE, base=base, actor=actor, reason=text.clean(reason))


def reopen_incident(ledger: Ledger, incident_id: str, *, base: int, reason: str, actor: str) -> Receipt:
    """Takes a settled incident up again, with the reason. Raises NotAStep."""
    later = {"state": IncidentState.OPEN, "closed_on": None, "closed_by": None, "closed_how": None}
    return _follow(ledger, incident_id, later, base=base, actor=actor, reason=acting.reason_given(reason))


def raise_finding(ledger: Ledger, incident_id: str, values: Values, *, actor: str) -> str:
    """Records what an incident shows to be corrected, as a finding of its own; returns the finding's id."""
    incident, _revision = ledger.get(Incident.kind, incident_id)
    about = incident.model_dump(include={"contract_id", "engagement_id"})
    finding = Finding.read({**values, **about, "incident_id": incident_id, "source": FindingSource.INCIDENT})
    change = Change.new(RECORDED[Finding.kind], finding)
    acting.record(ledger, [change], actor=actor)
    return change.record_id


def _follow(
    ledger: Ledger, incident_id: str, values: Values, *needed: str, base: int, actor: str, reason: str = ""
) -> Receipt:
    """Takes an incident one step on: to the state among the values, which the table of steps must allow."""
    before, _revision = ledger.get(Incident.kind, incident_id)
    incident = Incident.read(before.model_dump() | values)
    return acting.follow(ledger, STEPS, incident_id, incident, *needed, base=base, actor=actor, reason=reason)
