"""What it takes to read towns' own tables of car parks: CPU time from bytes to records.

    python -m benchmarks.parking_tables

Drawn tables of a thousand car parks, and of as many as a message may have at most (20 MB; of XML
300,000 elements), as JSON, as FIWARE's JSON, GeoJSON in metres, CSV and XML, with twelve options
each; then the counts of a day as one CSV of times. Best of seven.
"""

import json
import sys
import tomllib
from collections.abc import Callable, Mapping
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.timing import cpu_ms
from feeds.parking_table import parser
from maas.model import SourceId
from maas.options import Table
from maas.settings import Source
from maas.settings.parking_options import read_parking_table

NOW = 1_760_000_000
THOUSAND, MOST_BYTES = 1000, 20_000_000
MINUTES, PARKS_OF_A_DAY = 1440, 50

OPTIONS = """
id = "id"
name = "name"
capacity = "all"
free = "free"
counted_at = "at"
status = { path = "state", open = ["frei"], closed = ["zu"] }
kind = { path = "kind", car_park = ["H"], underground = ["T"], ground = ["P"] }
max_height = "height"
has_fee = "fee"
address = "{street}, {town}"
public_url = "web"
opening_hours = "hours"
"""


def main() -> int:
    """Print a table."""
    print("| table | kB | records | facilities | read |")
    print("|---|---|---|---|---|")
    for name, write in SHAPES.items():
        most = min(MOST.get(name, MOST_BYTES), THOUSAND * MOST_BYTES // len(write(THOUSAND)))
        for records in (THOUSAND, most):
            row(name, f"{OPTIONS}{WHERE.get(name, '')}", write(records), records)
    row("CSV of times", f"{OPTIONS}newest = true", _of_a_day(), MINUTES * PARKS_OF_A_DAY)
    return 0


def row(name: str, options: str, content: bytes, records: int) -> None:
    """Print sizes, and CPU time in ms."""
    table = read_parking_table(Table(tomllib.loads(options), "", {}), ZoneInfo("Europe/Paris"))
    source = Source(SourceId("town"), "parking-table", "", interval_s=60, options={"table": table})
    parse = parser(source)
    found = len(parse(content, NOW).records)
    took_ms = cpu_ms(lambda: parse(content, NOW))
    print(f"| {name} | {len(content) // 1000:,} | {records:,} | {found:,} | {took_ms:.0f} ms |")


def record(random: Random, number: int) -> dict[str, Any]:
    """One car park of chance."""
    capacity = random.randint(20, 900)
    return {
        "id": f"P{number}",
        "name": f"Parkhaus {number}",
        "lat": 48 + number % 997 / 1000,
        "lon": 7 + number % 991 / 1000,
        "all": capacity,
        "free": random.randint(0, capacity),
        "at": "2025-10-09T10:52:00",
        "state": random.choice(("frei", "zu")),
        "kind": random.choice("HTP"),
        "height": random.choice(("2,00 m", "1,90 m", "")),
        "fee": random.choice(("ja", "nein")),
        "street": f"Straße {number}",
        "town": "Stadt",
        "web": "https://town.example/parking",
        "hours": "Mo-Sa 07:00-21:00",
    }


def _plain(records: int) -> bytes:
    return json.dumps(_records(records)).encode()


def _fiware(records: int) -> bytes:
    wrapped = [
        {key: {"type": "Text", "value": value, "metadata": {}} for key, value in each.items()}
        for each in _records(records)
    ]
    return json.dumps(wrapped).encode()


def _geojson(records: int) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {**each, "lat": None, "lon": None},
            "geometry": {"type": "Point", "coordinates": [4e5 + number, 5.3e6 + number]},
        }
        for number, each in enumerate(_records(records))
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}).encode()


def _csv(records: int) -> bytes:
    rows = _records(records)
    lines = [";".join(rows[0]), *(";".join(map(str, each.values())) for each in rows)]
    return "\n".join(lines).encode()


def _xml(records: int) -> bytes:
    parks = (
        "".join(f"<{key}>{value}</{key}>" for key, value in each.items())
        for each in _records(records)
    )
    return f"<a>{''.join(f'<park>{each}</park>' for each in parks)}</a>".encode()


def _of_a_day() -> bytes:
    random = Random(1)
    parks = [record(random, number) for number in range(PARKS_OF_A_DAY)]
    times = (NOW - 60 * minute for minute in range(MINUTES))
    rows = [{**each, "at": at} for at in times for each in parks]
    lines = [";".join(rows[0]), *(";".join(map(str, each.values())) for each in rows)]
    return "\n".join(lines).encode()


def _records(count: int) -> list[dict[str, Any]]:
    random = Random(1)
    return [record(random, number) for number in range(count)]


MOST = {"XML": 17_000}
"""Records, where not bytes but elements are bounded."""
WHERE = {"XML": 'records = "park"\n'}
SHAPES: Mapping[str, Callable[[int], bytes]] = {
    "JSON": _plain,
    "FIWARE": _fiware,
    "GeoJSON in metres": _geojson,
    "CSV": _csv,
    "XML": _xml,
}


if __name__ == "__main__":
    sys.exit(main())
