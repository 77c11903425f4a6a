"""The number under which a permission is shared (許諾番号), with a code by which the office knows it for its own.

Nothing of it is kept: the number is the decision's id, the code follows from the entry by which the journal first
recorded that decision. Whoever has neither the journal nor a pack of it cannot make up a code; and what is shown for a
number is what the decision says today, so that a code made up from a pack gains nothing. Source: PPC Q3-8-2 (R30).
"""

import hashlib
import re

from kantoku import text
from kantoku.errors import NoSuchPermission
from kantoku.ledger import Ledger
from kantoku.permission_actions import check_notifiable

# Without letters that are taken for figures.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE = 5
_WRITTEN = re.compile(rf"K([0-9A-Z]{{12}})([{_LETTERS}]{{{_CODE}}})")


def of(ledger: Ledger, decision_id: str) -> str:
    """The number of a permission, such as K-1A2B-3C4D-5E6F-7GH8J. Raises NotNotifiable as long as it is a breach."""
    check_notifiable(ledger, decision_id)
    spelled = decision_id.upper()
    groups = [spelled[start : start + 4] for start in range(0, len(spelled), 4)]
    return "-".join(["K", *groups, _code(ledger, decision_id)])


def decision_of(ledger: Ledger, typed: str) -> str:
    """The id of the decision that a number means. Raises NoSuchPermission for one that this office never gave."""
    written = re.sub(r"[^0-9A-Z]", "", text.identifier(typed).upper())
    found = _WRITTEN.fullmatch(written)
    if not found or _code(ledger, found[1].lower()) != found[2]:
        raise NoSuchPermission
    return found[1].lower()


def _code(ledger: Ledger, decision_id: str) -> str:
    """The code of a decision; empty where none of that id is on file."""
    entry = ledger.read("decision_entry", as_of=ledger.today(), decision=decision_id)
    if entry.empty:
        return ""
    bits = int.from_bytes(hashlib.sha256(f"permission {entry['hash'].iloc[0]}".encode()).digest()[:8])
    return "".join(_LETTERS[bits >> 5 * place & 31] for place in range(_CODE))
