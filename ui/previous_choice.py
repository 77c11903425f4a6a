"""Choosing the contract of the year before, from which the work goes on."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kantoku.dates import fiscal_year, show_fiscal_year
from kantoku.wording import language
from ui import organisation_choice, readings, rows
from ui.page import Here


def options(
    here: Here, *, contract: str | None, organisation: str | None, chosen: str | None = None
) -> Mapping[str, str]:
    """The earlier contracts to choose from, by id, those with the same organisation first.

    contract: whose form it is, None for a new one. chosen: one that is always among them.
    """
    found = readings.kept(
        here,
        "contracts_before",
        contract=contract,
        organisation=organisation,
        chosen=chosen,
        row_limit=organisation_choice.MOST,
    )
    return {row["id"]: _named(row) for row in rows.of(found)}


def _named(row: Mapping[str, Any]) -> str:
    """By number and title; contracts of every year may bear the same, so with contractor and year."""
    began = show_fiscal_year(fiscal_year(row["starts_on"]), language()) if pd.notna(row["starts_on"]) else ""
    beside = "・".join(each for each in (row["organisation"], began) if each and pd.notna(each))
    return organisation_choice.named(" ".join(filter(None, (row["number"], row["title"]))), beside)
