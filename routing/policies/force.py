"""When a policy is in force."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from maas.errors import BadSettings
from maas.settings import Policy
from routing.opening_hours import OpeningHours, parse_hours

MOST_CHANGES = 64
"""Of opening hours that are looked at; more do not come within a day."""


@dataclass(frozen=True, slots=True)
class Force:
    """Days and hours."""

    zone: ZoneInfo
    since: date | None = None
    until: date | None = None
    hours: OpeningHours | None = None
    """None: always."""

    @classmethod
    def of(cls, policy: Policy, zone: ZoneInfo) -> "Force":
        """When a policy says that it is.

        Raises:
            BadSettings: its hours cannot be understood.
        """
        hours = parse_hours(policy.hours) if policy.hours else None
        if policy.hours and hours is None:
            problem = f"{policy.hours!r} cannot be read as opening hours"
            raise BadSettings("policy.hours", f"{problem} (policy {policy.id!r})")
        return cls(zone, policy.since, policy.until, hours)

    def holds(self, at: int) -> bool:
        """Whether it is in force at a moment (Unix s)."""
        day = datetime.fromtimestamp(at, self.zone).date()
        if (self.since and day < self.since) or (self.until and day > self.until):
            return False
        return self.hours is None or self.hours.is_open(at, self.zone)

    def holds_within(self, begin: int, end: int) -> bool:
        """Whether it is in force at any moment of a time, its begin and end included."""
        at = begin
        for _ in range(MOST_CHANGES):
            if at > end:
                break
            if self.holds(at):
                return True
            at = self._next(at)
        return self.holds(end)

    def _next(self, at: int) -> int:
        """The next moment at which it may come into force: its hours change, or a day begins."""
        local = datetime.fromtimestamp(at, self.zone)
        midnight = date.fromordinal(local.date().toordinal() + 1)
        day = int(
            datetime(midnight.year, midnight.month, midnight.day, tzinfo=self.zone).timestamp()
        )
        return day if self.hours is None else min(day, self.hours.next_change(at, self.zone))
