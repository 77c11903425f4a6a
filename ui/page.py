"""The page frame: every page opens inside it. It gives the page its ledger and clocks, and catches what goes wrong."""

import datetime
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from kantoku.errors import KantokuError, RefusedByRule
from kantoku.ledger import Ledger
from kantoku.wording import _
from ui import clocks, in_view, office
from ui.clocks import Clocks
from ui.literal import literal

log = logging.getLogger("kantoku")


@dataclass(frozen=True)
class Here:
    """Where a page is: which ledger, on which clocks, for whom."""

    ledger: Ledger
    clocks: Clocks
    at_seq: int
    actor: str

    @property
    def as_of(self) -> datetime.date:
        return self.clocks.as_of

    @property
    def today(self) -> datetime.date:
        return self.clocks.today

    @property
    def can_write(self) -> bool:
        """Nothing is recorded while the screen shows the past."""
        return self.clocks.is_now

    def read(self, report: str, **values: Any) -> pd.DataFrame:
        """The rows of a report by the two clocks. The frame is shared: read it, never change it."""
        return self.ledger.read(report, as_of=self.as_of, at_seq=self.at_seq, **values)


@contextmanager
def open(title: str, *, icon: str = "") -> Iterator[Here]:  # noqa: A001  (read as page.open)
    """Opens a page under its title (already translated).

    An expected failure is shown as what it says; anything else as a reference number that the log explains.
    """
    is_open = False
    try:
        here = _here()
        _bands(here)
        st.title(f"{icon} {title}".strip(), anchor=False)
        _told()
        is_open = True
        yield here
    except KantokuError as error:
        show_error(error)
    except Exception:
        reference = secrets.token_hex(4)
        log.exception("page failed, reference %s", reference)
        st.error(
            _(
                "Tell the administrator this number: {reference}. Nothing was recorded by this step.",
                reference=reference,
            ),
            title=_("Something went wrong in the program"),
            icon=":material/report:",
        )
    if not is_open:  # There is no ledger to show anything of, and the error has said why.
        st.stop()


def tell(message: str) -> None:
    """Shows a message (already translated) on the next run, such as after something was recorded."""
    st.session_state["told"] = message


def show_error(error: KantokuError) -> None:
    """An expected failure: what it says, and for a refusal each rule with its basis and remedy."""
    with in_view.block():
        if not isinstance(error, RefusedByRule):
            st.error(literal(error.sentence), title=error.title, icon=":material/error:")
            return
        points = "\n".join(
            f"- **{point.rule} {point.title}** {literal(point.says)} {point.remedy}  \n  {point.basis}"
            for point in error.refusals
        )
        st.error(f"{literal(error.sentence)}\n\n{points}", title=error.title, icon=":material/block:")


def _here() -> Here:
    ledger, now = office.ledger(), clocks.read()
    return Here(ledger, now, ledger.seq_at(now.known_at), office.person().name)


def _bands(here: Here) -> None:
    if office.is_sample():
        st.query_params["office"] = "sample"
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                ":material/science: **"
                + _("Sample office")
                + "** — "
                + _("Invented. Try anything: your own ledger is not touched."),
                width="stretch",
            )
            st.button(_("To my own ledger"), on_click=office.leave_sample, icon=":material/logout:")
    clocks.band(here.clocks)
    clocks.tell_unread()


def _told() -> None:
    if message := st.session_state.pop("told", None):
        st.success(message, icon=":material/check_circle:")
