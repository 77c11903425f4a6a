import datetime
import json
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from kantoku import catalogue, decision_actions, rules
from kantoku.errors import RefusedByRule
from kantoku.exports.states import AuditState, ConfirmationState, PermissionState, Standing
from kantoku.ledger import Change, Ledger
from kantoku.my_number import holds_individual_number, is_corporate_number
from kantoku.records import KINDS
from kantoku.sample import LedgerThere, write_sample
from kantoku.sample.calendar import Calendar, opened
from kantoku.sample.story import Event
from kantoku.sample.writer import Writer, id_of
from tests import ledgers

TODAY = datetime.date(2026, 11, 22)
DAYS = [TODAY, datetime.date(2027, 4, 1), datetime.date(2028, 2, 29), datetime.date(2026, 3, 31)]


@dataclass(frozen=True)
class Sample:
    ledger: Ledger
    today: datetime.date
    status: pd.DataFrame
    journal: pd.DataFrame
    seconds: float

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with self.ledger.cursor() as cursor:
            return cursor.execute(sql).fetchall()

    def of(self, key: str) -> pd.Series:
        return self.status[self.status.engagement_id == id_of(key)].iloc[0]


@cache
def file(today: datetime.date) -> tuple[bytes, float]:
    """The sample's ledger as it is written on a day, and the seconds that took."""
    began = time.process_time()  # other programs on the machine do not count
    content = ledgers.made(lambda path: write_sample(path, today=today, actor="見本"))
    return content, time.process_time() - began


def copied(path: Path, today: datetime.date) -> Sample:
    content, seconds = file(today)
    path.write_bytes(content)
    ledger = Ledger.open(path, actor="見本", clock=lambda: datetime.datetime(today.year, today.month, today.day, 3))
    with ledger.cursor() as cursor:
        journal = cursor.execute("from journal order by seq").df()
    return Sample(ledger, today, ledger.read("status", as_of=today, contract=None), journal, seconds)


@pytest.fixture(scope="module", params=DAYS, ids=str)
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    made = copied(tmp_path_factory.mktemp("sample") / "sample.duckdb", request.param)
    yield made
    made.ledger.close()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    made = copied(tmp_path_factory.mktemp("here") / "here.duckdb", TODAY)
    yield made
    made.ledger.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Sample]:
    """One to write into."""
    made = copied(tmp_path / "fresh.duckdb", TODAY)
    yield made
    made.ledger.close()


def test_every_state_is_there(sample: Sample) -> None:
    for column, states in (
        ("permission_state", PermissionState),
        ("confirmation_state", ConfirmationState),
        ("audit_state", AuditState),
        ("standing", Standing),
    ):
        # The list of the status says what the rules find, before the work begins too.
        assert set(sample.status[column]) == {state.value for state in states} - {"not_begun"}, column


def test_every_rule_that_a_record_can_break_is_broken(sample: Sample) -> None:
    findable = {rule.id for rule in rules.load().values() if not rule.enforced_by}
    assert {rule for broken in sample.status.rules for rule in broken} == findable


def test_much_is_in_order_although_every_rule_is_broken_somewhere(sample: Sample) -> None:
    assert 0.40 <= (sample.status.standing == "in_order").mean() <= 0.70
    assert (sample.status.standing == "breach").mean() <= 0.12


def test_some_forty_contracts_with_chains_to_the_fourth_tier(sample: Sample) -> None:
    assert 35 <= (sample.status.tier == 1).sum() <= 45
    assert (sample.status.tier == 4).sum() >= 3
    assert set(sample.status.section) == {
        "税務課", "戸籍住民課", "情報システム課", "福祉課", "保険年金課", "健康推進課", "総務課"
    }  # fmt: skip


def test_it_is_written_quickly_and_whole(sample: Sample) -> None:
    assert sample.ledger.verify().is_whole
    assert sample.seconds < 30  # a slip into work row by row would show; what it takes is measured elsewhere


def test_every_entry_lies_on_the_day_it_tells_of(sample: Sample) -> None:
    recorded = (sample.journal.recorded_at + pd.Timedelta(hours=9)).dt.date
    assert recorded.is_monotonic_increasing
    assert recorded.iloc[-1] < sample.today
    happened = {"permission_request": "requested_on", "permission_decision": "decided_on", "finding": "found_on"}
    for entry, day in zip(sample.journal.itertuples(), recorded, strict=True):
        if entry.kind in happened and entry.revision == 1 and "28外監" not in entry.body:
            late = day - datetime.date.fromisoformat(json.loads(entry.body)[happened[entry.kind]])
            assert datetime.timedelta(0) <= late <= datetime.timedelta(days=45), entry.body


def test_less_was_known_a_year_ago(sample: Sample) -> None:
    then = sample.today - datetime.timedelta(days=365)
    at_seq = sample.ledger.seq_at(datetime.datetime(then.year, then.month, then.day))
    before = sample.ledger.read("status", as_of=then, at_seq=at_seq, contract=None)
    assert 20 <= len(before) < len(sample.status)
    assert before.last_audited_on.max().date() <= then


def test_the_inbox_holds_requests_at_every_step(sample: Sample) -> None:
    inbox = sample.ledger.read("permissions_inbox", as_of=sample.today, section=None)
    assert set(inbox.step) == {"confirmation", "opinion", "decision", "returned"}


def test_no_personal_data_and_only_invented_businesses(sample: Sample) -> None:
    assert not any(holds_individual_number(body) for body in sample.journal.body)
    numbers = [str(row[0]) for row in sample.rows("select corporate_number from organisation where seq_to > 1e18")]
    assert len(set(numbers)) == len(numbers) >= 30
    assert all(is_corporate_number(number) and number[1:].startswith("999999") for number in numbers)


def test_the_wards_audit_is_the_published_report(here: Sample) -> None:
    audit, _revision = here.ledger.get("audit", id_of("区監査"))
    values = audit.model_dump(mode="json")
    assert (values["audited_on"], values["reported_on"]) == ("2016-11-30", "2017-01-26")
    assert [step["held_on"] for step in values["schedule"]] == ["2016-09-20", "2016-10-26", "2016-11-30", "2017-01-26"]
    assert [subject["system"] for subject in values["subjects"]] == [
        "税務システム", "税滞納整理支援システム", "住民記録システム", "住民基本台帳ネットワークシステム", "戸籍システム"
    ]  # fmt: skip
    assert [item["code"] for item in values["items"]] == [item.code for item in catalogue.audit_items()]
    assert len(values["items"]) == 18
    assert [len(values[name]) for name in ("methods", "standards", "referred_standards", "commendations")] == [
        3,
        11,
        4,
        4,
    ]
    assert "再委託は原則禁止としていますが" in values["opinion"]
    assert "荒川区情報セキュリティ監査報告書（概要版）" in values["note"]
    assert [auditor["name"] for auditor in values["auditors"]] == ["監査人A", "監査人B"]
    asked = here.rows(f"select content from finding where audit_id = '{id_of('区監査')}' order by number")
    assert len(asked) == 2
    assert str(asked[0][0]).startswith("現在、パスワードを1年に1回の変更とされていますが")


def test_one_subcontract_is_handled_in_full(here: Sample) -> None:
    confirmation, _revision = here.ledger.get("handling_confirmation", id_of("税1a:確認"))
    values = confirmation.model_dump(mode="json")
    assert [item["code"] for item in values["items"]] == [item.code for item in catalogue.confirmation_items()]
    assert all(item["evidence"] or item["result"] == "not_applicable" for item in values["items"])
    for kind, key in (
        ("permission_request", "税1a:申請"),
        ("permission_decision", "税1a:決定"),
        ("subcontract", "税1a"),
    ):
        record, _revision = here.ledger.get(kind, id_of(key))
        assert record.missing() == []
    assert here.of("税1a").standing == "in_order"
    assert len(here.ledger.states("subcontract", id_of("税1a"))) == 2


def test_a_mistaken_contract_was_withdrawn_and_its_past_stays(here: Sample) -> None:
    assert [state["body"] != "" for state in here.ledger.states("contract", id_of("税5重複"))] == [True, False]
    assert id_of("税5重複") not in set(here.status.engagement_id)


def decision(key: str, contract: str) -> dict[str, object]:
    return {
        "contract_id": id_of(contract),
        "engagement_id": id_of(key),
        "request_id": id_of(f"{key}:申請"),
        "outcome": "permitted",
        "decided_on": TODAY,
        "decided_by": "課長",
        "valid_until_on": datetime.date(2027, 3, 31),
    }


def test_a_request_whose_handling_is_unconfirmed_cannot_be_permitted(fresh: Sample) -> None:
    assert fresh.of("健1b").permission_state == "requested"
    with pytest.raises(RefusedByRule) as refused:
        decision_actions.decide(fresh.ledger, decision("健1b", "健1"), actor="見本")
    assert [refusal.rule for refusal in refused.value.refusals] == ["R01"]


def test_a_request_whose_handling_is_confirmed_can_be_permitted(fresh: Sample) -> None:
    decision_actions.decide(fresh.ledger, decision("税2b", "税2"), actor="見本")
    status = fresh.ledger.read("status", as_of=TODAY, contract=None)
    assert status[status.engagement_id == id_of("税2b")].iloc[0].permission_state == "permitted"


def test_the_tables_are_those_of_a_rebuild(here: Sample) -> None:
    here.ledger.rebuild()
    pd.testing.assert_frame_equal(here.ledger.read("status", as_of=TODAY, contract=None), here.status)


def test_references_lead_to_records(here: Sample) -> None:
    known = set(here.journal.record_id)
    for entry in here.journal.itertuples():
        if entry.body:
            values = json.loads(entry.body)
            parts = [values, *(part for value in values.values() if isinstance(value, list) for part in value)]
            for part in parts:
                for name, value in part.items() if isinstance(part, dict) else ():
                    assert not name.endswith("_id") or value in known, (entry.kind, name, value)
    assert set(here.journal.kind) == set(KINDS)


def test_the_same_day_writes_the_same_sample(tmp_path: Path, here: Sample) -> None:
    write_sample(tmp_path / "again.duckdb", today=TODAY, actor="見本")
    with closing(Ledger.open(tmp_path / "again.duckdb", actor="見本")) as again, again.cursor() as cursor:
        bodies = [row[0] for row in cursor.execute("select body from journal order by seq").fetchall()]
    assert bodies == list(here.journal.body)


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.duckdb"
    path.write_text("not to be touched")
    with pytest.raises(LedgerThere):
        write_sample(path, today=TODAY, actor="見本")
    assert path.read_text() == "not to be touched"


def test_what_was_broken_off_leaves_no_half_a_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(writer: Writer, event: Event) -> Change:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Writer, "change", breaks)
        with pytest.raises(KeyboardInterrupt):
            write_sample(tmp_path / "sample.duckdb", today=TODAY, actor="見本")
    assert not (tmp_path / "sample.duckdb").exists()
    write_sample(tmp_path / "sample.duckdb", today=TODAY, actor="見本")
    Ledger.open(tmp_path / "sample.duckdb", actor="見本").close()
    assert [path.name for path in tmp_path.iterdir()] == ["sample.duckdb"]


def test_days_are_told_from_today() -> None:
    calendar = Calendar(datetime.date(2027, 3, 31))
    assert calendar.day("t") == datetime.date(2027, 3, 31)
    assert calendar.day("t-30") == datetime.date(2027, 3, 1)
    assert calendar.day("0/04-01") == datetime.date(2026, 4, 1)
    assert calendar.day("-1/01-21") == datetime.date(2026, 1, 21)
    assert calendar.day("2016-11-30") == datetime.date(2016, 11, 30)
    with pytest.raises(ValueError, match="Invalid isoformat"):
        calendar.day("soon")


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("2026-11-20", "2026-11-20"),  # a Friday
        ("2026-11-23", "2026-11-20"),  # 勤労感謝の日, a Monday
        ("2027-01-04", "2027-01-04"),
        ("2027-01-03", "2026-12-28"),  # New Year
    ],
)
def test_an_office_is_open_on_working_days(day: str, before: str) -> None:
    assert opened(datetime.date.fromisoformat(day)) == datetime.date.fromisoformat(before)
