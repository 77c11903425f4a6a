"""What can go wrong through no fault of the program: each failure says in one sentence what to do."""

from collections.abc import Sequence
from typing import Protocol

from kantoku.wording import N_, _, language


class KantokuError(Exception):
    """An expected failure: a title, and a sentence that says what to do. Both are message ids, filled from params."""

    def __init__(self, title: str, sentence: str, **params: object) -> None:
        super().__init__(title, sentence, params)
        self.title_msgid, self.sentence_msgid, self.params = title, sentence, params

    @property
    def title(self) -> str:
        return _(self.title_msgid, **self.params)

    @property
    def sentence(self) -> str:
        return _(self.sentence_msgid, **self.params)

    def __str__(self) -> str:
        return _("{title}: {text}", title=self.title, text=self.sentence)


class Refusal(Protocol):
    """What a refusing rule says: which rule, why, on what basis, and what to do instead."""

    @property
    def rule(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def says(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def remedy(self) -> str: ...


class RefusedByRule(KantokuError):
    """The write would break a rule that refuses (design: rules with `on_write: refuse`)."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(
            N_("Not recorded: the law's conditions do not hold"), N_("See to the points listed, then record it again.")
        )
        self.refusals = tuple(refusals)

    def __str__(self) -> str:
        points = (
            _(
                "{rule} {title} ({basis}): {says} {remedy}",
                rule=r.rule,
                title=r.title,
                basis=r.basis,
                says=r.says,
                remedy=r.remedy,
            )
            for r in self.refusals
        )
        return _("{title}: {text}", title=self.title, text=" ".join(points))


class InvalidRecord(KantokuError):
    """A record's fields do not fit their declaration. `problems`: (field name, message) pairs."""

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        colon, between = ("：", "／") if language() == "ja" else (": ", "; ")
        super().__init__(
            N_("Not recorded: some entries do not fit"),
            N_("Correct these and save again: {fields}."),
            # A message that is a sentence of its own ends with its stop; the whole ends with one.
            fields=between.join(f"{name}{colon}{message.rstrip('.。')}" for name, message in self.problems),
        )


class IndividualNumberFound(KantokuError):
    """R25: a text holds what looks like an Individual Number. The value is neither shown nor kept."""

    def __init__(self, fields: Sequence[str]) -> None:
        self.fields = tuple(fields)
        super().__init__(
            N_("Not recorded: this looks like an Individual Number (My Number)"),
            N_("Remove the 12-digit number from: {fields}. This ledger never holds Individual Numbers."),
            fields=", ".join(fields),
        )


class Outdated(KantokuError):
    """The record was changed while the form was open: by somebody else, or by the same person in another window."""

    def __init__(self, *, by: str, at: str, changes: str) -> None:
        super().__init__(
            N_("Not recorded: this record was changed meanwhile"),
            N_("{by} recorded at {at}: {changes}. Read the new state, then save again if it still holds."),
            by=by,
            at=at,
            changes=changes,
        )


class AlreadyDecided(KantokuError):
    """Somebody else decided on the same request first."""

    def __init__(self, *, by: str, at: str, outcome: str) -> None:
        super().__init__(
            N_("Not recorded: this request was decided meanwhile"),
            N_("{by} recorded at {at}: {outcome}. Read that decision first; what you typed is still here."),
            by=by,
            at=at,
            outcome=outcome,
        )


class NotFound(KantokuError):
    """No such record in the ledger."""

    def __init__(self, what: str) -> None:
        super().__init__(N_("Not found"), N_("There is no record {what} in this ledger."), what=what)


class StillReferredTo(KantokuError):
    """A record cannot be withdrawn while later records refer to it."""

    def __init__(self, *, by: str) -> None:
        super().__init__(N_("Not withdrawn: other records refer to it"), N_("Withdraw these first: {by}."), by=by)


class ChangedSince(KantokuError):
    """A batch cannot be withdrawn once records of it have later states."""

    def __init__(self, *, by: str) -> None:
        super().__init__(
            N_("Not withdrawn: records of it were changed or withdrawn since"),
            N_("Only what stands as it was recorded then can be withdrawn as one. See to these one by one: {by}."),
            by=by,
        )


class StillPresent(KantokuError):
    """Only a past state of a record can be erased: the present one would take all that rests on it along."""

    def __init__(self) -> None:
        super().__init__(
            N_("Not erased: the record still stands so"),
            N_("Correct or withdraw the record first, then erase the earlier entry."),
        )


class Contradictory(KantokuError):
    """What a record refers to belongs to another contract or engagement than the record says. Both are labels."""

    def __init__(self, *, field: str, other: str) -> None:
        super().__init__(
            N_("Not recorded: two entries do not belong together"),
            N_("What is given as “{field}” does not belong to “{other}”. Choose both again."),
            field=_(field),
            other=_(other),
        )


class ReferredToElsewhere(KantokuError):
    """A record moves to another contract or engagement, and others refer to it where it stood. records: (label, id)."""

    def __init__(self, records: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            N_("Not recorded: other records refer to it where it stood"),
            N_("Withdraw these first, then record them where they belong now: {by}."),
            by="、".join(f"{_(label)} {id_}" for label, id_ in records),
        )


class NotNotifiable(KantokuError):
    """No notice is given of a permission that is itself a breach."""

    def __init__(self, broken: Sequence[str]) -> None:
        super().__init__(
            N_("Not to be notified yet: the permission breaks {rules}"),
            N_("Cure what stands under “Needs attention” of this permission first."),
            rules=", ".join(broken),
        )


class NotSeparate(KantokuError):
    """R14: one person would check what that person did. sentence: a message id that says who, filled from params."""

    def __init__(self, sentence: str, **params: object) -> None:
        super().__init__(N_("Not recorded: one person cannot do both (R14)"), sentence, **params)


class NoSuchPermission(KantokuError):
    """A permission number that this office never gave."""

    def __init__(self) -> None:
        super().__init__(
            N_("Not a permission number of this office"),
            N_("Compare it with the notice, every character. If it is written so there, this office did not issue it."),
        )


class LedgerInUse(KantokuError):
    def __init__(self, path: str, process: str) -> None:
        super().__init__(
            N_("The ledger is in use"),
            N_("{path} is opened by another program (process {process}). Close that program, or work in it."),
            path=path,
            process=process,
        )


class LedgerReadOnly(KantokuError):
    def __init__(self, path: str) -> None:
        super().__init__(
            N_("The ledger cannot be written"),
            N_("{path} lies where this program may not write. Give it write permission, or choose another place."),
            path=path,
        )


class NotALedger(KantokuError):
    def __init__(self, path: str) -> None:
        super().__init__(
            N_("This file is no Kantoku ledger"),
            N_("{path} was left as it is. Choose the right file, or a name that does not exist yet."),
            path=path,
        )


class NewerLedger(KantokuError):
    def __init__(self, path: str) -> None:
        super().__init__(
            N_("The ledger was written by a newer Kantoku"),
            N_("{path} was left as it is. Install the newer version of Kantoku and open it with that."),
            path=path,
        )


class NoSuchPlace(KantokuError):
    def __init__(self, path: str) -> None:
        super().__init__(
            N_("There is no such folder"), N_("Make the folder of {path} first, or choose another place."), path=path
        )


class IsAFolder(KantokuError):
    """example: how the path of a ledger in that folder is written."""

    def __init__(self, path: str, example: str) -> None:
        super().__init__(
            N_("This is a folder, not a ledger"),
            N_("{path} is a folder. Give the name of the ledger in it, such as {example}."),
            path=path,
            example=example,
        )


class UnusablePath(KantokuError):
    def __init__(self, path: str) -> None:
        super().__init__(
            N_("No file can have this name"),
            N_("{path} cannot be the name of a file. Choose a shorter one without special characters."),
            path=path[:80],
        )
