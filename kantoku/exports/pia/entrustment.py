"""Table Ⅱ-4 of the PIA statement: item by item what the statement says, and what the ledger holds.

The order and choices are those of form 4 as far as they are known (data/catalogue/legal_basis.csv, pia-form-2-4).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kantoku.dates import show_date
from kantoku.exports.columns import separator
from kantoku.exports.pia.files import Matter, Row, SpiFile, absent, day
from kantoku.exports.states import tier as tier_words
from kantoku.records.contract import ContractCategory, SubcontractPolicy
from kantoku.records.pia import PiaKind, PiaSubcontracting
from kantoku.records.vocabulary import HandlersBand, PersonsBand, Transfer
from kantoku.wording import N_, _, language

ENTRUSTED, NOT_ENTRUSTED = N_("It is entrusted"), N_("It is not entrusted")
UNTRACKED = "―"
"""Stands where the ledger keeps no wording of the statement."""

HEADINGS = (
    N_("Item of the form"),
    N_("Choices of the form"),
    N_("What the statement says"),
    N_("What the ledger holds"),
    N_("Record it rests on"),
)


@dataclass(frozen=True)
class Line:
    """One row of the table, in words. is_otherwise: the statement and the ledger differ (R29)."""

    item: str
    holds: str
    rests_on: str = ""
    choices: str = ""
    says: str = UNTRACKED
    is_otherwise: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        return self.item, self.choices, self.says, self.holds, self.rests_on


@dataclass(frozen=True)
class Block:
    """The table of one matter, under its title."""

    title: str
    lines: tuple[Line, ...] = field(default=())


Doubts = Mapping[str, str]
"""What R29 says of a contract, by its id."""


def head(file: SpiFile) -> tuple[Line, ...]:
    """委託の有無 and the number of matters."""
    entrusted = _(ENTRUSTED) if file.matters else _(N_("No entrustment under way on record"))
    holds = f"{entrusted}\n{_(N_('({count}) matters'), count=file.count)}"
    missing = sorted(set(range(1, max(file.numbers, default=0))) - set(file.numbers))
    if missing:
        listed = separator().join(map(str, missing))
        holds += "\n" + _(N_("Numbers without a contract under way: {numbers}"), numbers=listed)
    return (
        Line(
            _(N_("Is the handling of the file entrusted? ※")),
            holds,
            _(N_("Contracts with Specific Personal Information under way on the as-of day")),
            choices=_listed([ENTRUSTED, NOT_ENTRUSTED]),
        ),
    )


def statements(file: SpiFile) -> str:
    """Which statements the contracts name, each once: kind, number, name."""
    named = dict.fromkeys(_statement(matter.row) for matter in file.matters)
    return "\n".join(filter(None, named)) or absent()


def _statement(row: Row) -> str:
    kind = _(PiaKind(row["pia_kind"]).label) if row["pia_kind"] else ""
    number = _(N_("No. {number}"), number=row["pia_number"]) if row["pia_number"] else ""
    return "　".join(filter(None, (kind, number, row["pia_reference"])))


def block(matter: Matter, doubts: Doubts) -> Block:
    """The table of one matter. doubts: contract id → what R29 says of it."""
    row = matter.row
    return Block(
        f"{matter.called}　{row['title']}",
        (
            Line(_(N_("Contract on record")), _contract(row), _(N_("Contract")), says=_matter(row)),
            Line(_(N_("① Work entrusted")), _work(row), _(N_("Contract: title, category, data items"))),
            Line(
                _(N_("② Range of the file whose handling is entrusted")),
                absent(),
                _(N_("The ledger has no such entry; to be chosen by the person in charge")),
                choices=_listed([N_("The whole of the file"), N_("A part of the file")]),
            ),
            Line(
                _(N_("② Number of persons concerned")),
                _persons(row),
                _(N_("Contract: number of persons concerned")),
                choices=_listed(each.label for each in PersonsBand),
            ),
            Line(
                _(N_("② Range of persons concerned ※")),
                row["persons_scope"] or absent(),
                _(N_("Contract: whose data it is")),
            ),
            Line(
                _(N_("② Why that is appropriate")),
                absent(),
                _(N_("The ledger has no such entry; to be written by the person in charge")),
            ),
            Line(
                _(N_("③ Number of handlers at the contractor")),
                _handlers(row),
                _(N_("Contract: number of handlers")),
                choices=_listed(each.label for each in HandlersBand),
            ),
            Line(
                _(N_("④ Ways of providing the file to the contractor")),
                transfers(row),
                _(N_("Contract: how the data is handed over")),
                choices=_(N_("○ before each that applies")),
            ),
            Line(
                _(N_("⑤ How the contractor's name can be known")),
                row["name_known_by"] or absent(),
                _(N_("Contract: how the contractor's name is made known")),
            ),
            Line(_(N_("⑥ Contractor")), _contractor(row), _(N_("Contract, organisation"))),
            *_passed_on(matter, doubts.get(matter.id, "")),
        ),
    )


def _passed_on(matter: Matter, doubt: str) -> tuple[Line, Line, Line]:
    """The items ⑦ to ⑨. doubt: what R29 says, '' for nothing."""
    row = matter.row
    stated = PiaSubcontracting(row["pia_subcontracting"]).label if row["pia_subcontracting"] else ""
    declared = row["none_declared_on"] is not None
    none = _("Not applicable")
    rests_on = _(N_("Permissions, subcontracts under way, declaration of the contractor"))
    return (
        Line(
            _(N_("⑦ Is it subcontracted? ※")),
            subcontracting(matter),
            f"{rests_on}\n{_('{title}: {text}', title='R29', text=doubt)}" if doubt else rests_on,
            choices=_listed(each.label for each in PiaSubcontracting),
            says=_(stated) if stated else absent(),
            is_otherwise=bool(doubt),
        ),
        Line(
            _(N_("⑧ Way of permitting the subcontracting")),
            _permitting(matter),
            _(N_("Contract: subcontracting policy; permission decisions")),
        ),
        Line(
            _(N_("⑨ Matters subcontracted")),
            "\n".join(work_of(tier) for tier in matter.tiers) or (none if declared else absent()),
            _(N_("Subcontracts permitted or under way")),
            says="\n".join(row["pia_subcontracted"] or ())
            or (none if row["pia_subcontracting"] == PiaSubcontracting.NO else absent()),
            is_otherwise=bool(doubt),
        ),
    )


def _contract(row: Row) -> str:
    period = f"{day(row['starts_on'])}～{day(row['ends_on'])}"
    return f"{row['number']}　{row['section'] or absent()}\n{period}"


def _matter(row: Row) -> str:
    return _(N_("Matter {number}"), number=row["matter"]) if row["matter"] else absent()


def _work(row: Row) -> str:
    category = _(ContractCategory(row["category"]).label) if row["category"] else ""
    work = f"{row['title']}（{category}）" if category else row["title"]
    items = separator().join(row["data_items"] or ()) or absent()
    return f"{work}\n{_(N_('Data items: {items}'), items=items)}"


def persons(row: Row) -> str:
    """The band alone, as the form has it."""
    return _(PersonsBand(row["persons_band"]).label) if row["persons_band"] else absent()


def _persons(row: Row) -> str:
    count = row["persons_count"]
    return f"{persons(row)}{_(N_(' ({count} on record)'), count=f'{count:,}')}" if count is not None else persons(row)


def handlers(row: Row) -> str:
    """The band alone, as the form has it."""
    return _(HandlersBand.of(row["handlers"]).label) if row["handlers"] is not None else absent()


def _handlers(row: Row) -> str:
    count = row["handlers"]
    return f"{handlers(row)}{_(N_(' ({count} on record)'), count=f'{count:,}')}" if count is not None else absent()


def transfers(row: Row) -> str:
    """All ways of the form, those on record marked; that none is on record is said."""
    given = row["transfers"] or ()
    if not given:
        return absent()
    note = f"（{row['transfer_note']}）" if row["transfer_note"] else ""
    return "\n".join(
        f"[{'○' if way in given else '　'}] {_(way.label)}{note if way is Transfer.OTHER else ''}" for way in Transfer
    )


def ways(row: Row) -> str:
    """Only the ways on record, in the order of the form."""
    given = row["transfers"] or ()
    note = f"（{row['transfer_note']}）" if row["transfer_note"] else ""
    named = [f"{_(way.label)}{note if way is Transfer.OTHER else ''}" for way in Transfer if way in given]
    return separator().join(named) or absent()


def _contractor(row: Row) -> str:
    number = row["corporate_number"]
    name = row["organisation"] or absent()
    return f"{name}\n{_(N_('Corporate number {number}'), number=number)}" if number else name


def is_subcontracted(matter: Matter) -> str:
    """⑦ in one word, not on record where nobody has declared that there is none."""
    if matter.tiers:
        return _(PiaSubcontracting.YES.label)
    return _(PiaSubcontracting.NO.label) if matter.row["none_declared_on"] else absent()


def subcontracting(matter: Matter) -> str:
    """⑦ as the ledger knows it: passed on, declared not to be, or unknown; with the tiers permitted and at work."""
    if not matter.tiers:
        declared = matter.row["none_declared_on"]
        told = _(N_("(nothing permitted, nothing under way, and no declaration that there is none)"))
        if declared:
            told = _(N_("(declared by the contractor on {day})"), day=show_date(declared, language()))
        return f"{is_subcontracted(matter)}\n{told}"
    working = [tier for tier in matter.tiers if tier["is_working"]]
    told = _(N_("Permitted: {permitted}; under way: {working}"), permitted=len(matter.grants), working=len(working))
    unpermitted = sum(not tier["is_permitted"] and tier["needs_permission"] for tier in working)
    without = "\n" + _(N_("Of these without permission: {count}"), count=unpermitted) if unpermitted else ""
    return f"{is_subcontracted(matter)}\n{told}{without}"


def _permitting(matter: Matter) -> str:
    policy = matter.row["policy"]
    said = _(SubcontractPolicy(policy).label) if policy else absent()
    lines = [_(N_("Contract: {policy}"), policy=said)]
    for tier in matter.grants:
        if tier["permitted_on"]:
            number = tier["document_number"] or absent()
            told = _(N_("permitted on {day}, approval document {number}"), day=day(tier["permitted_on"]), number=number)
            lines.append(f"{_who(tier)}　{told}")
    if len(lines) == 1 and matter.tiers:
        lines.append(_(N_("Permission: not on record")))
    return "\n".join(lines)


def _who(tier: Row) -> str:
    """再委託先 株式会社みほん: what a tier is called, and who it is."""
    return f"{tier_words(tier['tier'])}　{tier['organisation'] or absent()}"


def state_of(tier: Row) -> str:
    """Permitted or not, under way or not."""
    if tier["is_permitted"]:
        permission = N_("permitted")
    else:
        permission = N_("without permission") if tier["needs_permission"] else N_("no permission needed")
    progress = N_("under way") if tier["is_working"] else N_("not begun")
    return f"{_(permission)}{separator()}{_(progress)}"


def work_of(tier: Row) -> str:
    """Who does what below the contractor, and how it stands."""
    who = f"{_who(tier)}（{state_of(tier)}）"
    return _("{title}: {text}", title=who, text=tier["work"] or absent())


def _listed(labels: Iterable[str]) -> str:
    """The choices of the form, numbered as it numbers them."""
    return "\n".join(f"{number}) {_(label)}" for number, label in enumerate(labels, 1))
