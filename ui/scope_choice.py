"""Choosing what legal review is to see: everything, the contracts of a section, organisation or affair, or one."""

from collections.abc import Mapping

import streamlit as st

from kantoku.exports.scope import ALL, Scope
from kantoku.wording import _
from ui import address, organisation_choice, readings
from ui.page import Here


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
    return _one_of(_("Section"), {section: section for section in named}, key="scope_section")


def _contract(_here: Here) -> str | None:
    return st.text_input(_("Contract no."), key="scope_contract").strip() or None


def _organisation(here: Here) -> str | None:
    return _one_of(_("Organisation"), organisation_choice.options(here, key="scope_who"), key="scope_organisation")


def _affair(here: Here) -> str | None:
    named = readings.kept(here, "affairs_choices")["affair_name"]
    return _one_of(_("Affair under the My Number Act"), {name: name for name in named}, key="scope_affair")


def _one_of(label: str, options: Mapping[str, str], *, key: str) -> str | None:
    return st.selectbox(
        label,
        list(options),
        index=None,
        format_func=options.__getitem__,
        key=key,
        placeholder=_("Choose one") if options else _("None on record"),
        disabled=not options,
    )


_CHOICES = {"section": _section, "contract": _contract, "organisation": _organisation, "affair": _affair}
