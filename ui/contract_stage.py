"""A contract goes on to its next stage; a stage recorded in error is put right, with its reason."""

import datetime
from collections.abc import Mapping
from typing import Any

import streamlit as st

from kantoku import contract_actions
from kantoku.records import Contract
from kantoku.records.stage import Stage, steps_from
from kantoku.wording import _
from ui import entered, forms, record_form, saving
from ui.page import Here


def ask(here: Here, contract_id: str) -> bool:
    """The form for the next stage, and below it, folded, the one for an error. True once a change is recorded."""
    contract, revision = record_form.present(here, Contract, contract_id)
    key = f"stage_{contract_id}"
    st.markdown(_("Now: **{stage}**", stage=_(contract.stage.label) if contract.stage else _("Stage not given")))
    is_advanced = _advance(here, contract_id, contract, revision, key=f"{key}_next")
    with st.expander(_("The stage on record is wrong"), icon=":material/edit:"):
        is_corrected = _correct(here, contract_id, contract, revision, key=f"{key}_error")
    if is_advanced or is_corrected:
        forms.clear(key)
    return is_advanced or is_corrected


def ask_end(here: Here, contract: Contract, *, key: str) -> dict[str, Any]:
    """The field for the last day of a contract that ends: that of its term where it is over, else today."""
    term = contract.ended_on or contract.ends_on
    start = {"ended_on": min(term, here.today) if term else here.today}
    return forms.ask(Contract, ["ended_on"], key=key, start=start, needed=("ended_on",))


def typed_end(raw: Mapping[str, Any]) -> datetime.date | None:
    """The day typed into the field of ask_end, if that was asked for. Raises InvalidRecord where it has none."""
    if not raw:
        return None
    day: datetime.date | None = forms.typed(Contract, raw)["ended_on"]
    return entered.needed(day, _("Last day of the contract"))


def _advance(here: Here, contract_id: str, contract: Contract, revision: int, *, key: str) -> bool:
    stage = contract.stage
    following = {Stage(step.after): f"{_(step.after.label)}（{_(step.event)}）" for step in steps_from(stage)}
    options = following if stage else {each: _(each.label) for each in Stage}
    if not options:
        st.caption(_("The contract has ended. No stage follows."))
        return False
    base = saving.opened_at(key, revision, field=f"{key}_stage")
    chosen = st.radio(
        entered.marked(_("Next stage")), list(options), format_func=options.__getitem__, index=None, key=f"{key}_stage"
    )
    raw = ask_end(here, contract, key=key) if chosen is Stage.ENDED else {}
    reason = st.text_input(_("Remark"), key=f"{key}_reason")
    if not forms.submit(_("Take the contract to this stage"), key=key, disabled=not here.can_write):
        return False
    with saving.attempt(key, revision):
        after, last_on = entered.read(lambda: entered.needed(chosen, _("Next stage")), lambda: typed_end(raw))
        contract_actions.advance(
            here.ledger, contract_id, after, base=base, actor=here.actor, reason=reason, ended_on=last_on
        )
        return True
    return False


def _correct(here: Here, contract_id: str, contract: Contract, revision: int, *, key: str) -> bool:
    st.markdown(_("Any stage can be put right with its reason. What the law finds missing in it is flagged."))
    base = saving.opened_at(key, revision, field=f"{key}_stage")
    chosen = st.selectbox(
        entered.marked(_("Right stage")),
        # The end stays among them, because its day may be what is wrong.
        [each for each in Stage if each is Stage.ENDED or each != contract.stage],
        format_func=lambda each: _(each.label),
        index=None,
        placeholder=_("Choose"),
        key=f"{key}_stage",
    )
    raw = ask_end(here, contract, key=key) if chosen is Stage.ENDED else {}
    reason = st.text_input(entered.marked(_("Reason of the correction")), key=f"{key}_reason")
    if not forms.submit(_("Correct the stage"), key=key, disabled=not here.can_write):
        return False
    with saving.attempt(key, revision):
        right, last_on, why = entered.read(
            lambda: entered.needed(chosen, _("Right stage")),
            lambda: typed_end(raw),
            lambda: entered.needed(reason, _("Reason of the correction")),
        )
        contract_actions.correct_stage(
            here.ledger, contract_id, right, base=base, reason=why, actor=here.actor, ended_on=last_on
        )
        return True
    return False
