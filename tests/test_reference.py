"""The reference pages follow from the declarations, and what they say of states is what the ledger does."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from copy import copy
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kantoku import audit_actions, contract_actions, incident_actions, queries, reference, rules
from kantoku.catalogue import legal_basis
from kantoku.errors import KantokuError
from kantoku.exports.states import AuditState, ConfirmationState, PermissionState
from kantoku.ledger import Ledger
from kantoku.records import KINDS, finding, incident
from kantoku.records.base import fields
from kantoku.records.finding import FindingState
from kantoku.records.incident import IncidentState
from kantoku.records.permission import Outcome
from kantoku.records.stage import STEPS, Stage
from kantoku.records.steps import NotAStep
from kantoku.reference import transitions
from kantoku.reference.terms import TERMS
from kantoku.reference.transitions import MACHINES, Machine, Transition
from tests import ledgers
from tests.conftest import Clock
from tests.office import ALL_CLAUSES, ASSESSED, NINE_ITEMS, PAPER, TODAY, Office

PERMISSION = next(machine for machine in MACHINES if machine.states is PermissionState)
STALE = "docs/reference is stale: run `python -m kantoku.reference`"


@pytest.mark.parametrize("name", ["records.md", "rules.md", "states.md", "terms.md"])
def test_the_pages_are_what_the_declarations_say(name: str) -> None:
    assert (reference.FOLDER / name).read_text(encoding="utf-8") == reference.pages()[name], STALE


def test_there_is_no_other_page() -> None:
    assert {path.name for path in reference.FOLDER.iterdir()} == reference.pages().keys()


def test_writing_says_what_changed(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("reference")
    assert {path.name for path in reference.write(folder)} == reference.pages().keys()
    assert reference.write(folder) == []
    (folder / "terms.md").write_text("old", encoding="utf-8")
    assert [path.name for path in reference.write(folder)] == ["terms.md"]


def test_every_field_and_vocabulary_is_on_the_page() -> None:
    page = reference.pages()["records.md"]
    for record in KINDS.values():
        section = page.split(f"`{record.kind}`\n", 1)[1].split("\n## ", 1)[0]
        for field in fields(record):
            row = next(line for line in section.splitlines() if line.startswith(f"| `{field.name}` |"))
            assert field.about.label in row
            assert ("＊" in row) is field.about.needed
            if field.choices:
                assert all(f"| `{each.value}` | {each.label} |" in page for each in field.choices)


def test_links_within_the_pages_lead_somewhere() -> None:
    pages = reference.pages()
    anchors = {
        name: {_slug(heading) for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)}
        for name, page in pages.items()
    }
    for name, page in pages.items():
        for file, anchor in re.findall(r"\]\(([\w.]*)#([^)]+)\)", page):
            assert anchor in anchors[file or name], f"{name}: #{anchor}"
        for path in re.findall(r"\]\((\.\./[^)#]+)\)", page):
            assert (reference.FOLDER / path).exists(), f"{name}: {path}"


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_rule_shows_its_basis_with_how_far_it_was_checked() -> None:
    page = reference.pages()["rules.md"]
    for rule in rules.load().values():
        section = page.split(f"\n## {rule.id}\n", 1)[1].split("\n## ", 1)[0]
        assert rule.header["title_ja"] in section
        for code in rule.basis:
            assert legal_basis()[code].wording in section
        if any(legal_basis()[code].verified == "memory" for code in rule.basis):
            assert "check before citing" in section


def test_each_term_stands_once() -> None:
    assert len({english for english, _japanese, _meaning in TERMS}) == len(TERMS)
    assert len({japanese for _english, japanese, _meaning in TERMS}) == len(TERMS)


# The states of the page are those of the queries


@pytest.mark.parametrize(
    ("view", "column", "states"),
    [
        ("20_engagements", "permission_state", {each.value for each in PermissionState}),
        ("50_oversight", "confirmation_state", {each.value for each in ConfirmationState}),
        ("48_audit_states", "audit_state", {each.value for each in AuditState}),
    ],
)
def test_the_states_are_those_that_the_views_compute(view: str, column: str, states: set[str]) -> None:
    text = queries.strip_comments(queries.load(f"views/{view}").text)
    case = text[: text.index(f"end as {column}")].rsplit("\n            case\n", 1)[-1].rsplit("    case\n", 1)[-1]
    computed = set(re.findall(r"(?:then|else) '(\w+)'", case))
    if ").outcome" in case:
        computed |= {Outcome.PERMITTED.value, Outcome.CONDITIONAL.value}
    assert computed == states


# What the page says leads from one state to the next, happens


class Impossible(Exception):
    """What would have to be there for this to happen is not."""


class Course:
    """One engagement, to which things happen on one day after the other. file: its ledger, once that is closed."""

    file: bytes

    def __init__(self, office: Office, clock: Clock) -> None:
        self.office, self.clock = office, clock
        self.day = TODAY
        self.contract = office.contract(starts_on="2026-04-01", ends_on="2030-03-31")
        self.work = office.subcontract(self.contract, starts_on=TODAY, ends_on="2030-03-31")
        self.awarded = office.contract(stage="selecting", data_class="none", clauses=ALL_CLAUSES, **ASSESSED)
        self.request = self.decision = ""
        self.finding = office.finding(self.contract, owner="業務責任者")
        self.finding_revision = 1
        self.incident = office.incident(self.contract, reportable_kinds=["none"], persons=12)
        self.incident_revision = 1

    @contextmanager
    def copied(self, to: Path) -> Iterator["Course"]:
        """The same course in a copy of its ledger, whatever becomes of the other."""
        other, other.clock = copy(self), Clock(self.clock.now)
        to.write_bytes(self.file)
        with closing(Ledger.open(to, actor=ledgers.ACTOR, clock=other.clock)) as ledger:
            other.office = self.office.over(ledger)
            yield other

    def passes(self, days: int) -> None:
        self.day += timedelta(days=days)
        self.clock.noon(self.day)

    def decide(self, outcome: str) -> None:
        if self.state(PERMISSION) != "requested":
            raise Impossible
        self.office.confirm(self.work, confirmed_on=self.day)
        self.decision = self.office.decide(
            self.work, outcome=outcome, decided_on=self.day, request_id=self.request, **self._ends(outcome)
        )

    def log(self, outcome: str) -> None:
        self.office.confirm(self.work, confirmed_on=self.day)
        self.decision = self.office.decide(
            self.work, outcome=outcome, decided_on=self.day, **PAPER, **self._ends(outcome)
        )

    def _ends(self, outcome: str) -> dict[str, date]:
        if outcome not in {"permitted", "conditional"}:
            return {}
        return {"valid_until_on": self.day + timedelta(days=30), "start_by_on": self.day + timedelta(days=20)}

    def begin_and_end(self) -> None:
        self.revise("subcontract", self.work, actual_started_on=self.day)
        self.passes(31)

    def ask(self) -> None:
        self.request = self.office.request(self.work, requested_on=self.day)

    def revise(self, kind: str, record_id: str, **values: object) -> None:
        self.office.revise(kind, record_id, **values)

    def begin(self) -> None:
        audit_actions.begin_correction(self.office.ledger, self.finding, base=self.finding_revision, actor="監査 三郎")
        self.finding_revision += 1

    def send_back(self) -> None:
        audit_actions.send_back(
            self.office.ledger, self.finding, base=self.finding_revision, reason="記録簿が未整備", actor="監査 三郎"
        )
        self.finding_revision += 1

    def follow(self, act: Callable[..., object], *values: dict[str, object], **said: str) -> None:
        """One step of the incident."""
        act(self.office.ledger, self.incident, *values, base=self.incident_revision, actor="契約 花子", **said)
        self.incident_revision += 1

    def report(self) -> None:
        audit_actions.report_correction(
            self.office.ledger,
            self.finding,
            {"reported_on": self.day},
            base=self.finding_revision,
            actor="監査 三郎",
        )
        self.finding_revision += 1

    def close(self, state: FindingState) -> None:
        audit_actions.close_finding(
            self.office.ledger,
            self.finding,
            {"state": state, "verified_on": self.day, "verified_by": "監査 三郎", "verified_how": "現地で確認"},
            base=self.finding_revision,
            actor="監査 三郎",
        )
        self.finding_revision += 1

    def advance(self, after: Stage) -> None:
        _contract, revision = self.office.ledger.get("contract", self.awarded)
        contract_actions.advance(self.office.ledger, self.awarded, after, base=revision, actor="契約 花子")

    def state(self, machine: Machine) -> str:
        if machine.states is Stage:
            return str(self.office.ledger.get("contract", self.awarded)[0].model_dump()["stage"])
        if machine.states is FindingState:
            return str(self.office.ledger.get("finding", self.finding)[0].model_dump()["state"])
        if machine.states is IncidentState:
            return str(self.office.ledger.get("incident", self.incident)[0].model_dump()["state"])
        column = {
            PermissionState: "permission_state",
            ConfirmationState: "confirmation_state",
            AuditState: "audit_state",
        }[machine.states]
        return str(self.office.status(self.work, as_of=self.day)[column])


BY_ACTION = {step.action: step.event for step in (*finding.STEPS, *incident.STEPS)}

EVENTS: dict[str, Callable[[Course], object]] = {
    transitions.REQUESTED: Course.ask,
    transitions.PERMITTED: lambda course: course.decide("permitted"),
    transitions.CONDITIONED: lambda course: course.decide("conditional"),
    transitions.REFUSED: lambda course: course.decide("refused"),
    transitions.SENT_BACK: lambda course: course.decide("returned"),
    transitions.LOGGED: lambda course: course.log("permitted"),
    transitions.LOGGED_NO: lambda course: course.log("refused"),
    transitions.WITHDRAWN: lambda course: course.revise("permission_request", course.request, withdrawn_on=course.day),
    transitions.ENDED: Course.begin_and_end,
    transitions.NOT_BEGUN: lambda course: course.passes(21),
    transitions.MOVED: lambda course: course.revise(
        "subcontract", course.work, organisation_id=course.office.organisation()
    ),
    transitions.REVOKED: lambda course: course.revise("permission_decision", course.decision, revoked_on=course.day),
    transitions.CONFIRMED: lambda course: course.office.confirm(course.work, confirmed_on=course.day),
    transitions.NOT_SECURED: lambda course: course.office.confirm(
        course.work, confirmed_on=course.day, overall="not_secured"
    ),
    transitions.HALF_DONE: lambda course: course.office.confirm(course.work, confirmed_on=course.day, sheet=None),
    transitions.EXPIRED: lambda course: course.passes(366),
    transitions.AUDITED: lambda course: course.office.audit(course.work, audited_on=course.day),
    transitions.DRAWS_NEAR: lambda course: course.passes(365 - 60),
    transitions.PAST_DUE: lambda course: course.passes(61),
    BY_ACTION["finding.begun"]: Course.begin,
    BY_ACTION["finding.reported"]: Course.report,
    BY_ACTION["finding.sent_back"]: Course.send_back,
    BY_ACTION["finding.verified"]: lambda course: course.close(FindingState.VERIFIED),
    BY_ACTION["finding.accepted"]: lambda course: course.close(FindingState.ACCEPTED),
    BY_ACTION["incident.first_reported"]: lambda course: course.follow(
        incident_actions.report_first, {"first_reported_on": course.day}
    ),
    BY_ACTION["incident.finally_reported"]: lambda course: course.follow(
        incident_actions.report_finally, {"finally_reported_on": course.day, **NINE_ITEMS}
    ),
    BY_ACTION["incident.closed"]: lambda course: course.follow(
        incident_actions.close_incident,
        {"closed_on": course.day, "closed_by": "税務課長", "closed_how": "再発防止策の実施を確認した。"},
    ),
    BY_ACTION["incident.reopened"]: lambda course: course.follow(
        incident_actions.reopen_incident, reason="新たな被害の申出"
    ),
    **{step.event: partial(Course.advance, after=step.after) for step in STEPS},
}


def way_to(machine: Machine, state: str) -> list[Transition]:
    """The shortest way from the first state to another."""
    ways: dict[str, list[Transition]] = {machine.first.value: []}
    while state not in ways:
        ways = {
            each.after.value: [*ways[each.before.value], each]
            for each in machine.transitions
            if each.before.value in ways and each.after.value not in ways
        } | ways
    return ways[state]


@cache
def come_to(machine: Machine, state: str) -> Course:
    """What has come to a state by the shortest way, each step of it looked at. Its ledger is closed: copy it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kantoku.duckdb"
        if way := way_to(machine, state):
            with come_to(machine, way[-1].before.value).copied(path) as course:
                take(course, machine, way[-1])
        else:
            clock = Clock()
            with closing(ledgers.new(path, clock)) as ledger:
                course = Course(Office(ledger), clock)
                assert course.state(machine) == state
        course.file = path.read_bytes()
    return course


def take(course: Course, machine: Machine, step: Transition) -> None:
    course.passes(1)
    assert course.state(machine) == step.before.value
    EVENTS[step.event](course)
    assert course.state(machine) == step.after.value, step.event


@pytest.mark.parametrize(
    ("machine", "transition"),
    [
        pytest.param(machine, each, id=f"{each.before}-{each.after}-{each.event[:24]}")
        for machine in MACHINES
        for each in machine.transitions
    ],
)
def test_what_leads_from_one_state_to_the_next(path: Path, machine: Machine, transition: Transition) -> None:
    with come_to(machine, transition.before.value).copied(path) as course:
        take(course, machine, transition)


@pytest.mark.parametrize("event", sorted({each.event for each in PERMISSION.transitions}))
def test_no_event_changes_a_permission_otherwise(tmp_path: Path, event: str) -> None:
    """What the table does not name, from any state, is refused or leaves the state as it is."""
    named = {(each.before, each.event) for each in PERMISSION.transitions}
    others = [state for state in PermissionState if (state, event) not in named and state != "not_required"]
    found = []
    for state in others:
        with come_to(PERMISSION, state.value).copied(tmp_path / state.value) as course:
            course.passes(1)
            assert course.state(PERMISSION) == state.value
            with suppress(KantokuError, Impossible):
                EVENTS[event](course)
                found.append((state.value, course.state(PERMISSION)))
    assert [(before, after) for before, after in found if before != after] == []


@pytest.mark.parametrize(
    "machine", [machine for machine in MACHINES if machine.states in (FindingState, IncidentState)]
)
def test_what_the_table_does_not_name_is_refused(tmp_path: Path, machine: Machine) -> None:
    """Its steps are what the actions obey."""
    allowed = {(each.before, each.event) for each in machine.transitions}
    own = {each.event for each in machine.transitions}
    for state in machine.states:
        with come_to(machine, state.value).copied(tmp_path / state.value) as course:
            for event in own - {event for before, event in allowed if before == state}:
                with pytest.raises(NotAStep):
                    EVENTS[event](course)
                assert course.state(machine) == state.value


def test_every_state_can_be_reached_or_is_not_required() -> None:
    for machine in MACHINES:
        reached = {machine.first.value} | {each.after.value for each in machine.transitions}
        assert {each.value for each in machine.states} - reached <= {"not_required"}


def test_no_permission_and_no_audit_is_required_without_personal_data(office: Office) -> None:
    contract = office.contract(data_class="none", policy="unrestricted", starts_on=date(2026, 4, 1))
    status = office.status(office.subcontract(contract))
    assert (status["permission_state"], status["audit_state"]) == ("not_required", "not_required")
