"""What changed between two states of the oversight, in words: for the screen, and as a file."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from kantoku import rules
from kantoku.dates import show_date, wareki
from kantoku.exports.columns import Column, is_none, of, plain
from kantoku.exports.comparison import UNKNOWN, WITHDRAWN, Change
from kantoku.exports.lists import CONTRACT_NUMBER, ORGANISATION
from kantoku.exports.states import AuditState, ConfirmationState, Level, PermissionState, Standing, tier
from kantoku.records import Contract, Organisation
from kantoku.records.base import Choice
from kantoku.records.finding import FindingState
from kantoku.records.incident import IncidentState
from kantoku.records.vocabulary import DataClass
from kantoku.wording import N_, _, language


class Life(Choice):
    """Whether work is going on. Source: queries/reports/compared_work.sql."""

    NOT_BEGUN = "not_begun", N_("Not begun yet")
    UNDER_WAY = "under_way", N_("Under way")
    ENDED = "ended", N_("Ended")


CHANGES: Mapping[str, Column] = {
    "contract_number": CONTRACT_NUMBER,
    "contract_title": of(Contract, "title")["title"],
    **of(Contract, "section"),
    "tier_word": Column(N_("Tier")),
    "organisation": ORGANISATION,
    **of(Organisation, "corporate_number"),
    "kind": Column(N_("Kind of change")),
    "about": Column(N_("Rule, finding or incident")),
    "before": Column(N_("Before")),
    "after": Column(N_("After")),
}
"""The columns of what changed, with what with_words adds."""

FIGURES: Mapping[str, str] = {
    "contracts": N_("Contracts under way"),
    "subcontracts": N_("Subcontracts under way"),
    "unpermitted": N_("Subcontracts without permission"),
    "unconfirmed": N_("Subcontracts without a confirmation"),
    "unaudited": N_("Subcontractors never audited"),
    "overdue": N_("Subcontractors overdue for audit"),
    "breach": N_("Work under way in breach"),
    "needs_action": N_("Work under way that needs action"),
    "open_findings": N_("Findings not closed"),
    "hits": N_("Rule hits"),
}
"""The numbers of queries/reports/compared_totals.sql in their order."""


def with_words(changes: pd.DataFrame, *, is_short: bool = False) -> pd.DataFrame:
    """The changes with tier_word, kind, about, what, before and after, in the running context's language.

    is_short: days as R8.4.1, for a list that has little room.
    """
    show = _short if is_short else _long
    kind = [_(Change(code).label) for code in changes["change"]]
    about = [_about(*found) for found in zip(changes["change"], plain(changes["subject"]), strict=True)]
    return changes.assign(
        tier_word=["" if pd.isna(number) else tier(int(number)) for number in changes["tier"]],
        kind=kind,
        about=about,
        what=list(map(_what, changes["change"], kind, about)),
        before=_sides(changes, "before", show),
        after=_sides(changes, "after", show),
    )


def counted(changes: pd.DataFrame) -> pd.DataFrame:
    """How many changes there are of each kind, in the order of the kinds: change, kind, count."""
    counts = changes["change"].value_counts()
    rows = [(code.value, _(code.label), int(counts[code.value])) for code in Change if code.value in counts]
    return pd.DataFrame(rows, columns=["change", "kind", "count"])


def _what(change: str, kind: str, about: str) -> str:
    """Of a rule its name: whether it is broken, the two sides say."""
    return about if change in _HITS else f"{kind}：{about}" if about else kind


def _about(change: str, subject: Any) -> str:
    if is_none(subject):
        return ""
    return f"{subject} {rules.load()[subject].title}" if change in _HITS else str(subject)


_HITS = (Change.HIT_NEW, Change.HIT_GONE)
ShowDay = Callable[[datetime.date], str]


def _sides(changes: pd.DataFrame, side: str, show: ShowDay) -> list[str]:
    """How it stood on one side; what occurs often is put into words once."""
    parts = [plain(changes[f"{part}_{side}"]) for part in ("state", "on", "until", "text")]
    known: dict[tuple[Any, ...], str] = {}
    said = []
    for change, *found in zip(changes["change"], *parts, strict=True):
        key = (change, *map(_plain, found))
        if key not in known:
            known[key] = _side(show, change, *key[1:])
        said.append(known[key])
    return said


def _plain(value: Any) -> Any:
    if is_none(value):
        return None
    return value.date() if isinstance(value, datetime.datetime) else value


def _side(show: ShowDay, change: str, state: Any, on: Any, until: Any, text: str | None) -> str:
    word = _word(change, state) if state is not None else ""
    if change == Change.PLACE:
        text = text and _("from {organisation}", organisation=text)
    is_period = change in _PERIODS or (change == Change.CONTRACT_GONE and state is None)
    days = _period(show, on, until) if is_period else _day(show, change, state, on)
    told = "　".join(filter(None, (days, text)))
    if not word or not told:
        return word or told or _("None")
    return f"{word}（{told}）" if language() == "ja" else f"{word} ({told})"


_PERIODS = (Change.PERIOD, Change.CONTRACT_NEW)


def _day(show: ShowDay, change: str, state: str | None, day: datetime.date | None) -> str:
    """The day, with what was on it where the state alone would mislead."""
    if day is None:
        return ""
    shown = show(day)
    if change in _HITS or state == PermissionState.LAPSED:
        return _("since {day}", day=shown)
    if state in _LAST:
        return _("last time {day}", day=shown)
    return _(_ON[change], day=shown) if change in _ON and state not in _OFF_RECORD else shown


_LAST = (AuditState.OVERDUE, AuditState.DUE_SOON, ConfirmationState.EXPIRED)
_ON: Mapping[str, str] = {
    **dict.fromkeys((Change.FINDING_NEW, Change.FINDING_GONE), N_("found on {day}")),
    **dict.fromkeys((Change.INCIDENT_NEW, Change.INCIDENT_GONE), N_("known on {day}")),
}


def _period(show: ShowDay, first: datetime.date | None, last: datetime.date | None) -> str:
    if first is None and last is None:
        return ""
    return "～".join("" if day is None else show(day) for day in (first, last))


def _long(day: datetime.date) -> str:
    return show_date(day, language())


def _short(day: datetime.date) -> str:
    return wareki(day, short=True) if language() == "ja" else _long(day)


def _word(change: str, state: Any) -> str:
    if state in _OFF_RECORD:
        return _(_OFF_RECORD[state])
    return _WORDS[change](state)


_OFF_RECORD = {WITHDRAWN: N_("Taken off the record"), UNKNOWN: N_("Not on record yet")}


def _of(vocabulary: type[Choice]) -> Callable[[Any], str]:
    return lambda code: _(vocabulary(code).label)


_WORDS: Mapping[str, Callable[[Any], str]] = {
    **dict.fromkeys((change for change in Change if change.endswith(("_begun", "_ended", "_turned"))), _of(Life)),
    **dict.fromkeys((Change.TIER_NEW, Change.TIER_GONE, Change.PERMISSION), _of(PermissionState)),
    **dict.fromkeys(_HITS, _of(Level)),
    **dict.fromkeys((change for change in Change if change.startswith("finding")), _of(FindingState)),
    **dict.fromkeys((change for change in Change if change.startswith("incident")), _of(IncidentState)),
    Change.CONFIRMATION: _of(ConfirmationState),
    Change.AUDIT: _of(AuditState),
    Change.STANDING: _of(Standing),
    Change.DATA: _of(DataClass),
    Change.PLACE: lambda number: tier(int(number)),
}
