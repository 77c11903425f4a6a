"""The two clocks: as of which day (基準日), and as known at which moment (記録時点). Both mean now until changed."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from kantoku.dates import UnreadableDate, parse_date, parse_moment, show_date, show_moment
from kantoku.wording import N_, _, language
from ui import office
from ui.literal import literal

_SHOWN = 40
_AS_OF = N_("“{typed}” in the field “As of” cannot be read as a date, so this page shows today.")
_KNOWN_AT = N_(
    "“{typed}” in the field “As known at” cannot be read as a moment, so this page shows what is on file now."
)


@dataclass(frozen=True)
class Clocks:
    """as_of: a day. known_at: a moment (UTC, without zone), None for now. today: the office's date."""

    as_of: datetime.date
    known_at: datetime.datetime | None
    today: datetime.date

    @property
    def is_now(self) -> bool:
        return self.as_of == self.today and self.known_at is None


def show() -> None:
    """The two fields in the sidebar. They stand in the address, so a link shows what its sender saw."""
    today = office.today()
    st.text_input(
        _("As of"),
        key="as_of",
        bind="query-params",
        placeholder=_("Today, {day}", day=show_date(today, language())),
        help=_("What was true on that day. Write it like R8.4.1 or 2026-04-01; empty means today."),
        icon=":material/event:",
    )
    _complain("as_of", parse_date)
    st.text_input(
        _("As known at"),
        key="known_at",
        bind="query-params",
        placeholder=_("Now"),
        help=_("What was on file at that moment, such as R8.6.30 or 2026-06-30 17:00; empty means now."),
        icon=":material/schedule:",
    )
    _complain("known_at", parse_moment)


def read() -> Clocks:
    """The clocks as set; what cannot be read counts as not set (and is complained of beside its field)."""
    today = office.today()
    as_of = _read("as_of", parse_date)
    return Clocks(as_of or today, _read("known_at", parse_moment), today)


def band(clocks: Clocks) -> None:
    """The clear band on every screen that does not show the present."""
    if clocks.is_now:
        return
    shown = [_("as of {day}", day=show_date(clocks.as_of, language()))] if clocks.as_of != clocks.today else []
    if clocks.known_at is not None:
        shown.append(_("as known at {moment}", moment=show_moment(clocks.known_at, language())))
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            ":material/history: **" + _("This is not the present") + "** — " + "、".join(shown), width="stretch"
        )
        st.button(_("Back to now"), on_click=_reset, icon=":material/update:")


def tell_unread() -> None:
    """Says on the page which clock could not be read, because a link may bring it and the sidebar may be closed."""
    for key, parse, says in (
        ("as_of", parse_date, _AS_OF),
        ("known_at", parse_moment, _KNOWN_AT),
    ):
        if _trouble(key, parse):
            st.warning(_(says, typed=literal(st.session_state[key][:_SHOWN])), icon=":material/event_busy:")


def _reset() -> None:
    st.session_state["as_of"] = st.session_state["known_at"] = ""


T = TypeVar("T")


def _read(key: str, parse: Callable[[str], T]) -> T | None:
    try:
        return parse(st.session_state[key]) if st.session_state.get(key) else None
    except UnreadableDate:
        return None


def _complain(key: str, parse: Callable[[str], object]) -> None:
    if trouble := _trouble(key, parse):
        st.error(literal(trouble.sentence))


def _trouble(key: str, parse: Callable[[str], object]) -> UnreadableDate | None:
    try:
        if typed := st.session_state.get(key):
            parse(typed)
    except UnreadableDate as error:
        return error
    return None
