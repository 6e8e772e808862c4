"""What was found in a feed: every row dropped or repaired, by rule, with file and first line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from maas.model import SourceId


class Severity(StrEnum):
    """How much a finding costs: a record (or the feed), a doubt, nothing."""

    ERROR = "ERROR"
    WARNING = "WARNING"
    INFO = "INFO"


@dataclass(frozen=True, slots=True)
class Rule:
    """How much breaking a rule costs, and in one sentence what is wrong and what was done."""

    severity: Severity
    text: str


def error(text: str) -> Rule:
    """A rule whose breach cost a record or a part of it."""
    return Rule(Severity.ERROR, text)


def warning(text: str) -> Rule:
    """A rule whose breach cost a repair, or leaves a doubt."""
    return Rule(Severity.WARNING, text)


def remark(text: str) -> Rule:
    """A rule whose breach costs nothing."""
    return Rule(Severity.INFO, text)


@dataclass(frozen=True, slots=True)
class Finding:
    """All records of one file that break one rule.

    `rule` is MobilityData's notice code where there is one (`foreign_key_violation`, …), else ours
    in the same style.
    """

    rule: str
    severity: Severity
    file: str
    line: int | None
    """The first such record's line in the file, counted from 1, header included."""
    count: int
    text: str
    """What is wrong and what was done about it, in one sentence, with the first example."""


@dataclass(frozen=True, slots=True)
class Report:
    """What reading a static source gave."""

    source_id: SourceId
    kind: str
    counts: Mapping[str, int]
    """How many of what was read: {"stops": 2504, "trips": 12950, …}."""
    findings: tuple[Finding, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Facts about the feed (publisher, version, bounds)."""

    @property
    def is_sound(self) -> bool:
        """Nothing worse than information was found."""
        return all(finding.severity is Severity.INFO for finding in self.findings)
