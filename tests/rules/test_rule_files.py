"""Every rule file is complete: its header in both languages, its basis in the law, its cases of both kinds."""

import ast
import re
from pathlib import Path

import pytest

from kantoku import queries, rules, wording
from kantoku.catalogue import legal_basis
from kantoku.queries import strip_comments
from kantoku.records import KINDS
from kantoku.records.permission import PERMISSION
from kantoku.rules import LEVELS, Rule

HOME = Path(__file__).resolve().parents[2]
RULES = rules.load()
VIEWS = queries.folder("views")
IN_BOTH = ("title", "says", "remedy")
WHERE_IT_REFUSES = ("holds",)
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")

EACH = pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())


@EACH
def test_the_header_is_complete(rule: Rule) -> None:
    expected = {"level", "on_write", "basis", *IN_BOTH, *(f"{key}_ja" for key in IN_BOTH)}
    assert expected <= rule.header.keys()
    extra = {key for key in rule.header.keys() - expected if "." not in key}
    assert extra <= {"refuses", "enforced_by", "basis_without_spi", "holds", "holds_ja"}
    assert re.search(rf"^-- {rule.id}\. ", rule.query.text, re.MULTILINE), "a sentence says what the rule means"


@EACH
def test_its_words_are_said_in_both_languages(rule: Rule) -> None:
    english = {
        key for key in rule.header if not key.endswith("_ja") and ("." in key or key in IN_BOTH + WHERE_IT_REFUSES)
    }
    for key in english:
        said, said_ja = rule.header[key], rule.header[f"{key}_ja"]
        assert said.isascii(), key
        own_words = re.sub(r"{\w+}", "", said_ja)
        assert JAPANESE.search(own_words) or not re.search(r"\w", own_words), key
        assert set(re.findall(r"{\w+}", said)) == set(re.findall(r"{\w+}", said_ja)), key
    assert {key.removesuffix("_ja") for key in rule.header if key.endswith("_ja")} == english


@EACH
def test_a_condition_of_a_decision_says_so_where_it_holds(rule: Rule) -> None:
    """The screen on which a decision is made shows each condition, held or not, in words of its own."""
    assert ("holds" in rule.header) == rule.is_condition


@EACH
@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_speaks_the_language_of_the_reader(rule: Rule, language: str) -> None:
    wording.use(language)
    suffix = "_ja" if language == "ja" else ""
    assert (rule.title, rule.remedy) == (rule.header[f"title{suffix}"], rule.header[f"remedy{suffix}"])
    assert rules.cited(rule)


@EACH
def test_it_rests_on_the_law(rule: Rule) -> None:
    assert rule.basis
    assert set(rule.basis) <= legal_basis().keys()


@EACH
def test_its_level_and_what_it_refuses_are_known(rule: Rule) -> None:
    assert rule.level in LEVELS
    assert rule.header["on_write"] in {"refuse", "record"}
    assert bool(rule.refuses) == (rule.header["on_write"] == "refuse" and not rule.enforced_by)
    assert rule.refuses <= {*KINDS, PERMISSION}


@EACH
def test_a_permission_is_stopped_only_where_it_was_made_here(rule: Rule) -> None:
    """A rule is asked of a permission as it names it, so that it must find no other decision to be refused."""
    if PERMISSION in rule.refuses:
        assert "taken = 'here'" in strip_comments(rule.query.text)


@EACH
def test_every_code_in_its_words_is_one_that_its_query_yields(rule: Rule) -> None:
    text = rule.query.text + _what_it_calls(rule)
    for key in rule.header:
        if "." in key and not key.endswith("_ja") and not key.startswith("remedy."):
            detail, code = key.split(".")
            assert f"'{detail}'" in text, key
            assert f"'{code}'" in text or code in {"expired", "negative", *_STATES}, key


@EACH
def test_a_remedy_of_its_own_is_for_a_code_that_it_has_words_for(rule: Rule) -> None:
    codes = {key.split(".")[1] for key in rule.header if "." in key and not key.startswith("remedy.")}
    assert {key.split(".")[1] for key in rule.header if key.startswith("remedy.")} <= codes


def _what_it_calls(rule: Rule) -> str:
    """The macros of one value that its query calls, such as the one R15 and R16 share."""
    macros = (re.match(r"create or replace macro (\w+)\([^)]*\) as\n", strip_comments(view.text)) for view in VIEWS)
    return "".join(macro.string for macro in macros if macro and f"{macro[1]}(" in rule.query.text)


# What the views call the state of a permission; a rule passes it on.
_STATES = {"none", "requested", "refused", "withdrawn", "lapsed", "revoked"}


@EACH
def test_a_rule_without_a_query_names_who_enforces_it(rule: Rule) -> None:
    has_query = "select" in re.sub(r"--[^\n]*", "", rule.query.text)
    assert bool(rule.enforced_by) != has_query
    for place in rule.enforced_by:
        assert (HOME / place).exists(), place


@EACH
def test_it_has_cases_that_it_allows_and_cases_that_it_denies(rule: Rule) -> None:
    cases = HOME / "tests" / "rules" / f"test_{rule.id.lower()}.py"
    names = [
        node.name for node in ast.parse(cases.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)
    ]
    assert any(name.startswith("test_allows_") for name in names)
    assert any(name.startswith(("test_denies_", "test_flags_")) for name in names)


def test_the_ids_are_those_of_the_files() -> None:
    files = sorted(path.stem for path in (HOME / "queries" / "rules").iterdir())
    assert list(RULES) == files
    assert all(re.fullmatch(r"R\d\d", id_) for id_ in files)


def test_no_two_rules_are_called_alike() -> None:
    for key in ("title", "title_ja"):
        assert len({rule.header[key] for rule in RULES.values()}) == len(RULES)
