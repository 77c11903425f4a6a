"""What the journal notes of an export, in words: what kind it was, of what, and at which clocks."""

import datetime
import json
from typing import Any

import pandas as pd

from kantoku.dates import show_moment
from kantoku.exports.scope import Scope
from kantoku.wording import N_, _, language

_SORTS = {
    "pack": N_("Pack"),
    "register": N_("Oversight register"),
    "list": N_("List"),
    "document": N_("Document to print"),
}


def sort(code: str) -> str:
    """What kind of export it was."""
    return _(_SORTS[code])


def scope_of(noted: Any) -> Scope:
    """Its scope, from the JSON of its note."""
    return Scope.noted(json.loads(noted) if isinstance(noted, str) else None)


def scope(noted: Any) -> str:
    """Its scope in words; nothing for a list, which says none."""
    if not isinstance(noted, str):
        return ""
    found = scope_of(noted)
    return found.told() if found.given() else _("All contracts")


def moment(known_at: datetime.datetime | None) -> str:
    return show_moment(known_at, language()) if known_at is not None and not pd.isna(known_at) else ""
