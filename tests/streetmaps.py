"""Street maps drawn as text, written as real OSM files and read by the real adapter.

    A---B---C
        |
        D

Every letter is a node; columns are 25 m apart, rows 100 m. Ways are named by their letters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import quoteattr

import numpy as np

from feeds.osm import read
from maas.model import LatLon, Profile, SourceId
from maas.report import Report
from maas.streets import StreetNetwork
from routing.streets import StreetPath, StreetRouter, unlinked

COLUMN_DEG = 25 / 111_195
ROW_DEG = 100 / 111_195
DAY_S = 86_400
NULL_ISLAND = LatLon(0.0, 0.0)

Tags = Mapping[str, str]


def tags_of(text: str) -> dict[str, str]:
    """Tags of a line such as "highway=service name=Main+Street" (+ stands for a space)."""
    pairs = (word.split("=", 1) for word in text.split())
    return {key: value.replace("+", " ") for key, value in pairs}


@dataclass(frozen=True)
class StreetMap:
    """A drawing with what stands at its letters and between them."""

    drawing: str
    ways: Mapping[str, str]
    """{"ABC": "highway=residential", …}; a trailing digit tells ways of the same nodes apart."""
    nodes: Mapping[str, str] | None = None
    relations: Sequence[tuple[str, str]] = ()
    """("AB B BD", "type=restriction restriction=no_left_turn"): from, via, to; letters: nodes."""
    north_west: LatLon = NULL_ISLAND

    def positions(self) -> dict[str, LatLon]:
        """Where each letter lies, the first line northmost."""
        lines = self.drawing.splitlines()
        return {
            letter: LatLon(
                self.north_west.lat - row * ROW_DEG, self.north_west.lon + column * COLUMN_DEG
            )
            for row, line in enumerate(lines)
            for column, letter in enumerate(line)
            if letter.isalpha()
        }

    def xml(self) -> str:
        """The map as an OSM file."""
        lines = ["<osm version='0.6'>"]
        for letter, at in sorted(self.positions().items()):
            tags = _tags((self.nodes or {}).get(letter, ""))
            place = f"lat='{at.lat:.7f}' lon='{at.lon:.7f}'"
            lines.append(f"<node id='{ord(letter)}' {place} version='1'>{tags}</node>")
        for id, (letters, tags) in enumerate(self.ways.items(), 1):
            refs = "".join(f"<nd ref='{ord(letter)}'/>" for letter in letters if letter.isalpha())
            lines.append(f"<way id='{id}' version='1'>{refs}{_tags(tags)}</way>")
        for id, (members, tags) in enumerate(self.relations, 1):
            listed = self._members(members.split())
            lines.append(f"<relation id='{id}' version='1'>{listed}{_tags(tags)}</relation>")
        return "\n".join([*lines, "</osm>"])

    def _members(self, names: Sequence[str]) -> str:
        way_ids = {name: id for id, name in enumerate(self.ways, 1)}
        roles = ["from", *["via"] * (len(names) - 2), "to"]
        return "".join(
            f"<member type='{'way' if name in way_ids else 'node'}' "
            f"ref='{way_ids.get(name) or ord(name)}' role='{role}'/>"
            for name, role in zip(names, roles, strict=True)
        )

    def read(self) -> tuple[StreetNetwork, Report]:
        """The map through the adapter."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "map.osm"
            path.write_text(self.xml())
            return read(path, SourceId("osm"))


def _tags(text: str) -> str:
    return "".join(
        f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags_of(text).items()
    )


class Town:
    """A drawn map one can ask for ways."""

    def __init__(self, drawn: StreetMap) -> None:
        self.network, self.report = drawn.read()
        self.router = StreetRouter(self.network, unlinked(self.network))
        self.positions = drawn.positions()

    def path(
        self, origin: str | LatLon, destination: str | LatLon, profile: Profile
    ) -> StreetPath | None:
        """The fastest way between two letters or positions, None if there is none."""
        snaps = [self.router.snap(self.at(end), profile, 80.0) for end in (origin, destination)]
        if snaps[0] is None or snaps[1] is None:
            return None
        return self.router.route(snaps[0], snaps[1], profile, DAY_S)

    def way(self, origin: str, destination: str, profile: Profile) -> str:
        """The letters one passes, "-" if there is no way."""
        path = self.path(origin, destination, profile)
        if path is None:
            return "-"
        passed = [self.letter(point) for point in path.geometry]
        return "".join(
            letter
            for i, letter in enumerate(passed)
            if letter and letter != (passed[i - 1 : i] or [""])[0]
        )

    def steps(self, origin: str, destination: str, profile: Profile) -> list[str]:
        """The instructions of a way: "LEFT Main Street"."""
        path = self.path(origin, destination, profile)
        assert path is not None
        return [
            " ".join(filter(None, (step.relative, step.street, step.exit))) for step in path.steps
        ]

    def seconds(self, origin: str | LatLon, destination: str | LatLon, profile: Profile) -> int:
        """How long the fastest way takes."""
        path = self.path(origin, destination, profile)
        assert path is not None
        return path.seconds

    def at(self, end: str | LatLon) -> LatLon:
        """A position by its letter."""
        return self.positions[end] if isinstance(end, str) else end

    def letter(self, point: np.ndarray) -> str:
        """The letter at a point of a geometry, empty if there is none."""
        return next(
            (
                letter
                for letter, at in self.positions.items()
                if abs(at.lat - point[0]) < 2e-7 and abs(at.lon - point[1]) < 2e-7
            ),
            "",
        )
