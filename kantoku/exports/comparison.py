"""What changed in the oversight between two states of it: one row a change, whether recorded or come about by time.

Both sides are read as the ledger knew them, so the answer for two given states never changes.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from kantoku.errors import KantokuError
from kantoku.exports.scope import NothingInScope, Scope
from kantoku.reading import Reading
from kantoku.records.base import Choice
from kantoku.wording import N_


class Change(Choice):
    """What kind of change it is, in the order in which those of one piece of work are listed."""

    CONTRACT_NEW = "contract_new", N_("Contract added")
    CONTRACT_BEGUN = "contract_begun", N_("Contract begun")
    CONTRACT_ENDED = "contract_ended", N_("Contract ended")
    CONTRACT_TURNED = "contract_turned", N_("Progress of the contract set back")
    CONTRACT_GONE = "contract_gone", N_("Contract taken off the record")
    TIER_NEW = "tier_new", N_("Subcontract added")
    TIER_BEGUN = "tier_begun", N_("Subcontract begun")
    TIER_ENDED = "tier_ended", N_("Subcontract over")
    TIER_TURNED = "tier_turned", N_("Progress of the subcontract set back")
    TIER_GONE = "tier_gone", N_("Subcontract taken off the record")
    PARTY = "party", N_("Other organisation")
    PLACE = "place", N_("Other place in the chain")
    SECTION = "section", N_("Other section in charge")
    PERIOD = "period", N_("Period of the work changed")
    DATA = "data", N_("Data class changed")
    PERMISSION = "permission", N_("Permission to subcontract")
    CONFIRMATION = "confirmation", N_("Confirmation of the handling")
    AUDIT = "audit", N_("Audit")
    STANDING = "standing", N_("Overall standing")
    HIT_NEW = "hit_new", N_("Rule broken")
    HIT_GONE = "hit_gone", N_("Rule no longer broken")
    FINDING_NEW = "finding_new", N_("Finding made")
    FINDING_MOVED = "finding_moved", N_("Correction of the finding")
    FINDING_CLOSED = "finding_closed", N_("Finding closed")
    FINDING_REOPENED = "finding_reopened", N_("Finding open again")
    FINDING_GONE = "finding_gone", N_("Finding taken off the record")
    INCIDENT_NEW = "incident_new", N_("Incident known")
    INCIDENT_MOVED = "incident_moved", N_("Report of the incident")
    INCIDENT_CLOSED = "incident_closed", N_("Incident settled")
    INCIDENT_REOPENED = "incident_reopened", N_("Incident open again")
    INCIDENT_GONE = "incident_gone", N_("Incident taken off the record")


WITHDRAWN, UNKNOWN = "withdrawn", "unknown_then"
"""What is told of a side on which something is not on record: withdrawn before it, or not recorded yet."""


class NothingInCommon(KantokuError):
    """The scopes of what is compared have no contract in common."""

    def __init__(self) -> None:
        super().__init__(
            N_("Nothing to compare"),
            N_("The two exports have no contract in common. Choose exports whose scopes overlap."),
        )


@dataclass(frozen=True)
class Side:
    """A state of the oversight. as_of: what was true on that day. at_seq: the last entry that counts."""

    as_of: datetime.date
    at_seq: int


@dataclass(frozen=True)
class Aspect:
    """What can change in a piece of work that both sides know: a change of any column `compared` is one.

    state, on, until, text: the columns that tell how it stands. of: contract or tier, where it is told of these only.
    """

    change: Change
    compared: tuple[str, ...]
    state: str = ""
    on: str = ""
    until: str = ""
    text: str = ""
    of: str = ""


_ASPECTS = (
    Aspect(Change.PARTY, ("organisation_id",), text="organisation"),
    Aspect(Change.PLACE, ("parent_id", "tier"), state="tier", text="parent_organisation", of="tier"),
    Aspect(Change.SECTION, ("section",), text="section", of="contract"),
    Aspect(Change.PERIOD, ("starts_on", "ends_on"), on="starts_on", until="ends_on"),
    Aspect(Change.DATA, ("data_class",), state="data_class"),
    Aspect(
        Change.PERMISSION,
        ("permission_state", "permission_on", "permission_number"),
        state="permission_state",
        on="permission_on",
        text="permission_number",
        of="tier",
    ),
    Aspect(Change.CONFIRMATION, ("confirmation_state", "confirmed_on"), state="confirmation_state", on="confirmed_on"),
    Aspect(Change.AUDIT, ("audit_state", "last_audited_on"), state="audit_state", on="last_audited_on"),
    Aspect(Change.STANDING, ("standing",), state="standing"),
)
_PERIOD, _PERMISSION = (
    next(aspect for aspect in _ASPECTS if aspect.change is change) for change in (Change.PERIOD, Change.PERMISSION)
)
_LIFE = Aspect(Change.CONTRACT_BEGUN, ("life",), state="life", on="life_on")
_KNOWN = Aspect(Change.FINDING_NEW, (), state="state", on="known_on")
_MOVED = Aspect(Change.FINDING_MOVED, ("state",), state="state")
_CLOSED = Aspect(Change.FINDING_CLOSED, (), state="state", on="closed_on")
_HIT = Aspect(Change.HIT_NEW, (), state="level", on="since")

_TOLD = ("state", "on", "until", "text")
_ABOUT = ("contract_number", "contract_title", "section", "tier", "organisation", "corporate_number")
COLUMNS = (
    "change",
    "contract_id",
    "engagement_id",
    *_ABOUT,
    "subject",
    *(f"{part}_before" for part in _TOLD),
    *(f"{part}_after" for part in _TOLD),
)
"""subject: the rule, the finding or the incident. *_before, *_after: how it stood, as codes, days and plain text."""


def compare(ledger: Reading, earlier: Side, later: Side, contracts: Sequence[str] | None = None) -> pd.DataFrame:
    """What changed, one row a change with COLUMNS, ordered by contract, tier and organisation.

    contracts: the ids of those compared, all if not given.
    """
    return _Comparison(ledger, earlier, later, contracts).changes()


def totals(ledger: Reading, side: Side, contracts: Sequence[str] | None = None) -> dict[str, int]:
    """One side in numbers, by the names of queries/reports/compared_totals.sql."""
    row = _read(ledger, "compared_totals", side, contracts).iloc[0]
    return {str(name): int(count) for name, count in row.items()}


def in_common(ledger: Reading, sides: Sequence[Side], scopes: Sequence[Scope]) -> tuple[str, ...] | None:
    """The ids of the contracts that lie in every scope, on whichever side; None for all. Raises NothingInCommon."""
    found = [_on_either(ledger, sides, scope) for scope in dict.fromkeys(scopes) if scope.given()]
    if not found:
        return None
    common = sorted(set.intersection(*found))
    if not common:
        raise NothingInCommon
    return tuple(common)


def _on_either(ledger: Reading, sides: Sequence[Side], scope: Scope) -> set[str]:
    found: set[str] = set()
    for side in sides:
        try:
            found.update(scope.contracts(ledger, as_of=side.as_of, at_seq=side.at_seq) or ())
        except NothingInScope:
            continue
    return found


def _read(ledger: Reading, report: str, side: Side, contracts: Sequence[str] | None, **values: Any) -> pd.DataFrame:
    given = None if contracts is None else list(contracts)
    return ledger.read(report, as_of=side.as_of, at_seq=side.at_seq, contracts=given, **values)


@dataclass(frozen=True)
class _Comparison:
    ledger: Reading
    earlier: Side
    later: Side
    contracts: Sequence[str] | None

    def changes(self) -> pd.DataFrame:
        found = [
            *self._work(),
            *self._hits(),
            *self._followed("finding", "compared_findings"),
            *self._followed("incident", "compared_incidents"),
        ]
        rows = pd.concat([frame for frame in found if len(frame)] or [pd.DataFrame(columns=["change"])])
        return self._in_order(rows.reset_index(drop=True))

    def _joined(self, report: str, key: str) -> pd.DataFrame:
        """Both sides beside each other; `_merge` tells on which of them a row is."""
        before, after = (_read(self.ledger, report, side, self.contracts) for side in (self.earlier, self.later))
        return before.merge(after, on=key, how="outer", suffixes=("_before", "_after"), indicator=True)

    @cached_property
    def _works(self) -> pd.DataFrame:
        return self._joined("compared_work", "engagement_id")

    @cached_property
    def _withdrawn(self) -> pd.DataFrame:
        found = _read(self.ledger, "compared_withdrawn", self.later, None, after_seq=self.earlier.at_seq)
        return found.set_index("record_id")

    def _work(self) -> Iterator[pd.DataFrame]:
        works = self._works
        is_contract = _either(works, "contract_id") == works["engagement_id"]
        both = works["_merge"] == "both"
        for aspect in _ASPECTS:
            rows = both & _differs(works, aspect) & (is_contract if aspect.of == "contract" else True)
            yield _told(works[rows & (~is_contract if aspect.of == "tier" else True)], aspect)
        is_moved = both & _differs(works, _LIFE) & works["life_before"].notna() & works["life_after"].notna()
        for of, kind, told in ((is_contract, "contract", _PERIOD), (~is_contract, "tier", _PERMISSION)):
            yield from self._come_and_gone(works[of], kind, told, "engagement_id")
            yield from _lives(works[is_moved & of], kind)

    def _come_and_gone(self, rows: pd.DataFrame, kind: str, told: Aspect, key: str) -> Iterator[pd.DataFrame]:
        yield _told(rows[rows["_merge"] == "right_only"], told, Change(f"{kind}_new"), sides=("after",))
        gone = rows[rows["_merge"] == "left_only"]
        yield self._off_record(_told(gone, told, Change(f"{kind}_gone"), sides=("before",)), gone[key])

    def _off_record(self, rows: pd.DataFrame, ids: "pd.Series[Any]") -> pd.DataFrame:
        """The rows with who took it off the record, when and why."""
        found = self._withdrawn.reindex(ids.to_numpy())
        is_withdrawn = found["actor"].notna().to_numpy()
        said = (found["actor"].fillna("") + "　" + found["reason"].fillna("")).str.strip("　")
        return rows.assign(
            state_after=[WITHDRAWN if withdrawn else UNKNOWN for withdrawn in is_withdrawn],
            on_after=pd.to_datetime(found["withdrawn_on"]).to_numpy(),
            text_after=said.where(is_withdrawn, None).to_numpy(),
        )

    def _hits(self) -> Iterator[pd.DataFrame]:
        hits = self._joined("compared_hits", "hit_key")
        for side, only, change in (
            ("after", "right_only", Change.HIT_NEW),
            ("before", "left_only", Change.HIT_GONE),
        ):
            rows = hits[hits["_merge"] == only]
            yield _told(rows, _HIT, change, sides=(side,)).assign(subject=rows[f"rule_{side}"])

    def _followed(self, kind: str, report: str) -> Iterator[pd.DataFrame]:
        """Findings or incidents: made, moved on, closed, open again, or off the record."""
        rows = self._joined(report, "record_id")
        rows = rows.assign(
            subject=(_either(rows, "number").fillna("") + "　" + _either(rows, "called").fillna("")).str.strip("　"),
            section=_either(rows, "section"),
        )
        yield from self._come_and_gone(rows, kind, _KNOWN, "record_id")
        both = rows[rows["_merge"] == "both"]
        was, is_ = both["is_closed_before"].astype(bool), both["is_closed_after"].astype(bool)
        yield _told(both[~was & is_], _CLOSED, Change(f"{kind}_closed"))
        yield _told(both[was & ~is_], _CLOSED, Change(f"{kind}_reopened"))
        yield _told(both[~was & ~is_ & _differs(both, _MOVED)], _MOVED, Change(f"{kind}_moved"))

    def _in_order(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows with the names of what they are about, as it was last known."""
        works = self._works
        named = pd.DataFrame({name: _either(works, name) for name in ("contract_id", *_ABOUT)}).assign(
            engagement_id=works["engagement_id"]
        )
        rows = rows.reindex(columns=[name for name in COLUMNS if name not in {"contract_id", *_ABOUT} - {"section"}])
        found = rows.merge(named, on="engagement_id", how="left", suffixes=("_own", ""))
        found = found.assign(
            section=found["section"].combine_first(found["section_own"]),
            order=found["change"].map({change.value: place for place, change in enumerate(Change)}),
        )
        by = ["contract_number", "contract_id", "tier", "organisation", "engagement_id", "order", "subject"]
        days = ["on_before", "on_after", "state_before", "state_after"]
        ordered = found.sort_values([*by, *days], kind="stable", na_position="last", ignore_index=True)
        return ordered[list(COLUMNS)]


def _lives(rows: pd.DataFrame, kind: str) -> Iterator[pd.DataFrame]:
    """What began, what ended, and what is no longer begun or ended because its days were changed."""
    was, is_ = rows["life_before"], rows["life_after"]
    ended = is_ == "ended"
    begun = (was == "not_begun") & (is_ == "under_way")
    for chosen, change in ((begun, "begun"), (ended, "ended"), (~ended & ~begun, "turned")):
        yield _told(rows[chosen], _LIFE, Change(f"{kind}_{change}"))


def _told(
    rows: pd.DataFrame, aspect: Aspect, change: Change | None = None, *, sides: tuple[str, ...] = ("before", "after")
) -> pd.DataFrame:
    """A row a change, with how it stood on these sides."""
    parts = {
        f"{part}_{side}": rows[f"{getattr(aspect, part)}_{side}"]
        for part in _TOLD
        if getattr(aspect, part)
        for side in sides
    }
    about = {name: rows[name] for name in ("subject", "section") if name in rows}
    ids = rows["engagement_id"] if "engagement_id" in rows else _either(rows, "engagement_id")
    return pd.DataFrame(
        {"change": (change or aspect.change).value, "engagement_id": ids, **about, **parts}, index=rows.index
    )


def _either(rows: pd.DataFrame, name: str) -> "pd.Series[Any]":
    """A column as the later side has it, as the earlier one where that has no such row."""
    return rows[f"{name}_after"].where(rows["_merge"] != "left_only", rows[f"{name}_before"])


def _differs(rows: pd.DataFrame, aspect: Aspect) -> "pd.Series[bool]":
    differs = pd.Series(data=False, index=rows.index)
    for name in aspect.compared:
        before, after = rows[f"{name}_before"], rows[f"{name}_after"]
        differs |= ~((before == after) | (before.isna() & after.isna()))
    return differs
