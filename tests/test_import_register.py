"""The register that the program writes comes back: into the same ledger as nothing new, into an empty one as it was."""

import io
from pathlib import Path

import pandas as pd
import pytest

from kantoku import wording
from kantoku.exports.register import write_register
from kantoku.imports import proposal, run, sheets
from kantoku.imports.proposal import Proposal
from kantoku.ledger import Ledger
from kantoku.sample import write_sample
from tests import ledgers
from tests.ledgers import ACTOR, Clock
from tests.office import TODAY, Office


def register(ledger: Ledger, language: str = "ja") -> bytes:
    out = io.BytesIO()
    write_register(ledger, out, as_of=TODAY, actor="", language=language)
    return out.getvalue()


def proposed(ledger: Ledger, content: bytes) -> Proposal:
    source = sheets.read("register.xlsx", content)
    found = proposal.tables(source)
    mapped = proposal.suggested(found, {})
    return proposal.propose(ledger, source, list(zip(found, mapped, strict=True)))


def at_work(office: Office, clock: Clock) -> None:
    contract = office.contract(number="契約-001", amount=1_100_000, note="単価契約")
    second = office.subcontract(contract)
    office.confirm(second, confirmed_on="2026-11-01")
    office.permit(second)
    third = office.subcontract(second, starts_on="2026-10-01")
    office.audit(contract, second)
    office.contract(number="契約-002", data_class="none", starts_on="2026-05-01")
    office.finding(third)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_is_new_in_the_ledger_it_came_from(path: Path, clock: Clock, language: str) -> None:
    office = ledgers.after(at_work).opened(path, clock)
    found = proposed(office.ledger, register(office.ledger, language))
    assert found.problems == found.waiting == ()
    assert (found.new, found.changed) == ({}, {})
    assert found.same["subcontract"] == 2
    office.ledger.close()


def frames(ledger: Ledger) -> dict[str, pd.DataFrame]:
    derived = {"confirmation_state", "confirmation_until_on", "rules", "standing", "has_clauses", "open_findings"}
    found = {}
    for report in ("chain", "permissions", "audits"):
        frame = ledger.read(f"export_{report}", as_of=TODAY, required_clauses=[], tier_clauses=[])
        found[report] = frame.drop(columns=[name for name in frame if name in derived or name.startswith("logged")])
    return found


def test_an_empty_ledger_then_holds_the_same(path: Path, tmp_path: Path, clock: Clock) -> None:
    office = ledgers.after(at_work).opened(path, clock)
    content, before = register(office.ledger), frames(office.ledger)
    office.ledger.close()
    other = ledgers.new(tmp_path / "other.duckdb", clock)
    run.record(other, proposed(other, content), actor=ACTOR)
    after = frames(other)
    for report, frame in before.items():
        kept = [name for name in frame if not frame[name].isna().all()]
        pd.testing.assert_frame_equal(after[report][kept], frame[kept], check_dtype=False, obj=report)
    assert proposed(other, content).is_empty
    other.close()


def test_the_sample_office_comes_back_as_nothing_new(tmp_path: Path) -> None:
    path = tmp_path / "sample.duckdb"
    write_sample(path, today=TODAY, actor=ACTOR)
    ledger = Ledger.open(path, actor=ACTOR, clock=Clock())
    wording.use("ja")
    found = proposed(ledger, register(ledger))
    assert [(each.sheet, each.row, each.column, each.problem) for each in found.problems] == []
    assert found.new == {}
    assert found.changed == {}
    ledger.close()
