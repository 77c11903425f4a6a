"""Words of a vocabulary as offices write them: the labels of this program in any language, aliases, longer wordings."""

import re
from functools import cache
from typing import Any

from kantoku import wording
from kantoku.imports.aliases import value_key, words
from kantoku.imports.cells import Reader, Unread, safe, shown
from kantoku.records.base import Choice
from kantoku.wording import N_, _

_VOCABULARIES = {
    "DataClass": "data_class",
    "SubcontractPolicy": "policy",
    "Outcome": "outcome",
    "AuditMethod": "methods",
    "Overall": "overall",
    "AuditResult": "audit_result",
    "Method": "method",
    "ContractCategory": "category",
    "ReportingInterval": "reporting_interval",
}


# What a longer wording says, tried in this order.
_SAID = {
    "policy": (
        ("prohibited_in_principle", r"原則.*(禁|不可|認めない)|(除|得た場合|得ない限り).*|.*場合を除"),
        ("permission", r".*(許諾|承認|承諾|許可|協議)"),
        ("prohibited", r".*(禁止|禁ずる|認めない|不可|できない)"),
    ),
    "outcome": (
        ("refused", r"不|否|却下"),
        ("conditional", r".*条件"),
        ("permitted", r".*(許諾|承認|承諾|許可)"),
    ),
    "methods": (
        ("through_contractor", r".*経由|.*通じて"),
        ("on_site", r".*(実地|現地|立入|訪問)"),
        ("remote", r".*(リモート|オンライン|web|遠隔|動画)"),
        ("documents", r".*(書面|書類)"),
        ("interview", r".*(ヒアリング|聞き取り|インタビュー)"),
    ),
}


def yes_or_no(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    key = value_key(shown(value))
    if key in words("yes"):
        return True
    if key in words("no") or key in words("blank"):
        return False
    raise Unread(N_("“{read}” is neither yes nor no. Write ○ or ×."), {"read": safe(value)}, safe(value))


def tier_of(value: Any) -> int | None:
    if isinstance(value, int | float) and value == int(value):
        return int(value)
    key = value_key(shown(value))
    if key in words("tier"):
        return int(words("tier")[key])
    if key.isdecimal():
        return int(key)
    return None


def choice(choices: type[Choice]) -> Reader:
    vocabulary = _VOCABULARIES.get(choices.__name__, "")
    known = _labels(choices) | (words(vocabulary) if vocabulary else {})

    def read(value: Any) -> str | None:
        key = value_key(shown(value))
        if key in known:
            return known[key] or None
        for meant, pattern in _SAID.get(vocabulary, ()):
            if re.match(pattern, key):
                return meant
        if key in words("blank"):
            return None
        said = N_("“{read}” is not one of the choices: {choices}.")
        raise Unread(said, {"read": safe(value), "choices": _Choices(choices)}, safe(value))

    return read


class _Choices:
    """The choices in words, in the language in which they are told."""

    def __init__(self, choices: type[Choice]) -> None:
        self._choices = choices

    def __str__(self) -> str:
        return "、".join(_(choice.label) for choice in self._choices)

    def __hash__(self) -> int:
        return hash(self._choices)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Choices) and other._choices is self._choices


@cache
def _labels(choices: type[Choice]) -> dict[str, str]:
    """The words for each choice in every language, and its own code → the choice."""
    found = {value_key(choice.value): choice.value for choice in choices}
    for each in wording.LANGUAGES:
        spoken = wording.catalogue(each)
        found |= {value_key(spoken.get(choice.label, choice.label)): choice.value for choice in choices}
    return found
