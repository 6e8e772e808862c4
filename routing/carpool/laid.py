"""One offer laid on the streets, and what all were made with: kept to make the next ones sooner."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from maas.arrays import Bools, Int32s
from maas.live import RideOffer
from routing.carpool.meeting import Meetings, Point
from routing.streets import StreetRouter


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """An offer's runs, as `OfferRuns` has them, between points of its own."""

    record: RideOffer
    points: tuple[Point, ...] = ()
    first_call: Int32s = field(default_factory=lambda: np.zeros(1, np.int32))
    point: Int32s = field(default_factory=lambda: np.empty(0, np.int32))
    """[n_calls] Row in `points`."""
    after_s: Int32s = field(default_factory=lambda: np.empty(0, np.int32))
    may_board: Bools = field(default_factory=lambda: np.empty(0, np.bool_))
    may_alight: Bools = field(default_factory=lambda: np.empty(0, np.bool_))
    detour_s: Int32s = field(default_factory=lambda: np.empty(0, np.int32))
    refused: str = ""
    """The rule for which it cannot be taken; it has no runs then."""

    @property
    def last_boarding_s(self) -> int:
        """After the driver's departure."""
        return int(self.after_s[self.may_board].max(initial=0))


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """What offers were made with, and each of them by its id."""

    streets: StreetRouter | None
    meetings: Meetings
    laid: Mapping[str, Laid]
