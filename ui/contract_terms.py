"""Everything a contract or a tier says, in the groups of its form, with its clauses and its assessment."""

from collections.abc import Iterable

import streamlit as st

from kantoku.records import Contract, Record, Subcontract
from kantoku.records.base import fields
from kantoku.records.vocabulary import HandlersBand
from kantoku.wording import _
from ui import assessment, clauses, facts, values
from ui.contract_groups import CONTRACT, SUBCONTRACT
from ui.page import Here
from ui.record_form import Group

# What has a table of its own below.
_APART = ("clauses", "assessed_items")


def of_contract(here: Here, contract: Contract) -> None:
    known = values.names(here, [contract.organisation_id])
    _groups(contract, CONTRACT, known)
    if contract.assessed_items:
        st.markdown(f"### {_('Assessment of the selection')}")
        assessment.show(contract.assessed_items)
    st.markdown(f"### {_('Contract clauses')}")
    if contract.data_class == "spi":
        _missing(len(clauses.unseen(contract.clauses)))
    clauses.show(contract.clauses)


def of_subcontract(here: Here, record: Subcontract, *, is_spi: bool) -> None:
    """is_spi: does the tier handle Specific Personal Information, as the chain has it?"""
    known = values.names(here, values.referred("subcontract", record.model_dump(mode="json")))
    _groups(record, SUBCONTRACT, known)
    if not (record.clauses or is_spi):
        return
    listed = clauses.between_tiers()
    unseen = len(clauses.unseen(record.clauses, listed))
    label = _(
        "Clauses of the contract with the tier above: {count} of {all}", count=len(listed) - unseen, all=len(listed)
    )
    with st.expander(label, icon=":material/contract:"):
        if is_spi:
            _missing(unseen)
        clauses.show(record.clauses, listed)


def _groups(record: Record, groups: Iterable[Group], known: values.Names) -> None:
    shown = values.of_record(record, known) | _bands(record)
    labels = {field.name: _(field.about.label) for field in fields(type(record))}
    for group in groups:
        pairs = [(labels[name], shown[name]) for name in group.all_names if name not in _APART and shown[name]]
        if pairs:
            st.markdown(f"**{_(group.label)}**")
            facts.pairs(pairs, width=220)


def _bands(record: Record) -> dict[str, str]:
    """The number of handlers with the band in which the assessment form has it (PIA Ⅱ-4③)."""
    handlers = getattr(record, "handlers", None)
    if handlers is None:
        return {}
    return {"handlers": _("{count} ({band})", count=f"{handlers:,}", band=_(HandlersBand.of(handlers).label))}


def _missing(count: int) -> None:
    if count:
        st.markdown(
            f":orange-badge[:material/edit_note: {_('Still missing')}] "
            + _("{count} of the clauses that must be there for Specific Personal Information", count=count)
        )
