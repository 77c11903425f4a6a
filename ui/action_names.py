"""What every action of the journal is called."""

from collections.abc import Mapping

from kantoku.records import KINDS
from kantoku.wording import N_, _

NAMES: Mapping[str, str] = {
    "office.recorded": N_("Office described"),
    "office.corrected": N_("Office or policy changed"),
    "organisation.recorded": N_("Organisation recorded"),
    "organisation.corrected": N_("Organisation corrected"),
    "organisation.withdrawn": N_("Organisation withdrawn"),
    "contract.recorded": N_("Contract recorded"),
    "contract.advanced": N_("Contract taken to its next stage"),
    "contract.corrected": N_("Contract corrected"),
    "contract.withdrawn": N_("Contract withdrawn"),
    "contract.reassigned": N_("Contract handed to another officer or section"),
    "contract.carried_over": N_("Contract carried over into a new year"),
    "subcontract.carried_over": N_("Subcontract carried over into a new year"),
    "permission.prepared": N_("Permission request prepared for a new year"),
    "subcontract.recorded": N_("Subcontract recorded"),
    "subcontract.corrected": N_("Subcontract corrected"),
    "subcontract.withdrawn": N_("Subcontract withdrawn"),
    "permission.requested": N_("Permission requested"),
    "permission_request.recorded": N_("Permission request recorded"),
    "permission_request.corrected": N_("Permission request corrected"),
    "permission_request.withdrawn": N_("Permission request withdrawn"),
    "permission.decided": N_("Permission decided"),
    "permission.logged": N_("Paper decision logged"),
    "permission_decision.recorded": N_("Permission decision recorded"),
    "permission_decision.corrected": N_("Permission decision corrected"),
    "permission_decision.withdrawn": N_("Permission decision withdrawn"),
    "handling.confirmed": N_("Handling confirmed and recorded"),
    "handling_confirmation.recorded": N_("Handling confirmation recorded"),
    "handling_confirmation.corrected": N_("Handling confirmation corrected"),
    "handling_confirmation.withdrawn": N_("Handling confirmation withdrawn"),
    "audit.planned": N_("Audit planned"),
    "audit.recorded": N_("Audit recorded"),
    "audit.corrected": N_("Audit corrected"),
    "audit.withdrawn": N_("Audit withdrawn"),
    "finding.recorded": N_("Finding recorded"),
    "finding.corrected": N_("Finding corrected"),
    "finding.withdrawn": N_("Finding withdrawn"),
    "finding.reported": N_("Correction of a finding reported"),
    "finding.verified": N_("Finding verified and closed"),
    "finding.checked_elsewhere": N_("Checked elsewhere for the same as a finding"),
    "finding.accepted": N_("Finding closed, risk accepted"),
    "finding.begun": N_("Correction of a finding begun"),
    "finding.sent_back": N_("Finding sent back to its owner"),
    "periodic_report.received": N_("Periodic report received"),
    "periodic_report.recorded": N_("Periodic report recorded"),
    "periodic_report.corrected": N_("Periodic report corrected"),
    "periodic_report.withdrawn": N_("Periodic report withdrawn"),
    "disposal.recorded": N_("Return or disposal recorded"),
    "disposal.corrected": N_("Return or disposal corrected"),
    "disposal.withdrawn": N_("Return or disposal withdrawn"),
    "incident.opened": N_("Incident opened"),
    "incident.recorded": N_("Incident recorded"),
    "incident.corrected": N_("Incident added to or corrected"),
    "incident.withdrawn": N_("Incident withdrawn"),
    "incident.first_reported": N_("First report on an incident made"),
    "incident.finally_reported": N_("Final report on an incident made"),
    "incident.closed": N_("Incident settled"),
    "incident.reopened": N_("Incident taken up again"),
    "document.attached": N_("Document attached"),
    "document.corrected": N_("Document described anew"),
    "document.withdrawn": N_("Document withdrawn"),
    "document.taken": N_("Document downloaded"),
    "checklist.recorded": N_("List of confirmation items recorded"),
    "checklist.corrected": N_("List of confirmation items corrected"),
    "checklist.withdrawn": N_("List of confirmation items withdrawn"),
    "journal.reviewed": N_("Review of the journal recorded"),
    "journal_review.corrected": N_("Review of the journal corrected"),
    "journal_review.withdrawn": N_("Review of the journal withdrawn"),
    "export.made": N_("File exported"),
    "import.made": N_("Ledger imported"),
    "import.withdrawn": N_("Import withdrawn"),
    "entry.erased": N_("Body of an entry erased"),
}

GROUPS: Mapping[str, tuple[str, ...]] = {
    "contracts": ("contract", "subcontract"),
    "permissions": ("permission_request", "permission_decision"),
    "confirmations": ("handling_confirmation",),
    "audits": ("audit", "finding"),
    "reports": ("periodic_report", "disposal"),
    "incidents": ("incident",),
    "organisations": ("organisation",),
    "documents": ("document",),
    "office": ("office", "checklist", "journal_review"),
    "notes": ("note",),
}
"""Groups of actions to filter by: code → the kinds of record they are about."""

GROUP_NAMES: Mapping[str, str] = {
    "contracts": N_("Contracts and subcontracts"),
    "permissions": N_("Requests and decisions"),
    "confirmations": N_("Handling confirmations"),
    "audits": N_("Audits and findings"),
    "reports": N_("Periodic reports and ends of work"),
    "incidents": N_("Incidents"),
    "organisations": N_("Organisations"),
    "documents": N_("Documents"),
    "office": N_("Office and policy"),
    "notes": N_("Exports and erasures"),
}


def words(action: str) -> str:
    """An action in words; one that this version does not know stands as it is written."""
    return _(NAMES[action]) if action in NAMES else action


def kind(code: str) -> str:
    """A kind of record in words; nothing for an entry that changes no record."""
    return _(KINDS[code].label) if code in KINDS else ""
