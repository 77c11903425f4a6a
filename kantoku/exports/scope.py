"""What an export is about: everything, or the contracts of a section, an organisation or an affair, or one contract."""

import datetime
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from kantoku.errors import KantokuError
from kantoku.reading import Reading
from kantoku.wording import N_, _


class NothingInScope(KantokuError):
    """No contract on file lies in what was asked for."""

    def __init__(self, told: str) -> None:
        super().__init__(
            N_("No contract in this scope"),
            N_("Nothing on file matches “{told}”. Check how it is written, and the day and moment asked for."),
            told=told,
        )


@dataclass(frozen=True)
class Scope:
    """What is given bounds it, together; nothing given means all.

    contract: id or number. organisation: id, corporate number or name, at whatever tier. affair: its name under the My
    Number Act.
    """

    section: str | None = None
    contract: str | None = None
    organisation: str | None = None
    affair: str | None = None

    @classmethod
    def noted(cls, note: object) -> "Scope":
        """The scope as the note of an export tells it: what bounded it by name, or a word for all."""
        told = note if isinstance(note, Mapping) else {}
        return cls(**{field.name: str(told[field.name]) for field in fields(cls) if told.get(field.name)})

    def given(self) -> dict[str, str]:
        """What bounds it, by name."""
        return {name: value for name, value in asdict(self).items() if value}

    def contracts(self, ledger: Reading, *, as_of: datetime.date, at_seq: int) -> tuple[str, ...] | None:
        """The ids of the contracts in it, in the order of their numbers; None for all. Raises NothingInScope."""
        if not self.given():
            return None
        typed = {**asdict(self), "contract": unicodedata.normalize("NFKC", self.contract) if self.contract else None}
        found = ledger.read("scope_contracts", as_of=as_of, at_seq=at_seq, **typed)
        if found.empty:
            raise NothingInScope(self.told())
        return tuple(found["contract_id"])

    def told(self) -> str:
        """In words, in the language of the running context."""
        labels = {
            "section": _("Section"),
            "contract": _("Contract"),
            "organisation": _("Organisation"),
            "affair": _("Affair under the My Number Act"),
        }
        said = [f"{labels[name]}：{value}" for name, value in self.given().items()]
        return "　".join(said) or _("All contracts and everything under them; nothing was filtered out.")


ALL = Scope()
