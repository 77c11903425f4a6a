"""An audit or inspection of contractors, subcontractors, or the office's own sections and systems."""

import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from kantoku.records.base import LARGEST, About, AsRows, Choice, Identifier, Part, Record, Text
from kantoku.wording import N_


class AuditKind(Choice):
    INTERNAL = "internal", N_("Internal audit")
    EXTERNAL = "external", N_("External audit")
    INSPECTION = "inspection", N_("On-site inspection of a contractor")
    THROUGH_CONTRACTOR = "through_contractor", N_("Audit report through the contractor")
    SELF_CHECK = "self_check", N_("Self-check")
    FOLLOW_UP = "follow_up", N_("Follow-up")


class AuditBy(Choice):
    OFFICE = "office", N_("The office")
    CONTRACTOR = "contractor", N_("The contractor")
    EXTERNAL = "external", N_("External auditor")


class AuditMethod(Choice):
    ON_SITE = "on_site", N_("On site")
    REMOTE = "remote", N_("Remotely (video, photographs)")
    DOCUMENTS = "documents", N_("On paper")
    REVIEW = "review", N_("Review of rules and evidence")
    VISIT = "visit", N_("Visit of the offices")
    INTERVIEW = "interview", N_("Interviews")
    THROUGH_CONTRACTOR = "through_contractor", N_("Through the contractor")


class AuditResult(Choice):
    FIT = "fit", N_("Proper")
    PARTLY = "partly", N_("To be improved")
    UNFIT = "unfit", N_("Not proper")
    NOT_APPLICABLE = "not_applicable", N_("Not applicable")


class Review(Choice):
    """What the evaluation leads to (委託の内容等の見直し). Source: PPC guideline 4-2-(1)1B(3)."""

    CONTINUE = "continue", N_("The entrustment goes on as it is")
    CHANGE = "change", N_("The entrustment is changed")
    TERMINATE = "terminate", N_("The entrustment is ended")


class AuditSubject(Part):
    """What was audited: an engagement under a contract, or a section and one of its systems."""

    contract_id: Annotated[Text | None, About(N_("Contract"), refers_to=("contract",))] = None
    engagement_id: Annotated[Text | None, About(N_("Engagement"), refers_to=("contract", "subcontract"))] = None
    section: Annotated[Text | None, About(N_("Section"))] = None
    system: Annotated[Text | None, About(N_("System"))] = None


class AuditStep(Part):
    held_on: Annotated[datetime.date, About(N_("Held on"))]
    step: Annotated[Text, About(N_("Step"))]
    content: Annotated[Text | None, About(N_("Content"))] = None


class Auditor(Part):
    organisation: Annotated[Text | None, About(N_("Affiliation"))] = None
    name: Annotated[Text, About(N_("Full name"))]


class AuditedItem(Part):
    code: Annotated[Text, About(N_("Item"))]
    material: Annotated[Text | None, About(N_("Audit materials"))] = None
    procedure: Annotated[Text | None, About(N_("What was done"))] = None
    result: Annotated[AuditResult | None, About(N_("Result"))] = None
    note: Annotated[Text | None, About(N_("Note"))] = None


class Audit(Record):
    """An audit, planned or done (監査・実地検査), in the nine sections of the ward's report of 2017.

    It counts as done from `audited_on`. Source: 事務対応ガイド 4-8-9(3), (4); guideline annex 2C-e; ward report 2017.
    """

    kind: ClassVar[str] = "audit"
    label: ClassVar[str] = N_("Audit")
    label_plural: ClassVar[str] = N_("Audits")
    dated_facts: ClassVar[dict[str, tuple[str, ...]]] = {"audited": ("audited_on",)}

    number: Annotated[Identifier | None, About(N_("Audit no."), needed=True, identifier=True)] = None
    title: Annotated[Text | None, About(N_("Title"), folded=True)] = None
    audit_kind: Annotated[AuditKind | None, About(N_("Kind of audit"), needed=True)] = None
    conducted_by: Annotated[AuditBy | None, About(N_("Conducted by"), needed=True)] = None
    fiscal_year: Annotated[int | None, Field(ge=1900, le=2200), About(N_("Fiscal year"), needed=True)] = None
    planned_on: Annotated[datetime.date | None, About(N_("Planned for"))] = None
    audited_on: Annotated[datetime.date | None, About(N_("Audited on"), needed=True, happened=True)] = None
    purpose: Annotated[Text | None, About(N_("Purpose"), long=True)] = None
    theme: Annotated[Text | None, About(N_("Theme"), long=True)] = None
    subjects: Annotated[tuple[AuditSubject, ...], AsRows, About(N_("Scope"), needed=True)] = ()
    methods: Annotated[tuple[AuditMethod, ...], About(N_("Methods"), needed=True)] = ()
    remote_reason: Annotated[Text | None, About(N_("Why remotely"), long=True, source="ppc-qa-3-1-4")] = None
    schedule: Annotated[tuple[AuditStep, ...], About(N_("Schedule"))] = ()
    auditors: Annotated[tuple[Auditor, ...], About(N_("Auditors"), needed=True)] = ()
    is_independent: Annotated[
        bool | None, About(N_("Independence confirmed"), needed=True, source="mic-policy-9-1")
    ] = None
    items_version: Annotated[Text | None, About(N_("Version of the item list"))] = None
    items: Annotated[tuple[AuditedItem, ...], About(N_("Items"))] = ()
    standards: Annotated[tuple[Text, ...], About(N_("Standards applied"), needed=True, help=N_("One a line"))] = ()
    referred_standards: Annotated[tuple[Text, ...], About(N_("Standards referred to"), help=N_("One a line"))] = ()
    result: Annotated[AuditResult | None, About(N_("Overall result"))] = None
    opinion: Annotated[Text | None, About(N_("Overall opinion"), needed=True, long=True)] = None
    commendations: Annotated[tuple[Text, ...], About(N_("Commendations"), help=N_("One a line"))] = ()
    finding_count: Annotated[
        int | None,
        Field(ge=0, le=LARGEST),
        About(N_("Number of findings stated"), help=N_("From an older ledger"), source="R17"),
    ] = None
    report_received_on: Annotated[
        datetime.date | None,
        About(
            N_("Report received on"),
            help=N_("For an audit through the contractor"),
            source="R16",
            not_before=("audited_on",),
            happened=True,
        ),
    ] = None
    reported_on: Annotated[
        datetime.date | None,
        About(N_("Reported on"), needed=True, source="ppc-gl-annex1-2Ce", not_before=("audited_on",), happened=True),
    ] = None
    reported_to: Annotated[Text | None, About(N_("Reported to"), needed=True, source="ppc-gl-annex1-2Ce")] = None
    review: Annotated[
        Review | None,
        About(N_("Review of the entrustment"), help=N_("What the evaluation leads to"), source="ppc-gl-4-2-1-1B-3"),
    ] = None
    reviewed_on: Annotated[
        datetime.date | None, About(N_("Entrustment reviewed on"), not_before=("audited_on",), happened=True)
    ] = None
    review_reason: Annotated[Text | None, About(N_("Reason of the review's outcome"), long=True)] = None
    evidence_place: Annotated[Text | None, About(N_("Where the working papers are kept"))] = None
    published_on: Annotated[datetime.date | None, About(N_("Summary published on"), happened=True)] = None
    note: Annotated[Text | None, About(N_("Note"), long=True)] = None
