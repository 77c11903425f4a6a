"""The reference pages, written from the declarations themselves. `python -m kantoku.reference` writes docs/reference.

Each page is in English with the Japanese beside it: an office reads its forms in Japanese and its code in English.
"""

from pathlib import Path

from kantoku.reference.records import records_page
from kantoku.reference.rules import rules_page
from kantoku.reference.states import states_page
from kantoku.reference.terms import terms_page
from kantoku.settings import HOME

FOLDER = HOME / "docs" / "reference"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    return {
        "records.md": records_page(),
        "rules.md": rules_page(),
        "states.md": states_page(),
        "terms.md": terms_page(),
    }


def write(folder: Path = FOLDER) -> list[Path]:
    """Writes every page; returns those that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, text in pages().items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed
