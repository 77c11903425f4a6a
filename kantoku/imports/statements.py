"""What rows say of an engagement besides: decisions, confirmations, audits."""

from collections.abc import Iterable

from kantoku import wording
from kantoku.imports import targets
from kantoku.imports.cells import Unread
from kantoku.imports.chains import Node, State, Values
from kantoku.imports.gathered import Gathered
from kantoku.imports.reading import Read
from kantoku.imports.rows import check, lines, prefix_of, row_values
from kantoku.wording import N_

NO_ENGAGEMENT = N_("“{read}” has no part in this contract, neither in the file nor on file.")
WHICH_CONTRACT = N_("“{read}” works under several contracts or none. Write the number of the contract.")

DATED = {
    "decision": "decided_on",
    "confirmation": "confirmed_on",
    "audit": "audited_on",
    "request": "requested_on",
}


class Statements(Gathered):
    """Reads what is said of engagements that other rows state, or that are on file."""

    def _parts(self, read: Read, row: int, tier: int) -> list[tuple[str, Values]]:
        """The decision, confirmation and audit that a row states of a tier."""
        prefix, found = prefix_of(tier), []
        for part in ("confirmation", "request", "decision", "audit"):
            columns = read.columns(tier, part)
            if not columns:
                continue
            values = row_values(columns, row)
            check(read, row, part, values, self.today, prefix)
            if part == "decision":
                values = self._decision(read, row, prefix, values)
            if values and (given := read.of(f"row.{part}_id")[row] or read.of("row.id")[row]):
                values["id"] = given
            if values.get(DATED[part]) or values.get("planned_on") or (part == "request" and values):
                found.append((part, values))
        return found

    def _decision(self, read: Read, row: int, prefix: str, values: Values) -> Values:
        """A decision with its day; what the file says of one without is kept in the note."""
        if values.get("decided_on") and f"{prefix}decision.outcome" not in read.values:
            values["outcome"] = "permitted"
        if values.get("decided_on") and values.get("outcome"):
            return values
        said = {name: values[name] for name in ("outcome", "decided_on") if values.get(name)}
        for name, value in said.items():
            choices = targets.field_of(f"decision.{name}").choices
            shown = wording.catalogue(wording.DEFAULT)[choices(value).label] if choices else value
            line = f"{read.column(f'{prefix}decision.{name}')}：{shown}"
            read.kept[row] = lines(read.kept[row], line)
        return {}

    def _read_about(self, read: Read) -> Iterable[tuple[Node, str, Values]]:
        """What a row says of an engagement that another row states, or that is on file."""
        columns = (read.of(t) for t in ("contract.number", "org.name", "org.corporate_number", "row.tier"))
        for row, (number, name, its, tier) in enumerate(zip(*columns, strict=True)):
            # The row of its own contract tells of it; and an audit of the office's own sections is of no contract.
            if read.of("row.covered_with")[row] or (read.mapping.is_register and not number):
                continue
            parts = self._parts(read, row, 0)
            nodes = self._engagements(read, row, number, name, its, tier)
            if row in read.faults or not nodes:
                continue
            good = [node for node in nodes if node.state is State.GOOD]
            if not good:
                first = nodes[0]
                self._wait((read, row), first.waits_for or first.where or (read, row))
                continue
            for part, values in parts:
                if read.kept[row] and part != "request":
                    values["note"] = lines(values.get("note"), read.kept[row])
                yield from ((node, part, values) for node in good[:1])

    def _engagements(
        self, read: Read, row: int, number: str | None, name: str | None, its: str | None, tier: int | None
    ) -> list[Node]:
        named = name or its or ""
        if number or read.of("contract.title")[row]:
            group = self._group_of(read, row, number)
            if group is None:
                return []
            if group.root is None:
                self._wait((read, row), group.refused[0])
                return []
            nodes = group.called(name, its, tier) if named else [group.root]
            if not nodes:
                read.fail(row, Unread(NO_ENGAGEMENT, {"read": named}, named), "org.name", "org.corporate_number")
            return sorted(nodes, key=lambda node: node.state is not State.GOOD)
        nodes = [node for group in self.groups.values() for node in group.called(name, its, tier)]
        if len(nodes) != 1:
            read.fail(row, Unread(WHICH_CONTRACT, {"read": named}, named), "contract.number", "org.name")
        return nodes[:1]
