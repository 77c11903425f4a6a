"""What surrounds the pages: the ledger opened before the first visitor and closed after the last, and the headers."""

import gc
import importlib
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kantoku.errors import KantokuError
from ui import office

log = logging.getLogger("kantoku")

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",  # a page frames what tells the width of its window, and nobody else frames a page
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


# Not our own modules of the screens: a component that is declared outside a run of the script is not served.
_LIBRARIES = "plotly.graph_objects", "pandas.io.formats.style", "kantoku.exports.table", "kantoku.exports.register"


class SecurityHeaders:
    """Adds the headers to every HTTP response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Opens the ledger and plans its first reading in the background, so that the first screen need not wait for it."""
    threading.Thread(target=_warm_up, daemon=True).start()
    try:
        yield
    finally:
        office.close_all()


def _warm_up() -> None:
    try:
        office.open_ledger(office.own_path()).warm_up()
    except KantokuError as error:
        log.error("%s", error)  # noqa: TRY400  (a sentence, not a traceback)
    _settle_memory()


def _settle_memory() -> None:
    """Loads the libraries that the screens need, and lets the collector of garbage leave aside what stays for good.

    It looks through everything after each run of a screen, and the browser waits for the last of the screen meanwhile:
    150 ms with all that is loaded, next to nothing without it.
    """
    for library in _LIBRARIES:
        importlib.import_module(library)
    gc.collect()
    gc.freeze()
