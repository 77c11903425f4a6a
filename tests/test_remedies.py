"""What to do about a hit follows from what the rule found, where the rule finds different things."""

from dataclasses import replace
from typing import Any

import pytest

from kantoku import queries, rules, wording
from kantoku.exports.lists import with_words
from kantoku.rules import Rule
from tests.office import TODAY, YESTERDAY, Office

RULE = Rule(
    "R99",
    queries.from_text("rules/R99", ""),
    {
        "says": "{lacks}",
        "lacks.date": "no date",
        "lacks.name": "no name",
        "lacks.seal": "no seal",
        "remedy": "See to it.",
        "remedy_ja": "対応してください。",
        "remedy.date": "Date it.",
        "remedy.date_ja": "日付を入れてください。",
        "remedy.name": "Name it.",
        "remedy.name_ja": "氏名を入れてください。",
    },
)


@pytest.mark.parametrize(
    ("detail", "english", "japanese"),
    [
        ({}, "See to it.", "対応してください。"),
        ({"lacks": "seal"}, "See to it.", "対応してください。"),
        ({"lacks": "date"}, "Date it.", "日付を入れてください。"),
        ({"other": "date"}, "See to it.", "対応してください。"),
        ({"lacks": ["name", "date"]}, "Name it. Date it.", "氏名を入れてください。日付を入れてください。"),
        ({"lacks": ["date", "seal"]}, "Date it. See to it.", "日付を入れてください。対応してください。"),
        ({"lacks": None}, "See to it.", "対応してください。"),
    ],
)
def test_the_remedy_is_that_of_what_was_found(detail: dict[str, Any], english: str, japanese: str) -> None:
    assert RULE.remedy_for(detail) == japanese
    wording.use("en")
    assert RULE.remedy_for(detail) == english


def test_what_no_header_names_apart_has_the_remedy_of_the_rule() -> None:
    plain = replace(RULE, header={name: said for name, said in RULE.header.items() if not name.startswith("remedy.")})
    assert plain.remedy_for({"lacks": "date"}) == plain.remedy


def test_a_declaration_that_is_contradicted_is_corrected_not_renewed(office: Office) -> None:
    undeclared, contradicted = office.contract(), office.contract(none_declared_on=YESTERDAY)
    office.subcontract(contradicted, starts_on="2026-05-01", origin="discovered")
    assert "申告を日付入りで" in office.hits(undeclared)["R34"].remedy
    assert "誤っている方を訂正" in office.hits(contradicted)["R34"].remedy


def test_a_list_says_the_same_as_the_hit(office: Office) -> None:
    contract = office.contract(starts_on="2025-04-01")
    office.audit(contract, methods=None)
    hit = office.hits(contract)["R15"]
    rows = with_words(office.ledger.read("contract_hits", as_of=TODAY, contract=contract))
    assert list(rows[rows["rule"] == "R15"]["remedy"]) == [hit.remedy]
    assert "欠けているものを補って" in hit.remedy != rules.load()["R15"].remedy
