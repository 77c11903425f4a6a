"""What a contractor reports at its intervals: how it keeps the contract, who works below it, what happened."""

import datetime
from typing import Annotated, ClassVar

from kantoku.records.base import About, AsRows, Choice, Identifier, Part, Record, Text
from kantoku.wording import N_


class Compliance(Choice):
    KEPT = "kept", N_("Kept")
    PARTLY = "partly", N_("Partly kept")
    NOT_KEPT = "not_kept", N_("Not kept")


class SubcontractingStatement(Choice):
    """What the contractor states of subcontracting. `none` is the dated declaration that R34 asks for."""

    NONE = "none", N_("Nothing is subcontracted")
    UNCHANGED = "unchanged", N_("As before")
    CHANGED = "changed", N_("Begun, ended or changed")


class ReportedClause(Part):
    """How one clause of the contract was kept. Source: PPC guideline 4-2-(1)1B, 9."""

    code: Annotated[Text, About(N_("Clause"))]
    state: Annotated[Compliance, About(N_("State"))]
    note: Annotated[Text | None, About(N_("Note"))] = None


class Training(Part):
    """Training in the handling of Specific Personal Information, attested for one organisation of the chain.

    Source: 番号法29条の2.
    """

    organisation_id: Annotated[Text, About(N_("Organisation"), refers_to=("organisation",))]
    held_on: Annotated[datetime.date, About(N_("Training held on"), happened=True)]
    content: Annotated[Text | None, About(N_("Content"))] = None


class PeriodicReport(Record):
    """A report of the contractor on how it keeps the contract (遵守状況報告), received or expected.

    It counts from `submitted_on`. Source: PPC guideline 4-2-(1)1B, 9; 事務対応ガイド 4-8-9(1); PPC Q3-9.
    """

    kind: ClassVar[str] = "periodic_report"
    label: ClassVar[str] = N_("Periodic report")
    label_plural: ClassVar[str] = N_("Periodic reports")

    contract_id: Annotated[Text, About(N_("Contract"), needed=True, refers_to=("contract",))]
    number: Annotated[Identifier | None, About(N_("Report no."), identifier=True)] = None
    period_from_on: Annotated[datetime.date | None, About(N_("Period from"), needed=True)] = None
    period_until_on: Annotated[
        datetime.date | None, About(N_("Period until"), needed=True, not_before=("period_from_on",))
    ] = None
    due_on: Annotated[
        datetime.date | None,
        About(N_("Due on"), help=N_("Empty: as the contract's interval says"), source="R20"),
    ] = None
    submitted_on: Annotated[datetime.date | None, About(N_("Submitted on"), needed=True, happened=True)] = None
    received_by: Annotated[Text | None, About(N_("Received by"), needed=True)] = None
    compliance: Annotated[Compliance | None, About(N_("Contract kept"), needed=True, source="ppc-gl-4-2-1-1B")] = None
    clauses: Annotated[
        tuple[ReportedClause, ...],
        About(N_("By clause"), help=N_("Only clauses on which something is to be said")),
    ] = ()
    subcontracting: Annotated[
        SubcontractingStatement | None,
        About(
            N_("Subcontracting reported"),
            needed=True,
            help=N_("“Nothing is subcontracted” is a declaration of the day on which the report was submitted"),
            source="R34",
        ),
    ] = None
    subcontracting_note: Annotated[
        Text | None, About(N_("Subcontracts begun, ended or changed"), long=True, source="ppc-qa-3-9")
    ] = None
    staff_changes: Annotated[Text | None, About(N_("Change of staff"), long=True)] = None
    trainings: Annotated[tuple[Training, ...], AsRows, About(N_("Training attested"), source="number-act-29-2")] = ()
    carried_media: Annotated[Text | None, About(N_("Media carried out or handed over"), long=True)] = None
    accidents: Annotated[Text | None, About(N_("Accidents and near misses"), long=True)] = None
    note: Annotated[Text | None, About(N_("Note"), long=True)] = None
