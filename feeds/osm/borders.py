"""Areas: borders of municipalities, districts and postcodes; settlements where borders lack."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from feeds.osm.access import Tags
from feeds.osm.collecting import names_table, to_e7
from feeds.osm.naming import names_of
from maas.arrays import Texts
from maas.places import Areas

POSTCODE_LEVEL = 11
"""What MOTIS calls the level of a postcode's area."""

SETTLEMENTS = {
    "city": (8, 12_000.0),
    "town": (8, 5_000.0),
    "village": (8, 2_500.0),
    "hamlet": (9, 1_000.0),
    "suburb": (9, 2_000.0),
    "quarter": (10, 1_200.0),
    "neighbourhood": (10, 800.0),
}
"""place=* -> the admin_level it usually has, and how far it reaches."""

Position = tuple[float, float]


@dataclass(slots=True)
class Borders:
    """The areas found so far."""

    ids: list[int] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    names: list[list[tuple[str, str]]] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    reaches: list[float] = field(default_factory=list)
    rings: list[list[Sequence[Position]]] = field(default_factory=list)

    def add_border(self, id: int, rings: list[list[Position]], tags: Tags) -> None:
        """Take an area with a border if it is an administrative or postal one."""
        level = _level_of(tags)
        names = names_of(tags)
        if level == POSTCODE_LEVEL and tags.get("postal_code"):
            names = [(tags["postal_code"], "")]
        if level is not None and names:
            country = tags.get("ISO3166-1:alpha2") or tags.get("ISO3166-1", "")
            self._add(id, level, names, rings, country=country if level == 2 else "")

    def add_point(self, id: int, where: Position, tags: Tags) -> None:
        """Take a settlement that is drawn as a node."""
        level, reach_m = SETTLEMENTS.get(tags.get("place", ""), (0, 0.0))
        names = names_of(tags)
        if level and names:
            self._add(id, level, names, [[where]], reach_m=reach_m)

    def _add(
        self,
        id: int,
        level: int,
        names: list[tuple[str, str]],
        rings: Sequence[Sequence[Position]],
        *,
        country: str = "",
        reach_m: float = 0.0,
    ) -> None:
        self.ids.append(id)
        self.levels.append(level)
        self.names.append(names)
        self.countries.append(country)
        self.reaches.append(reach_m)
        self.rings.append(list(rings))

    def table(self) -> Areas:
        """Everything as columns."""
        rings = [ring for rings in self.rings for ring in rings]
        points = [point for ring in rings for point in ring]
        return Areas(
            np.array(self.ids, np.int64),
            np.array(self.levels, np.int16),
            names_table(self.names),
            Texts.of(self.countries),
            np.array(self.reaches, np.float32),
            np.cumsum([0, *map(len, self.rings)]).astype(np.int32),
            np.cumsum([0, *map(len, rings)]).astype(np.int32),
            to_e7([lat for lat, _ in points]),
            to_e7([lon for _, lon in points]),
        )


def _level_of(tags: Tags) -> int | None:
    """The admin_level of an area, or None if its border is of another kind."""
    if tags.get("boundary") == "postal_code":
        return POSTCODE_LEVEL
    level = tags.get("admin_level", "")
    if tags.get("boundary") != "administrative" or not (level.isascii() and level.isdigit()):
        return None
    return int(level) if 2 <= int(level[:3]) <= 11 else None
