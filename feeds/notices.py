"""What of a live message breaks rules: counted by rule and place, the first told as an example."""

from collections.abc import Mapping, Set
from typing import Protocol

from maas.report import Finding, Rule

LONGEST_EXAMPLE = 80


class Unusable(ValueError):
    """A record breaks a rule in such a way that it cannot be used."""

    def __init__(self, rule: str, example: object = "") -> None:
        super().__init__(rule)
        self.rule = rule
        self.example = example


class Notes(Protocol):
    """Where to note what is wrong with a value."""

    def note(self, rule: str, example: object = "", count: int = 1) -> None:
        """Count one more; the first is told as an example."""


class Counted:
    """How often each rule was broken at each place (a file, a kind of record)."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = rules
        self._counts: dict[tuple[str, str], int] = {}
        self._examples: dict[tuple[str, str], str] = {}

    def add(self, rule: str, place: str, count: int, example: object = "", where: str = "") -> None:
        """Count more; of the first is told what it was and where."""
        key = (rule, place)
        if key in self._counts:
            self._counts[key] += count
            return
        said = [f"first: {shortened(example)}"] if example != "" else []
        said += [where] if where else []
        self._counts[key] = count
        self._examples[key] = f" ({', '.join(said)})" if said else ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything counted, in the order of first sight."""
        return tuple(
            Finding(
                rule,
                self._rules[rule].severity,
                place,
                None,
                count,
                f"{self._rules[rule].text}{self._examples[rule, place]}",
            )
            for (rule, place), count in self._counts.items()
        )


class Notices:
    """Counts what breaks rules while a message is read; `place` and `record` say where.

    Args:
        naming: rules whose examples tell of a person: findings are kept for months, and so must not
            hold any.
    """

    def __init__(
        self, place: str, rules: Mapping[str, Rule], naming: Set[str] = frozenset()
    ) -> None:
        self.place = place
        self.record: int | None = None
        """Its position, counted from 1."""
        self._naming = naming
        self._counted = Counted(rules)

    def note(self, rule: str, example: object = "", count: int = 1) -> None:
        """Count one more; the first is told as an example."""
        where = "" if self.record is None else f"in record {self.record}"
        told = "" if rule in self._naming else example
        self._counted.add(rule, self.place, count, told, where)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything counted, in the order of first sight."""
        return self._counted.findings


def shortened(value: object) -> str:
    """A value as it may stand in a finding."""
    text = repr(value) if isinstance(value, str | bytes) else str(value)
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[:LONGEST_EXAMPLE]}…"
