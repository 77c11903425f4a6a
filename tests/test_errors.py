"""What can go wrong says, in the reader's language, what happened and what to do."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from kantoku import catalogue, dates, errors, text, wording
from kantoku.errors import KantokuError
from kantoku.rules import Hit

HIT = Hit(
    "R05",
    "a",
    "a",
    "subcontract",
    "a",
    date(2026, 10, 1),
    "breach",
    is_refused=False,
    data_class="spi",
    detail={"started_on": "2026-10-01", "permission": "none"},
)
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def raised(doing: Callable[[], object]) -> KantokuError:
    with pytest.raises(KantokuError) as told:
        doing()
    return told.value


EXAMPLES: list[KantokuError] = [
    errors.RefusedByRule([HIT]),
    errors.InvalidRecord([("件名", "入力してください")]),
    errors.IndividualNumberFound(["備考"]),
    errors.Outdated(by="契約 花子", at="2026-11-20 12:00", changes="件名"),
    errors.AlreadyDecided(by="契約 花子", at="2026-11-20 12:00", outcome="許諾"),
    errors.NotFound("a1b2c3"),
    errors.NotNotifiable(["R01", "R03"]),
    errors.NotSeparate("{person} owns this correction: somebody else verifies it.", person="契約 花子"),
    errors.NoSuchPermission(),
    errors.StillReferredTo(by="再委託 a1b2c3"),
    errors.ChangedSince(by="契約 8契-001"),
    errors.StillPresent(),
    errors.Contradictory(field="Engagement", other="Contract"),
    errors.ReferredToElsewhere([("Permission request", "a1b2c3")]),
    errors.LedgerInUse("kantoku.duckdb", "4711"),
    errors.LedgerReadOnly("kantoku.duckdb"),
    errors.IsAFolder("data", "data/kantoku.duckdb"),
    errors.UnusablePath("長い名前"),
    errors.NotALedger("kantoku.duckdb"),
    errors.NewerLedger("kantoku.duckdb"),
    errors.NoSuchPlace("kantoku.duckdb"),
    raised(lambda: catalogue.clauses("1999-01-01")),
    raised(lambda: text.clean("制\x00御")),
    raised(lambda: dates.parse_date("来年")),
    raised(lambda: dates.parse_date("明治5年1月1日")),
    raised(lambda: dates.parse_date("平成32年4月1日")),
    raised(lambda: dates.parse_date("2026-02-30")),
    raised(lambda: dates.parse_moment("2026-04-01 25:00")),
]
IDS = [type(error).__name__ for error in EXAMPLES]


@pytest.mark.parametrize("error", EXAMPLES, ids=IDS)
def test_an_error_speaks_both_languages(error: KantokuError) -> None:
    wording.use("en")
    english = (error.title, error.sentence)
    wording.use("ja")
    japanese = (error.title, error.sentence)
    assert not JAPANESE.search(error.title_msgid)
    assert all(JAPANESE.search(said) for said in japanese)
    assert english[0] != japanese[0]
    assert english[1] != japanese[1]


@pytest.mark.parametrize("error", EXAMPLES, ids=IDS)
@pytest.mark.parametrize(("language", "stop"), [("en", "."), ("ja", ("。", "）", "：", "]"))])
def test_an_error_says_all_in_a_sentence(error: KantokuError, language: str, stop: str | tuple[str, ...]) -> None:
    wording.use(language)
    assert "{" not in error.title + error.sentence
    assert not error.title.endswith((".", "。"))
    if error.params and language == "ja":
        stop = (*stop, *(str(value) for value in error.params.values()))
    assert error.sentence.endswith(stop)
    colon = "：" if language == "ja" else ": "
    assert str(error).startswith(f"{error.title}{colon}")


@pytest.mark.parametrize("error", EXAMPLES, ids=IDS)
def test_what_it_is_about_stands_in_it(error: KantokuError) -> None:
    wording.use("en")
    for value in error.params.values():
        assert str(value) in error.sentence + error.title


def test_every_error_of_the_domain_has_an_example() -> None:
    modules = {"kantoku.errors", "kantoku.dates", "kantoku.text", "kantoku.catalogue"}
    classes = {cls for cls in _all(KantokuError) if cls.__module__ in modules}
    assert {cls.__name__ for cls in classes} == set(IDS) - {"KantokuError"}


def test_a_refusal_lists_each_point_with_its_law() -> None:
    wording.use("ja")
    told = str(errors.RefusedByRule([HIT, HIT]))
    assert told.count("R05 許諾のない再委託") == 2
    assert "番号法（平成25年法律第27号）第10条第1項・第2項、第19条、" in told
    assert "業務を停止し" in told


def test_an_individual_number_is_never_repeated() -> None:
    assert "123456789018" not in str(errors.IndividualNumberFound(["備考"]))


def _all(cls: type[KantokuError]) -> set[type[KantokuError]]:
    return {cls, *(found for inner in cls.__subclasses__() for found in _all(inner))} - {KantokuError}
