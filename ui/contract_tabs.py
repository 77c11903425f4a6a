"""The parts of a contract's page: its chain, what it lacks, and every record that belongs to it."""

import json

import pandas as pd
import streamlit as st

from kantoku import rules
from kantoku.records import Contract, Subcontract
from kantoku.records.audit import AuditBy, AuditKind, AuditResult
from kantoku.records.base import fields
from kantoku.records.confirmation import Occasion, Overall
from kantoku.records.finding import FindingClass, FindingState
from kantoku.records.permission import Outcome, RequestType, Taken
from kantoku.wording import N_, _
from ui import (
    address,
    chain,
    choices,
    clauses,
    contract_acts,
    downloads,
    entries,
    facts,
    frame,
    legal_basis,
    rows,
    states,
    tables,
    values,
)
from ui.literal import literal
from ui.page import Here
from ui.rows import Row
from ui.tables import Column

_PLACES = ("contract", "act", "engagement", "tab")


def show(here: Here, contract_id: str, contract: Contract, tiers: pd.DataFrame, hits: pd.DataFrame) -> None:
    """The tabs, of which only the open one is read."""
    parts = {
        "chain": (_("Chain"), lambda: _chain(here, contract_id, contract, tiers)),
        "rules": (_("To see to ({count})", count=len(hits)), lambda: _rules(contract_id, hits)),
        "permissions": (_("Permission"), lambda: _permissions(here, contract_id)),
        "confirmations": (_("Confirmation"), lambda: _confirmations(here, contract_id)),
        "audits": (_("Audit"), lambda: _audits(here, contract_id)),
        "findings": (_("Findings"), lambda: _findings(here, contract_id)),
        "contract": (_("Contract terms"), lambda: _terms(here, contract)),
        "history": (_("History"), lambda: _history(here, contract_id)),
    }
    chosen = address.segments(
        _("Part of the page"), {code: label for code, (label, _show) in parts.items()}, name="tab"
    )
    parts[chosen][1]()


def _chain(here: Here, contract_id: str, contract: Contract, tiers: pd.DataFrame) -> None:
    chain.show(tiers)
    picked = tables.show(
        tiers.assign(place=_places(tiers)),
        {
            "place": Column(_("Tier"), width=76),
            "organisation": Column(_("Organisation"), width=120),
            "work": Column(_("Work"), width=96),
            "permission_state": Column(_("Permission"), lambda code: states.plain("permission_state", code), width=80),
            "audit_state": Column(_("Audit"), lambda code: states.plain("audit_state", code), width=78),
            "standing": Column(_("Standing"), lambda code: states.plain("standing", code), width=76),
        },
        key=f"chain_{contract_id}",
        empty=_("No engagement stands in the chain on that day."),
    )
    if picked is None:
        st.caption(_("Pick a row to act on that organisation."))
    else:
        _engagement(here, contract_id, picked)
    downloads.offer(
        here,
        tiers.assign(
            tier=[states.tier(tier) for tier in tiers["tier"]],
            permission_state=[states.word("permission_state", code) for code in tiers["permission_state"]],
            confirmation_state=[states.word("confirmation_state", code) for code in tiers["confirmation_state"]],
            audit_state=[states.word("audit_state", code) for code in tiers["audit_state"]],
            standing=[states.word("standing", code) for code in tiers["standing"]],
            data_class=[states.data_class(code) for code in tiers["data_class"]],
        ),
        {
            "tier": _("Tier"),
            "organisation": _("Organisation"),
            "parent_organisation": _("Under"),
            "work": _("Work"),
            "data_class": _("Data class"),
            "starts_on": _("Starts on"),
            "ends_on": _("Ends on"),
            "permission_state": _("Permission"),
            "confirmation_state": _("Confirmation"),
            "audit_state": _("Audit"),
            "next_audit_due_on": _("Next audit due"),
            "standing": _("Standing"),
        },
        report="contract_chain",
        filters={"contract": contract.number},
    )


def _engagement(here: Here, contract_id: str, row: pd.Series) -> None:
    """What is known of one engagement of the chain, and what can be done with it."""
    engagement_id = str(row["engagement_id"])
    with st.container(border=True):
        st.markdown(f"**{literal(row['organisation'])}**（{states.tier(row['tier'])}）")
        if row["tier"] > 1:
            record, _revision = here.ledger.get("subcontract", engagement_id, at_seq=here.at_seq)
            known = values.names(here, values.referred("subcontract", record.model_dump(mode="json")))
            shown = values.of_record(record, known)
            facts.pairs(
                [
                    (_(field.about.label), shown[field.name])
                    for field in fields(Subcontract)
                    if field.name != "contract_id"
                ],
                width=220,
            )
        contract_acts.links(engagement_id, is_below=row["tier"] > 1)
        with st.container(horizontal=True):
            for act, label, icon, is_offered in (
                ("found", _("Record a subcontract found under it"), ":material/person_search:", True),
                ("correct-subcontract", _("Correct"), ":material/edit:", row["tier"] > 1),
                ("withdraw-subcontract", _("Withdraw"), ":material/undo:", row["tier"] > 1),
            ):
                if is_offered:
                    st.button(
                        label,
                        key=f"row_{act}",
                        icon=icon,
                        on_click=address.go,
                        args=(_PLACES,),
                        kwargs={"contract": contract_id, "act": act, "engagement": engagement_id},
                        disabled=not here.can_write,
                    )
            st.page_link(
                frame.page_path("organisations"),
                label=_("Page of this organisation"),
                icon=":material/apartment:",
                query_params={"organisation": str(row["organisation_id"])},
            )


def _rules(contract_id: str, hits: pd.DataFrame) -> None:
    if hits.empty:
        st.success(_("No rule points at this contract on that day."), icon=":material/check_circle:")
    known = rules.load()
    for nth, hit in enumerate(rows.of(hits)):
        rule = known[hit["rule"]]
        with st.container(border=True, gap="small"):
            who = literal(hit["organisation"] or "") + (
                f"（{states.tier(int(hit['tier']))}）" if hit["tier"] > 0 else ""
            )
            since: str = _("since {day}", day=tables.date(hit["since"])) if not pd.isna(hit["since"]) else ""
            st.markdown(f"{states.badge('level', hit['level'])} **{rule.id} {rule.title}**　{who}　:small[{since}]")
            st.markdown(f"{literal(rule.says(json.loads(hit['detail'])))}  \n→ {rule.remedy}")
            with st.container(horizontal=True, vertical_alignment="center"):
                _remedy(contract_id, hit, nth)
                legal_basis.cite(rule)


_PAGES = {
    "R15": ("audits", N_("Audit it")),
    "R16": ("audits", N_("Audit it")),
    "R31": ("confirmations", N_("Confirm its handling")),
}
_HERE = {
    "R34": ("declare", N_("Declare no subcontracting")),
    "R35": ("correct-subcontract", N_("Correct this subcontract")),
}


def _remedy(contract_id: str, hit: Row, nth: int) -> None:
    """The way to where the hit can be seen to."""
    rule, engagement_id = str(hit["rule"]), str(hit["engagement_id"])
    if rule in _HERE:
        act, label = _HERE[rule]
        st.button(
            _(label),
            key=f"remedy_{nth}",
            icon=":material/arrow_forward:",
            on_click=address.go,
            args=(_PLACES,),
            kwargs={"contract": contract_id, "act": act, "engagement": engagement_id},
        )
        return
    path, label = _PAGES.get(rule, ("permissions", N_("To the permissions")))
    st.page_link(
        frame.page_path(path),
        label=_(label),
        icon=":material/arrow_forward:",
        query_params={"engagement": engagement_id},
    )


def _permissions(here: Here, contract_id: str) -> None:
    found = here.read("contract_permissions", contract=contract_id)
    shown = found.assign(
        place=_places(found),
        step=[_("Request") if step == "request" else _("Decision") for step in found["step"]],
        what=[_step(row) for row in rows.of(found)],
    )
    picked = tables.show(
        shown,
        {
            "dated_on": Column(_("Date"), tables.date, width=110),
            "step": Column(_("Step"), width=60),
            "what": Column(_("Content"), width=130),
            "organisation": Column(_("Subcontractor"), width=160),
            "place": Column(_("Tier"), width=90),
            "number": Column(_("Number"), width=120),
            "who": Column(_("By"), width=100),
            "until_on": Column(_("Until"), tables.date, width=110),
        },
        key=f"permissions_{contract_id}",
        empty=_(
            "Nothing was requested or decided under this contract. Start with “Request permission to subcontract”."
        ),
    )
    if picked is not None:
        query = {"request": picked["request_id"]} if picked["request_id"] else {"engagement": picked["engagement_id"]}
        _open("permissions", _("Open under Permissions"), query)


def _step(row: Row) -> str:
    if row["what"] == "revoked":
        return _("Revoked")
    if row["step"] == "request":
        return choices.word(RequestType, row["what"])
    paper = f"（{_(Taken.ON_PAPER.label)}）" if row["taken"] == Taken.ON_PAPER else ""
    return f"{choices.word(Outcome, row['what'])}{paper}"


def _confirmations(here: Here, contract_id: str) -> None:
    found = here.read("contract_confirmations", contract=contract_id)
    picked = tables.show(
        found.assign(place=_places(found)),
        {
            "confirmed_on": Column(_("Confirmed on"), tables.date, width=110),
            "organisation": Column(_("Organisation"), width=170),
            "place": Column(_("Tier"), width=90),
            "occasion": Column(_("Occasion"), choices.words(Occasion), width=100),
            "overall": Column(_("Overall result"), choices.words(Overall), width=180),
            "is_complete": Column(_("Complete"), tables.yes, width=60),
            "valid_until_on": Column(_("Holds until"), tables.date, width=110),
            "confirmed_by": Column(_("Confirmed by"), width=100),
        },
        key=f"confirmations_{contract_id}",
        empty=_("How the data is handled was never confirmed. Start with “Confirm its handling” above."),
    )
    if picked is not None:
        _open("confirmations", _("Open under Confirmations"), {"engagement": picked["engagement_id"]})


def _audits(here: Here, contract_id: str) -> None:
    found = here.read("contract_audits", contract=contract_id)
    picked = tables.show(
        found,
        {
            "audited_on": Column(_("Audited on"), tables.date, width=110),
            "planned_on": Column(_("Planned for"), tables.date, width=110),
            "number": Column(_("Number"), width=110),
            "audit_kind": Column(_("Kind of audit"), choices.words(AuditKind), width=140),
            "conducted_by": Column(_("Conducted by"), choices.words(AuditBy), width=90),
            "organisations": Column(_("Who was audited"), width=200),
            "result": Column(_("Overall result"), choices.words(AuditResult), width=100),
        },
        key=f"audits_{contract_id}",
        empty=_("Nobody under this contract was ever audited. Start with “Audit it” above."),
    )
    if picked is not None:
        _open("audits", _("Open under Audits"), {"audit": picked["id"]})


def _findings(here: Here, contract_id: str) -> None:
    found = here.read("contract_findings", contract=contract_id)
    picked = tables.show(
        found.assign(state=[_finding_state(row) for row in rows.of(found)]),
        {
            "state": Column(_("State"), width=130),
            "content": Column(_("Content"), width=260),
            "organisation": Column(_("Organisation"), width=150),
            "finding_class": Column(_("Class of finding"), choices.words(FindingClass), width=110),
            "owner": Column(_("Owner of the correction"), width=100),
            "due_on": Column(_("Due on"), tables.date, width=110),
        },
        key=f"findings_{contract_id}",
        empty=_("No findings are on record under this contract."),
    )
    if picked is not None:
        _open("audits", _("Open under Audits"), {"finding": picked["id"]})


def _finding_state(row: Row) -> str:
    word = choices.word(FindingState, row["state"])
    return f"▲ {_('{state}, overdue', state=word)}" if row["is_overdue"] else word


def _terms(here: Here, contract: Contract) -> None:
    """Everything the contract says, and its clauses."""
    known = values.names(here, [contract.organisation_id])
    shown = values.of_record(contract, known)
    facts.pairs(
        [(_(field.about.label), shown[field.name]) for field in fields(Contract) if field.name != "clauses"], width=260
    )
    st.markdown(f"##### {_('Contract clauses')}")
    if contract.data_class == "spi" and (unseen := clauses.unseen(contract.clauses)):
        st.markdown(
            f":orange-badge[:material/edit_note: {_('Still missing')}] "
            + _("{count} of the clauses that must be there for Specific Personal Information", count=len(unseen))
        )
    clauses.show(contract.clauses)


def _history(here: Here, contract_id: str) -> None:
    found = here.read("contract_history", contract=contract_id)
    picked = entries.listed(
        here, found, key=f"history_{contract_id}", empty=_("Nothing was recorded yet."), within=contract_id
    )
    if picked is None:
        st.caption(_("Pick a row to see every field before and after."))
    else:
        with st.container(border=True):
            entries.detail(here, picked)


def _open(path: str, label: str, query: dict[str, str]) -> None:
    st.page_link(frame.page_path(path), label=label, icon=":material/arrow_forward:", query_params=query)


def _places(found: pd.DataFrame) -> list[str]:
    """The tier of each row in words; nothing where no chain connects it to the contract."""
    return ["" if pd.isna(tier) else states.tier(int(tier)) for tier in found["tier"]]
