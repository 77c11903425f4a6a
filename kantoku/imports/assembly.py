"""From the rows of all tables to the records that they state: who is who, what stands under what, what stays out."""

from kantoku.imports.chains import settle
from kantoku.imports.columns import Holds
from kantoku.imports.contracts import Contracts
from kantoku.imports.drafting import Drafting, complete_audit
from kantoku.imports.gathered import IDS
from kantoku.imports.tiers import Tiers


class Assembly(Contracts, Tiers, Drafting):
    """Puts the rows of a file together."""

    def run(self) -> None:
        """Fills drafts, waiting, and the faults of the reads."""
        self._learn_names()
        given = {value for target in IDS for value in self._mentioned(target)}
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
                complete_audit(audits)
