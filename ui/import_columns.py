"""The second step of an import: what each table holds and each column means, to be corrected where it is in doubt."""

from dataclasses import dataclass, field

import streamlit as st

from kantoku.imports import doubts, suggestion, targets
from kantoku.imports.cells import Unread
from kantoku.imports.columns import Holds, TableMapping
from kantoku.imports.layout import Table
from kantoku.imports.targets import IGNORED, KEPT
from kantoku.wording import _
from ui import import_steps
from ui.import_file import Opened
from ui.literal import literal

_NARROWEST = 250
"""Pixels of a column's card."""
_AT_ONCE = 24
"""How many cards stand on one page of them."""

_SUBCONTRACTED = ("subcontract", "org", "request", "decision", "confirmation", "audit")
_PARTS = {
    Holds.CONTRACTS: ("contract", "org", "confirmation", "audit"),
    Holds.TIERS: ("parent", *_SUBCONTRACTED),
    Holds.ABOUT: ("org", "audit", "confirmation", "decision"),
    Holds.ORGANISATIONS: ("org",),
    Holds.NOTHING: (),
}
_NAMED_BY = ("contract.number", "contract.title")


def ask(opened: Opened) -> None:
    """Every table with what it holds; up front what was not recognised."""
    with import_steps.open_step(2, _("Check what the columns mean")):
        mappings = opened.mappings()
        for nth, mapping in enumerate(mappings):
            if nth:
                st.divider()
            _table(opened, nth, mapping)
        is_nothing = all(mapping.holds is Holds.NOTHING for mapping in mappings)
        if is_nothing:
            st.warning(_("Say at least of one sheet what a row of it tells of."), icon=":material/help:")
        st.button(
            _("See what would be recorded"),
            type="primary",
            icon=":material/visibility:",
            disabled=is_nothing,
            on_click=import_steps.go,
            args=(import_steps.PREVIEW,),
            key="import_to_preview",
        )
    import_steps.coming_steps(_("Look at the preview"), _("Record"), first=3)


def show_checked(opened: Opened) -> None:
    """The step once it is done, in one line."""
    used = [mapping for mapping in opened.mappings() if mapping.holds is not Holds.NOTHING]
    meant = sum(target not in {IGNORED, KEPT} for mapping in used for target in mapping.targets)
    said = _("{tables} tables with {columns} columns", tables=len(used), columns=meant)
    is_done = import_steps.stage() == import_steps.DONE
    with import_steps.done_step(2, _("Columns"), said):
        if not is_done:
            st.button(_("Correct"), on_click=_back, type="tertiary", icon=":material/edit:", key="import_change_2")


def _back() -> None:
    import_steps.go(import_steps.COLUMNS)


@dataclass(frozen=True)
class _Asked:
    """A column to ask about. unfit: what is wrong with its values if it means what it is taken for."""

    position: int
    unfit: Unread | None = field(default=None)


def _table(opened: Opened, nth: int, mapping: TableMapping) -> None:
    _head(opened, nth, mapping)
    if mapping.holds is Holds.NOTHING:
        return
    doubtful, sure = _parted(opened, nth, mapping)
    if opened.known[nth]:
        st.markdown(f":green-badge[:material/history: {_('As in the last file of this shape')}]")
    if doubtful:
        st.markdown(
            _(
                "**Not recognised: {count}.** What is not said here goes into the note under its heading, so nothing "
                "is lost.",
                count=len(doubtful),
            )
        )
        _cards(opened, nth, mapping, doubtful)
    if sure:
        label = _("Recognised columns: {count}", count=len(sure))
        kept = f"import_{opened.token}_{nth}_sure"
        with st.expander(label, icon=":material/check:", key=kept, on_change="rerun") as folded:
            if folded.open:
                _cards(opened, nth, mapping, sure)


def _head(opened: Opened, nth: int, mapping: TableMapping) -> None:
    table = opened.tables[nth]
    key = f"import_{opened.token}_{nth}_holds"
    st.session_state[key] = mapping.holds.value
    about, holds = st.columns([3, 2], vertical_alignment="bottom")
    with about:
        st.markdown(f"### {literal(table.sheet)}")
        st.caption(
            _("{rows} rows below the headings in row {header}", rows=f"{len(table.rows):,}", header=table.header)
        )
    with holds:
        st.selectbox(
            _("A row of it tells of"),
            [each.value for each in Holds],
            format_func=lambda code: _(Holds(code).label),
            key=key,
            on_change=_hold,
            args=(opened, nth, key),
        )


def _hold(opened: Opened, nth: int, key: str) -> None:
    opened.correct(nth, suggestion.suggest_as(opened.tables[nth], Holds(st.session_state[key])))


def _parted(opened: Opened, nth: int, mapping: TableMapping) -> tuple[list[_Asked], list[_Asked]]:
    """The columns to ask about, and the others. One that was asked about stays where it was once it is corrected."""
    doubtful: list[_Asked] = []
    sure: list[_Asked] = []
    at_first = opened.suggested[nth] if opened.suggested[nth].holds is mapping.holds else mapping
    for position, (target, before) in enumerate(zip(mapping.targets, at_first.targets, strict=True)):
        unfit = _misfit(opened, nth, position, target)
        is_unknown = target == KEPT != before if opened.known[nth] else KEPT in (target, before)
        (doubtful if unfit or is_unknown else sure).append(_Asked(position, unfit))
    return doubtful, sure


def _misfit(opened: Opened, nth: int, position: int, target: str) -> Unread | None:
    """See doubts.misfit; tried once."""
    key = nth, position, target
    if key not in opened.misfits:
        table = opened.tables[nth]
        opened.misfits[key] = doubts.misfit(table, table.columns[position], target)
    return opened.misfits[key]


def _cards(opened: Opened, nth: int, mapping: TableMapping, asked: list[_Asked]) -> None:
    """A card for each of these columns, so many at once."""
    if len(asked) > _AT_ONCE:
        pages = -(-len(asked) // _AT_ONCE)
        first = (st.pagination(pages, key=f"import_{opened.token}_{nth}_{asked[0].position}_page") - 1) * _AT_ONCE
        asked = asked[first : first + _AT_ONCE]
    table = opened.tables[nth]
    with st.grid(3, min_column_width=_NARROWEST):
        for each in asked:
            with st.container(gap="xsmall"):
                _card(opened, nth, mapping, table, each)


def _card(opened: Opened, nth: int, mapping: TableMapping, table: Table, asked: _Asked) -> None:
    column, target = table.columns[asked.position], mapping.targets[asked.position]
    key = f"import_{opened.token}_{nth}_column_{asked.position}"
    # What the mapping says is shown, also where another column took over what this one meant.
    st.session_state[key] = target
    options = choices(mapping.holds)
    st.selectbox(
        literal(column.label),
        options if target in options else [target, *options],
        format_func=targets.label,
        key=key,
        on_change=_mean,
        args=(opened, nth, asked.position, key),
    )
    samples = "、".join(table.samples(column.position))
    st.caption(_("Such as: {samples}", samples=literal(samples)) if samples else _("The column is empty."))
    if asked.unfit:
        st.markdown(f":orange[:material/warning: {literal(asked.unfit.sentence)}]")


def _mean(opened: Opened, nth: int, position: int, key: str) -> None:
    opened.correct(nth, opened.mappings()[nth].with_target(position, st.session_state[key]))


def choices(holds: Holds) -> list[str]:
    """What a column of such a table can mean."""
    found = [KEPT, IGNORED]
    for target in targets.choices():
        tier, part, _name = targets.parsed(target)
        is_tiers = holds is Holds.TIERS and target == "row.tier"
        is_named = holds in {Holds.TIERS, Holds.ABOUT} and target in _NAMED_BY
        is_own = not tier and part in _PARTS[holds]
        is_below = bool(tier) and holds is Holds.CONTRACTS and part in _SUBCONTRACTED
        if is_tiers or is_named or is_own or is_below:
            found.append(target)
    return found
