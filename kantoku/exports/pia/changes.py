"""What changed in table Ⅱ-4 since a day: the rows of annex 3 (別添3) of the PIA statement.

Both days are seen from the same entries on file. What was empty before and is filled in has not changed (as in R28).
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kantoku.exports.columns import separator
from kantoku.exports.pia.entrustment import handlers, is_subcontracted, persons, ways, work_of
from kantoku.exports.pia.files import Matter, Row, SpiFile, absent, day
from kantoku.records.pia import PiaImpact
from kantoku.wording import N_, _

_MATTERS = N_("⑨ Matters subcontracted")
NEW, ENDED = N_("(no such entry)"), N_("(entry taken out)")


@dataclass(frozen=True)
class Change:
    """One row of annex 3, in words but for its day.

    changed_on: None where no day is on record. dated_by: what day that is. when: 事前 or nothing. grounds: what is on
    record of that judgement.
    """

    file: str
    matter: str
    contract: str
    changed_on: datetime.date | None
    dated_by: str
    item: str
    before: str
    after: str
    when: str
    grounds: str


@dataclass(frozen=True)
class _Found:
    changed_on: datetime.date | None
    dated_by: str
    item: str
    before: str
    after: str
    impact: PiaImpact | None
    judged_on: datetime.date | None = None


# What of a contract is compared: item of the form, what of a row has to be there, how it reads.
_COMPARED: tuple[tuple[str, str, Callable[[Row], str]], ...] = (
    (N_("① Work entrusted"), "title", lambda row: str(row["title"])),
    (N_("② Number of persons concerned"), "persons_band", persons),
    (N_("② Range of persons concerned ※"), "persons_scope", lambda row: str(row["persons_scope"])),
    (N_("③ Number of handlers at the contractor"), "handlers", handlers),
    (N_("④ Ways of providing the file to the contractor"), "transfers", ways),
    (N_("⑤ How the contractor's name can be known"), "name_known_by", lambda row: str(row["name_known_by"])),
    (N_("⑥ Contractor"), "organisation", lambda row: str(row["organisation"])),
)


def between(
    before: Sequence[SpiFile], after: Sequence[SpiFile], states: Sequence[Row], *, since: datetime.date
) -> list[Change]:
    """The changes from one day (since) to the other, by file and matter. states: rows of pia_states up to now."""
    then = [(file.called, matter) for file in before for matter in file.matters]
    now = [(file.called, matter) for file in after for matter in file.matters]
    kept_of: dict[str, list[Row]] = {}
    for state in states:
        kept_of.setdefault(state["contract_id"], []).append(state)
    pairs = _paired(then, now)
    gone_on = {earlier.id for earlier in pairs.values()}
    changes = []
    for file, matter in now:
        earlier = pairs.get(matter.id)
        found = [*_fields(earlier, matter, kept_of, since), *_tiers(earlier, matter)] if earlier else _of_new(matter)
        changes += [_change(file, matter, each) for each in found]
    for file, matter in then:
        if matter.id not in gone_on:
            changes += [_change(file, matter, each) for each in _of_ended(matter)]
    return changes


def _paired(then: list[tuple[str, Matter]], now: list[tuple[str, Matter]]) -> dict[str, Matter]:
    """Which matter of then each of now goes on from, by the id of the latter.

    The same contract; else one that it went on from; else the only other one of the same number in the same file.
    """
    free = {matter.id: (file, matter) for file, matter in then}
    pairs: dict[str, Matter] = {}
    for _file, matter in now:
        if matter.id in free:
            pairs[matter.id] = free.pop(matter.id)[1]
    for _file, matter in now:
        former = [id_ for id_ in matter.row["former_ids"] or () if id_ in free]
        if matter.id not in pairs and former:
            pairs[matter.id] = free.pop(former[-1])[1]
    for file, matter in now:
        number = matter.row["matter"]
        if matter.id in pairs or not number:
            continue
        alike = [id_ for id_, (of, one) in free.items() if of == file and one.row["matter"] == number]
        rivals = [one for of, one in now if of == file and one.row["matter"] == number and one.id not in pairs]
        if len(alike) == len(rivals) == 1:
            pairs[matter.id] = free.pop(alike[0])[1]
    return pairs


def _judged(row: Row, *, since: datetime.date | None) -> dict[str, Any]:
    """The effect on the statement as judged for a contract, where that was on or after a day (None: whenever)."""
    judged_on = row["pia_judged_on"]
    if not row["pia_impact"] or (since and not (judged_on and judged_on >= since)):
        return {"impact": None}
    return {"impact": PiaImpact(row["pia_impact"]), "judged_on": judged_on}


def _entry(row: Row) -> str:
    return f"{row['title']}（{row['organisation'] or absent()}）"


def _of_new(matter: Matter) -> list[_Found]:
    row = matter.row
    judged = _judged(row, since=None)
    matters = N_("Matter entrusted")
    return [_Found(row["starts_on"], N_("First day of the contract"), matters, _(NEW), _entry(row), **judged)]


def _of_ended(matter: Matter) -> list[_Found]:
    row = matter.row
    judged = _judged(row, since=_after(row["ends_on"]))
    return [
        _Found(row["ends_on"], N_("Last day of the contract"), N_("Matter entrusted"), _entry(row), _(ENDED), **judged)
    ]


def _after(day: datetime.date | None) -> datetime.date | None:
    return day + datetime.timedelta(days=1) if day else None


def _fields(earlier: Matter, matter: Matter, kept_of: dict[str, list[Row]], since: datetime.date) -> Iterator[_Found]:
    """What reads otherwise in the contract: in its own earlier state, or in the contract that it went on from."""
    own = kept_of.get(matter.id, [])
    of_then = kept_of.get(earlier.id, []) or [earlier.row]
    until = [state for state in of_then if state is earlier.row or state["recorded_on"] <= since] or of_then[:1]
    later = [state for state in of_then if state not in until]
    after = own[-1] if own else matter.row
    is_same = earlier.id == matter.id
    for item, needed, words in _COMPARED:
        before = next((state for state in (until[-1], *later) if state[needed]), None)
        if before is None or not after[needed] or words(before) == words(after):
            continue
        if is_same:
            changed_on, dated_by = _came_on(own, words, after), N_("Day of recording")
        else:
            changed_on, dated_by = matter.row["starts_on"], N_("First day of the contract")
        judged = _judged(matter.row, since=changed_on if is_same else None)
        yield _Found(changed_on, dated_by, item, words(before), words(after), **judged)


def _came_on(states: list[Row], words: Callable[[Row], str], present: Row) -> datetime.date:
    """The day from which on the records read as now."""
    recorded_on: datetime.date = states[-1]["recorded_on"]
    for state in reversed(states):
        if words(state) != words(present):
            break
        recorded_on = state["recorded_on"]
    return recorded_on


def _tiers(earlier: Matter, matter: Matter) -> Iterator[_Found]:
    """⑦ where it turned round, and ⑨ for each subcontract that came or went."""
    free = {tier["engagement_id"]: tier for tier in earlier.tiers}
    added = []
    for tier in matter.tiers:
        former = [tier["engagement_id"], *(tier["former_ids"] or ())]
        goes_on = next((id_ for id_ in former if id_ in free), None)
        if goes_on and free[goes_on]["organisation_id"] == tier["organisation_id"]:
            del free[goes_on]
        else:
            added.append(tier)
    came = [_come(tier) for tier in added]
    went = [_gone(tier, matter.row) for tier in free.values()]
    before, after = is_subcontracted(earlier), is_subcontracted(matter)
    item = N_("⑦ Is it subcontracted? ※")
    if not earlier.tiers and came:
        yield replace(min(came, key=_order), item=item, before=before, after=after)
    elif not matter.tiers and went:
        yield replace(max(went, key=_order), item=item, before=before, after=after)
    yield from (*came, *went)


def _order(found: _Found) -> datetime.date:
    return found.changed_on or datetime.date.max


def _come(tier: Row) -> _Found:
    """Of a subcontract the effect is judged with its request."""
    changed_on, dated_by = tier["starts_on"], N_("First day of the work")
    if tier["is_permitted"]:
        changed_on, dated_by = tier["permitted_on"], N_("Day of the permission")
    impact = PiaImpact(tier["pia_impact"]) if tier["pia_impact"] else None
    return _Found(changed_on, dated_by, _MATTERS, _(NEW), work_of(tier), impact)


def _gone(tier: Row, row: Row) -> _Found:
    changed_on, dated_by = tier["ends_on"], N_("Last day of the work")
    if not changed_on:
        changed_on, dated_by = tier["permitted_until_on"], N_("Last day of the permission")
    judged = _judged(row, since=_after(changed_on))
    return _Found(changed_on, dated_by, _MATTERS, work_of(tier), _(ENDED), **judged)


def _change(file: str, matter: Matter, found: _Found) -> Change:
    """The row, with 事前 only where a material change is on record as judged (番号法28条: before it is made)."""
    return Change(
        file=file,
        matter=matter.called,
        contract=matter.row["number"],
        changed_on=found.changed_on,
        dated_by=_(found.dated_by),
        item=_(found.item),
        before=found.before,
        after=found.after,
        when=_(N_("In advance")) if found.impact is PiaImpact.MATERIAL else "",
        grounds=_grounds(found, matter.row["pia_published_on"]),
    )


def _grounds(found: _Found, published: datetime.date | None) -> str:
    if found.impact is None:
        return _(N_("The effect on the PIA statement has not been judged for this change"))
    said = [_("{title}: {text}", title=_("Effect on the PIA"), text=_(found.impact.label))]
    if found.judged_on:
        said.append(_(N_("judged on {day}"), day=day(found.judged_on)))
    if found.impact is PiaImpact.MATERIAL:
        said.append(_(N_("published on {day}"), day=day(published)) if published else _(N_("no publication on record")))
        if published and found.changed_on and published > found.changed_on:
            said.append(_(N_("the publication is later than the change")))
    return separator().join(said)
