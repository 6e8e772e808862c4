"""Positions and speeds as the kernels read them."""

import numpy as np

from maas.arrays import Float32s, Float64s, Int32s
from maas.model import Profile
from routing.kernels.streets import Ends
from routing.streets.profiles import ON_FOOT, off_street_m_s, pace
from routing.streets.searching import Pace
from routing.streets.snapping import Snap


def pace_of(profile: Profile, speed_m_s: float | None) -> Pace:
    """How a speed stretches a profile's times."""
    street = pace(profile, speed_m_s)
    return Pace(street, street if profile in ON_FOOT else 1.0)


def ends_of(at: Snap, profile: Profile, stretch: Pace) -> Ends:
    """Where a search starts or ends."""
    plain_ms = off_street_ms(at.metres, profile)
    # copies, because links on disk are read-only and kernels are compiled for one kind of array
    edge, share = at.edge.copy(), at.share.copy()
    return Ends(edge, share, np.ceil(plain_ms * stretch.off_street).astype(np.int32))


def off_street_ms(metres: Float64s | Float32s, profile: Profile) -> Int32s:
    """Time between positions and streets at a profile's own speed."""
    plain_ms = metres.astype(np.float64) * (1000.0 / off_street_m_s(profile))
    return np.ceil(plain_ms).astype(np.int32)
