"""What a write is made of: the records as they shall stand, and the receipt for them."""

import hashlib
import secrets
from dataclasses import dataclass

from kantoku.records import Record
from kantoku.uploads import Upload

# Twelve characters are kept inside DuckDB's own value, so joins on ids touch no other memory.
_ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id() -> str:
    """A fresh record id: 12 characters, 60 random bits."""
    return "".join(secrets.choice(_ID_ALPHABET) for _place in range(12))


def id_of(what: str) -> str:
    """The one id of what may be recorded once only: of two who record it at once the journal lets one through."""
    return hashlib.sha256(what.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Stated:
    """A record whose body is written already, by who has read and checked each of its values.

    Where a hundred thousand records are taken over at once, validating each as a whole would take minutes. What its
    body says is held against the declaration as it is applied, and no text gets in but through imports/values.py,
    which asks of each different one whether it looks like an Individual Number (R25).
    """

    kind: str
    text: str

    def body(self) -> str:
        """Canonical JSON."""
        return self.text

    @property
    def refused_as(self) -> frozenset[str]:
        """Its kind: what was found is flagged, and stopped by no rule about what is decided here."""
        return frozenset([self.kind])


@dataclass(frozen=True)
class Change:
    """One record as it shall stand, or its withdrawal (record None).

    base: the revision read, 0 for a new one. uploads: the files that the record names, to be kept with it.
    """

    action: str
    kind: str
    record_id: str
    record: Record | Stated | None
    base: int = 0
    reason: str = ""
    uploads: tuple[Upload, ...] = ()

    @classmethod
    def new(
        cls,
        action: str,
        record: Record,
        record_id: str | None = None,
        *,
        reason: str = "",
        uploads: tuple[Upload, ...] = (),
    ) -> "Change":
        return cls(action, record.kind, record_id or new_id(), record, reason=reason, uploads=uploads)

    @property
    def scope(self) -> str | None:
        """The contract within which it is judged."""
        return self.record_id if self.kind == "contract" else getattr(self.record, "contract_id", None)

    @property
    def refused_as(self) -> frozenset[str]:
        """What rules call it that can stop it; see Record.refused_as."""
        return self.record.refused_as if self.record else frozenset([self.kind])


@dataclass(frozen=True)
class Receipt:
    """What was recorded: the entries' span, and the ids of the records in the order given."""

    first: int
    last: int
    ids: tuple[str, ...]
