"""How live news may not fit the timetable: rules, and the collector that counts by them.

Names are those of MobilityData's GTFS Realtime validator where there is one, else ours. An ERROR
cost news, a WARNING a repair or a doubt, INFO nothing.
"""

from collections.abc import Mapping

from maas.report import Finding, Rule, error, remark, warning

LONGEST_EXAMPLE = 80
TRIPS, VEHICLES, DETOURS = "trip_update", "vehicle_position", "trip_modifications"
"""What findings name instead of a file: the kind of entity."""

RULES: Mapping[str, Rule] = {
    # Trips
    "E003": error("The timetable has no such trip; its news were not used"),
    "ambiguous_trip": error("Not an id of the timetable, and several trips fit; not used"),
    "trip_matched_by_likeness": remark(
        "Not an id of the timetable; matched by route, direction, times and stops"
    ),
    "trip_not_in_service": error("The trip does not run on the day named; not used"),
    "start_date_far_away": error("start_date is more than a month away; not used"),
    "E006": error("A trip of frequencies.txt without its start_time; not used"),
    "E004": error("The timetable has no such route; the trip was left out"),
    "E016": remark("An added trip has the id of a scheduled one; taken as one more run"),
    "incomplete_trip": error("A trip of its own without two calls or own times; left out"),
    "trip_updated_twice": warning("Several updates of one trip; the newest was taken"),
    "old_trip_update": error("30 min older than its message; its delays were not used"),
    # Calls
    "E011": warning("The timetable has no such stop; not called at, or found by stop_sequence"),
    "E045": warning("stop_sequence and stop_id are of different calls; the stop_id was taken"),
    "E051": error("The trip has no such call; this news of it was not used"),
    "E036": warning("Several updates are about the same call; the first was taken"),
    "E022": warning("A time before that of the stop before; raised to it"),
    "E025": warning("A departure before its arrival; raised to it"),
    "E001": warning("More than a day from what is scheduled; ignored"),
    # Detours and vehicles
    "incomplete_detour": error("A detour whose stops the trip does not have; left as scheduled"),
    "excessive_detour": error("A detour over a day, or in too many pieces; left as scheduled"),
    "too_many_runs": error("More runs on detours than can be held; the others were left out"),
    "vehicle_off_its_trip": remark(
        "Too far from where or when its trip runs; no delay was estimated"
    ),
}  # fmt: skip


class Tally:
    """Counts by rule, with the first example of each."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], tuple[int, str]] = {}

    def count(self, rule: str, example: str = "", file: str = TRIPS, n: int = 1) -> None:
        """One more (or n more) that break a rule."""
        before, first = self._counts.get((file, rule), (0, example))
        if n:
            self._counts[file, rule] = (before + n, first)

    def findings(self) -> tuple[Finding, ...]:
        """What was counted, in the order in which it was met."""
        return tuple(
            Finding(rule, RULES[rule].severity, file, None, n, _text(rule, example))
            for (file, rule), (n, example) in self._counts.items()
        )


def _text(rule: str, example: str) -> str:
    shown = example if len(example) <= LONGEST_EXAMPLE else example[: LONGEST_EXAMPLE - 1] + "…"
    return f"{RULES[rule].text} (first: {shown})" if shown else RULES[rule].text
