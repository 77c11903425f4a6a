"""The reference lists: complete, in both languages, and every source they name is in the legal basis."""

import csv
import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from stdnum.jp import in_ as individual_number

from kantoku import catalogue
from kantoku.catalogue import AuditItem, Bilingual, Clause, ConfirmationItem, LegalBasis, SelectionItem
from kantoku.ledger import Ledger

LISTS = ("contract_clauses", "tier_clauses", "selection_items", "confirmation_items", "audit_items")
FILES = (*LISTS, "legal_basis")

# How many measures each area of the list has, in its order; 0 where the area is itself the one measure.
MEASURES = {
    "A-": 3,
    "B-": 4,
    "C-a": 6,
    "C-b": 4,
    "C-c": 1,
    "C-d": 2,
    "C-e": 2,
    "D-a": 0,
    "D-b": 3,
    "D-c": 0,
    "E-a": 4,
    "E-b": 2,
    "E-c": 2,
    "E-d": 3,
    "F-a": 4,
    "F-b": 0,
    "F-c": 6,
    "F-d": 2,
    "G-": 1,
    "S-": 3,
}

# What each rule rests on; what is the same as in an earlier rule is left out.
RULE_SOURCES = {
    "R01": ("ppc-gl-4-2-1-2B",),
    "R02": ("number-act-10-1", "number-act-10-2"),
    "R04": ("municipal-forms", "design"),
    "R05": ("number-act-15", "number-act-19", "number-act-19-6", "number-act-20"),
    "R07": ("mic-2018", "ppc-2024-07-03"),
    "R08": ("ppc-qa-3-9",),
    "R09": ("ward-report-2017", "ward-report-2017-9-1-u"),
    "R10": ("nagano-2025", "kanagawa-2024"),
    "R11": ("ppc-gl-4-2-1-1B", "ppc-gl-4-2-1-1B-1", "ppc-gl-4-2-1-1B-2"),
    "R13": ("jimu-guide-4-8-9", "jimu-guide-4-8-9-1", "jimu-guide-4-8-9-2"),
    "R14": ("mic-policy-9-1", "mic-policy-9-1-2", "kutchan-2017"),
    "R15": ("jimu-guide-4-8-9-3", "ppc-qa-3-1-4"),
    "R16": ("jimu-guide-4-8-9-4", "appi-gl-3-4-4", "mic-policy-9-1-4", "ppc-gl-4-2-1-2C"),
    "R17": ("ppc-gl-annex1-2Ce",),
    "R18": ("mic-policy-9-1-7",),
    "R19": ("ppc-gl-4-2-1-1B-3",),
    "R21": ("ppc-gl-annex1-2Ed",),
    "R22": ("ppc-gl-annex2-3D", "ppc-gl-annex2-3E", "ppc-gl-annex2-3F", "leak-rule-3"),
    "R23": ("leak-rule-4", "leak-rule-5"),
    "R24": ("ppc-gl-annex2-3A", "ppc-gl-annex2-3B", "leak-rule-2", "number-act-29-4"),
    "R25": ("ppc-gl-annex1-2Cc",),
    "R26": ("ppc-gl-annex1-2Cb",),
    "R27": ("ppc-gl-annex1-2G", "jps-2015"),
    "R28": ("number-act-28", "pia-form-2-4"),
    "R30": ("ppc-qa-3-8-2",),
    "R32": ("number-act-29-2", "number-act-order-32"),
    "R33": ("ppc-qa-3-12",),
    "R34": ("kanagawa-2022",),
    "R36": ("entrustment-standards", "local-autonomy-act-252-14"),
}

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
TWELVE_DIGITS = re.compile(r"(?<!\d)\d(?:[\s-]?\d){11}(?!\d)")


def rows(name: str) -> list[dict[str, str]]:
    with (catalogue.FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def everything() -> Iterator[Clause | SelectionItem | ConfirmationItem | AuditItem | LegalBasis]:
    for version in catalogue.versions("contract_clauses"):
        yield from catalogue.clauses(version)
    for version in catalogue.versions("tier_clauses"):
        yield from catalogue.tier_clauses(version)
    for version in catalogue.versions("selection_items"):
        yield from catalogue.selection_items(version)
    for version in catalogue.versions("confirmation_items"):
        yield from catalogue.confirmation_items(version)
    for version in catalogue.versions("audit_items"):
        yield from catalogue.audit_items(version)
    yield from catalogue.legal_basis().values()


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_plain_utf8_with_full_rows(name: str) -> None:
    content = (catalogue.FOLDER / f"{name}.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert all(None not in row and None not in row.values() for row in rows(name))
    assert all(cell == unicodedata.normalize("NFC", cell.strip()) for row in rows(name) for cell in row.values())


@pytest.mark.parametrize("name", FILES)
def test_a_code_stands_once_in_a_version(name: str) -> None:
    found = Counter((row.get("version"), row["code"]) for row in rows(name))
    assert [code for code, times in found.items() if times > 1] == []


@pytest.mark.parametrize("name", LISTS)
def test_a_version_is_a_date(name: str) -> None:
    assert [datetime.date.fromisoformat(version) for version in catalogue.versions(name)]


@pytest.mark.parametrize("name", FILES)
def test_only_the_edition_of_a_source_may_be_unknown(name: str) -> None:
    empty = {column for row in rows(name) for column, cell in row.items() if not cell}
    assert empty <= {"version_date"}


@pytest.mark.parametrize("name", FILES)
def test_every_text_is_there_in_both_languages(name: str) -> None:
    for row in rows(name):
        for japanese in (column for column in row if column.endswith("_ja")):
            english = japanese.removesuffix("_ja")
            assert row[english], (row["code"], english)
            assert not JAPANESE.search(row[english]), (row["code"], english)
            # Section numbers ("8.1", "Q3-9") are the same in both languages.
            assert JAPANESE.search(row[japanese]) or english == "article", (row["code"], japanese)


def test_ten_clauses_are_required_and_six_more_are_known() -> None:
    required = [clause.code for clause in catalogue.clauses() if clause.required_for_spi]
    assert required == [f"C{number:02}" for number in range(1, 11)]
    others = [clause.code for clause in catalogue.clauses() if not clause.required_for_spi]
    assert others == [f"X{number:02}" for number in range(1, 7)]


def test_the_rules_ask_for_the_clauses_of_the_newest_lists(ledger: Ledger) -> None:
    with ledger.cursor() as cursor:
        asked = cursor.execute("select required_clauses(), tier_clauses()").fetchone()
    assert asked == (
        [clause.code for clause in catalogue.clauses() if clause.required_for_spi],
        [clause.code for clause in catalogue.tier_clauses()],
    )


def test_a_contractor_is_assessed_by_the_four_items_of_the_guideline() -> None:
    assert [item.title_ja for item in catalogue.selection_items()] == [
        "設備",
        "技術水準",
        "従業者に対する監督・教育の状況",
        "その他委託先の経営環境等",
    ]


def test_the_confirmation_list_is_complete_and_in_the_order_of_the_guideline() -> None:
    items = catalogue.confirmation_items()
    assert [item.code for item in items] == [
        f"{area}{number or ''}" for area, last in MEASURES.items() for number in range(min(last, 1), last + 1)
    ]
    assert [item.position for item in items] == list(range(1, 56))
    assert all(item.code.startswith(f"{item.group_code}-") for item in items)
    groups = {(item.group_code, item.group, item.group_ja) for item in items}
    assert sorted(code for code, *_ in groups) == list("ABCDEFGS")


def test_the_audit_list_has_the_18_published_items() -> None:
    items = catalogue.audit_items()
    assert [item.code for item in items] == [f"{number:02}" for number in range(1, 19)]
    assert [item.position for item in items] == list(range(1, 19))
    assert Counter(item.category_ja for item in items) == {"組織的・人的管理": 5, "技術的管理": 7, "物理的管理": 6}
    assert items[3].title_ja == "外部委託"
    assert items[8].title_ja == "アクセス記録の管理取得等"


def test_every_source_of_a_list_is_in_the_legal_basis() -> None:
    lists = (catalogue.clauses, catalogue.tier_clauses, catalogue.selection_items, catalogue.confirmation_items)
    cited = {item.source for load in lists for item in load()}
    assert cited - set(catalogue.legal_basis()) == set()


@pytest.mark.parametrize("rule", RULE_SOURCES)
def test_the_legal_basis_covers_what_a_rule_rests_on(rule: str) -> None:
    assert set(RULE_SOURCES[rule]) - set(catalogue.legal_basis()) == set()


def test_how_well_a_source_is_verified_is_said() -> None:
    bases = catalogue.legal_basis().values()
    assert {basis.verified for basis in bases} == {"text", "excerpt", "memory", "design"}
    assert [basis.code for basis in bases if basis.verified == "text" and basis.version_date is None] == []
    # Only what was read in full may be quoted.
    assert [basis.code for basis in bases if "「" in basis.wording_ja and basis.verified != "text"] == []
    assert [basis.code for basis in bases if basis.wording_ja.count("「") != basis.wording_ja.count("」")] == []


def test_the_core_provisions_are_quoted() -> None:
    basis = catalogue.legal_basis()
    assert "許諾を得た場合に限り、その全部又は一部の再委託をすることができる" in basis["number-act-10-1"].wording_ja
    assert "確認した上で再委託の諾否を判断しなければならない" in basis["ppc-gl-4-2-1-2B"].wording_ja
    assert basis["jimu-guide-4-8-9-4"].verified == "memory"


def test_a_code_says_its_article() -> None:
    for basis in catalogue.legal_basis().values():
        if basis.act_ja.startswith("番号法（"):
            digits = re.findall(r"\d+", basis.article_ja)
            assert basis.code == "-".join(("number-act", *digits))


@pytest.mark.parametrize("name", FILES)
def test_no_text_holds_what_could_be_an_individual_number(name: str) -> None:
    for row in rows(name):
        for cell in row.values():
            found = TWELVE_DIGITS.findall(unicodedata.normalize("NFKC", cell))
            assert [number for number in found if individual_number.is_valid(number)] == []


def test_the_texts_come_in_the_language_asked_for() -> None:
    item = catalogue.confirmation_items()[0]
    assert item.text("ja") == item.title_ja
    assert item.text("en") == item.title
    assert item.text("ja", "evidence") == item.evidence_ja
    basis = catalogue.legal_basis()["number-act-10-1"]
    assert basis.text("ja") == basis.wording_ja
    assert basis.citation("ja") == "番号法（平成25年法律第27号）第10条第1項"
    assert basis.citation("en") == "My Number Act (Act No. 27 of 2013) Article 10, paragraph 1"
    with pytest.raises(AttributeError):
        item.text("ja", "colour")


@pytest.mark.parametrize(
    ("language", "codes", "told"),
    [
        (
            "ja",
            ("number-act-10-1", "number-act-10-2", "number-act-19", "ppc-gl-4-2-1-2B"),
            (
                "番号法（平成25年法律第27号）第10条第1項・第2項、第19条、"
                "特定個人情報の適正な取扱いに関するガイドライン（行政機関等編）第4－2－(1) 2B"
            ),
        ),
        (
            "en",
            ("number-act-10-1", "number-act-10-2", "number-act-29-2"),
            "My Number Act (Act No. 27 of 2013) Article 10, paragraph 1 and paragraph 2, Article 29-2",
        ),
        ("ja", ("kanagawa-2022",), "神奈川県の委託契約調査（令和4年）"),
    ],
)
def test_an_act_is_cited_once(language: str, codes: tuple[str, ...], told: str) -> None:
    known = catalogue.legal_basis()
    assert catalogue.cited([known[code] for code in codes], language) == told


def test_what_binds_nobody_is_no_basis() -> None:
    """Reports and practice of other bodies, and this ledger's own policy."""
    other = {code for code, row in catalogue.legal_basis().items() if row.cited_as == "reference"}
    assert {"ward-report-2017", "kanagawa-2022", "jps-2015", "design"} <= other
    assert not {code for code in other if code.startswith(("number-act", "appi", "leak-rule", "ppc-gl", "jimu"))}


def test_everything_loads_and_has_a_text() -> None:
    loaded: list[Bilingual] = list(everything())
    assert len(loaded) == sum(len(rows(name)) for name in FILES)
    assert all(item.text("ja") and item.text("en") for item in loaded)


def test_without_a_version_the_newest_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    old = {"code": "01", "position": "1", "category": "a", "category_ja": "あ", "title": "old", "title_ja": "旧"}
    new = old | {"title": "new", "title_ja": "新"}
    listed = (old | {"version": "2017-01-26"}, new | {"version": "2027-04-01"})
    monkeypatch.setattr(catalogue, "_read", lambda _name: listed)
    uncached = catalogue.audit_items.__wrapped__
    assert [item.title for item in uncached()] == ["new"]
    assert [item.title for item in uncached("2017-01-26")] == ["old"]
    assert [item.title for item in uncached(datetime.date(2017, 1, 26))] == ["old"]
    assert catalogue.versions("audit_items") == ("2027-04-01", "2017-01-26")


@pytest.mark.parametrize(
    ("load", "name"),
    [
        (catalogue.clauses, "contract_clauses"),
        (catalogue.tier_clauses, "tier_clauses"),
        (catalogue.selection_items, "selection_items"),
        (catalogue.confirmation_items, "confirmation_items"),
        (catalogue.audit_items, "audit_items"),
    ],
)
def test_an_unknown_version_is_refused_and_the_known_ones_named(load: Callable[[str], object], name: str) -> None:
    with pytest.raises(catalogue.UnknownVersionError) as refused:
        load("1999-01-01")
    assert "1999-01-01" in refused.value.sentence
    assert all(version in refused.value.sentence for version in catalogue.versions(name))
