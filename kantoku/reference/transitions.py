"""How the states follow from one another: what must happen for one to become the next.

Most states are computed by queries/views; those of a finding, an incident and a contract are fields, and the tables
beside them, which the actions obey, are drawn here. Nothing here decides anything. A test makes every event happen and
looks at the state after it, so this table cannot drift from the views.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kantoku.exports.states import AuditState, ConfirmationState, PermissionState
from kantoku.records import finding, incident
from kantoku.records.base import Choice
from kantoku.records.finding import FindingState
from kantoku.records.stage import STEPS, Stage
from kantoku.records.steps import Step
from kantoku.wording import N_


@dataclass(frozen=True)
class Transition:
    """What makes one state become another. event: a message id."""

    before: Choice
    event: str
    after: Choice


@dataclass(frozen=True)
class Machine:
    """The states of one thing. title, meaning: message ids. computed_in: the file that says so; first: of a new one."""

    title: str
    meaning: str
    computed_in: str
    states: type[Choice]
    first: Choice
    transitions: tuple[Transition, ...]


REQUESTED = N_("a request to subcontract is recorded")
PERMITTED = N_("the office permits it")
CONDITIONED = N_("the office permits it with conditions")
REFUSED = N_("the office refuses it")
SENT_BACK = N_("the office sends the request back")
LOGGED = N_("a decision on paper to permit it is logged, with or without a request")
LOGGED_NO = N_("a decision on paper to refuse it is logged, with or without a request")
WITHDRAWN = N_("the applicant withdraws the request")
ENDED = N_("the permission, or the period of the tier above, has ended while the work goes on")
REVOKED = N_("the office revokes the permission")
NOT_BEGUN = N_("it is permitted in advance, and nobody begins by the day that the permission names")
MOVED = N_("it turns out to be with another organisation, or under another tier, than it was asked for or permitted")

CONFIRMED = N_("a complete confirmation finds control secured, with or without conditions")
NOT_SECURED = N_("a complete confirmation finds control not secured")
HALF_DONE = N_("a confirmation is recorded that lacks its day, its result, its confirmer, or its items or sheet")
EXPIRED = N_("the time for which it holds has passed")

AUDITED = N_("an audit is held and recorded")
DRAWS_NEAR = N_("the next audit is due within the days that the office has set")
PAST_DUE = N_("the day on which the next audit was due has passed")


def _steps(*steps: tuple[Choice | Sequence[Choice], str, Choice]) -> tuple[Transition, ...]:
    return tuple(
        Transition(before, event, after)
        for befores, event, after in steps
        for before in ([befores] if isinstance(befores, Choice) else befores)
    )


def _taken(steps: Sequence[Step]) -> tuple[Transition, ...]:
    """The transitions of a table that actions obey."""
    return tuple(Transition(each.before, each.event, each.after) for each in steps)


_P, _C, _A, _F = PermissionState, ConfirmationState, AuditState, FindingState
_UNPERMITTED = (_P.NONE, _P.REFUSED, _P.WITHDRAWN, _P.LAPSED, _P.REVOKED)
_GRANTED = (_P.PERMITTED, _P.CONDITIONAL)

MACHINES = (
    Machine(
        N_("Permission of a subcontract"),
        N_("Only the office's own decisions count. Without personal data and restriction, none is needed."),
        "queries/views/20_engagements.sql",
        PermissionState,
        _P.NONE,
        _steps(
            (_UNPERMITTED, REQUESTED, _P.REQUESTED),
            (_P.REQUESTED, PERMITTED, _P.PERMITTED),
            (_P.REQUESTED, CONDITIONED, _P.CONDITIONAL),
            (_P.REQUESTED, REFUSED, _P.REFUSED),
            (_P.REQUESTED, SENT_BACK, _P.REQUESTED),
            (_P.REQUESTED, WITHDRAWN, _P.WITHDRAWN),
            ((*_UNPERMITTED, _P.REQUESTED, _P.CONDITIONAL), LOGGED, _P.PERMITTED),
            ((_P.NONE, _P.REQUESTED, _P.WITHDRAWN), LOGGED_NO, _P.REFUSED),
            (_GRANTED, ENDED, _P.LAPSED),
            (_GRANTED, NOT_BEGUN, _P.LAPSED),
            ((*_GRANTED, _P.LAPSED), REVOKED, _P.REVOKED),
            ((*_GRANTED, *_UNPERMITTED[1:], _P.REQUESTED), MOVED, _P.NONE),
        ),
    ),
    Machine(
        N_("Confirmation of handling"),
        N_("The last complete confirmation counts: with its day, its result, who confirmed, and items or a sheet."),
        "queries/views/50_oversight.sql",
        ConfirmationState,
        _C.NONE,
        _steps(
            ((_C.NONE, _C.INCOMPLETE, _C.NEGATIVE, _C.EXPIRED), CONFIRMED, _C.POSITIVE),
            ((_C.NONE, _C.INCOMPLETE, _C.POSITIVE, _C.EXPIRED), NOT_SECURED, _C.NEGATIVE),
            (_C.NONE, HALF_DONE, _C.INCOMPLETE),
            (_C.POSITIVE, EXPIRED, _C.EXPIRED),
        ),
    ),
    Machine(
        N_("Audit of an engagement"),
        N_("The last audit, else the start of the work, plus the interval. Without personal data none is needed."),
        "queries/views/48_audit_states.sql",
        AuditState,
        _A.NEVER,
        _steps(
            ((_A.NEVER, _A.DUE_SOON, _A.OVERDUE), AUDITED, _A.COVERED),
            (_A.COVERED, DRAWS_NEAR, _A.DUE_SOON),
            (_A.DUE_SOON, PAST_DUE, _A.OVERDUE),
        ),
    ),
    Machine(
        N_("Finding and its correction"),
        N_(
            "A finding closes only with who verified it, when and how. Past its date it is overdue in every open state."
        ),
        "kantoku/records/finding.py",
        FindingState,
        _F.OPEN,
        _taken(finding.STEPS),
    ),
    Machine(
        N_("Incident and its reports"),
        N_(
            "Who deals with it sets the state, step by step. Whether and until when it is to be reported follows from "
            "what is on record (R22, R24), in every state."
        ),
        "kantoku/records/incident.py",
        incident.IncidentState,
        incident.IncidentState.OPEN,
        _taken(incident.STEPS),
    ),
    Machine(
        N_("Stage of a contract"),
        N_("Set by those who look after the contract, step by step. An error is put right with its reason."),
        "kantoku/records/stage.py",
        Stage,
        Stage.SELECTING,
        _taken(STEPS),
    ),
)
