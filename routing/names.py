"""Stops by name, for people who type: accents, case and small errors do not matter.

The full geocoder (streets, addresses, importance) replaces this one.
"""

import unicodedata
from collections.abc import Iterator
from itertools import islice

from rapidfuzz import fuzz, process

from maas.itinerary import Place
from maas.model import StopKind
from routing.stop_places import StopPlaces

GOOD_ENOUGH = 70.0
"""Least similarity (0 to 100) of a name to what was typed."""

ONE_PLACE_M = 400.0
"""Stops of one name within this distance are one place to a traveller."""


def folded(text: str) -> str:
    """Lower case without accents, words separated by single blanks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.split())


class StopNames:
    """One entry per name and stop place; a station stands for its platforms."""

    def __init__(self, places: StopPlaces | None) -> None:
        self._places = places
        self._rows: dict[str, list[int]] = {}
        if places is None:
            return
        timetable = places.timetable
        for row, kind in enumerate(timetable.stops.kind.tolist()):
            stands_alone = kind == StopKind.STATION or (
                kind == StopKind.STOP and timetable.stops.parent[row] < 0
            )
            if stands_alone:
                self._rows.setdefault(folded(timetable.stops.name[row]), []).append(row)

    def find(self, typed: str, n: int) -> tuple[Place, ...]:
        """The n places whose name is most like what was typed, best first.

        Stops of one name are told apart only where they are different places.
        """
        wanted = folded(typed)
        if self._places is None or not wanted:
            return ()
        if wanted in self._rows:
            return tuple(islice(self._apart(wanted), n))
        ranked = process.extract(
            wanted, self._rows.keys(), scorer=fuzz.WRatio, limit=n, score_cutoff=GOOD_ENOUGH
        )
        found = (place for name, _, _ in ranked for place in self._apart(name))
        return tuple(islice(found, n))

    def _apart(self, name: str) -> Iterator[Place]:
        """The places that bear a (folded) name, each once."""
        assert self._places is not None
        told: list[Place] = []
        for row in self._rows[name]:
            place = self._places.of(row)
            if all(place.at.distance_m(other.at) > ONE_PLACE_M for other in told):
                told.append(place)
                yield place
