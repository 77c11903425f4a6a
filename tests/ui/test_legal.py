"""The legal review: what the register holds and lacks, the register itself, and the check of what is brought back."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qsl

import pandas as pd
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from kantoku.exports import completeness
from kantoku.exports.register import facts_of, write_register, written
from kantoku.exports.register_sheets import sheets
from kantoku.exports.scope import ALL, NothingInScope, Scope
from kantoku.ledger import Ledger
from kantoku.packs.pack import write_pack
from kantoku.records import KINDS
from kantoku.records.base import fields
from kantoku.wording import _
from tests.office import PAPER, Office
from tests.ui import screens
from ui import frame, legal_export, legal_missing, past_exports
from ui.clocks import Clocks
from ui.page import Here


@pytest.fixture
def ledger(here: Ledger) -> Ledger:
    return here


@pytest.fixture
def filled(office: Office) -> Office:
    fill(office)
    return office


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The same and an organisation without an address, for all who only look."""
    path = tmp_path_factory.mktemp("shown") / "kantoku.duckdb"
    with pytest.MonkeyPatch.context() as monkeypatch, screens.opened(path, monkeypatch) as ledger:
        fill(Office(ledger))
        Office(ledger).record("organisation", {"name": "住所のない事業者"})
        yield ledger


@pytest.fixture
def seen(shown: Ledger) -> Iterator[Ledger]:
    with screens.looked_at(shown) as ledger:
        yield ledger


def fill(office: Office) -> None:
    """Records something of every kind, some of it later than today, planned, or without a request."""
    today = office.ledger.today()
    contract = office.contract()
    asked, found = office.subcontract(contract), office.subcontract(contract, starts_on="2026-05-01", refuses=False)
    request = office.request(asked, requested_on=today)
    office.confirm(asked, confirmed_on=today)
    office.decide(asked, decided_on=today, request_id=request)
    office.request(asked, requested_on=date(2099, 1, 1))
    office.decide(found, decided_on=date(2026, 6, 1), refuses=False, **PAPER)
    office.audit(contract, asked, audited_on=today)
    office.audit(contract, audited_on=None, planned_on="2099-01-01", methods=None, result=None)
    office.audit(audited_on=date(2099, 1, 1))
    office.finding(contract, found_on=today)
    office.report(contract, submitted_on=today)
    office.report(contract, submitted_on=None)
    office.dispose(contract, confirmed_by=None)
    office.incident(contract, cause="封入の誤り")
    office.checklist()
    office.attach("contract", contract)
    office.record("journal_review", {"reviewed_on": today, "reviewed_by": "情報 管理", "until_seq": 1})


def here_of(ledger: Ledger) -> Here:
    return Here(ledger, Clocks(ledger.today(), None, ledger.today()), ledger.head().seq, "法務 四郎")


def screen(**address: str) -> AppTest:
    return screens.show("legal", **address)


def test_the_preview_counts_the_rows_that_the_register_has(seen: Ledger) -> None:
    facts = write_register(seen, io.BytesIO(), as_of=seen.today(), actor="法務 四郎", language="en")
    previewed = seen.read("legal_rows", as_of=seen.today()).set_index("sheet")["row_count"].to_dict()
    assert {key: rows for key, rows in previewed.items() if key in facts.rows} == facts.rows
    assert all(previewed[sheet.key] == 0 for sheet in sheets() if sheet.key not in facts.rows)
    shown = "".join(each.proto.body for each in screen().get("html"))
    for sheet in sheets():
        assert re.search(rf">{_(sheet.title)}</td><td [^>]*>{previewed[sheet.key]:,}</td>", shown), sheet.key


def test_the_preview_of_a_scope_counts_what_is_exported_of_it(seen: Ledger) -> None:
    for scope in (Scope(section="税務課"), Scope(organisation="住所のない事業者2")):
        try:
            contracts = scope.contracts(seen, as_of=seen.today(), at_seq=seen.head().seq)
        except NothingInScope:
            contracts = ()
        facts = facts_of(seen, as_of=seen.today(), actor="")
        written_rows = written(seen, io.BytesIO(), replace(facts, contracts=contracts)).rows
        rows = seen.read("legal_rows", as_of=seen.today(), contracts=list(contracts))
        assert rows.set_index("sheet")["row_count"].to_dict() == written_rows


def test_the_standing_counts_every_engagement_once(seen: Ledger) -> None:
    rows = seen.read("legal_standing", as_of=seen.today())
    status = seen.read("status", as_of=seen.today(), contract=None)
    assert rows["engagements"].sum() == len(status) == 3
    for code in ("needs_action", "breach"):
        assert rows[code].sum() == (status["standing"] == code).sum()
    # What has not begun is told apart here; the list says what the rules find of it.
    assert rows["not_begun"].sum() + rows["in_order"].sum() == (status["standing"] == "in_order").sum()


def test_a_rule_that_is_picked_leads_to_its_hits(seen: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    at = screen()
    broken = next(each.value for each in at.dataframe if "Hits" in each.value)
    monkeypatch.setattr("ui.tables.picked", lambda _event: [0])
    at.run()
    assert at.query_params["rule"] == broken["Rule no."].iloc[0]
    assert "Needs attention" in at.title[0].value


def records(ledger: Ledger, kind: str) -> dict[str, list[str]]:
    """What each present record of a kind lacks, by its own account."""
    with ledger.cursor() as cursor:
        ids = [row[0] for row in cursor.execute(f"select id from {kind}s($1)", [ledger.head().seq]).fetchall()]
    return {id_: ledger.get(kind, id_)[0].missing() for id_ in ids}


LAST_DAY = date(2099, 12, 31)
"""On which nothing on file is still to come."""


def lacking_rows(ledger: Ledger, kind: str, field: str, *, as_of: date = LAST_DAY) -> pd.DataFrame:
    return completeness.frame(ledger, [(kind, field)], as_of=as_of, at_seq=ledger.head().seq, row_limit=50)


@pytest.mark.parametrize("kind", KINDS)
def test_the_completeness_is_that_of_the_records(seen: Ledger, kind: str) -> None:
    given = seen.read("legal_given", as_of=LAST_DAY).set_index("kind").loc[kind]
    lacking = records(seen, kind)
    if kind == "audit":
        lacking = {id_: names for id_, names in lacking.items() if "audited_on" not in names}
    if kind == "periodic_report":
        lacking = {id_: names for id_, names in lacking.items() if "submitted_on" not in names}
    assert given["records"] == len(lacking) > 0
    for field in fields(KINDS[kind]):
        if field.about.needed:
            without = {id_ for id_, names in lacking.items() if field.name in names}
            rows = lacking_rows(seen, kind, field.name)
            assert set(rows["record_id"]) == without, field.name
            assert given["records"] - given[field.name] == len(without), field.name


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_screen_on_which_it_is_mended(kind: str) -> None:
    path, params = legal_missing.destination(
        kind, pd.Series({"record_id": "a", "contract_id": "b", "engagement_id": "c"})
    )
    assert frame.page_path(path)
    assert bool(params) == (kind not in {"office", "checklist", "journal_review"})


def test_what_is_dated_later_lacks_nothing_yet(ledger: Ledger, office: Office) -> None:
    audit = office.audit(office.contract(), audited_on="2026-11-10", opinion=None)
    assert lacking_rows(ledger, "audit", "opinion", as_of=date(2026, 11, 9)).empty
    assert list(lacking_rows(ledger, "audit", "opinion", as_of=date(2026, 11, 10))["record_id"]) == [audit]
    given = {day: ledger.read("legal_given", as_of=date(2026, 11, day)).set_index("kind") for day in (9, 10)}
    assert [given[day].loc["audit", "records"] for day in (9, 10)] == [0, 1]


def test_a_file_taken_out_of_a_pack_is_recognised(ledger: Ledger, filled: Office, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(ledger, tmp_path / "pack.zip"))) as pack:
        report, table = pack.read("report.pdf"), pack.read("tables/contracts.csv")
    assert "in a pack, under the name report.pdf" in screens.as_read(brought(report, "sent.pdf").success[0].value)
    assert "tables/contracts.csv" in screens.as_read(brought(table, "c.csv").success[0].value)
    assert brought(report + b" ", "sent.pdf").error


def test_of_some_contracts_only_what_belongs_to_them_is_missing(ledger: Ledger, office: Office) -> None:
    asked, other = office.contract(), office.contract()
    wanted = office.audit(asked, opinion=None)
    office.audit(other, opinion=None)
    here = {"as_of": LAST_DAY, "at_seq": ledger.head().seq}
    rows = completeness.frame(ledger, [("audit", "opinion")], contracts=[asked], **here)
    assert list(rows["record_id"]) == [wanted]
    assert list(rows["contract_id"]) == [asked]
    anybody = completeness.frame(ledger, [("office", "name"), ("organisation", "address")], contracts=[], **here)
    assert anybody.empty


def test_a_field_inside_a_part_is_not_taken_for_the_record_s_own(ledger: Ledger, office: Office) -> None:
    audit = office.audit(office.contract(), items=[{"code": "04", "note": "注"}])
    rows = lacking_rows(ledger, "audit", "note")
    assert list(rows["record_id"]) == [audit]


def test_what_is_missing_leads_to_the_record(seen: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    at = screen()
    lacking = next(each.value for each in at.dataframe if "Needed field" in each.value)
    row = lacking.index[(lacking["Kind of record"] == "Organisation") & (lacking["Needed field"] == "Address")][0]
    order = list(lacking.index).index(row)
    picks = iter([[], [order], []])
    monkeypatch.setattr("ui.tables.picked", lambda _event: next(picks))
    at.run()
    shown = next(each.value for each in at.dataframe if "Number or name" in each.value)
    assert shown["Number or name"].tolist() == ["住所のない事業者"]
    picks = iter([[], [order], [0]])
    at.run()
    assert "Organisations" in at.title[0].value


def test_the_register_is_made_and_noted(ledger: Ledger, filled: Office) -> None:
    at = screen()
    assert any(each.key == "register" for each in at.get("download_button"))
    data = legal_export.register(here_of(ledger), "register.xlsx", ALL)()
    assert len(load_workbook(io.BytesIO(data)).sheetnames) == len(sheets()) + 2
    noted = ledger.read("legal_exports", as_of=ledger.today(), digest=None, row_limit=5).iloc[0]
    assert (noted["file"], noted["actor"]) == ("register.xlsx", "法務 四郎")
    assert noted["sha256"] == hashlib.sha256(data).hexdigest()
    assert noted["at_seq"] == noted["seq"] - 1
    listed = screen(view="past").dataframe[0].value
    assert listed["File"].tolist() == ["register.xlsx"]


def test_a_pack_is_made_on_the_screen_and_noted(ledger: Ledger, filled: Office) -> None:
    at = screen()
    at.button_group(key="pack_parts").set_value(["tables"]).run()
    at.button(key="make_pack").click().run()
    assert not at.exception
    assert "SHA-256" in at.caption[-1].value or any("SHA-256" in each.value for each in at.caption)
    taken = next(each for each in at.get("download_button") if each.key == "take_pack")
    assert "MB" in taken.proto.label
    noted = ledger.read("legal_exports", as_of=ledger.today(), digest=None, row_limit=5).iloc[0]
    assert noted["sort"] == "pack"
    assert noted["sha256"] in "".join(each.value for each in at.caption)
    at.button_group(key="pack_parts").set_value(["tables", "documents"]).run()
    assert any(each.key == "make_pack" for each in at.button)


def test_what_a_scope_lacks_leads_to_its_records(
    ledger: Ledger, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = office.contract(number="8契-1", section="税務課", officer=None)
    office.contract(number="8契-2", section="環境課", officer=None)
    at = screen(scope="section")
    assert "Choose what it is about" in at.info[0].value
    at.selectbox(key="address_of").select("税務課").run()
    assert at.query_params["of"] == "税務課"
    shown = next(each.value for each in at.dataframe if "Needed field" in each.value)
    assert "8契-1" in shown["Contract no."].tolist()
    assert "8契-2" not in shown["Contract no."].tolist()
    picks = iter([[], [shown["Contract no."].tolist().index("8契-1")]])
    monkeypatch.setattr("ui.tables.picked", lambda _event: next(picks, []))
    at.run()
    assert at.query_params["contract"] == mine


def test_a_scope_that_holds_nothing_is_said(ledger: Ledger, filled: Office) -> None:
    idle = filled.organisation(name="契約のない事業者")
    at = screen(scope="organisation", of=idle)
    assert "matches “Organisation：契約のない事業者" in at.error[0].value


def test_a_contract_is_chosen_by_its_number(ledger: Ledger, office: Office) -> None:
    office.contract(number="8契-1", title="課税データの入力", section="税務課", officer=None)
    at = screen(scope="contract")
    assert at.selectbox(key="address_of").options == ["Choose one", "8契-1 課税データの入力"]
    assert not screen(scope="contract", of="8契-1").error


def test_a_pack_of_nothing_is_not_made(ledger: Ledger, filled: Office) -> None:
    at = screen()
    at.get_by_key("pack_parts").set_value([]).run()
    assert at.button(key="make_pack").disabled
    assert "at least one part" in at.caption[-1].value or "at least one part" in screens.text(at)


def test_an_export_is_not_listed_before_it_was_made(ledger: Ledger, filled: Office) -> None:
    legal_export.register(here_of(ledger), "register.xlsx", ALL)()
    at = screen(view="past", known_at="2020-01-01")
    assert not at.dataframe
    assert "Nothing was exported yet" in at.info[0].value


def test_the_head_is_shown_and_can_be_checked(seen: Ledger) -> None:
    at = screen(view="past")
    head = seen.head()
    assert at.code[0].value == f"{head.seq}:{head.hash}"
    at.text_input(key="anchor").input(at.code[0].value).run()
    next(button for button in at.button if button.label == "Check this head").click().run()
    assert f"whole: {head.seq} entries" in at.success[0].value


@pytest.mark.parametrize(
    ("typed", "told"),
    [("9999:" + "0" * 64, "are missing"), ("1:" + "0" * 64, "rewritten"), ("照合値", "not written as")],
)
def test_a_head_that_does_not_hold_is_told(seen: Ledger, typed: str, told: str) -> None:
    at = screen(view="past")
    at.text_input(key="anchor").input(typed).run()
    next(button for button in at.button if button.label == "Check this head").click().run()
    assert told in screens.as_read(at.error[0].value)


def test_a_file_that_is_brought_back_is_recognised_or_not(ledger: Ledger, filled: Office) -> None:
    data = legal_export.register(here_of(ledger), "register.xlsx", ALL)()
    at = screen(view="past")
    at.file_uploader(key="brought").upload("copy.xlsx", data).run()
    assert "Unchanged: exported by 法務 四郎" in at.success[0].value
    at = screen(view="past")
    at.file_uploader(key="brought").upload("copy.xlsx", data + b" ").run()
    assert "not as it left this ledger" in screens.as_read(at.error[0].value)


# Packs that are brought back


def packed(ledger: Ledger, out: Path, *, scope: Scope = ALL, is_noted: bool = True) -> bytes:
    """A pack as it leaves, noted in the journal like every export."""
    facts = write_pack(ledger, out, as_of=ledger.today(), scope=scope, language="ja")
    if is_noted:
        ledger.note("export.made", facts.note(out.name), actor="法務 四郎")
    return out.read_bytes()


def changed(pack: bytes, *, without: str = "", added: int = 0, mark: str = "") -> bytes:
    """The same with a file left out, files put in, and those changed whose name has the mark."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(pack)) as archive, zipfile.ZipFile(out, "w") as other:
        for name in archive.namelist():
            if name != without:
                other.writestr(name, archive.read(name) + (b"x" if mark and mark in name else b""))
        for nth in range(added):
            other.writestr(f"added{nth}.txt", "x")
    return out.getvalue()


def brought(data: bytes, name: str = "pack.zip") -> AppTest:
    at = screen(view="past")
    return screens.sound(at.file_uploader(key="brought").upload(name, data).run())


def test_a_whole_pack_is_told_with_who_exported_it(ledger: Ledger, filled: Office, tmp_path: Path) -> None:
    at = brought(packed(ledger, tmp_path / "pack.zip"))
    assert not at.error
    assert "The pack is whole" in at.success[0].value
    assert "exported by 法務 四郎" in at.success[0].value
    assert "This ledger holds entry" in at.success[1].value


def test_what_is_amiss_in_a_pack_is_named(ledger: Ledger, filled: Office, tmp_path: Path) -> None:
    pack = packed(ledger, tmp_path / "pack.zip")
    at = brought(changed(pack, without="README.txt", added=1, mark="chain.csv"))
    said = screens.as_read(at.error[0].value)
    assert "tables/chain.csv is not what the manifest says" in said
    assert "README.txt is missing" in said
    assert "added0.txt was put in" in said
    assert "This ledger holds entry" in at.success[0].value
    assert "more" not in said
    at = brought(changed(pack, added=25))
    assert screens.as_read(at.error[0].value).count("was put in") == 20
    assert "and 5 more" in at.error[0].value


def test_a_pack_that_never_left_here_is_not_taken_for_one_that_did(
    ledger: Ledger, filled: Office, tmp_path: Path
) -> None:
    at = brought(packed(ledger, tmp_path / "pack.zip", is_noted=False))
    assert "do not rely on it" in at.warning[0].value
    assert not [found for found in at.success if "The pack is whole" in found.value]


def test_a_pack_of_another_ledger_is_told(ledger: Ledger, filled: Office, tmp_path: Path) -> None:
    other = Ledger.open(tmp_path / "other.duckdb", actor="他の者")
    Office(other).contract()
    pack = packed(other, tmp_path / "pack.zip")
    other.close()
    at = brought(pack)
    assert at.warning
    assert "rewritten" in at.error[0].value


@pytest.mark.parametrize(
    "data", [b"", b"PK\x05\x06" + bytes(18), "ファイル".encode()], ids=["empty", "no files", "text"]
)
def test_what_is_no_pack_is_told_as_before(seen: Ledger, data: bytes) -> None:
    assert "not as it left this ledger" in screens.as_read(brought(data).error[0].value)


@pytest.mark.parametrize(
    "manifest",
    ["[]", "{}", "{", '{"files": [], "journal_head": {}}', '{"files": {}, "journal_head": {"seq": "1", "hash": ""}}'],
)
def test_a_manifest_that_is_none_makes_no_pack(seen: Ledger, manifest: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("manifest.json", manifest)
    assert "not as it left this ledger" in screens.as_read(brought(out.getvalue()).error[0].value)


def test_the_list_says_what_kind_of_export_it_was_and_of_what(ledger: Ledger, filled: Office, tmp_path: Path) -> None:
    packed(ledger, tmp_path / "pack.zip", scope=Scope(section="税務課"))
    legal_export.register(here_of(ledger), "register.xlsx", ALL)()
    for name in ("attention.csv", "report.pdf"):
        ledger.note("export.made", {"as_of": "2026-11-20", "at_seq": 1, "file": name, "sha256": "0"}, actor="x")
    rows = screen(view="past").dataframe[0].value
    assert rows["Kind of export"].tolist() == ["document", "list", "register", "pack"]
    assert [past_exports.sort(code) for code in ("document", "pack")] == ["Document to print", "Pack"]
    listed = ledger.read("legal_exports", as_of=ledger.today(), digest=None, row_limit=9)
    assert [past_exports.scope(noted) for noted in listed["scope"]] == ["", "", "All contracts", "Section：税務課"]


# What changed between two of them


@pytest.fixture
def moved(ledger: Ledger, office: Office) -> Office:
    """Two registers, between which a subcontract came and another one went."""
    contract = office.contract(number="8契-1")
    gone = office.subcontract(contract, organisation_id=office.organisation(name="消えた再委託先"))
    legal_export.register(here_of(ledger), "first.xlsx", ALL)()
    office.withdraw("subcontract", gone)
    office.subcontract(contract, organisation_id=office.organisation(name="新しい再委託先"))
    legal_export.register(here_of(ledger), "second.xlsx", ALL)()
    legal_export.register(here_of(ledger), "second_again.xlsx", ALL)()
    return office


def listed(at: AppTest) -> pd.DataFrame:
    return next(each.value for each in at.dataframe if "Contract no." in each.value)


def test_without_an_export_there_is_nothing_to_compare(seen: Ledger) -> None:
    assert "no export to compare with" in screen(view="changes").info[0].value


def test_the_last_two_exports_that_differ_are_compared(moved: Office) -> None:
    at = screen(view="changes")
    assert len(at.selectbox(key="address_before").options) == 1
    rows = listed(at)
    assert set(rows["Organisation"]) == {"消えた再委託先", "新しい再委託先"}
    assert set(rows["What"]) == {"Subcontract added", "Subcontract taken off the record"}
    assert "**2** changes" in screens.text(at)
    assert any("Subcontracts without permission" in each.value.to_string() for each in at.table)


def test_an_export_is_compared_with_what_is_shown(moved: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    moved.finding(next(iter(moved._contract_of)))
    at = screen(view="past")
    with monkeypatch.context() as picking:
        picking.setattr("ui.tables.picked", lambda _event: [0])
        at.run()
    at = screens.sound(next(button for button in at.button if "since this export" in button.label).click().run())
    assert at.query_params["after"] == "now"
    assert any(what.startswith("Finding made") for what in listed(at)["What"])


def test_one_kind_is_listed_alone_and_a_change_leads_to_its_contract(
    moved: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = screen(view="changes")
    monkeypatch.setattr("ui.tables.picked", lambda _event: [0])
    screens.sound(at.run())
    assert listed(at)["What"].tolist() == ["Subcontract added"]
    assert "新しい再委託先" in screens.text(at)
    link = next(each.proto for each in at.get("page_link") if each.proto.label == "Open the contract")
    assert "contract=" in link.query_string


def test_a_contract_taken_off_the_record_is_opened_as_it_was(
    ledger: Ledger, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract = office.contract(title="取り消した契約")
    legal_export.register(here_of(ledger), "first.xlsx", ALL)()
    ledger.clock = lambda: screens.noon() + timedelta(hours=1)
    office.withdraw("contract", contract)
    with monkeypatch.context() as picking:
        picking.setattr("ui.tables.picked", lambda _event: [0])
        at = screen(view="changes", after="now")
    link = next(each.proto for each in at.get("page_link") if each.proto.label == "Open the contract")
    address = dict(parse_qsl(link.query_string))
    assert "取り消した契約" in screens.text(screens.show("contracts", **address))
    assert "known_at" in address


def test_exports_of_different_scopes_are_compared_where_they_meet(
    ledger: Ledger, office: Office, tmp_path: Path
) -> None:
    office.contract(number="8契-1", section="税務課")
    packed(ledger, tmp_path / "first.zip")
    office.contract(number="8契-2", section="税務課")
    office.contract(number="8契-3", section="戸籍住民課")
    packed(ledger, tmp_path / "second.zip", scope=Scope(section="税務課"))
    at = screen(view="changes")
    assert "what lies in both" in at.info[0].value
    assert set(listed(at)["Contract no."]) == {"8契-2"}
    office.contract(number="8契-4", section="戸籍住民課")
    packed(ledger, tmp_path / "third.zip", scope=Scope(section="戸籍住民課"))
    at = screen(view="changes")
    assert "no contract in common" in screens.as_read(at.error[0].value)


def test_what_stayed_the_same_is_said(ledger: Ledger, filled: Office, tmp_path: Path) -> None:
    packed(ledger, tmp_path / "pack.zip")
    assert "Nothing changed" in screen(view="changes").success[0].value
