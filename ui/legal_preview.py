"""What a register made now would hold: the standing of everything, the rules broken, the rows of each sheet."""

import streamlit as st

from kantoku import rules
from kantoku.exports.register_sheets import sheets
from kantoku.printing import status_report
from kantoku.wording import _
from ui import facts, frame, readings, states, tables
from ui.page import Here
from ui.tables import Column

Contracts = tuple[str, ...] | None
"""The ids of the contracts that it is about, None for all."""


def show(here: Here, contracts: Contracts) -> None:
    standing, rows = st.columns([2, 1], gap="medium")
    with standing:
        st.header(_("Standing"), anchor=False)
        _show_standing(here, contracts)
    with rows:
        st.header(_("What the register will hold"), anchor=False)
        _show_rows(here, contracts)
    st.header(_("Rules broken"), anchor=False)
    _show_rules(here, contracts)


def _show_standing(here: Here, contracts: Contracts) -> None:
    shown = status_report.standing(readings.kept(here, "legal_standing", contracts=contracts))
    if shown:
        facts.table(list(shown[0]), [list(row.values()) for row in shown], widths=("34%",), are_numbers=True)
    else:
        st.info(_("No contract is on record yet."), icon=":material/inbox:")


def _show_rules(here: Here, contracts: Contracts) -> None:
    """The rules that are broken; one that is picked leads to its list."""
    found = readings.kept(here, "legal_rules", contracts=contracts)
    known = rules.load()
    named = found.assign(title=found["rule"].map(lambda rule: known[rule].title))
    picked = tables.show(
        named,
        {
            "level": Column(_("Gravity"), lambda code: states.plain("level", code)),
            "rule": Column(_("Rule no.")),
            "title": Column(_("What the rule is about"), width=200, rank=1),
            "hits": Column(_("Hits"), is_number=True, rank=1),
            "contracts": Column(_("Contracts concerned"), is_number=True, rank=6),
        },
        key="broken",
        empty=_("No rule is broken."),
    )
    if picked is not None:
        st.switch_page(frame.page_path("attention"), query_params={"rule": picked["rule"]})


def _show_rows(here: Here, contracts: Contracts) -> None:
    counted = readings.kept(here, "legal_rows", contracts=contracts).set_index("sheet")["row_count"]
    shown = [[_(sheet.title), f"{counted[sheet.key]:,}"] for sheet in sheets()]
    facts.table([_("Sheet"), _("Rows")], shown, widths=("75%",), are_numbers=True)
