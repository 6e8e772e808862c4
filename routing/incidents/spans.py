"""When an incident holds: its period, and its hours within that by the clock of the territory."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from maas.live.incidents import Hours, Incident
from routing.incidents.laid_incident import Span

A_DAY_S = 86_400
AHEAD_S = 10 * A_DAY_S
"""So far ahead it is said when something holds."""
BEHIND_S = A_DAY_S
"""What held so long ago is still told, for who asks about a moment just passed."""


def spans_of(incident: Incident, now: int, zone: ZoneInfo) -> tuple[Span, ...]:
    """When it holds, in order and apart from one another.

    What has no hours holds from its begin to its end, however far off; where its end is not known,
    as far ahead as is looked. Empty: it does not hold in that time.
    """
    begin = 0 if incident.begin is None else incident.begin
    end = now + AHEAD_S if incident.end is None else incident.end
    if not incident.hours:
        return ((begin, end),) if begin < end else ()
    since, until = max(begin, now - BEHIND_S), min(end, now + AHEAD_S)
    told = sorted(
        (max(begin, one), min(end, other))
        for hours in incident.hours
        for one, other in _each(hours, since, until, zone)
        if one < until and other > since
    )
    return tuple(_joined(told))


def end_of(incident: Incident, zone: ZoneInfo) -> int | None:
    """When it is over for good (Unix s); None: nobody knows."""
    lasts = [_last_of(hours, zone) for hours in incident.hours if hours.last is not None]
    ends = [incident.end] if incident.end is not None else []
    if lasts and len(lasts) == len(incident.hours):
        ends.append(max(lasts))
    return min(ends, default=None)


def _last_of(hours: Hours, zone: ZoneInfo) -> int:
    """When hours that have a last day end on it."""
    assert hours.last is not None
    return max(_moments(hours.last, _until_s(hours), zone))


def _until_s(hours: Hours) -> int:
    """Seconds of the day on which it begins, 86,400 and more on the next one."""
    return hours.end_s if hours.end_s > hours.begin_s else hours.end_s + A_DAY_S


def _each(hours: Hours, since: int, until: int, zone: ZoneInfo) -> Iterator[Span]:
    """Every time that hours name, from the day before `since` to the day of `until`."""
    day = datetime.fromtimestamp(since, zone).date() - timedelta(days=1)
    last = datetime.fromtimestamp(until, zone).date()
    last = min(last, hours.last) if hours.last else last
    day = max(day, hours.first) if hours.first else day
    until_s = _until_s(hours)
    while day <= last:
        if day.weekday() in hours.weekdays:
            yield _moments(day, hours.begin_s, zone)[0], max(_moments(day, until_s, zone))
        day += timedelta(days=1)


def _moments(day: date, second: int, zone: ZoneInfo) -> tuple[int, int]:
    """When the clocks show so many seconds of a day (Unix s), which may happen twice; where they
    leave it out, as long after it as it would have been (the first), or before."""
    days, rest = divmod(second, A_DAY_S)
    clock = time(rest // 3600, rest // 60 % 60, rest % 60)
    shown = datetime.combine(day + timedelta(days=days), clock, zone)
    return int(shown.timestamp()), int(shown.replace(fold=1).timestamp())


def _joined(spans: list[Span]) -> Iterator[Span]:
    """Sorted spans, those that touch made one."""
    known: Span | None = None
    for begin, end in spans:
        if known is None or begin > known[1]:
            if known is not None:
                yield known
            known = begin, end
        else:
            known = known[0], max(known[1], end)
    if known is not None:
        yield known
