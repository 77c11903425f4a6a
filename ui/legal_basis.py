"""The law behind a rule, at hand where it is cited: a click opens the wording from the catalogue."""

from collections.abc import Iterable

import streamlit as st

from kantoku import catalogue
from kantoku.rules import Rule, cited
from kantoku.wording import _, language


def cite(rule: Rule, data_class: str | None) -> None:
    """What the rule rests on where such data is handled, and a button that opens the wording."""
    st.caption(cited(rule, data_class))
    popover(rule, data_class)


def popover(rule: Rule, data_class: str | None) -> None:
    """The button alone."""
    with st.popover(_("Law"), type="tertiary", icon=":material/menu_book:", width="content"):
        show(rule.basis_for(data_class))


def show(codes: Iterable[str]) -> None:
    """The wording of each provision in brief, with its edition and where it is published."""
    known = catalogue.legal_basis()
    st.markdown("\n\n".join(_provision(known[code]) for code in codes))


def _provision(basis: catalogue.LegalBasis) -> str:
    lines = [f"**{basis.citation(language())}**", basis.text(language())]
    if basis.verified == "memory":
        lines.append(_("The wording was not checked against its source: look it up before you cite it."))
    if basis.source.startswith("https://"):
        lines.append(f"<{basis.source}>")
    return "  \n".join(lines)
