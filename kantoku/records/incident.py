"""A leak, or a breach of what the law or the contract asks, with all that is reported of it."""

import datetime
import re
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from kantoku.dates import show_date
from kantoku.records.base import LARGEST, About, Choice, Identifier, Part, Record, Text, Unfit
from kantoku.records.steps import steps
from kantoku.wording import N_, language


class IncidentKind(Choice):
    LEAK = "leak", N_("Leak")
    LOSS = "loss", N_("Loss")
    DAMAGE = "damage", N_("Damage")
    FEAR = "fear", N_("Fear of a leak, loss or damage")
    OTHER_PURPOSE = "other_purpose", N_("Use for another purpose")
    UNPERMITTED = "unpermitted", N_("Unpermitted subcontract")
    REMOVAL = "removal", N_("Carried out of the workplace")
    BREACH = "breach", N_("Other breach of the contract")
    OTHER = "other", N_("Other incident")


class IncidentState(Choice):
    OPEN = "open", N_("Being dealt with")
    FIRST_REPORTED = "first_reported", N_("First report made")
    FINALLY_REPORTED = "finally_reported", N_("Final report made")
    CLOSED = "closed", N_("Settled")


class ArisenAt(Choice):
    OFFICE = "office", N_("At the office")
    CONTRACTOR = "contractor", N_("At the contractor")
    SUBCONTRACTOR = "subcontractor", N_("At a subcontractor")


class ReportableKind(Choice):
    """The kinds of event that must be reported. Source: 漏えい等報告規則2条; guideline annex 2, 3A."""

    ITEM_1_A = "1-a", N_("Item 1 a: information linkage systems")
    ITEM_1_B = "1-b", N_("Item 1 b: systems for affairs using Individual Numbers")
    ITEM_1_C = "1-c", N_("Item 1 c: systems of public bodies and their contractors for related affairs")
    ITEM_2_A = "2-a", N_("Item 2 a: leak, loss or damage for an improper purpose")
    ITEM_2_B = "2-b", N_("Item 2 b: use for an improper purpose")
    ITEM_2_C = "2-c", N_("Item 2 c: provision for an improper purpose")
    ITEM_3 = "3", N_("Item 3: open to many unspecified persons")
    ITEM_4_A = "4-a", N_("Item 4 a: leak, loss or damage, more than 100 persons")
    ITEM_4_B = "4-b", N_("Item 4 b: use against article 9, more than 100 persons")
    ITEM_4_C = "4-c", N_("Item 4 c: provision against article 19, more than 100 persons")
    NONE = "none", N_("None of them")


class Stream(Choice):
    """What an office has to see to besides the systems. Source: ward report 2017, 9(1)エ."""

    COORDINATION = "coordination", N_("Coordination within the office")
    IMPACT = "impact", N_("Effect on the work, and its resumption")
    AUTHORITIES = "authorities", N_("Report to the State and the prefecture")
    PUBLIC = "public", N_("Information of residents and the press")
    CONTRACTOR = "contractor", N_("Coordination with the contractor")
    PREVENTION = "prevention", N_("Prevention of recurrence")
    FINANCE_AND_LAW = "finance_and_law", N_("Financial and legal side")


class StreamState(Choice):
    TO_DO = "to_do", N_("To be done")
    UNDER_WAY = "under_way", N_("Being seen to")
    DONE = "done", N_("Seen to")
    NOT_NEEDED = "not_needed", N_("Not needed")


_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d", re.ASCII)


def _time_of_day(typed: str) -> str:
    if not _TIME.fullmatch(typed):
        raise Unfit(N_("not a time of day such as 9:30"))
    return typed.zfill(len("09:30"))


TimeOfDay = Annotated[Identifier, AfterValidator(_time_of_day)]
"""Office time; 9:30 becomes 09:30."""


class Knowledge(Part):
    """When a section of the office came to know. The earliest of all starts the clocks (annex 2, 3D–F)."""

    section: Annotated[Text | None, About(N_("Section"))] = None
    known_on: Annotated[datetime.date, About(N_("Knew on"), happened=True)]
    known_time: Annotated[TimeOfDay | None, About(N_("Time"))] = None


class Work(Part):
    """One of the streams of work that follow an incident, and how far it has come."""

    stream: Annotated[Stream, About(N_("Stream"))]
    state: Annotated[StreamState | None, About(N_("State"))] = None
    done_on: Annotated[datetime.date | None, About(N_("Done on"), happened=True)] = None
    note: Annotated[Text | None, About(N_("Note"))] = None


class Incident(Record):
    """An incident in entrusted work (事案): what happened, who knew when, the nine items, and the reports made.

    Persons are counted, never named; no values of data are kept.
    Source: 番号法29条の4; 漏えい等報告規則; guideline annex 2.
    """

    kind: ClassVar[str] = "incident"
    label: ClassVar[str] = N_("Incident")
    label_plural: ClassVar[str] = N_("Incidents")

    number: Annotated[Identifier | None, About(N_("Incident no."), needed=True, identifier=True)] = None
    title: Annotated[Text, About(N_("Incident in brief"), needed=True)]
    incident_kind: Annotated[IncidentKind, About(N_("Kind of incident"), needed=True)]
    contract_id: Annotated[Text, About(N_("Contract"), needed=True, refers_to=("contract",))]
    engagement_id: Annotated[
        Text | None,
        About(N_("Where in the chain"), needed=True, refers_to=("contract", "subcontract")),
    ] = None
    arisen_at: Annotated[ArisenAt | None, About(N_("Where it arose"), needed=True)] = None
    systems: Annotated[tuple[Text, ...], About(N_("Systems concerned"), help=N_("One a line"))] = ()
    state: Annotated[IncidentState, About(N_("State"), needed=True)] = IncidentState.OPEN

    occurred_on: Annotated[datetime.date | None, About(N_("Happened on"), needed=True, happened=True)] = None
    found_by: Annotated[Text | None, About(N_("Found by whom"), needed=True, help=N_("Office and post, no name"))] = (
        None
    )
    knowledge: Annotated[
        tuple[Knowledge, ...],
        About(
            N_("When the office knew"),
            needed=True,
            help=N_("One line a section; the earliest one starts the clocks"),
            source="ppc-gl-annex2-3D",
        ),
    ] = ()
    contractor_knew_on: Annotated[
        datetime.date | None,
        About(N_("Contractor knew on"), source="leak-rule-4", not_before=("occurred_on",), happened=True),
    ] = None
    notice_received_on: Annotated[
        datetime.date | None,
        About(
            N_("Contractor's notice received on"),
            source="ppc-gl-annex2-3F",
            not_before=("contractor_knew_on",),
            happened=True,
        ),
    ] = None
    notice_received_time: Annotated[TimeOfDay | None, About(N_("Time of the notice"))] = None

    reportable_kinds: Annotated[
        tuple[ReportableKind, ...], About(N_("Kind under article 2 of the rule"), needed=True, source="leak-rule-2")
    ] = ()
    is_encrypted: Annotated[
        bool | None,
        About(
            N_("Strongly encrypted"),
            help=N_("What leaked was strongly encrypted or protected likewise, which exempts from the report"),
            source="leak-rule-2",
        ),
    ] = None
    persons: Annotated[
        int | None,
        Field(ge=0, le=LARGEST),
        About(
            N_("Persons concerned (at most)"),
            needed=True,
            help=N_("Where the number is not settled, the largest that is possible"),
            source="ppc-gl-annex2-3A",
        ),
    ] = None

    outline: Annotated[
        Text | None, About(N_("1 Outline and course of events"), needed=True, long=True, source="leak-rule-3")
    ] = None
    data_items: Annotated[
        tuple[Text, ...],
        About(N_("2 Data items and media"), needed=True, help=N_("Kinds only, no values; one a line")),
    ] = ()
    cause: Annotated[Text | None, About(N_("4 Cause"), needed=True, long=True)] = None
    secondary_damage: Annotated[Text | None, About(N_("5 Secondary damage or fear of it"), needed=True, long=True)] = (
        None
    )
    persons_response: Annotated[Text | None, About(N_("6 What was done for the persons"), needed=True, long=True)] = (
        None
    )
    publication: Annotated[Text | None, About(N_("7 Publication"), needed=True, long=True)] = None
    prevention: Annotated[
        Text | None, About(N_("8 Prevention of recurrence (done and planned)"), needed=True, long=True)
    ] = None
    other: Annotated[Text | None, About(N_("9 Other matters"), needed=True, long=True)] = None

    first_reported_on: Annotated[
        datetime.date | None, About(N_("First report submitted on"), source="leak-rule-3-1", happened=True)
    ] = None
    finally_reported_on: Annotated[
        datetime.date | None,
        About(
            N_("Final report submitted on"),
            source="leak-rule-3-2",
            not_before=("first_reported_on",),
            happened=True,
        ),
    ] = None
    receipt_number: Annotated[Identifier | None, About(N_("Receipt no. of the report"), identifier=True)] = None
    is_joint: Annotated[bool | None, About(N_("Reported jointly with the contractor"), source="ppc-gl-annex2-3C")] = (
        None
    )
    supplements: Annotated[Text | None, About(N_("Supplements to the report"), long=True)] = None
    no_report_reason: Annotated[
        Text | None, About(N_("Why nothing is reported to the Commission"), long=True, source="ppc-gl-annex2-3B")
    ] = None
    persons_notified_on: Annotated[
        datetime.date | None, About(N_("Persons notified on"), source="leak-rule-5", happened=True)
    ] = None
    persons_notified_how: Annotated[
        Text | None,
        About(N_("How the persons were notified, or what took its place"), long=True, source="ppc-gl-annex2-4"),
    ] = None

    streams: Annotated[tuple[Work, ...], About(N_("The office's own work"), source="ward-report-2017-9-1-e")] = ()
    closed_on: Annotated[datetime.date | None, About(N_("Settled on"), happened=True)] = None
    closed_by: Annotated[Text | None, About(N_("Settled by"))] = None
    closed_how: Annotated[Text | None, About(N_("How it was settled"), long=True)] = None
    note: Annotated[Text | None, About(N_("Note"), long=True)] = None

    @field_validator("knowledge")
    @classmethod
    def _after_it_happened(cls, knowledge: tuple[Knowledge, ...], info: ValidationInfo) -> tuple[Knowledge, ...]:
        occurred_on = info.data.get("occurred_on")
        if occurred_on and any(each.known_on < occurred_on for each in knowledge):
            raise Unfit(N_("earlier than the day it happened ({day})"), day=show_date(occurred_on, language()))
        return knowledge

    @field_validator("first_reported_on", "finally_reported_on")
    @classmethod
    def _known_before(cls, reported_on: datetime.date | None, info: ValidationInfo) -> datetime.date | None:
        days = [*(each.known_on for each in info.data.get("knowledge", ())), info.data.get("notice_received_on")]
        known_on = min(filter(None, days), default=None)
        if reported_on and known_on and reported_on < known_on:
            raise Unfit(N_("earlier than the day the office knew ({day})"), day=show_date(known_on, language()))
        return reported_on


NINE_ITEMS: tuple[tuple[str, ...], ...] = (
    ("outline", "occurred_on", "knowledge", "found_by", "reportable_kinds", "arisen_at"),
    ("data_items",),
    ("persons",),
    ("cause",),
    ("secondary_damage",),
    ("persons_response",),
    ("publication",),
    ("prevention",),
    ("other",),
)
"""The fields of each of the nine items of the report sheet. Source: 漏えい等報告規則3条; guideline annex 2."""

_OPEN, _FIRST, _FINAL, _CLOSED = IncidentState

STEPS = steps(
    (_OPEN, N_("the first report is submitted to the Commission"), _FIRST, "incident.first_reported"),
    (
        (_OPEN, _FIRST),
        N_("the final report is submitted; it may serve as the first one too"),
        _FINAL,
        "incident.finally_reported",
    ),
    ((_OPEN, _FIRST, _FINAL), N_("it is settled: said by whom and how"), _CLOSED, "incident.closed"),
    (_CLOSED, N_("it is taken up again, with its reason"), _OPEN, "incident.reopened"),
)
"""Which state of an incident follows from which, and by what."""
