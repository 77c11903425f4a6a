"""How a state that somebody sets follows from the one before: the table that actions obey and diagrams are drawn of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kantoku.errors import KantokuError
from kantoku.records.base import Choice
from kantoku.wording import N_, _


@dataclass(frozen=True)
class Step:
    """What makes one state another. event: a message id that says what happens. action: its name in the journal."""

    before: Choice
    event: str
    after: Choice
    action: str


class NotAStep(KantokuError):
    """What was to be done does not follow from the state that the record is in."""

    def __init__(self, before: Choice, after: Choice) -> None:
        super().__init__(
            N_("This step does not follow"),
            N_("The record stands at “{before}”, and “{after}” does not follow from that. Open it anew."),
            before=_(before.label),
            after=_(after.label),
        )


def steps(*groups: tuple[Choice | Sequence[Choice], str, Choice, str]) -> tuple[Step, ...]:
    """The table from (one or more states before, event, state after, action)."""
    return tuple(
        Step(before, event, after, action)
        for befores, event, after, action in groups
        for before in ([befores] if isinstance(befores, Choice) else befores)
    )


def step(table: Iterable[Step], before: Choice, after: Choice, action: str = "") -> Step:
    """The step from one state to another, by that action if one is named. Raises NotAStep where the table has none."""
    for each in table:
        if (each.before, each.after) == (before, after) and action in ("", each.action):
            return each
    raise NotAStep(before, after)
