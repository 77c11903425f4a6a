"""Which tiers are one: stated by several rows, or on file already."""

from kantoku.imports.chains import Group, Node
from kantoku.imports.names import name_of


def twin_of(group: Group, parent: Node, node: Node) -> Node | None:
    """The tier under the same parent that the row says more of: the same organisation with no other work or beginning.

    One on file may have begun on another day, unless a row says just that day: then the day was corrected.
    """
    same = [other for other in parent.children if other.organisation == node.organisation]
    for other in same:
        if not _differs(other, node, "work", "starts_on"):
            return other
    for other in same:
        if other.before and not _differs(other, node, "work") and not _is_claimed(group, other):
            return other
    return None


def _is_claimed(group: Group, on_file: Node) -> bool:
    """Does a row of the file state just that tier?"""
    name = name_of(on_file.name)
    return any(
        node.where and node.is_called(name, on_file.number) and not _differs(on_file, node, "work", "starts_on")
        for node in group.nodes
    )


def _differs(other: Node, node: Node, *names: str) -> bool:
    said = other.before[1] if other.before else other.values
    return any(said.get(name) and node.values.get(name) and said[name] != node.values[name] for name in names)


def engagement_of(node: Node) -> Node:
    """The tier itself, where several rows state one."""
    if node.parent is None:
        return node
    parent = engagement_of(node.parent)
    return next((each for each in parent.children if each.record_id == node.record_id), node)


def without_inherited(parent: Node, node: Node, known: Node | None) -> None:
    """In the register a tier shows what holds for it: what it only has from the tier above is not stated of it."""
    above = {**(parent.before[1] if parent.before else {}), **parent.values}
    before = known.before[1] if known and known.before else None
    for name in ("data_class", "ends_on", "starts_on"):
        value = node.values.get(name)
        is_inherited = value == above.get(name) or (name == "ends_on" and value == above.get("ended_on"))
        if name != "data_class":
            really = "actual_started_on" if name == "starts_on" else "actual_ended_on"
            is_inherited = (is_inherited and name == "ends_on") or bool(node.values.get(really))
        if is_inherited or (before is not None and name not in before):
            node.values.pop(name, None)
