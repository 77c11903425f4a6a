"""Wording: every text that people read is there in Japanese, none is left over, and both say the same."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from kantoku import wording
from kantoku.records.base import Choice, fields
from tests.structure import CODE, HOME, calls, modules, name
from tests.test_records import all_fields, structures, vocabularies

FILES = sorted((HOME / "locale" / "ja").glob("*.po"))
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々]")
# Names that stand in Japanese as they are.
NAMES = {"ISMAP", "SHA", "Kantoku", "Python", "Streamlit", "DuckDB", "CSV", "Excel", "JSON", "ISMS", "ISO", "IEC"}


@cache
def used() -> dict[str, str]:
    """Message id → the first place in the code that says it."""
    found: dict[str, str] = {}
    for path in modules(*CODE):
        for call in calls(path, "_", "N_"):
            if isinstance(call.args[0], ast.Constant):
                found.setdefault(call.args[0].value, f"{name(path)}:{call.lineno}")
    return found


def messages(path: Path) -> Iterator[Message]:
    with path.open("rb") as file:
        yield from (message for message in read_po(file) if message.id)


def translated() -> list[tuple[str, Message]]:
    return [(path.name, message) for path in FILES for message in messages(path)]


def test_everything_that_the_code_says_is_there_in_japanese() -> None:
    japanese = wording.catalogue("ja")
    missing = {message: place for message, place in used().items() if message not in japanese}
    assert missing == {}


def test_no_translation_is_left_over() -> None:
    left = {message.id: file for file, message in translated() if message.id not in used()}
    assert left == {}


def test_a_message_is_translated_in_one_file_only() -> None:
    counts = Counter(message.id for _file, message in translated())
    assert [message for message, count in counts.items() if count > 1] == []


def test_every_translation_is_finished() -> None:
    for file, message in translated():
        assert message.string, f"{file}: {message.id}"
        assert not message.fuzzy, f"{file}: {message.id}"


def test_no_message_stays_english() -> None:
    """A translation without one Japanese letter may hold names, numbers and signs, and no other word."""
    for file, message in translated():
        if not JAPANESE.search(message.string):
            words = set(re.findall(r"[A-Za-z]{2,}", re.sub(r"{\w+}", "", message.string)))
            assert words <= NAMES, f"{file}: {message.id} → {message.string}"


def test_both_languages_fill_in_the_same() -> None:
    for file, message in translated():
        blanks = [Counter(re.findall(r"{(\w+)", text)).keys() for text in (message.id, message.string)]
        assert blanks[0] == blanks[1], f"{file}: {message.id}"


def test_sentences_end_as_sentences() -> None:
    """An English sentence with its full stop is one with 。 in Japanese, or ends in a bracket or a colon."""
    for file, message in translated():
        assert not re.search(r"[ｦ-ﾟ]", message.string), f"{file}: half-width kana in {message.id}"
        assert not re.search(r"[ぁ-んァ-ヶ一-龠][,.](?![0-9])", message.string), f"{file}: {message.id}"


def test_every_label_help_and_choice_of_a_record_is_there_in_japanese() -> None:
    japanese = wording.catalogue("ja")
    labels = {text for _cls, field in all_fields() for text in (field.about.label, field.about.help) if text}
    choices = {choice.label for _cls, field in all_fields() if field.choices for choice in field.choices}
    names = {text for cls in structures() if hasattr(cls, "label_plural") for text in (cls.label, cls.label_plural)}
    assert labels | choices | names <= japanese.keys()


@pytest.mark.parametrize("cls", structures(), ids=lambda cls: cls.__name__)
def test_no_two_fields_of_a_form_are_called_the_same_in_japanese(cls: type) -> None:
    labels = [wording._(field.about.label) for field in fields(cls)]
    assert [label for label, count in Counter(labels).items() if count > 1] == []


@pytest.mark.parametrize("choices", vocabularies(), ids=lambda choices: choices.__name__)
def test_no_two_choices_look_the_same_in_japanese(choices: type[Choice]) -> None:
    assert len({wording._(choice.label) for choice in choices}) == len(list(choices))


TERMS = {
    "Contract no.": "契約番号",
    "Subcontractor": "再委託先",
    "Subcontract": "再委託",
    "Permitted": "許諾",
    "Permitted with conditions": "条件付許諾",
    "Refused": "不許諾",
    "Handling confirmation": "取扱状況の確認",
    "Approval document no.": "決裁番号",
    "Corporate number": "法人番号",
    "Specific Personal Information": "特定個人情報",
    "Number of persons concerned": "対象となる本人の数",
    "Places of work and storage": "作業場所・保管場所",
    "Prohibited in principle (unless permitted in writing)": "原則禁止（書面の承諾を得た場合を除く）",
    "Appropriate security control is secured": "適切な安全管理が図られる",
}


@pytest.mark.parametrize(("english", "japanese"), TERMS.items())
def test_the_terms_of_the_law_are_used(english: str, japanese: str) -> None:
    assert wording.catalogue("ja")[english] == japanese


def test_permission_under_the_act_is_called_by_its_name() -> None:
    """番号法 says 許諾; 承認 is another thing. 承諾 stands only where a contract's own clause is meant."""
    for file, message in translated():
        assert "再委託の承認" not in message.string, f"{file}: {message.id}"
        assert "承認" not in message.string or "許諾" not in message.id, f"{file}: {message.id}"


def test_the_language_of_one_reader_is_not_that_of_another() -> None:
    wording.use("en")
    assert wording._("Contract no.") == "Contract no."
    wording.use("xx")
    assert wording.language() == "ja"
    assert wording._("Contract no.") == "契約番号"
