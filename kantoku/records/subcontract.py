"""A piece of entrusted work passed on to the next tier."""

import datetime
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from kantoku.records.base import LARGEST, About, Choice, Record, Text
from kantoku.records.parts import Clause, Place
from kantoku.records.vocabulary import DataClass, PersonsBand, banded
from kantoku.wording import N_


class Extent(Choice):
    PART = "part", N_("Part of the work")
    WHOLE = "whole", N_("All of the work")


class Origin(Choice):
    """How the office came to know of it."""

    REQUESTED = "requested", N_("Requested by the contractor")
    REPORTED = "reported", N_("Reported by the contractor afterwards")
    DISCOVERED = "discovered", N_("Discovered by the office")
    TAKEN_OVER = "taken_over", N_("Taken over from an older ledger")


class Subcontract(Record):
    """A subcontract at tier 2 or deeper (再委託), as node of the tree under its contract.

    Source: 番号法10条; 通則編 3-4-4.
    """

    kind: ClassVar[str] = "subcontract"
    label: ClassVar[str] = N_("Subcontract")
    label_plural: ClassVar[str] = N_("Subcontracts")
    dated_facts: ClassVar[dict[str, tuple[str, ...]]] = {
        "begun": ("starts_on", "actual_started_on"),
    }
    # They stand on the decision now, which is what is told of.
    retired: ClassVar[tuple[str, ...]] = ("checked_on", "told_on")

    _banded = model_validator(mode="before")(banded)

    contract_id: Annotated[Text, About(N_("Contract"), needed=True, refers_to=("contract",))]
    parent_id: Annotated[
        Text,
        About(N_("Under whom"), needed=True, refers_to=("contract", "subcontract"), source="number-act-10-2"),
    ]
    organisation_id: Annotated[Text, About(N_("Subcontractor"), needed=True, refers_to=("organisation",))]
    work: Annotated[Text | None, About(N_("Work subcontracted"), needed=True, long=True, source="appi-gl-3-4-4")] = None
    extent: Annotated[Extent | None, About(N_("Whole or part"))] = None
    is_principal_part: Annotated[bool | None, About(N_("Principal part of the work"), source="nagano-2025")] = None
    override_reason: Annotated[
        Text | None,
        About(
            N_("Why all the same the whole or the principal part"),
            help=N_("Only where all of the work, or its principal part, is subcontracted"),
            source="R10",
            long=True,
        ),
    ] = None
    reason: Annotated[Text | None, About(N_("Why it is subcontracted"), needed=True, long=True)] = None
    data_class: Annotated[
        DataClass | None, About(N_("Data class"), needed=True, help=N_("Empty: as in the tier above"))
    ] = None
    data_items: Annotated[tuple[Text, ...], About(N_("Data items"), needed=True, help=N_("One a line"))] = ()
    media: Annotated[Text | None, About(N_("Media"))] = None
    persons_count: Annotated[
        int | None,
        Field(ge=0, le=LARGEST),
        About(N_("Persons concerned (count)"), help=N_("The band follows from it"), source="pia-form-2-4"),
    ] = None
    persons_band: Annotated[PersonsBand | None, About(N_("Number of persons concerned"), needed=True)] = None
    handling: Annotated[
        Text | None, About(N_("How the data is handled"), needed=True, long=True, source="appi-gl-3-4-4")
    ] = None
    places: Annotated[
        tuple[Place, ...], About(N_("Places of work and storage"), needed=True, source="ppc-gl-annex1-2Ea")
    ] = ()
    starts_on: Annotated[datetime.date | None, About(N_("Starts on"), needed=True)] = None
    ends_on: Annotated[
        datetime.date | None,
        About(N_("Ends on"), needed=True, help=N_("Empty: with the tier above"), not_before=("starts_on",)),
    ] = None
    actual_started_on: Annotated[datetime.date | None, About(N_("Work really began on"), happened=True)] = None
    actual_ended_on: Annotated[
        datetime.date | None, About(N_("Work really ended on"), not_before=("actual_started_on",), happened=True)
    ] = None
    amount: Annotated[int | None, Field(ge=0, le=LARGEST), About(N_("Amount (yen)"))] = None
    handlers: Annotated[int | None, Field(ge=0, le=LARGEST), About(N_("Number of handlers"))] = None
    responsible: Annotated[Text | None, About(N_("Person responsible"))] = None
    supervision: Annotated[
        Text | None, About(N_("How the tier above supervises it"), long=True, source="ppc-gl-4-2-1-2C")
    ] = None
    supervised_on: Annotated[
        datetime.date | None,
        About(N_("Last supervised by the tier above on"), source="ppc-gl-4-2-1-2C", happened=True),
    ] = None
    contracted_on: Annotated[
        datetime.date | None,
        About(N_("Contract with the tier above signed on"), source="ppc-gl-4-2-1-2B", happened=True),
    ] = None
    clauses: Annotated[
        tuple[Clause, ...], About(N_("Clauses of the contract with the tier above"), source="ppc-gl-4-2-1-2B")
    ] = ()
    origin: Annotated[Origin | None, About(N_("How it became known"))] = None
    discovered_on: Annotated[datetime.date | None, About(N_("Became known on"), happened=True)] = None
    previous_id: Annotated[
        Text | None,
        About(N_("Subcontract of the year before"), refers_to=("subcontract",), crosses=True),
    ] = None
    status_reported_on: Annotated[
        datetime.date | None,
        About(
            N_("State of the work last reported on"),
            source="ppc-qa-3-9",
            help=N_("Under a permission in advance"),
            happened=True,
        ),
    ] = None
    note: Annotated[Text | None, About(N_("Note"), long=True)] = None
