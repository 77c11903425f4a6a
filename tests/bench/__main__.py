"""`python -m tests.bench [SIZE …]`: measures at 2,000, 100,000 and 1,000,000 engagements unless told otherwise."""

import sys
from pathlib import Path

from tests.bench import core, screens
from tests.bench.figures import SIZES, Table

BUILD = Path(__file__).resolve().parents[2] / "build"


def main(sizes: list[int]) -> None:
    """Prints a row a figure and writes build/bench.json. The ledgers stay in build/bench for the next run."""
    folder = BUILD / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    table = Table()
    print(f"{'':58} {'size':>9} {'measured':>14} {'goal':>10}")
    for size in sizes:
        ledger = core.office(size, folder)
        core.measure(size, ledger, table)
        screens.measure(size, ledger, folder, table)
    table.write(BUILD / "bench.json")


main([int(size) for size in sys.argv[1:]] or list(SIZES))
