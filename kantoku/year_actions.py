"""The turn of the fiscal year (年度更新): contracts and their chains carried into the new year as drafts."""

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from kantoku import acting
from kantoku.acting import Values
from kantoku.changes import id_of
from kantoku.dates import fiscal_year, show_fiscal_year, wareki
from kantoku.errors import InvalidRecord, KantokuError
from kantoku.ledger import Change, Ledger
from kantoku.records import Contract, PermissionRequest, Subcontract
from kantoku.records.permission import RequestType
from kantoku.records.stage import Stage
from kantoku.records.subcontract import Origin
from kantoku.wording import N_, _

# What a new year does not take over: it happens anew, or is not known yet.
_CONTRACT_ANEW = (
    "ended_on",
    "signed_on",
    "amount",
    "none_declared_on",
    "assessed_on",
    "assessed_by",
    "assessment",
    "assessed_items",
    "clauses",
    "pia_impact",
    "pia_judged_on",
    "pia_published_on",
    "note",
)
_SUBCONTRACT_ANEW = (
    "actual_started_on",
    "actual_ended_on",
    "amount",
    "discovered_on",
    "status_reported_on",
    "contracted_on",
    "clauses",
    "supervised_on",
    "note",
)
# Titles are often typed with wide figures.
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ASKED_AGAIN = ("work", "data_class", "data_items", "places")


def carry_over(
    ledger: Ledger, numbers: Mapping[str, str], *, starts_on: datetime.date, ends_on: datetime.date, actor: str
) -> tuple[str, ...]:
    """Carries contracts into a new year as one act; returns the ids of the new contracts, in the order given.

    numbers: the id of each contract → the number of its successor. The new contract is a draft (選定中) of the period
    given; below it stands each subcontract that was permitted up to the end, not begun, with a request to permit it
    again that waits for the applicant's day and number. Raises InvalidRecord without a contract or number or with that
    of another contract, KantokuError for one that was carried over already, and what Ledger.record raises.
    """
    if not numbers or not all(number.strip() for number in numbers.values()):
        raise InvalidRecord([(_("Contract no."), _("needed"))])
    chains = ledger.read("year_chain", as_of=ledger.today(), contracts=list(numbers))
    chain: list[Values] = [{str(name): value for name, value in row.items()} for row in chains.to_dict("records")]
    if done := sorted({row["carried_to"] for row in chain if row["carried_to"]}):
        raise KantokuError(
            N_("Not recorded: already carried over"),
            N_("Untick what was carried over before: {numbers}."),
            numbers=", ".join(done),
        )
    ids = {id_: id_of(f"{fiscal_year(starts_on)}:{id_}") for id_ in chains["engagement_id"]}
    period = {"starts_on": starts_on, "ends_on": ends_on}
    changes = [
        change
        for row in chain
        for change in (
            [_contract(ledger, row, ids, period, numbers[row["engagement_id"]])]
            if row["tier"] == 1
            else _subcontract(ledger, row, ids, period)
        )
    ]
    _check_numbers(ledger, changes, numbers)
    acting.record(ledger, changes, actor=actor)
    return tuple(ids[id_] for id_ in numbers)


def _check_numbers(ledger: Ledger, changes: Iterable[Change], before: Iterable[str]) -> None:
    """A contract may keep the number of those before it in its line, but have no other's."""
    given = Counter(change.record.number for change in changes if isinstance(change.record, Contract))
    on_file = ledger.read("contracts_numbered", as_of=ledger.today(), numbers=list(given))
    lines = [id_ for contract_id in before for id_ in _line(ledger, contract_id)] if len(on_file) else []
    others = on_file.loc[~on_file["id"].isin(lines), "number"]
    if taken := sorted({*others, *(str(number) for number, times in given.items() if times > 1)}):
        said = _("given to another contract: {numbers}", numbers="、".join(taken))
        raise InvalidRecord([(_("Contract no."), said)])


def _line(ledger: Ledger, contract_id: str | None) -> Iterator[str]:
    """The contract and those that it went on from, year by year."""
    told: set[str] = set()
    while contract_id and contract_id not in told:
        told.add(contract_id)
        yield contract_id
        contract_id = cast("Contract", ledger.get(Contract.kind, contract_id)[0]).previous_id


def following_number(number: str, *, begun: int, begins: int) -> str:
    """The number for fiscal year `begins` of what is numbered so since `begun`; the same where it tells no year.

    The year may stand in it as 2026, or at its head as that of the era: 8契-001, R8-12, 08荒総契第3号.
    """
    written = (rf"^(.*?(?<!\d))({begun})(?!\d)", str(begins)), (rf"^(\D{{0,2}})(0?{_era(begun)})(?!\d)", _era(begins))
    for told, year in written:
        if found := re.match(told, number):
            return f"{found[1]}{year.zfill(len(found[2]))}{number[found.end() :]}"
    return number


def _era(year: int) -> str:
    """The fiscal year as that of its era."""
    return wareki(datetime.date(year, 12, 31), short=True)[1:].split(".")[0]


def _contract(ledger: Ledger, row: Values, ids: Mapping[str, str], period: Values, number: str) -> Change:
    """Under the section that answers for it now, whatever it was called when the work began."""
    contract_id = row["engagement_id"]
    before, _revision = ledger.get(Contract.kind, contract_id)
    anew: Values = dict.fromkeys(_CONTRACT_ANEW)
    values = {**before.model_dump(), **anew, **period}
    title = _of_that_year(values["title"], before.model_dump()["starts_on"], period["starts_on"])
    values |= {
        "section": row["section"],
        "number": number,
        "title": title,
        "stage": Stage.SELECTING,
        "previous_id": contract_id,
    }
    return Change.new("contract.carried_over", Contract.read(values), ids[contract_id])


def _of_that_year(title: str, begun: datetime.date | None, begins: datetime.date) -> str:
    """The title with the fiscal year that it names for the one before: 令和8年度, 2026年度."""
    if not begun:
        return title
    past, year = fiscal_year(begun), fiscal_year(begins)
    for before, after in ((show_fiscal_year(past, "ja"), show_fiscal_year(year, "ja")), (f"{past}年度", f"{year}年度")):
        title = title.replace(before, after).replace(before.translate(_WIDE), after.translate(_WIDE))
    return title


def _subcontract(ledger: Ledger, row: Values, ids: Mapping[str, str], period: Values) -> Iterator[Change]:
    before, _revision = ledger.get(Subcontract.kind, row["engagement_id"])
    anew: Values = dict.fromkeys(_SUBCONTRACT_ANEW)
    place = {"contract_id": ids[row["contract_id"]], "parent_id": ids[row["parent_id"]]}
    values = {**before.model_dump(), **anew, **period, **place}
    values |= {"origin": Origin.REQUESTED, "previous_id": row["engagement_id"]}
    tier = Subcontract.read(values)
    yield Change.new("subcontract.carried_over", tier, ids[row["engagement_id"]])
    if row["needs_permission"]:
        asked = {**tier.model_dump(include=set(_ASKED_AGAIN)), **period}
        asked |= {"contract_id": place["contract_id"], "engagement_id": ids[row["engagement_id"]]}
        asked |= {
            "request_type": RequestType.NEW,
            "wanted_from_on": period["starts_on"],
            "applicant": row["applicant"],
        }
        yield Change.new("permission.prepared", PermissionRequest.read(asked))
