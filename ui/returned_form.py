"""The form for the contractor: downloaded blank, read back filled in, its answers taken over into the confirmation."""

from typing import NamedTuple

import streamlit as st

from kantoku import item_lists
from kantoku.errors import KantokuError
from kantoku.exports import confirmation_form
from kantoku.exports.confirmation_form import Addressee
from kantoku.imports import confirmation_form as sent_back
from kantoku.item_lists import ItemList
from kantoku.records import HandlingConfirmation
from kantoku.records.confirmation import ConfirmationMethod, ConfirmedItem
from kantoku.uploads import LARGEST_MB, Upload
from kantoku.wording import N_, _
from ui import checklist, downloads, engagement_card, page, states, values
from ui.literal import literal
from ui.page import Here


class Back(NamedTuple):
    """A form that came back. asked: the list of items on it."""

    upload: Upload
    asked: ItemList
    answers: checklist.Answers
    unread: tuple[str, ...]


class OfAnother(KantokuError):
    def __init__(self, whose: str) -> None:
        super().__init__(
            N_("This form is about another engagement"),
            N_("It was made for: {whose}. Open that engagement, and read it there."),
            whose=whose,
        )


def ask(here: Here, engagement_id: str, asked: ItemList, last: HandlingConfirmation | None, *, key: str) -> Back | None:
    """A drawer to send the form out and to read it back. Returns the form once it was chosen."""
    with st.expander(_("By a workbook that the contractor fills in"), icon=":material/table_view:"):
        _send(here, engagement_id, asked, last)
        chosen = st.file_uploader(
            _("The workbook as it came back"), type=[".xlsx"], max_upload_size=LARGEST_MB, key=f"{key}_workbook"
        )
        if chosen is None:
            return None
        try:
            back = _read(here, engagement_id, chosen.name, chosen.getvalue())
        except KantokuError as error:
            page.show_error(error)
            return None
        _tell(back, last, key)
    return back


def _send(here: Here, engagement_id: str, asked: ItemList, last: HandlingConfirmation | None) -> None:
    row = engagement_card.facts(here, engagement_id)
    facts = [
        (_("Contract no."), str(row["contract_number"])),
        (_("Title"), str(row["contract_title"])),
        (_("Organisation"), f"{row['organisation']}（{states.tier(row['tier'])}）"),
        (_("Version of the item list"), asked.version),
        (_("Filled in on, by"), ""),
    ]
    handles_spi = bool(row["handles_spi"]) or row["data_class"] == "unknown"
    addressee = Addressee(str(row["contract_id"]), engagement_id, facts, handles_spi=handles_spi)
    # What was confirmed of other work of theirs is no answer for this one.
    before = checklist.answers(last.items if last and last.engagement_id == engagement_id else ())
    downloads.button(
        here,
        _("Download the form for the contractor"),
        downloads.file_name(_("confirmation form"), row["contract_number"], row["organisation"], ending=".xlsx"),
        downloads.XLSX,
        lambda: confirmation_form.blank(addressee, asked, before),
    )


def _read(here: Here, engagement_id: str, name: str, content: bytes) -> Back:
    """Raises NotTheForm, OfAnother or NotFound, and what Upload.of raises."""
    found = sent_back.read(content)
    if found.engagement_id != engagement_id:
        raise OfAnother(values.names(here, [found.engagement_id]).get(found.engagement_id, "—"))
    asked = item_lists.of_version(here.ledger, found.checklist_id, found.version)
    came = {item.code: item for item in found.items}
    # A line that was deleted from the form is a question without an answer, not last year's answer.
    answers = {item.code: came.get(item.code, ConfirmedItem(code=item.code)) for item in asked.items}
    return Back(Upload.of(name, content), asked, answers, found.unread)


def _tell(back: Back, last: HandlingConfirmation | None, key: str) -> None:
    """What came back, and how it differs from the last confirmation, before anything of it is taken over."""
    done = sum(answer.result is not None for answer in back.answers.values())
    st.markdown(
        _(
            "{done} of {all} items are answered in “{name}”.",
            done=done,
            all=len(back.asked.items),
            name=literal(back.upload.name),
        )
    )
    if back.unread:
        st.warning(_("Not one of the choices, so left open: {codes}", codes="、".join(map(literal, back.unread))))
    if last and last.items:
        found = checklist.differences(back.asked.items, back.answers, checklist.answers(last.items))
        day = engagement_card.day(last.confirmed_on)
        st.markdown(f"**{_('Against the confirmation of {day}', day=day)}**")
        st.markdown(
            "\n".join(f"- {literal(line)}" for line in found) if found else _("No item was answered otherwise.")
        )
    st.button(
        _("Take over these answers"),
        key=f"{key}_take_over",
        on_click=_take_over,
        args=(back, key),
        icon=":material/download_done:",
    )
    st.caption(_("Look through them below, then record the confirmation; the workbook is kept with it as its sheet."))


def _take_over(back: Back, key: str) -> None:
    """The answers, the way they were given (in writing), and what the contractor says to put right, unless typed."""
    checklist.take_over(back.answers, key=key)
    st.session_state[f"{key}_method"] = ConfirmationMethod.WRITTEN
    lacking = [
        f"{code}：{item.note}"
        for code, item in back.answers.items()
        if checklist.is_exception(item.result) and item.note
    ]
    if lacking and not st.session_state.get(f"{key}_shortfalls"):
        st.session_state[f"{key}_shortfalls"] = "\n".join(lacking)
