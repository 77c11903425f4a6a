"""The two numbers of the My Number Act: the Individual Number, which this ledger never holds, and the corporate number.

Source: 番号法 2条 (definitions), 39条 (法人番号); check digits by python-stdnum.
"""

import re
import unicodedata
from collections.abc import Iterator

from stdnum.jp import cn, in_

from kantoku.text import HYPHENS
from kantoku.wording import N_


class _DigitCharacters(dict[int, str | None]):
    """Code point → ASCII digit, ' ' or '-' for what is one in any width, None for what is invisible, else itself."""

    def __missing__(self, code: int) -> str | None:
        self[code] = _digit_character(chr(code))
        return self[code]


def _digit_character(character: str) -> str | None:
    if (value := unicodedata.decimal(character, None)) is not None:
        return str(value)
    if character in HYPHENS or character in "ーｰ":
        return "-"
    if character == "\t" or unicodedata.category(character) == "Zs":
        return " "
    return None if unicodedata.category(character) == "Cf" else character


_digit_characters = _DigitCharacters()

_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_OTHER_NUMBERS = re.compile(
    "|".join(
        (
            rf"(?<![\d-])(?:19|20)\d\d-{_MONTH}(?:-{_DAY})?(?!\d)",  # a day or a month
            r"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)",  # a day without hyphens
            r"(?<!\d)\d{4}年",  # a year
            r"(?<![\d-])(?<!\d )(?:19|20)\d\d(?:[ -](?:19|20)\d\d){2,}(?![\d-])",  # a row of years
            # a telephone number of 10 or 11 digits
            r"(?<![\d-])(?=0[\d-]{11,12}(?![\d-]))0\d{1,4}-\d{1,4}-\d{3,4}(?![\d-])",
            r"[+＋]81(?:[ -]?\d){9,10}(?!\d)",  # the same from abroad
            r"(?<![\d-])\d{4}-\d\d-\d{6}(?![\d-])",  # 会社法人等番号, as the register of companies prints it
            r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Fa-f])",  # UUID
            r"(?<![0-9A-Fa-f])(?=\d*[A-Fa-f])[0-9A-Fa-f]{32,}(?![0-9A-Fa-f])",  # a digest
        )
    ),
    re.ASCII,
)
_SPACED_CORPORATE_NUMBER = re.compile(r"(?<![\d-])\d(?: \d{4}){3}(?![\d-])", re.ASCII)
_RUN = re.compile(r"\d(?:[ -]{0,3}\d){11,}", re.ASCII)
_FOURS = re.compile(r"(?<![\d-])\d{4}(?: \d{4})+(?![\d-])", re.ASCII)
_AROUND_HYPHEN = re.compile(r" *(-) *")


def holds_individual_number(text: str) -> bool:
    """Whether text holds a 12-digit number that passes the check digit of the Individual Number (R25).

    Digits count in any width, and through up to three spaces, tabs or hyphens of any kind; other characters and line
    ends part them. Twelve digits are one number where they stand
    - together, with no digit before or after (so never inside a 法人番号 of 13);
    - as one word joined by hyphens (1234-5678-9012), or alone as one sequence of any grouping;
    - in spaced fours among other spaced numbers; four or five fours in a row are a longer number, six are two, and
      with a figure before them (1 4000 0000 0009) they may be a 法人番号, if its check digit fits.
    Days, months, years (2026年), telephone numbers, 会社法人等番号 (0100-01-123456), UUIDs and digests are set aside
    first. One 12-digit number in ten passes by chance. Figures in kanji and circled figures are not digits here.
    """
    if len(re.findall(r"\d", text)) < 12:
        return False
    plain = text.translate(_digit_characters)
    if not _RUN.search(plain):
        return False
    plain = _OTHER_NUMBERS.sub("\n", plain)
    plain = _SPACED_CORPORATE_NUMBER.sub(_without_corporate_number, plain)
    return any(in_.is_valid(number) for run in _RUN.findall(plain) for number in _twelves(run))


def _without_corporate_number(found: re.Match[str]) -> str:
    return "\n" if cn.is_valid(found[0]) else found[0]


def _twelves(run: str) -> Iterator[str]:
    """The sequences of 12 digits in a run of digits, spaces and hyphens that may be one number."""
    words = _AROUND_HYPHEN.sub(r"\1", run).split()
    for part in (*words, *re.split("[ -]+", run), "".join(words)):
        if len(digits := part.replace("-", "")) == 12:
            yield digits
    for fours in _FOURS.findall(run):
        digits = fours.replace(" ", "")
        if len(digits) % 12 == 0:
            yield from (digits[at : at + 12] for at in range(0, len(digits), 12))


def corporate_number_digits(text: str) -> str:
    """What was typed for a corporate number in the form it is kept: ASCII digits, without spaces and hyphens.

    Other characters stay, for corporate_number_problem to find.
    """
    return re.sub("[ -]", "", text.translate(_digit_characters))


def corporate_number_problem(text: str) -> str | None:
    """Why text is no corporate number (法人番号), as a message id; None if it is one."""
    digits = corporate_number_digits(text)
    if not re.fullmatch("[0-9]*", digits):
        return N_("A corporate number consists of digits alone.")
    if len(digits) != 13:
        return N_("A corporate number has 13 digits.")
    if not cn.is_valid(digits):
        return N_("The check digit (the first) does not fit the other 12 digits: compare it with the register.")
    return None


def is_corporate_number(text: str) -> bool:
    """Whether text is a corporate number whose check digit fits, in any width, with or without separators."""
    return corporate_number_problem(text) is None


def corporate_number(base: str) -> str:
    """The 13-digit number whose last 12 digits are base. Base numbers 999999… are for invented organisations.

    Raises ValueError unless base is 12 ASCII digits.
    """
    if not re.fullmatch("[0-9]{12}", base):
        raise ValueError(f"A base number has 12 digits, not {base!r}")
    return f"{cn.calc_check_digit(base)}{base}"
