"""The contracts that rows state, and those on file with their chains."""

from kantoku import text
from kantoku.imports import targets
from kantoku.imports.cells import Unread
from kantoku.imports.chains import Group, Node, State, Values
from kantoku.imports.gathered import deny, draft_of
from kantoku.imports.reading import Read
from kantoku.imports.rows import check, classify, lines, need, need_new_contract, row_values
from kantoku.imports.statements import Statements
from kantoku.wording import N_, _

OTHERWISE = N_("Row {row} says otherwise of the same contract: “{field}”.")


class Contracts(Statements):
    """Reads contracts."""

    def _read_contracts(self, read: Read) -> None:
        own = read.columns(0, "contract")
        names, numbers = read.of("org.name"), read.of("org.corporate_number")
        is_stated = "org.name" in read.values or "org.corporate_number" in read.values
        for row, number in enumerate(read.of("contract.number")):
            if not is_stated:
                continue
            values = row_values(own, row)
            classify(values, read, "contract")
            check(read, row, "contract", values, self.today)
            if not number:
                if not self._found_by_title(values.get("title")):
                    need(read, row, "contract.number")
                continue
            known = self.on_file.contract(number)
            if known is None:
                need_new_contract(read, row, values, names[row] or numbers[row])
            group = self._group(number)
            if row in read.faults:
                group.refused.append((read, row))
                continue
            if self._states_otherwise(read, row, number, values):
                group.refused.append((read, row))
                continue
            if read.kept[row]:
                values["note"] = lines(values.get("note"), read.kept[row])
            if read.mapping.is_register and known:
                values.pop("none_declared_on", None)  # the register tells of the last declaration, wherever it was made
            self._state_contract(group, read, row, names[row], numbers[row], values)

    def _states_otherwise(self, read: Read, row: int, number: str, values: Values) -> bool:
        if number not in self._contracts:
            return False
        draft, first = self._contracts[number]
        for name, value in values.items():
            said = draft.stated.get(name)
            if name != "note" and value is not None and said is not None and said != value:
                label = _(targets.field_of(f"contract.{name}").about.label)
                read.fail(row, Unread(OTHERWISE, {"row": first, "field": label}), f"contract.{name}")
                return True
        return False

    def _state_contract(
        self, group: Group, read: Read, row: int, name: str | None, number: str | None, values: Values
    ) -> None:
        if group.key in self._contracts:
            draft = self._contracts[group.key][0]
        else:
            known = self.on_file.contract(group.key)
            draft = draft_of("contract", self._new_id(read.of("row.id")[row]), known)
            if not read.mapping.is_register:
                draft.supposed["data_class"] = "unknown"
            self._contracts[group.key] = draft, read.numbers[row]
            self._titles.setdefault(text.fold(values.get("title") or ""), []).append(group.key)
        deny(draft, values)
        draft.conflict(values)
        if group.root is None:
            group.root = Node(name, number, (read, row), 1, state=State.GOOD, record_id=draft.record_id)
        elif name or number:
            group.root.name, group.root.number = group.root.name or name, group.root.number or number
        group.root.parts += self._parts(read, row, 0)

    def _groups_on_file(self) -> None:
        """The contracts on file that the file speaks of, with their chains."""
        self.on_file.find_chains()
        organisations = self.on_file.of("organisation")
        for number, (record_id, revision, values) in self.on_file.contracts.items():
            group = self._group(number)
            _was, named = organisations.get(values["organisation_id"], (0, {}))
            if group.root is None:
                group.root = Node(named.get("name"), named.get("corporate_number"), tier=1, state=State.GOOD)
                self._titles.setdefault(text.fold(values.get("title") or ""), []).append(number)
            group.root.record_id, group.root.before = record_id, (revision, values)
            group.root.organisation = group.root.organisation or values["organisation_id"]
            nodes = {record_id: group.root}
            for tier_id, (its_revision, said) in self.on_file.under(record_id):
                _was, named = organisations.get(said["organisation_id"], (0, {}))
                nodes[tier_id] = Node(
                    named.get("name"),
                    named.get("corporate_number"),
                    values={},
                    state=State.GOOD,
                    record_id=tier_id,
                    before=(its_revision, said),
                    organisation=said["organisation_id"],
                )
            for tier_id, node in nodes.items():
                if tier_id != record_id and node.before:
                    node.parent = nodes.get(node.before[1]["parent_id"], group.root)
                    node.parent.children.append(node)
                    group.nodes.append(node)
