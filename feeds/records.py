"""Records of live sources: build what can be built, keep the reason for each that cannot."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from feeds.notices import Notes

T = TypeVar("T")

LONGEST_REASON = 200

MOST_RECORDS = 100_000
"""Of one message."""


class Named(Protocol):
    """What has an id."""

    @property
    def id(self) -> str:
        """The feed's own."""


N = TypeVar("N", bound=Named)


@dataclass(frozen=True, slots=True)
class Rejection:
    """One record that was not used, and why."""

    number: int
    """Which record of the reading it was, counted from 1."""
    rule: str
    """The kind of problem: "missing" (a field), "type", "value"."""
    reason: str

    @classmethod
    def of(cls, problem: Exception, number: int) -> "Rejection":
        """The rejection of a record whose building raised this."""
        if isinstance(problem, LookupError):
            return cls(number, "missing", f"missing {problem}"[:LONGEST_REASON])
        rule = "type" if isinstance(problem, TypeError) else "value"
        return cls(number, rule, str(problem)[:LONGEST_REASON])


def sift(
    records: Iterable[Any], build: Callable[[Any], T]
) -> tuple[tuple[T, ...], tuple[Rejection, ...]]:
    """Build what can be built; say of each other record why not.

    One bad record must not cost us the other thousand, and must not vanish silently either.
    """
    built: list[T] = []
    rejected: list[Rejection] = []
    for number, record in enumerate(records, 1):
        try:
            built.append(build(record))
        except (LookupError, TypeError, ValueError) as problem:
            rejected.append(Rejection.of(problem, number))
    return tuple(built), tuple(rejected)


def each_once(told: Iterable[N], notices: Notes) -> tuple[N, ...]:
    """Each id once, the first that has it, and no more than one message may hold."""
    found: dict[str, N] = {}
    for record in told:
        if record.id in found:
            notices.note("duplicate_id", record.id)
        elif len(found) == MOST_RECORDS:
            notices.note("too_many_records")
        else:
            found[record.id] = record
    return tuple(found.values())
