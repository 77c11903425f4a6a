"""The items of a handling confirmation, group by group in the guideline's order, with the evidence asked for."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import Any, Literal

import streamlit as st

from kantoku.catalogue import ConfirmationItem
from kantoku.records.confirmation import ConfirmationMethod, ConfirmedItem, ItemResult
from kantoku.wording import _, language
from ui import choices, spoken

Answers = dict[str, ConfirmedItem]
"""What was answered, by the code of the item."""

Kept = dict[str, dict[str, Any]]
"""What is typed so far: code → result, evidence, how, note. It lies apart from the widgets, because only the items of
groups that stand open are drawn: all 55 at once would keep the person waiting."""


_BESIDE = 184
"""Pixels for the button beside a group, whatever it says, so that the boxes of all groups end on one line."""

_EVIDENCE, _HOW = 245, 145
"""Pixels for the fields in the line of an item."""

_ASKED = ("result", "evidence", "how", "note")


def answers(items: Sequence[ConfirmedItem]) -> Answers:
    return {item.code: item for item in items}


def ask(items: Sequence[ConfirmationItem], *, key: str, start: Answers, last: Answers, came_back: bool = False) -> None:
    """Shows every item with its result, what was seen and how, and for exceptions a remark. Read them with `given`.

    start: what to begin with. last: the confirmation before, against which differences are marked. came_back: the
    start is what a contractor answered on the form; what it leaves open is a person's to answer, see `take_over`.
    """
    begun = {item.code: start.get(item.code, ConfirmedItem(code=item.code)).model_dump() for item in items}
    if st.session_state.get(_place(key), {}).keys() != begun.keys():
        st.session_state[_place(key)] = begun
        unanswered = {code for code, answer in begun.items() if not answer["result"]}
        st.session_state[f"{key}_left_open"] = unanswered if came_back else set()
    _by_groups(key, items, last)


def take_over(given: Answers, *, key: str) -> None:
    """Puts answers in the place of those typed so far, such as those that came back on a form. For a callback.

    What is left open in them is a person's to answer, one by one: no button fills it in.
    """
    for code, answer in given.items():
        st.session_state[_place(key)][code] = answer.model_dump()
        for name in _ASKED:
            st.session_state.pop(f"{key}_{code}_{name}", None)
    st.session_state[f"{key}_left_open"] = {code for code, answer in given.items() if not answer.result}


def given(*, key: str) -> list[dict[str, Any]]:
    """The items as answered, those without any answer left out."""
    kept: Kept = st.session_state.get(_place(key), {})
    return [answer for answer in kept.values() if any(answer[name] for name in _ASKED)]


def differences(items: Sequence[ConfirmationItem], now: Answers, last: Answers) -> list[str]:
    """What became of each item that was answered otherwise the last time, as `F-c4: Partly done → Done`."""
    return [
        f"{item.code} {item.text(language())}：{shown(last[item.code].result)} → {shown(now[item.code].result)}"
        for item in items
        if item.code in now and item.code in last and now[item.code].result != last[item.code].result
    ]


def is_exception(result: ItemResult | None) -> bool:
    return result in (ItemResult.PARTLY, ItemResult.NOT_DONE)


def shown(result: ItemResult | None) -> str:
    return _(result.label) if result else _("not answered")


def _place(key: str) -> str:
    return f"{key}_answers"


@spoken.fragment
def _by_groups(key: str, items: Sequence[ConfirmationItem], last: Answers) -> None:
    """A fragment: a click on an item does not redraw the page around it."""
    kept: Kept = st.session_state[_place(key)]
    _collect(key, kept)
    open_ones = _open(items, kept)
    with st.container(horizontal=True, vertical_alignment="center"):
        done = len(items) - len(open_ones)
        st.markdown(f"**{_('{done} of {all} items answered', done=done, all=len(items))}**", width="stretch")
        _fill_button(_("Everything that is open: done"), f"{key}_all", key, _fillable(open_ones, key))
    for code, group in groupby(items, key=lambda item: item.group_code):
        _group(key, code, list(group), kept, last)
    st.markdown(_remarkable(items, kept, last, _left_open(key) & {item.code for item in open_ones}))


def _collect(key: str, kept: Kept) -> None:
    """Takes over what the widgets hold, before any of them goes away because its group was closed."""
    for code, answer in kept.items():
        for name in _ASKED:
            if (place := f"{key}_{code}_{name}") in st.session_state:
                answer[name] = st.session_state[place]


def _group(key: str, code: str, items: list[ConfirmationItem], kept: Kept, last: Answers) -> None:
    open_ones = _open(items, kept)
    with st.container(horizontal=True):
        # Its label stays the same: with another one the drawer would close under the person's hands.
        drawer = st.expander(
            f"**{code}**　{items[0].text(language(), 'group')}", key=f"{key}_group_{code}", on_change="rerun"
        )
        fillable = _fillable(open_ones, key)
        if fillable:
            said = _("The other {count}: done", count=len(fillable))
        elif open_ones:
            said = _("{count} open", count=len(open_ones))
        else:
            said = _("{count} answered", count=len(items))
        _fill_button(said, f"{key}_all_{code}", key, fillable, width=_BESIDE)
    if drawer.open:
        with drawer:
            for item in items:
                _item(key, item, kept[item.code], last.get(item.code))


def _remarkable(items: Sequence[ConfirmationItem], kept: Kept, last: Answers, left_open: AbstractSet[str]) -> str:
    """Which items are exceptions, which were answered otherwise the last time, and which a form left open."""
    exceptions = [item.code for item in items if is_exception(kept[item.code]["result"])]
    changed = [item.code for item in items if item.code in last and last[item.code].result != kept[item.code]["result"]]
    unanswered = [item.code for item in items if item.code in left_open]
    parts = {
        _("Exceptions"): exceptions,
        _("Changed since the last time"): changed,
        _("Left open, to be answered one by one"): unanswered,
    }
    colours = ("orange", "violet", "red")
    return "　".join(
        f":{colour}-badge[{title}] {'、'.join(codes)}"
        for colour, (title, codes) in zip(colours, parts.items(), strict=True)
        if codes
    )


def _fill_button(
    label: str,
    button_key: str,
    key: str,
    items: Sequence[ConfirmationItem],
    *,
    width: Literal["content"] | int = "content",
) -> None:
    st.button(
        label,
        key=button_key,
        on_click=_fill,
        args=(key, [item.code for item in items]),
        disabled=not items,
        icon=":material/done_all:",
        type="tertiary",
        width=width,
    )


def _fill(key: str, codes: Sequence[str]) -> None:
    for code in codes:
        st.session_state[_place(key)][code]["result"] = ItemResult.DONE
        st.session_state.pop(f"{key}_{code}_result", None)


def _item(key: str, item: ConfirmationItem, answer: dict[str, Any], last: ConfirmedItem | None) -> None:
    """One item; what its widgets hold goes into the answer."""
    # Set beforehand only what a button may change: a text set by the program would overwrite one being typed.
    st.session_state.setdefault(f"{key}_{item.code}_result", answer["result"])
    st.markdown(f"**{item.code}** {item.text(language())}{_before(answer, last)}")
    line = st.container(horizontal=True, vertical_alignment="center")  # which wraps where there is no room
    answer["result"] = line.segmented_control(
        _("Result of {item}", item=item.code),
        list(ItemResult),
        format_func=lambda code: choices.segment(_(code.label)),
        key=f"{key}_{item.code}_result",
        label_visibility="collapsed",
    )
    answer["evidence"] = line.text_input(
        _("Evidence for {item}", item=item.code),
        value=answer["evidence"] or "",
        key=f"{key}_{item.code}_evidence",
        placeholder=item.text(language(), "evidence"),
        label_visibility="collapsed",
        width=_EVIDENCE,
    )
    answer["how"] = line.selectbox(
        _("How {item} was confirmed", item=item.code),
        list(ConfirmationMethod),
        index=_position(answer["how"]),
        format_func=lambda code: _(code.label),
        key=f"{key}_{item.code}_how",
        placeholder=_("As overall"),
        label_visibility="collapsed",
        width=_HOW,
    )
    if is_exception(answer["result"]):
        answer["note"] = st.text_input(
            _("What is lacking in {item}, and how it is put right", item=item.code),
            value=answer["note"] or "",
            key=f"{key}_{item.code}_note",
        )


def _position(how: ConfirmationMethod | None) -> int | None:
    return None if how is None else list(ConfirmationMethod).index(how)


def _before(answer: dict[str, Any], last: ConfirmedItem | None) -> str:
    if not last or last.result == answer["result"]:
        return ""
    return f"　:violet-badge[{_('last time: {result}', result=shown(last.result))}]"


def _open(items: Sequence[ConfirmationItem], kept: Kept) -> list[ConfirmationItem]:
    return [item for item in items if not kept[item.code]["result"]]


def _left_open(key: str) -> AbstractSet[str]:
    """Items to which a form that was taken over, now or in the record that was begun from, gave no answer."""
    found: AbstractSet[str] = st.session_state.get(f"{key}_left_open", set())
    return found


def _fillable(items: Sequence[ConfirmationItem], key: str) -> list[ConfirmationItem]:
    return [item for item in items if item.code not in _left_open(key)]
