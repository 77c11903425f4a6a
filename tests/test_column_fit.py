"""Lists: which columns stand beside each other in how much room, and what is never cut."""

import pandas as pd
import pytest

from kantoku import wording
from ui import column_fit, tables
from ui.tables import Column

ROWS = pd.DataFrame(
    {
        "number": ["6契-001", "6契-002"],
        "title": ["住民記録システム運用保守業務委託その一", "窓口業務"],
        "name": ["株式会社みほん情報サービス東京支店", "見本"],
        "standing": ["breach", "in_order"],
    }
)
COLUMNS = {
    "number": Column("契約番号", rank=1),
    "title": Column("件名"),
    "name": Column("委託先", rank=8),
    "standing": Column("判定", lambda code: f"× {code}", rank=1),
}


@pytest.mark.parametrize("across", [300, 450, 540, 700, 940, 1400])
def test_columns_take_no_more_than_there_is(across: int) -> None:
    assert sum(column_fit.widths(ROWS, COLUMNS, across).values()) <= across


def test_what_matters_most_stays_in_its_order_where_room_is_scarce() -> None:
    assert list(column_fit.widths(ROWS, COLUMNS, 260)) == ["number", "standing"]
    assert list(column_fit.widths(ROWS, COLUMNS, 320)) == ["number", "title", "standing"]
    assert list(column_fit.widths(ROWS, COLUMNS, 900)) == list(COLUMNS)


def test_codes_stand_in_full_and_what_is_left_goes_to_the_texts_that_are_cut() -> None:
    tight, roomy = (column_fit.widths(ROWS, COLUMNS, across) for across in (440, 900))
    assert tight["standing"] == roomy["standing"]
    assert tight["title"] < roomy["title"]


def test_all_columns_stand_at_their_least_where_they_are_asked_for() -> None:
    asked_for = column_fit.widths(ROWS, COLUMNS, 260, has_all=True)
    assert list(asked_for) == list(COLUMNS)
    assert asked_for["standing"] == column_fit.widths(ROWS, COLUMNS, 900)["standing"]
    assert sum(asked_for.values()) > 260


def test_one_column_is_kept_however_little_room_there_is() -> None:
    assert list(column_fit.widths(ROWS, COLUMNS, 10)) == ["number"]


def test_yes_and_no_are_words() -> None:
    wording.use("en")
    flags = pd.DataFrame({"given": [True, False, None], "count": [1, 0, 2]})
    shown = tables._in_words(flags, {"given": Column("Given"), "count": Column("Count", is_number=True)})
    assert list(shown["given"]) == ["Yes", "No", ""]
    assert list(shown["count"]) == [1, 0, 2]


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("窓口業務", 100, "窓口業務"),
        ("住民記録システム運用保守業務委託", 150, "住民記録システム…"),
        ("契約-2026-0004", 115, "契約-2026-0004"),
        ("A" * 300, 150, "A" * 13 + "…"),
        ("A B" + "C" * 300, 50, "A…"),
        ("長" * 300, 10, "…"),
    ],
)
def test_a_text_that_does_not_fit_ends_in_an_ellipsis(text: str, width: int, shown: str) -> None:
    assert column_fit.cut(text, width) == shown


def test_a_list_shows_the_ellipsis_and_keeps_the_text() -> None:
    widths = column_fit.widths(ROWS, COLUMNS, 440)
    styled = tables._as_shown(ROWS, COLUMNS, widths)
    html, title = styled.to_html(), str(ROWS["title"][0])
    assert title not in html
    assert column_fit.cut(title, widths["title"]) in html
    assert "…" in html
    assert list(styled.data["件名"]) == list(ROWS["title"])


def test_a_corporate_number_stands_in_full() -> None:
    numbers = pd.DataFrame({"corporate_number": ["8999999000001"]})
    wide = column_fit.widths(numbers, {"corporate_number": Column("Number", width=130)}, 900)["corporate_number"]
    assert column_fit.cut("8999999000001", wide) == "8999999000001"
