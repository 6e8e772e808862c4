"""Rides that could take another's place: one vehicle from where one is ready to where one must be.

Every run that can be caught is listed with its best place to alight; nothing is left out because
another is better, as a search would.
"""

from routing.kernels.catching import departure, first_to_catch
from routing.kernels.journeys import WALKING
from routing.kernels.kernel import inlined, kernel
from routing.kernels.marks import first_from
from routing.kernels.subjects import ARRIVES, FAR, MAY_ALIGHT, START, TIMING

RUN, BOARD, LAST_RUN, ALIGHT, END_RUN, ACCESS, COST = range(7)
N_COLUMNS = 7
"""Columns of a vehicle found: run boarded and position, run alighted from (the same but for who
stays seated) and position, the run it ends as, row of access, cost."""


@kernel
def list_vehicles(
    runs,      # Runs
    seats,     # Seats
    access,    # Ends  stops with seconds until one may board there
    to_go,     # int32[n_stops]  seconds from alighting to the goal, FAR where it is not connected
    between,   # (s, s, s)  earliest start of access, latest departure, latest arrival at the goal
    modes,     # bit m: mode m may be used
    own,       # int32[.]  runs not to be used
    found,     # int32[., 7]  out: vehicles, as far as there is room
):  # fmt: skip
    """List every vehicle that leads from access to the goal in time. Returns how many there are."""
    start, latest, _ = between
    n = 0
    for i in range(access.stop.size):
        ready = start + access.seconds[i]
        stop = access.stop[i]
        for b in range(runs.first_boarding[stop], runs.first_boarding[stop + 1]):
            call = runs.boarding[b]
            pattern = runs.pattern_of[call]
            if not (modes >> runs.mode[pattern]) & 1:
                continue
            board = call - runs.first_call[pattern]
            run, end = runs.first_run[pattern], runs.first_run[pattern + 1]
            run = first_to_catch(runs, board, run, end, ready)
            while run < end and departure(runs, run, board) <= latest:
                row = found[min(n, found.shape[0] - 1)]
                row[RUN], row[BOARD], row[ACCESS] = run, board, i
                ride_on(runs, seats, to_go, own, between[2], row)
                if row[COST] < FAR:
                    row[COST] += WALKING * access.seconds[i]
                    n += 1
                run += 1
    return n


@kernel
def ride_on(runs, seats, to_go, own, latest, row):
    """Find where to leave a run boarded, or what its vehicle goes on as. row: in/out"""
    run = row[RUN]
    departs, begin = departure(runs, run, row[BOARD]), row[BOARD] + 1
    row[COST], row[END_RUN] = FAR, run
    while not contains(own, run):
        row[END_RUN] = run
        pattern = first_from(runs.first_run, 0, runs.first_run.size, run + 1) - 1
        first = runs.first_call[pattern]
        for position in range(begin, runs.first_call[pattern + 1] - first):
            call = runs.call[first + position]
            if to_go[call >> 2] == FAR or not call & MAY_ALIGHT:
                continue
            arrives = runs.run[run, START] + runs.time[runs.run[run, TIMING] + position, ARRIVES]
            cost = WALKING * to_go[call >> 2] + arrives - departs
            if arrives + to_go[call >> 2] <= latest and cost < row[COST]:
                row[COST], row[LAST_RUN], row[ALIGHT] = cost, run, position
        if seats.first_next[run] == seats.first_next[run + 1]:
            break
        run = seats.next[seats.first_next[run]]
        begin = 1


@inlined
def contains(numbers, number):
    """Whether a number is one of a few."""
    for each in numbers:
        if each == number:
            return True
    return False
