"""A memory of bounded size: what was made for a key is not made again while it is remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import is_
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

V = TypeVar("V")


class _Nothing:
    """What stands for a key that is not remembered."""


_NOTHING: Final = _Nothing()


@dataclass(slots=True)
class Tally:
    """How many values were made, and how often one was taken again: what remembering was worth."""

    made: int = 0
    again: int = 0


@dataclass(frozen=True, slots=True)
class Memo(Generic[V]):
    """Values by key, at most ``limit`` of them: the one made longest ago is forgotten first.

    It belongs to one run and is handed on, so that two runs never meet in it. Only values that are equal for equal
    keys may be kept; a failure is not kept.
    """

    limit: int
    kept: dict[Hashable, V] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally, compare=False, repr=False)

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value of ``key``, made now if it is not remembered."""
        known = self.kept.get(key, _NOTHING)
        if not isinstance(known, _Nothing):
            self.tally.again += 1
            return known
        value = make()
        while len(self.kept) >= self.limit:
            del self.kept[next(iter(self.kept))]
        self.kept[key] = value
        self.tally.made += 1
        return value


@dataclass(frozen=True, slots=True, eq=False)
class Same(Generic[V]):
    """A key by identity: a value that is large, or cannot be hashed, and is handed on as it is.

    It holds the value, so that no other can take its place in memory while it is a key.
    """

    value: V

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


@dataclass(frozen=True, slots=True, eq=False)
class All(Generic[V]):
    """Several values, each by identity, as one key: quicker than one for each."""

    values: tuple[V, ...]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, All) or len(self.values) != len(other.values):
            return False
        return all(map(is_, self.values, other.values))

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.values)))
