"""What is said of the chain: anchors as people write them down, and the words of every problem that verify names."""

import re

import pytest

from kantoku import chain_words, journal, wording
from kantoku.errors import KantokuError
from kantoku.journal import Anchor, Head, Verdict
from tests.structure import HOME

HASH = "0123456789abcdef" * 4
HEAD = Head(7, HASH, journal.datetime.datetime(2026, 11, 20))


@pytest.mark.parametrize(
    "typed", [f"12:{HASH}", f" 12 : {HASH.upper()}\n", f"１２：{HASH}", f"12 {HASH}", f"12\t{HASH}"]
)
def test_an_anchor_is_read_as_people_write_it(typed: str) -> None:
    assert chain_words.read(typed) == Anchor(12, HASH)


@pytest.mark.parametrize("typed", ["", "12", f":{HASH}", f"12{HASH}", f"12:{HASH}0", f"12:{HASH[:-1]}", f"x:{HASH}"])
def test_what_is_no_anchor_is_refused(typed: str) -> None:
    with pytest.raises(KantokuError):
        chain_words.read(typed)


def test_what_is_written_is_read_again() -> None:
    assert chain_words.read(chain_words.written(HEAD)) == Anchor(7, HASH)


def test_every_problem_that_verify_names_has_its_words() -> None:
    in_sql = set(
        re.findall(r"(?:then|else) '(\w+)'", (HOME / "queries/journal/verify.sql").read_text(encoding="utf-8"))
    )
    in_python = set(re.findall(r'Verdict\(.*"(\w+)"', (HOME / "kantoku/journal.py").read_text(encoding="utf-8")))
    assert in_sql | in_python == chain_words.PROBLEMS.keys()


@pytest.mark.parametrize("problem", [None, *chain_words.PROBLEMS])
@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_a_verdict_names_the_entry(problem: str | None, language: str) -> None:
    wording.use(language)
    said = chain_words.verdict(Verdict(HEAD, 1234 if problem else None, problem))
    assert ("1,234" if problem else "7") in said
