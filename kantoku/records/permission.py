"""A request to subcontract, and the office's decision on it."""

import datetime
from typing import Annotated, ClassVar

from kantoku.records.base import About, Choice, Identifier, Part, Record, Text
from kantoku.records.contract import ReportingInterval
from kantoku.records.parts import Place
from kantoku.records.pia import PiaImpact
from kantoku.records.vocabulary import DataClass
from kantoku.wording import N_


class RequestType(Choice):
    NEW = "new", N_("New")
    CHANGE = "change", N_("Change")
    RENEWAL = "renewal", N_("Renewal")
    ADVANCE = "advance", N_("In advance (named subcontractor)")


class PermissionRequest(Record):
    """A request for permission to subcontract (再委託許諾申請). Source: 番号法10条; municipal application forms."""

    kind: ClassVar[str] = "permission_request"
    label: ClassVar[str] = N_("Permission request")
    label_plural: ClassVar[str] = N_("Permission requests")
    # A request is as old as what it asks for; an opinion added to it makes it no newer.
    dated_facts: ClassVar[dict[str, tuple[str, ...]]] = {
        "asked": (
            "engagement_id",
            "request_type",
            "requested_on",
            "applicant",
            "work",
            "data_class",
            "data_items",
            "places",
            "starts_on",
            "ends_on",
        ),
    }

    contract_id: Annotated[Text, About(N_("Contract"), needed=True, refers_to=("contract",))]
    engagement_id: Annotated[Text, About(N_("Subcontract"), needed=True, refers_to=("subcontract",))]
    number: Annotated[Identifier | None, About(N_("Request no."), needed=True, identifier=True)] = None
    request_type: Annotated[RequestType | None, About(N_("Type of request"), needed=True)] = None
    requested_on: Annotated[datetime.date | None, About(N_("Requested on"), needed=True, happened=True)] = None
    applicant: Annotated[
        Text | None,
        About(N_("Applicant"), needed=True, help=N_("The business that wants to subcontract")),
    ] = None
    endorsed_by: Annotated[Text | None, About(N_("Through"), help=N_("Upper tiers that endorsed it"))] = None
    wanted_from_on: Annotated[datetime.date | None, About(N_("Wanted from"), needed=True)] = None
    work: Annotated[Text | None, About(N_("Work requested"), needed=True, long=True)] = None
    data_class: Annotated[DataClass | None, About(N_("Data class"), needed=True)] = None
    data_items: Annotated[tuple[Text, ...], About(N_("Data items"), help=N_("One a line"))] = ()
    places: Annotated[tuple[Place, ...], About(N_("Places of work and storage"))] = ()
    starts_on: Annotated[datetime.date | None, About(N_("Starts on"), needed=True)] = None
    ends_on: Annotated[datetime.date | None, About(N_("Ends on"), needed=True, not_before=("starts_on",))] = None
    received_on: Annotated[
        datetime.date | None, About(N_("Received on"), not_before=("requested_on",), happened=True)
    ] = None
    drafted_by: Annotated[Text | None, About(N_("Drafted by"), source="R14")] = None
    opinion: Annotated[Text | None, About(N_("Officer's opinion"), needed=True, long=True)] = None
    pia_impact: Annotated[PiaImpact | None, About(N_("Effect on the PIA"))] = None
    systems_opinion: Annotated[Text | None, About(N_("Opinion of the information systems section"), long=True)] = None
    privacy_opinion: Annotated[
        Text | None, About(N_("Opinion of general affairs (personal information)"), long=True)
    ] = None
    capability: Annotated[
        Text | None,
        About(
            N_("Documents that show its capability"),
            long=True,
            source="ppc-qa-3-9",
            help=N_("For a permission in advance: what shows that the named subcontractor is able"),
        ),
    ] = None
    start_report: Annotated[
        Text | None,
        About(
            N_("Agreed: report of the actual start"),
            source="ppc-qa-3-9",
            help=N_("For a permission in advance: the clause or document in which the report is agreed"),
        ),
    ] = None
    status_report_interval: Annotated[
        ReportingInterval | None,
        About(
            N_("Agreed: reports of the state of the work"),
            source="ppc-qa-3-9",
            help=N_("For a permission in advance: how often"),
        ),
    ] = None
    withdrawn_on: Annotated[
        datetime.date | None, About(N_("Withdrawn by the applicant on"), not_before=("requested_on",), happened=True)
    ] = None
    note: Annotated[Text | None, About(N_("Note"), long=True)] = None


class Outcome(Choice):
    PERMITTED = "permitted", N_("Permitted")
    CONDITIONAL = "conditional", N_("Permitted with conditions")
    REFUSED = "refused", N_("Refused")
    RETURNED = "returned", N_("Sent back")


PERMISSION = "permission"
"""A decision made here that permits, as the rules name it that can stop one (`-- refuses:`)."""

# The outcomes that permit.
GRANTS = (Outcome.PERMITTED, Outcome.CONDITIONAL)


class Taken(Choice):
    """Where the decision was taken. One made here is refused unless the law's conditions hold."""

    HERE = "here", N_("Made here")
    ON_PAPER = "on_paper", N_("Taken on paper")


class DecidedFor(Choice):
    """Whose decision it is: only the office's counts as permission, at every tier (番号法10条2項; R02)."""

    OFFICE = "office", N_("The office")
    UPPER_TIER = "upper_tier", N_("An upper tier of the chain")


class Capacity(Choice):
    """In what capacity somebody decides for the office."""

    OWN = "own", N_("In own authority")
    DELEGATED = "delegated", N_("By delegated authority (senketsu)")
    PROXY = "proxy", N_("For one who is absent (daiketsu)")


class Condition(Part):
    text: Annotated[Text, About(N_("Condition"))]
    due_on: Annotated[datetime.date | None, About(N_("Due on"))] = None
    fulfilled_on: Annotated[datetime.date | None, About(N_("Fulfilled on"), happened=True)] = None


class PermissionDecision(Record):
    """The office's decision on a request to subcontract (諾否の決定). Source: 番号法10条; PPC guideline 4-2-(1)2B."""

    kind: ClassVar[str] = "permission_decision"
    label: ClassVar[str] = N_("Permission decision")
    label_plural: ClassVar[str] = N_("Permission decisions")
    # A decision is as old as its outcome and day; one made here, as old as all that it permits.
    dated_facts: ClassVar[dict[str, tuple[str, ...]]] = {
        "granted": ("engagement_id", "decided_for", "is_grant"),
        "decided": ("engagement_id", "decided_for", "outcome", "decided_on"),
        "made": (
            "engagement_id",
            "decided_for",
            "taken",
            "outcome",
            "decided_on",
            "permitted_work",
            "permitted_data_items",
            "permitted_places",
            "valid_from_on",
            "valid_until_on",
            "start_by_on",
        ),
    }

    contract_id: Annotated[Text, About(N_("Contract"), needed=True, refers_to=("contract",))]
    engagement_id: Annotated[Text, About(N_("Subcontract"), needed=True, refers_to=("subcontract",))]
    request_id: Annotated[Text | None, About(N_("Request"), refers_to=("permission_request",))] = None
    outcome: Annotated[Outcome, About(N_("Decision"), needed=True)]
    decided_on: Annotated[datetime.date, About(N_("Decided on"), needed=True)]
    decided_by: Annotated[Text | None, About(N_("Decided by"), needed=True)] = None
    capacity: Annotated[Capacity | None, About(N_("Decided in what capacity"))] = None
    decided_instead_of: Annotated[
        Text | None, About(N_("For whom"), help=N_("Whose authority it is, where another decides"))
    ] = None
    decided_for: Annotated[DecidedFor, About(N_("Whose decision"), source="number-act-10-2")] = DecidedFor.OFFICE
    taken: Annotated[Taken, About(N_("Where it was taken"))] = Taken.HERE
    document_number: Annotated[
        Identifier | None,
        About(N_("Approval document no."), help=N_("The number of the office's approval document"), identifier=True),
    ] = None
    late_reason: Annotated[
        Text | None,
        About(N_("Why it is logged later"), help=N_("For a decision taken on an earlier day"), source="R06"),
    ] = None
    conditions: Annotated[tuple[Condition, ...], About(N_("Conditions"))] = ()
    is_work_within: Annotated[
        bool | None,
        About(
            N_("The work lies within that of the tier above"),
            source="R04",
            help=N_("Judged by a person; data items and places are compared by the program"),
        ),
    ] = None
    permitted_work: Annotated[Text | None, About(N_("Work permitted"), long=True)] = None
    permitted_data_items: Annotated[tuple[Text, ...], About(N_("Data items permitted"), help=N_("One a line"))] = ()
    permitted_places: Annotated[tuple[Place, ...], About(N_("Places permitted"))] = ()
    valid_from_on: Annotated[datetime.date | None, About(N_("Permitted from"))] = None
    valid_until_on: Annotated[
        datetime.date | None,
        About(N_("Permitted until"), needed=True, not_before=("decided_on", "valid_from_on")),
    ] = None
    start_by_on: Annotated[
        datetime.date | None,
        About(
            N_("Lapses unless work has begun by"),
            source="R08",
            help=N_("Of a permission in advance"),
            not_before=("decided_on",),
        ),
    ] = None
    reason: Annotated[Text | None, About(N_("Reason of the decision"), needed=True, long=True)] = None
    notified_on: Annotated[
        datetime.date | None, About(N_("Contractor notified on"), not_before=("decided_on",), happened=True)
    ] = None
    told_on: Annotated[
        datetime.date | None,
        About(
            N_("Subcontractor told of the permission on"),
            source="ppc-qa-3-8-2",
            not_before=("decided_on",),
            happened=True,
        ),
    ] = None
    checked_on: Annotated[
        datetime.date | None,
        About(
            N_("Subcontractor checked the permission on"),
            source="ppc-qa-3-8-2",
            not_before=("decided_on",),
            happened=True,
        ),
    ] = None
    revoked_on: Annotated[datetime.date | None, About(N_("Revoked on"), not_before=("decided_on",))] = None
    revoked_reason: Annotated[Text | None, About(N_("Reason of revocation"), long=True)] = None

    @property
    def refused_as(self) -> frozenset[str]:
        """What the law asks of a permission stops none that was given on paper, nor a decision that gives none."""
        is_permission = self.outcome in GRANTS and self.taken == Taken.HERE
        return super().refused_as | (frozenset([PERMISSION]) if is_permission else frozenset())
