"""The auditors of an audit in one line of text: 所属／氏名、所属／氏名."""

import streamlit as st

from kantoku.records import Audit
from kantoku.wording import _
from ui import entered

_BETWEEN = "／"


def ask(key: str, audit: Audit | None) -> list[dict[str, str | None]]:
    """The auditors as typed in one line, the way one writes them down; plain values."""
    held = audit.auditors if audit else ()
    shown = "、".join(f"{each.organisation}{_BETWEEN}{each.name}" if each.organisation else each.name for each in held)
    line = st.text_input(
        entered.completing(_("Auditors")),
        value=shown,
        key=f"{key}_auditors_line",
        placeholder=_("Section／Name, next one"),
        help=_("Affiliation and name with ／ between them, several with 、 between them."),
    )
    return [_auditor(each) for each in line.replace(",", "、").split("、") if each.strip()]


def _auditor(written: str) -> dict[str, str | None]:
    organisation, _slash, name = written.replace("/", _BETWEEN).rpartition(_BETWEEN)
    return {"organisation": organisation.strip() or None, "name": name.strip()}
