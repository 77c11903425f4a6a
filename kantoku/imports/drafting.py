"""From what the rows say to the records, each compared with what is on file."""

import datetime
from typing import Any

from kantoku.dates import fiscal_year
from kantoku.imports import targets
from kantoku.imports.chains import Group, Node, State, Values
from kantoku.imports.columns import Holds
from kantoku.imports.drafts import Draft
from kantoku.imports.gathered import Gathered, deny, draft_of
from kantoku.imports.names import name_of
from kantoku.imports.rows import row_values
from kantoku.imports.statements import DATED
from kantoku.imports.twins import engagement_of, twin_of, without_inherited

_TOLD_APART = {"decision": "outcome", "confirmation": "overall", "audit": "number", "request": "number"}

_SUPPOSED: dict[str, Values] = {
    "confirmation": {"form": "summary", "overall": "secured", "is_presumed": True},
    "decision": {"taken": "on_paper"},
}


class Drafting(Gathered):
    """Drafts organisations, contracts with their chains, and what is said of them."""

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
                    values = row_values(columns, row)
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
            self._organisations[key] = self.drafts.add(draft_of("organisation", self.drafts.new_id(), known))
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
        parent = engagement_of(node.parent)
        twin = twin_of(group, parent, node)
        if node.where and node.where[0].mapping.is_register:
            twin = next((other for other in parent.children if other.record_id == node.given_id), twin)
            without_inherited(parent, node, twin)
        if twin is not None:
            node.record_id, node.parent = twin.record_id, parent
            draft = self._facts.get((twin.record_id,))
            if draft is None:
                draft = self._fact((twin.record_id,), "subcontract", (twin.record_id, *(twin.before or (0, {}))))
            draft.conflict(node.values)
            deny(draft, node.values)
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
        draft = self.drafts.add(draft_of(kind, self._new_id(given), known))
        if key:
            self._facts[key] = draft
        return draft

    def _draft_part(self, node: Node, part: str, values: Values, contract_id: str = "") -> None:
        kind = targets.PARTS[part]
        contract = contract_id or self._contract_of(node)
        values = dict(values)
        given = values.pop("id", None)
        day = values.get(DATED[part]) or values.get("planned_on")
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


def _is_like(one: str | None, other: str | None) -> bool:
    first, second = name_of(one), name_of(other)
    return bool(first and second and first.is_like(second))


def complete_audit(draft: Draft) -> None:
    """What follows from the day and the way of an audit."""
    if day := draft.stated.get("audited_on"):
        draft.supposed.setdefault("fiscal_year", fiscal_year(datetime.date.fromisoformat(day)))
    if draft.stated.get("methods") == ["through_contractor"]:
        draft.supposed |= {"conducted_by": "contractor", "audit_kind": "through_contractor"}
