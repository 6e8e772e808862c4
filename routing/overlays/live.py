"""All that live transit sources say, ready for the planner."""

from dataclasses import dataclass

from routing.overlays.live_trips import LiveTrips


@dataclass(frozen=True, slots=True, eq=False)
class Live:
    """Overlays of one snapshot; without any, everything is as scheduled."""

    trips: LiveTrips | None = None

    @property
    def is_silent(self) -> bool:
        """Whether no live source says anything."""
        return self.trips is None
