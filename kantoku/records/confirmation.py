"""The confirmation that an organisation handles the data safely, before each decision and renewed."""

import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from kantoku.records.base import LARGEST, About, AsRows, Choice, Identifier, Part, Record, Text
from kantoku.wording import N_


class Occasion(Choice):
    SELECTION = "selection", N_("At selection")
    BEFORE_PERMISSION = "before_permission", N_("Before permission")
    CHANGE = "change", N_("On a change")
    YEARLY = "yearly", N_("Yearly renewal")
    INCIDENT = "incident", N_("After an incident")


class ConfirmationMethod(Choice):
    WRITTEN = "written", N_("In writing")
    MATERIALS = "materials", N_("By materials")
    HEARING = "hearing", N_("By hearing")
    ON_SITE = "on_site", N_("On site")
    REMOTE = "remote", N_("Remotely (video, photographs)")


class ItemResult(Choice):
    DONE = "done", N_("Done")
    PARTLY = "partly", N_("Partly done")
    NOT_DONE = "not_done", N_("Not done")
    NOT_APPLICABLE = "not_applicable", N_("Not applicable")


class Overall(Choice):
    """Whether appropriate security control is secured (適切な安全管理が図られるか)."""

    SECURED = "secured", N_("Appropriate security control is secured")
    CONDITIONAL = "conditional", N_("Secured on conditions")
    NOT_SECURED = "not_secured", N_("Not secured")


class ConfirmationForm(Choice):
    ITEMS = "items", N_("Item by item")
    SUMMARY = "summary", N_("Summary")


class ConfirmedItem(Part):
    """The state of one safety measure. Source: guideline annex (item set of the catalogue)."""

    code: Annotated[Text, About(N_("Item"))]
    result: Annotated[ItemResult | None, About(N_("Result"))] = None
    evidence: Annotated[Text | None, About(N_("Evidence"))] = None
    how: Annotated[ConfirmationMethod | None, About(N_("How it was confirmed"))] = None
    note: Annotated[Text | None, About(N_("Note"))] = None


class Sheet(Part):
    """A file by its name, its size in bytes and its SHA-256. The ledger keeps its content where it was uploaded."""

    name: Annotated[Text, About(N_("File name"))]
    size: Annotated[int, Field(ge=0, le=LARGEST), About(N_("Size (bytes)"))]
    sha256: Annotated[Text, About(N_("SHA-256"), computed=True)]


class FurtherEngagement(Part):
    """Another engagement of the same organisation that a confirmation covers."""

    contract_id: Annotated[Text, About(N_("Contract"), needed=True, refers_to=("contract",))]
    engagement_id: Annotated[Text, About(N_("Engagement"), needed=True, refers_to=("contract", "subcontract"))]


class HandlingConfirmation(Record):
    """A confirmation of how personal data is handled (取扱状況の確認). Source: PPC guideline 4-2-(1)2B and its annex 1.

    Complete: dated, by a named confirmer, with an overall result, and either every item answered of the list version it
    names or a summary with its sheet. "Secured" beside an item not done contradicts itself: incomplete until one of the
    two is corrected. One taken over from an older ledger that gave only a date is marked presumed. It may cover further
    engagements of the same organisation, and counts for each of them from the entry that names it.
    """

    kind: ClassVar[str] = "handling_confirmation"
    label: ClassVar[str] = N_("Handling confirmation")
    label_plural: ClassVar[str] = N_("Handling confirmations")
    dated_facts: ClassVar[dict[str, tuple[str, ...]]] = {
        "confirmed": (
            "engagement_id",
            "confirmed_on",
            "is_complete",
            "is_positive",
        )
    }

    contract_id: Annotated[Text, About(N_("Contract"), needed=True, refers_to=("contract",))]
    engagement_id: Annotated[Text, About(N_("Engagement"), needed=True, refers_to=("contract", "subcontract"))]
    further_engagements: Annotated[
        tuple[FurtherEngagement, ...], AsRows, About(N_("Further engagements that it covers"))
    ] = ()
    number: Annotated[Identifier | None, About(N_("Confirmation no."), needed=True, identifier=True)] = None
    occasion: Annotated[Occasion | None, About(N_("Occasion"), needed=True)] = None
    confirmed_on: Annotated[datetime.date | None, About(N_("Confirmed on"), needed=True, happened=True)] = None
    confirmed_by: Annotated[Text | None, About(N_("Confirmed by"), needed=True)] = None
    method: Annotated[ConfirmationMethod | None, About(N_("Method"), needed=True)] = None
    form: Annotated[ConfirmationForm, About(N_("Form of the confirmation"))] = ConfirmationForm.ITEMS
    items_version: Annotated[Text | None, About(N_("Version of the item list"))] = None
    checklist_id: Annotated[
        Text | None,
        About(
            N_("Item list of the office"),
            help=N_("Empty: the list that comes with the program"),
            refers_to=("checklist",),
        ),
    ] = None
    items: Annotated[tuple[ConfirmedItem, ...], About(N_("Items"), source="ppc-gl-annex1")] = ()
    overall: Annotated[Overall | None, About(N_("Overall result"), needed=True, source="ppc-gl-4-2-1-2B")] = None
    valid_until_on: Annotated[
        datetime.date | None,
        About(
            N_("Holds until"),
            help=N_("Empty: as long as the office's policy says"),
            source="R31",
            not_before=("confirmed_on",),
        ),
    ] = None
    shortfalls: Annotated[Text | None, About(N_("What is not met, and its correction"), long=True)] = None
    foreign_system: Annotated[
        Text | None,
        About(
            N_("Foreign country: its system, and measures taken"),
            help=N_("Where data is handled abroad or by a foreign business"),
            source="ppc-gl-annex1-2G",
            long=True,
        ),
    ] = None
    sheet: Annotated[Sheet | None, About(N_("Confirmation sheet"))] = None
    is_presumed: Annotated[bool | None, About(N_("Presumed from an older ledger"))] = None
    note: Annotated[Text | None, About(N_("Note"), long=True)] = None
