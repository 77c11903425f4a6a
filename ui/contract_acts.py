"""What can be done with one contract: here on its page, or on another page that takes it from there."""

import pandas as pd
import streamlit as st

from kantoku.wording import N_, _
from ui import address, contract_form, contract_stage, frame, page, withdrawal
from ui.page import Here

PLACES = ("contract", "act", "engagement", "tab")
"""What may stand in the address of the page."""

_ACTS = {
    "stage": (N_("Change the stage"), ":material/conversion_path:"),
    "correct": (N_("Correct"), ":material/edit:"),
    "found": (N_("Record a subcontract found"), ":material/person_search:"),
    "declare": (N_("Declare no subcontracting"), ":material/task:"),
    "withdraw": (N_("Withdraw"), ":material/undo:"),
}
_TITLES = {
    "stage": N_("Stage of this contract"),
    "correct": N_("Correct this contract"),
    "found": N_("Record a subcontract that the office found"),
    "declare": N_("Declaration that nothing is subcontracted"),
    "withdraw": N_("Withdraw this contract"),
    "correct-subcontract": N_("Correct this subcontract"),
    "withdraw-subcontract": N_("Withdraw this subcontract"),
}


def show(here: Here, contract_id: str, chain: pd.DataFrame, *, has_ended: bool) -> bool:
    """The acts as buttons and links; or, where the address names one, its form and True. has_ended: the contract."""
    act = address.given("act")
    if act in _TITLES and here.can_write:
        with st.container(border=True):
            st.markdown(f"### {_(_TITLES[act])}")
            address.back(_("Back without recording"), PLACES, icon="close", contract=contract_id)
            _form(here, act, contract_id, chain)
        return True
    _buttons(here, contract_id)
    links(contract_id, has_ended=has_ended)
    return False


def links(engagement_id: str, *, has_ended: bool, is_below: bool = False) -> None:
    """Links to the pages that act on an engagement. is_below: it is itself a subcontract, not the contract.

    has_ended: its contract, under which nothing more can be asked for.
    """
    asking = () if has_ended else (("permissions", ":material/approval:", _("Request permission to subcontract")),)
    with st.container(horizontal=True, gap="small"):
        for path, icon, label in (
            *asking,
            ("paper-decision", ":material/edit_note:", _("Log a decision on paper")),
            ("confirmations", ":material/fact_check:", _("Confirm its handling")),
            ("audits", ":material/policy:", _("Audit it")),
            ("incidents", ":material/add_alert:", _("Open an incident")),
        ):
            st.page_link(frame.page_path(path), label=label, icon=icon, query_params={"engagement": engagement_id})
        if is_below and not has_ended:
            st.page_link(
                frame.page_path("permissions"),
                label=_("Request permission for a tier below it"),
                icon=":material/account_tree:",
                query_params={"under": engagement_id},
            )


def _buttons(here: Here, contract_id: str) -> None:
    with st.container(horizontal=True):
        for act, (label, icon) in _ACTS.items():
            st.button(
                _(label),
                key=f"act_{act}",
                icon=icon,
                on_click=address.go,
                args=(PLACES,),
                kwargs={"contract": contract_id, "act": act},
                disabled=not here.can_write,
            )
    if not here.can_write:
        st.caption(_("Nothing can be recorded while the screen shows the past. Go back to now first."))


def _form(here: Here, act: str, contract_id: str, chain: pd.DataFrame) -> None:
    engagement_id = address.given("engagement") or contract_id
    if act == "correct":
        _done(
            contract_form.correct_contract(here, contract_id),
            _("The addition or correction was recorded."),
            contract_id,
        )
    elif act == "stage":
        _done(contract_stage.ask(here, contract_id), _("The stage was recorded."), contract_id)
    elif act == "declare":
        done = contract_form.declare_none(here, contract_id, subcontracts=len(chain) - 1)
        _done(done, _("The declaration was recorded."), contract_id)
    elif act == "withdraw":
        done = withdrawal.ask(here, "contract", contract_id, key=f"withdraw_{contract_id}")
        _done(done, _("The contract was withdrawn."), None)
    elif act == "found":
        if found := contract_form.found_subcontract(here, chain, engagement_id):
            _done(bool(found), _flagged(here, contract_id, found), contract_id)
    elif act == "correct-subcontract":
        done = contract_form.correct_subcontract(here, chain, engagement_id)
        _done(done, _("The addition or correction was recorded."), contract_id)
    elif act == "withdraw-subcontract":
        done = withdrawal.ask(here, "subcontract", engagement_id, key=f"withdraw_{engagement_id}")
        _done(done, _("The subcontract was withdrawn."), contract_id)


def _flagged(here: Here, contract_id: str, engagement_id: str) -> str:
    """What was recorded of a discovery, and what the rules say of it."""
    hits = here.ledger.hits(as_of=here.today, scope=contract_id)
    titles = [f"{hit.rule} {hit.title}" for hit in hits if hit.engagement_id == engagement_id]
    if not titles:
        return _("The subcontract was recorded.")
    return _("The subcontract was recorded. The rules flag it: {rules}.", rules="、".join(dict.fromkeys(titles)))


def _done(is_done: bool, message: str, contract_id: str | None) -> None:  # noqa: FBT001
    if is_done:
        page.tell(message)
        address.go(PLACES, contract=contract_id)
        st.rerun()
