"""One contract's own page: what it is, who works under it, what it lacks, and everything that was recorded of it."""

import pandas as pd
import streamlit as st

from kantoku.exports.states import Standing
from kantoku.records import Contract
from kantoku.records.base import fields
from kantoku.records.stage import Stage
from kantoku.wording import _
from ui import address, contract_acts, contract_tabs, facts, states, tables, values
from ui.literal import literal
from ui.page import Here

_SUMMED_UP = (
    "section",
    "organisation_id",
    "starts_on",
    "ends_on",
    "ended_on",
    "data_class",
    "policy",
    "none_declared_on",
    "persons_band",
)


def show(here: Here, contract_id: str) -> None:
    """The page of one contract, by the two clocks. Raises NotFound."""
    record, _revision = here.ledger.get("contract", contract_id, at_seq=here.at_seq)
    contract = Contract.model_validate(record)
    chain = here.read("contract_chain", contract=contract_id)
    hits = here.read("contract_hits", contract=contract_id)
    address.back(_("Back to the register"), contract_acts.PLACES)
    st.header(literal(f"{contract.number} {contract.title}"), anchor=False)
    _badges(contract, hits, chain)
    known = values.names(here, [contract.organisation_id])
    if contract_acts.show(here, contract_id, chain, has_ended=contract.stage is Stage.ENDED):
        return
    facts.missing(contract)
    shown = values.of_record(contract, known)
    shown["none_declared_on"] = _declared(here, contract_id)
    labels = {field.name: _(field.about.label) for field in fields(Contract)}
    facts.pairs([(labels[name], shown[name]) for name in _SUMMED_UP], width=150)
    contract_tabs.show(here, contract_id, contract, chain, hits)


def _declared(here: Here, contract_id: str) -> str:
    """When the contractor last declared that it subcontracts nothing, on the contract or in a report (R34)."""
    declared = here.read("contract_declared", contract=contract_id)
    return "" if declared.empty else tables.date(declared.iloc[0]["declared_on"])


def _badges(contract: Contract, hits: pd.DataFrame, chain: pd.DataFrame) -> None:
    """Standing of the whole chain, and the life cycle with the stage it is in."""
    stages = [
        f":blue-badge[{_(stage.label)}]" if stage == contract.stage else f":small[{_(stage.label)}]" for stage in Stage
    ]
    cycle = " → ".join(stages) if contract.stage else _("Stage not given")
    st.markdown(f"{states.badge('standing', standing(hits, chain))}　{cycle}")


def standing(hits: pd.DataFrame, chain: pd.DataFrame) -> Standing:
    """The standing that follows from the rules broken anywhere under a contract; what has not begun is not judged."""
    if (hits["level"] == "breach").any():
        return Standing.BREACH
    if not hits.empty:
        return Standing.NEEDS_ACTION
    return Standing.IN_ORDER if chain["is_begun"].any() else Standing.NOT_BEGUN
