"""What people do with an incident: open it, report it to the Commission, settle it, take it up again."""

from kantoku import acting
from kantoku.acting import RECORDED, Values
from kantoku.ledger import Change, Ledger, Receipt
from kantoku.records import Finding, Incident
from kantoku.records.finding import FindingSource
from kantoku.records.incident import NINE_ITEMS, STEPS, IncidentState


def open_incident(ledger: Ledger, values: Values, *, actor: str) -> str:
    """Records an incident as it is known now; returns its id."""
    change = Change.new(RECORDED[Incident.kind], Incident.read({**values, "state": IncidentState.OPEN}))
    acting.record(ledger, [change], actor=actor)
    return change.record_id


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


def close_incident(ledger: Ledger, incident_id: str, values: Values, *, base: int, actor: str) -> Receipt:
    """Settles an incident: when, by whom and how. Reports that are still due stay due (R22). Raises NotAStep."""
    later = {**values, "state": IncidentState.CLOSED}
    return _follow(ledger, incident_id, later, "closed_on", "closed_by", "closed_how", base=base, actor=actor)


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
