"""Whatever order things are done in: random acts on random chains, held against a plain model of the law's conditions.

The model knows days and who is under whom, and nothing of SQL. It says of every permission whether it may be given
here, and of what is on file whether it stands as a breach. Source: 番号法10条; PPC guideline 4-2-(1)2B.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kantoku.dates import add_months
from kantoku.errors import RefusedByRule
from tests import ledgers
from tests.conftest import Clock
from tests.office import PAPER, Office

MONTHS_VALID = 12
FOREVER = date(9999, 12, 31)


@dataclass
class Grant:
    """A permission. order: of its recording, among all that happened."""

    id: str
    decided_on: date
    is_here: bool
    order: int
    revoked_on: date | None = None

    @property
    def place(self) -> tuple[date, int]:
        return self.decided_on, self.order


@dataclass
class Confirmation:
    day: date
    is_positive: bool
    order: int


@dataclass
class Work:
    """A subcontract. above: the tiers between it and the contract, the nearest first."""

    id: str
    above: list["Work"]
    confirmations: list[Confirmation] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)

    def held(self, day: date) -> Grant | None:
        """Of the permissions in force on a day, the one decided last."""
        in_force = [grant for grant in self.grants if grant.decided_on <= day <= self.until(grant)]
        return max(in_force, key=lambda grant: grant.place, default=None)

    def until(self, grant: Grant) -> date:
        """Its last day. A revocation takes back what was permitted before it as well, whenever that is recorded."""
        revoked = [each.revoked_on for each in self.grants if each.revoked_on and each.place >= grant.place]
        return min(revoked) - timedelta(days=1) if revoked else FOREVER

    def held_since(self, day: date) -> date:
        """Since when it has been permitted without a day's break, up to a day on which it is."""
        since = day
        while self.held(since - timedelta(days=1)):
            since -= timedelta(days=1)
        return since

    def is_grounded(self, day: date) -> bool:
        return all(tier.held(day) for tier in (self, *self.above))

    def is_confirmed(self, day: date, *, before: int) -> bool:
        """Does the last confirmation of a day or earlier, among those recorded before, find handling secured?"""
        known = [each for each in self.confirmations if each.day <= day and each.order < before]
        last = max(known, key=lambda each: (each.day, each.order), default=None)
        return last is not None and last.is_positive and add_months(last.day, MONTHS_VALID) >= day

    def may_be_permitted(self, day: date, order: int) -> bool:
        return self.is_confirmed(day, before=order) and all(tier.held(day) for tier in self.above)

    def breaches(self, day: date) -> set[str]:
        """Of R01 and R03, those that its permission in force on a day breaks."""
        grant = self.held(day)
        if grant is None:
            return set()
        broken = set()
        if not self.is_confirmed(grant.decided_on, before=grant.order if grant.is_here else 10**9):
            broken.add("R01")
        is_early = self.above and any(tier.held(day) and grant.decided_on < tier.held_since(day) for tier in self.above)
        if not all(tier.held(day) for tier in self.above) or is_early:
            broken.add("R03")
        return broken


class Course:
    """One course of events under one contract, in the ledger and in the model alike."""

    def __init__(self, office: Office, clock: Clock) -> None:
        self.office, self.clock = office, clock
        ends_on = self.today + timedelta(days=5000)
        self.chain: Any = {"data_class": "spi", "starts_on": self.today - timedelta(days=300), "ends_on": ends_on}
        self.paper: Any = PAPER
        self.granted: Any = {"valid_until_on": ends_on}
        self.contract = office.contract(**self.chain)
        self.works: list[Work] = []
        self.order = 0
        self.known: list[tuple[date, int, list[dict[str, Any]]]] = []

    @property
    def today(self) -> date:
        return self.office.ledger.today()

    def act(self, what: str, which: int, days: int) -> None:
        """Does one thing. which: of the works there are; days: how far back, or on."""
        self.order += 1
        if what == "pass":
            self.clock.passes(days=days * 20)
        elif what == "add" or not self.works:
            self._add(which)
        else:
            getattr(self, f"_{what}")(self.works[which % len(self.works)], days)

    def _add(self, which: int) -> None:
        under = self.works[which % len(self.works)] if self.works and which % 3 else None
        id_ = self.office.subcontract(under.id if under else self.contract, origin="requested", **self.chain)
        self.works.append(Work(id_, [under, *under.above] if under else []))

    def _confirm(self, work: Work, days: int) -> None:
        self._confirmed(work, days, "secured")

    def _find_wanting(self, work: Work, days: int) -> None:
        self._confirmed(work, days, "not_secured")

    def _confirmed(self, work: Work, days: int, overall: str) -> None:
        day = self.today - timedelta(days=days)
        self.office.confirm(work.id, confirmed_on=day, overall=overall)
        work.confirmations.append(Confirmation(day, overall == "secured", self.order))

    def _begin_to_confirm(self, work: Work, days: int) -> None:
        """A confirmation without its result counts for nothing."""
        self.office.confirm(work.id, confirmed_on=self.today, overall=None)

    def _permit_here(self, work: Work, days: int) -> None:
        if not work.may_be_permitted(self.today, self.order):
            with pytest.raises(RefusedByRule) as refused:
                self.office.decide(work.id, decided_on=self.today, **self.granted)
            assert {refusal.rule for refusal in refused.value.refusals} <= {"R01", "R03"}
            return
        id_ = self.office.decide(work.id, decided_on=self.today, **self.granted)
        work.grants.append(Grant(id_, self.today, is_here=True, order=self.order))

    def _permit_on_paper(self, work: Work, days: int) -> None:
        day = self.today - timedelta(days=days)
        id_ = self.office.decide(work.id, decided_on=day, **self.granted, **self.paper)
        work.grants.append(Grant(id_, day, is_here=False, order=self.order))

    def _permit_by_the_tier_above(self, work: Work, days: int) -> None:
        """What a contractor permits is no permission (R02)."""
        self.office.decide(work.id, decided_on=self.today, decided_for="upper_tier", **self.paper)

    def _revoke(self, work: Work, days: int) -> None:
        """Takes back what is permitted, from today on."""
        if grant := work.held(self.today):
            self.office.revise("permission_decision", grant.id, revoked_on=self.today, revoked_reason="違反のため")
            grant.revoked_on = self.today

    def holds(self) -> None:
        """What the ledger says today is what the model says."""
        rows = self.office.ledger.read("oversight", as_of=self.today, scope=self.contract).to_dict("records")
        said = {row["engagement_id"]: row for row in rows}
        for work in self.works:
            status = said[work.id]
            assert (status["permission_state"] == "permitted") is (work.held(self.today) is not None)
            assert status["grounded"] is work.is_grounded(self.today)
        found = self.office.ledger.hits(as_of=self.today, scope=self.contract, only=("R01", "R03"))
        for work in self.works:
            grant = work.held(self.today)
            broken = {hit.rule for hit in found if grant and hit.subject_id == grant.id}
            assert broken == work.breaches(self.today)

    def remember(self) -> None:
        seq = self.office.ledger.head().seq
        self.known.append((self.today, seq, self._said(self.today, seq)))

    def remembers(self) -> None:
        """What was answered for a day, as known at an entry, is still the answer."""
        for as_of, seq, said in self.known:
            assert self._said(as_of, seq) == said

    def _said(self, as_of: date, seq: int) -> list[dict[str, Any]]:
        rows = self.office.ledger.read("oversight", as_of=as_of, at_seq=seq, scope=self.contract)
        ordered = rows.sort_values("engagement_id").astype(str)
        told = [{str(name): value for name, value in row.items()} for row in ordered.to_dict("records")]
        hits = self.office.ledger.hits(as_of=as_of, scope=self.contract, at_seq=seq)
        return [*told, *({"hit": str(hit)} for hit in sorted(hits, key=str))]


ACTS = (
    "add", "confirm", "confirm", "find_wanting", "begin_to_confirm", "permit_here", "permit_here", "permit_here",
    "permit_on_paper", "permit_by_the_tier_above", "revoke", "pass",
)  # fmt: skip
STEPS = st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 30))


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Clock]]:
    clock = Clock()
    ledger = ledgers.new(tmp_path_factory.mktemp("law") / "kantoku.duckdb", clock)
    yield Office(ledger), clock
    ledger.close()


def test_no_order_of_acts_gets_round_the_law(at_work: tuple[Office, Clock]) -> None:
    office, clock = at_work

    # Without shrinking, which would take minutes; the acts that fail are few enough to read.
    @settings(
        max_examples=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
    )
    @given(st.lists(STEPS, min_size=3, max_size=10))
    def holds(steps: list[tuple[str, int, int]]) -> None:
        clock.passes(hours=1)
        course = Course(office, clock)
        for what, which, days in [("add", 0, 0), *steps]:
            course.act(what, which, days)
        course.holds()
        course.remember()
        for what, which, days in steps[::-1]:
            course.act(what, which, days)
        course.holds()
        course.remembers()

    holds()
