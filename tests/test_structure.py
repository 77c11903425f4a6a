"""How the project is built: who may import whom, where SQL stands, how a page is framed, what a source may name."""

import ast
import datetime
import re
from pathlib import Path
from typing import Any

import pytest

from kantoku import queries, rules
from kantoku.catalogue import legal_basis
from kantoku.ledger import Ledger
from kantoku.records import KINDS
from kantoku.records.base import fields
from tests.office import TODAY, Office
from tests.structure import CODE, HOME, calls, imported, modules, name, sql_files, statement, texts, tree
from tests.test_records import structures

# Who imports whom

# Each may import what stands before it in the list, and its like.
LAYERS = (
    ("wording", "settings", "queries"),
    ("errors",),
    ("text",),
    ("dates", "my_number", "people", "uploads"),
    ("records",),
    ("catalogue", "changes", "dated_facts", "contents", "entrance", "history", "journal", "tables", "value_words"),
    ("open_days", "references"),
    ("read_model",),
    ("opening", "rules", "chain_words"),
    ("judging",),
    ("evaluations",),
    ("reading",),
    ("ledger", "item_lists"),
    ("acting",),
    (
        "actions",
        "assignment_actions",
        "audit_actions",
        "confirmation_actions",
        "contract_actions",
        "decision_actions",
        "disposal_actions",
        "document_actions",
        "finding_actions",
        "incident_actions",
        "paper_actions",
        "permission_actions",
        "year_actions",
    ),
    ("permission_number",),
    ("exports", "imports", "reference", "sample", "synthesis"),
    ("printing",),
    ("packs",),
    ("console", "cli_export", "cli_import", "cli", "__main__"),
)
RANK = {f"kantoku.{module}": rank for rank, layer in enumerate(LAYERS) for module in layer}


def rank(module: str) -> int:
    return RANK[".".join(module.split(".")[:2])]


def test_the_domain_knows_no_screen() -> None:
    for path in modules("kantoku"):
        strangers = {"streamlit", "ui", "pages", "tests"} & {module.split(".")[0] for module in imported(path)}
        assert not strangers, name(path)


def test_screens_are_imported_by_nobody() -> None:
    for path in modules(*CODE):
        assert not [module for module in imported(path) if module.split(".")[0] in {"pages", "streamlit_app"}]


@pytest.mark.parametrize("path", modules("kantoku"), ids=name)
def test_modules_build_on_those_below_them(path: Path) -> None:
    own = name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    if own == "kantoku":
        return
    for module in imported(path):
        if module.startswith("kantoku."):
            assert rank(module) <= rank(own), f"{own} imports {module}"


def test_time_comes_in_as_an_argument() -> None:
    """Only dates.utc_now asks for the time; everyone else is told."""
    asking = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|time\.time)\(")
    found = {name(path) for path in modules(*CODE) if asking.search(path.read_text(encoding="utf-8"))}
    assert found == {"kantoku/dates.py"}


def test_what_a_person_does_is_recorded_in_one_place() -> None:
    """Whoever recorded past it would record as having happened what has not."""
    recording = re.compile(r"ledger\.record\(")
    acts = [*modules("ui", "pages"), HOME / "kantoku/acting.py", *(HOME / "kantoku").glob("*actions.py")]
    found = [name(path) for path in acts if recording.search(path.read_text(encoding="utf-8"))]
    assert found == ["kantoku/acting.py"]


# Where SQL stands

SQL = re.compile(
    r"\A\s*(select\s|with\s+(recursive\s+)?\w+\s+as\b|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|from\s+\S+\s+"
    r"(where|order|select|join)\b|(create|drop|alter|truncate)\s+(or\s+replace\s+)?(table|view|macro|index|schema)\b"
    r"|merge\s+into\s|copy\s+\S+\s+to\b|attach\s)",
    re.IGNORECASE,
)

# Python files with SQL text of their own, and why.
WITH_SQL = {
    "kantoku/read_model.py": "tables and their filling follow from the record declarations",
    "kantoku/dated_facts.py": "which facts are dated follows from the record declarations",
    "kantoku/references.py": "what refers to what follows from the record declarations",
    "kantoku/judging.py": "the union of rule files is put together here",
    "kantoku/evaluations.py": "what was evaluated is kept under numbered names",
    "kantoku/opening.py": "a file's name cannot be a parameter of attach",
}


def test_sql_stands_in_files_of_its_own() -> None:
    found = {name(path) for path in modules(*CODE) for _line, text in texts(path) if SQL.match(text)}
    assert found == WITH_SQL.keys()


CHANGING = re.compile(
    r"\b(update|delete\s+from|merge\s+into|truncate(\s+table)?|insert\s+or\s+\w+\s+into"
    r"|(drop|alter)\s+table(\s+if\s+exists)?)\s+\"?(ledger\.)?(main\.)?journal\b",
    re.IGNORECASE,
)


def test_the_journal_is_only_appended_to() -> None:
    in_files = [name(path) for path in sql_files() if CHANGING.search(statement(path))]
    in_code = [name(path) for path in modules(*CODE) for _line, text in texts(path) if CHANGING.search(text)]
    assert in_files == ["queries/journal/erase.sql"]
    assert in_code == []


def test_what_these_two_look_for_they_would_see() -> None:
    for attempt in ("update journal set", "DELETE FROM journal", "drop table journal", "truncate ledger.journal"):
        assert CHANGING.search(attempt)
    for text in ("\n  select 1", "with a as (select 1)", "INSERT INTO t", "from t where true", "create table t"):
        assert SQL.match(text)


@pytest.mark.parametrize("path", sql_files(), ids=name)
def test_an_sql_file_says_what_it_answers_in_lower_case(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- ")
    shouted = re.findall(r"\b(SELECT|FROM|WHERE|JOIN|GROUP|ORDER|WITH|AS|AND|OR|NOT|INSERT|UPDATE)\b", statement(path))
    assert not shouted


@pytest.mark.parametrize("path", sql_files(), ids=name)
def test_sql_is_told_the_day(path: Path) -> None:
    """The office's today comes in: what a query answers does not depend on the server's clock."""
    assert not re.search(r"\b(current_date|current_timestamp|now\s*\(|today\s*\(|get_current_)", statement(path))


# One row, or the building block of others: nothing to put in order.
WITHOUT_ORDER = {"audits_first_year", "audits_year", "engagements", "oversight", "overview_counts", "permissions_seen"}
REPORTS = [query.name.split("/")[1] for query in queries.folder("reports")]


@pytest.mark.parametrize("report", sorted(set(REPORTS) - WITHOUT_ORDER))
def test_a_report_puts_its_rows_in_order(report: str) -> None:
    assert re.search(r"\border by\b", statement(HOME / "queries" / "reports" / f"{report}.sql"))


# Queries that no screen and no export runs, and why they are kept.
KEPT = {
    "queries/journal/since.sql": "for a reader with a shell, and for servers that share a journal",
    "queries/reports/lacking_audit.sql": "what the bench measures",
}


def test_no_query_is_left_over() -> None:
    said = [text for path in modules(*CODE) for _line, text in texts(path)]
    words = {word for text in said for word in re.findall(r"[a-z_0-9/]+", text)}
    reports = {path: path.stem for path in sql_files() if path.parent.name == "reports"}
    of_the_journal = {path: f"journal/{path.stem}" for path in sql_files() if path.parent.name == "journal"}
    left = {
        name(path) for path, called in (reports | of_the_journal).items() if not {called, f"reports/{called}"} & words
    }
    assert left == KEPT.keys()


# Every report runs


CASTS = {
    "varchar": "契約",
    "date": TODAY,
    "bigint": 50,
    "integer": 2026,
    "boolean": True,
    "timestamp": datetime.datetime(2026, 11, 20),
    "varchar[]": ["a", "b"],
    "bigint[]": [1, 2],
    "date[]": [TODAY],
}


def cast_of(query: queries.Query, parameter: str) -> str:
    """The type to which a query casts a parameter where it enters."""
    found = re.search(rf"\${parameter}::([a-z]+(?:\[\])?)", query.text)
    assert found, f"{query.name} does not cast ${parameter}"
    return found[1]


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A ledger with a chain, a request, a permission, an audit and a finding."""
    ledger = Ledger.open(tmp_path_factory.mktemp("reports") / "kantoku.duckdb", actor="契約 花子")
    office = Office(ledger)
    contract = office.contract()
    second = office.subcontract(contract)
    office.request(second)
    office.permit(second, decided_on=ledger.today())
    office.subcontract(second)
    office.audit(contract, second)
    office.finding(second)
    ledger.note("export.made", {"report": "contracts"}, actor="法務 四郎")
    yield ledger
    ledger.close()


# What carries the contract it belongs to.
OF_A_CONTRACT = {"contract", "audit_subject", "status", "named_status", "hit"} | {
    kind for kind, record in KINDS.items() if "contract_id" in record.model_fields
}
ABOUT_ONE = [
    *queries.folder("rules"),
    *(
        query
        for query in queries.folder("reports")
        if "= $contract::varchar" in query.text and "$contract::varchar is null" not in query.text
    ),
]


@pytest.mark.parametrize("query", ABOUT_ONE, ids=lambda query: query.name)
def test_what_is_asked_of_one_contract_reads_no_other(query: queries.Query) -> None:
    """A filter a table: through joins alone every one of them would be read as a whole."""
    text = queries.strip_comments(query.text)
    own = set(re.findall(r"\b(\w+) as (?:materialized )?\(", text))
    reads = [
        table
        for table, called in re.findall(r"\b(?:from|join) (\w+)(\([^)]*\))?", text)
        if (table not in own or called) and {table, table.removesuffix("s")} & OF_A_CONTRACT
    ]
    filters = re.findall(r"(?:=|,) \$(?:contract|scope)::varchar", text)
    assert len(filters) >= len(reads), reads


@pytest.mark.parametrize("given", ["nothing", "something"])
@pytest.mark.parametrize("report", REPORTS)
def test_every_report_runs(at_work: Ledger, report: str, given: str) -> None:
    query = queries.load(f"reports/{report}")
    chosen = {
        parameter: CASTS[cast_of(query, parameter)] if given == "something" else None
        for parameter in query.parameters - {"as_of", "at_seq"}
    }
    rows = at_work.read(report, as_of=TODAY, **chosen)
    assert list(rows.columns)
    assert len(set(rows.columns)) == len(rows.columns)


def test_every_view_and_every_journal_query_runs(at_work: Ledger) -> None:
    """The views run with every report, the rules with every status; the journal's own queries by name."""
    with at_work.cursor() as cursor:
        head = at_work.head().seq
        values = {
            "at_seq": head,
            "moment": at_work.clock(),
            "kind": "contract",
            "record_id": "a",
            "seq": 1,
            "batch": "a",
        }
        for query in queries.folder("journal"):
            if query.name.split("/")[1] not in {
                "append",
                "create",
                "describe",
                "redescribe",
                "erase",
                "info",
                "tables",
            }:
                cursor.execute(query.text, query.only(values)).fetchall()
        assert cursor.execute(queries.load("journal/since").text, {"seq": 2}).fetchone()[0] == 3
    assert len(at_work.read("status", as_of=TODAY, contract=None)) == 3


# Pages


def pages() -> list[Path]:
    return modules("pages")


def test_pages_lie_in_groups() -> None:
    """A page directly under pages/ would be served by the server itself, past everything that guards it."""
    assert list((HOME / "pages").glob("*.py")) == []
    assert pages()


@pytest.mark.parametrize("path", pages(), ids=name)
def test_a_page_stands_in_the_page_frame(path: Path) -> None:
    """All that a page does, it does inside `with page.open(`: its guard, its header and its error boundary."""
    body = [node for node in tree(path).body if not isinstance(node, ast.Import | ast.ImportFrom)]
    framed = [
        node
        for node in body
        if isinstance(node, ast.With) and ast.unparse(node.items[0].context_expr).startswith("page.open(")
    ]
    others = [
        node
        for node in body
        if node not in framed and not isinstance(node, ast.FunctionDef | ast.Expr | ast.Assign | ast.AnnAssign)
    ]
    assert len(framed) == 1
    assert others == []
    loose = [node for node in body if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)]
    assert loose == []


@pytest.mark.parametrize("path", pages(), ids=name)
def test_a_page_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120


# Sources


def test_every_source_of_a_field_is_known() -> None:
    known = legal_basis().keys() | {path.stem for path in (HOME / "queries" / "rules").glob("*.sql")}
    # Rules that are still to come as files of their own.
    to_come = {"R17"}
    for cls in structures():
        for field in fields(cls):
            assert not field.about.source or field.about.source in known | to_come, (cls.__name__, field.name)


def test_every_basis_of_a_rule_is_known() -> None:
    for rule in rules.load().values():
        assert rule.basis
        assert set(rule.basis) <= legal_basis().keys(), rule.id


def test_every_record_is_written_down_in_one_module() -> None:
    assert len({record.__module__ for record in KINDS.values()}) == len(KINDS) - 1  # request and decision share one


# Wording


def test_what_is_translated_is_a_literal() -> None:
    """A text put together before it is translated would never be found in a catalogue."""
    for path in modules(*CODE):
        for call in calls(path, "_", "N_"):
            assert not isinstance(call.args[0], ast.JoinedStr | ast.BinOp), f"{name(path)}:{call.lineno}"
