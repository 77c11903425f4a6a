"""From the rows of all tables to the records that they state: who is who, what stands under what, what stays out."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kantoku import text, wording
from kantoku.dates import fiscal_year
from kantoku.imports import targets
from kantoku.imports.cells import Unread
from kantoku.imports.chains import Group, Node, State, Values, Where, settle
from kantoku.imports.columns import Holds
from kantoku.imports.drafts import Draft, Drafts
from kantoku.imports.names import Names, agree, name_of
from kantoku.imports.on_file import OnFile
from kantoku.imports.reading import Read
from kantoku.records import KINDS
from kantoku.records.base import About, fields
from kantoku.wording import N_, _

NEEDED = N_("Nothing stands here, and the record needs it.")
NO_CONTRACT = N_("There is no contract “{read}”, neither in the file nor on file.")
NO_ENGAGEMENT = N_("“{read}” has no part in this contract, neither in the file nor on file.")
WHICH_CONTRACT = N_("“{read}” works under several contracts or none. Write the number of the contract.")
OTHERWISE = N_("Row {row} says otherwise of the same contract: “{field}”.")
TO_COME = N_("“{read}” has not come yet.")
EARLIER = N_("“{read}” is earlier than “{other}” ({day}).")


@dataclass(eq=False)
class Assembly:
    """What the rows of a file amount to. waiting: rows that stay out until another is corrected: (row, that row)."""

    reads: list[Read]
    on_file: OnFile
    today: datetime.date
    drafts: Drafts = field(default_factory=Drafts)
    waiting: dict[tuple[int, int], tuple[Where, Where]] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    _titles: dict[str, list[str]] = field(default_factory=dict)
    _organisations: dict[str, Draft] = field(default_factory=dict)
    _contracts: dict[str, tuple[Draft, int]] = field(default_factory=dict)
    _facts: dict[tuple[Any, ...], Draft] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def run(self) -> None:
        """Fills drafts, waiting, and the faults of the reads."""
        self._learn_names()
        given = {value for target in _IDS for value in self._mentioned(target)}
        self._used = self.on_file.used(given) if given else set()
        self.on_file.find_contracts(self._mentioned("contract.number"), self._mentioned("contract.title"))
        for read in self._holding(Holds.CONTRACTS):
            self._read_contracts(read)
        self._groups_on_file()
        for read in self._holding(Holds.CONTRACTS):
            self._read_columns(read)
        for read in self._holding(Holds.TIERS):
            self._read_tiers(read)
        for group in self.groups.values():
            settle(group)
        self._wait_together()
        about = [about for read in self._holding(Holds.ABOUT) for about in self._read_about(read)]
        self._draft_organisations()
        for group in self.groups.values():
            self._draft_group(group)
        for node, part, values in about:
            self._draft_part(node, part, values)
        for audits in self._facts.values():
            if audits.kind == "audit":
                _complete_audit(audits)

    def _holding(self, holds: Holds) -> list[Read]:
        return [read for read in self.reads if read.mapping.holds is holds]

    def _mentioned(self, target: str) -> set[str]:
        return {value for read in self.reads for value in read.of(target) if value}

    def _learn_names(self) -> None:
        for record_id, (_revision, values) in self.on_file.of("organisation").items():
            self.names.learn(values.get("name"), values.get("corporate_number") or f"id:{record_id}")
        for read in self.reads:
            for tier, part in {(targets.parsed(each).tier, targets.parsed(each).part) for each in read.values}:
                if part in {"org", "parent"}:
                    names, numbers = (read.of(f"{_prefix(tier)}{part}.{name}") for name in ("name", "corporate_number"))
                    for name, number in dict.fromkeys(zip(names, numbers, strict=True)):
                        if name and number:
                            self.names.learn(name, number)

    # Contracts

    def _read_contracts(self, read: Read) -> None:
        own = read.columns(0, "contract")
        names, numbers = read.of("org.name"), read.of("org.corporate_number")
        is_stated = "org.name" in read.values or "org.corporate_number" in read.values
        for row, number in enumerate(read.of("contract.number")):
            if not is_stated:
                continue
            values = _row_values(own, row)
            _classify(values, read, "contract")
            self._check(read, row, "contract", values)
            if not number:
                if not self._found_by_title(values.get("title")):
                    _need(read, row, "contract.number")
                continue
            known = self.on_file.contract(number)
            if known is None:
                _need_new_contract(read, row, values, names[row] or numbers[row])
            group = self._group(number)
            if row in read.faults:
                group.refused.append((read, row))
                continue
            if self._states_otherwise(read, row, number, values):
                group.refused.append((read, row))
                continue
            if read.kept[row]:
                values["note"] = _lines(values.get("note"), read.kept[row])
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
            draft = _draft("contract", self._new_id(read.of("row.id")[row]), known)
            if not read.mapping.is_register:
                draft.supposed["data_class"] = "unknown"
            self._contracts[group.key] = draft, read.numbers[row]
            self._titles.setdefault(text.fold(values.get("title") or ""), []).append(group.key)
        _deny(draft, values)
        draft.conflict(values)
        if group.root is None:
            group.root = Node(name, number, (read, row), 1, state=State.GOOD, record_id=draft.record_id)
        elif name or number:
            group.root.name, group.root.number = group.root.name or name, group.root.number or number
        group.root.parts += self._parts(read, row, 0)

    def _new_id(self, given: str | None = None) -> str:
        """An id for a new record: the one that the register gives it, unless something was recorded under that."""
        if given and given not in self._used and _ID.fullmatch(given):
            self._used.add(given)
            return given
        return self.drafts.new_id()

    def _group(self, number: str) -> Group:
        if number not in self.groups:
            self.groups[number] = Group(number)
        return self.groups[number]

    def _found_by_title(self, title: str | None) -> Group | None:
        key = agree(self._titles.get(text.fold(title), ())) if title else None
        return self.groups.get(key) if key else None

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

    # Tiers

    def _read_columns(self, read: Read) -> None:
        """The chain that stands in columns beside the contract."""
        tiers = sorted({targets.parsed(target).tier for target in read.values} - {0})
        columns = {tier: read.columns(tier, "subcontract") for tier in tiers}
        for row, number in enumerate(read.of("contract.number")):
            group = self._group_of(read, row, number) if tiers else None
            above = group.root if group else None
            for tier in tiers:
                prefix = _prefix(tier)
                name, own = read.of(f"{prefix}org.name")[row], read.of(f"{prefix}org.corporate_number")[row]
                if not (name or own) or group is None:
                    continue
                values = _row_values(columns[tier], row)
                _classify(values, read, f"{prefix}subcontract")
                node = Node(name, own, (read, row), tier, values=values, parent=above)
                self._check(read, row, "subcontract", values, prefix)
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
            values = _row_values(own, row)
            _classify(values, read, "subcontract")
            self._check(read, row, "subcontract", values)
            if not name and not self.names_of(its):
                _need(read, row, "org.name")
            node = Node(name, its, (read, row), tier, over, values, given_id=read.of("row.id")[row])
            node.parts = self._parts(read, row, 0)
            if read.kept[row]:
                values["note"] = _lines(values.get("note"), read.kept[row])
            if group is not None:
                self._enter(group, node)

    def _group_of(self, read: Read, row: int, number: str | None) -> Group | None:
        """The contract that a row names, by number, else by title; a row that names none it can be stays out."""
        title = read.of("contract.title")[row]
        group = self.groups.get(number) if number else self._found_by_title(title)
        if group and (group.root or group.refused):
            return group
        if not read.mapping.is_register or number or title:
            named = number or title
            said = Unread(NO_CONTRACT, {"read": named}, named) if named else Unread(NEEDED)
            if row not in read.faults:
                read.fail(row, said, "contract.number", "contract.title")
        return None

    def _enter(self, group: Group, node: Node) -> None:
        read, row = node.where or (None, 0)
        if read and row in read.faults:
            node.state = State.OUT
        elif group.root is None:
            node.state, node.waits_for = State.WAITS, group.refused[0]
        group.nodes.append(node)

    def names_of(self, number: str | None) -> str | None:
        """The name under which a corporate number is on file."""
        found = self.on_file.organisation(number) if number else None
        return found[2].get("name") if found else None

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

    def _wait(self, where: Where, other: Where) -> None:
        read, row = where
        if row not in read.faults:
            self.waiting.setdefault((id(read), row), (where, other))

    # What is said of a tier besides

    def _parts(self, read: Read, row: int, tier: int) -> list[tuple[str, Values]]:
        """The decision, confirmation and audit that a row states of a tier."""
        prefix, found = _prefix(tier), []
        for part in ("confirmation", "request", "decision", "audit"):
            columns = read.columns(tier, part)
            if not columns:
                continue
            values = _row_values(columns, row)
            self._check(read, row, part, values, prefix)
            if part == "decision":
                values = self._decision(read, row, prefix, values)
            if values and (given := read.of(f"row.{part}_id")[row] or read.of("row.id")[row]):
                values["id"] = given
            if values.get(_DATED[part]) or values.get("planned_on") or (part == "request" and values):
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
            read.kept[row] = _lines(read.kept[row], line)
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
                    values["note"] = _lines(values.get("note"), read.kept[row])
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

    def _check(self, read: Read, row: int, part: str, values: Values, prefix: str = "") -> None:
        """What contradicts itself: an end before its beginning, something done on a day that has not come."""
        for name, value in list(values.items()):
            if (about := _checked_days(targets.PARTS[part]).get(name)) is None:
                continue
            if about.happened and value > self.today.isoformat():
                if part == "audit" and name == "audited_on":
                    values["planned_on"] = values.pop("audited_on")
                else:
                    read.fail(row, Unread(TO_COME, {"read": value}, value), f"{prefix}{part}.{name}")
            for other in about.not_before:
                if (earlier := values.get(other)) and value < earlier:
                    label = _(targets.field_of(f"{part}.{other}").about.label)
                    said = Unread(EARLIER, {"read": value, "other": label, "day": earlier}, value)
                    read.fail(row, said, f"{prefix}{part}.{name}")

    # Drafts

    def _draft_organisations(self) -> None:
        """Every organisation of a row that goes in: what is said of it first holds."""
        for read in self.reads:
            tiers = {targets.parsed(target).tier for target in read.values if targets.parsed(target).part == "org"}
            if read.mapping.holds is Holds.ABOUT:
                continue
            for tier in sorted(tiers):
                columns = read.columns(tier, "org")
                for row in range(len(read.numbers)):
                    if row in read.faults or (id(read), row) in self.waiting:
                        continue
                    values = _row_values(columns, row)
                    if values.get("name") or values.get("corporate_number"):
                        self._organisation(values)

    def _organisation(self, values: Values) -> Draft | None:
        """The organisation of these values, a new one where none is known by its number or name."""
        name, number = values.get("name"), values.get("corporate_number")
        key = self._organisation_key(name, number)
        if key not in self._organisations:
            known = self.on_file.organisation(key)
            if known is None and not name:
                return None
            self._organisations[key] = self.drafts.add(_draft("organisation", self.drafts.new_id(), known))
        draft = self._organisations[key]
        for field_name, value in values.items():
            if field_name == "name" and draft.before and _is_like(draft.before.get("name"), value):
                continue
            if value is not None:
                draft.stated.setdefault(field_name, value)
        return draft

    def _organisation_key(self, name: str | None, number: str | None) -> str:
        """What stands for an organisation: its number, else the only one that the name can be, else the name."""
        if number:
            return number
        keys = self.names.keys(name)
        if keys:
            return keys[0]
        folded = name_of(name)
        key = f"name:{folded.folded}:{folded.form}" if folded else ""
        self.names.learn(name, key)
        return key

    def _draft_group(self, group: Group) -> None:
        if group.root is None:
            return
        root = group.root
        if group.key in self._contracts:
            draft = self.drafts.add(self._contracts[group.key][0])
            if root.name or root.number:
                organisation = self._organisation({"name": root.name, "corporate_number": root.number})
                if organisation:
                    draft.stated["organisation_id"] = organisation.record_id
            root.record_id = draft.record_id
        for part, values in root.parts:
            self._draft_part(root, part, values)
        for node in group.nodes:
            if node.state is State.GOOD and node.where is not None:
                self._draft_tier(group, root.record_id, node)

    def _draft_tier(self, group: Group, contract_id: str, node: Node) -> None:
        if node.record_id or node.parent is None:
            return
        if node.parent.where is not None and not node.parent.record_id:
            self._draft_tier(group, contract_id, node.parent)
        organisation = self._organisation({"name": node.name, "corporate_number": node.number})
        if organisation is None:
            return
        node.organisation = organisation.record_id
        parent = _engagement_of(node.parent)
        twin = _twin(group, parent, node)
        if node.where and node.where[0].mapping.is_register:
            twin = next((other for other in parent.children if other.record_id == node.given_id), twin)
            _without_inherited(parent, node, twin)
        if twin is not None:
            node.record_id, node.parent = twin.record_id, parent
            draft = self._facts.get((twin.record_id,))
            if draft is None:
                draft = self._fact((twin.record_id,), "subcontract", (twin.record_id, *(twin.before or (0, {}))))
            draft.conflict(node.values)
            _deny(draft, node.values)
        else:
            draft = self._fact((), "subcontract", None, node.given_id)
            draft.stated |= {
                "contract_id": contract_id,
                "parent_id": parent.record_id,
                "organisation_id": organisation.record_id,
                **node.values,
            }
            draft.supposed["origin"] = "taken_over"
            node.record_id = draft.record_id
            self._facts[draft.record_id,] = draft
            parent.children.append(node)
            twin = node
        for part, values in node.parts:
            self._draft_part(twin, part, values, contract_id)

    def _fact(
        self, key: tuple[Any, ...], kind: str, known: tuple[str, int, Values] | None, given: str | None = None
    ) -> Draft:
        draft = self.drafts.add(_draft(kind, self._new_id(given), known))
        if key:
            self._facts[key] = draft
        return draft

    def _draft_part(self, node: Node, part: str, values: Values, contract_id: str = "") -> None:
        kind = targets.PARTS[part]
        contract = contract_id or self._contract_of(node)
        values = dict(values)
        given = values.pop("id", None)
        day = values.get(_DATED[part]) or values.get("planned_on")
        other = values.get(_TOLD_APART[part])
        key: tuple[Any, ...] = (kind, node.record_id, day, other)
        if given:
            key = kind, given
        if key in self._facts:
            if self._facts[key].before:
                values.pop("finding_count", None)
            elif part == "audit":
                values["subjects"] = [{"contract_id": contract, "engagement_id": node.record_id}]
            self._facts[key].conflict(values)
            return
        by_id = self.on_file.by_id(kind, given)
        known = by_id or self.on_file.fact(kind, node.record_id, day, _TOLD_APART[part], other)
        draft = self._fact(key, kind, known, given)
        if known and "finding_count" not in known[2]:
            values.pop("finding_count", None)  # the register counts the findings on file
        draft.stated |= values
        if part == "audit":
            if draft.is_new:
                draft.stated["subjects"] = [{"contract_id": contract, "engagement_id": node.record_id}]
            return
        if by_id:
            return
        draft.stated |= {"contract_id": contract, "engagement_id": node.record_id}
        if given is None or part == "confirmation":
            draft.supposed |= _SUPPOSED.get(part, {})

    def _contract_of(self, node: Node) -> str:
        while node.parent is not None:
            node = node.parent
        return node.record_id


_DATED = {
    "decision": "decided_on",
    "confirmation": "confirmed_on",
    "audit": "audited_on",
    "request": "requested_on",
}
_TOLD_APART = {"decision": "outcome", "confirmation": "overall", "audit": "number", "request": "number"}
_SUPPOSED: dict[str, Values] = {
    "confirmation": {"form": "summary", "overall": "secured", "is_presumed": True},
    "decision": {"taken": "on_paper"},
}


_IDS = ("row.id", "row.request_id", "row.decision_id")
_ID = re.compile("[0-9a-z]{12}")


def _without_inherited(parent: Node, node: Node, known: Node | None) -> None:
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


def _prefix(tier: int) -> str:
    return f"tier{tier}." if tier else ""


def _row_values(columns: list[tuple[str, list[Any]]], row: int) -> Values:
    return {name: value for name, column in columns if (value := column[row]) is not None}


def _classify(values: Values, read: Read, part: str) -> None:
    """A term in one cell, and what a yes or no says of the data, as the record has them."""
    if period := values.pop("period", None):
        values |= {name: day for name, day in zip(("starts_on", "ends_on"), period, strict=True) if day}
    is_spi, is_personal = values.pop("is_spi", None), values.pop("is_personal", None)
    if values.get("data_class"):
        return
    if is_spi:
        values["data_class"] = "spi"
    elif is_personal is not None:
        values["data_class"] = "personal" if is_personal else "none"
    elif f"{part}.is_spi" in read.values:
        values["data_class"] = "unknown"


def _deny(draft: Draft, values: Values) -> None:
    """That no Specific Personal Information is handled says nothing against another class that is on file."""
    if values.get("data_class") == "unknown" and draft.before and draft.before.get("data_class", "unknown") != "spi":
        values.pop("data_class")
        draft.stated.pop("data_class", None)


def _need(read: Read, row: int, target: str) -> None:
    if row not in read.faults:
        read.fail(row, Unread(NEEDED), target, "contract.number", "org.name")


def _need_new_contract(read: Read, row: int, values: Values, contractor: str | None) -> None:
    if not values.get("title"):
        _need(read, row, "contract.title")
    if not contractor:
        _need(read, row, "org.name")


def _lines(*texts: str | None) -> str:
    return "\n".join(text for text in texts if text)


@cache
def _checked_days(kind: str) -> dict[str, About]:
    """The days of a kind, by field."""
    return {each.name: each.about for each in fields(KINDS[kind]) if each.is_date}


def _draft(kind: str, new_id: str, known: tuple[str, int, Values] | None) -> Draft:
    if known is None:
        return Draft(kind, new_id, {})
    record_id, revision, values = known
    return Draft(kind, record_id, {}, base=revision, before=values)


def _is_like(one: str | None, other: str | None) -> bool:
    first, second = name_of(one), name_of(other)
    return bool(first and second and first.is_like(second))


def _engagement_of(node: Node) -> Node:
    """The tier itself, where several rows state one."""
    if node.parent is None:
        return node
    parent = _engagement_of(node.parent)
    return next((each for each in parent.children if each.record_id == node.record_id), node)


def _twin(group: Group, parent: Node, node: Node) -> Node | None:
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


def _complete_audit(draft: Draft) -> None:
    """What follows from the day and the way of an audit."""
    if day := draft.stated.get("audited_on"):
        draft.supposed.setdefault("fiscal_year", fiscal_year(datetime.date.fromisoformat(day)))
    if draft.stated.get("methods") == ["through_contractor"]:
        draft.supposed |= {"conducted_by": "contractor", "audit_kind": "through_contractor"}
