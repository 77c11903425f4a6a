"""What changed between two exports, or between an export and what the clocks in the sidebar show."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from kantoku.dates import show_date
from kantoku.exports import comparison, table
from kantoku.exports.comparison import Side
from kantoku.exports.comparison_words import CHANGES, FIGURES, counted, with_words
from kantoku.exports.scope import Scope
from kantoku.wording import _, language
from ui import address, downloads, facts, frame, past_exports, readings, room, tables
from ui.literal import literal
from ui.page import Here
from ui.tables import Column

_BEFORE, _AFTER, _NOW = "before", "after", "now"
_WHOLE = ("pack", "register")
_OFFERED = 100
_ROOMY = 800
"""Pixels from which on the two summaries stand side by side."""

Contracts = tuple[str, ...] | None


@dataclass(frozen=True)
class _State:
    """What can be compared. scope: None takes that of the other. head: the last entry in it that changed a record."""

    side: Side
    head: int
    known_at: datetime.datetime | None
    scope: Scope | None
    called: str

    @property
    def place(self) -> tuple[datetime.date, int]:
        """Where it stands in the order of time."""
        return self.side.as_of, self.side.at_seq

    def shows_as(self, other: "_State") -> bool:
        """Is it the same state of the oversight, of whatever scope?"""
        return (self.side.as_of, self.head) == (other.side.as_of, other.head)

    @property
    def told(self) -> str:
        day = show_date(self.side.as_of, language())
        known = past_exports.moment(self.known_at) or _("now")
        scope = self.scope.told() if self.scope and self.scope.given() else ""
        parts = (self.called, _("as of {day}", day=day), _("as known at {moment}", moment=known), scope)
        return "　".join(filter(None, parts))


def show(here: Here) -> None:
    """Two states to choose, what changed between them in numbers, and as a list."""
    known = _states(here)
    if len(known) == 1:
        st.info(
            _("There is no export to compare with yet. Export one under “Preview and export”."),
            icon=":material/inbox:",
        )
        return
    above = st.container()
    latest_first = dict(sorted(known.items(), key=lambda each: each[1].place, reverse=True))
    # The two latest exports where there are two; else the one and what is shown.
    with_earlier = sorted(list(latest_first)[:-1], key=lambda code: code == _NOW and len(known) > 2)
    later = known[address.select(_("Later state"), _offered({code: known[code] for code in with_earlier}), name=_AFTER)]
    others = {code: state for code, state in latest_first.items() if state is not later and state.place <= later.place}
    # What shows the same comes last: nobody asks for it first.
    rest = dict(sorted(others.items(), key=lambda other: (other[1].shows_as(later), other[0] == _NOW)))
    with above:
        earlier = known[address.select(_("Earlier state"), _offered(rest), name=_BEFORE)]
    scopes = [state.scope for state in (earlier, later) if state.scope is not None]
    contracts = comparison.in_common(here.ledger, (earlier.side, later.side), scopes)
    if len(set(scopes)) > 1:
        st.info(_("The scopes differ, so what lies in both of them is compared."), icon=":material/join_inner:")
    _show(here, earlier, later, contracts)


def offer_now(here: Here, picked: "pd.Series[Any]") -> None:
    """A button that compares an export, a row of legal_exports, with what the clocks in the sidebar show."""
    alike = [
        code
        for code, state in _states(here).items()
        if code != _NOW
        and state.side.as_of == picked["as_of"].date()
        and state.head == here.ledger.record_head(int(picked["at_seq"]))
        and state.scope == past_exports.scope_of(picked["scope"])
    ]
    if picked["sort"] in _WHOLE and alike:
        st.button(
            _("What changed since this export"),
            icon=":material/compare_arrows:",
            on_click=address.go,
            args=(("view", _BEFORE, _AFTER),),
            kwargs={"view": "changes", _BEFORE: alike[0], _AFTER: _NOW},
        )
    else:
        st.caption(_("A list or a document shows a part only. Packs and registers can be compared."))


def _states(here: Here) -> dict[str, _State]:
    """What there is to compare, by its code in the address: what is shown, and the exports."""
    ledger = here.ledger
    found = here.read("legal_comparable", row_limit=_OFFERED).to_dict("records")
    exports = {
        str(row["seq"]): _State(
            Side(row["as_of"].date(), row["at_seq"]),
            row["record_head"],
            row["known_at"],
            past_exports.scope_of(row["scope"]),
            past_exports.sort(row["report"]),
        )
        for row in found
    }
    now = _State(
        Side(here.as_of, here.at_seq), ledger.record_head(here.at_seq), here.clocks.known_at, None, _("What is shown")
    )
    return {_NOW: now, **exports}


def _offered(states: Mapping[str, _State]) -> dict[str, str]:
    return {code: state.told for code, state in states.items()}


def _show(here: Here, earlier: _State, later: _State, contracts: Contracts) -> None:
    key = ("comparison", *((state.side.as_of, state.head) for state in (earlier, later)), contracts)
    with st.spinner(_("Comparing…")):
        changes = readings.made(here, key, lambda: comparison.compare(here.ledger, earlier.side, later.side, contracts))
    if changes.empty:
        st.success(_("Nothing changed between the two."), icon=":material/check_circle:")
        return
    kind = _summary(here, changes, earlier, later, contracts)
    rows = changes if kind is None else changes[changes["change"] == kind["change"]]
    st.header(_("What is different") if kind is None else str(kind["kind"]), anchor=False)
    st.markdown(_("**{count}** changes. Pick one to read it in full and to open its contract.", count=f"{len(rows):,}"))
    wide = 200 if room.width() >= _ROOMY else 120
    picked = tables.show(
        rows,
        {
            "contract_number": Column(_("Contract no."), rank=1),
            "section": Column(_("Section"), rank=7),
            "organisation": Column(_("Organisation"), width=110, rank=2),
            "tier_word": Column(_("Tier"), rank=4),
            "what": Column(_("What"), width=130, rank=1),
            "before": Column(_("Before"), width=wide, rank=1),
            "after": Column(_("After"), width=wide, rank=1),
        },
        key=f"changes_{kind['change'] if kind is not None else 'all'}",
        empty=_("Nothing changed between the two."),
        words=lambda page: with_words(page, is_short=True),
    )
    if picked is not None:
        _detail(rows.loc[[picked.name]], earlier)
    _offer(here, rows, earlier, later)


def _summary(
    here: Here, changes: pd.DataFrame, earlier: _State, later: _State, contracts: Contracts
) -> "pd.Series[Any] | None":
    """How many changes of each kind, of which one can be picked, and how the totals moved."""
    is_roomy = room.width() >= _ROOMY
    left, right = st.columns([2, 3], gap="medium") if is_roomy else (st.container(), st.container())
    with left:
        st.header(_("By kind of change"), anchor=False)
        st.caption(_("Pick one to list only these."))
        picked = tables.show(
            counted(changes),
            {
                "kind": Column(_("Kind of change"), width=150, rank=1),
                "count": Column(_("Changes"), is_number=True, rank=1),
            },
            key="kinds_of_change",
            empty="",
            across=room.width() * 2 // 5 - 24 if is_roomy else None,
        )
    with right:
        st.header(_("Totals"), anchor=False)
        st.table(_totals(here, earlier, later, contracts), border="horizontal", hide_index=True)
    return picked


def _totals(here: Here, earlier: _State, later: _State, contracts: Contracts) -> pd.DataFrame:
    was, is_ = (comparison.totals(here.ledger, state.side, contracts) for state in (earlier, later))
    return pd.DataFrame(
        {
            _("Figure"): [_(title) for title in FIGURES.values()],
            _("Before"): [f"{was[name]:,}" for name in FIGURES],
            _("After"): [f"{is_[name]:,}" for name in FIGURES],
            _("Difference"): [f"{is_[name] - was[name]:+,}" if is_[name] != was[name] else "±0" for name in FIGURES],
        }
    )


def _offer(here: Here, rows: pd.DataFrame, earlier: _State, later: _State) -> None:
    sides = {"earlier": earlier.side, "later": later.side}
    downloads.offer(
        here,
        rows,
        {name: _(column.heading) for name, column in CHANGES.items()},
        report="changes",
        filters={name: f"{side.as_of.isoformat()}/{side.at_seq}" for name, side in sides.items()},
        words=with_words,
        name="_".join(["changes", *(f"{side.as_of:%Y%m%d}-{side.at_seq}" for side in sides.values())]),
        workbook=_workbook(here, earlier, later),
    )


def _workbook(here: Here, earlier: _State, later: _State) -> Callable[[pd.DataFrame, Mapping[str, str]], bytes]:
    """The list with a sheet that says what was compared, and by which heads of the journal it can be checked."""
    about = [(_("What this is"), _("What changed in the oversight between two states of it"))]
    for label, state in ((_("Before"), earlier), (_("After"), later)):
        head = here.ledger.read("export_anchor", as_of=state.side.as_of, at_seq=state.side.at_seq).iloc[0]
        about += [
            (label, state.told),
            (f"{label}　{_('Head of the journal')}", f"{head['seq']}:{head['hash']}"),
        ]
    return lambda rows, headings: table.workbook_bytes(rows, headings, about)


def _detail(picked: pd.DataFrame, earlier: _State) -> None:
    """The change that was picked in full, and the way to its contract."""
    row = with_words(picked).iloc[0]
    what = "：".join(filter(None, (row["kind"], row["about"])))
    about = " ".join(filter(None, (_text(row[name]) for name in ("contract_number", "contract_title"))))
    who = "　".join(filter(None, (_text(row[name]) for name in ("section", "organisation", "tier_word"))))
    with st.container(border=True):
        st.markdown("  \n".join(filter(None, (f"**{literal(what)}**", literal(about), literal(who)))))
        facts.pairs([(_("Before"), row["before"]), (_("After"), row["after"])], width=300)
        if contract := _text(row["contract_id"]):
            st.page_link(
                frame.page_path("contracts"),
                label=_("Open the contract"),
                icon=":material/arrow_forward:",
                query_params={"contract": contract, **_clocks(row, earlier)},
            )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _clocks(row: "pd.Series[Any]", earlier: _State) -> dict[str, str]:
    """A contract that was taken off the record is shown as it was before."""
    if row["change"] != comparison.Change.CONTRACT_GONE or row["state_after"] != comparison.WITHDRAWN:
        return {}
    clocks = {"as_of": earlier.side.as_of.isoformat()}
    if earlier.known_at is not None:
        clocks["known_at"] = f"{earlier.known_at.isoformat(timespec='microseconds')}Z"
    return clocks
