"""Choosing what legal review is to see: everything, the contracts of a section, organisation or affair, or one."""

from collections.abc import Mapping

import streamlit as st

from kantoku.exports.scope import ALL, Scope
from kantoku.wording import _
from ui import address, organisation_choice, readings
from ui.organisation_choice import MOST
from ui.page import Here
from ui.rows import of


def choose(here: Here) -> Scope | None:
    """The scope chosen; None while it says of nothing what it is bounded to."""
    kinds = {
        "all": _("All contracts"),
        "section": _("One section"),
        "contract": _("One contract"),
        "organisation": _("One organisation"),
        "affair": _("One affair under the My Number Act"),
    }
    first, second = st.columns(2, vertical_alignment="bottom")
    with first:
        kind = address.select(_("What it is about"), kinds, name="scope")
    if kind == "all":
        return ALL
    with second:
        chosen = _CHOICES[kind](here)
    return Scope(**{kind: chosen}) if chosen else None


def _section(here: Here) -> str | None:
    named = readings.kept(here, "contracts_choices").iloc[0]["sections"]
    return _one_of(_("Section"), {section: section for section in named})


def _contract(here: Here) -> str | None:
    rows = readings.kept(here, "contract_numbers", row_limit=MOST + 1)
    if len(rows) > MOST:  # a list of more is slow to open and to search
        return st.text_input(_("Contract no."), key="scope_contract").strip() or None
    return _one_of(_("Contract no."), {row["number"]: f"{row['number']} {row['title']}" for row in of(rows)})


def _organisation(here: Here) -> str | None:
    """By its name, which the pack then says; by its corporate number where others are called so too."""
    chosen = _one_of(_("Organisation"), organisation_choice.options(here, key="scope_who"))
    if chosen is None:
        return None
    rows = here.read("organisations_choices").set_index("id")
    name, number = rows.loc[chosen, ["name", "corporate_number"]]
    return str(number) if (rows["name"] == name).sum() > 1 and number else str(name)


def _affair(here: Here) -> str | None:
    named = readings.kept(here, "affairs_choices")["affair_name"]
    return _one_of(_("Affair under the My Number Act"), {name: name for name in named})


def _one_of(label: str, options: Mapping[str, str]) -> str | None:
    """One of several, which stands in the address; None until one is chosen."""
    return (
        address.select(label, {"": _("Choose one") if options else _("None on record"), **options}, name="of") or None
    )


_CHOICES = {"section": _section, "contract": _contract, "organisation": _organisation, "affair": _affair}
