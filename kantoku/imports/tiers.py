"""The tiers that rows state, in rows or in columns, and which of them stay out together."""

from kantoku.imports import targets
from kantoku.imports.chains import Group, Node, State
from kantoku.imports.reading import Read
from kantoku.imports.rows import check, classify, lines, need, prefix_of, row_values
from kantoku.imports.statements import Statements


class Tiers(Statements):
    """Reads subcontracts."""

    def _read_columns(self, read: Read) -> None:
        """The chain that stands in columns beside the contract."""
        tiers = sorted({targets.parsed(target).tier for target in read.values} - {0})
        columns = {tier: read.columns(tier, "subcontract") for tier in tiers}
        for row, number in enumerate(read.of("contract.number")):
            group = self._group_of(read, row, number) if tiers else None
            above = group.root if group else None
            for tier in tiers:
                prefix = prefix_of(tier)
                name, own = read.of(f"{prefix}org.name")[row], read.of(f"{prefix}org.corporate_number")[row]
                if not (name or own) or group is None:
                    continue
                values = row_values(columns[tier], row)
                classify(values, read, f"{prefix}subcontract")
                node = Node(name, own, (read, row), tier, values=values, parent=above)
                check(read, row, "subcontract", values, self.today, prefix)
                node.parts = self._parts(read, row, tier)
                self._enter(group, node)
                above = node

    def _read_tiers(self, read: Read) -> None:
        own = read.columns(0, "subcontract")
        columns = (read.of(t) for t in ("contract.number", "org.name", "org.corporate_number", "row.tier"))
        above = zip(read.of("parent.name"), read.of("parent.corporate_number"), strict=True)
        for row, ((number, name, its, tier), over) in enumerate(zip(zip(*columns, strict=True), above, strict=True)):
            if tier == 1 and read.mapping.is_register:
                continue
            group = self._group_of(read, row, number)
            values = row_values(own, row)
            classify(values, read, "subcontract")
            check(read, row, "subcontract", values, self.today)
            if not name and not self.names_of(its):
                need(read, row, "org.name")
            node = Node(name, its, (read, row), tier, over, values, given_id=read.of("row.id")[row])
            node.parts = self._parts(read, row, 0)
            if read.kept[row]:
                values["note"] = lines(values.get("note"), read.kept[row])
            if group is not None:
                self._enter(group, node)

    def _enter(self, group: Group, node: Node) -> None:
        read, row = node.where or (None, 0)
        if read and row in read.faults:
            node.state = State.OUT
        elif group.root is None:
            node.state, node.waits_for = State.WAITS, group.refused[0]
        group.nodes.append(node)

    def _wait_together(self) -> None:
        """A row stays out whole: with one of its tiers, the others, and what stands under them."""
        while True:
            out = {
                (id(node.where[0]), node.where[1]): node
                for group in self.groups.values()
                for node in group.nodes
                if node.where and node.state in {State.OUT, State.WAITS}
            }
            moved = False
            for group in self.groups.values():
                for node in group.nodes:
                    if node.state is not State.GOOD or not node.where:
                        continue
                    if other := out.get((id(node.where[0]), node.where[1])):
                        node.state, node.waits_for, moved = other.state, other.waits_for, True
                    elif node.parent and node.parent.state is not State.GOOD:
                        node.state, node.waits_for = State.WAITS, node.parent.waits_for or node.parent.where
                        moved = True
            if not moved:
                break
        for node in out.values():
            if node.state is State.WAITS and node.where and node.waits_for:
                self._wait(node.where, node.waits_for)
