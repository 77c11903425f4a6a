"""What is said of the journal's chain: an anchor as people write it down, and what a check of the chain found."""

import re
import unicodedata
from collections.abc import Mapping

from kantoku.errors import KantokuError
from kantoku.journal import Anchor, Head, Verdict
from kantoku.wording import N_, _, language

_WRITTEN = re.compile(r"(\d{1,18})(?:\s*:\s*|\s+)([0-9a-f]{64})", re.ASCII)

PROBLEMS: Mapping[str, str] = {
    "gap": N_("Entry {seq} does not follow the one before it: an entry was taken out or put in."),
    "altered": N_("Entry {seq} does not say what was sealed: it was altered after it was recorded."),
    "chain": N_("Entry {seq} does not hang on the one before it: the order was changed or an entry replaced."),
    "order": N_("Entry {seq} is dated before the one before it."),
    "cut": N_(
        "Entry {seq} and those after it are missing, though the anchor shows that they were on file; or it is the "
        "anchor of another ledger."
    ),
    "fork": N_("Entry {seq} is not the one that the anchor names: the journal was rewritten from there or before."),
}
"""The problems that journal.verify names, as message ids."""


def written(head: Anchor | Head) -> str:
    """A head of the journal as it is copied and printed: SEQ:HASH."""
    return f"{head.seq}:{head.hash}"


def read(typed: str) -> Anchor:
    """The anchor that was written down, whatever the width of its figures. Raises KantokuError where it is none."""
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", typed).strip().lower())
    if not found:
        raise KantokuError(
            N_("Not an anchor"),
            N_("“{text}” is not written as SEQ:HASH, a number and 64 hexadecimal digits; copy it from the export."),
            text=typed.strip()[:40],
        )
    return Anchor(int(found[1]), found[2])


FLAWS: Mapping[str, str] = {
    "missing": N_("The content of “{name}” (entry {seq}) is missing."),
    "changed": N_("The content of “{name}” (entry {seq}) is not what was recorded."),
}
"""What can be wrong with a file that an entry names, as message ids."""


def verdict(found: Verdict) -> str:
    """What the check found, in one sentence; of files a sentence each."""
    if found.problem is None and found.flaws:
        said = (_(FLAWS[problem], name=name, seq=f"{seq:,}") for seq, name, problem in found.flaws)
        return ("" if language() == "ja" else " ").join(said)
    if found.problem is None:
        return _(
            "The journal is whole: {entries} entries, none altered, removed or put in.", entries=f"{found.head.seq:,}"
        )
    return _(PROBLEMS[found.problem], seq="—" if found.seq is None else f"{found.seq:,}")
