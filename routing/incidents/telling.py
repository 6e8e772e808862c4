"""What a leg says of incidents: which it goes round, and which it meets."""

from collections.abc import Iterable, Iterator

from maas.hindered import IncidentOnLeg, Meeting
from maas.live.incidents import Incident
from routing.incidents.laid_incident import LaidIncident, Span
from routing.incidents.met import Met
from routing.streets import StreetPath


def told_on(path: StreetPath, departure: int) -> tuple[IncidentOnLeg, ...]:
    """The incidents of a way that somebody sets out on (Unix s): first those gone round.

    One that is passed although it bars the way is told as closed: nobody may be led there.
    """
    around = path.around
    avoided = _wholes(list(_held(around.met, departure))) if around else ()
    longer_s = around.longer_s if around else None
    return (
        *(as_met(met.laid, span, Meeting.AVOIDED, True, longer_s) for met, span in avoided),
        *(
            as_met(met.laid, span, Meeting.PASSED, met.bars, met.laid.incident.delay_s)
            for met, span in _held(path.met, departure)
        ),
    )


def _held(met: Iterable[Met], departure: int) -> Iterator[tuple[Met, Span]]:
    """Those that hold at any moment at which one is there, with the time for which."""
    for each in met:
        span = held_within(each.laid, departure + each.begin_s, departure + each.end_s)
        if span is not None:
            yield each, span


def _wholes(told: list[tuple[Met, Span]]) -> Iterator[tuple[Met, Span]]:
    """Those that are no part of another one of them: a blocked jam tells where a closure is."""
    ids = {met.laid.id for met, _ in told}
    for met, span in told:
        whole = met.laid.incident.part_of
        if not whole or f"{met.laid.source}:{whole}" not in ids:
            yield met, span


def held_within(laid: LaidIncident, begin: int, end: int) -> Span | None:
    """For which time an incident holds that does at any moment of a time (its end included)."""
    return next((span for span in laid.spans if span[0] <= end and begin < span[1]), None)


def held_throughout(laid: LaidIncident, begin: int, end: int) -> bool:
    """Whether an incident holds at every moment of a time."""
    return any(span[0] <= begin and end < span[1] for span in laid.spans)


def as_met(
    laid: LaidIncident, span: Span, meeting: Meeting, is_closed: bool, delay_s: int | None
) -> IncidentOnLeg:
    """An incident as a leg tells it.

    Args:
        span: when it holds, of the times that are told of it.
    """
    incident = laid.incident
    begin, end = told_span(incident, span)
    return IncidentOnLeg(
        laid.id,
        laid.source,
        incident.kind,
        meeting,
        is_closed,
        incident.street or laid.street,
        incident.text,
        incident.authority,
        incident.url,
        begin,
        end,
        delay_s,
        laid.known_at,
    )


def told_span(incident: Incident, span: Span) -> tuple[int | None, int | None]:
    """A time for which an incident holds as it is told: without the bounds that nobody named."""
    begins, ends = (
        bool(incident.hours) or bound is not None for bound in (incident.begin, incident.end)
    )
    return span[0] if begins else None, span[1] if ends else None
