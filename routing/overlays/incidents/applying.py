"""All incidents that sources tell, laid on the streets.

Pure: the same batches at the same moment give the same overlay, whatever was known before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Int32s
from maas.live.incidents import INCIDENTS, REPORTS, Incident, IncidentKind
from maas.model import SourceId
from maas.report import Finding
from maas.snapshot import Batch
from maas.sources import LOST_S
from maas.timetable import Timetable
from routing.incidents.areas import stops_inside
from routing.incidents.closing import NOBODY, closed_to, is_closed
from routing.incidents.found import street_of
from routing.incidents.laid import Incidents, LaidIncident
from routing.incidents.matching import ENOUGH, NO_MATCH, Match, Matcher, match
from routing.incidents.spans import end_of, spans_of
from routing.kernels.following import Labels
from routing.overlays.incidents.fitting import misfits
from routing.streets import StreetRouter

__all__ = ["apply_incidents"]

Batches = Mapping[SourceId, Batch]
AGAIN_S = 6 * 3600
"""So often it is said anew when things hold, which is told some days ahead."""
PLANNED = frozenset(
    {IncidentKind.CLOSURE, IncidentKind.WORKS, IncidentKind.EVENT, IncidentKind.RESTRICTION}
)
PLANNED_S = 86_400
"""What was planned without an end stands for so long after its source was heard last; all else
until its source is lost."""
OWN = frozenset({INCIDENTS, REPORTS})
"""Sources of ourselves: never lost, and they say themselves what is over."""


def apply_incidents(
    streets: StreetRouter | None,
    timetable: Timetable | None,
    batches: Batches,
    now: int,
    zone: ZoneInfo,
    previous: Incidents | None,
) -> Incidents:
    """Lay the newest batch of every source that tells of incidents on the streets.

    Args:
        streets: None: there are none; incidents are told all the same.
        timetable: None: there is none, no stops are closed.
        now: Unix s of the service clock; what is over is left out.
        zone: by whose clock hours within days are.
        previous: what was made before on the same streets; saves work, changes nothing.
    """
    told = {source: batch for source, batch in batches.items() if _speaks(batch)}
    draft = _Draft(timetable, now, zone, _matcher(streets, previous))
    draft.known = {each.id: each for each in previous.laid} if previous else {}
    for source, batch in told.items():
        draft.add(source, batch)
    until = min((*draft.until, now + AGAIN_S)) if draft.laid else None
    return Incidents(tuple(draft.laid), now, until, draft.findings, batches, draft.matcher)


def _speaks(batch: Batch) -> bool:
    return any(isinstance(record, Incident) for record in batch.records)


def _matcher(streets: StreetRouter | None, previous: Incidents | None) -> Matcher | None:
    """The one before, if the streets are the same."""
    known = previous.matcher if previous else None
    if streets is None or (known is not None and known.network is streets.network):
        return known if streets else None
    return Matcher.of(streets.network, streets.shapes)


@dataclass(slots=True)
class _Draft:
    """The overlay being made."""

    timetable: Timetable | None
    now: int
    zone: ZoneInfo
    matcher: Matcher | None
    known: Mapping[str, LaidIncident] = field(default_factory=dict)
    """What was laid before."""
    laid: list[LaidIncident] = field(default_factory=list)
    until: list[int] = field(default_factory=list)
    findings: dict[SourceId, tuple[Finding, ...]] = field(default_factory=dict)
    labels: Labels | None = None

    def add(self, source: SourceId, batch: Batch) -> None:
        """Lay what one source tells."""
        self.findings[source] = misfits(self._each(source, batch))

    def _each(self, source: SourceId, batch: Batch) -> Iterator[tuple[str, str]]:
        """Lay each incident; which rules are broken, and by which one."""
        ids: set[str] = set()
        for record in batch.records:
            if not isinstance(record, Incident):
                continue
            if record.id in ids:
                yield "duplicate_incident", record.id
                continue
            ids.add(record.id)
            end = end_of(record, self.zone)
            lost = _lost_at(record, source, batch)
            ends = [each for each in (end, lost) if each is not None]
            if any(each <= self.now for each in ends):
                continue
            self.until += ends
            laid = self._laid(source, batch, record)
            if laid.quality < ENOUGH:
                yield "incident_off_streets", record.id
            self.laid.append(laid)

    def _laid(self, source: SourceId, batch: Batch, incident: Incident) -> LaidIncident:
        """An incident where it lies; what did not move since before is not looked for again."""
        id = f"{source}:{incident.id}"
        known = self.known.get(id)
        is_here = known is not None and _where(known.incident) == _where(incident)
        found = _match_of(known) if known and is_here else self._match(incident)
        return LaidIncident(
            id,
            source,
            incident,
            found.directed,
            found.share,
            found.quality,
            spans_of(incident, self.now, self.zone),
            closed_to(incident) if found.quality >= ENOUGH else NOBODY,
            self._stops(incident),
            batch.made_at,
            known.street if known and is_here else self._street(incident, found),
        )

    def _street(self, incident: Incident, found: Match) -> str:
        return street_of(self.matcher, found) if self.matcher and incident.line else ""

    def _match(self, incident: Incident) -> Match:
        if self.matcher is None:
            return NO_MATCH
        self.labels = self.labels or self.matcher.labels()
        return match(self.matcher, incident, self.labels)

    def _stops(self, incident: Incident) -> Int32s:
        if not (incident.closes_stops and incident.is_verified) or self.timetable is None:
            return np.empty(0, np.int32)
        return stops_inside(self.timetable, incident.area)


def _where(incident: Incident) -> tuple[Any, ...]:
    """All that decides where on the streets an incident lies."""
    return (
        incident.line,
        incident.area,
        incident.direction,
        incident.street,
        incident.town,
        incident.concerns,
        is_closed(incident),
    )


def _match_of(known: LaidIncident) -> Match:
    return Match(known.directed, known.share, known.quality)


def _lost_at(incident: Incident, source: SourceId, batch: Batch) -> int | None:
    """From when on nobody can believe any more what has no end; None: it has one, or it is ours."""
    if incident.end is not None or source in OWN:
        return None
    return batch.made_at + (PLANNED_S if incident.kind in PLANNED else LOST_S)
