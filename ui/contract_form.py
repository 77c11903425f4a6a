"""The forms of a contract and of the subcontracts under it: their fields in the order people think."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from kantoku import actions
from kantoku.errors import KantokuError
from kantoku.records import OFFICE_ID, Contract, Office, Subcontract
from kantoku.wording import _
from ui import (
    assessment,
    clauses,
    entered,
    forms,
    on_file,
    organisation_choice,
    page,
    previous_choice,
    record_form,
    rows,
    saving,
    states,
)
from ui.contract_groups import CONTRACT, FOUND, SUBCONTRACT
from ui.page import Here
from ui.record_form import Form, Group, Widget


def new_contract(here: Here) -> str | None:
    """The form for a new contract; its id once recorded."""
    key = "contract_new"
    organisation_choice.choose_added(key)
    form = _contract_form(here, key=key)
    organisation_choice.add(here, key=key, field=f"{key}_new_organisation_id")
    return record_form.new(here, form, key=key, label=_("Record this contract"))


def correct_contract(here: Here, contract_id: str) -> bool:
    contract, _revision = record_form.present(here, Contract, contract_id)
    form = _contract_form(here, key="contract_edit", contract_id=contract_id, contract=contract)
    return record_form.correct(
        here, replace(form, groups=_without_stage(form.groups)), contract_id, key=f"contract_edit_{contract_id}"
    )


def _without_stage(groups: Sequence[Group]) -> list[Group]:
    """The stage and the end are changed by steps of their own, see ui/contract_stage.py."""
    return [
        replace(
            group,
            names=tuple(name for name in group.names if name != "stage"),
            rare=tuple(name for name in group.rare if name != "ended_on"),
        )
        for group in groups
    ]


def _contract_form(here: Here, *, key: str, contract_id: str | None = None, contract: Contract | None = None) -> Form:
    chosen = contract.organisation_id if contract else None
    references: dict[str, Mapping[str, str]] = {
        "organisation_id": organisation_choice.options(here, key=key, chosen=chosen),
        "previous_id": previous_choice.options(
            here,
            contract=contract_id,
            organisation=chosen or st.session_state.get(f"{key}_new_organisation_id"),
            chosen=contract.previous_id if contract else None,
        ),
    }
    if sections := office_sections(here, contract.section if contract else None):
        references["section"] = sections
    own: dict[str, Widget] = {"clauses": clauses.ask, "assessed_items": assessment.ask}
    return Form("contract", CONTRACT, references, own, {}, on_file.contracts)


def found_subcontract(here: Here, chain: pd.DataFrame, parent_id: str) -> str | None:
    """The form for a subcontract that the office discovered; its id once recorded, whatever it breaks."""
    key = f"found_{chain['contract_id'].iloc[0]}"
    organisation_choice.choose_added(key)
    fixed = {"contract_id": chain["contract_id"].iloc[0], "origin": "discovered"}
    form = Form("subcontract", FOUND, _subcontract_references(here, chain, key=key), {}, fixed)
    organisation_choice.add(here, key=key, field=f"{key}_new_organisation_id")
    start = {"parent_id": parent_id, "discovered_on": here.today}
    return record_form.new(here, form, key=key, label=_("Record this subcontract"), start=start)


def correct_subcontract(here: Here, chain: pd.DataFrame, engagement_id: str) -> bool:
    record, _revision = record_form.present(here, Subcontract, engagement_id)
    key = f"subcontract_edit_{engagement_id}"
    references = _subcontract_references(
        here, chain[chain["engagement_id"] != engagement_id], key=key, chosen=record.organisation_id
    )
    own = {"clauses": clauses.ask_between_tiers}
    return record_form.correct(here, Form("subcontract", SUBCONTRACT, references, own, {}), engagement_id, key=key)


def _subcontract_references(
    here: Here, chain: pd.DataFrame, *, key: str, chosen: str | None = None
) -> dict[str, Mapping[str, str]]:
    return {
        "parent_id": {
            row["engagement_id"]: f"{row['organisation']}（{states.tier(row['tier'])}）" for row in rows.of(chain)
        },
        "organisation_id": organisation_choice.options(here, key=key, chosen=chosen),
    }


def office_sections(here: Here, current: str | None = None) -> dict[str, str]:
    """The sections of the office to choose from; empty where the office has none on record."""
    office, _revision = record_form.present(here, Office, OFFICE_ID)
    if not office.sections:
        return {}
    return {section: section for section in (*office.sections, current) if section}


def declare_none(here: Here, contract_id: str, *, subcontracts: int) -> bool:
    """One field: the day on which the contractor declared that it subcontracts nothing. True once recorded."""
    contract, revision = record_form.present(here, Contract, contract_id)
    key = f"declare_{contract_id}"
    base = saving.opened_at(key, revision, field=f"{key}_none_declared_on")
    if subcontracts:
        st.warning(
            _(
                "Subcontracts are on record under this contract ({count}). Make sure that the declaration is right.",
                count=subcontracts,
            ),
            icon=":material/warning:",
        )
    raw = forms.ask(Contract, ["none_declared_on"], key=key, start={"none_declared_on": here.today})
    if not forms.submit(_("Record the declaration"), key=key, disabled=not here.can_write):
        return False
    try:
        declared = forms.typed(Contract, raw)
        entered.needed(declared["none_declared_on"], _("No subcontracting, declared on"))
        actions.correct(
            here.ledger,
            "contract",
            contract_id,
            contract.model_dump() | declared,
            base=base,
            reason=_("The contractor declared that it subcontracts nothing."),
            actor=here.actor,
        )
    except KantokuError as error:
        page.show_error(error)
        return False
    forms.clear(key)
    return True
