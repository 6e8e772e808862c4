"""Read an OSM file: two passes of osmium, one for relations, one for nodes and ways."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import osmium

from feeds.osm import barriers
from feeds.osm.access import Tags
from feeds.osm.chaining import ChainBuilder
from feeds.osm.controls import controls
from feeds.osm.traits import kind_of, traits
from feeds.osm.turns import Member, is_restriction, turns
from maas.errors import FeedMalformed
from maas.model import SourceId
from maas.report import Finding, Report, Severity
from maas.streets import Street, StreetNetwork, Turn, assemble

MAGIC = {b"<": "osm", b"\x1f\x8b": "osm.gz", b"BZh": "osm.bz2"}
BOM_AND_SPACE = b"\xef\xbb\xbf \t\r\n"


@dataclass(slots=True)
class _Relations:
    """What relations say: turn restrictions, and the rims of squares."""

    turns: list[Turn] = field(default_factory=list)
    rims: dict[int, Tags] = field(default_factory=dict)
    """Way id -> the tags of the square whose outer rim the way is."""
    n_restrictions: int = 0
    n_broken: int = 0


def read(path: Path, source_id: SourceId) -> tuple[StreetNetwork, Report]:
    """Read all streets of an OSM extract.

    Raises:
        FeedMalformed: the file is no OSM file, is damaged, or holds no street.
    """
    file = osmium.io.File(str(path), format_of(path))
    try:
        relations = _read_relations(file)
        builder = _read_ways(file, relations)
    except (RuntimeError, OSError, ValueError) as problem:
        raise FeedMalformed(
            f"{path.name} cannot be read as OpenStreetMap data: {problem}"
        ) from problem
    if not builder.n_chains:
        raise FeedMalformed(f"{path.name} holds no street")
    network = assemble(builder.chains(tuple(relations.turns)))
    return network, _report(path, source_id, network, relations, builder)


def format_of(path: Path) -> str:
    """The format of a file by its first bytes, for downloads have any name.

    Raises:
        FeedMalformed: it is no OSM file at all.
    """
    with path.open("rb") as file:
        head = file.read(64)
    if b"OSMHeader" in head:
        return "pbf"
    for magic, kind in MAGIC.items():
        if head.lstrip(BOM_AND_SPACE).startswith(magic):
            return kind
    raise FeedMalformed(f"{path.name} is no OpenStreetMap file (neither PBF nor XML)")


def _read_relations(file: Any) -> _Relations:
    """The relations that matter to streets."""
    relations = _Relations()
    wanted = osmium.filter.KeyFilter("type")
    for relation in osmium.FileProcessor(file, osmium.osm.RELATION).with_filter(wanted):
        tags = dict(relation.tags)
        if is_restriction(tags):
            found = turns(tags, [Member(m.type, m.ref, m.role) for m in relation.members])
            relations.n_restrictions += 1
            relations.n_broken += not found
            relations.turns += found
        elif tags["type"] == "multipolygon" and kind_of(tags) is not None:
            outer = (m.ref for m in relation.members if m.type == "w" and m.role != "inner")
            relations.rims.update((id, {**tags, "area": "yes"}) for id in outer)
    return relations


def _read_ways(file: Any, relations: _Relations) -> ChainBuilder:
    """All streets as chains, with what stands on them."""
    builder = ChainBuilder()
    nodes = osmium.filter.KeyFilter("barrier", "kerb", "highway", "railway").enable_for(
        osmium.osm.NODE
    )
    entities = osmium.osm.NODE | osmium.osm.WAY
    for entity in osmium.FileProcessor(file, entities).with_locations().with_filter(nodes):
        if entity.is_node():
            _read_node(builder, entity)
            continue
        tags = dict(entity.tags)
        found = traits(tags) or traits(relations.rims.get(entity.id, {}))
        if found is not None and found.kind is Street.ELEVATOR and entity.is_closed():
            builder.add_elevator_area(tags, _located(entity))
        elif found is not None:
            builder.add(entity.id, found, _located(entity))
    return builder


def _read_node(builder: ChainBuilder, node: Any) -> None:
    """Keep what may stop someone or make cars wait, and elevators."""
    tags = dict(node.tags)
    bits = barriers.blocked(tags)
    if bits:
        builder.block(node.id, bits)
    if waits := controls(tags):
        builder.control(node.id, waits)
    if tags.get("highway") == "elevator":
        builder.add_elevator(node.id, tags)


def _located(way: Any) -> list[tuple[int, int, int] | None]:
    """(id, lat, lon in 1e-7 degrees) of a way's nodes; None for one that the file lacks."""
    return [(node.ref, node.y, node.x) if node.location.valid() else None for node in way.nodes]


def _report(
    path: Path,
    source_id: SourceId,
    network: StreetNetwork,
    relations: _Relations,
    builder: ChainBuilder,
) -> Report:
    """What was read, what was dropped."""
    counts = {
        "ways": int(network.ways.id.size),
        "vertices": network.n_vertices,
        "edges": network.n_edges,
        "restrictions": int(network.restrictions.only.size),
    }
    dropped = Counter(
        {
            "restriction_without_members": relations.n_broken,
            "way_with_missing_nodes": builder.n_clipped,
        }
    )
    texts = {
        "restriction_without_members": "Turn restrictions lack a member and were left out.",
        "way_with_missing_nodes": "Ways run out of the extract and were cut at its border.",
    }
    findings = tuple(
        Finding(rule, Severity.INFO, path.name, None, count, texts[rule])
        for rule, count in dropped.items()
        if count
    )
    lat, lon = network.vertices.lat_e7 / 1e7, network.vertices.lon_e7 / 1e7
    bounds = f"{lat.min():.5f},{lon.min():.5f},{lat.max():.5f},{lon.max():.5f}"
    return Report(source_id, "osm", counts, findings, attributes={"bounds": bounds})
