"""A contract by which the office entrusts work."""

import datetime
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from kantoku.records.affair import Affair, AffairBasis
from kantoku.records.base import LARGEST, About, Choice, Identifier, Record, Text
from kantoku.records.parts import Clause, Place
from kantoku.records.pia import PiaImpact, PiaKind, PiaSubcontracting
from kantoku.records.selection import AssessedItem, Fitness
from kantoku.records.stage import Stage
from kantoku.records.vocabulary import DataClass, PersonsBand, Transfer, banded
from kantoku.wording import N_


class ContractCategory(Choice):
    SERVICE = "service", N_("Entrusted work")
    SYSTEM = "system", N_("System development and maintenance")
    DATA_ENTRY = "data_entry", N_("Data entry")
    PRINTING = "printing", N_("Printing and enclosing")
    TRANSLATION = "translation", N_("Translation and transcription")
    DESK = "desk", N_("Call centre and counter")
    DESIGNATED = "designated", N_("Designated manager")
    COLLECTION = "collection", N_("Collection of payments")
    DISPOSAL = "disposal", N_("Disposal")
    CLOUD = "cloud", N_("Cloud and external services")
    OTHER = "other", N_("Other work")


class Entrustment(Choice):
    """Whether it is entrustment at all. Source: PPC Q3-12, Q3-14; 地方自治法252条の14–16; municipal standards."""

    ENTRUSTED = "entrusted", N_("Entrustment")
    NOT_ENTRUSTED = "not_entrusted", N_("No entrustment (delivery, telecom, cloud without handling)")
    AFFAIRS = "affairs", N_("Affairs entrusted to another local government")


class Method(Choice):
    OPEN = "open", N_("Open tender")
    INVITED = "invited", N_("Invited tender")
    NEGOTIATED = "negotiated", N_("Single tender")
    PROPOSAL = "proposal", N_("Proposal")


class SubcontractPolicy(Choice):
    """What the contract says of subcontracting. Source: ward report 9(1)ウ; prefectural standard clauses; PPC Q3-9."""

    PROHIBITED = "prohibited", N_("Prohibited without exception")
    PROHIBITED_IN_PRINCIPLE = "prohibited_in_principle", N_("Prohibited in principle (unless permitted in writing)")
    PERMISSION = "permission", N_("With permission")
    NAMED_ONLY = "named_only", N_("Permitted in advance for named subcontractors")
    UNRESTRICTED = "unrestricted", N_("Not restricted")
    UNKNOWN = "unknown", N_("Policy unknown")


class ReportingInterval(Choice):
    MONTHLY = "monthly", N_("Monthly")
    QUARTERLY = "quarterly", N_("Quarterly")
    HALF_YEARLY = "half_yearly", N_("Half-yearly")
    YEARLY = "yearly", N_("Yearly")


class Contract(Record):
    """A contract (委託契約), which is also the engagement of its contractor at tier 1.

    Source: 番号法11条; APPI 66条.
    """

    kind: ClassVar[str] = "contract"
    label: ClassVar[str] = N_("Contract")
    label_plural: ClassVar[str] = N_("Contracts")
    dated_facts: ClassVar[dict[str, tuple[str, ...]]] = {
        "begun": ("starts_on",),
        "staged": ("stage",),
        "assigned": ("section",),
        # What the PIA statement describes of an entrustment.
        "described": ("organisation_id", "persons_band", "transfers"),
    }

    _banded = model_validator(mode="before")(banded)

    number: Annotated[Identifier, About(N_("Contract no."), needed=True, identifier=True, folded=True)]
    title: Annotated[Text, About(N_("Title"), needed=True, folded=True)]
    organisation_id: Annotated[Text, About(N_("Contractor"), needed=True, refers_to=("organisation",))]
    section: Annotated[Text | None, About(N_("Section"), needed=True)] = None
    protection_officer: Annotated[
        Text | None, About(N_("Section protection officer"), needed=True, source="ppc-gl-annex1-2Ca")
    ] = None
    officer: Annotated[Text | None, About(N_("Contract officer"))] = None
    category: Annotated[ContractCategory | None, About(N_("Category"), needed=True)] = None
    entrustment: Annotated[Entrustment | None, About(N_("Is it entrustment?"), needed=True, source="ppc-qa-3-12")] = (
        None
    )
    entrustment_reason: Annotated[Text | None, About(N_("Reason of that judgement"), source="R33", long=True)] = None
    entrustment_evidence: Annotated[
        Text | None,
        About(
            N_("Evidence of that judgement"),
            help=N_(
                "For a cloud service: the clause by which it does not handle the data, and how access is controlled"
            ),
            source="R33",
            long=True,
        ),
    ] = None
    starts_on: Annotated[datetime.date | None, About(N_("Starts on"), needed=True)] = None
    ends_on: Annotated[datetime.date | None, About(N_("Ends on"), needed=True, not_before=("starts_on",))] = None
    ended_on: Annotated[
        datetime.date | None,
        About(
            N_("Last day of the contract"),
            help=N_("The contract counts as under way up to this day; from the day after it no longer does"),
            happened=True,
        ),
    ] = None
    signed_on: Annotated[datetime.date | None, About(N_("Signed on"), happened=True)] = None
    amount: Annotated[int | None, Field(ge=0, le=LARGEST), About(N_("Amount (yen)"))] = None
    method: Annotated[Method | None, About(N_("Way of contracting"))] = None
    assessed_on: Annotated[
        datetime.date | None,
        About(
            N_("Selection assessed on"), help=N_("Before the work starts"), source="ppc-gl-4-2-1-1B-1", happened=True
        ),
    ] = None
    assessed_by: Annotated[Text | None, About(N_("Selection assessed by"), source="ppc-gl-4-2-1-1B-1")] = None
    assessment: Annotated[Fitness | None, About(N_("Overall result of the selection"), source="ppc-gl-4-2-1-1B-1")] = (
        None
    )
    assessed_items: Annotated[
        tuple[AssessedItem, ...], About(N_("Assessment of the selection"), source="ppc-gl-4-2-1-1B-1")
    ] = ()
    stage: Annotated[Stage | None, About(N_("Stage"), needed=True)] = None
    data_class: Annotated[DataClass | None, About(N_("Data class"), needed=True)] = None
    affair: Annotated[Affair | None, About(N_("Class of affair"), source="number-act-2-11")] = None
    affair_name: Annotated[Text | None, About(N_("Name of the affair"))] = None
    affair_basis_kind: Annotated[
        AffairBasis | None, About(N_("Kind of legal basis of the affair"), source="number-act-9")
    ] = None
    affair_basis: Annotated[Text | None, About(N_("Legal basis of the affair"), source="number-act-9")] = None
    spi_file: Annotated[Text | None, About(N_("Name of the SPI file"), source="ppc-gl-annex1-2Cc")] = None
    file_purpose: Annotated[
        Text | None, About(N_("Purpose of using the file"), source="ppc-gl-annex1-2Cc", long=True)
    ] = None
    data_items: Annotated[tuple[Text, ...], About(N_("Data items"), help=N_("One a line"))] = ()
    persons_scope: Annotated[Text | None, About(N_("Whose data it is"), source="ppc-gl-annex1-2Cc")] = None
    collection: Annotated[Text | None, About(N_("How the data is collected"), source="ppc-gl-annex1-2Cc")] = None
    persons_count: Annotated[
        int | None,
        Field(ge=0, le=LARGEST),
        About(N_("Persons concerned (count)"), help=N_("The band follows from it"), source="pia-form-2-4"),
    ] = None
    persons_band: Annotated[PersonsBand | None, About(N_("Number of persons concerned"), source="pia-form-2-4")] = None
    handlers: Annotated[int | None, Field(ge=0, le=LARGEST), About(N_("Number of handlers"), source="pia-form-2-4")] = (
        None
    )
    transfers: Annotated[
        tuple[Transfer, ...], About(N_("How the data is handed to the contractor"), source="pia-form-2-4")
    ] = ()
    transfer_note: Annotated[Text | None, About(N_("Other way of handing over"), source="pia-form-2-4")] = None
    name_known_by: Annotated[
        Text | None, About(N_("How the contractor's name is made known"), source="pia-form-2-4")
    ] = None
    places: Annotated[
        tuple[Place, ...], About(N_("Places of work and storage"), needed=True, source="ppc-gl-annex1-2Ea")
    ] = ()
    policy: Annotated[
        SubcontractPolicy | None, About(N_("Subcontracting policy"), needed=True, source="ward-report-2017")
    ] = None
    is_principal_part_barred: Annotated[
        bool | None, About(N_("Principal part must not be subcontracted"), source="nagano-2025")
    ] = None
    none_declared_on: Annotated[
        datetime.date | None,
        About(
            N_("No subcontracting, declared on"),
            help=N_("The day on which the contractor declared that it subcontracts nothing"),
            source="kanagawa-2022",
            happened=True,
        ),
    ] = None
    clauses: Annotated[tuple[Clause, ...], About(N_("Clauses"), needed=True, source="ppc-gl-4-2-1-1B")] = ()
    reporting_interval: Annotated[ReportingInterval | None, About(N_("Reports of the contractor"))] = None
    audit_interval_months: Annotated[
        int | None,
        Field(ge=1, le=120),
        About(N_("Audit interval (months)"), help=N_("Empty: the office's interval"), source="jimu-guide-4-8-9-3"),
    ] = None
    pia_kind: Annotated[PiaKind | None, About(N_("Kind of PIA statement"), source="pia-form-2-4")] = None
    pia_number: Annotated[
        Identifier | None, About(N_("Number of the PIA statement"), source="pia-form-2-4", identifier=True)
    ] = None
    pia_reference: Annotated[Text | None, About(N_("PIA statement"), source="pia-form-2-4")] = None
    previous_id: Annotated[
        Text | None,
        About(N_("Contract of the year before"), refers_to=("contract",), crosses=True),
    ] = None
    pia_matter: Annotated[
        int | None,
        Field(ge=1, le=999),
        About(N_("Matter in the PIA statement"), help=N_("The N of “entrusted matter N”"), source="pia-form-2-4"),
    ] = None
    pia_subcontracting: Annotated[
        PiaSubcontracting | None, About(N_("What the PIA says of subcontracting"), source="R29")
    ] = None
    pia_subcontracted: Annotated[
        tuple[Text, ...], About(N_("Matters subcontracted by the PIA"), help=N_("One a line"), source="R29")
    ] = ()
    pia_impact: Annotated[
        PiaImpact | None,
        About(N_("Effect of this contract on the PIA"), source="number-act-28"),
    ] = None
    pia_judged_on: Annotated[
        datetime.date | None, About(N_("Effect on the PIA judged on"), source="R28", happened=True)
    ] = None
    pia_published_on: Annotated[
        datetime.date | None, About(N_("PIA published on"), source="number-act-28", happened=True)
    ] = None
    note: Annotated[Text | None, About(N_("Note"), long=True)] = None
