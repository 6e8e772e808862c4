"""What a territory says of driving: zones with rules, and what it costs."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from maas.settings import DrivingSettings, Policy, Territory
from maas.settings.driving import USUAL_DRIVING

UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class DrivingRules:
    """Everything that a territory file says of driving."""

    costs: DrivingSettings = USUAL_DRIVING
    policies: tuple[Policy, ...] = ()
    zone: ZoneInfo = UTC
    """In which the days and hours of policies are."""

    @classmethod
    def of(cls, territory: Territory) -> "DrivingRules":
        """What a territory says."""
        return cls(territory.driving, territory.policies, territory.zone)


NO_RULES = DrivingRules()
