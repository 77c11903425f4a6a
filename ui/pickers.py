"""Choosing an organisation or an engagement by typing a part of what one knows of it."""

import re
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from kantoku import actions, text
from kantoku.wording import _
from ui import organisation_choice, readings, search, states
from ui.literal import literal
from ui.page import Here


class _Organisation(NamedTuple):
    id: str
    name: str
    corporate_number: str | None

    @property
    def named(self) -> str:
        return organisation_choice.named(self.name, self.corporate_number)


_NUMBER = re.compile(r"[\d０-９]{13}")
_IN_FULL = re.compile(r"会社|法人|組合|協会|[㈱㈲]|[(（][株有社財][)）]")
"""What a name in full has, and a part of one as people type it has not."""


def organisation(here: Here, label: str, *, key: str, known: str | None = None) -> dict[str, Any]:
    """A field for a name or a corporate number, and under it whether that organisation is on file or new.

    Returns {"id": …} for one on file, the values of a new record else; empty where nothing is typed.
    """
    rows = readings.kept(here, "permissions_organisations")
    names = {one.id: one.named for one in _organisations(rows[: organisation_choice.MOST])}
    typed = st.selectbox(
        label,
        ["", *names],
        index=[*names].index(known) + 1 if known in names else 0,
        format_func=lambda id_: names.get(id_, id_),
        accept_new_options=True,
        filter_mode="contains",
        key=key,
        placeholder=_("Name or corporate number"),
    )
    if not typed:
        st.caption(_("Type a part of the name or number. A full name that is not on file is recorded with this."))
        return {}
    known_ones = _organisations(rows)
    meant = [one for one in known_ones if one.id == typed] or _meant(known_ones, typed)
    if len(meant) == 1:
        st.caption(f":material/check: {_('On file: {name}', name=literal(meant[0].named))}")
        return {"id": meant[0].id}
    if meant:
        names_meant = "、".join(one.name for one in meant[:4])
        st.caption(
            f":material/error: {_('Several are meant: {names}. Type more of the name.', names=literal(names_meant))}"
        )
        return {}
    return _new(typed)


def _organisations(rows: pd.DataFrame) -> list[_Organisation]:
    """Those of the rows of permissions_organisations, the ones with most engagements first."""
    numbers = [number if isinstance(number, str) else None for number in rows["corporate_number"]]
    return [_Organisation(*each) for each in zip(rows["id"], rows["name"], numbers, strict=True)]


def _meant(known_ones: list[_Organisation], typed: str) -> list[_Organisation]:
    """Whom a text means: the one of that name or number; else, unless it is a name in full, all that hold it.

    The browser offers to add what was typed before it offers what is on file, so that Enter after a part of a name
    would record a second organisation of half a name.
    """
    name, number = _parts(typed)
    for part in (number, name):
        if part and (found := actions.matching_organisation(known_ones, part)):
            return [one for one in known_ones if one.id == found]
    if number or _IN_FULL.search(name):
        return []
    digits, folded = text.identifier(name), text.fold(name)
    if digits.isdecimal():
        return [one for one in known_ones if digits in (one.corporate_number or "")]
    return [one for one in known_ones if folded and folded in text.fold(one.name)]


def _new(typed: str) -> dict[str, Any]:
    name, number = _parts(typed)
    if not name or text.identifier(name).isdecimal():
        st.caption(
            f":material/error: {_('No organisation with this number is on file: type its name before the number.')}"
        )
        return {}
    meant = literal(organisation_choice.named(name, number))
    st.caption(f":material/add: {_('New: {name} will be recorded as an organisation.', name=meant)}")
    return {"name": name, "corporate_number": number} if number else {"name": name}


def _parts(typed: str) -> tuple[str, str | None]:
    """Name and 13-digit number of what was typed."""
    found = _NUMBER.search(typed)
    name = _NUMBER.sub("", typed).strip(" 　()（）,、") if found else typed.strip()
    return name, text.identifier(found[0]) if found else None


def engagement(
    here: Here,
    label: str,
    *,
    key: str,
    known: str | None = None,
    contract: str | None = None,
    with_ended: bool = True,
) -> pd.Series | None:
    """A field for whom something hangs under: contract number, organisation, title. Returns its row, or None.

    contract: only that contract's chain. with_ended: what has ended too, below the rest. Beyond
    organisation_choice.MOST options a search field narrows them first.
    """
    rows = readings.kept(here, "engagement_choices", contract=contract, search=None, most=organisation_choice.MOST + 1)
    if len(rows) > organisation_choice.MOST:
        rows = _narrowed(here, key, contract)
    if not with_ended:
        rows = rows[~rows["is_over"].astype(bool)]
    rows = _with_known(here, rows, known)
    labels = {row.engagement_id: _engagement_label(row) for row in rows.itertuples()}
    chosen = st.selectbox(
        label,
        ["", *labels],
        index=[*labels].index(known) + 1 if known in labels else 0,
        format_func=lambda id_: labels.get(id_, id_),
        filter_mode="contains",
        key=key,
        placeholder=_("Contract no., organisation or title"),
    )
    return rows[rows["engagement_id"] == chosen].iloc[0] if chosen in labels else None


def _narrowed(here: Here, key: str, contract: str | None) -> pd.DataFrame:
    typed = st.text_input(
        _("Search contracts"), key=f"{key}_search", placeholder=_("Contract no., organisation or title")
    )
    found = search.ids(here, "engagements_search", typed)
    return readings.kept(here, "engagement_choices", contract=contract, search=found, most=organisation_choice.MOST)


def _with_known(here: Here, rows: pd.DataFrame, known: str | None) -> pd.DataFrame:
    """The rows, and the one that a link named where it is not among them."""
    if not known or known in set(rows["engagement_id"]):
        return rows
    return pd.concat([here.read("engagement_status", engagement=known)[list(rows.columns.drop("is_over"))], rows])


def _engagement_label(row: Any) -> str:
    return f"{row.contract_number} {row.organisation}（{states.tier(row.tier)}） {row.contract_title}"
