"""The versioned reference lists: clauses, selection, confirmation and audit items, and the legal basis of everything.

They lie in data/catalogue as CSV: a new edition of a guideline is new rows, no new code. A version is the ISO date of
the edition a list follows; rows of older versions stay, because records name the version they were made under.
"""

import csv
import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import TypeAdapter

from kantoku.errors import KantokuError
from kantoku.wording import N_

FOLDER = Path(__file__).resolve().parents[1] / "data" / "catalogue"
Version = datetime.date | str | None


class UnknownVersionError(KantokuError):
    """A reference list was asked for in a version it does not have."""

    def __init__(self, version: str, known: tuple[str, ...]) -> None:
        super().__init__(
            N_("Unknown version of a reference list"),
            N_("There is no version {version}. Choose one of these: {known}."),
            version=version,
            known=", ".join(known),
        )


@dataclass(frozen=True)
class Bilingual:
    """What has each of its texts in English and, in the field ending in `_ja`, in Japanese."""

    main: ClassVar[str] = "title"

    def text(self, language: str, field: str = "") -> str:
        """A field (its title unless told) in Japanese for "ja", else in English. Raises AttributeError if unknown."""
        name = field or self.main
        return str(getattr(self, f"{name}_ja" if language == "ja" else name))


@dataclass(frozen=True)
class Clause(Bilingual):
    """A clause of a contract (ten, C01–C10, are required for specific personal information) or of one between tiers.

    Source: PPC GL 4-2-(1)1B, 2B.
    """

    version: str
    code: str
    title: str
    title_ja: str
    source: str
    required_for_spi: bool


@dataclass(frozen=True)
class SelectionItem(Bilingual):
    """What is looked at before a contractor is chosen. Source: PPC GL 4-2-(1)1B 1."""

    version: str
    code: str
    title: str
    title_ja: str
    source: str


@dataclass(frozen=True)
class ConfirmationItem(Bilingual):
    """A measure to be confirmed, with the evidence asked for. Source: PPC My Number guideline, annex 1."""

    version: str
    code: str
    position: int
    group_code: str
    group: str
    group_ja: str
    title: str
    title_ja: str
    evidence: str
    evidence_ja: str
    source: str


@dataclass(frozen=True)
class AuditItem(Bilingual):
    """An item of the audit. Source: the ward's published report of 2017, section 7."""

    version: str
    code: str
    position: int
    category: str
    category_ja: str
    title: str
    title_ja: str


@dataclass(frozen=True)
class LegalBasis(Bilingual):
    """A provision or source. Its wording is in brief; Japanese within 「」 is quoted as published.

    `version_date` is the edition read (a month alone stands as its first day), None where the source gives none.
    `verified`: text (read in full), excerpt (read in part), memory (check before citing), design (own rule).
    `cited_as`: basis (law, and guidelines that the ministries give the offices) or reference (what others report or do,
    and this ledger's own policy), which binds nobody and is cited after it.
    """

    main: ClassVar[str] = "wording"

    code: str
    act: str
    act_ja: str
    article: str
    article_ja: str
    wording: str
    wording_ja: str
    version_date: datetime.date | None
    source: str
    verified: Literal["text", "excerpt", "memory", "design"]
    cited_as: Literal["basis", "reference"]

    def citation(self, language: str) -> str:
        """Act and article, as they are cited in the language."""
        return cited([self], language)


_PARAGRAPH = re.compile(r"(第\d+条(?:の\d+)?|Article [\d-]+, )(第.+|(?<=, ).+)")
"""A paragraph or item of an article: the article, and what within it."""


def cited(provisions: Iterable[LegalBasis], language: str) -> str:
    """Provisions as they are cited in the language, each act once: 番号法…第10条第1項・第2項."""
    acts: dict[str, list[str]] = {}
    for provision in provisions:
        acts.setdefault(provision.text(language, "act"), []).append(provision.text(language, "article"))
    told = (_of_act(act, articles, language) for act, articles in acts.items())
    return ("、" if language == "ja" else "; ").join(told)


def _of_act(act: str, articles: Sequence[str], language: str) -> str:
    if articles[0] in act:  # such as the year of a survey
        return act
    between, within = ("、", "・") if language == "ja" else (", ", " and ")
    said = ""
    before = None
    for article in articles:
        found = _PARAGRAPH.fullmatch(article)
        if found and found[1] == before:
            said += f"{within}{found[2]}"
        else:
            said += f"{between if said else ''}{article}"
        before = found[1] if found else None
    is_close = language == "ja" and (act.endswith("）") or articles[0].startswith("第"))
    return f"{act}{'' if is_close else ' '}{said}"


@cache
def clauses(version: Version = None) -> tuple[Clause, ...]:
    """The contract clauses of a version (the newest unless told), required ones first. Raises UnknownVersionError."""
    return TypeAdapter(tuple[Clause, ...]).validate_python(_of_version("contract_clauses", version))


@cache
def tier_clauses(version: Version = None) -> tuple[Clause, ...]:
    """The clauses on passing work on that a contract between two tiers has beside the required ones of its contract."""
    return TypeAdapter(tuple[Clause, ...]).validate_python(_of_version("tier_clauses", version))


@cache
def selection_items(version: Version = None) -> tuple[SelectionItem, ...]:
    """The items of the assessment of a contractor (the newest version unless told). Raises UnknownVersionError."""
    return TypeAdapter(tuple[SelectionItem, ...]).validate_python(_of_version("selection_items", version))


@cache
def confirmation_items(version: Version = None) -> tuple[ConfirmationItem, ...]:
    """The confirmation items of a version (the newest unless told), by position. Raises UnknownVersionError."""
    items = TypeAdapter(tuple[ConfirmationItem, ...]).validate_python(_of_version("confirmation_items", version))
    return tuple(sorted(items, key=lambda item: item.position))


@cache
def audit_items(version: Version = None) -> tuple[AuditItem, ...]:
    """The audit items of a version (the newest unless told), by position. Raises UnknownVersionError."""
    items = TypeAdapter(tuple[AuditItem, ...]).validate_python(_of_version("audit_items", version))
    return tuple(sorted(items, key=lambda item: item.position))


@cache
def legal_basis() -> Mapping[str, LegalBasis]:
    """Every provision and source by its code, in the order of the list; read-only."""
    rows = TypeAdapter(tuple[LegalBasis, ...]).validate_python(_read("legal_basis"))
    return MappingProxyType({row.code: row for row in rows})


def versions(name: str) -> tuple[str, ...]:
    """The versions of a list of the catalogue by its file's name ("contract_clauses"), newest first."""
    return tuple(sorted({str(row["version"]) for row in _read(name)}, reverse=True))


def _of_version(name: str, version: Version) -> list[dict[str, str | None]]:
    known = versions(name)
    wanted = known[0] if version is None else str(version)
    if wanted not in known:
        raise UnknownVersionError(wanted, known)
    return [row for row in _read(name) if row["version"] == wanted]


@cache
def _read(name: str) -> tuple[dict[str, str | None], ...]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            {column: cell or None for column, cell in row.items()} for row in csv.DictReader(file, strict=True)
        )
