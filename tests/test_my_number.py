"""R25: no Individual Number enters; and the check digit of corporate numbers."""

import random
import re
import uuid

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kantoku.my_number import (
    corporate_number,
    corporate_number_digits,
    corporate_number_problem,
    holds_individual_number,
    is_corporate_number,
)

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def individual_number(base: str) -> str:
    """The 12-digit number with base as its first 11 digits, by the formula of the ordinance (総務省令85号 5条)."""
    total = sum(int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(reversed(base), start=1))
    return base + str(0 if total % 11 <= 1 else 11 - total % 11)


individual_numbers = st.from_regex(r"[0-9]{11}", fullmatch=True).map(individual_number)
PASSES = individual_number("98765432101")
FAILS = PASSES[:-1] + str((int(PASSES[-1]) + 1) % 10)


@given(individual_numbers)
def test_finds_every_number_typed_together(number: str) -> None:
    for text in (
        number,
        f"個人番号は{number}です",
        f"A{number}B",
        f"scan_{number}.pdf",
        f"1\n{number}\n2",
        f"①{number}",
    ):
        assert holds_individual_number(text)
        assert holds_individual_number(text.translate(FULL_WIDTH))


SEPARATORS = ["", "-", " ", "　", "－", "ー", "–", "\u2011", "−", "\t", "\u00a0", "\u200b", " - "]


# Without 0, 1 and 2 no part of the number reads as a day or a telephone number, which are set aside.
@given(
    st.from_regex(r"[3-9]{11}", fullmatch=True).map(individual_number),
    st.lists(st.sampled_from(SEPARATORS), min_size=11, max_size=11),
)
def test_finds_a_number_through_any_separators(number: str, separators: list[str]) -> None:
    text = "".join(digit + separator for digit, separator in zip(number, [*separators, ""], strict=True))
    assume([len(group) for group in re.findall("[0-9]+", text.replace("\u200b", ""))] != [4, 2, 6])
    assert holds_individual_number(f"番号：{text}。")


@pytest.mark.parametrize("separator", [" ", "-", "　", "－", "ー", "‐", "–", "—", "―", "−", "\t", "\u00a0", " - "])
@pytest.mark.parametrize(
    "text", ["{}", "{} 2026-04-01", "03-1234-5678 {}", "{} 2026年4月1日", "{} 12", "No.3 {} 5", "2026-04-01 12 {} 345"]
)
@given(number=individual_numbers)
@example(number="010019001909")  # of which two fours read as years, in a row with the year behind them
def test_finds_fours_in_company(number: str, text: str, separator: str) -> None:
    fours = separator.join((number[:4], number[4:8], number[8:]))
    assume(not re.fullmatch(r"((19|20)\d\d){3}", number))
    assume(not is_corporate_number("3" + number) and not is_corporate_number("2" + number))
    assert holds_individual_number(text.format(fours))


def test_a_known_example() -> None:
    assert holds_individual_number("1234 5678 9018")  # the ascending digits and their check digit
    assert not any(holds_individual_number(f"1234 5678 901{digit}") for digit in "012345679")


def test_finds_two_numbers_in_a_row_whichever_passes() -> None:
    passes, fails = (" ".join((n[:4], n[4:8], n[8:])) for n in (PASSES, FAILS))
    assert holds_individual_number(f"{fails} {passes}")
    assert holds_individual_number(f"{passes} {fails}")


@pytest.mark.parametrize(
    "text", [FAILS, f"{FAILS[:4]}-{FAILS[4:8]}-{FAILS[8:]}", f"{FAILS[:4]} {FAILS[4:8]} {FAILS[8:]}"]
)
def test_passes_what_fails_the_check_digit(text: str) -> None:
    assert not holds_individual_number(text)


@given(individual_numbers, st.from_regex("[0-9]{1,8}", fullmatch=True))
def test_a_longer_run_of_digits_is_another_number(number: str, more: str) -> None:
    assert not holds_individual_number(number + more)
    assert not holds_individual_number(more + number)


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_a_corporate_number_is_none(base: str) -> None:
    number = corporate_number(base)
    for text in (
        number,
        "-".join((number[0], number[1:5], number[5:9], number[9:])),
        f"T{number}",
        f"法人番号{number}の会社",
    ):
        assert not holds_individual_number(text)
        assert not holds_individual_number(text.translate(FULL_WIDTH))
    assert not holds_individual_number(" ".join((number[0], number[1:5], number[5:9], number[9:])))


ORDINARY = [
    "{y}-{m:02}-{d:02} {h:02}:{s:02}",
    "{y}-{m:02}-{d:02} {h:02}{s:02}",
    "{y}-{m:02}-{d:02} {y}-{d:02}-{m:02}",
    "{y}-{m:02}-{d:02}-{y}-{d:02}-{m:02}",
    "{y}-{m:02} - {y}-{d:02}",
    "{y}-{m}-{d} {h} {s}",
    "{y}{m:02}{d:02}-{y}{d:02}{m:02}",
    "{y}{m:02}{d:02} {h:02}{s:02}",
    "{y}-{m:02}-{d:02}-{n:04}",
    "{y}/{m:02}/{d:02} {y}/{d:02}/{m:02}",
    "令和{d}年{m}月{d}日 {h}時{s}分 {y}年{n}号",
    "{y} {z} {x}",
    "{y}-{z}-{x}",
    "03-{n:04}-{k:04}",
    "03-{n:04}-{k:04} 内線{n}",
    "03-{n:04}-{k:04} 03-{k:04}-{n:04}",
    "090-{n:04}-{k:04} 1",
    "090ー{n:04}ー{k:04} 2",
    "+81-90-{n:04}-{k:04}",
    "+8190{n:04}{k:04}",
    "1,234,{t},{t},12",
    "{t},000,000,000円",
    "4111 {n:04} {k:04} {n:04}",
    "0100-01-{n:04}{h:02}",
    "{k:04}\n{n:04}\n{k:04}",
]


@pytest.mark.parametrize("form", ORDINARY)
def test_ordinary_figures_are_let_through(form: str) -> None:
    chance = random.Random(20261122)
    for _ in range(300):
        year = chance.randint(1990, 2040)
        text = form.format(
            y=year,
            z=year + 1,
            x=year + 2,
            m=chance.randint(1, 12),
            d=chance.randint(1, 12),
            h=chance.randint(0, 23),
            s=chance.randint(0, 59),
            n=chance.randint(0, 9999),
            k=chance.randint(0, 9999),
            t=chance.randint(100, 999),
        )
        assert not holds_individual_number(text), text


def test_identifiers_of_the_program_are_let_through() -> None:
    chance = random.Random(7)
    for _ in range(2000):
        digits = "".join(chance.choices("0123456789", k=12))
        assert not holds_individual_number(
            f"{uuid.UUID(int=chance.getrandbits(128))}"[:24] + individual_number(digits[:11])
        )
        assert not holds_individual_number(f"{chance.getrandbits(256) | 0xA << 252:064x}")


def test_one_number_in_ten_passes_by_chance() -> None:
    chance = random.Random(1)
    hits = sum(holds_individual_number(f"{chance.randrange(10**12):012}") for _ in range(5000))
    assert 400 < hits < 600


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    assert holds_individual_number(text) in (True, False)
    assert holds_individual_number(f"{text}\n{PASSES}\n{text}")


@given(st.from_regex(r"999999[0-9]{6}", fullmatch=True))
def test_builds_corporate_numbers_that_pass(base: str) -> None:
    number = corporate_number(base)
    assert number.endswith(base)
    for typed in (number, number.translate(FULL_WIDTH), f" {number[0]}-{number[1:5]}－{number[5:9]} {number[9:]}"):
        assert is_corporate_number(typed)
        assert corporate_number_digits(typed) == number


def test_a_known_corporate_number() -> None:
    assert is_corporate_number("7000012050002")  # 国税庁, from its own register


@given(st.from_regex(r"[0-9]{12}", fullmatch=True), st.integers(0, 12), st.integers(1, 9))
def test_a_wrong_digit_is_noticed(base: str, place: int, change: int) -> None:
    number = corporate_number(base)
    wrong = (int(number[place]) + change) % 10
    assume(place == 0 or (wrong - int(number[place])) % 9 != 0)  # modulus 9 cannot tell 0 from 9
    assert not is_corporate_number(f"{number[:place]}{wrong}{number[place + 1 :]}")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "has 13 digits"),
        ("123", "has 13 digits"),
        ("70000120500021", "has 13 digits"),
        ("T7000012050002", "digits alone"),
        ("700001205000二", "digits alone"),
        ("8000012050002", "check digit"),
    ],
)
def test_says_what_is_wrong_with_a_corporate_number(typed: str, problem: str) -> None:
    assert problem in (corporate_number_problem(typed) or "")


@pytest.mark.parametrize("base", ["", "99999900000", "9999990000000", "99999900000x", "９９９９９９００００００"])
def test_refuses_a_base_that_is_not_twelve_digits(base: str) -> None:
    with pytest.raises(ValueError, match="12 digits"):
        corporate_number(base)
