"""Is what is being recorded on file already? A warning beside the form; it refuses nothing.

Two offices' contracts may share a number across the years, and two organisations a name. Only a second request for the
same work is asked about, because nobody files one on purpose.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from kantoku import text
from kantoku.errors import KantokuError
from kantoku.wording import N_, _
from ui import engagement_card, office, rows
from ui.literal import literal
from ui.page import Here
from ui.rows import Row

_SHOWN = 5
_PAGES = {"contract": "contracts", "organisation": "organisations", "request": "permissions"}


def contracts(here: Here, typed: Mapping[str, Any]) -> None:
    """Warns of contracts that bear the number typed."""
    if number := _identifier(typed.get("number")):
        same = rows.of(here.read("contracts_numbered", numbers=[number]))
        _warn(
            _("A contract of this number is on file. Record another one only if it is not the same."),
            "contract",
            [(row["id"], f"{row['number']} {row['title']}") for row in same],
        )


def organisations(here: Here, typed: Mapping[str, Any]) -> None:
    """Warns of organisations of the corporate number typed, or of the name, however it is written."""
    number, name = _identifier(typed.get("corporate_number")), text.fold(typed.get("name") or "")
    if not number and not name:
        return
    found = here.read("organisations_choices")
    named = [
        (id_, f"{known}（{bears}）" if isinstance(bears, str) else known)
        for id_, known, bears in zip(found["id"], found["name"], found["corporate_number"], strict=True)
        if (number and bears == number) or (name and text.fold(known) == name)
    ]
    _warn(
        _("This organisation seems to be on file. Record another one only if it is not the same."),
        "organisation",
        named,
    )


def is_new_request(here: Here, *, number: str | None, parent: str, organisation: str | None, key: str) -> bool:
    """Warns of requests that may be the one typed; False until there are none, or the person says that it is another.

    parent: the engagement that it hangs under. organisation: None for one that is not on file.
    """
    found = here.read("requests_alike", number=_identifier(number) or None, parent=parent, organisation=organisation)
    if found.empty:
        return True
    _warn(
        _("This request seems to be on file. Record another one only if it is not the same."),
        "request",
        [(row["request_id"], _named(row)) for row in rows.of(found)],
    )
    # What is ticked holds for those that were shown, not for one that somebody files meanwhile.
    return st.checkbox(_("Record it all the same"), key=f"{key}_besides_{'_'.join(sorted(found['request_id']))}")


def refuse_the_same(*, is_new: bool) -> None:
    """Raises KantokuError while a request may be one on file."""
    if not is_new:
        raise KantokuError(
            N_("Not recorded yet: it seems to be on file"),
            N_(
                "Look at the request named above. If this is another one, tick “Record it all the same” and save again."
            ),
        )


def _named(row: Row) -> str:
    number = row["number"] if isinstance(row["number"], str) else _("without a number")
    day = engagement_card.day(row["requested_on"])
    return f"{number} {row['organisation']} {_('requested {day}', day=day) if day else ''}".strip()


def _identifier(typed: str | None) -> str:
    """The number as it would be kept; nothing where it cannot be kept, which is told when it is recorded."""
    try:
        return text.identifier(typed or "")
    except text.UnusableText:
        return ""


def _warn(says: str, kind: str, named: Sequence[tuple[str, str]]) -> None:
    """named: those on file, id and how to call them. A link opens another tab, so that the form stays as it is."""
    if named:
        links = "、".join(f"[{literal(name)}]({_address(kind, id_)})" for id_, name in named[:_SHOWN])
        st.warning(f"{says} {links}", icon=":material/content_copy:")


def _address(kind: str, id_: str) -> str:
    return f"{_PAGES[kind]}?{urlencode({kind: id_} | ({'office': 'sample'} if office.is_sample() else {}))}"
