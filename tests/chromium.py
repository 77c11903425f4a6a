"""The Chromium that browser tests drive: found where it is, or brought where that can be done.

`python -m tests.chromium` brings one and never fails: a test that finds none says so (see conftest.py).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_INSIDE = ("chrome-linux*/chrome", "chrome-mac*/*.app/Contents/MacOS/*", "chrome-win*/chrome.exe")
_PATIENCE = 900

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""The options with which it asks nobody for anything that the test does not."""

MISSING = "no Chromium here: install the package chromium, or run `playwright install chromium`"


def find() -> Path | None:
    """The program to start, or None. KANTOKU_CHROMIUM names one; else the system's, else Playwright's own."""
    if named := os.environ.get("KANTOKU_CHROMIUM"):
        return Path(named)
    if system := next((found for name in _NAMES if (found := shutil.which(name))), None):
        return Path(system)
    return next(
        (program for pattern in _INSIDE for program in sorted(_downloads().glob(f"chromium-*/{pattern}"))), None
    )


def _downloads() -> Path:
    return Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")


def bring() -> None:
    """Installs a Chromium and a Japanese font if they are missing, by the system's packages or by Playwright."""
    missing = [] if find() else ["chromium"]
    if not _has_japanese_font():
        missing.append("fonts-noto-cjk")
    if missing and _may_install():
        _try("apt-get", "update", "-qq")
        _try("apt-get", "install", "-qq", "--yes", "--no-install-recommends", *missing)
    if not find():
        _try(sys.executable, "-m", "playwright", "install", "chromium")
    if not find():
        print(f"Browser tests will be skipped: {MISSING}")


def _has_japanese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=ja"], capture_output=True, check=False).stdout.strip())


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def _try(*command: str) -> None:
    print("Bringing a browser:", " ".join(command), flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as failure:
        print(f"  {failure}")
    else:
        if done.returncode:
            print("  " + "\n  ".join((done.stderr or done.stdout).strip().splitlines()[-3:]))


if __name__ == "__main__":
    bring()
