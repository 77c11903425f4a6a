"""The end of one contract: what became of the data of every tier, with its proof; then the contract is ended."""

from typing import Any

import pandas as pd
import streamlit as st

from kantoku import contract_actions, disposal_actions
from kantoku.dates import show_date
from kantoku.errors import KantokuError
from kantoku.records import Contract, Disposal
from kantoku.records.base import fields
from kantoku.records.confirmation import Sheet
from kantoku.records.disposal import LACKS, DisposalWay
from kantoku.records.stage import Stage
from kantoku.uploads import Upload
from kantoku.wording import N_, _, language
from ui import (
    choices,
    contract_stage,
    documents,
    entered,
    facts,
    forms,
    incident_list,
    page,
    picking,
    readings,
    record_form,
    rows,
    saving,
    sheet,
    states,
    tables,
    values,
    withdrawal,
)
from ui.literal import literal
from ui.page import Here
from ui.record_form import Form, Group
from ui.rows import Row
from ui.tables import Column

_PROOF = ("ways", "disposed_on", "disposed_by", "confirmed_on", "confirmed_by", "certificate_number")
_MORE = ("no_certificate_reason", "what", "how", "note")


def show(here: Here, contract_id: str, contract: Contract) -> None:
    """Every tier with its state; those that are picked get their proof; the contract can then be ended."""
    found = here.read("contract_disposals", contract=contract_id)
    st.caption(
        _(
            "Each tier that handled personal data proves that it was returned or disposed of, permitted or not. "
            "Pick one tier, or several that are alike."
        )
    )
    shown = found.assign(
        place=choices.column(found["tier"], states.tier),
        done=[_ways(ways) for ways in found["ways"]],
        lacking=[_lacks(lacks) for lacks in found["lacks"]],
    )
    picked = picking.several(
        shown,
        {
            "place": Column(_("Tier")),
            "organisation": Column(_("Organisation"), width=170, rank=1),
            "ends_on": Column(_("Ends on"), tables.date, rank=3),
            "disposal_state": Column(_("Proof"), lambda code: states.plain("disposal_state", code), width=130, rank=1),
            "lacking": Column(_("What the proof lacks"), width=220, rank=1),
            "due_on": Column(_("Due on"), tables.date, rank=4),
            "disposed_on": Column(_("Done on"), tables.date, rank=4),
            "done": Column(_("Way of return or disposal"), width=120, rank=5),
            "confirmed_by": Column(_("Confirmed by"), rank=6),
        },
        key=f"ending_{contract_id}",
    )
    on_record = picked[picked["disposal_state"].isin(["proved", "incomplete"])]
    if here.can_write and len(on_record) and len(picked) > 1:
        names = literal("、".join(on_record["organisation"]))
        st.info(_("Already on record: {names}. Pick one alone to correct it.", names=names), icon=":material/task:")
    elif here.can_write and len(picked) and on_record.empty:
        _record(here, contract_id, picked)
    if len(picked) == 1 and pd.notna(picked.iloc[0]["disposal_id"]):
        _one(here, str(picked.iloc[0]["disposal_id"]))
    _end(here, contract_id, contract, found)


def _ways(ways: Any) -> str:
    return values.separator().join(choices.word(DisposalWay, way) for way in ways) if hasattr(ways, "__len__") else ""


def _lacks(lacks: Any) -> str:
    return values.separator().join(_(LACKS[lack]) for lack in lacks) if hasattr(lacks, "__len__") else ""


def _in_words(row: Row) -> str:
    """A tier without its proof, with what the record that it has lacks."""
    if not (lacks := _lacks(row["lacks"])):
        return literal(row["organisation"])
    return literal(_("{organisation} (lacking: {lacks})", organisation=row["organisation"], lacks=lacks))


def _record(here: Here, contract_id: str, picked: pd.DataFrame) -> None:
    """The proof for the picked tiers, each as a record of its own."""
    key = saving.generation(f"disposal_{contract_id}")
    with st.container(border=True):
        st.markdown(f"### {_('Record return or disposal')}")
        st.markdown(_("For: {names}", names=literal("、".join(picked["organisation"]))))
        start = {"disposed_on": here.today, "confirmed_on": here.today}
        raw = forms.ask(Disposal, _PROOF, key=key, start=start, columns=3, needed=("ways",))
        certificate = sheet.ask(key=key, label=_("Certificate"))
        raw |= forms.ask(Disposal, _MORE, key=key, columns=2)
        st.caption(entered.what_marks())
        if not forms.submit(_("Record (tiers: {count})", count=len(picked)), key=key):
            return
        with saving.attempt():
            typed = forms.typed(Disposal, raw) | {"certificate": certificate}
            ids = disposal_actions.record_disposals(
                here.ledger, contract_id, list(picked["engagement_id"]), typed, actor=here.actor
            )
            saving.begin_anew(f"disposal_{contract_id}")
            record, _revision = here.ledger.get("disposal", ids[0])
            page.tell(facts.told_missing(_("Recorded. Tiers: {count}", count=len(ids)), record))
            st.rerun()


def _one(here: Here, disposal_id: str) -> None:
    """What is on record, its correction and its withdrawal."""
    record, _revision = here.ledger.get("disposal", disposal_id, at_seq=here.at_seq)
    with st.expander(_("On record"), icon=":material/task:", expanded=True):
        shown = values.of_record(record, {})
        facts.missing(record)
        left_out = {"contract_id", "engagement_id", "certificate"}
        facts.pairs(
            [(_(field.about.label), shown[field.name]) for field in fields(Disposal) if field.name not in left_out],
            width=240,
        )
        if isinstance(record, Disposal) and record.certificate:
            st.markdown(f":gray[{_('Certificate')}]　{sheet.linked(here, 'disposal', disposal_id, record.certificate)}")
    documents.panel(here, "disposal", disposal_id)
    if not here.can_write:
        return
    with st.expander(_("Correct this proof"), icon=":material/edit:"):
        form = Form(
            "disposal",
            (Group(N_("Certificate"), (*_PROOF, "certificate", *_MORE)),),
            {},
            {"certificate": _certificate},
            {},
        )
        if record_form.correct(here, form, disposal_id, key=f"disposal_edit_{disposal_id}"):
            page.tell(_("The addition or correction was recorded."))
            st.rerun()
    with st.expander(_("Withdraw this proof"), icon=":material/undo:"):
        if withdrawal.ask(here, "disposal", disposal_id, key=f"withdraw_{disposal_id}"):
            page.tell(_("The record was withdrawn."))
            st.rerun()


def _certificate(*, key: str, start: Sheet | None) -> Upload | dict[str, Any] | None:
    return sheet.ask(key=key, known=start, label=_("Certificate"))


def _end(here: Here, contract_id: str, contract: Contract, found: pd.DataFrame) -> None:
    """The last step: the contract is ended."""
    if contract.stage is Stage.ENDED:
        last_on = contract.ended_on and show_date(contract.ended_on, language())
        said = (
            _("This contract is ended. Its last day: {day}.", day=last_on) if last_on else _("This contract is ended.")
        )
        st.success(said, icon=":material/task_alt:")
        return
    is_to_come = (found["disposal_state"] == "to_come") & found["disposal_id"].isna()
    lacking = found[found["disposal_state"].isin(["due", "overdue", "incomplete"]) | is_to_come]
    with st.container(border=True):
        st.markdown(f"### {_('End this contract')}")
        if len(lacking):
            st.markdown(
                _(
                    "Still without proof: {names}. The contract can be ended once nothing is lacking (R21).",
                    names=values.separator().join(map(_in_words, rows.of(lacking))),
                )
            )
        if under_way := _under_way(here, contract_id):
            st.warning(
                _("Still open under this contract, also after its end: {what}", what=under_way),
                icon=":material/pending:",
            )
        key = f"end_{contract_id}"
        _record_now, revision = here.ledger.get("contract", contract_id)
        base = saving.opened_at(key, revision, field=f"{key}_reason")
        usual = _("The term of the contract has ended.") if contract.ends_on and contract.ends_on <= here.today else ""
        if not usual:
            st.warning(
                _("The term of this contract has not ended yet. Say why it ends before."), icon=":material/event:"
            )
        raw = contract_stage.ask_end(here, contract, key=key)
        reason = st.text_input(entered.marked(_("Why it ends")), value=usual, key=f"{key}_reason")
        if forms.submit(_("Set this contract to ended"), key=key, disabled=not here.can_write):
            try:
                last_on, why = entered.read(
                    lambda: contract_stage.typed_end(raw), lambda: entered.needed(reason, _("Why it ends"))
                )
                contract_actions.advance(
                    here.ledger,
                    contract_id,
                    Stage.ENDED,
                    base=base,
                    reason=why,
                    ended_on=last_on,
                    actor=here.actor,
                )
            except KantokuError as error:
                page.show_error(error)
                return
            forms.clear(key)
            page.tell(_("The contract is ended."))
            st.rerun()


def _under_way(here: Here, contract_id: str) -> str:
    """What nobody has decided on or settled yet under this contract, with its number; empty where nothing is open."""
    requests = readings.kept(here, "permissions_inbox", section=None)
    findings = here.read("contract_findings", contract=contract_id)
    incidents = incident_list.read(here, contract=contract_id)
    counted = {
        _("Requests not yet decided"): requests["contract_id"] == contract_id,
        _("Findings"): ~findings["is_closed"],
        _("Incidents"): incidents["state"] != "closed",
    }
    return values.separator().join(
        _("{title} ({count})", title=what, count=count) for what, is_open in counted.items() if (count := is_open.sum())
    )
