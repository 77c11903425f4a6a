"""The typed tables: nothing of a body gets lost on the way into them, and they can be derived anew at any time."""

import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kantoku import read_model
from kantoku.ledger import Change, Ledger
from kantoku.records import KINDS, OFFICE_ID, Audit, Contract, Organisation, Record
from tests.conftest import Clock
from tests.examples import FILE, records
from tests.office import YESTERDAY, Office
from tests.test_ledger import everything

TABLES = [*KINDS, "audit_subject", "handling_confirmation_further_engagement"]


def typed_tables(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows for name, rows in everything(ledger).items() if name in TABLES}


@pytest.fixture
def busy(ledger: Ledger, office: Office, clock: Clock) -> Office:
    """A ledger in which everything has happened at least once."""
    contract = office.contract(data_items=["氏名", "住所"], places=[{"address": "荒川区", "use": "controlled"}])
    first = office.subcontract(contract)
    clock.passes(hours=1)
    office.request(first)
    office.permit(first, conditions=[{"text": "月次報告", "due_on": "2027-01-31"}])
    second = office.subcontract(first)
    office.audit(contract, first, second, auditors=[{"name": "監査 三郎"}])
    finding = office.finding(first)
    clock.passes(days=1)
    office.revise("contract", contract, amount=3_000_000)
    office.revise("contract", contract, title="改めた件名")
    office.withdraw("finding", finding)
    mistaken = office.organisation(note="誤記")
    seq = ledger.head().seq
    office.revise("organisation", mistaken, note="")
    ledger.erase(seq, ground="誤記載", actor="情報 管理")
    kept = office.confirm(contract, checklist_id=office.checklist())
    office.revise(
        "handling_confirmation", kept, further_engagements=[{"contract_id": contract, "engagement_id": first}]
    )
    office.attach("handling_confirmation", kept)
    review = {"reviewed_on": YESTERDAY, "reviewed_by": "情報 管理", "until_seq": 3, "found": "異常なし"}
    office.record("journal_review", review)
    office.report(contract)
    office.dispose(second)
    office.incident(first)
    office.policy(name="荒川区", sections=["税務課", "戸籍住民課"])
    return office


# Round trip


@dataclass
class Filed:
    """A ledger to file examples in, with one record of each kind to refer to."""

    ledger: Ledger
    references: dict[str, str]


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filed]:
    ledger = Ledger.open(tmp_path_factory.mktemp("filed") / "kantoku.duckdb", actor="契約 花子")
    office = Office(ledger)
    contract = office.contract()
    work = office.subcontract(contract)
    references = {
        "organisation": office.organisation(),
        "contract": contract,
        "subcontract": work,
        "permission_request": office.request(work),
        "checklist": office.checklist(),
        "handling_confirmation": office.confirm(work),
        "audit": office.audit(contract),
        "finding": office.finding(work),
        "incident": office.incident(work),
    }
    yield Filed(ledger, references)
    ledger.close()


@pytest.mark.parametrize("kind", KINDS)
def test_any_record_reads_as_it_was_written(filed: Filed, kind: str) -> None:
    ledger, cls = filed.ledger, KINDS[kind]

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(records(cls, filed.references), min_size=1, max_size=4))
    def written_and_read(examples: list[Record]) -> None:
        for change in _filing(ledger, examples):
            assert ledger.get(kind, change.record_id)[0] == change.record
            assert cls.from_body(change.record.body()) == change.record
            assert ledger.states(kind, change.record_id)[-1]["body"] == change.record.body()

    written_and_read()


def _filing(ledger: Ledger, examples: list[Record]) -> list[Change]:
    """Records the examples together; of the one office, the last as its next revision."""
    changes = [Change.new(f"{example.kind}.recorded", example, uploads=(FILE,)) for example in examples]
    if examples[0].kind == "office":
        _office, revision = ledger.get("office", OFFICE_ID)
        changes = [Change("office.recorded", "office", OFFICE_ID, examples[-1], revision)]
    ledger.record(changes, actor="契約 花子", refuses=False)
    return changes


# Deriving anew


def test_rebuilding_gives_the_same_tables(ledger: Ledger, busy: Office) -> None:
    before = typed_tables(ledger)
    assert all(before[name] for name in TABLES if name != "finding")
    ledger.rebuild()
    assert typed_tables(ledger) == before
    assert ledger.verify().is_whole


def test_applying_entry_by_entry_gives_what_applying_all_at_once_gives(ledger: Ledger, busy: Office) -> None:
    before = typed_tables(ledger)
    with ledger._transaction() as cursor:
        read_model.create(cursor)
        for seq in range(1, ledger.head().seq + 1):
            read_model.apply(cursor, seq, seq, KINDS)
        for seq, _by, _ground in ledger.verify().erased:
            read_model.forget(cursor, "organisation", seq)
    assert typed_tables(ledger) == before


def test_every_row_knows_from_which_entry_to_which_it_was_believed(ledger: Ledger, busy: Office) -> None:
    with ledger.cursor() as cursor:
        for kind in KINDS:
            # The row of an erased entry is believed for no entry.
            spans = cursor.execute(
                f"select id, revision, seq_from, seq_to from {kind} where seq_from <> seq_to order by id, revision"
            ).fetchall()
            for earlier, later in itertools.pairwise(spans):
                if earlier[0] == later[0]:
                    assert earlier[3] == later[2], (kind, earlier[0])
            assert all(from_ < to for _id, _revision, from_, to in spans)


def test_as_known_at_an_entry_is_what_a_ledger_that_ends_there_holds(
    path: Path, ledger: Ledger, busy: Office, clock: Clock, tmp_path: Path
) -> None:
    known = {seq: as_known(ledger, seq) for seq in range(1, ledger.head().seq + 1, 3)}
    ledger.close()
    for seq, tables in known.items():
        shorter = shutil.copy(path, tmp_path / f"until-{seq}.duckdb")
        with duckdb.connect(shorter) as connection:
            connection.execute("delete from journal where seq > $seq", {"seq": seq})
        ending = Ledger.open(shorter, actor="契約 花子", clock=clock)
        ending.rebuild()
        assert as_known(ending, seq) == tables
        ending.close()


def as_known(ledger: Ledger, seq: int) -> dict[str, list[tuple[object, ...]]]:
    """What the macros show at an entry."""
    with ledger.cursor() as cursor:
        return {
            name: cursor.execute(f"select * exclude (seq_to) from {name}s($seq) order by all", {"seq": seq}).fetchall()
            for name in TABLES
        }


def test_tables_of_other_declarations_are_derived_anew_at_the_start(
    path: Path, ledger: Ledger, busy: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = typed_tables(ledger)
    with ledger.cursor() as cursor:
        cursor.execute("update ledger_info set declarations = 'of an older version'")
        cursor.execute("drop table contract")
        cursor.execute("create table contract (number varchar)")
    ledger.close()
    again = Ledger.open(path, actor="契約 花子")
    assert typed_tables(again) == before
    again.close()


# As known at an earlier entry


def test_the_status_is_had_as_known_at_an_earlier_entry(ledger: Ledger, office: Office, clock: Clock) -> None:
    contract = office.contract()
    before = ledger.head().seq
    clock.passes(days=2)
    office.audit(contract, audited_on=YESTERDAY)
    assert office.status(contract, at_seq=before)["audit_state"] == "never"
    assert office.status(contract)["audit_state"] == "covered"
    assert office.status(contract, as_of=date(2026, 11, 18))["audit_state"] == "never"


def test_a_withdrawn_record_was_there_as_known_before(ledger: Ledger, office: Office) -> None:
    contract = office.contract()
    finding = office.finding(contract)
    before = ledger.head().seq
    office.withdraw("finding", finding)
    assert office.status(contract, at_seq=before)["open_findings"] == 1
    assert office.status(contract)["open_findings"] == 0


# What does not fit


UNFIT = {
    "an unknown key": (Organisation, '{"colour":"青","name":"会社"}'),
    "a number for a text": (Organisation, '{"name":5}'),
    "a word for a date": (Organisation, '{"name":"会社","suspended_from_on":"来年"}'),
    "a date that is none": (Organisation, '{"name":"会社","suspended_from_on":"2026-02-30"}'),
    "an unknown key in a list": (Organisation, '{"certifications":[{"colour":"青","scheme":"isms"}],"name":"会社"}'),
    "a text for a list": (Organisation, '{"certifications":"isms","name":"会社"}'),
    "keys out of order": (Organisation, '{"name":"会社","country":"JP"}'),
    "spaces between": (Organisation, '{"name": "会社"}'),
    "a null": (Organisation, '{"kana":null,"name":"会社"}'),
    "a list for a record": (Organisation, '["会社"]'),
    "a fraction of a yen": (Contract, '{"amount":1.5,"number":"1","title":"件名"}'),
    "yen as a text": (Contract, '{"amount":"1000","number":"1","title":"件名"}'),
    "a word for yes or no": (Contract, '{"is_principal_part_barred":"はい","number":"1","title":"件名"}'),
    "an instant for a day": (Contract, '{"number":"1","starts_on":"2026-04-01T00:00:00","title":"件名"}'),
    "an unknown key in a list kept as rows": (Audit, '{"subjects":[{"tier":2}]}'),
}


@pytest.mark.parametrize(("cls", "body"), UNFIT.values(), ids=UNFIT.keys())
def test_a_body_that_does_not_fit_rolls_back_and_names_its_entry(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, cls: type[Record], body: str
) -> None:
    before = everything(ledger)
    monkeypatch.setattr(cls, "body", lambda _record: body)
    with pytest.raises(read_model.Unreadable, match=r"\b2\b"):
        ledger.record([Change.new("x.recorded", cls.model_construct())], actor="契約 花子")
    assert everything(ledger) == before


def test_one_bad_entry_among_many_is_named(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [Change.new("organisation.recorded", Organisation.read({"name": f"第{nth}社"})) for nth in range(50)]
    body = Organisation.body
    monkeypatch.setattr(Organisation, "body", lambda record: body(record).replace("第30社", '会社","nmae":"30'))
    with pytest.raises(read_model.Unreadable, match="entry 32 "):
        ledger.record(many, actor="契約 花子")
    assert ledger.head().seq == 1
