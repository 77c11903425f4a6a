"""One organisation's own page: what it is, and everything it does for the office at whatever tier."""

import streamlit as st

from kantoku.records import Organisation
from kantoku.records.audit import AuditBy, AuditKind, AuditResult
from kantoku.records.base import fields
from kantoku.wording import N_, _
from ui import (
    address,
    choices,
    documents,
    entries,
    facts,
    frame,
    on_file,
    organisation_choice,
    organisation_work,
    page,
    record_form,
    rows,
    tables,
    values,
    withdrawal,
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
    return Form("organisation", GROUPS, {"parent_id": parents}, {}, {}, on_file.organisations)


def show(here: Here, organisation_id: str) -> None:
    """The page of one organisation, by the two clocks. Raises NotFound."""
    record, _revision = here.ledger.get("organisation", organisation_id, at_seq=here.at_seq)
    organisation = Organisation.model_validate(record)
    address.back(_("Back to the register"), PLACES)
    st.header(literal(organisation.name), anchor=False)
    if _acts(here, organisation_id, organisation):
        return
    work = here.read("organisations_engagements", organisation=organisation_id)
    organisation_work.concentration(work)
    facts.missing(organisation)
    parts = {
        "work": (_("Engagements ({count})", count=len(work)), lambda: organisation_work.show(here, organisation, work)),
        "audits": (_("Audit"), lambda: _audits(here, organisation_id)),
        "facts": (_("About the organisation"), lambda: _about(here, organisation_id, organisation)),
        "history": (
            _("History"),
            lambda: entries.browse(here, here.read("journal_of_record", record=organisation_id), key="history"),
        ),
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
        address.back(_("Back without recording"), PLACES, icon="close", organisation=organisation_id)
        if act == "correct":
            key = f"organisation_edit_{organisation_id}"
            asked = form(here, key=key, organisation_id=organisation_id, parent_id=organisation.parent_id)
            done, next_id = record_form.correct(here, asked, organisation_id, key=key), organisation_id
        else:
            key = f"withdraw_{organisation_id}"
            done, next_id = withdrawal.ask(here, "organisation", organisation_id, key=key), None
    if done:
        page.tell(_("The addition or correction was recorded.") if next_id else _("The organisation was withdrawn."))
        address.go(PLACES, organisation=next_id)
        st.rerun()
    return True


def _audits(here: Here, organisation_id: str) -> None:
    found = here.read("organisations_audits", organisation=organisation_id)
    picked = tables.show(
        rows.filled(found, "number", "contract_numbers"),
        {
            "audited_on": Column(_("Audited on"), tables.date),
            "planned_on": Column(_("Planned for"), tables.date, rank=6),
            "number": Column(_("Number"), rank=6),
            "audit_kind": Column(_("Kind of audit"), choices.words(AuditKind), width=150),
            "conducted_by": Column(_("Conducted by"), choices.words(AuditBy), rank=7),
            "contract_numbers": Column(_("Contract no."), width=150),
            "result": Column(_("Overall result"), choices.words(AuditResult), rank=4),
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


def _about(here: Here, organisation_id: str, organisation: Organisation) -> None:
    _facts(here, organisation)
    documents.panel(here, "organisation", organisation_id)


def _facts(here: Here, organisation: Organisation) -> None:
    known = values.names(here, [organisation.parent_id or ""])
    shown = values.of_record(organisation, known)
    facts.pairs(
        [(_(field.about.label), shown[field.name]) for field in fields(Organisation) if field.name != "certifications"],
        width=260,
    )
    st.markdown(f"### {_('Certifications')}")
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
