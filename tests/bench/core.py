"""What the core needs, without a browser: oversight, rules, a decision on disk, the chain, the workbook."""

import datetime
import itertools
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from openpyxl import load_workbook

from kantoku.dates import office_today, utc_now
from kantoku.exports.register import write_register
from kantoku.ledger import Change, Ledger
from kantoku.packs import check
from kantoku.packs.pack import write_pack
from kantoku.packs.parts import USUAL, Part
from kantoku.records import PermissionDecision
from kantoku.synthesis import write
from tests.bench.figures import SIZES, Row, Table, milliseconds

GOALS = {
    "lacking": dict(zip(SIZES, (30, 150, 1_000), strict=True)),
    "oversight": dict(zip(SIZES, (60, 400, 3_000), strict=True)),
    "decision": dict(zip(SIZES, (20, 40, 150), strict=True)),
    "verify": dict(zip(SIZES, (None, 500, 4_000), strict=True)),
    "workbook": {2_000: 330, 100_000: None, 1_000_000: None},
}


def office(size: int, folder: Path) -> Path:
    """A ledger of that size, synthesised once and kept."""
    path = folder / f"ledger-{size}.duckdb"
    if not path.exists():
        begun = time.perf_counter()
        unfinished = path.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        write(unfinished, size, today=office_today(utc_now()), actor="bench")
        unfinished.replace(path)
        print(f"synthesised {size:,} engagements in {time.perf_counter() - begun:.0f} s", flush=True)
    return path


def measure(size: int, path: Path, table: Table) -> None:
    begun = time.perf_counter()
    ledger = Ledger.open(path, actor="bench")
    table.add(Row("open the ledger", size, (time.perf_counter() - begun) * 1000, "ms"))
    # Another day each time, so that nothing kept from the time before can serve.
    days = (ledger.today() - datetime.timedelta(days=back) for back in itertools.count())
    times = 9 if size <= 2_000 else 3
    table.add(
        Row(
            "subcontractors that lack an audit, nothing kept",
            size,
            milliseconds(lambda: ledger.read("lacking_audit", as_of=next(days)), times=times),
            "ms",
            GOALS["lacking"][size],
        )
    )
    table.add(
        Row(
            "oversight of everything, all rules, nothing kept",
            size,
            milliseconds(lambda: ledger.read("overview_counts", as_of=next(days)), times=times),
            "ms",
            GOALS["oversight"][size],
        )
    )
    today = ledger.today()
    table.add(
        Row(
            "the same again, kept",
            size,
            milliseconds(lambda: ledger.read("overview_counts", as_of=today), times=5),
            "ms",
        )
    )
    table.add(Row("log a decision, rules checked, on disk", size, _refusing(ledger), "ms", GOALS["decision"][size]))
    table.add(Row("all conditions of a permission looked into", size, _permitting(ledger), "ms"))
    table.add(
        Row(
            "verify the whole chain",
            size,
            milliseconds(ledger.verify, times=3),
            "ms",
            GOALS["verify"][size],
            note=f"{ledger.head().seq:,} entries",
        )
    )
    if size <= 100_000:
        _workbook(ledger, size, table)
        _pack(ledger, size, table)
    ledger.close()


def _decisions(ledger: Ledger, outcome: str) -> Iterator[Change]:
    """Decisions made here today, on one subcontract after another."""
    open_work = ledger.read("status", as_of=ledger.today(), contract=None)
    for engagement_id in open_work[open_work["tier"] > 1]["engagement_id"].head(40):
        decision = {
            "contract_id": ledger.get("subcontract", engagement_id)[0].model_dump()["contract_id"],
            "engagement_id": engagement_id,
            "outcome": outcome,
            "decided_on": ledger.today(),
        }
        yield Change.new("permission.decided", PermissionDecision.read(decision))


def _refusing(ledger: Ledger) -> float:
    decisions = _decisions(ledger, "refused")
    return milliseconds(lambda: ledger.record([next(decisions)], actor="bench", as_of=ledger.today()), times=20, warm=3)


def _permitting(ledger: Ledger) -> float:
    """Rehearsed, because what is synthesised may not always be permitted."""
    decisions = _decisions(ledger, "permitted")
    return milliseconds(
        lambda: ledger.rehearse([next(decisions)], actor="bench", as_of=ledger.today()), times=20, warm=3
    )


def _workbook(ledger: Ledger, size: int, table: Table) -> None:
    """The register workbook, and XlsxWriter writing the very same cells, in the same run."""
    today = ledger.today()
    ledger.read("overview_counts", as_of=today)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "register.xlsx"
        begun = time.perf_counter()
        write_register(ledger, out, as_of=today, actor="bench")
        taken = (time.perf_counter() - begun) * 1000
        table.add(Row("register workbook", size, taken, "ms", GOALS["workbook"][size]))
        sheets = [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(out, read_only=True)]
        begun = time.perf_counter()
        _plain(sheets, Path(folder) / "plain.xlsx")
        plain = (time.perf_counter() - begun) * 1000
    table.add(Row("  ÷ XlsxWriter writing the same cells", size, taken / plain, "×", 1.3 if size == 100_000 else None))


def _pack(ledger: Ledger, size: int, table: Table) -> None:
    """The pack as it is usually made; of a large ledger without the report, which has a page for every contract."""
    parts = USUAL if size <= 2_000 else USUAL - {Part.REPORT}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "pack.zip"
        begun = time.perf_counter()
        write_pack(ledger, out, as_of=ledger.today(), parts=parts)
        taken = (time.perf_counter() - begun) * 1000
        told = f"{out.stat().st_size / 1e6:,.0f} MB, {', '.join(sorted(parts))}"
        table.add(Row("pack", size, taken, "ms", note=told))
        begun = time.perf_counter()
        if found := check.look_into(out).faults:
            raise AssertionError(found)
        table.add(Row("check of the pack", size, (time.perf_counter() - begun) * 1000, "ms"))


def _plain(sheets: list[list[tuple[object, ...]]], out: Path) -> None:
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    for rows in sheets:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, ["" if value is None else value for value in row])
    book.close()
