"""The command line as it is called: what it writes, its exit codes, and what it says when it cannot."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import openpyxl
import pytest
from rich.cells import cell_len

from kantoku import cli, settings
from kantoku.exports.lists import STATUS
from kantoku.ledger import Ledger
from kantoku.settings import HOME
from tests import ledgers
from tests.conftest import Clock
from tests.office import PAPER, TIER_CLAUSES, Office

STATUS_MEMBERS = [
    "engagement_id",
    "contract_number",
    "section",
    "tier",
    "organisation",
    "corporate_number",
    "parent_organisation",
    "handles_spi",
    "starts_on",
    "ends_on",
    "permission_state",
    "permitted_on",
    "grounded",
    "confirmation_state",
    "confirmed_on",
    "last_audited_on",
    "next_audit_due_on",
    "audit_state",
    "standing",
    "rules",
]
HIT_MEMBERS = [
    "rule",
    "level",
    "engagement_id",
    "subject_kind",
    "subject_id",
    "contract_number",
    "organisation",
    "corporate_number",
    "tier",
    "since",
    "detail",
]


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def kept(path: Path) -> SimpleNamespace:
    """A ledger with a contract, a permitted subcontract, one below it that is not, and an audit of a day later."""
    made = ledgers.after(chain)
    path.write_bytes(made.content)
    return SimpleNamespace(path=path, **made.told)


def chain(office: Office, clock: Clock) -> dict[str, Any]:
    contract = office.contract(number="契約-001")
    second = office.subcontract(contract)
    office.permit(second)
    third = office.subcontract(second, starts_on="2026-10-01", clauses=TIER_CLAUSES)
    office.decide(third, refuses=False, decided_on="2026-11-10", **PAPER)
    office.contract(number="契約-002", data_class="none")
    before = office.ledger.head()
    clock.passes(days=1)
    office.audit(contract)
    return {"contract": contract, "second": second, "third": third, "before": before, "head": office.ledger.head()}


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, path: Path) -> Iterator[Any]:
    """Calls a command on the test's ledger, in English."""
    monkeypatch.setenv("KANTOKU_LEDGER", str(path))
    monkeypatch.setenv("KANTOKU_LANGUAGE", "en")
    monkeypatch.setenv("KANTOKU_USER", "法務 次郎")

    def called(*arguments: object) -> Answer:
        code = cli.main([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return Answer(code, written.out, written.err)

    return called


@pytest.mark.usefixtures("kept")
class TestStatus:
    def test_json_has_these_members_and_no_others(self, call: Any, kept: SimpleNamespace) -> None:
        rows = {row["engagement_id"]: row for row in call("status", "--as-of", "2026-11-21", "--format", "json").json}
        assert list(rows[kept.contract]) == STATUS_MEMBERS
        assert rows[kept.second]["permitted_on"] == "2026-11-20"
        assert rows[kept.second]["handles_spi"] is True
        assert rows[kept.third]["rules"] == ["R01", "R03", "R04", "R05", "R06"]
        assert rows[kept.third]["last_audited_on"] is None
        assert rows[kept.contract]["last_audited_on"] == "2026-11-20"

    def test_one_contract(self, call: Any) -> None:
        rows = call("status", "--contract", "契約-002", "--format", "json").json
        assert [row["contract_number"] for row in rows] == ["契約-002"]

    def test_as_known_at_an_earlier_moment(self, call: Any, kept: SimpleNamespace) -> None:
        rows = call("status", "--as-of", "R8.11.21", "--known-at", "令和8年11月20日 12:00", "--format", "json").json
        assert {row["engagement_id"]: row["last_audited_on"] for row in rows}[kept.contract] is None

    def test_as_of_an_earlier_day(self, call: Any, kept: SimpleNamespace) -> None:
        rows = call("status", "--as-of", "2026-11-19", "--format", "json").json
        assert {row["engagement_id"]: row["permission_state"] for row in rows}[kept.second] == "none"

    def test_csv_opens_in_a_spreadsheet(self, call: Any) -> None:
        answer = call("status", "--format", "csv")
        assert answer.out.startswith("\ufeff")
        rows = list(csv.reader(io.StringIO(answer.out.removeprefix("\ufeff"))))
        assert len(rows) == 5
        assert len(rows[0]) == len(STATUS)
        assert rows[1][1] == "契約-001"

    @pytest.mark.parametrize("language", ["ja", "en"])
    @pytest.mark.parametrize("command", ["status", "attention"])
    def test_the_table_is_aligned_and_fits(self, call: Any, command: str, language: str) -> None:
        lines = call(command, "--as-of", "2026-11-21", "--language", language).out.splitlines()
        assert max(map(cell_len, lines)) <= 120
        assert len({cell_len(line) for line in lines[1:]}) == 1

    @pytest.mark.parametrize("command", ["status", "attention"])
    def test_a_name_that_never_ends_leaves_room_for_the_rest(self, call: Any, path: Path, command: str) -> None:
        ledger = Ledger.open(path, actor="契約 花子")
        office = Office(ledger)
        name, number = "株式会社" + "長" * 296, "8契第" + "9" * 297
        company = office.organisation(name=name)
        long = office.contract(number=number, organisation_id=company)
        office.subcontract(long, organisation_id=company, starts_on="2026-04-01", refuses=False)
        ledger.close()
        lines = call(command, "--as-of", "2026-11-21").out.splitlines()
        assert max(map(cell_len, lines)) <= 120
        first = next(number for number, line in enumerate(lines) if "8契第999" in line and "株式会社長" in line)
        assert "9…" in lines[first]
        assert "長…" in "".join(lines[first : first + 3]).replace(" ", "")
        assert len(lines) < 30
        whole = call(command, "--as-of", "2026-11-21", "--format", "json").json
        assert (number, name) in {(row["contract_number"], row["organisation"]) for row in whole}
        assert name in call(command, "--as-of", "2026-11-21", "--format", "csv").out

    def test_the_table_speaks_the_language(self, call: Any) -> None:
        assert "as of 2026-11-21  4 rows" in call("status", "--as-of", "R8.11.21").out
        japanese = call("status", "--as-of", "R8.11.21", "--known-at", "R8.11.21", "--language", "ja").out
        assert japanese.startswith("基準日 令和8年11月21日  記録時点 令和8年11月21日 23:59  4件\n")
        assert "R9.11.20" in japanese


@pytest.mark.usefixtures("kept")
class TestAttention:
    def test_json_has_these_members_and_no_others(self, call: Any, kept: SimpleNamespace) -> None:
        rows = call("attention", "--as-of", "2026-11-21", "--format", "json").json
        assert {tuple(row) for row in rows} == {tuple(HIT_MEMBERS)}
        assert [row["level"] for row in rows] == sorted(
            (row["level"] for row in rows), key=["breach", "overdue", "incomplete"].index
        )
        [missing] = [row for row in rows if row["rule"] == "R01"]
        assert missing["engagement_id"] == kept.third
        assert missing["tier"] == 3
        assert missing["since"] == "2026-11-10"
        assert missing["detail"] == {"permitted_on": "2026-11-10", "lacks": "confirmation"}

    def test_one_rule_however_it_is_typed(self, call: Any) -> None:
        rows = call("attention", "--as-of", "2026-11-21", "--rule", "r05", "--format", "json").json
        assert {row["rule"] for row in rows} == {"R05"}

    def test_says_what_was_found(self, call: Any) -> None:
        answer = call("attention", "--as-of", "2026-11-21", "--format", "csv")
        assert "Permitted on 2026-11-10: there is no complete, positive confirmation" in answer.out

    def test_an_unknown_rule_is_told(self, call: Any) -> None:
        answer = call("attention", "--rule", "R99")
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith("There is no such rule: R99 is none of these: R01, R02")


class TestExport:
    def test_writes_the_register_and_notes_it(self, call: Any, kept: SimpleNamespace, tmp_path: Path) -> None:
        out = tmp_path / "register.xlsx"
        answer = call("export", "--out", out, "--as-of", "2026-11-21")
        assert answer.code == 0
        assert f"{kept.head.seq}:{kept.head.hash}" in answer.out
        assert openpyxl.load_workbook(out).sheetnames[0] == "About this output"
        ledger = Ledger.open(kept.path, actor="試験")
        with ledger.cursor() as cursor:
            [(action, actor, body)] = cursor.execute(
                "select action, actor, body from journal where seq > ? order by seq", [kept.head.seq]
            ).fetchall()
        ledger.close()
        note = json.loads(body)
        assert (action, actor) == ("export.made", "法務 次郎")
        assert (note["file"], note["as_of"], note["at_seq"]) == ("register.xlsx", "2026-11-21", kept.head.seq)
        assert note["sha256"] in answer.out

    def test_what_it_prints_verifies(self, call: Any, kept: SimpleNamespace, tmp_path: Path) -> None:
        anchor = re.search(r"\d+:[0-9a-f]{64}", call("export", "--out", tmp_path / "a.xlsx").out)
        answer = call("verify", "--anchor", anchor[0])
        assert answer.code == 0
        assert "It holds what the anchors given show (1)." in answer.out

    def test_a_file_that_is_there_is_kept_unless_forced(self, call: Any, kept: SimpleNamespace, tmp_path: Path) -> None:
        out = tmp_path / "register.xlsx"
        out.write_bytes(b"mine")
        assert call("export", "--out", out).code == 2
        assert out.read_bytes() == b"mine"
        assert call("export", "--out", out, "--force").code == 0
        assert out.read_bytes()[:2] == b"PK"

    @pytest.mark.parametrize("name", ["register.csv", "register", "none/register.xlsx"])
    def test_a_place_that_will_not_do_is_told_and_nothing_noted(
        self, call: Any, kept: SimpleNamespace, tmp_path: Path, name: str
    ) -> None:
        answer = call("export", "--out", tmp_path / name)
        assert (answer.code, len(answer.err.splitlines())) == (2, 1)
        assert f"{kept.head.seq:,} entries" in call("rebuild").out

    def test_an_individual_number_never_gets_into_the_journal_as_a_name(
        self, call: Any, kept: SimpleNamespace, tmp_path: Path
    ) -> None:
        out = tmp_path / "123456789018.xlsx"
        answer = call("export", "--out", out)
        assert (answer.code, out.exists()) == (2, False)
        assert "Individual Number" in answer.err
        assert "123456789018" not in answer.err


class TestCare:
    def test_a_whole_journal_is_whole(self, call: Any, kept: SimpleNamespace) -> None:
        answer = call("verify")
        assert answer.code == 0
        assert answer.out.splitlines()[-1].endswith(f"{kept.head.seq}:{kept.head.hash}")

    def test_an_altered_entry_is_found(self, call: Any, kept: SimpleNamespace) -> None:
        with duckdb.connect(kept.path) as connection:
            connection.execute("update journal set actor = 'x' where seq = 3")
        answer = call("verify")
        assert (answer.code, answer.out.splitlines()[0]) == (
            1,
            "Entry 3 does not say what was sealed: it was altered after it was recorded.",
        )

    def test_an_anchor_finds_a_rewritten_journal(self, call: Any, kept: SimpleNamespace) -> None:
        answer = call("verify", "--anchor", f"{kept.before.seq}:{'0' * 64}")
        assert answer.code == 1
        assert answer.out.startswith(f"Entry {kept.before.seq} is not the one that the anchor names")

    def test_an_anchor_finds_a_journal_cut_off(self, call: Any, kept: SimpleNamespace) -> None:
        answer = call("verify", "--anchor", f"{kept.head.seq + 5}:{kept.head.hash}")
        assert answer.code == 1
        assert "those after it are missing" in answer.out

    @pytest.mark.parametrize("anchor", ["", "3", "3:zz", "x:" + "0" * 64])
    def test_what_is_no_anchor_is_told(self, call: Any, kept: SimpleNamespace, anchor: str) -> None:
        answer = call("verify", "--anchor", anchor)
        assert (answer.code, answer.err.split(":")[0]) == (2, "Not an anchor")

    def test_rebuild_changes_nothing_that_is_seen(self, call: Any, kept: SimpleNamespace) -> None:
        before = call("status", "--as-of", "2026-11-21", "--format", "json").json
        assert call("rebuild").code == 0
        assert call("status", "--as-of", "2026-11-21", "--format", "json").json == before


class TestMaking:
    def test_synthesize_makes_a_new_ledger_only(self, call: Any, path: Path) -> None:
        answer = call("synthesize", "--engagements", 30)
        assert answer.code == 0
        assert len(call("status", "--format", "json").json) > 10
        again = call("synthesize", "--engagements", 30)
        assert (again.code, again.err.split(":")[0]) == (2, "There is a ledger already")

    def test_sample_makes_the_ledger_that_the_screens_open_as_the_sample_office_once(
        self, call: Any, path: Path
    ) -> None:
        sample = settings.sample_path({"KANTOKU_LEDGER": str(path)})
        assert str(sample) in call("sample").out
        assert (sample.exists(), path.exists()) == (True, False)
        assert {row["standing"] for row in call("status", "--ledger", sample, "--format", "json").json} == {
            "in_order",
            "needs_action",
            "breach",
        }
        again = call("sample")
        assert (again.code, len(again.err.splitlines())) == (2, 1)


class TestRefusals:
    @pytest.mark.parametrize("command", ["status", "attention", "verify", "rebuild", "export --out a.xlsx"])
    def test_what_only_looks_makes_no_ledger(self, call: Any, path: Path, command: str) -> None:
        answer = call(*command.split())
        assert (answer.code, answer.err.split(":")[0]) == (2, "There is no such ledger")
        assert list(path.parent.iterdir()) == []

    @pytest.mark.parametrize(
        "arguments",
        [
            "status --as-of 8.4.1",
            "status --known-at yesterday",
            "status --format xml",
            "status --language fr",
            "status --bogus",
            "statu",
            "export",
            "synthesize --engagements 0",
        ],
    )
    def test_misuse_is_one_line_and_code_2(self, call: Any, kept: SimpleNamespace, arguments: str) -> None:
        answer = call(*arguments.split())
        assert (answer.code, answer.out, len(answer.err.splitlines())) == (2, "", 1)

    def test_a_ledger_in_use_is_told(self, call: Any, kept: SimpleNamespace) -> None:
        ledger = Ledger.open(kept.path, actor="試験")
        try:
            answer = call("status")
        finally:
            ledger.close()
        assert (answer.code, answer.err.split(":")[0]) == (2, "The ledger is in use")

    def test_a_fault_of_the_program_is_logged_under_its_reference(
        self, call: Any, kept: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_arguments: object, **_values: object) -> None:
            raise RuntimeError("the cause")

        monkeypatch.setattr(Ledger, "verify", fail)
        answer = call("verify")
        assert (answer.code, len(answer.err.splitlines())) == (3, 1)
        log = Path(f"{kept.path}.log").read_text(encoding="utf-8")
        assert "RuntimeError: the cause" in log
        assert re.search(r"under ([0-9a-f]{8})\.", answer.err)[1] in log


class TestAsAProcess:
    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kantoku", *arguments],
            cwd=HOME,
            env={**os.environ, **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def test_help_is_in_the_language(self) -> None:
        assert "業務委託監督台帳のコマンドです。" in self.run("--help").stdout
        assert "from the command line" in self.run("--help", KANTOKU_LANGUAGE="en").stdout
        assert "The day to judge by" in self.run("status", "--help", "--language", "en").stdout

    def test_help_does_not_wait_for_the_ledger(self) -> None:
        asked = (
            "import sys; from kantoku import cli; cli.main(['--help']); print({'pandas', 'duckdb'} & {*sys.modules})"
        )
        found = subprocess.run(
            [sys.executable, "-c", asked], cwd=HOME, capture_output=True, encoding="utf-8", check=True
        )
        assert found.stdout.splitlines()[-1] == "set()"

    def test_nothing_asked_is_help(self) -> None:
        found = self.run()
        assert (found.returncode, "synthesize" in found.stdout) == (0, True)

    def test_exit_codes_reach_the_shell(self, kept: SimpleNamespace) -> None:
        ledger = str(kept.path)
        assert self.run("verify", "--ledger", ledger).returncode == 0
        assert self.run("verify", "--ledger", ledger, "--anchor", f"1:{'0' * 64}").returncode == 1
        refused = self.run("status", "--ledger", f"{ledger}.none")
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr.startswith("台帳がありません：")
