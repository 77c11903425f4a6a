"""What an audit, a confirmation or a report found wanting, followed to its close."""

import datetime
from typing import Annotated, ClassVar

from kantoku.records.base import About, AsRows, Choice, Identifier, Part, Record, Text
from kantoku.records.steps import steps
from kantoku.wording import N_


class FindingSource(Choice):
    AUDIT = "audit", N_("Audit")
    CONFIRMATION = "confirmation", N_("Confirmation")
    REPORT = "report", N_("Report")
    INCIDENT = "incident", N_("Incident")
    PPC = "ppc", N_("PPC inspection")
    TIP = "tip", N_("Tip-off")


class FindingClass(Choice):
    NONCONFORMITY = "nonconformity", N_("Nonconformity")
    IMPROVEMENT = "improvement", N_("Point to improve")
    OBSERVATION = "observation", N_("Point to note")


class Severity(Choice):
    URGENT = "urgent", N_("Urgent")
    HIGH = "high", N_("High")
    MEDIUM = "medium", N_("Medium")
    LOW = "low", N_("Low")


class FindingState(Choice):
    OPEN = "open", N_("Not begun")
    UNDER_WAY = "under_way", N_("Being corrected")
    REPORTED = "reported", N_("Correction reported")
    VERIFIED = "verified", N_("Verified and closed")
    ACCEPTED = "accepted", N_("Risk accepted")


class LateralCheck(Part):
    """Whether the same stands elsewhere (横展開). Source: MIC policy guideline 9.1(7)."""

    contract_id: Annotated[Text | None, About(N_("Contract"), refers_to=("contract",))] = None
    section: Annotated[Text | None, About(N_("Section"))] = None
    checked_on: Annotated[datetime.date, About(N_("Checked on"), happened=True)]
    is_found: Annotated[bool, About(N_("The same was found there"))]


class Finding(Record):
    """A finding and its correction (指摘・是正). Source: guideline annex 2C-e; MIC policy guideline 9.1."""

    kind: ClassVar[str] = "finding"
    label: ClassVar[str] = N_("Finding")
    label_plural: ClassVar[str] = N_("Findings")

    number: Annotated[Identifier | None, About(N_("Finding no."), needed=True, identifier=True)] = None
    source: Annotated[FindingSource | None, About(N_("Found by"), needed=True)] = None
    audit_id: Annotated[Text | None, About(N_("Audit"), refers_to=("audit",))] = None
    incident_id: Annotated[Text | None, About(N_("Incident"), refers_to=("incident",))] = None
    confirmation_id: Annotated[
        Text | None, About(N_("Handling confirmation"), refers_to=("handling_confirmation",))
    ] = None
    contract_id: Annotated[Text | None, About(N_("Contract"), refers_to=("contract",))] = None
    engagement_id: Annotated[Text | None, About(N_("Engagement"), refers_to=("contract", "subcontract"))] = None
    section: Annotated[Text | None, About(N_("Section"), help=N_("For a finding in the office itself"))] = None
    finding_class: Annotated[FindingClass | None, About(N_("Class of finding"), needed=True)] = None
    severity: Annotated[Severity | None, About(N_("Severity"))] = None
    item_code: Annotated[Text | None, About(N_("Item"))] = None
    content: Annotated[Text, About(N_("Content"), needed=True, long=True)]
    basis: Annotated[Text | None, About(N_("Clause it rests on"), needed=True)] = None
    found_on: Annotated[datetime.date | None, About(N_("Found on"), happened=True)] = None
    owner: Annotated[Text | None, About(N_("Owner of the correction"), needed=True)] = None
    plan: Annotated[Text | None, About(N_("Plan of correction"), long=True)] = None
    due_on: Annotated[datetime.date | None, About(N_("Due on"), needed=True)] = None
    state: Annotated[FindingState, About(N_("State"), needed=True)] = FindingState.OPEN
    reported_on: Annotated[
        datetime.date | None, About(N_("Correction reported on"), not_before=("found_on",), happened=True)
    ] = None
    verified_on: Annotated[datetime.date | None, About(N_("Verified on"), not_before=("found_on",), happened=True)] = (
        None
    )
    verified_by: Annotated[Text | None, About(N_("Verified by"), source="R14")] = None
    verified_how: Annotated[Text | None, About(N_("How it was verified"), long=True)] = None
    lateral_check: Annotated[Text | None, About(N_("Check of other sections and contractors"), long=True)] = None
    lateral_checks: Annotated[
        tuple[LateralCheck, ...], AsRows, About(N_("Checked elsewhere"), source="mic-policy-9-1-7")
    ] = ()
    is_recurrence: Annotated[bool | None, About(N_("Recurrence"))] = None
    recurs_id: Annotated[
        Text | None,
        About(N_("The finding that recurs, or was found elsewhere first"), refers_to=("finding",), crosses=True),
    ] = None


_OPEN, _UNDER_WAY, _REPORTED, _VERIFIED, _ACCEPTED = FindingState

STEPS = steps(
    (_OPEN, N_("the owner begins to correct it"), _UNDER_WAY, "finding.begun"),
    ((_OPEN, _UNDER_WAY), N_("the owner reports it corrected"), _REPORTED, "finding.reported"),
    (_REPORTED, N_("the verification finds it not corrected"), _UNDER_WAY, "finding.sent_back"),
    (
        (_OPEN, _UNDER_WAY, _REPORTED),
        N_("somebody other than the owner verifies the correction"),
        _VERIFIED,
        "finding.verified",
    ),
    (
        (_OPEN, _UNDER_WAY, _REPORTED),
        N_("the risk is accepted, and it is said by whom and why"),
        _ACCEPTED,
        "finding.accepted",
    ),
)
"""Which state of a finding follows from which, and by what."""
