"""Where things are and what the environment says. Nothing here opens or writes anything."""

from collections.abc import Mapping
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]


def ledger_path(environ: Mapping[str, str]) -> Path:
    """The ledger: KANTOKU_LEDGER, else data/kantoku.duckdb beside the program."""
    return Path(environ.get("KANTOKU_LEDGER") or HOME / "data" / "kantoku.duckdb")


def sample_path(environ: Mapping[str, str]) -> Path:
    """The ledger of the sample office: beside the ledger, with a name of its own, so that the two never mix."""
    own = ledger_path(environ)
    return own.with_name(f"{own.stem}-sample{own.suffix}")
