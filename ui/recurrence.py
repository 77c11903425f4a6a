"""Whether a finding recurs, and which earlier one it is: said where a finding is recorded or corrected."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import streamlit as st

from kantoku.records import Finding
from kantoku.wording import _
from ui import readings, rows, tables
from ui.page import Here

_NOT_ON_FILE = "not_on_file"
_WORDS = 24
"""How many characters of a finding tell it from others."""
_MOST = 500


def ask(
    here: Here,
    engagements: Sequence[str],
    *,
    key: str,
    known: Finding | None = None,
    of: str = "",
    item: str = "",
    label: str = "",
) -> Any:
    """The field; what it says as values, none where it says what is known already.

    engagements: whom the finding concerns, whose organisations' findings are offered. known: the finding that is
    corrected, of: its id. item: on which it is, where it is new. label: of the field where there are several, already
    translated.
    """
    named = earlier(here, engagements, known=known, of=of, item=item)
    begun = _begun(known)
    options = [*dict.fromkeys(["", *named, begun, _NOT_ON_FILE])]
    chosen = st.selectbox(
        label or _("Does it recur?"),
        options,
        index=options.index(begun),
        format_func=lambda id_: _worded(id_, named),
        filter_mode="contains",
        # Of other engagements other findings are offered.
        key="_".join([key, "recurs", *engagements]),
    )
    return {} if chosen == begun else said(chosen)


def earlier(
    here: Here, engagements: Sequence[str], *, known: Finding | None = None, of: str = "", item: str = ""
) -> dict[str, str]:
    """The earlier findings of the same organisations or item, the newest first: id → day, organisation, first words."""
    found = readings.kept(
        here,
        "findings_earlier",
        engagements=list(engagements),
        item=known.item_code if known else item or None,
        known=known.recurs_id if known else None,
        without=of or None,
        row_limit=_MOST,
    )
    seen: Counter[str] = Counter()
    named = {}
    for row in rows.of(found):
        line = _line(row)
        seen[line] += 1
        named[row["finding_id"]] = line if seen[line] == 1 else f"{line}（{seen[line]}）"
    return named


def said(chosen: str | None) -> dict[str, Any]:
    """What a choice says of the finding: whoever names the earlier one says that it recurs."""
    return {"is_recurrence": bool(chosen) or None, "recurs_id": None if chosen == _NOT_ON_FILE else chosen or None}


def _begun(known: Finding | None) -> str:
    if known is None:
        return ""
    return known.recurs_id or (_NOT_ON_FILE if known.is_recurrence else "")


def _worded(id_: str, named: dict[str, str]) -> str:
    fixed = {"": _("Not that is known"), _NOT_ON_FILE: _("Yes, the earlier finding is not on file")}
    return fixed.get(id_) or named.get(id_, id_)


def _line(row: rows.Row) -> str:
    words = " ".join(str(row["content"]).split())
    short = f"{words[:_WORDS]}…" if len(words) > _WORDS else words
    whose = next((each for each in (row["organisation"], row["section"]) if isinstance(each, str)), "")
    return " ".join(filter(None, (tables.date(row["found_on"]), whose, short)))
