"""Chance that repeats: everything that the large ledger leaves open is drawn here, in one order, from one seed."""

import datetime
from collections.abc import Sequence
from itertools import count
from random import Random
from typing import TypeVar

T = TypeVar("T")

# The letters of the ledger's own ids, three to 15 bits: four look-ups make an id.
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_TRIPLES = tuple(a + b + c for a in _LETTERS for b in _LETTERS for c in _LETTERS)

# An odd factor permutes the numbers below a power of two; this one scatters them (2**64 by the golden ratio).
_ODD = 0x9E3779B97F4A7C15


class Chance:
    """Draws from a seed. today: an ordinal, as all days are here. Two of one seed and day draw the same."""

    def __init__(self, seed: int, today: datetime.date) -> None:
        self._seed = seed
        self._random = Random(seed)  # noqa: S311 -- to be repeated, not to be secret
        self._numbers = count(1)
        self.today = today.toordinal()
        self._first = self.today - 3_000
        self._days = [datetime.date.fromordinal(self._first + n).isoformat() for n in range(6_000)]

    def day(self, ordinal: int) -> str:
        """The ISO date of an ordinal within eight years of today."""
        return self._days[ordinal - self._first]

    def between(self, least: int, most: int) -> int:
        return least + int(self._random.random() * (most - least + 1))

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[int(self._random.random() * len(choices))]

    def weighted(self, choices: Sequence[T], cumulative: Sequence[int]) -> T:
        return self._random.choices(choices, cum_weights=cumulative)[0]

    def happens(self, share: float) -> bool:
        return self._random.random() < share

    def bits(self, size: int) -> int:
        return self._random.getrandbits(size)

    def number(self) -> int:
        """The next running number."""
        return next(self._numbers)

    def id(self) -> str:
        """A record id, of the ledger's form."""
        return _spelled(self._random.getrandbits(60))

    def fixed_id(self, number: int) -> str:
        """The record id that belongs to a number below 2**60: no two share one."""
        return _spelled((number * _ODD + self._seed) % 2**60)


def _spelled(bits: int) -> str:
    return _TRIPLES[bits & 32767] + _TRIPLES[bits >> 15 & 32767] + _TRIPLES[bits >> 30 & 32767] + _TRIPLES[bits >> 45]
