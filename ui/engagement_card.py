"""The contract beside a request or a confirmation: what the person must have in view while deciding."""

from typing import Any

import pandas as pd
import streamlit as st

from kantoku.dates import show_date
from kantoku.errors import NotFound
from kantoku.records.contract import SubcontractPolicy
from kantoku.wording import _, language
from ui import frame, states
from ui.literal import literal, literal_lines
from ui.page import Here


def facts(here: Here, engagement_id: str) -> Any:
    """The row of engagement_status. Raises NotFound."""
    rows = here.read("engagement_status", engagement=engagement_id)
    if rows.empty:
        raise NotFound(f"{_('Engagement')} {engagement_id}")
    return rows.iloc[0]


def heading(row: Any) -> str:
    """Who passes work on to whom, as Markdown."""
    return _(
        "{above} to {organisation}",
        above=literal(row["parent_organisation"]),
        organisation=literal(row["organisation"]),
    )


def show(here: Here, row: Any) -> None:
    """The contract in brief, and where in its chain this engagement hangs."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{literal(row['contract_title'])}**", width="stretch")
            st.page_link(
                frame.page_path("contracts"),
                label=_("Contract {number}", number=literal(row["contract_number"])),
                icon=":material/contract:",
                query_params={"contract": row["contract_id"]},
            )
        contract, chain = st.columns(2)
        contract.markdown(_lines(row))
        chain.markdown(_chain(here.read("engagement_ancestry", engagement=row["engagement_id"])))


def span(first: Any, last: Any) -> str:
    """A period as people write it; open ends stay open."""
    return f"{day(first)} ～ {day(last)}" if day(first) or day(last) else ""


def day(value: Any) -> str:
    return "" if value is None or pd.isna(value) else show_date(pd.Timestamp(value).date(), language())


def listed(pairs: dict[str, str]) -> str:
    """Name and value a line, those without a value left out. The values are shown as they were typed."""
    return "  \n".join(f":gray[{name}]　{literal_lines(value)}" for name, value in pairs.items() if value)


def _lines(row: Any) -> str:
    policy = row["policy"] if isinstance(row["policy"], str) else "unknown"
    return listed(
        {
            _("Contractor"): row["contractor"],
            _("Section"): row["section"] or "",
            _("Period"): span(row["contract_starts_on"], row["contract_ends_on"]),
            _("Data class"): states.data_class(row["contract_data_class"]) or _("Data class unknown"),
            _("Subcontracting policy"): _(SubcontractPolicy(policy).label),
        }
    )


def _chain(rows: pd.DataFrame) -> str:
    """One line a tier, from the contractor down; this engagement last and in bold."""
    deepest = len(rows) - 1
    return "  \n".join(
        f"{'　' * place}{'└ ' if place else ''}:gray[{states.tier(row['tier'])}]　"
        f"{_emphasised(row['organisation'], is_it=place == deepest)}"
        f"{'' if row['tier'] == 1 else '　' + states.badge('permission_state', row['permission_state'])}"
        for place, row in enumerate(rows.to_dict("records"))
    )


def _emphasised(name: str, *, is_it: bool) -> str:
    return f"**{literal(name)}**" if is_it else literal(name)
