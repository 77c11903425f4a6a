"""The page on the states: which there are, and what leads from one to the next."""

from collections.abc import Iterator

from kantoku.reference.markdown import both, japanese, japanese_if_any, page, table
from kantoku.reference.transitions import MACHINES, Machine
from kantoku.wording import N_


def states_page() -> str:
    """The states that the oversight shows, and what leads from one to the next."""
    return page(
        N_("States"),
        N_(
            "The states of what is on record. Those of findings, incidents and contracts are set by who deals with "
            "them; all others are computed."
        ),
        *(part for machine in MACHINES for part in _machine(machine)),
    )


def _machine(machine: Machine) -> Iterator[str]:
    yield f"## {both(machine.title)}"
    yield f"{machine.meaning} {japanese_if_any(machine.meaning)}".strip()
    yield f"Source: [{machine.computed_in}](../../{machine.computed_in})."
    yield "\n".join(_diagram(machine))
    yield table(
        ["Code", "English", "日本語"],
        ((f"`{each.value}`", each.label, japanese(each.label)) for each in machine.states),
    )
    yield table(
        ["From", "To", "When", "日本語"],
        ((f"`{each.before}`", f"`{each.after}`", each.event, japanese(each.event)) for each in machine.transitions),
    )


def _diagram(machine: Machine) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield from (f"    {each.value} : {japanese(each.label)} {each.label}" for each in machine.states)
    yield f"    [*] --> {machine.first.value}"
    pairs = dict.fromkeys((each.before.value, each.after.value) for each in machine.transitions)
    yield from (f"    {before} --> {after}" for before, after in pairs)
    yield "```"
