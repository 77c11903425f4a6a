"""One organisation's own page: what it is, and everything it does for the office at whatever tier."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from kantoku.records import Organisation
from kantoku.records.audit import AuditBy, AuditKind, AuditResult
from kantoku.records.base import fields
from kantoku.wording import N_, _
from ui import (
    address,
    choices,
    downloads,
    entries,
    facts,
    frame,
    organisation_choice,
    page,
    record_form,
    rows,
    states,
    tables,
    values,
)
from ui.literal import literal
from ui.page import Here
from ui.record_form import Form, Group
from ui.tables import Column

PLACES = ("organisation", "act", "tab")
"""What may stand in the address of this page."""

GROUPS = (
    Group(N_("Basics"), ("name", "kana", "corporate_number", "address", "country", "representative", "contact")),
    Group(
        N_("Ties and trust"),
        (
            "parent_id",
            "relation",
            "privacy_officer",
            "suspended_from_on",
            "suspended_until_on",
            "certifications",
            "note",
        ),
    ),
)


def form(here: Here, *, key: str, organisation_id: str | None = None, parent_id: str | None = None) -> Form:
    """The form of an organisation; parents are offered from those on file."""
    parents = organisation_choice.options(here, key=key, chosen=parent_id, without=organisation_id)
    return Form("organisation", GROUPS, {"parent_id": parents}, {}, {})


def show(here: Here, organisation_id: str) -> None:
    """The page of one organisation, by the two clocks. Raises NotFound."""
    record, _revision = here.ledger.get("organisation", organisation_id, at_seq=here.at_seq)
    organisation = Organisation.model_validate(record)
    st.button(
        _("Back to the register"), on_click=address.go, args=(PLACES,), icon=":material/arrow_back:", type="tertiary"
    )
    st.subheader(literal(organisation.name), anchor=False)
    if _acts(here, organisation_id, organisation):
        return
    work = here.read("organisations_engagements", organisation=organisation_id)
    _concentration(work)
    _missing(organisation)
    parts = {
        "work": (_("Engagements ({count})", count=len(work)), lambda: _work(here, organisation, work)),
        "audits": (_("Audit"), lambda: _audits(here, organisation_id)),
        "facts": (_("About the organisation"), lambda: _facts(here, organisation)),
        "history": (_("History"), lambda: _history(here, organisation_id)),
    }
    chosen = address.segments(
        _("Part of the page"), {code: label for code, (label, _show) in parts.items()}, name="tab"
    )
    parts[chosen][1]()


def _acts(here: Here, organisation_id: str, organisation: Organisation) -> bool:
    """The buttons; or, where the address names an act, its form and True."""
    act = address.given("act")
    if act not in ("correct", "withdraw") or not here.can_write:
        with st.container(horizontal=True):
            for code, label, icon in (
                ("correct", _("Correct"), ":material/edit:"),
                ("withdraw", _("Withdraw"), ":material/undo:"),
            ):
                st.button(
                    label,
                    key=f"act_{code}",
                    icon=icon,
                    on_click=address.go,
                    args=(PLACES,),
                    kwargs={"organisation": organisation_id, "act": code},
                    disabled=not here.can_write,
                )
        if not here.can_write:
            st.caption(_("Nothing can be recorded while the screen shows the past. Go back to now first."))
        return False
    with st.container(border=True):
        st.button(
            _("Back without recording"),
            on_click=address.go,
            args=(PLACES,),
            kwargs={"organisation": organisation_id},
            icon=":material/close:",
            type="tertiary",
        )
        if act == "correct":
            key = f"organisation_edit_{organisation_id}"
            asked = form(here, key=key, organisation_id=organisation_id, parent_id=organisation.parent_id)
            done, next_id = record_form.correct(here, asked, organisation_id, key=key), organisation_id
        else:
            key = f"withdraw_{organisation_id}"
            done, next_id = record_form.withdraw(here, "organisation", organisation_id, key=key), None
    if done:
        page.tell(_("The correction was recorded.") if next_id else _("The organisation was withdrawn."))
        address.go(PLACES, organisation=next_id)
        st.rerun()
    return True


def _concentration(work: pd.DataFrame) -> None:
    """How much hangs on this one organisation today."""
    live = work[work["is_live"]]
    figures = (
        (_("Live engagements"), len(live)),
        (_("Contracts concerned"), live["contract_id"].nunique()),
        (_("Sections concerned"), live["section"].nunique()),
        (_("With SPI"), int((live["data_class"] == "spi").sum())),
        (_("In breach"), int((work["standing"] == "breach").sum())),
    )
    with st.container(horizontal=True):
        for label, figure in figures:
            st.metric(label, f"{figure:,}")


def _missing(organisation: Organisation) -> None:
    labels = {field.name: _(field.about.label) for field in fields(Organisation)}
    if missing := [labels[name] for name in organisation.missing()]:
        st.markdown(f":orange-badge[:material/edit_note: {_('Still missing')}] {values.separator().join(missing)}")


def _work(here: Here, organisation: Organisation, work: pd.DataFrame) -> None:
    picked = tables.show(
        work.assign(
            phase=[_phase(row) for row in rows.of(work)],
            place=[states.tier(tier) for tier in work["tier"]],
            parent_organisation=work["parent_organisation"].fillna(""),
            permission_state=choices.column(work["permission_state"], partial(states.plain, "permission_state")),
            confirmation_state=choices.column(work["confirmation_state"], partial(states.plain, "confirmation_state")),
        ),
        {
            "contract_number": Column(_("Contract no."), width=84),
            "place": Column(_("Tier"), width=76),
            "phase": Column(_("Phase"), width=58),
            "standing": Column(_("Standing"), lambda code: states.plain("standing", code), width=76),
            "permission_state": Column(_("Permission"), width=84),
            "confirmation_state": Column(_("Confirmation"), width=84),
            "audit_state": Column(_("Audit"), lambda code: states.plain("audit_state", code), width=84),
            "work": Column(_("Work"), width=110),
            "section": Column(_("Section"), width=70),
            "parent_organisation": Column(_("Under"), width=100),
        },
        key="organisation_work",
        empty=_("This organisation is not engaged anywhere on that day."),
    )
    if picked is not None:
        st.page_link(
            frame.page_path("contracts"),
            label=_("Open contract {number}", number=literal(picked["contract_number"])),
            icon=":material/arrow_forward:",
            query_params={"contract": str(picked["contract_id"])},
        )
    _offer_work(here, organisation, work)


def _phase(row: dict[str, Any]) -> str:
    if row["is_live"]:
        return _("Live")
    return _("Ended") if row["is_begun"] else _("To come")


def _offer_work(here: Here, organisation: Organisation, work: pd.DataFrame) -> None:
    worded = {
        kind: [states.word(kind, code) for code in work[kind]]
        for kind in ("permission_state", "confirmation_state", "audit_state", "standing")
    }
    downloads.offer(
        here,
        work.assign(
            tier=[states.tier(tier) for tier in work["tier"]],
            phase=[_phase(row) for row in rows.of(work)],
            data_class=[states.data_class(code) for code in work["data_class"]],
            **worded,
        ),
        {
            "contract_number": _("Contract no."),
            "contract_title": _("Title"),
            "section": _("Section"),
            "tier": _("Tier"),
            "parent_organisation": _("Under"),
            "work": _("Work"),
            "data_class": _("Data class"),
            "starts_on": _("Starts on"),
            "ends_on": _("Ends on"),
            "phase": _("Phase"),
            "permission_state": _("Permission"),
            "confirmation_state": _("Confirmation"),
            "audit_state": _("Audit"),
            "last_audited_on": _("Last audited on"),
            "next_audit_due_on": _("Next audit due"),
            "standing": _("Standing"),
        },
        report="organisation_engagements",
        filters={"organisation": organisation.name},
    )


def _audits(here: Here, organisation_id: str) -> None:
    found = here.read("organisations_audits", organisation=organisation_id)
    picked = tables.show(
        found,
        {
            "audited_on": Column(_("Audited on"), tables.date, width=115),
            "planned_on": Column(_("Planned for"), tables.date, width=115),
            "number": Column(_("Number"), width=110),
            "audit_kind": Column(_("Kind of audit"), choices.words(AuditKind), width=150),
            "conducted_by": Column(_("Conducted by"), choices.words(AuditBy), width=90),
            "contract_numbers": Column(_("Contract no."), width=150),
            "result": Column(_("Overall result"), choices.words(AuditResult), width=100),
        },
        key="organisation_audits",
        empty=_("No audit ever looked at this organisation. Plan one under Audits."),
    )
    if picked is not None:
        st.page_link(
            frame.page_path("audits"),
            label=_("Open under Audits"),
            icon=":material/arrow_forward:",
            query_params={"audit": str(picked["id"])},
        )


def _facts(here: Here, organisation: Organisation) -> None:
    known = values.names(here, [organisation.parent_id or ""])
    shown = values.of_record(organisation, known)
    facts.pairs(
        [(_(field.about.label), shown[field.name]) for field in fields(Organisation) if field.name != "certifications"],
        width=260,
    )
    st.markdown(f"##### {_('Certifications')}")
    if not organisation.certifications:
        st.caption(_("No certification is on record."))
        return
    facts.table(
        [_("Scheme"), _("Registration no."), _("Certified scope"), _("Certified until")],
        [
            (
                _(one.scheme.label),
                one.number or "",
                one.scope or "",
                f"× {_('{day} (expired)', day=tables.date(one.expires_on))}"
                if one.expires_on and one.expires_on < here.as_of
                else tables.date(one.expires_on),
            )
            for one in organisation.certifications
        ],
    )


def _history(here: Here, organisation_id: str) -> None:
    found = here.read("journal_of_record", record=organisation_id)
    picked = entries.listed(here, found, key="organisation_history", empty=_("Nothing was recorded yet."))
    if picked is None:
        st.caption(_("Pick a row to see every field before and after."))
    else:
        with st.container(border=True):
            entries.detail(here, picked)
