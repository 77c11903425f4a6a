"""Who stands under whom: the tiers that rows state, put under their contracts together with those on file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from kantoku.imports.cells import Unread
from kantoku.imports.names import Name, name_of
from kantoku.imports.reading import Read
from kantoku.wording import N_

Values = dict[str, Any]
Where = tuple[Read, int]
"""A row of a table: the table as read, and the place of the row in it."""


class State(Enum):
    OPEN = "open"
    GOOD = "good"
    OUT = "out"
    WAITS = "waits"


@dataclass(slots=True, eq=False)
class Node:
    """One tier. where: the row that states it, None on file. tier: as stated, None if it is not.

    above: name and number of whom it stands under, as stated. parts: what else the row says of it, such as a decision.
    waits_for: the row that must be corrected first. same_as: the tier that the row says more of.
    """

    name: str | None
    number: str | None
    where: Where | None = None
    tier: int | None = None
    above: tuple[str | None, str | None] = (None, None)
    values: Values = field(default_factory=dict)
    parts: list[tuple[str, Values]] = field(default_factory=list)
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    state: State = State.OPEN
    waits_for: Where | None = None
    record_id: str = ""
    given_id: str | None = None
    before: tuple[int, Values] | None = None
    organisation: str = ""

    @property
    def depth(self) -> int:
        depth, node = 1, self
        while node.parent is not None and depth < 100:
            depth, node = depth + 1, node.parent
        return depth

    def is_called(self, name: Name | None, number: str | None) -> bool:
        """Is it the organisation of that name or number? Where both have a number, the number tells."""
        if number and self.number:
            return number == self.number
        own = name_of(self.name)
        return bool(name and own and own.is_like(name))


@dataclass(slots=True, eq=False)
class Group:
    """A contract with its chain. root: the contractor, None where no good row states the contract and none is on file.

    refused: the rows that would have stated it.
    """

    key: str
    root: Node | None = None
    nodes: list[Node] = field(default_factory=list)
    refused: list[Where] = field(default_factory=list)

    def called(self, name: str | None, number: str | None, tier: int | None = None) -> list[Node]:
        """The tiers of that name or number, good or not; of the stated tier where one of them is."""
        folded = name_of(name)
        found = [node for node in self.everyone() if node.is_called(folded, number)]
        at_tier = [node for node in found if tier and (node.tier or node.depth) == tier]
        return at_tier or found

    def everyone(self) -> Iterator[Node]:
        if self.root is not None:
            yield self.root
        yield from self.nodes


UNKNOWN_PARENT = N_("“{read}” is neither the contractor nor a subcontractor of this contract.")
NO_PARENT = N_("Whom it stands under is not said, and more than one tier could be meant.")
CIRCLE = N_("“{read}” stands under itself.")


def settle(group: Group) -> None:
    """Puts every open tier of a contract under the one that it stands under, or says why it cannot be."""
    for node in group.nodes:
        _settle(group, node, [])


def _settle(group: Group, node: Node, path: list[Node]) -> None:
    if node.state is not State.OPEN:
        return
    if node in path:
        _fail(node, Unread(CIRCLE, {"read": node.name or ""}, node.name or ""))
        return
    parent = node.parent or _above(group, node)
    if parent is None:
        return
    _settle(group, parent, [*path, node])
    if node.state is not State.OPEN:
        return
    if parent.state is not State.GOOD:
        node.state, node.waits_for = State.WAITS, parent.waits_for or parent.where
        return
    node.parent, node.state = parent, State.GOOD


def _above(group: Group, node: Node) -> Node | None:
    name, number = node.above
    if not name and not number:
        return _unnamed_above(group, node)
    found = [other for other in group.called(name, number) if other is not node]
    if node.tier:
        found = [other for other in found if (other.tier or other.depth) == node.tier - 1] or found
    found.sort(key=lambda other: other.state is State.OUT)
    if not found:
        _fail(node, Unread(UNKNOWN_PARENT, {"read": name or number}, name or number or ""), "parent.name")
        return None
    return found[0]


def _unnamed_above(group: Group, node: Node) -> Node | None:
    """The contractor for a tier directly below it; deeper, the only tier that can be meant."""
    if not node.tier or node.tier <= 2:
        return group.root
    above = [other for other in group.nodes if other is not node and other.tier == node.tier - 1]
    if len(above) == 1:
        return above[0]
    _fail(node, Unread(NO_PARENT), "parent.name")
    return None


def _fail(node: Node, said: Unread, *wanted: str) -> None:
    node.state = State.OUT
    if node.where:
        read, row = node.where
        read.fail(row, said, *wanted, "org.name", "org.corporate_number")
