"""The page on the rules: what each says, what it rests on, what it refuses, and the cases that hold it."""

import ast
from collections.abc import Iterator

from kantoku import catalogue, rules
from kantoku.catalogue import LegalBasis
from kantoku.records import KINDS
from kantoku.records.permission import PERMISSION
from kantoku.reference.markdown import page, table
from kantoku.rules import Rule
from kantoku.settings import HOME
from kantoku.wording import N_

_CASES = HOME / "tests" / "rules"

_VERIFIED = {
    "text": "read in full",
    "excerpt": "read in part",
    "memory": "not read: check before citing",
    "design": "this ledger's own rule",
}


def rules_page() -> str:
    """What each rule says, what it rests on, what it refuses, and the cases that hold it."""
    known = rules.load().values()
    overview = table(
        ["Rule", "English", "日本語", "Level", "On writing"],
        (
            (
                f"[{rule.id}](#{rule.id.lower()})",
                rule.header["title"],
                rule.header["title_ja"],
                rule.level,
                _on_write(rule),
            )
            for rule in known
        ),
    )
    return page(
        N_("Rules"),
        N_("What the ledger holds the oversight against. One file in queries/rules states a rule, finds and refuses."),
        overview,
        *(part for rule in known for part in _rule(rule)),
    )


def _rule(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}"
    yield f"**{rule.header['title']}** ({rule.header['title_ja']})"
    yield "\n".join(_rule_facts(rule))
    yield "**Basis**"
    known = catalogue.legal_basis()
    yield table(["Provision", "Wording in brief", "日本語", "Checked"], (_basis(known[code]) for code in rule.basis))
    if cases := _cases(rule):
        file = f"tests/rules/test_{rule.id.lower()}.py"
        yield f"**Cases** ([{file}](../../{file}))"
        yield "\n".join(f"- {case}" for case in cases)


def _rule_facts(rule: Rule) -> Iterator[str]:
    yield f"- Level: {rule.level}"
    yield f"- On writing: {_on_write(rule)}"
    yield f"- Says: {rule.header['says']} / {rule.header['says_ja']}"
    yield f"- What to do: {rule.header['remedy']} / {rule.header['remedy_ja']}"
    yield from _own_remedies(rule)
    if rule.is_condition:
        yield "- It is a condition that a decision to permit must meet."
        yield f"- Where it holds: {rule.header['holds']} / {rule.header['holds_ja']}"
    if rule.enforced_by:
        yield f"- No query can state it; enforced by {', '.join(f'`{place}`' for place in rule.enforced_by)}."
    else:
        yield f"- Stated in [queries/rules/{rule.id}.sql](../../queries/rules/{rule.id}.sql)."


def _own_remedies(rule: Rule) -> Iterator[str]:
    """What to do where a rule finds one thing and not another."""
    for name, remedy in rule.header.items():
        if name.startswith("remedy.") and not name.endswith("_ja"):
            code = name.removeprefix("remedy")
            found = next(words for key, words in rule.header.items() if key.endswith(code) and key != name)
            yield f"  - “{found}”: {remedy} / {rule.header[f'{name}_ja']}"


def _on_write(rule: Rule) -> str:
    named = {kind: record.label.lower() for kind, record in KINDS.items()} | {PERMISSION: "permission made here"}
    if refused := [words for what, words in named.items() if what in rule.refuses]:
        return f"refuses a {' or a '.join(refused)}"
    return "refuses" if rule.header["on_write"] == "refuse" else "records and flags"


def _basis(basis: LegalBasis) -> tuple[str, ...]:
    place = f"[{basis.citation('en')}]({basis.source})" if basis.source.startswith("http") else basis.citation("en")
    english, japanese = basis.text("en", "wording"), f"{basis.citation('ja')} {basis.text('ja', 'wording')}"
    return place, english, japanese, _VERIFIED[basis.verified]


def _cases(rule: Rule) -> list[str]:
    """The names of a rule's tests as sentences."""
    path = _CASES / f"test_{rule.id.lower()}.py"
    if not path.exists():
        return []
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))
    return [name.removeprefix("test_").replace("_", " ") for name in found]
