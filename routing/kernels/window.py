"""Kernels that lay out a service window: runs in patterns without overtaking."""

from numba import njit

from routing.kernels.subjects import FAR, MAY_BOARD


@njit(cache=True, nogil=True)
def split(
    first_run,   # int32[n_patterns + 1]  runs of each timetable pattern, by first departure
    first_time,  # int64[n_runs]  where the run's stop times begin
    length,      # int32[n_runs]  number of its stops
    offset,      # int32[n_runs]  s to add to its stop times
    arrive,      # int32[n_stop_times]
    depart,      # int32[n_stop_times]
    part,        # int32[n_runs]  out: which part of its pattern the run belongs to
    last,        # int32[n_runs]  scratch: the last run of each part
):  # fmt: skip
    """Part runs so that within a part none overtakes another: each joins the first part it may.

    O(runs x parts x stops), but a second part is rare and few differ late.
    """
    for pattern in range(first_run.size - 1):
        n_parts = 0
        for run in range(first_run[pattern], first_run[pattern + 1]):
            here = 0
            while here < n_parts:
                before = last[here]
                a, b = first_time[before], first_time[run]
                shift = offset[run] - offset[before]
                i = 0
                while i < length[run] and (
                    arrive[a + i] <= arrive[b + i] + shift
                    and depart[a + i] <= depart[b + i] + shift
                ):
                    i += 1
                if i == length[run]:
                    break
                here += 1
            part[run] = here
            last[here] = run
            n_parts = max(n_parts, here + 1)


@njit(cache=True, nogil=True)
def fill(
    first_call,    # int32[n_patterns + 1]
    first_run,     # int32[n_patterns + 1]
    first_time,    # int64[n_patterns]
    first_source,  # int64[n_runs]  where the run's stop times begin in the timetable
    offset,        # int32[n_runs]  s to add to them
    mirrored,      # bool
    arrive,        # int32[n_stop_times]  the timetable's
    depart,        # int32[n_stop_times]
    run_arrive,    # int32[.]  out: run by run
    run_depart,    # int32[.]  out: run by run
    run_leaving,   # int32[.]  out: departures again, stop by stop
):  # fmt: skip
    """Write the stop times of every run; mirrored: negated and from the last stop to the first."""
    for pattern in range(first_call.size - 1):
        n = first_call[pattern + 1] - first_call[pattern]
        m = first_run[pattern + 1] - first_run[pattern]
        base = first_time[pattern]
        for r in range(m):
            run = first_run[pattern] + r
            source = first_source[run]
            for i in range(n):
                if mirrored:
                    there = source + n - 1 - i
                    run_arrive[base + r * n + i] = -(depart[there] + offset[run])
                    run_depart[base + r * n + i] = -(arrive[there] + offset[run])
                else:
                    run_arrive[base + r * n + i] = arrive[source + i] + offset[run]
                    run_depart[base + r * n + i] = depart[source + i] + offset[run]
                run_leaving[base + i * m + r] = run_depart[base + r * n + i]


@njit(cache=True, nogil=True)
def shortest_hops(runs, seconds):
    """The shortest time any run takes to each call from the call before.

    seconds: int32[n_calls]  out: FAR at each pattern's first call
    """
    for pattern in range(runs.first_run.size - 1):
        first = runs.first_call[pattern]
        n = runs.first_call[pattern + 1] - first
        m = runs.first_run[pattern + 1] - runs.first_run[pattern]
        base = runs.first_time[pattern]
        seconds[first] = FAR
        for i in range(1, n):
            shortest = FAR
            for r in range(m):
                hop = runs.arrive[base + r * n + i] - runs.depart[base + r * n + i - 1]
                shortest = min(shortest, hop)
            seconds[first + i] = max(shortest, 0)


@njit(cache=True, nogil=True)
def list_boardings(runs, position, first, boarding):
    """List the calls at which each stop can be boarded, pattern by pattern.

    position: int32[n_stops]  scratch: where the stop's next one goes
    first:    int32[n_stops + 1]  out: slices boarding
    boarding: int32[.]  out: calls
    """
    first[:] = 0
    for call in runs.call:
        if call & MAY_BOARD:
            first[(call >> 2) + 1] += 1
    for stop in range(first.size - 1):
        first[stop + 1] += first[stop]
        position[stop] = first[stop]
    for i in range(runs.call.size):
        if runs.call[i] & MAY_BOARD:
            stop = runs.call[i] >> 2
            boarding[position[stop]] = i
            position[stop] += 1


@njit(cache=True, nogil=True)
def follow_seats(
    first_next,  # int32[n_runs + 1]
    next_run,    # int32[.]  the runs the vehicle of a run goes on as
    pattern_of,  # int32[n_runs]
    seen,        # int32[n_patterns, 2]  scratch: -1
    stack,       # int32[n_runs]  scratch
    found,       # int32[., 3]  out, if it has rows: pattern entered, run left, run entered
):  # fmt: skip
    """Every run reached by staying seated from every run, but no later one of a pattern met.

    Returns how many there are.
    """
    n_found = 0
    for run in range(first_next.size - 1):
        depth = 1
        stack[0] = run
        while depth > 0:
            depth -= 1
            at = stack[depth]
            for i in range(first_next[at], first_next[at + 1]):
                after = next_run[i]
                stack[depth] = after
                depth += 1
                pattern = pattern_of[after]
                if seen[pattern, 0] == run and seen[pattern, 1] <= after:
                    continue
                seen[pattern, 0] = run
                seen[pattern, 1] = after
                if found.shape[0] > 0:
                    found[n_found, 0] = pattern
                    found[n_found, 1] = run
                    found[n_found, 2] = after
                n_found += 1
    return n_found
