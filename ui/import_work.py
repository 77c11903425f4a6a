"""Long work beside the screen: it goes on, and ends as a whole, whatever is clicked meanwhile.

A run of the script can be cut off wherever it draws something; what records must not be.
"""

import threading
from collections.abc import Callable, Hashable
from contextvars import copy_context
from typing import Any

import streamlit as st

from kantoku.imports.sheets import Progress

Work = Callable[[Progress], Any]

_AT_ONCE = 0.2
_STEP = 0.1
"""Seconds: what is done within the first shows no bar; how often the bar is moved."""


class Job:
    """One piece of work, begun when it is made, in the language of who makes it."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._what, self._done = "", 0.0
        self._result: Any = None
        self._fault: Exception | None = None
        self._thread = threading.Thread(target=copy_context().run, args=(self._run,), daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._result = self._work(self._tell)
        except Exception as fault:  # noqa: BLE001  (raised again to whoever asks for the result)
            self._fault = fault

    def _tell(self, what: str, done: float) -> None:
        self._what, self._done = what, min(1.0, max(0.0, done))

    @property
    def is_done(self) -> bool:
        return not self._thread.is_alive()

    def result(self) -> Any:
        """What came of it, once it is done. Raises what the work raised."""
        if self._fault is not None:
            raise self._fault
        return self._result

    def watched(self) -> Any:
        """Shows how far it has come until it is done; the same as `result`."""
        self._thread.join(_AT_ONCE)
        if not self.is_done:
            bar = st.progress(self._done, self._what)
            while not self.is_done:
                self._thread.join(_STEP)
                bar.progress(self._done, self._what)
            bar.empty()
        return self.result()


class Shelf:
    """What a session has in hand: the latest work of each sort, by what it depends on."""

    def __init__(self) -> None:
        self._jobs: dict[str, tuple[Hashable, Job]] = {}

    def begin(self, sort: str, key: Hashable, work: Work) -> Job:
        """The work of that sort and key, begun now if it is not the latest."""
        kept, job = self._jobs.get(sort, (None, None))
        if job is None or kept != key:
            job = Job(work)
            self._jobs[sort] = key, job
        return job

    def latest(self, sort: str) -> Job | None:
        return self._jobs[sort][1] if sort in self._jobs else None

    def has(self, sort: str, key: Hashable) -> bool:
        return sort in self._jobs and self._jobs[sort][0] == key

    def drop(self, *sorts: str) -> None:
        for sort in sorts:
            self._jobs.pop(sort, None)


@st.cache_resource(scope="session", show_spinner=False)
def shelf() -> Shelf:
    """That of this session, gone with it: a file is not kept beyond, and never shown to another person."""
    return Shelf()
