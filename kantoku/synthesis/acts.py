"""What happens in the office year by year: contracts signed, subcontracts permitted, confirmations renewed, audits."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from kantoku.dates import fiscal_year
from kantoku.ledger import Change
from kantoku.synthesis import bodies, chains
from kantoku.synthesis.chains import Engagement, Span
from kantoku.synthesis.chance import Chance


class _Term(NamedTuple):
    """The contracts that began so many fiscal years ago for so many years, and their share of all engagements."""

    years_ago: int
    years: int
    share: float


class _UnderWay(NamedTuple):
    """What later years come back to: the contracts that handle personal data, and what is still to be asked for."""

    trees: list[list[Engagement]]
    requested: list[Engagement]


# The oldest first, because the journal's time only moves on.
_TERMS = (
    _Term(4, 5, 0.05),
    _Term(2, 1, 0.05),
    _Term(2, 3, 0.10),
    _Term(1, 1, 0.08),
    _Term(1, 3, 0.12),
    _Term(0, 3, 0.15),
    _Term(0, 1, 0.45),
)


def first_day(today: datetime.date) -> datetime.date:
    """The day of the earliest act."""
    return _decided_on(_TERMS[0], today)


def acts(chance: Chance, engagements: int, today: datetime.date) -> Iterator[tuple[datetime.date, Iterator[Change]]]:
    """What happens on which day: the organisations, each year's contracts as they are permitted, and what follows."""
    organisations = max(12, engagements * 2 // 3)
    yield first_day(today), (bodies.organisation(chance, nth) for nth in range(organisations))
    office = _UnderWay([], [])
    left = engagements
    for term in _TERMS:
        quota = left if term is _TERMS[-1] else min(left, round(engagements * term.share))
        left -= quota
        yield _decided_on(term, today), _permitted(chance, _trees(chance, term, quota, organisations, today), office)
    yield today, _later_years(chance, office, today)


def _decided_on(term: _Term, today: datetime.date) -> datetime.date:
    return datetime.date.fromordinal(_last_working_day(_span(term, today).starts))


def _last_working_day(before: int) -> int:
    """The last Monday to Friday before an ordinal."""
    saturday, sunday = 6, 0  # by the remainder of an ordinal
    return before - 1 - {saturday: 1, sunday: 2}.get((before - 1) % 7, 0)


def _span(term: _Term, today: datetime.date) -> Span:
    first = fiscal_year(today) - term.years_ago
    starts, ends = datetime.date(first, 4, 1), datetime.date(first + term.years, 3, 31)
    return Span(starts.toordinal(), ends.toordinal(), term.years)


def _trees(
    chance: Chance, term: _Term, engagements: int, organisations: int, today: datetime.date
) -> Iterator[list[Engagement]]:
    span, left = _span(term, today), engagements
    while left > 0:
        tree = chains.tree(chance, span, most=left, organisations=organisations)
        left -= len(tree)
        yield tree


def _permitted(chance: Chance, trees: Iterable[list[Engagement]], office: _UnderWay) -> Iterator[Change]:
    """Contracts as they are signed, and what is permitted under them on the last working day before they begin."""
    for tree in trees:
        decided = _last_working_day(tree[0].span.starts)
        yield bodies.contract(chance, tree[0], declares_none=len(tree) == 1 and chance.happens(0.9))
        yield bodies.confirmation(chance, tree[0], decided - chance.between(15, 40), "selection")
        begun = [at for at in tree if not _is_still_to_come(at, chance.today)]
        for at in begun[1:]:
            yield from _permission(chance, at, decided)
        if tree[0].work.data_class != "none":
            office.trees.append(begun)
        office.requested.extend(at for at in tree if _is_still_to_come(at, chance.today))


def _is_still_to_come(at: Engagement, today: int) -> bool:
    """Is it asked for only today? Nothing can stand below such a one, and there must be time left for it."""
    return at.course == "requested" and at.is_leaf and at.span.ends - today > 60


def _permission(chance: Chance, at: Engagement, decided: int) -> Iterator[Change]:
    """A subcontract, and how it came to be permitted or not."""
    if at.course == "none":
        yield bodies.subcontract(chance, at, origin="discovered")
        return
    yield bodies.subcontract(chance, at, origin="requested")
    request = bodies.request(chance, at, decided - chance.between(20, 40))
    yield request
    if chance.happens(0.96):
        yield bodies.confirmation(chance, at, decided - chance.between(6, 19), "before_permission")
    yield bodies.decision(chance, at, request.record_id, decided)


def _later_years(chance: Chance, office: _UnderWay, today: datetime.date) -> Iterator[Change]:
    """Confirmations renewed, audits and findings, requests that lie undecided today, reports, and ends of work."""
    for tree in office.trees:
        is_visited = chance.happens(0.75)
        for begins in _years(tree[0].span, today.toordinal()):
            if begins > tree[0].span.starts:
                yield from (
                    bodies.confirmation(chance, at, begins - chance.between(5, 30), "yearly")
                    for at in tree
                    if chance.happens(0.93)
                )
            if is_visited:
                yield from _visits(chance, tree, begins, today.toordinal())
    for at in office.requested:
        begins = today.toordinal() + chance.between(10, 60)
        asked = replace(at, span=replace(at.span, starts=begins))
        yield bodies.subcontract(chance, asked, origin="requested")
        yield bodies.request(chance, asked, today.toordinal() - chance.between(2, 25))
        if chance.happens(0.5):
            yield bodies.confirmation(chance, asked, today.toordinal() - chance.between(0, 2), "before_permission")
    for tree in office.trees:
        yield from _reported_or_ended(chance, tree, today.toordinal())


def _reported_or_ended(chance: Chance, tree: list[Engagement], today: int) -> Iterator[Change]:
    """What most contractors reported while the work goes on, and what most tiers proved when it ended."""
    if tree[0].span.ends < today:
        yield from (bodies.disposal(chance, at) for at in tree if chance.happens(0.95))
    elif chance.happens(0.95):
        yield bodies.periodic_report(chance, tree, today)


def _years(span: Span, today: int) -> Iterator[int]:
    for nth in range(span.years):
        begins = span.starts + 365 * nth
        if begins <= today:
            yield begins


def _visits(chance: Chance, tree: list[Engagement], begins: int, today: int) -> Iterator[Change]:
    """A year's audits of one contract: one visit to the contractor and some below it, one report on the others."""
    visited = [tree[0]]
    others: list[Engagement] = []
    for at in tree[1:]:
        (visited if chance.happens(0.5) else others).append(at)
    for subjects, through_contractor in ((visited, False), (others, True)):
        audited = begins + chance.between(60, 210)
        if not subjects or audited > min(today, tree[0].span.ends) or (through_contractor and chance.happens(0.2)):
            continue
        audit = bodies.audit(chance, subjects, audited, is_through_contractor=through_contractor)
        yield audit
        if chance.happens(0.12):
            yield bodies.finding(chance, subjects[-1], audit.record_id, audited)
