"""Who sits at the keyboard."""

import dataclasses

import pytest

from kantoku.people import UNKNOWN, Person, current_user
from kantoku.text import UnusableText


def nobody() -> str:
    raise KeyError("getpwuid(): uid not found: 1000")


def test_the_office_names_the_person() -> None:
    assert current_user({"KANTOKU_USER": " 契約 花子 "}, nobody) == Person("契約 花子", "KANTOKU_USER")


@pytest.mark.parametrize("environ", [{}, {"KANTOKU_USER": ""}, {"KANTOKU_USER": " 　"}])
def test_otherwise_the_operating_system_does(environ: dict[str, str]) -> None:
    assert current_user(environ, lambda: "hanako") == Person("hanako", "operating system")


@pytest.mark.parametrize("failure", [KeyError, ImportError, OSError])
def test_an_account_without_a_name_is_unknown(failure: type[Exception]) -> None:
    def failing() -> str:
        raise failure

    assert current_user({}, failing) == Person(UNKNOWN, "operating system")


@pytest.mark.parametrize("name", ["", " ", "a\x00b", "\udcff"])
def test_a_system_name_that_cannot_be_kept_is_unknown(name: str) -> None:
    assert current_user({}, lambda: name) == Person(UNKNOWN, "operating system")


def test_a_name_that_no_entry_may_hold_is_refused() -> None:
    with pytest.raises(UnusableText):
        current_user({"KANTOKU_USER": "花子\x1f"}, nobody)


def test_asks_the_real_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "taro")
    assert current_user({}) == Person("taro", "operating system")


def test_a_person_does_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Person("a", "KANTOKU_USER").name = "b"  # type: ignore[misc]
