"""News of calls brought to the calls they are about, and times made of them."""

from numba import njit

from maas.units import NEVER

UNSAID = -2
"""Instead of the row of a stop: none was named; -1: one that is not in the timetable."""

SCHEDULED, SKIPPED, NO_DATA = 0, 1, 2
"""As maas.live.trips.StopRelationship; UNSCHEDULED is treated as SCHEDULED."""

FITS, REASSIGNED, BY_STOP, NOT_THERE, TWICE = 0, 1, 2, 3, 4
"""How a call was found: as said; at a stop of the same station; where the stop is, although the
number is another call's; not at all; but other news are about it already."""


@njit(cache=True, nogil=True)
def _is_at(
    call,    # int32  stop of a call
    stop,    # int32  stop that is named
    parent,  # int32[n_stops]
):  # fmt: skip
    """Whether a stop is meant: by itself, by what it is a copy of, by its station."""
    while call >= 0 and call != stop:
        call = parent[call]
    return call >= 0


@njit(cache=True, nogil=True)
def _station(
    stop,    # int32
    parent,  # int32[n_stops]
):  # fmt: skip
    """The topmost place that a stop belongs to."""
    while parent[stop] >= 0:
        stop = parent[stop]
    return stop


@njit(cache=True, nogil=True)
def _nearest(
    calls,   # (int64, int64, int64)  first call, first to look at, end
    stop,    # int32[n_calls]
    depart,  # int32[n_calls]
    news,    # (int32, int32)  stop and time (s of the service day, NEVER if not said)
    parent,  # int32[n_stops]
):  # fmt: skip
    """The call at a stop nearest in time, without a time the next one; earlier ones only if no
    later one is there. Returns it (-1: none) and how many there are."""
    first, begin, end = calls
    wanted, time = news
    best, n, best_apart = -1, 0, 0
    for k in range(first, end):
        i = begin + k - first
        if i >= end:
            i -= end - first
        if not _is_at(stop[i], wanted, parent):
            continue
        n += 1
        apart = 0 if time == NEVER else abs(depart[i] - time)
        if best < 0 or (apart < best_apart and (i >= begin or best < begin)):
            best, best_apart = i, apart
    return best, n


@njit(cache=True, nogil=True)
def place(
    first_call,  # int64[n_runs + 1]
    stop,        # int32[n_calls]
    sequence,    # int32[n_calls]  -1: none
    depart,      # int32[n_calls]
    parent,      # int32[n_stops]
    first_news,  # int64[n_runs + 1]
    told_stop,   # int32[n_news]  row of stops, or UNSAID, or -1
    told_seq,    # int32[n_news]  -1: none
    told_time,   # int32[n_news]  s of the service day, or NEVER
    news_of,     # int32[n_calls]  out: the news about each call; -1: none
    found,       # uint8[n_news]  out: FITS …
):  # fmt: skip
    """Find the call that each piece of news is about. O(calls + news) where news are in order."""
    for run in range(first_call.size - 1):
        first, end = first_call[run], first_call[run + 1]
        for i in range(first, end):
            news_of[i] = -1
        last = first - 1
        for j in range(first_news[run], first_news[run + 1]):
            at, found[j] = -1, FITS
            if told_seq[j] >= 0:
                for k in range(first, end):
                    i = last + 1 + k - first
                    if i >= end:
                        i -= end - first
                    if sequence[i] == told_seq[j]:
                        at = i
                        break
            if told_stop[j] >= 0 and not (at >= 0 and _is_at(stop[at], told_stop[j], parent)):
                where = _nearest(
                    (first, last + 1, end), stop, depart, (told_stop[j], told_time[j]), parent
                )
                if at >= 0 and _station(stop[at], parent) == _station(told_stop[j], parent):
                    found[j] = REASSIGNED
                elif where[1] > 0 and (at < 0 or where[1] == 1 or told_time[j] != NEVER):
                    found[j] = FITS if told_seq[j] < 0 else BY_STOP
                    at = where[0]
                elif where[1] > 0 or at >= 0:
                    at = -1
                else:
                    station = _station(told_stop[j], parent)
                    at = _nearest(
                        (first, last + 1, end), stop, depart, (station, told_time[j]), parent
                    )[0]
                    found[j] = REASSIGNED
            if at < 0:
                found[j] = NOT_THERE
            elif news_of[at] >= 0:
                found[j] = TWICE
            else:
                news_of[at] = j
                last = at


@njit(cache=True, nogil=True)
def _said(
    time,       # int32  s of the service day, or NEVER
    delay,      # int32  or NEVER
    scheduled,  # int32
):  # fmt: skip
    """The time of an event as it is said; NEVER: nothing is."""
    if time != NEVER:
        return time
    return NEVER if delay == NEVER else scheduled + delay


@njit(cache=True, nogil=True)
def foretell(
    first_call,  # int64[n_runs + 1]
    scheduled,   # int32[2, n_calls]  arrivals, departures
    gone,        # bool[n_calls]  skipped whatever the news say
    delay,       # int32[n_runs]  of the whole trip; NEVER: not said
    news_of,     # int32[n_calls]
    relation,    # int32[n_news]  SCHEDULED …
    time,        # int32[2, n_news]  s of the service day, or NEVER
    late,        # int32[2, n_news]  s, or NEVER
    expected,    # int32[2, n_calls]  out
    certain,     # bool[2, n_calls]  out: the time is said, not carried on
    skipped,     # bool[n_calls]  out
    known,       # bool[n_calls]  out
):  # fmt: skip
    """Times by what is said, delays carried on to the calls after until NO_DATA.

    A skipped call's own times are not looked at. Where only one of arrival and departure is said,
    the other is as late as what came before it; of the first such call as the one that is said.
    """
    for run in range(first_call.size - 1):
        lateness = delay[run]
        for i in range(first_call[run], first_call[run + 1]):
            j = news_of[i]
            relationship = SCHEDULED if j < 0 else relation[j]
            skipped[i] = gone[i] or relationship == SKIPPED
            if relationship == NO_DATA:
                lateness = NEVER
            told = j >= 0 and not skipped[i] and relationship != NO_DATA
            for event in range(2):
                said = NEVER
                if told:
                    said = _said(time[event, j], late[event, j], scheduled[event, i])
                    if said == NEVER and event == 0 and lateness == NEVER:
                        leaves = _said(time[1, j], late[1, j], scheduled[1, i])
                        lateness = NEVER if leaves == NEVER else leaves - scheduled[1, i]
                certain[event, i] = said != NEVER
                if said != NEVER:
                    lateness = said - scheduled[event, i]
                expected[event, i] = scheduled[event, i] + (0 if lateness == NEVER else lateness)
            known[i] = lateness != NEVER


@njit(cache=True, nogil=True)
def straighten(
    first_call,  # int64[n_runs + 1]
    expected,    # int32[2, n_calls]  in/out: arrivals, departures
    certain,     # bool[2, n_calls]
    raised,      # int32[2, n_runs]  out: arrivals before the departure before (E022), departures
):  # fmt: skip
    """Let no time fall: what is said later wins over what is carried on, the later of what is said.

    Times said rise to the one said before, those carried on lie between the ones around them.
    """
    for run in range(first_call.size - 1):
        first, end = first_call[run], first_call[run + 1]
        raised[0, run] = raised[1, run] = 0
        latest = -NEVER
        for i in range(first, end):
            for event in range(2):
                if certain[event, i]:
                    if expected[event, i] < latest:
                        expected[event, i] = latest
                        raised[event, run] += 1
                    latest = expected[event, i]
        bound = NEVER
        for i in range(end - 1, first - 1, -1):
            for event in range(1, -1, -1):
                expected[event, i] = min(bound, expected[event, i])
                if certain[event, i]:
                    bound = expected[event, i]
        latest = -NEVER
        for i in range(first, end):
            for event in range(2):
                latest = max(latest, expected[event, i])
                expected[event, i] = latest
