"""The life cycle of a contract: its stages, and which of them may follow which."""

from collections.abc import Iterator

from kantoku.records.base import Choice
from kantoku.records.steps import Step, steps
from kantoku.wording import N_


class Stage(Choice):
    """Life cycle, in the four stages of the PPC (2019-03)."""

    SELECTING = "selecting", N_("Selection")
    SIGNED = "signed", N_("Signed")
    PERFORMING = "performing", N_("Under way")
    ENDING = "ending", N_("Being wound up")
    ENDED = "ended", N_("Ended")


_ADVANCED = "contract.advanced"

STEPS = steps(
    (Stage.SELECTING, N_("the contract is signed"), Stage.SIGNED, _ADVANCED),
    (Stage.SELECTING, N_("nobody is chosen; the award is called off"), Stage.ENDED, _ADVANCED),
    (Stage.SIGNED, N_("the work begins"), Stage.PERFORMING, _ADVANCED),
    (Stage.SIGNED, N_("the contract is rescinded before the work begins"), Stage.ENDED, _ADVANCED),
    (
        Stage.PERFORMING,
        N_("the work is done; what was handed over is returned or disposed of"),
        Stage.ENDING,
        _ADVANCED,
    ),
    (Stage.PERFORMING, N_("the work ends with nothing to return or dispose of"), Stage.ENDED, _ADVANCED),
    (Stage.ENDING, N_("the work goes on after all"), Stage.PERFORMING, _ADVANCED),
    (Stage.ENDING, N_("return or disposal is over"), Stage.ENDED, _ADVANCED),
)
"""Every step that a contract may take. What is not here is a correction of an error, and says why."""


def steps_from(stage: Stage | None) -> Iterator[Step]:
    """The steps that lead on from a stage."""
    return (step for step in STEPS if step.before == stage)


def may_follow(before: Stage | None, after: Stage) -> bool:
    """May a contract pass from one stage to another? Where no stage is on record yet, any may be the first."""
    return before is None or any(step.after == after for step in steps_from(before))
