"""Kernels that lay out a service window: runs in patterns without overtaking."""

from numba import njit

from routing.kernels.subjects import ARRIVES, DEPARTS, FAR, MAY_BOARD, START, TIMING


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
def fit(
    first_call,  # int32[n_patterns + 1]
    first_run,   # int32[n_patterns + 1]
    run,         # int32[n_runs, 2]  START, TIMING
    time,        # int32[., 2]  of all runs
    pattern,     # int32[n]  where others would fit in by their calls, rising
    other,       # int32[n, 2]  START, TIMING of the others, earliest first within a pattern
    place,       # int32[n]  out: before which run each fits in; -1: nowhere
):  # fmt: skip
    """Find places for further runs in patterns, so that still none overtakes another."""
    last = -1
    for i in range(pattern.size):
        p = pattern[i]
        n = first_call[p + 1] - first_call[p]
        low, high = first_run[p], first_run[p + 1]
        while low < high:
            middle = (low + high) >> 1
            if run[middle, START] <= other[i, START]:
                low = middle + 1
            else:
                high = middle
        place[i] = -1
        if low > first_run[p] and not stays_ahead(time, run[low - 1], other[i], n):
            continue
        if low < first_run[p + 1] and not stays_ahead(time, other[i], run[low], n):
            continue
        if last >= 0 and pattern[last] == p and not stays_ahead(time, other[last], other[i], n):
            continue
        place[i] = low
        last = i


@njit(cache=True, nogil=True, inline="always")
def stays_ahead(time, a, b, n):
    """Whether run a is nowhere later than run b. a, b: int32[2]; n: their calls."""
    shift = b[START] - a[START]
    for i in range(n):
        if time[a[TIMING] + i, ARRIVES] > time[b[TIMING] + i, ARRIVES] + shift:
            return False
        if time[a[TIMING] + i, DEPARTS] > time[b[TIMING] + i, DEPARTS] + shift:
            return False
    return True


@njit(cache=True, nogil=True)
def time_runs(
    first_call,    # int32[n_patterns + 1]
    first_run,     # int32[n_patterns + 1]
    first_source,  # int64[n_runs]  where the run's stop times begin in the timetable
    offset,        # int32[n_runs]  s to add to them
    mirrored,      # bool
    arrive,        # int32[n_stop_times]  the timetable's
    depart,        # int32[n_stop_times]
    known,         # int32[n_runs, 2]  scratch: the pattern's timings so far: digest, first row
    run,           # int32[n_runs, 2]  out: START, TIMING
    time,          # int32[., 2]  out: ARRIVES, DEPARTS; room for all runs
):  # fmt: skip
    """Write when each run starts, and each timing once. Returns the rows of time.

    Mirrored: times negated, from the last stop to the first.
    """
    n_rows = 0
    for pattern in range(first_call.size - 1):
        n = first_call[pattern + 1] - first_call[pattern]
        n_known = 0
        for r in range(first_run[pattern], first_run[pattern + 1]):
            source = first_source[r]
            begin = -arrive[source + n - 1] if mirrored else depart[source]
            digest = 0
            for i in range(n):
                if mirrored:
                    there = source + n - 1 - i
                    time[n_rows + i, ARRIVES] = -depart[there] - begin
                    time[n_rows + i, DEPARTS] = -arrive[there] - begin
                else:
                    time[n_rows + i, ARRIVES] = arrive[source + i] - begin
                    time[n_rows + i, DEPARTS] = depart[source + i] - begin
                digest = (31 * digest + time[n_rows + i, ARRIVES]) % 1_000_003
            run[r, START] = begin - offset[r] if mirrored else begin + offset[r]
            run[r, TIMING] = timing_like(time, n_rows, n, digest, known, n_known)
            if run[r, TIMING] == n_rows:
                known[n_known, 0] = digest
                known[n_known, 1] = n_rows
                n_known += 1
                n_rows += n
    return n_rows


@njit(cache=True, nogil=True)
def timing_like(time, row, n, digest, known, n_known):
    """The first row of a known timing equal to the n rows from `row` on, else `row` itself."""
    for k in range(n_known):
        if known[k, 0] != digest:
            continue
        other, i = known[k, 1], 0
        while i < n and time[other + i, 0] == time[row + i, 0]:
            if time[other + i, 1] != time[row + i, 1]:
                break
            i += 1
        if i == n:
            return other
    return row


@njit(cache=True, nogil=True)
def shortest_hops(runs, seconds):
    """The shortest time any run takes to each call from the call before.

    seconds: int32[n_calls]  out: FAR at each pattern's first call
    """
    seconds[:] = FAR
    for pattern in range(runs.first_run.size - 1):
        first, end = runs.first_call[pattern], runs.first_call[pattern + 1]
        for r in range(runs.first_run[pattern], runs.first_run[pattern + 1]):
            row = runs.run[r, TIMING] - first
            for call in range(first + 1, end):
                hop = runs.time[row + call, ARRIVES] - runs.time[row + call - 1, DEPARTS]
                seconds[call] = min(seconds[call], max(hop, 0))


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
