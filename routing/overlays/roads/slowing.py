"""How much slower one drives where incidents are: jams, works, limits for a time.

A speed told holds for a few minutes, and then fades to the usual one until nobody would believe it
any more, in steps of a minute. What is published through us does not fade, nor does a limit.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.live.incidents import INCIDENTS, REPORTS, Incident
from maas.model import Profile
from maas.sources import LOST_S
from routing.incidents.closing import concerned, is_closed
from routing.incidents.laid import Incidents, LaidIncident
from routing.streets import StreetRouter
from routing.streets.profiles import KMH_PER_M_S

FRESH_S = 180
"""So long a speed is believed as it was told."""
STEP_S = 60
SLOWEST_KMH = 3.0
"""A car that stands is taken to creep: what is closed is said to be."""
DRIVEN_SHARE = 0.8
"""Of a limit: what is really driven between crossings (feeds.osm.pace)."""


@dataclass(frozen=True, slots=True, eq=False)
class Slowed:
    """Where one drives slower than usual. A row is a directed edge, some stand more than once."""

    directed: Int32s
    share: Float64s
    """Of its usual time it takes; 1 at least."""
    until: int | None
    """When some of it changes by itself (Unix s)."""


def slowed(streets: StreetRouter, incidents: Incidents, now: int) -> Slowed:
    """What incidents that hold slow down at a moment (Unix s)."""
    usual_ms = streets.usual_ms(Profile.CAR)
    length_m = streets.network.edges.length_m
    slowing = [each for each in incidents.laid if _slows(each)]
    rows, shares = [np.empty(0, np.int32)], [np.empty(0)]
    for laid in slowing:
        if not any(begin <= now < end for begin, end in laid.spans):
            continue
        row = laid.directed
        usual = np.maximum(usual_ms[row], 1).astype(np.float64)
        rows.append(row)
        shares.append(_share(laid, usual, length_m[row >> 1].astype(np.float64), now))
    changes = [at for laid in slowing for at in _changes(laid, now)]
    until = min(changes, default=None)
    return Slowed(np.concatenate(rows), np.concatenate(shares), until)


def _slows(laid: LaidIncident) -> bool:
    """Whether it is known how much slower cars get along there, if they do."""
    incident = laid.incident
    tells = incident.kmh is not None or bool(incident.delay_s) or incident.max_kmh is not None
    is_heeded = laid.directed.size > 0 and incident.is_verified and not is_closed(incident)
    return tells and is_heeded and Profile.CAR in concerned(incident)


def _share(laid: LaidIncident, usual_ms: Float64s, length_m: Float64s, now: int) -> Float64s:
    """[n] Of its usual time each edge takes now."""
    told = _told_share(laid, usual_ms, length_m)
    share: Float64s = 1.0 + _weight(laid, now) * np.maximum(told, 0.0)
    limit = laid.incident.max_kmh
    if limit is not None:
        ms = length_m * (1000.0 * KMH_PER_M_S / max(limit * DRIVEN_SHARE, SLOWEST_KMH))
        share = np.maximum(share, 1.0 + laid.share * (ms / usual_ms - 1.0))
    return share


def _told_share(laid: LaidIncident, usual_ms: Float64s, length_m: Float64s) -> Float64s:
    """[n] By how much of its usual time each edge takes longer, as its source said."""
    kmh, delay_s = laid.incident.kmh, laid.incident.delay_s
    if kmh is not None:
        ms = length_m * (1000.0 * KMH_PER_M_S / max(kmh, SLOWEST_KMH))
        longer: Float64s = laid.share * (ms / usual_ms - 1.0)
        return longer
    ways = laid.directed.size / np.unique(laid.directed >> 1).size  # each one waits all of it
    whole_ms = float((laid.share * usual_ms).sum()) / ways
    return laid.share * (1000.0 * (delay_s or 0) / max(whole_ms, 1.0))


def _weight(laid: LaidIncident, now: int) -> float:
    """How much of what was told is still believed."""
    age_s = _age_s(laid, now)
    if age_s is None or age_s < FRESH_S:
        return 1.0
    steps = (age_s - FRESH_S) // STEP_S + 1
    return max(0.0, 1.0 - steps * STEP_S / (LOST_S - FRESH_S))


def _age_s(laid: LaidIncident, now: int) -> int | None:
    """How long ago it was said; None: what was said stays so."""
    if laid.known_at is None or laid.source in (INCIDENTS, REPORTS):
        return None
    return max(0, now - laid.known_at)


def _changes(laid: LaidIncident, now: int) -> Iterator[int]:
    """When it slows more or less than now."""
    yield from (at for span in laid.spans for at in span if at > now)
    age_s = _age_s(laid, now)
    if age_s is not None and _fades(laid.incident) and _weight(laid, now) > 0.0:
        steps = max(0, (age_s - FRESH_S) // STEP_S + 1)
        yield now - age_s + FRESH_S + steps * STEP_S


def _fades(incident: Incident) -> bool:
    return incident.kmh is not None or bool(incident.delay_s)
