"""From the search's log to rides: unroll what was found, then choose sensible places to change."""

from routing.kernels.kernel import kernel
from routing.kernels.marks import first_from
from routing.kernels.subjects import FAR, MAY_ALIGHT, MAY_BOARD, SEATED

RUN, PATTERN, BOARDED, ALIGHTED, STAYED, ON_FOOT, DEPARTS, ARRIVES, FROM, TO = range(10)
"""Columns of a ride: STAYED 1 if entered by staying seated; ON_FOOT seconds of the walk before it
(0: same stop, or access); DEPARTS, ARRIVES times and FROM, TO stops of the window."""
N_COLUMNS = 10

WALKING = 2
"""A second on foot is worth this many seconds in a vehicle, where both arrive the same."""


@kernel
def unroll(
    runs,        # Runs
    seats,       # Seats
    walks,       # Walks
    access,      # Ends
    egress,      # Ends
    log,         # int32[., 4]
    found,       # int32[n, 6]  in/out: start, arrival, boardings, entry; out: access, egress s
    rides,       # int32[., 10]  out: the rides of all journeys, in order
    first_ride,  # int32[n + 1]  out: slices rides
    mirrored,    # bool  the window runs backwards: turn journeys to run forwards
):  # fmt: skip
    """Write the rides of every journey found; returns False if rides has too few rows."""
    first_ride[0] = 0
    for journey in range(found.shape[0]):
        first = first_ride[journey]
        n = trace_back(runs, seats, log, found[journey, 3], rides[first:])
        if n < 0:
            return False
        first_ride[journey + 1] = first + n
        mine = rides[first : first + n]
        for i in range(n - 1, 0, -1):
            if not mine[i, STAYED]:
                change_sensibly(runs, walks, mine[i - 1], mine[i])
        found[journey, 4] = leave_late(runs, access, mine[0])
        found[journey, 5] = alight_near(runs, egress, mine[n - 1])
        for i in range(n):
            fill_ends(runs, mine[i])
        if mirrored:
            turn_forward(runs, mine)
            found[journey, 4], found[journey, 5] = found[journey, 5], found[journey, 4]
    return True


@kernel
def trace_back(runs, seats, log, entry, rides):
    """Follow the log from a journey's last ride; returns the number of rides, -1 if too many.

    rides: int32[., 10]  out: first to last
    """
    n = 0
    while entry >= 0:
        if n == rides.shape[0]:
            return -1
        seated = log[entry, 3] & SEATED
        board, alight = log[entry, 1] >> 16, log[entry, 1] & 0xFFFF
        put(rides, n, log[entry, 0], log[entry, 3] & ~SEATED, board, alight, 1 if seated else 0)
        n += 1
        before = log[entry, 2]
        if seated:
            n = seat_path(runs, seats, log[before, 0], log[entry, 0], rides, n)
            if n < 0:
                return -1
        entry = before
    turn(rides[:n])
    return n


@kernel
def turn(rides):
    """Reverse the order of rides. rides: in/out"""
    n = rides.shape[0]
    for i in range(n // 2):
        for column in range(rides.shape[1]):
            a, b = rides[i, column], rides[n - 1 - i, column]
            rides[i, column], rides[n - 1 - i, column] = b, a


@kernel
def put(rides, n, run, pattern, board, alight, stayed):
    """Write the columns of a ride that the log knows."""
    ride = rides[n]
    ride[RUN], ride[PATTERN], ride[BOARDED], ride[ALIGHTED] = run, pattern, board, alight
    ride[STAYED], ride[ON_FOOT] = stayed, 0


@kernel
def turn_forward(runs, rides):
    """Make a journey of a mirrored window one that runs forwards. rides: in/out

    How a ride was come by stands with the later of two rides, which is now the other one.
    """
    turn(rides)
    for i in range(rides.shape[0] - 1, -1, -1):
        ride = rides[i]
        last = runs.first_call[ride[PATTERN] + 1] - runs.first_call[ride[PATTERN]] - 1
        ride[BOARDED], ride[ALIGHTED] = last - ride[ALIGHTED], last - ride[BOARDED]
        ride[DEPARTS], ride[ARRIVES] = -ride[ARRIVES], -ride[DEPARTS]
        ride[FROM], ride[TO] = ride[TO], ride[FROM]
        ride[STAYED] = rides[i - 1, STAYED] if i > 0 else 0
        ride[ON_FOOT] = rides[i - 1, ON_FOOT] if i > 0 else 0


@kernel
def seat_path(runs, seats, left, entered, rides, n):
    """Write the whole runs one stays seated in between two runs, last first.

    Returns the new number of rides, -1 if rides has too few rows.
    """
    first = n
    at = towards(seats, left, entered)
    while at != entered:
        if n == rides.shape[0]:
            return -1
        pattern = first_from(runs.first_run, 0, runs.first_run.size, at + 1) - 1
        last = runs.first_call[pattern + 1] - runs.first_call[pattern] - 1
        put(rides, n, at, pattern, 0, last, 1)
        n += 1
        at = towards(seats, at, entered)
    turn(rides[first:n])
    return n


@kernel
def towards(seats, run, goal):
    """The next run of a vehicle from which staying seated leads to the goal (or is it)."""
    for i in range(seats.first_next[run], seats.first_next[run + 1] - 1):
        if leads_to(seats, seats.next[i], goal):
            return seats.next[i]
    return seats.next[seats.first_next[run + 1] - 1]


@kernel
def leads_to(seats, run, goal):
    """Whether staying seated in a run leads to the goal. Recursive: vehicles rarely branch."""
    if run == goal:
        return True
    for i in range(seats.first_next[run], seats.first_next[run + 1]):
        if leads_to(seats, seats.next[i], goal):
            return True
    return False


@kernel
def arrival(runs, ride, position):
    """When the run of a ride arrives at a position of its pattern."""
    run = ride[RUN]
    return runs.run[run, 0] + runs.time[runs.run[run, 1] + position, 0]


@kernel
def departure(runs, ride, position):
    """When the run of a ride departs at a position of its pattern."""
    run = ride[RUN]
    return runs.run[run, 0] + runs.time[runs.run[run, 1] + position, 1]


@kernel
def change_sensibly(runs, walks, before, after):
    """Change between two rides where it costs least time on foot and in vehicles. in/out: both

    The search changes where it first can; several places may serve the same arrival, and some
    would have one ride past one's change and back.
    """
    calls_a, calls_b = runs.first_call[before[PATTERN]], runs.first_call[after[PATTERN]]
    best_x, best_y = before[ALIGHTED], after[BOARDED]
    here, there = runs.call[calls_a + best_x] >> 2, runs.call[calls_b + best_y] >> 2
    best_walk = time_on_foot(walks, here, there)
    best = cost(runs, before, after, best_x, best_y, best_walk)
    n_a = runs.first_call[before[PATTERN] + 1] - calls_a
    for x in range(before[BOARDED] + 1, n_a):
        if not runs.call[calls_a + x] & MAY_ALIGHT:
            continue
        here, time = runs.call[calls_a + x] >> 2, arrival(runs, before, x)
        if time > departure(runs, after, after[ALIGHTED] - 1):
            break
        for i in range(walks.first[here] - 1, walks.first[here + 1]):
            same = i < walks.first[here]
            there = here if same else walks.stop[i]
            on_foot = 0 if same else walks.seconds[i]
            ready = time + (walks.change[here] if same else on_foot)
            for y in range(after[ALIGHTED]):
                call = runs.call[calls_b + y]
                if call >> 2 != there or not call & MAY_BOARD:
                    continue
                if departure(runs, after, y) < ready:
                    continue
                price = cost(runs, before, after, x, y, on_foot)
                if price < best:
                    best, best_x, best_y, best_walk = price, x, y, on_foot
    before[ALIGHTED], after[BOARDED], after[ON_FOOT] = best_x, best_y, best_walk


@kernel
def cost(runs, before, after, x, y, on_foot):
    """What a change costs: seconds aboard until x and from y on, and on foot between."""
    return WALKING * on_foot + arrival(runs, before, x) - departure(runs, after, y)


@kernel
def time_on_foot(walks, here, there):
    """Seconds of the walk between two stops, 0 at the same one."""
    if here == there:
        return 0
    for i in range(walks.first[here], walks.first[here + 1]):
        if walks.stop[i] == there:
            return walks.seconds[i]
    return FAR


@kernel
def leave_late(runs, access, ride):
    """Board where one can leave the origin latest; returns s of access. ride: in/out"""
    best, shortest, board = -FAR, FAR, ride[BOARDED]
    first = runs.first_call[ride[PATTERN]]
    for i in range(ride[ALIGHTED]):
        call = runs.call[first + i]
        if not call & MAY_BOARD:
            continue
        for a in range(access.stop.size):
            if access.stop[a] != call >> 2:
                continue
            start = departure(runs, ride, i) - access.seconds[a]
            if start > best or (start == best and access.seconds[a] < shortest):
                best, shortest, board = start, access.seconds[a], i
    ride[BOARDED] = board
    return shortest


@kernel
def alight_near(runs, egress, ride):
    """Of the stops from where one is there first, the nearest; returns s of egress. ride: in/out"""
    best, shortest, alight = FAR, FAR, ride[ALIGHTED]
    first, end = runs.first_call[ride[PATTERN]], runs.first_call[ride[PATTERN] + 1]
    for i in range(ride[BOARDED] + 1, end - first):
        call = runs.call[first + i]
        if not call & MAY_ALIGHT:
            continue
        for e in range(egress.stop.size):
            if egress.stop[e] != call >> 2:
                continue
            end_time = arrival(runs, ride, i) + egress.seconds[e]
            if end_time < best or (end_time == best and egress.seconds[e] < shortest):
                best, shortest, alight = end_time, egress.seconds[e], i
    ride[ALIGHTED] = alight
    return shortest


@kernel
def fill_ends(runs, ride):
    """Write when and where a ride departs and arrives."""
    first = runs.first_call[ride[PATTERN]]
    ride[DEPARTS] = departure(runs, ride, ride[BOARDED])
    ride[ARRIVES] = arrival(runs, ride, ride[ALIGHTED])
    ride[FROM] = runs.call[first + ride[BOARDED]] >> 2
    ride[TO] = runs.call[first + ride[ALIGHTED]] >> 2
