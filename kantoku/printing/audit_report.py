"""One audit to read, in the nine sections of the ward's published report of January 2017."""

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

import pandas as pd

from kantoku import catalogue
from kantoku.dates import show_date
from kantoku.exports.states import tier
from kantoku.printing import report
from kantoku.printing.blocks import Block, Heading, Items, Prose, Table
from kantoku.reading import Reading
from kantoku.records import Audit
from kantoku.records.base import Choice
from kantoku.wording import _, language

Read = Callable[..., pd.DataFrame]
"""Reads a report by its name and parameters, by the two clocks of whoever asks."""

_ROWS = 1_000


def title(audit: Audit) -> str:
    """What the audit is called, else what kind of document it is."""
    return audit.title or document(audit)


def document(audit: Audit) -> str:
    return _("Audit report") if audit.audited_on else _("Plan of an audit")


def findings(read: Read, audit_id: str) -> pd.DataFrame:
    """The findings of an audit, a row each, in their order."""
    return read(
        "findings_list", audit=audit_id, engagement=None, course=None, section=None, search=None, row_limit=_ROWS
    )


def pdf(ledger: Reading, audit_id: str, *, as_of: datetime.date, at_seq: int) -> bytes:
    """The report as a PDF, in the language of the running context. Raises NotFound."""
    audit = cast("Audit", ledger.get("audit", audit_id, at_seq=at_seq)[0])
    read = partial(ledger.read, as_of=as_of, at_seq=at_seq)
    return report.pdf(
        ledger,
        document(audit),
        blocks(read, audit_id, audit),
        as_of=as_of,
        at_seq=at_seq,
        day=_headed(audit),
        subtitle=audit.title or "",
    )


def _headed(audit: Audit) -> str:
    """The day of the report, else what it is the day of."""
    if audit.reported_on:
        return _day(audit.reported_on)
    label, day = (_("Audited on"), audit.audited_on) if audit.audited_on else (_("Planned for"), audit.planned_on)
    return f"{label} {_day(day)}" if day else ""


def blocks(read: Read, audit_id: str, audit: Audit) -> list[Block]:
    return [
        Heading(_("Purpose of the audit"), mark="1"),
        Prose(audit.purpose or _("Not stated")),
        Heading(_("Theme of the audit"), mark="2"),
        Prose(audit.theme or _("Not stated")),
        Heading(_("Scope of the audit"), mark="3"),
        *_scope(read, audit),
        Heading(_("Methods of the audit"), mark="4"),
        *_numbered([_(method.label) for method in audit.methods]),
        *_said(_("Why remotely: {reason}", reason=audit.remote_reason) if audit.remote_reason else None),
        Heading(_("Schedule of the audit"), mark="5"),
        *_schedule(audit),
        Heading(_("Who audited"), mark="6"),
        *_auditors(audit),
        Heading(_("Audit items"), mark="7"),
        *_items(audit),
        Heading(_("Audit standards"), mark="8"),
        *_named(1, _("Standards applied"), audit.standards, keeps=True),
        *_named(2, _("Standards referred to"), audit.referred_standards, keeps=True),
        Heading(_("Audit results"), mark="9"),
        *_results(read, audit_id, audit),
    ]


def _scope(read: Read, audit: Audit) -> list[Block]:
    ids = [subject.engagement_id for subject in audit.subjects if subject.engagement_id]
    rows = read("audits_engagements", engagements=ids, contract=None, search=None, row_limit=_ROWS)
    work = [
        {
            _("No."): str(nth),
            _("Organisation"): row["organisation"],
            _("Tier"): tier(row["tier"]),
            _("Contract no."): row["contract_number"],
            _("Title"): row["contract_title"],
            _("Section"): row["section"],
        }
        for nth, row in enumerate(rows.to_dict("records"), 1)
    ]
    offices = [
        {_("No."): str(nth), _("Section audited"): each.section, _("System audited"): each.system}
        for nth, each in enumerate((each for each in audit.subjects if each.section or each.system), 1)
    ]
    return [*Table.known(work), *Table.known(offices)] or [Prose(_("Not stated"))]


def _schedule(audit: Audit) -> list[Block]:
    steps: list[tuple[datetime.date | None, str, str | None]]
    steps = [(step.held_on, step.step, step.content) for step in audit.schedule]
    if not steps and audit.audited_on:
        steps = [(audit.audited_on, _("Audit held"), None)]
    if not steps and audit.planned_on:
        steps = [(audit.planned_on, _("Planned"), None)]
    rows = [{_("Held on"): _day(day), _("Step"): step, _("Content"): content} for day, step, content in steps]
    return Table.known(rows) or [Prose(_("Not stated"))]


def _auditors(audit: Audit) -> list[Block]:
    by = _("Conducted by: {who}", who=_label(audit.conducted_by)) if audit.conducted_by else None
    names = [" ".join(filter(None, (each.organisation, each.name))) for each in audit.auditors]
    independence = {
        True: _("Independence of the auditors: confirmed"),
        False: _("Independence of the auditors: not secured"),
        None: None,
    }[audit.is_independent]
    place = _("Working papers: {place}", place=audit.evidence_place) if audit.evidence_place else None
    return _said(by, *names, independence, place) or [Prose(_("Not stated"))]


def _items(audit: Audit) -> list[Block]:
    known = {item.code: item for item in catalogue.audit_items(audit.items_version)}
    rows = [
        {
            _("Category of item"): known[item.code].text(language(), "category"),
            _("Item"): f"({int(item.code)}) {known[item.code].text(language())}",
            _("Audit materials"): item.material,
            _("What was done"): item.procedure,
            _("Result"): _label(item.result),
            _("Note"): item.note,
        }
        for item in audit.items
        if item.code in known
    ]
    return Table.known(rows, grouped=1) or [Prose(_("Not stated"))]


def _results(read: Read, audit_id: str, audit: Audit) -> list[Block]:
    if audit.audited_on is None:
        return [Prose(_("Not held yet."))]
    found = list(findings(read, audit_id)["content"])
    count = audit.finding_count
    told_only = [_("{count} findings are stated, without their content.", count=count)] if count else []
    told = " ".join(filter(None, (_day(audit.reported_on), audit.reported_to)))
    result = _("Overall result: {result}", result=_label(audit.result)) if audit.result else None
    return [
        Heading(_("Overall opinion"), 2, "(1)"),
        *(_said(result, audit.opinion) or [Prose(_("Not stated"))]),
        *_named(2, _("Commendations"), audit.commendations),
        *_named(3, _("Points to improve"), found or told_only),
        *_said(
            _("Reported: {told}", told=told) if told else None,
            _("Review of the entrustment: {review}", review=_review(audit)) if audit.review else None,
            _("Report of the contractor received on {day}", day=_day(audit.report_received_on))
            if audit.report_received_on
            else None,
            _("Summary published on {day}", day=_day(audit.published_on)) if audit.published_on else None,
            _("Note: {note}", note=audit.note) if audit.note else None,
        ),
    ]


def _review(audit: Audit) -> str:
    return "　".join(filter(None, (_label(audit.review), _day(audit.reviewed_on), audit.review_reason)))


def _named(number: int, name: str, lines: Sequence[str], *, keeps: bool = False) -> list[Block]:
    """keeps: so that what follows does not stand alone on its page."""
    told = Items(lines, _marks(len(lines)), keeps) if lines else Prose(_("None"), keeps)
    return [Heading(name, 2, f"({number})"), told]


def _numbered(lines: Sequence[str]) -> list[Block]:
    return [Items(lines, [f"({nth})" for nth in range(1, len(lines) + 1)])] if lines else [Prose(_("Not stated"))]


def _said(*lines: str | None) -> list[Block]:
    return [Prose("\n".join(told))] if (told := [line for line in lines if line]) else []


def _marks(count: int) -> list[str]:
    """ア, イ, ウ … in Japanese, a, b, c … otherwise; figures where they run out."""
    letters = (
        "アイウエオカキクケコサシスセソタチツテトナニヌネノ" if language() == "ja" else "abcdefghijklmnopqrstuvwxyz"
    )
    return list(letters[:count]) if count <= len(letters) else [str(nth) for nth in range(1, count + 1)]


def _label(choice: Choice | None) -> str:
    return _(choice.label) if choice else ""


def _day(day: datetime.date | None) -> str:
    return show_date(day, language()) if day else ""
