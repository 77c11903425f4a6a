"""What is kept of a text, what identifies, and what search compares."""

import sys
import time
import unicodedata
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, TypeAdapter, ValidationError

from kantoku import wording
from kantoku.errors import KantokuError
from kantoku.text import HYPHENS, UnusableText, clean, fold, identifier

any_text = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
japanese = st.text(
    st.sampled_from(
        "株式会社有限合同一般財団法人(株)（）㈱㈲㊑ｱｲｶﾞ゛ﾞーｰ-－アァヴヶがゖ①１1Aａ 　・ﾊﾟパはばﾊ\u3099가\u200bß"
    ),
    max_size=20,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  青空システム　", "青空システム"),
        ("か\u3099", "が"),
        ("一行目\r\n二行目\r三行目\n", "一行目\n二行目\n三行目"),
        ("表\t計", "表\t計"),
        ("㈱青空　①", "㈱青空　①"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("", ""),
        (" \n\t", ""),
    ],
)
def test_keeps_text_as_typed(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x1f", "\x1b", "\x0b", "\x0c", "\x7f", "\x85", "\ud800", "\udfff", "\ufffe", "\uffff"],  # noqa: PT014 two halves of a character are not one
)
@pytest.mark.parametrize("place", ["{}青空", "青空{}", "青{}空"])
def test_refuses_what_cannot_be_kept_wherever_it_stands(character: str, place: str) -> None:
    wording.use("en")
    for function in (clean, identifier):
        with pytest.raises(UnusableText) as refused:
            function(place.format(character))
        assert f"U+{ord(character):04X}" in refused.value.sentence
        assert f"Character {place.index('{') + 1} " in refused.value.sentence


def test_the_refusal_reaches_a_form_as_a_value_error() -> None:
    assert issubclass(UnusableText, ValueError)
    assert issubclass(UnusableText, KantokuError)
    with pytest.raises(ValidationError):
        TypeAdapter(Annotated[str, AfterValidator(clean)]).validate_python("\x00")


@given(any_text)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("　７総契第１２３号 ", "7総契第123号"),
        ("第7ー123号", "第7-123号"),
        ("サーバー1", "サーバー1"),
        ("1ーー2", "1--2"),
        ("サーバー−1", "サーバー-1"),
        ("ｻｰﾊﾞｰ", "サーバー"),
        ("A－1‐2–3—4―5−6", "A-1-2-3-4-5-6"),
        ("ab\u200bc\ufeff", "abc"),
        ("第1号\n別紙　２", "第1号 別紙 2"),
        ("①", "1"),
    ],
)
def test_identifiers_have_one_spelling(typed: str, kept: str) -> None:
    assert identifier(typed) == kept


@pytest.mark.parametrize("hyphen", HYPHENS)
def test_every_hyphen_is_one(hyphen: str) -> None:
    assert identifier(f"12{hyphen}34") == "12-34"
    assert fold(f"12{hyphen}34") == fold("12-34") == "1234"


@given(any_text | japanese)
def test_identifying_twice_changes_nothing(text: str) -> None:
    once = identifier(text)
    assert identifier(once) == once
    assert "\n" not in once


SAME = [
    [
        "株式会社青空",
        "㈱青空",
        "(株)青空",
        "（株）青空",
        "( 株 ) 青空",
        "青空株式会社",
        "青空㈱",
        "㊑青空",
        "㍿青空",
        "株式 会社 青空",
    ],
    ["有限会社青空", "㈲青空", "(有)青空", "㊒青空"],
    ["合同会社青空", "（同）青空"],
    ["一般財団法人青空", "（一財）青空", "一般 財団法人　青空"],
    ["一般社団法人青空", "(一社)青空"],
    ["公益財団法人青空", "(公財)青空", "財団法人青空", "㈶青空"],
    ["特定非営利活動法人青空", "NPO法人青空", "ＮＰＯ法人 青空", "(特非)青空"],
    ["独立行政法人青空", "地方独立行政法人青空", "(独)青空", "(地独)青空"],
    ["サーバー", "サーバ", "さーばー", "ｻｰﾊﾞｰ", "サ－バ－", "サ‐バー"],
    ["キヤメロ", "キャメロ", "きゃめろ"],
    ["第①号", "第1号", "第１号", "第 1 号", "第（1）号"],
    ["Tokyo Data", "ＴＯＫＹＯ　ＤＡＴＡ", "tokyo-data", "TOKYO・DATA"],
    ["ガス", "ｶﾞｽ", "か\u3099す"],
    ["ヴィスタ", "ゔぃすた"],
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_spellings_of_one_name_fold_alike(spellings: list[str]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1
    assert fold(spellings[0])


def test_different_names_stay_different() -> None:
    names = [
        "青空",
        "青木",
        "ガス",
        "カス",
        "第1号",
        "第2号",
        "社会福祉協議会",
        "法人課",
        "会社台帳",
        "a",
        "b",
        "東京",
        "京東",
    ]
    assert len({fold(name) for name in names}) == len(names)


def test_the_needle_is_found_within() -> None:
    assert fold("データ") in fold("㈱青空ﾃﾞｰﾀｾﾝﾀｰ（東京）")
    assert fold("青空㈱") in fold("株式会社青空システム")


def test_nothing_but_a_legal_form_folds_to_nothing() -> None:
    assert fold("株式会社") == fold("㈱") == fold("（一財）") == fold(" ・－ー") == fold("") == ""


@given(any_text | japanese)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


def test_folding_any_character_twice_changes_nothing() -> None:
    for code in range(sys.maxunicode + 1):
        once = fold(chr(code))
        assert fold(once) == once, f"U+{code:04X}"


@given(japanese)
def test_width_case_and_space_do_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text)
    assert fold(f"　{text} ") == fold(text)
    assert fold(clean(text)) == fold(text)


def test_a_hundred_thousand_names_are_folded_in_a_second() -> None:
    names = [f"株式会社青空システム{n}（東京支店）" for n in range(100_000)]
    began = time.process_time()
    folded = [fold(name) for name in names]
    assert time.process_time() - began < 1
    assert len(set(folded)) == len(names)
