"""The oversight rules: one SQL file each, which finds what stands against the law and refuses what would.

A file's header says what the rule is, its query what breaks it; kantoku/judging.py asks it.
"""

import datetime
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kantoku import catalogue, queries
from kantoku.dates import show_date
from kantoku.records.permission import PERMISSION, PermissionDecision
from kantoku.wording import _, language

LEVELS = ("breach", "overdue", "incomplete")

_HEADER = re.compile(r"^-- ([a-z_.]+): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Rule:
    """A rule as its file declares it. header: the lines `-- name: text` at its top."""

    id: str
    query: queries.Query
    header: dict[str, str]

    @property
    def title(self) -> str:
        return self.said("title")

    @property
    def remedy(self) -> str:
        """What to do about a hit in general; see remedy_for."""
        return self.said("remedy")

    @property
    def level(self) -> str:
        return self.header["level"]

    @property
    def refuses(self) -> frozenset[str]:
        """What it can stop from being written, by what records are refused as (Record.refused_as)."""
        return frozenset(_listed(self.header.get("refuses", "")))

    @property
    def is_condition(self) -> bool:
        """Must a decision meet it that permits?"""
        return bool(self.refuses & {PermissionDecision.kind, PERMISSION})

    @property
    def enforced_by(self) -> tuple[str, ...]:
        """Where a rule is enforced that no query can state; empty for those with a query."""
        return _listed(self.header.get("enforced_by", ""))

    @property
    def basis(self) -> tuple[str, ...]:
        """Codes of the legal basis, in the catalogue."""
        return _listed(self.header["basis"])

    def basis_for(self, data_class: str | None) -> tuple[str, ...]:
        """The basis where that data is handled: the My Number Act binds only work on Specific Personal Information.

        An unknown class counts as that, as everywhere.
        """
        if data_class in (None, "spi", "unknown"):
            return self.basis
        return _listed(self.header.get("basis_without_spi", self.header["basis"]))

    def said(self, name: str) -> str:
        """A text of the header, in the language of the running context."""
        return self.header.get(f"{name}_ja", self.header[name]) if language() == "ja" else self.header[name]

    def says(self, detail: dict[str, Any]) -> str:
        """What a hit means, in words: the header's sentence filled from the hit's detail."""
        facts = {name: _shown(value) for name, value in detail.items()}
        for name, codes in self.codes(detail).items():
            words = [self.said(f"{name}.{code}") for code in codes]
            facts[name] = ("、" if language() == "ja" else ", ").join(words).format(**facts)
        return self.said("says").format(**facts)

    def remedy_for(self, detail: dict[str, Any]) -> str:
        """What to do about a hit: what the header says of each code in its detail, else the remedy of the rule."""
        codes = [code for found in self.codes(detail).values() for code in found]
        names = [f"remedy.{code}" if f"remedy.{code}" in self.header else "remedy" for code in codes]
        return ("" if language() == "ja" else " ").join(self.said(name) for name in dict.fromkeys(names or ["remedy"]))

    def codes(self, detail: dict[str, Any]) -> dict[str, list[str]]:
        """Those codes in a hit's detail that the header has words for, by the name they stand under."""
        listed = {name: value if isinstance(value, list) else [value] for name, value in detail.items()}
        known = {name: [code for code in codes if f"{name}.{code}" in self.header] for name, codes in listed.items()}
        return {name: codes for name, codes in known.items() if codes}


@dataclass(frozen=True)
class Hit:
    """A record that breaks a rule. level: breach, overdue or incomplete. detail: what the rule's words need."""

    rule: str
    engagement_id: str
    contract_id: str
    subject_kind: str
    subject_id: str
    since: datetime.date | None
    level: str
    is_refused: bool
    data_class: str | None
    detail: dict[str, Any]

    @property
    def title(self) -> str:
        return load()[self.rule].title

    @property
    def says(self) -> str:
        return load()[self.rule].says(self.detail)

    @property
    def remedy(self) -> str:
        return load()[self.rule].remedy_for(self.detail)

    @property
    def respects(self) -> frozenset[tuple[str, ...]]:
        """What it finds, point by point: each code in its detail that the rule has words for, or the rule alone."""
        subject = (self.rule, self.subject_id)
        found = load()[self.rule].codes(self.detail).items()
        return frozenset((*subject, name, code) for name, codes in found for code in codes) or frozenset([subject])

    @property
    def basis(self) -> str:
        return cited(load()[self.rule], self.data_class)


def cited(rule: Rule, data_class: str | None = None) -> str:
    """What the rule rests on in words, in the language of the running context: the law, then what else is referred to.

    Where nothing but that is, no law is claimed.
    """
    known = [catalogue.legal_basis()[code] for code in rule.basis_for(data_class)]
    law, others = (
        catalogue.cited([each for each in known if each.cited_as == role], language())
        for role in ("basis", "reference")
    )
    if not others:
        return law
    return _("{basis}; see also: {sources}", basis=law or _("Contract terms and practice"), sources=others)


@cache
def load() -> dict[str, Rule]:
    """All rules by id, in order."""
    return {
        query.name.split("/")[1]: Rule(query.name.split("/")[1], query, dict(_HEADER.findall(query.text)))
        for query in queries.folder("rules")
    }


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _shown(value: Any) -> Any:
    if value is None:
        return "—"
    try:
        return show_date(datetime.date.fromisoformat(value), language())
    except (TypeError, ValueError):
        return value
