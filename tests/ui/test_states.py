"""How states are shown: every one that the oversight knows has its look, and its word from the one table."""

import pytest

from kantoku.exports.states import (
    AuditState,
    ConfirmationState,
    DisposalState,
    Level,
    PermissionState,
    Reportability,
    Standing,
)
from kantoku.records.base import Choice
from kantoku.records.incident import IncidentState
from kantoku.wording import _
from ui import states

VOCABULARIES = {
    "permission_state": PermissionState,
    "confirmation_state": ConfirmationState,
    "audit_state": AuditState,
    "standing": Standing,
    "level": Level,
    "disposal_state": DisposalState,
    "incident_state": IncidentState,
    "reportability": Reportability,
}


def test_every_kind_of_state_is_one_of_these() -> None:
    assert states.STATES.keys() == VOCABULARIES.keys()


@pytest.mark.parametrize(("kind", "vocabulary"), VOCABULARIES.items())
def test_every_state_has_its_look_and_its_word(kind: str, vocabulary: type[Choice]) -> None:
    assert set(states.STATES[kind]) == {str(code) for code in vocabulary}
    for code in vocabulary:
        assert states.word(kind, str(code)) == _(code.label)
        assert states.plain(kind, str(code)) == f"{states.STATES[kind][code].role.sign} {_(code.label)}"
