"""A contract by which the office entrusts work."""

import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from kantoku.records.base import LARGEST, About, Choice, Identifier, Part, Record, Text
from kantoku.records.parts import Place
from kantoku.records.vocabulary import ClauseState, DataClass, PersonsBand
from kantoku.wording import N_


class ContractCategory(Choice):
    SERVICE = "service", N_("Entrusted work")
    SYSTEM = "system", N_("System development and maintenance")
    DATA_ENTRY = "data_entry", N_("Data entry")
    PRINTING = "printing", N_("Printing and enclosing")
    DESK = "desk", N_("Call centre and counter")
    DESIGNATED = "designated", N_("Designated manager")
    COLLECTION = "collection", N_("Collection of payments")
    DISPOSAL = "disposal", N_("Disposal")
    CLOUD = "cloud", N_("Cloud and external services")
    OTHER = "other", N_("Other work")


class Entrustment(Choice):
    """Whether it is entrustment at all. Source: PPC Q3-12, Q3-14."""

    ENTRUSTED = "entrusted", N_("Entrustment")
    NOT_ENTRUSTED = "not_entrusted", N_("No entrustment (delivery, telecom, cloud without handling)")


class Method(Choice):
    OPEN = "open", N_("Open tender")
    INVITED = "invited", N_("Invited tender")
    NEGOTIATED = "negotiated", N_("Single tender")
    PROPOSAL = "proposal", N_("Proposal")


class Affair(Choice):
    """Class of affair under the My Number Act (article 2(11), (12))."""

    USE = "use", N_("Affairs using Individual Numbers")
    RELATED = "related", N_("Affairs related to Individual Numbers")
    BOTH = "both", N_("Both affairs")
    OUTSIDE = "outside", N_("Outside the My Number Act")


class SubcontractPolicy(Choice):
    """What the contract says of subcontracting. Source: ward report 9(1)ウ; prefectural standard clauses; PPC Q3-9."""

    PROHIBITED = "prohibited", N_("Prohibited without exception")
    PROHIBITED_IN_PRINCIPLE = "prohibited_in_principle", N_("Prohibited in principle (unless permitted in writing)")
    PERMISSION = "permission", N_("With permission")
    NAMED_ONLY = "named_only", N_("Permitted in advance for named subcontractors")
    UNRESTRICTED = "unrestricted", N_("Not restricted")
    UNKNOWN = "unknown", N_("Policy unknown")


class Stage(Choice):
    """Life cycle, in the four stages of the PPC (2019-03)."""

    SELECTING = "selecting", N_("Selection")
    SIGNED = "signed", N_("Signed")
    PERFORMING = "performing", N_("Under way")
    ENDING = "ending", N_("Being wound up")
    ENDED = "ended", N_("Ended")


class ReportingInterval(Choice):
    MONTHLY = "monthly", N_("Monthly")
    QUARTERLY = "quarterly", N_("Quarterly")
    HALF_YEARLY = "half_yearly", N_("Half-yearly")
    YEARLY = "yearly", N_("Yearly")


class Clause(Part):
    """Whether the contract has a clause. Source: PPC guideline 4-2-(1)1B (ten are mandatory)."""

    code: Annotated[Text, About(N_("Clause"))]
    state: Annotated[ClauseState, About(N_("State"))]
    article: Annotated[Text | None, About(N_("Article in the contract"))] = None


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
    }

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
    entrustment_reason: Annotated[Text | None, About(N_("Reason of that judgement"), long=True)] = None
    starts_on: Annotated[datetime.date | None, About(N_("Starts on"), needed=True)] = None
    ends_on: Annotated[datetime.date | None, About(N_("Ends on"), needed=True, not_before=("starts_on",))] = None
    signed_on: Annotated[datetime.date | None, About(N_("Signed on"), happened=True)] = None
    amount: Annotated[int | None, Field(ge=0, le=LARGEST), About(N_("Amount (yen)"))] = None
    method: Annotated[Method | None, About(N_("Way of contracting"))] = None
    stage: Annotated[Stage | None, About(N_("Stage"), needed=True)] = None
    data_class: Annotated[DataClass | None, About(N_("Data class"), needed=True)] = None
    affair: Annotated[Affair | None, About(N_("Class of affair"), source="number-act-2-11")] = None
    affair_name: Annotated[Text | None, About(N_("Name of the affair"))] = None
    affair_basis: Annotated[Text | None, About(N_("Legal basis of the affair"), source="number-act-9")] = None
    spi_file: Annotated[Text | None, About(N_("Name of the SPI file"), source="ppc-gl-annex1-2Cc")] = None
    data_items: Annotated[tuple[Text, ...], About(N_("Data items"), help=N_("One a line"))] = ()
    persons_band: Annotated[PersonsBand | None, About(N_("Number of persons concerned"), source="pia-form-2-4")] = None
    handlers: Annotated[int | None, Field(ge=0, le=LARGEST), About(N_("Number of handlers"), source="pia-form-2-4")] = (
        None
    )
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
    pia_reference: Annotated[Text | None, About(N_("PIA statement"), source="pia-form-2-4")] = None
    previous_id: Annotated[
        Text | None,
        About(N_("Contract of the year before"), refers_to=("contract",), crosses=True),
    ] = None
    note: Annotated[Text | None, About(N_("Note"), long=True)] = None
