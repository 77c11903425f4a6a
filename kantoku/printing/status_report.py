"""The report on the supervision of entrusted work: cover, summary, what the rules find, and a page a contract.

A large office has more contracts than one document can bear; they then stand in volumes of their own.
"""

import hashlib
import itertools
import math
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from kantoku import __version__, rules
from kantoku.catalogue import clauses
from kantoku.dates import show_both
from kantoku.exports import completeness
from kantoku.exports.lists import with_words
from kantoku.exports.looks import plain, word
from kantoku.exports.register import ExportFacts
from kantoku.exports.states import Standing
from kantoku.printing import contract_page
from kantoku.printing.blocks import Block, Break, Facts, Heading, Prose, Table, counted
from kantoku.printing.report import Setting
from kantoku.reading import Reading
from kantoku.wording import _, language

CONTRACTS, HITS = 200, 4_000
"""How many of them a volume holds: Typst takes about 2.3 MB and 13 ms for a contract, a fifth of that for a hit."""

_STANDINGS = (Standing.NOT_BEGUN, Standing.IN_ORDER, Standing.NEEDS_ACTION, Standing.BREACH)
_VERSION, _LINE = 12, 32  # characters of a hash: that tell two wordings apart, and in a line

Volume = tuple[str, Callable[[], bytes]]
"""The name of a file, and what sets it, on whatever thread."""


def title() -> str:
    return _("Report on the supervision of entrusted work")


def volumes(ledger: Reading, facts: ExportFacts) -> Iterator[Volume]:
    """The files of the report in their order, in the language of the running context: one, or several if it is long."""
    report = _Report(Setting(ledger, facts.as_of, facts.at_seq), facts)
    setting = report.setting
    if len(report.contracts) <= CONTRACTS and len(report.hits) <= HITS:
        pages = [block for part in report.pages() for block in part]
        blocks = [*report.opening(1), *report.found(), *pages, *_annex()]
        yield "report.pdf", setting.pdf(title(), blocks, day=setting.day)
        return
    count = 1 + sum(1 for _part in report.hits_by_volume()) + math.ceil(len(report.contracts) / CONTRACTS)
    yield "report.pdf", setting.pdf(title(), report.opening(count), day=setting.day)
    for nth, part in enumerate(itertools.chain(report.hits_by_volume(), report.pages()), 2):
        said = _("Volume {nth} of {count}", nth=nth, count=count)
        annex = _annex() if nth == count else []
        yield f"report-{nth:03d}.pdf", setting.pdf(title(), [*part, *annex], day=setting.day, subtitle=said)


def standing(rows: pd.DataFrame) -> list[dict[str, str]]:
    """How the work stands, a line each for contractors and subcontractors. rows: of the report legal_standing."""
    return [
        {
            "": _who(is_contractor=row["is_contractor"], is_live=row["is_live"]),
            **{word("standing", code): f"{row[code]:,}" for code in _STANDINGS},
            _("Total"): f"{row['engagements']:,}",
        }
        for row in rows.to_dict("records")
    ]


def _who(*, is_contractor: bool, is_live: bool) -> str:
    if is_contractor:
        return _("Contractors under way") if is_live else _("Contractors, not under way")
    return _("Subcontractors under way") if is_live else _("Subcontractors, not under way")


@dataclass
class _Report:
    """What the report tells of one scope. Every reading is made once."""

    setting: Setting
    facts: ExportFacts

    @cached_property
    def contracts(self) -> pd.DataFrame:
        required = [clause.code for clause in clauses() if clause.required_for_spi]
        return self._read("export_contracts", required_clauses=required)

    @cached_property
    def hits(self) -> pd.DataFrame:
        return with_words(self._read("attention", rule=None, contract=None))

    def opening(self, count: int) -> list[Block]:
        """Cover and summary. count: of the volumes."""
        lacking = self._lacking()
        return [
            Facts(self._cover(count)),
            Heading(_("Summary"), mark="1"),
            *self._contracts_standing(),
            *self._standing(),
            Heading(_("Rules that are broken"), level=2),
            *(Table.known(self._broken()) or [Prose(_("No rule is broken."))]),
            Heading(_("What is missing on record"), level=2),
            *(Table.known(lacking) or [Prose(_("Nothing is missing: every record holds all that it needs."))]),
        ]

    def found(self) -> list[Block]:
        """What the rules find, rule by rule, with the legal basis."""
        parts = [block for _rule, hits in self._by_rule() for block in _found(hits)]
        return [Break(), Heading(_("What the rules find"), mark="2"), *(parts or [Prose(_("No rule is broken."))])]

    def hits_by_volume(self) -> Iterator[list[Block]]:
        held: list[Block] = []
        rows = 0
        for _rule, hits in self._by_rule():
            for start in range(0, len(hits), HITS):
                part = hits.iloc[start : start + HITS]
                if held and rows + len(part) > HITS:
                    yield held
                    held, rows = [], 0
                held += _found(part)
                rows += len(part)
        if held:
            yield held

    def pages(self) -> Iterator[list[Block]]:
        """The pages of the contracts, as many together as a volume holds."""
        parts = [
            contract_page.grouped(frame)
            for frame in (
                self._read("chains"),
                self._read("export_permissions"),
                self._read("contracts_audited"),
                self.hits,
            )
        ]
        nothing = pd.DataFrame()
        known = self.contracts.to_dict("records")
        for start in range(0, len(known), CONTRACTS):
            yield [
                block
                for contract in known[start : start + CONTRACTS]
                for block in contract_page.blocks(
                    contract, *(each.get(contract["contract_id"], nothing) for each in parts)
                )
            ]

    def _cover(self, count: int) -> list[tuple[str, str]]:
        told = {
            _("Office"): self.setting.office or _("(not named in the settings yet)"),
            _("As of"): show_both(self.facts.as_of, language()),
            _("As known at"): self.facts.known_at_told,
            _("What was selected"): self.facts.scope.told(),
            _("Contracts"): counted(len(self.contracts)),
            _("Contracts in breach"): counted(self._of_standing(Standing.BREACH)),
            _("Contracts that need action"): counted(self._of_standing(Standing.NEEDS_ACTION)),
            _("Head of the journal"): _in_lines(self.setting.head),
            _("Program version"): f"Kantoku {__version__}",
        }
        told |= dict(self.facts.relaxed_told)
        if count > 1:
            told[_("Volumes")] = _("{count}; the contracts stand in them in the order of their numbers.", count=count)
        return list(told.items())

    def _contracts_standing(self) -> list[Block]:
        if self.contracts.empty:
            return []
        return [
            Prose(
                _(
                    "Of {count} contracts {breach} are in breach and {action} more need action. "
                    "A contract counts by the worst in its chain, subcontracting included.",
                    count=len(self.contracts),
                    breach=self._of_standing(Standing.BREACH),
                    action=self._of_standing(Standing.NEEDS_ACTION),
                )
            )
        ]

    def _of_standing(self, code: Standing) -> int:
        return int((self.contracts["standing"] == code).sum())

    def _standing(self) -> list[Block]:
        rows = standing(self._read("legal_standing"))
        if not rows:
            return [Prose(_("No contract is on record yet."))]
        titles = [_("Work of contractors and subcontractors"), *list(rows[0])[1:]]
        lines = [list(row.values()) for row in rows]
        return [Table(titles, [[who, *(_("{count}", count=count) for count in counts)] for who, *counts in lines])]

    def _broken(self) -> list[dict[str, str | None]]:
        """A line a rule and level, the worst first."""
        found = (
            (level, rule, hits)
            for rule, all_hits in self._by_rule()
            for level, hits in all_hits.groupby("level", sort=False)
        )
        return [
            {
                _("Gravity"): plain("level", level),
                _("Rule"): f"{rule} {rules.load()[rule].title}",
                _("Hits"): counted(len(hits)),
                _("Basis"): "\n".join(dict.fromkeys(hits["basis"])),
            }
            for level, rule, hits in sorted(found, key=lambda each: (rules.LEVELS.index(str(each[0])), each[1]))
        ]

    def _lacking(self) -> list[dict[str, str | None]]:
        rows = completeness.frame(
            self.setting.ledger, as_of=self.facts.as_of, at_seq=self.facts.at_seq, contracts=self.facts.contracts
        )
        missing = rows.groupby(["record", "lacks"], sort=False).size().reset_index(name="missing")
        return [
            {
                _("Kind of record"): row["record"],
                _("Needed field"): row["lacks"],
                _("Missing on"): counted(row["missing"]),
            }
            for row in missing.to_dict("records")
        ]

    def _by_rule(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """In the order of the rules."""
        for rule, hits in self.hits.groupby("rule", sort=True):
            yield str(rule), hits

    def _read(self, name: str, **values: Any) -> pd.DataFrame:
        chosen = None if self.facts.contracts is None else list(self.facts.contracts)
        return self.setting.ledger.read(
            name, as_of=self.facts.as_of, at_seq=self.facts.at_seq, contracts=chosen, **values
        )


def _in_lines(head: str) -> str:
    """A head of the journal, which is too long for one line."""
    seq, digest = head.split(":")
    return "\n".join([f"{seq}:", *textwrap.wrap(digest, _LINE)])


def _found(hits: pd.DataFrame) -> list[Block]:
    """What one rule finds."""
    rule = rules.load()[str(hits["rule"].iloc[0])]
    return [
        Heading(f"{rule.id} {rule.title}", level=2),
        Facts(
            [
                (_("Basis"), "\n".join(dict.fromkeys(hits["basis"]))),
                (_("What is to be done"), "\n".join(dict.fromkeys(hits["remedy"]))),
            ],
            is_whole=True,
        ),
        *Table.known(
            [
                {
                    _("Gravity"): plain("level", row["level"]),
                    _("Contract no."): contract_page.said(row["contract_number"]),
                    _("Organisation"): contract_page.whom(row),
                    _("Since when"): contract_page.day(row["since"]),
                    _("What the rule found"): row["says"],
                }
                for row in hits.to_dict("records")
            ]
        ),
    ]


def _annex() -> list[Block]:
    """By which wording of the rules it was judged."""
    return [
        Break(),
        Heading(_("Annex: rules applied")),
        Prose(_("The version is the beginning of the SHA-256 of the rule's wording in this program.")),
        *Table.known([_applied(rule) for rule in rules.load().values()]),
    ]


def _applied(rule: rules.Rule) -> dict[str, str | None]:
    return {
        _("Rule"): rule.id,
        _("What the rule is about"): rule.title,
        _("Version"): hashlib.sha256(rule.query.text.encode()).hexdigest()[:_VERSION],
    }
