"""Since when a fact of a record has stood as it stands: through corrections, an erasure, and tables derived anew."""

from kantoku.ledger import Ledger
from tests.conftest import Clock
from tests.office import PAPER, Office


def dated(ledger: Ledger, kind: str, fact: str) -> list[int]:
    """The revision since which the fact has stood, of each state of the one record, oldest first."""
    with ledger.cursor() as cursor:
        found = cursor.execute(
            f"select first.revision from {kind} as row inner join {kind} as first "
            f"on row.id = first.id and row.{fact}_seq = first.seq_from and row.{fact}_at = first.recorded_at "
            "where row.seq_from < row.seq_to order by row.seq_from"
        )
        return [revision for (revision,) in found.fetchall()]


def test_a_fact_is_as_old_as_the_unbroken_run_in_which_it_reads_so(
    ledger: Ledger, office: Office, clock: Clock
) -> None:
    work = office.subcontract(office.contract())
    grant = office.permit(work, decided_on="2026-11-18", **PAPER)
    for day in ("2026-11-18", "2026-11-17", "2026-11-17", "2026-11-18"):
        clock.passes(hours=1)
        office.revise("permission_decision", grant, decided_on=day, decided_by=f"{day}を確認した者")
        office.revise("subcontract", work, work=f"{day}の業務", refuses=False)
    office.revise("subcontract", work, starts_on="2026-12-05", refuses=False)
    assert dated(ledger, "permission_decision", "decided") == [1, 1, 3, 3, 5]
    assert dated(ledger, "permission_decision", "granted") == [1, 1, 1, 1, 1]
    assert dated(ledger, "subcontract", "begun") == [1, 1, 1, 1, 1, 6]


def test_an_erased_state_breaks_no_run(ledger: Ledger, office: Office, clock: Clock) -> None:
    contract = office.contract(title="誤って記載された氏名")
    erased = ledger.head().seq
    clock.passes(days=1)
    office.revise("contract", contract, title="改めた件名")
    ledger.erase(erased, ground="個人情報の誤記載", actor="情報 管理")
    assert dated(ledger, "contract", "begun") == [1]
    ledger.rebuild()
    assert dated(ledger, "contract", "begun") == [1]
