"""Updates of one feed, resolved: which runs they are about, and what they make of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from maas.live import TripUpdate
from maas.live.trips import StopRelationship, TripRelationship
from maas.model import SourceId
from maas.timetable import Timetable
from routing.overlays.trips.days import Days, ordinal
from routing.overlays.trips.likeness import Likeness
from routing.overlays.trips.naming import FARTHEST_S, Named, Namer, ScheduledRun, rows_named
from routing.overlays.trips.rules import TRIPS, Tally
from routing.overlays.trips.timing import TripNews


class Effect(Enum):
    """What news make of the scheduled run they name."""

    CHANGES = "it runs otherwise, or not at all"
    REPLACES = "it runs with the stops of the update alone"
    COPIES = "it runs once more, at another time"
    ADDS = "none is named: the update is all there is"


@dataclass(frozen=True, slots=True)
class Claim:
    """News, and the run they are about."""

    told: TripNews
    effect: Effect
    run: ScheduledRun | None = None
    """None where no scheduled one is named."""
    number: int = 0
    """Which of the updates asked about it is."""


@dataclass(frozen=True, slots=True)
class Match:
    """How many trips a feed names that should be scheduled, and how many of them are."""

    trips: int = 0
    matched: int = 0


@dataclass(frozen=True, slots=True)
class Listener:
    """Where names are looked up, for one feed."""

    timetable: Timetable
    days: Days
    sources: Sequence[SourceId]
    """Whose ids it speaks, in order."""
    tally: Tally

    def claims(self, updates: Sequence[TripNews], file: str = TRIPS) -> tuple[list[Claim], Match]:
        """Those updates whose runs are known; and how well the feed fits the timetable."""
        named = [Named(told.update.key, told.update.stops, told.made_at) for told in updates]
        rows = rows_named(self.timetable, self.sources, [each.trip_id for each in named])
        effects = [_effect(told.update, own) for told, own in zip(updates, rows, strict=True)]
        found: list[ScheduledRun | str] = []
        for told, each, own, effect in zip(updates, named, rows, effects, strict=True):
            if own and told.update.key.relationship is TripRelationship.ADDED:
                self.tally.count("E016", _name(told.update), file)
            if effect is Effect.ADDS:
                found.append("")
            elif effect is Effect.COPIES:
                found.append(self._copied(told, own))
            else:
                found.append(Namer(self.timetable, self.days).run(each, own))
        alike = self._alike(named, found)
        claims = []
        for i, (told, effect) in enumerate(zip(updates, effects, strict=True)):
            by_likeness = alike[i]
            run = by_likeness or found[i]
            if isinstance(run, ScheduledRun):
                claims.append(Claim(self._of_its_source(told, run), effect, run, i))
            elif effect is Effect.ADDS:
                claims.append(Claim(told, effect, number=i))
            if isinstance(run, str) and run:
                self.tally.count(run, _name(told.update), file)
            elif isinstance(by_likeness, ScheduledRun):
                self.tally.count("trip_matched_by_likeness", _name(told.update), file)
        naming = sum(effect is not Effect.ADDS for effect in effects)
        return claims, Match(naming, sum(claim.run is not None for claim in claims))

    def _alike(
        self, named: Sequence[Named], found: Sequence[ScheduledRun | str]
    ) -> list[ScheduledRun | str | None]:
        """[n] For unknown ids the run that fits, if no other news name it; or the rule against."""
        likeness = Likeness(self.timetable, self.days, self.sources)
        alike = [
            likeness.run(each) if run == "E003" else None
            for each, run in zip(named, found, strict=True)
        ]
        claimed = Counter(run for run in (*alike, *found) if isinstance(run, ScheduledRun))
        return [
            "ambiguous_trip" if isinstance(run, ScheduledRun) and claimed[run] > 1 else run
            for run in alike
        ]

    def _copied(self, told: TripNews, rows: Sequence[int]) -> ScheduledRun | str:
        """The run that one more is made like, moved to its day and time."""
        if not rows:
            return "E003"
        key, properties = told.update.key, told.update.properties
        start_date = (properties.start_date if properties else 0) or key.start_date
        start_time = properties.start_time if properties else -1
        start_time = key.start_time if start_time < 0 else start_time
        today = self.days.today(told.made_at, self.days.of(rows[0]))
        day = ordinal(start_date) if start_date else today
        if day is None or not self.days.is_near(day, told.made_at):
            return "start_date_far_away"
        times, first = self.timetable.stop_times, self.timetable.trips.first_time
        leaves = int(times.depart[first[rows[0]]])
        shift = start_time - leaves if start_time >= 0 else 0
        runs_then = shift == 0 and self.days.runs(rows[0], day)
        if runs_then or abs(shift) > FARTHEST_S:
            return "incomplete_trip"
        return ScheduledRun(rows[0], day, shift)

    def _of_its_source(self, told: TripNews, run: ScheduledRun) -> TripNews:
        """News whose ids are looked up where their trip is."""
        if len(self.sources) == 1:
            return told
        source = self.timetable.trips.id[run.trip].partition(":")[0]
        return told if told.prefix == f"{source}:" else replace(told, prefix=f"{source}:")


def _effect(update: TripUpdate, rows: Sequence[int]) -> Effect:
    relationship = update.key.relationship
    if relationship is TripRelationship.DUPLICATED:
        return Effect.COPIES
    if relationship is TripRelationship.REPLACEMENT:
        return Effect.REPLACES
    if relationship is TripRelationship.NEW:
        return Effect.ADDS
    if relationship is TripRelationship.ADDED:
        return Effect.COPIES if rows and not _is_complete(update) else Effect.ADDS
    return Effect.CHANGES


def _is_complete(update: TripUpdate) -> bool:
    """Whether an update says when a vehicle is where, without a timetable."""
    calls = [s for s in update.stops if s.relationship is not StopRelationship.SKIPPED]
    events = [s.departure or s.arrival for s in calls]
    return len(calls) > 1 and all(
        event is not None and event.time is not None and stop.stop_id
        for stop, event in zip(calls, events, strict=True)
    )


def _name(update: TripUpdate) -> str:
    key = update.key
    said = (key.trip_id or key.affected_trip_id, key.route_id and f"route {key.route_id}")
    day = key.start_date and f"on {key.start_date}"
    return " ".join(filter(None, (*said, day or "")))
