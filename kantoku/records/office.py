"""The office itself: its sections and the policy that the rules read."""

import datetime
import re
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from kantoku.records.base import About, Choice, Part, Record, Text, Unfit
from kantoku.wording import N_

OFFICE_ID = "office"


def _regular_expression(typed: str) -> str:
    try:
        re.compile(typed)
    except re.error as wrong:
        raise Unfit(N_("“{typed}” is no regular expression"), typed=typed) from wrong
    return typed


class Separation(Choice):
    """Whether who drafts, confirms and decides must be different people."""

    REQUIRED = "required", N_("Required")
    RELAXED = "relaxed", N_("Relaxed")


Pattern = Annotated[Text, AfterValidator(_regular_expression)]


class Reorganisation(Part):
    """One section's work passing to another from a day on (組織改正)."""

    section: Annotated[Text, About(N_("Former section"))]
    successor: Annotated[Text, About(N_("Its successor"))]
    from_on: Annotated[datetime.date, About(N_("From (day of the change)"))]


class PrincipalPart(Choice):
    """What the office demands where all of the work, or its principal part, is subcontracted (local rule)."""

    REASON = "reason", N_("A reason must be given")
    REFUSED = "refused", N_("It is not permitted")


class Office(Record):
    """The office and its policy (委託元). One record, made with the ledger.

    Source: rules R06, R08, R10, R14, R15, R17, R20, R21, R25, R27, R30, R31, R32, R35.
    """

    kind: ClassVar[str] = "office"
    label: ClassVar[str] = N_("Office")
    label_plural: ClassVar[str] = N_("Offices")

    name: Annotated[Text | None, About(N_("Name of the office"), needed=True)] = None
    sections: Annotated[tuple[Text, ...], About(N_("Sections"), needed=True, help=N_("One a line"))] = ()
    notice_sender: Annotated[
        Text | None,
        About(
            N_("Sender of notices"),
            help=N_("Title and name, as on the office's letters. Empty: the office and its section"),
        ),
    ] = None
    reorganisations: Annotated[
        tuple[Reorganisation, ...],
        About(
            N_("Reorganisations"),
            help=N_("From that day on, the contracts of the former section stand under its successor"),
        ),
    ] = ()
    audit_interval_months: Annotated[
        int,
        Field(ge=1, le=120),
        About(N_("Audit interval (months)"), help=N_("At least once a year for each entrusted work"), source="R15"),
    ] = 12
    confirmation_valid_months: Annotated[
        int, Field(ge=1, le=60), About(N_("A confirmation holds for (months)"), source="R31")
    ] = 12
    declaration_valid_months: Annotated[
        int, Field(ge=1, le=60), About(N_("A declaration of no subcontracting holds for (months)"), source="R34")
    ] = 12
    audit_report_days: Annotated[
        int,
        Field(ge=0, le=365),
        About(N_("An audit is reported and evaluated within (days)"), source="R17"),
    ] = 30
    training_interval_months: Annotated[
        int, Field(ge=1, le=60), About(N_("Training is attested every (months)"), source="R32")
    ] = 12
    report_due_days: Annotated[
        int, Field(ge=0, le=365), About(N_("A periodic report is due after its period within (days)"), source="R20")
    ] = 14
    disposal_days: Annotated[
        int, Field(ge=0, le=365), About(N_("Return or disposal is proved after the end within (days)"), source="R21")
    ] = 30
    due_soon_days: Annotated[int, Field(ge=0, le=365), About(N_("Due soon means within (days)"))] = 60
    late_entry_days: Annotated[
        int, Field(ge=0, le=365), About(N_("A paper decision is logged late after (days)"), source="R06")
    ] = 7
    advance_start_months: Annotated[
        int,
        Field(ge=1, le=36),
        About(N_("A permission in advance lapses without a start after (months)"), source="R08"),
    ] = 6
    told_days: Annotated[
        int,
        Field(ge=0, le=365),
        About(N_("The subcontractor is told of its permission, and checks it, within (days)"), source="R30"),
    ] = 14
    separation: Annotated[Separation, About(N_("Separation of drafting, confirming and deciding"), source="R14")] = (
        Separation.REQUIRED
    )
    depth_warning: Annotated[int, Field(ge=2, le=20), About(N_("Warn of chains deeper than tier"), source="R35")] = 3
    principal_part: Annotated[
        PrincipalPart, About(N_("All of the work or its principal part is subcontracted"), source="R10")
    ] = PrincipalPart.REASON
    is_domestic_only: Annotated[bool, About(N_("Data is handled within Japan only"), source="R27")] = False
    retention_years: Annotated[int, Field(ge=1, le=100), About(N_("Keep records for (years)"), source="R26")] = 5
    journal_review_months: Annotated[
        int, Field(ge=1, le=60), About(N_("Review of the journal at least every (months)"), source="R26")
    ] = 12
    identifier_patterns: Annotated[
        tuple[Pattern, ...],
        About(
            N_("Patterns of document numbers"),
            source="R25",
            help=N_(
                "Regular expressions, one a line. A document number of this form is not taken for an Individual Number."
            ),
        ),
    ] = ()
