"""The chain of a contract on paper (再委託系統図): the contract, the diagram, and what its signs mean."""

import datetime

import pandas as pd

from kantoku.exports.looks import data_class
from kantoku.printing import chain, contract_page, report
from kantoku.printing.blocks import Block, Facts, Prose, chain_of
from kantoku.reading import Reading
from kantoku.records import Contract
from kantoku.wording import _


def title() -> str:
    return _("Diagram of the chain of subcontracting")


def pdf(ledger: Reading, contract_id: str, *, as_of: datetime.date, at_seq: int) -> bytes:
    """The diagram as a PDF, in the language of the running context. Raises NotFound."""
    contract = Contract.model_validate(ledger.get("contract", contract_id, at_seq=at_seq)[0])
    tiers = ledger.read("contract_chain", as_of=as_of, at_seq=at_seq, contract=contract_id)
    return report.pdf(ledger, title(), blocks(contract, tiers), as_of=as_of, at_seq=at_seq)


def blocks(contract: Contract, tiers: pd.DataFrame) -> list[Block]:
    """tiers: rows of contract_chain."""
    return [
        Facts(_facts(contract)),
        Prose(chain.described(tiers), keeps=True),
        chain_of(chain.boxes(tiers)),
    ]


def _facts(contract: Contract) -> list[tuple[str, str]]:
    return [
        (_("Contract"), " ".join(filter(None, (contract.number, contract.title)))),
        (_("Section"), contract.section or _("Not stated")),
        (_("Data class"), data_class(contract.data_class) or _("Not stated")),
        (_("Period"), contract_page.period(contract.starts_on, contract.ends_on)),
    ]
