"""The page on the records: what each holds, and the vocabularies its fields choose from."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kantoku import catalogue, rules
from kantoku.records import KINDS, Record
from kantoku.records.base import Choice, FieldInfo, Part, fields
from kantoku.reference.markdown import both, documented, japanese, page, table
from kantoku.wording import N_


def records_page() -> str:
    """What each record holds, and the vocabularies its fields choose from."""
    return page(
        N_("Records"),
        N_("What each record holds. A needed field makes a record complete; it does not stop it from being saved."),
        *(part for record in KINDS.values() for part in _record(record)),
        f"## {both(N_('Structures inside records'))}",
        *(part for inner in _parts() for part in (f"### {inner.__name__}", _fields(inner))),
        f"## {both(N_('Vocabularies'))}",
        *(part for vocabulary in _vocabularies() for part in _vocabulary(vocabulary)),
    )


def _record(record: type[Record]) -> Iterator[str]:
    yield f"## {both(record.label)} `{record.kind}`"
    yield documented(record)
    yield _fields(record)


def _fields(cls: type[Record] | type[Part]) -> str:
    return table(
        ["Field", "English", "日本語", "Type", "Needed", "Source"],
        (
            (
                f"`{field.name}`",
                field.about.label + (f" ({field.about.help})" if field.about.help else ""),
                japanese(field.about.label) + (f"（{japanese(field.about.help)}）" if field.about.help else ""),
                _type(field),
                "＊" if field.about.needed else "",
                _source(field.about.source),
            )
            for field in fields(cls)
        ),
    )


_TYPES = {"str": "text", "int": "whole number", "bool": "yes or no", "date": "date"}


def _type(field: FieldInfo) -> str:
    if field.about.refers_to:
        bare = " / ".join(f"[{kind}](#{_anchor(KINDS[kind])})" for kind in field.about.refers_to)
    elif field.part or field.choices:
        bare = f"[{field.type.__name__}](#{field.type.__name__.lower()})"
    else:
        bare = _TYPES[field.type.__name__]
    return f"list of {bare}" if field.is_list else bare


def _anchor(record: type[Record]) -> str:
    heading = f"{both(record.label)} {record.kind}".lower()
    return re.sub(r"[^\w\- ]", "", heading).replace(" ", "-")


def _source(code: str) -> str:
    if code in catalogue.legal_basis():
        return catalogue.legal_basis()[code].citation("ja")
    return f"[{code}](rules.md#{code.lower()})" if code in rules.load() else code


def _declared() -> Iterator[type[Record] | type[Part]]:
    yield from KINDS.values()
    yield from _parts()


def _parts() -> list[type[Part]]:
    return _distinct(field.part for record in KINDS.values() for field in fields(record))


def _vocabularies() -> list[type[Choice]]:
    return _distinct(field.choices for cls in _declared() for field in fields(cls))


def _distinct(found: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(each for each in found if each is not None))


def _vocabulary(vocabulary: type[Choice]) -> Iterator[str]:
    yield f"### {vocabulary.__name__}"
    if vocabulary.__doc__:
        yield documented(vocabulary)
    yield table(
        ["Code", "English", "日本語"], ((f"`{each.value}`", each.label, japanese(each.label)) for each in vocabulary)
    )
