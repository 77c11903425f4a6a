"""Table Ⅲ-4 of the PIA statement: under each heading the facts on record, the choice left to a person.

The headings and choices are those of form 4 as far as they are known (data/catalogue/legal_basis.csv, pia-form-3-4).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kantoku.catalogue import clauses
from kantoku.exports.columns import separator
from kantoku.exports.pia.entrustment import handlers, state_of, ways
from kantoku.exports.pia.files import Matter, Row, absent, day, days
from kantoku.exports.states import tier as tier_words
from kantoku.records.confirmation import ConfirmationMethod, ItemResult, Overall
from kantoku.records.selection import Fitness
from kantoku.records.vocabulary import ClauseState
from kantoku.wording import N_, _, language

HEADINGS = (
    N_("Item of the form"),
    N_("Choices of the form"),
    N_("Choice"),
    N_("Facts on record"),
    N_("Record it rests on"),
)

Measures = Mapping[str, Row]
"""What is on record of the measures at an engagement (queries/reports/pia_measures.sql), by its id."""

Facts = Callable[[Matter, Measures], Sequence[str]]


@dataclass(frozen=True)
class Measure:
    """A heading of the form. facts: what is on record of one matter, None for a judgement.

    choices: those of the form, if it has any. items: codes of the confirmation items that bear on it.
    """

    item: str
    rests_on: str
    facts: Facts | None
    choices: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    @property
    def listed(self) -> str:
        """The choices of the form, numbered as it numbers them."""
        return "\n".join(f"{number}) {_(choice)}" for number, choice in enumerate(self.choices, 1))

    def told(self, matters: Sequence[Matter], measures: Measures) -> list[str]:
        """What is on record of each matter; of a judgement nothing is."""
        facts = self.facts
        if facts is None:
            return [_(N_("(a judgement of the person in charge)"))]
        return [
            "\n".join((f"【{matter.who}】", *facts(matter, measures), *self._confirmed(matter, measures)))
            for matter in matters
        ] or [absent()]

    def _confirmed(self, matter: Matter, measures: Measures) -> list[str]:
        return [_items(measures.get(matter.id, {}), self.items)] if self.items else []


OPEN = N_("To be chosen by the person in charge")


def table() -> tuple[Measure, ...]:
    """All headings in the order of the form."""
    return (
        Measure(
            N_("Confirmation of the contractor's system of protecting information"),
            N_("Selection assessment, confirmations of handling (items C-a1 to C-a6), audits"),
            _organisation,
            items=("C-a1", "C-a2", "C-a3", "C-a4", "C-a5", "C-a6"),
        ),
        Measure(
            N_("Limits on who may read and update the file"),
            N_("Clause 7, number of handlers, confirmation of handling (items A-3, F-a1 to F-a4, F-b)"),
            _readers,
            (N_("They are limited"), N_("They are not limited")),
            ("A-3", "F-a1", "F-a2", "F-a3", "F-a4", "F-b"),
        ),
        Measure(
            N_("Records of how the file is handled"),
            N_("Clause 9, periodic reports, confirmation of handling (items C-b1 to C-b4)"),
            _records,
            (N_("Records are kept"), N_("No records are kept")),
            ("C-b1", "C-b2", "C-b3", "C-b4"),
        ),
        Measure(
            N_("Rules on providing it: from the contractor to others"),
            N_("Clauses 2 and 3, confirmation of handling (items B-3, E-c1)"),
            lambda matter, _measures: [_clauses(matter.row, ("C02", "C03"))],
            (N_("They are laid down"), N_("They are not laid down")),
            ("B-3", "E-c1"),
        ),
        Measure(
            N_("Rules on providing it: between the office and the contractor"),
            N_("Contract: how the data is handed over; confirmation of handling (items E-c2, F-d1)"),
            lambda matter, _measures: [_(N_("Ways on record: {told}"), told=ways(matter.row))],
            (N_("They are laid down"), N_("They are not laid down")),
            ("E-c2", "F-d1"),
        ),
        Measure(
            N_("Rules on erasing it"),
            N_("Clause 6, returns and disposals, confirmation of handling (items E-d1 to E-d3, S-3)"),
            _erasure,
            (N_("They are laid down"), N_("They are not laid down")),
            ("E-d1", "E-d2", "E-d3", "S-3"),
        ),
        Measure(
            N_("Provisions of the contract on handling SPI files"),
            N_("Contract: clauses with their articles"),
            lambda matter, _measures: [_clauses(matter.row, tuple(clause.code for clause in clauses()))],
            (N_("They are laid down"), N_("They are not laid down")),
        ),
        Measure(
            N_("Proper handling of SPI files by subcontractors"),
            N_("Permission decisions with the confirmation before each, audits, confirmation of handling (S-1, S-2)"),
            _subcontractors,
            (
                N_("It is secured with special effort"),
                N_("It is sufficiently secured"),
                N_("It is not sufficiently secured"),
                N_("Nothing is subcontracted, by the form"),
            ),
            ("S-1", "S-2"),
        ),
        Measure(
            N_("Other measures"),
            N_("Findings, incidents, training attested in periodic reports"),
            _others,
        ),
        Measure(
            N_("Are the measures against risk sufficient?"),
            N_("To be judged by the person in charge from the above"),
            None,
            (N_("Special effort is made"), N_("They are sufficient"), N_("Questions remain")),
        ),
    )


def _organisation(matter: Matter, measures: Measures) -> list[str]:
    row, known = matter.row, measures.get(matter.id, {})
    selected = absent()
    if row["assessed_on"]:
        result = _(Fitness(row["assessment"]).label) if row["assessment"] else absent()
        selected = f"{day(row['assessed_on'])}　{result}"
    return [
        _(N_("Selection assessed: {told}"), told=selected),
        _(N_("Handling confirmed: {told}"), told=_confirmation(known)),
        _(N_("Audited: {told}"), told=_audits(known)),
    ]


def _confirmation(known: Row) -> str:
    if not known.get("confirmed_on"):
        return absent()
    overall = _(Overall(known["overall"]).label) if known["overall"] else absent()
    method = f"（{_(ConfirmationMethod(known['method']).label)}）" if known["method"] else ""
    return f"{day(known['confirmed_on'])}　{overall}{method}"


def _audits(known: Row) -> str:
    audited = known.get("audited_on") or ()
    return _(N_("{count} times ({days})"), count=len(audited), days=days(audited)) if audited else absent()


def _readers(matter: Matter, _measures: Measures) -> list[str]:
    return [_clauses(matter.row, ("C07",)), _(N_("Number of handlers: {told}"), told=handlers(matter.row))]


def _records(matter: Matter, measures: Measures) -> list[str]:
    known = measures.get(matter.id, {})
    reports = known.get("reports") or 0
    told = (
        _(N_("{count} (the last on {day})"), count=reports, day=day(known["last_reported_on"])) if reports else absent()
    )
    return [_clauses(matter.row, ("C09",)), _(N_("Periodic reports received: {told}"), told=told)]


def _erasure(matter: Matter, measures: Measures) -> list[str]:
    of_it = [measures[id_] for id_ in (matter.id, *(tier["engagement_id"] for tier in matter.tiers)) if id_ in measures]
    disposals = sum(known["disposals"] for known in of_it)
    proved = sum(known["disposals_proved"] for known in of_it)
    held = sorted({each for known in of_it for each in known["disposed_on"] or ()})
    told = (
        _(N_("{count}, {proved} of them proved ({days})"), count=disposals, proved=proved, days=days(held))
        if disposals
        else absent()
    )
    return [_clauses(matter.row, ("C06",)), _(N_("Returns and disposals: {told}"), told=told)]


def _subcontractors(matter: Matter, measures: Measures) -> list[str]:
    if not matter.tiers:
        return [_(N_("No subcontract permitted or under way is on record"))]
    return [_subcontractor(tier, measures.get(tier["engagement_id"], {})) for tier in matter.tiers]


def _subcontractor(tier: Row, known: Row) -> str:
    permitted = day(tier["permitted_on"]) if tier["is_permitted"] else absent()
    facts = (
        _(N_("permitted on {day}"), day=permitted),
        _(N_("confirmed before on {day}"), day=day(tier["rested_on"])),
        _(N_("audited {told}"), told=_audits(known)),
    )
    who = f"{tier_words(tier['tier'])}　{tier['organisation'] or absent()}（{state_of(tier)}）"
    return _("{title}: {text}", title=who, text=separator().join(facts))


def _others(matter: Matter, measures: Measures) -> list[str]:
    of_it = [measures[id_] for id_ in (matter.id, *(tier["engagement_id"] for tier in matter.tiers)) if id_ in measures]
    findings, still_open, incidents = (
        sum(known[name] for known in of_it) for name in ("findings", "open_findings", "incidents")
    )
    return [
        _(N_("Findings: {count}, {open} of them not closed"), count=findings, open=still_open),
        _(N_("Incidents on record: {count}"), count=incidents),
        _(N_("Training last attested on: {day}"), day=day(measures.get(matter.id, {}).get("trained_on"))),
    ]


def _clauses(row: Row, codes: Sequence[str]) -> str:
    """How the contract stands to these clauses, each with its article where there is one, by state."""
    known = {clause["code"]: clause for clause in row["clauses"] or ()}
    titles = {clause.code: clause.text(language()) for clause in clauses()}
    told: dict[str, list[str]] = {}
    for code in codes:
        clause = known.get(code)
        state = _(ClauseState(clause["state"]).label) if clause else absent()
        article = f"（{clause['article']}）" if clause and clause["article"] else ""
        told.setdefault(state, []).append(f"{titles[code]}{article}")
    return "\n".join(_("{title}: {text}", title=state, text=separator().join(named)) for state, named in told.items())


def _items(known: Row, codes: Sequence[str]) -> str:
    """How many of these items the last confirmation found in which state."""
    answered = {item["code"]: item["result"] for item in known.get("items") or ()}
    if not known.get("confirmed_on"):
        return _(N_("Confirmation items: {told}"), told=absent())
    if known["checklist_id"]:
        told = _(N_("confirmed by the office's own list, whose items have no fixed place here"))
    elif not answered:
        told = _(N_("confirmed in summary, not item by item"))
    else:
        counts = [(result.label, sum(answered.get(code) == result for code in codes)) for result in ItemResult]
        open_ = sum(not answered.get(code) for code in codes)
        counted = [*counts, (N_("Not answered"), open_)]
        told = separator().join(f"{_(label)} {count}" for label, count in counted if count)
    return _(N_("Confirmation items: {told}"), told=told)
