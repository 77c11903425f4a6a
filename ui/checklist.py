"""The items of a handling confirmation, group by group in the guideline's order, with the evidence asked for."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from kantoku import catalogue
from kantoku.catalogue import ConfirmationItem
from kantoku.records.confirmation import ConfirmedItem, ItemResult
from kantoku.wording import _, language

Answers = dict[str, ConfirmedItem]
"""What was answered, by the code of the item."""


def answers(items: Sequence[ConfirmedItem]) -> Answers:
    return {item.code: item for item in items}


def ask(*, key: str, start: Answers, last: Answers, version: str | None = None) -> None:
    """Shows every item with its result, what was seen, and for exceptions a remark. Read them back with `given`.

    start: what to begin with. last: the confirmation before, against which differences are marked. version: of the list.
    """
    items = catalogue.confirmation_items(version)
    for item in items:
        _begin(key, item, start.get(item.code))
    _answer_by_clicks(key, items, last)


def given(*, key: str, version: str | None = None) -> list[dict[str, Any]]:
    """The items as answered, those without any answer left out."""
    found = (
        {
            "code": item.code,
            "result": st.session_state.get(f"{key}_{item.code}_result"),
            "evidence": (st.session_state.get(f"{key}_{item.code}_evidence") or "").strip(),
            "note": (st.session_state.get(f"{key}_{item.code}_note") or "").strip(),
        }
        for item in catalogue.confirmation_items(version)
    )
    return [answer for answer in found if any(value for name, value in answer.items() if name != "code")]


def differences(now: Answers, last: Answers, version: str | None = None) -> list[str]:
    """What became of each item that was answered otherwise the last time, as `F-c4: partly done → done`."""
    return [
        f"{item.code} {item.text(language())}：{shown(last[item.code].result)} → {shown(now[item.code].result)}"
        for item in catalogue.confirmation_items(version)
        if item.code in now and item.code in last and now[item.code].result != last[item.code].result
    ]


def shown(result: ItemResult | None) -> str:
    return _(result.label) if result else _("not answered")


def _begin(key: str, item: ConfirmationItem, start: ConfirmedItem | None) -> None:
    """Sets the widgets' values before they are drawn, so that a group's button can change them."""
    known = start or ConfirmedItem(code=item.code)
    for name, value in (("result", known.result), ("evidence", known.evidence or ""), ("note", known.note or "")):
        st.session_state.setdefault(f"{key}_{item.code}_{name}", value)


@st.fragment
def _answer_by_clicks(key: str, items: Sequence[ConfirmationItem], last: Answers) -> None:
    """A fragment: a click on an item does not redraw the page around the list."""
    open_ones = [item for item in items if not _result(key, item)]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("{done} of {all} items answered", done=len(items) - len(open_ones), all=len(items)), width="stretch")
        st.button(
            _("Everything that is open: done"), key=f"{key}_all", on_click=_fill, args=(key, open_ones), disabled=not open_ones,
            icon=":material/done_all:",
        )
    for code, group in groupby(items, key=lambda item: item.group_code):
        _group(key, code, list(group), last)


def _group(key: str, code: str, items: list[ConfirmationItem], last: Answers) -> None:
    open_ones = [item for item in items if not _result(key, item)]
    exceptions = sum(_is_exception(key, item) for item in items)
    label = f"**{code}** {items[0].text(language(), 'group')} — {len(items) - len(open_ones)} / {len(items)}"
    label += f"　:orange-badge[{_('{count} exceptions', count=exceptions)}]" if exceptions else ""
    icon = ":material/radio_button_unchecked:" if open_ones else ":material/check_circle:"
    with st.expander(label, icon=icon, key=f"{key}_group_{code}", expanded=bool(open_ones) and code == "A"):
        if open_ones:
            st.button(
                _("All of this group: done"), key=f"{key}_all_{code}", on_click=_fill, args=(key, open_ones),
                icon=":material/done_all:", type="tertiary",
            )
        for item in items:
            _item(key, item, last.get(item.code))


def _item(key: str, item: ConfirmationItem, last: ConfirmedItem | None) -> None:
    text, result, evidence = st.columns([5, 4, 3], vertical_alignment="center")
    before = _before(key, item, last)
    text.markdown(f"**{item.code}** {item.text(language())}{before}")
    result.segmented_control(
        _("Result of {item}", item=item.code),
        list(ItemResult),
        format_func=lambda code: _(code.label),
        key=f"{key}_{item.code}_result",
        label_visibility="collapsed",
    )
    evidence.text_input(
        _("Evidence for {item}", item=item.code),
        key=f"{key}_{item.code}_evidence",
        placeholder=item.text(language(), "evidence"),
        label_visibility="collapsed",
    )
    if _is_exception(key, item):
        st.text_input(
            _("What is lacking in {item}, and how it is put right", item=item.code), key=f"{key}_{item.code}_note"
        )


def _before(key: str, item: ConfirmationItem, last: ConfirmedItem | None) -> str:
    if not last or last.result == _result(key, item):
        return ""
    return f"　:violet-badge[{_('last time: {result}', result=shown(last.result))}]"


def _result(key: str, item: ConfirmationItem) -> ItemResult | None:
    return st.session_state.get(f"{key}_{item.code}_result")


def _is_exception(key: str, item: ConfirmationItem) -> bool:
    return _result(key, item) in (ItemResult.PARTLY, ItemResult.NOT_DONE)


def _fill(key: str, items: Sequence[ConfirmationItem]) -> None:
    for item in items:
        st.session_state[f"{key}_{item.code}_result"] = ItemResult.DONE
