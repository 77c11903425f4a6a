"""A pack: the same bytes for the same question, and whatever was changed in it is found and named."""

import datetime
import hashlib
import io
import json
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pypdf
import pytest

from kantoku import __version__, cli, rules, wording
from kantoku.exports.register import StillToCome, facts_of
from kantoku.exports.scope import NothingInScope, Scope
from kantoku.journal import Anchor
from kantoku.ledger import Ledger
from kantoku.packs import check, journal_part
from kantoku.packs.check import NewerPack, NoFile, NotAPack
from kantoku.packs.pack import NothingOnFile, PackFacts, write_pack
from kantoku.packs.parts import Part
from kantoku.printing import status_report
from tests import test_sample
from tests.conftest import Clock
from tests.office import TODAY, Office


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    opened = test_sample.copied(tmp_path_factory.mktemp("packed") / "sample.duckdb", test_sample.TODAY)
    yield opened.ledger
    opened.ledger.close()


@pytest.fixture(scope="module")
def whole(sample: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of everything in the sample office."""
    out = tmp_path_factory.mktemp("pack") / "pack.zip"
    write_pack(sample, out, as_of=sample.today(), language="ja")
    return out


def small(office: Office) -> str:
    """A contract with a chain of its own, and beside it another; returns the number of the first."""
    mine = office.contract(number="8契-1", section="税務課", affair_name="住民税")
    office.permit(office.subcontract(mine))
    other = office.contract(number="8契-2", section="戸籍住民課")
    office.permit(office.subcontract(other, work="他の契約の業務"))
    return "8契-1"


def packed(ledger: Ledger, out: Path, **asked: object) -> PackFacts:
    return write_pack(ledger, out, as_of=TODAY, known_at=ledger.clock(), language="ja", **asked)  # type: ignore[arg-type]


# The same bytes


def test_a_pack_is_the_same_after_a_thousand_later_entries(
    office: Office, ledger: Ledger, clock: Clock, tmp_path: Path
) -> None:
    small(office)
    known_at = ledger.clock()
    first = write_pack(ledger, tmp_path / "1.zip", as_of=TODAY, known_at=known_at)
    clock.passes(days=200)
    office.policy(audit_interval_months=6)
    for _nth in range(1_000):
        ledger.note("export.made", {"report": "x"}, actor="別人")
    office.contract(number="9契-1")
    second = write_pack(ledger, tmp_path / "2.zip", as_of=TODAY, known_at=known_at)
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    assert first.sha256 == second.sha256 == hashlib.sha256((tmp_path / "1.zip").read_bytes()).hexdigest()


def test_another_clock_gives_another_pack(office: Office, ledger: Ledger, tmp_path: Path) -> None:
    small(office)
    first = packed(ledger, tmp_path / "1.zip")
    later = write_pack(ledger, tmp_path / "2.zip", as_of=TODAY + datetime.timedelta(days=1), known_at=ledger.clock())
    assert first.sha256 != later.sha256


# What is in it


def test_a_pack_names_every_file_in_its_manifest(whole: Path) -> None:
    with zipfile.ZipFile(whole) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        for name, digest in manifest["files"].items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
        assert set(archive.namelist()) == {*manifest["files"], "manifest.json", "SHA256SUMS"}
    held = {"README.txt", "report.pdf", "register.xlsx", "completeness.csv", "verify.sql", "journal/chain.parquet"}
    assert held <= manifest["files"].keys()
    assert manifest["as_of"] == test_sample.TODAY.isoformat()
    assert len(manifest["rules"]) == 36


def test_nothing_in_a_pack_says_who_made_it(office: Office, ledger: Ledger, tmp_path: Path) -> None:
    small(office)
    packed(ledger, tmp_path / "p.zip")
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read("register.xlsx")))
    labels = {row[0] for row in book.worksheets[0].iter_rows(values_only=True)}
    assert "作成者" not in labels
    assert not book.properties.creator


def test_tables_hold_what_the_workbook_holds(whole: Path) -> None:
    with zipfile.ZipFile(whole) as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read("register.xlsx")), read_only=True)
        rows = json.loads(archive.read("manifest.json"))["rows"]
        for key, count in rows.items():
            csv = pd.read_csv(io.BytesIO(archive.read(f"tables/{key}.csv")), dtype=str, encoding="utf-8-sig")
            parquet = pd.read_parquet(io.BytesIO(archive.read(f"tables/{key}.parquet")))
            assert len(csv) == len(parquet) == count, key
        meaning = pd.read_parquet(io.BytesIO(archive.read("tables/columns.parquet")))
        chain = pd.read_parquet(io.BytesIO(archive.read("tables/chain.parquet")))
    assert list(meaning[meaning["table"] == "chain"]["name"]) == list(chain.columns)
    assert len(book.sheetnames) == len(rows) + 2


def read(pack: Path, name: str) -> bytes:
    with zipfile.ZipFile(pack) as archive:
        return archive.read(name)


def table(pack: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(read(pack, name)), dtype=str, encoding="utf-8-sig").fillna("")


def pages(pdf: bytes) -> list[str]:
    """The text of each page, without the line breaks that the page put in."""
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_the_report_says_what_it_rests_on(whole: Path, sample: Ledger) -> None:
    reader = pypdf.PdfReader(io.BytesIO(read(whole, "report.pdf")))
    assert reader.xmp_metadata is not None
    assert "<pdfaid:part>2</pdfaid:part>" in reader.xmp_metadata.stream.get_data().decode()
    cover = pages(read(whole, "report.pdf"))[0]
    head = json.loads(read(whole, "manifest.json"))["journal_head"]
    assert "委託先の監督状況報告書" in cover
    assert f"{head['seq']}:{head['hash']}" in cover
    assert f"Kantoku{__version__}" in cover
    whole_text = "".join(pages(read(whole, "report.pdf")))
    for rule in rules.load().values():
        assert hashlib.sha256(rule.query.text.encode()).hexdigest()[:12] in whole_text


def test_every_rule_hit_of_the_register_stands_in_the_report_with_its_basis(whole: Path) -> None:
    told = "".join(pages(read(whole, "report.pdf")))
    hits = table(whole, "tables/hits.csv")
    assert len(hits) > 50
    for rule, found in hits.groupby("規則"):
        assert f"{rule}{''.join(found['規則の名称'].iloc[0].split())}" in told
        assert "".join(found["根拠"].iloc[0].split()) in told


def test_every_contract_has_its_page_with_what_preceded_each_permission(office: Office, ledger: Ledger) -> None:
    with_basis = office.contract(number="8契-1", title="番号制度の業務")
    subcontract = office.subcontract(with_basis)
    office.permit(subcontract, request_id=office.request(subcontract, number="申-77"))
    bare = office.contract(number="8契-2", title="確認のない業務")
    office.decide(office.subcontract(bare), refuses=False, taken="on_paper")
    wording.use("ja")
    facts = facts_of(ledger, as_of=TODAY, actor="")
    ((name, make),) = status_report.volumes(ledger, facts)
    told = pages(make())
    assert name == "report.pdf"
    page = next(text for text in told if text.startswith("8契-1番号制度の業務"))
    request, confirmation, decision = (page.index(step) for step in ("申-77", "確認適切な", "決定許諾"))
    assert request < confirmation < decision
    assert any("決定の日までに完了した確認は記録されていません" in text for text in told if text.startswith("8契-2"))


def test_a_long_report_comes_in_volumes(office: Office, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for nth in range(5):
        office.contract(number=f"8契-{nth}")
    monkeypatch.setattr(status_report, "CONTRACTS", 2)
    monkeypatch.setattr(status_report, "HITS", 3)
    wording.use("ja")
    facts = facts_of(ledger, as_of=TODAY, actor="")
    made = {name: "".join(pages(make())) for name, make in status_report.volumes(ledger, facts)}
    assert list(made) == ["report.pdf", *(f"report-{nth:03d}.pdf" for nth in range(2, len(made) + 1))]
    count = len(made)
    assert f"全{count}分冊" in made["report.pdf"]
    told = "".join(made.values())
    for nth, text in enumerate(list(made.values())[1:], 2):
        assert f"第{nth}分冊（全{count}分冊）" in text
    assert all(f"8契-{nth}" in told for nth in range(5))


def test_what_is_missing_is_listed(office: Office, ledger: Ledger, tmp_path: Path) -> None:
    office.contract(number="8契-1", section=None)
    office.contract(number="8契-2")
    packed(ledger, tmp_path / "p.zip", parts=[])
    lacking = table(tmp_path / "p.zip", "completeness.csv")
    listed = lacking[(lacking["記録の種類"] == "契約") & (lacking["必要な項目"] == "所管課")]
    assert list(listed["契約番号"]) == ["8契-1"]


def test_attached_files_go_along_where_they_are_asked_for(office: Office, ledger: Ledger, tmp_path: Path) -> None:
    mine, other = office.contract(number="8契-1", section="税務課"), office.contract(number="8契-2", section="環境課")
    for contract, name in ((mine, "履行体制図.txt"), (other, "他の契約.txt")):
        office.attach("contract", contract, (name, name.encode()))
    without = packed(ledger, tmp_path / "0.zip")
    assert not any(name.startswith("documents") for name in without.files)
    asked = packed(ledger, tmp_path / "1.zip", parts=[Part.DOCUMENTS], scope=Scope(section="税務課"))
    (path,) = (name for name in asked.files if name.startswith("documents/"))
    assert path.endswith("_履行体制図.txt")
    assert read(tmp_path / "1.zip", path) == "履行体制図.txt".encode()
    listed = table(tmp_path / "1.zip", "documents.csv")
    assert list(listed["資料一式の中の場所"]) == [path]
    assert check.look_into(tmp_path / "1.zip").faults == ()
    assert not {"report.pdf", "register.xlsx"} & asked.files.keys()


# Its scope


@pytest.mark.parametrize(
    "asked",
    [Scope(section="税務課"), Scope(contract="8契-1"), Scope(affair="住民税")],
    ids=["section", "contract", "affair"],
)
def test_a_pack_holds_its_scope_and_the_chain_of_everything(
    office: Office, ledger: Ledger, tmp_path: Path, asked: Scope
) -> None:
    small(office)
    facts = packed(ledger, tmp_path / "p.zip", scope=asked)
    assert (facts.register.rows["contracts"], facts.register.rows["chain"]) == (1, 2)
    assert check.look_into(tmp_path / "p.zip").faults == ()
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        entries = pd.read_parquet(io.BytesIO(archive.read(journal_part.ENTRIES)))
        chain = pd.read_parquet(io.BytesIO(archive.read(journal_part.CHAIN)))
        assert all("他の契約の業務".encode() not in archive.read(name) for name in archive.namelist())
    assert list(chain["seq"]) == list(range(1, ledger.head().seq + 1))
    assert not any("8契-2" in body for body in entries["body"])
    assert {"contract", "subcontract", "permission_decision", "organisation", "office"} <= set(entries["kind"])


def test_a_pack_of_an_organisation_holds_the_contracts_in_which_it_works(
    office: Office, ledger: Ledger, tmp_path: Path
) -> None:
    small(office)
    name = office.organisation(name="株式会社範囲")
    office.permit(office.subcontract(office.contract(number="8契-3"), organisation_id=name))
    facts = packed(ledger, tmp_path / "p.zip", scope=Scope(organisation="株式会社範囲"))
    assert facts.register.rows["contracts"] == 1


def test_a_scope_without_contracts_is_said_and_leaves_no_file(office: Office, ledger: Ledger, tmp_path: Path) -> None:
    small(office)
    with pytest.raises(NothingInScope, match="環境課"):
        packed(ledger, tmp_path / "p.zip", scope=Scope(section="環境課"))
    assert not (tmp_path / "p.zip").exists()


# Checking it


def doctored(pack: Path, out: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of a pack in which every file is what `change` makes of it; None leaves it out."""
    with zipfile.ZipFile(pack) as archive, zipfile.ZipFile(out, "w") as copy:
        for name in archive.namelist():
            if (content := change(name, archive.read(name))) is not None:
                copy.writestr(name, content)
    return out


def forged(pack: Path, out: Path) -> Path:
    """A copy of a pack in which one file says otherwise, and the manifest and the sums vouch for it."""
    with zipfile.ZipFile(pack) as archive:
        before = archive.read("README.txt")
    after = before + b"."
    was, now = (hashlib.sha256(content).hexdigest().encode() for content in (before, after))

    def vouch(name: str, content: bytes) -> bytes:
        return after if name == "README.txt" else content.replace(was, now)

    fitted = doctored(pack, out.with_suffix(".part"), vouch)
    with zipfile.ZipFile(pack) as first, zipfile.ZipFile(fitted) as second:
        sums = (hashlib.sha256(archive.read("manifest.json")).hexdigest().encode() for archive in (first, second))
        was, now = sums
    return doctored(fitted, out, lambda _name, content: content.replace(was, now))


def test_a_byte_changed_in_any_file_is_found_and_named(whole: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(whole) as archive:
        names = archive.namelist()
    for name in names:
        broken = doctored(
            whole,
            tmp_path / "broken.zip",
            lambda file, content, name=name: content[:-1] + bytes([content[-1] ^ 1]) if file == name else content,  # type: ignore[misc]
        )
        assert name in {fault.name for fault in check.look_into(broken).faults}, name


def test_a_manifest_that_says_otherwise_is_found(whole: Path, tmp_path: Path) -> None:
    for said in (b'"as_of": "2026', b'"seq": 8'):
        broken = doctored(
            whole,
            tmp_path / "broken.zip",
            lambda file, content, said=said: content.replace(said, said[:-1] + b"9") if "manifest" in file else content,  # type: ignore[misc]
        )
        assert ("unlike", "manifest.json") in {(fault.problem, fault.name) for fault in check.look_into(broken).faults}


def test_a_file_left_out_or_put_in_is_named(whole: Path, tmp_path: Path) -> None:
    less = doctored(whole, tmp_path / "less.zip", lambda name, content: None if name == "register.xlsx" else content)
    assert [(fault.problem, fault.name) for fault in check.look_into(less).faults] == [("missing", "register.xlsx")]
    more = tmp_path / "more.zip"
    doctored(whole, more, lambda _name, content: content)
    with zipfile.ZipFile(more, "a") as archive:
        archive.writestr("tables/extra.csv", "x")
    assert [(fault.problem, fault.name) for fault in check.look_into(more).faults] == [("added", "tables/extra.csv")]


def altered(deed: str, name: str, content: bytes) -> bytes:
    """A part of the journal after a deed; the same where it does not touch that part."""
    table = pd.read_parquet(io.BytesIO(content))
    is_chain = name == journal_part.CHAIN
    if is_chain == (deed == "body"):
        return content
    if deed == "body":
        table.loc[table["seq"] == 7, "body"] = '{"name":"改ざん"}'
    elif deed == "digest":
        table.loc[table["seq"] == 7, "digest"] = "0" * 64
    else:
        table = table[table["seq"] != 7] if deed == "missing" else table[table["seq"] <= 7]
    out = io.BytesIO()
    table.to_parquet(out, index=False)
    return out.getvalue()


@pytest.mark.parametrize("deed", ["body", "digest", "missing", "cut"])
def test_an_entry_altered_in_a_pack_made_anew_is_found(whole: Path, tmp_path: Path, deed: str) -> None:
    """Whoever alters an entry and makes the manifest fit is found by the chain."""

    changed: dict[str, str] = {}

    def fitting(name: str, content: bytes) -> bytes:
        if name in (journal_part.CHAIN, journal_part.ENTRIES):
            content = altered(deed, name, content)
        changed[name] = hashlib.sha256(content).hexdigest()
        files = {file: digest for file, digest in changed.items() if file not in ("SHA256SUMS", "manifest.json")}
        if name == "manifest.json":
            content = json.dumps({**json.loads(content), "files": files}).encode()
            changed[name] = hashlib.sha256(content).hexdigest()
        if name == "SHA256SUMS":
            content = check.sums({"manifest.json": changed["manifest.json"], **files}).encode()
        return content

    found = check.look_into(doctored(whole, tmp_path / "new.zip", fitting)).faults
    expected = {"body": ("altered", 7), "digest": ("chain", 7), "missing": ("gap", 7), "cut": ("gap", 8)}
    if deed == "missing":
        assert (found[0].problem, found[0].seq) in {("gap", 7), ("gap", 8)}
    else:
        assert (found[0].problem, found[0].seq) == expected[deed]


def test_what_is_no_pack_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoFile):
        check.look_into(tmp_path / "none.zip")
    (tmp_path / "x.zip").write_text("no zip")
    with pytest.raises(NotAPack):
        check.look_into(tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "y.zip", "w") as archive:
        archive.writestr("manifest.json", "{}")
    with pytest.raises(NotAPack):
        check.look_into(tmp_path / "y.zip")


def test_the_head_of_a_pack_is_held_against_the_ledger(office: Office, ledger: Ledger, tmp_path: Path) -> None:
    small(office)
    packed(ledger, tmp_path / "p.zip")
    head = check.look_into(tmp_path / "p.zip").head
    assert head == Anchor(ledger.head().seq, ledger.head().hash)
    office.contract(number="9契-9")
    assert ledger.verify([head]).is_whole
    assert not ledger.verify([Anchor(head.seq, "0" * 64)]).is_whole


def test_the_readme_is_enough_to_check_it(whole: Path, tmp_path: Path) -> None:
    """With sha256sum and a DuckDB shell, as the README says; no program."""
    with zipfile.ZipFile(whole) as archive:
        archive.extractall(tmp_path)
    summed = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "FAILED" not in summed.stdout
    with duckdb.connect() as shell:
        shell.execute("set file_search_path = $folder", {"folder": str(tmp_path)})
        assert shell.execute((tmp_path / "verify.sql").read_text(encoding="utf-8")).fetchall() == []
        last = shell.execute("from 'journal/chain.parquet' order by seq desc limit 1").fetchone()
    said = (tmp_path / "README.txt").read_text(encoding="utf-8")
    assert "sha256sum" in said
    assert last is not None
    assert f"{last[0]}:{last[-1]}" in said


def test_days_are_days_in_the_tables_too(whole: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(whole) as archive:
        archive.extractall(tmp_path)
    for file in (tmp_path / "tables").glob("*.parquet"):
        types = {field.name: str(field.type) for field in pq.read_schema(file)}
        assert "null" not in types.values(), file.name
    assert str(pq.read_schema(tmp_path / "tables" / "contracts.parquet").field("starts_on").type).startswith("date32")


def test_an_erased_body_does_not_break_a_pack(office: Office, ledger: Ledger, tmp_path: Path) -> None:
    contract = office.contract(number="8契-1")
    seq = ledger.head().seq
    office.revise("contract", contract, note="訂正")
    ledger.erase(seq, ground="保存期間の満了", actor="契約 花子")
    packed(ledger, tmp_path / "p.zip")
    assert check.look_into(tmp_path / "p.zip").faults == ()


def test_what_is_erased_later_is_left_out_of_a_pack_of_before(
    office: Office, ledger: Ledger, clock: Clock, tmp_path: Path
) -> None:
    contract = office.contract(number="8契-1")
    seq, known_at = ledger.head().seq, ledger.clock()
    clock.passes(hours=1)
    office.revise("contract", contract, note="訂正")
    ledger.erase(seq, ground="保存期間の満了", actor="契約 花子")
    write_pack(ledger, tmp_path / "p.zip", as_of=TODAY, known_at=known_at)
    found = check.look_into(tmp_path / "p.zip")
    assert found.faults == ()
    assert found.head is not None
    assert ledger.verify([found.head]).is_whole


def test_no_pack_is_made_of_what_nobody_knows(office: Office, ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    small(office)
    with pytest.raises(StillToCome):
        write_pack(ledger, tmp_path / "p.zip", as_of=TODAY, known_at=ledger.clock() + timedelta(days=2))
    with pytest.raises(NothingOnFile):
        write_pack(ledger, tmp_path / "p.zip", as_of=TODAY, known_at=ledger.clock() - timedelta(days=20_000))
    until = ledger.clock() + timedelta(minutes=5)
    assert write_pack(ledger, tmp_path / "p.zip", as_of=TODAY, known_at=until).register.known_at == ledger.clock()


def test_a_pack_without_its_journal_is_not_whole(whole: Path, tmp_path: Path) -> None:
    """Even where its own list no longer names it."""

    def stripped(name: str, content: bytes) -> bytes | None:
        if name.startswith("journal/"):
            return None
        if name == "manifest.json":
            manifest = json.loads(content)
            manifest["files"] = {file: digest for file, digest in manifest["files"].items() if "journal/" not in file}
            return json.dumps(manifest).encode()
        return content

    found = check.look_into(doctored(whole, tmp_path / "less.zip", stripped)).faults
    assert {("missing", "journal/chain.parquet"), ("missing", "journal/entries.parquet")} <= {
        (fault.problem, fault.name) for fault in found
    }


def test_a_manifest_that_cannot_be_read_is_named(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = doctored(whole, tmp_path / "b.zip", lambda name, data: data[1:] if name == "manifest.json" else data)
    assert cli.main(["verify", str(broken)]) == 1
    assert "manifest.json" in capsys.readouterr().out
    without = doctored(whole, tmp_path / "w.zip", lambda name, data: None if name == "manifest.json" else data)
    assert [fault.problem for fault in check.look_into(without).faults] == ["missing"]


def test_a_pack_of_another_version_is_said(whole: Path, tmp_path: Path) -> None:
    later = doctored(whole, tmp_path / "l.zip", lambda _name, data: data.replace(b"kantoku-pack-1", b"kantoku-pack-2"))
    with pytest.raises(NewerPack):
        check.look_into(later)


# The commands


def test_a_pack_is_written_noted_and_checked_from_the_command_line(
    path: Path, office: Office, ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small(office)
    ledger.close()
    out = tmp_path / "p.zip"
    assert cli.main(["export", "--out", str(out), "--section", "税務課", "--ledger", str(path)]) == 0
    told = capsys.readouterr().out
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    assert digest in told
    with closing(Ledger.open(path, actor="x")) as noted:
        made = noted.read("legal_exports", as_of=TODAY, digest=digest, row_limit=1)
        assert list(made["file"]) == ["p.zip"]
    assert cli.main(["verify", str(out)]) == 0
    assert "同封の一覧と一致しています" in capsys.readouterr().out
    assert cli.main(["verify", str(out), "--ledger", str(path)]) == 0
    assert "欠けや改変はありません" in capsys.readouterr().out
    assert cli.main(["verify", str(forged(out, tmp_path / "f.zip")), "--ledger", str(path)]) == 1
    assert "出力した記録がありません" in capsys.readouterr().out
    assert cli.main(["verify", str(tmp_path / "none.zip")]) == 2
    broken = doctored(out, tmp_path / "b.zip", lambda name, data: data + b" " if name == "README.txt" else data)
    assert cli.main(["verify", str(broken)]) == 1
    assert "README.txt" in capsys.readouterr().out
