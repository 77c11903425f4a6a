"""The journal screen: who did what when, what changed, and whether the chain is whole."""

import ast
import re
from datetime import datetime
from pathlib import Path

import pytest

from kantoku import acting, wording
from kantoku.ledger import Ledger
from kantoku.records import KINDS
from tests.office import Office
from tests.ui import screens
from ui import action_names, journal_list

ROOT = Path(__file__).resolve().parents[2]


def listed(language: str = "en", **address: str) -> list[str]:
    """What was done, newest first, as the list says it."""
    at = screens.show("journal", language=language, **address)
    return list(at.dataframe[0].value["Action"]) if at.dataframe else []


def test_the_list_says_who_did_what_with_what_changed_and_why(office: Office) -> None:
    contract = office.contract(number="8契-1", title="あて名印刷")
    office.revise("contract", contract, reason="期間の訂正", ends_on="2028-03-31", section="戸籍住民課")
    row = screens.show("journal").dataframe[0].value.iloc[0]
    assert row["Who"] == "契約 花子"
    assert row["Action"] == "Contract corrected"
    assert "8契-1 あて名印刷" in row["About"]
    assert "Ends on" in row["What changed, and why"]
    assert "期間の訂正" in row["What changed, and why"]


def test_an_entry_shows_each_field_before_and_after_in_words(here: Ledger, office: Office) -> None:
    old = office.organisation(name="前の会社")
    new = office.organisation(name="後の会社")
    contract = office.contract(organisation_id=old, data_class="personal", ends_on="2027-03-31")
    office.revise("contract", contract, organisation_id=new, data_class="spi", ends_on="2028-03-31")
    shown = screens.text(screens.show("journal", language="ja", entry=str(here.head().seq)))
    for before, after in (("令和9年3月31日", "令和10年3月31日"), ("前の会社", "後の会社")):
        assert before in shown
        assert shown.index(before) < shown.index(after)
    assert ">spi<" not in shown


def test_of_a_list_only_what_was_taken_out_and_put_in_is_shown(here: Ledger, office: Office) -> None:
    contract = office.contract(data_items=["氏名", "住所"])
    office.revise("contract", contract, data_items=["氏名", "生年月日"])
    shown = screens.text(screens.show("journal", entry=str(here.head().seq)))
    assert "住所" in shown
    assert "生年月日" in shown
    assert "氏名" not in shown


def test_a_withdrawal_shows_what_stood_there(here: Ledger, office: Office) -> None:
    contract = office.contract(title="取り下げる契約")
    office.withdraw("contract", contract, reason="二重登録")
    shown = screens.text(screens.show("journal", entry=str(here.head().seq)))
    assert "二重登録" in shown
    assert "取り下げる契約" in shown


# Filters


def test_the_list_is_filtered_by_person_group_and_period(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def past(ledger: Ledger) -> None:
        Office(ledger, actor="前任者").organisation()

    with screens.opened(path, monkeypatch, past=past) as ledger:
        Office(ledger, actor="後任者").contract()
        assert listed(who="後任者") == ["Contract recorded", "Organisation recorded"]
        assert listed(group="organisations", who="前任者") == ["Organisation recorded"]
        assert listed(group="contracts") == ["Contract recorded"]
        assert "Contract recorded" not in listed(until="R8.4.1")
        assert listed(**{"from": "2026-04-02"}) == ["Contract recorded", "Organisation recorded"]
        assert listed(**{"from": "2026-11-21"}) == []


def test_a_number_finds_everything_under_the_contract(here: Ledger, office: Office) -> None:
    contract = office.contract(number="8契-0042")
    work = office.subcontract(contract)
    office.confirm(work)
    office.contract(number="8契-0099")
    assert listed(number="８契－００４２") == [
        action_names.words(action)
        for action in ("handling_confirmation.recorded", "subcontract.recorded", "contract.recorded")
    ]
    office.revise("contract", contract, number="8契-0043")
    assert len(listed(number="0042")) == 4
    assert listed(number="そのような番号") == []


def test_a_long_journal_is_read_a_page_at_a_time(here: Ledger, office: Office) -> None:
    for nth in range(journal_list.ROWS + 5):
        office.organisation(name=f"会社{nth}")
    at = screens.show("journal")
    assert len(at.dataframe[0].value) == journal_list.ROWS
    assert "会社54" in str(at.dataframe[0].value.iloc[0]["About"])
    at = screens.sound(at.get("pagination")[0].set_value(2).run())
    assert len(at.dataframe[0].value) == here.head().seq - journal_list.ROWS
    assert "Office described" in list(at.dataframe[0].value["Action"])


def test_the_past_shows_the_journal_of_then(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with screens.opened(path, monkeypatch, past=lambda ledger: Office(ledger).organisation(name="昔の会社")) as ledger:
        Office(ledger).organisation(name="今の会社")
        then = screens.text(screens.show("journal", known_at="2026-04-02"))
        assert "昔の会社" in then
        assert "今の会社" not in then
        seq = str(ledger.head().seq)
        assert "There is no such entry" in screens.text(screens.show("journal", known_at="2026-04-02", entry=seq))


@pytest.mark.parametrize("entry", ["0", "999999", "x", "２"])
def test_an_entry_that_does_not_exist_is_said_to_be_missing(here: Ledger, entry: str) -> None:
    assert "There is no such entry" in screens.text(screens.show("journal", entry=entry))


# The chain


def check(anchors: str = "") -> str:
    at = screens.show("journal", view="check")
    at.text_area(key="anchors").input(anchors)
    return screens.text(screens.click(at, "verify"))


def test_a_whole_chain_is_said_to_be_whole_and_its_head_can_be_copied(here: Ledger, office: Office) -> None:
    office.organisation()
    head = here.head()
    shown = screens.text(screens.show("journal", view="check"))
    assert f"{head.seq}:{head.hash}" in shown
    assert "The chain is whole" in check(f"{head.seq}:{head.hash}\n\n{head.seq}：{head.hash.upper()}")


def test_an_altered_entry_is_named_with_what_that_means(here: Ledger, office: Office) -> None:
    office.organisation()
    with here.cursor() as cursor:
        cursor.execute("update journal set actor = '別人' where seq = 2")
    shown = check()
    assert "The chain is broken" in shown
    assert "Entry 2 does not say what was sealed" in shown


def test_an_entry_taken_out_is_named(here: Ledger, office: Office) -> None:
    office.organisation()
    with here.cursor() as cursor:
        cursor.execute("delete from journal where seq = 2")
    assert "Entry 3 does not follow the one before it" in check()


def test_a_head_written_down_earlier_finds_an_end_that_was_cut_off(here: Ledger, office: Office) -> None:
    office.organisation()
    head = here.head()
    with here.cursor() as cursor:
        cursor.execute("delete from journal where seq = $seq", {"seq": head.seq})
    assert "those after it are missing" in check(f"{head.seq}:{head.hash}")


def test_a_head_that_is_not_the_journals_own_is_said_to_be_a_rewriting(here: Ledger) -> None:
    assert "the journal was rewritten" in check("2:" + "0" * 64)


def test_what_is_no_head_is_refused(here: Ledger) -> None:
    shown = check("12 abc")
    assert "not written as SEQ:HASH" in shown
    assert "The chain is whole" not in shown


def test_erased_bodies_are_reported_with_their_ground(here: Ledger, office: Office) -> None:
    contract = office.contract(title="消すべき内容")
    seq = here.head().seq
    office.revise("contract", contract, title="改めた件名")
    here.erase(seq, ground="保存期間の満了", actor="管理者")
    shown = check()
    assert "The chain is whole" in shown
    assert "保存期間の満了" in shown
    entry = screens.text(screens.show("journal", entry=str(seq)))
    assert "was erased" in entry
    assert "消すべき内容" not in entry
    assert contract


# Words


def literals(source: Path) -> set[str]:
    """The texts in a module that are written like actions: a kind or noun, a dot, a past participle."""
    texts = (node.value for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.Constant))
    return {
        text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z_]+\.([a-z]+ed|made|withdrawn)", text)
    }


def used_actions() -> set[str]:
    modules = [*(ROOT / "kantoku").glob("*.py"), ROOT / "ui" / "downloads.py"]
    formed = {f"{kind}.{done}" for kind in KINDS if kind != "office" for done in ("corrected", "withdrawn")}
    return formed | {"office.corrected"} | set().union(*map(literals, modules))


def test_the_actions_of_the_program_are_found() -> None:
    assert {"permission.decided", "contract.recorded", "export.made", "entry.erased"} <= used_actions()
    assert set(acting.RECORDED.values()) <= used_actions()


def test_every_action_has_words_in_both_languages() -> None:
    japanese = wording.catalogue("ja")
    assert {action for action in used_actions() if action not in action_names.NAMES} == set()
    assert {name for name in action_names.NAMES.values() if name not in japanese} == set()


def test_every_kind_of_record_belongs_to_one_group_of_actions() -> None:
    kinds = [kind for group in action_names.GROUPS.values() for kind in group]
    assert sorted(kinds) == sorted([*KINDS, "note"])
    assert action_names.GROUPS.keys() == action_names.GROUP_NAMES.keys()


def test_the_clock_of_the_screen_stands_where_the_test_put_it(here: Ledger) -> None:
    assert here.clock() == screens.noon() == datetime(2026, 11, 20, 3)
