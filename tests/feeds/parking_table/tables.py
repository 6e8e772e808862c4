"""Tables of car parks and the options with which they are read, as tests write them."""

import json
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from feeds.parking_table import parser
from feeds.parsed import Parsed
from maas.live import ParkingFacility
from maas.model import SourceId
from maas.options import Table, find_lines
from maas.settings import Source
from maas.settings.parking_options import read_parking_table
from maas.settings.parking_table import ParkingTable

NOW = 1_760_000_000
"""2025-10-09T08:53:20Z, 10:53:20 in Paris."""

PARIS = ZoneInfo("Europe/Paris")


@lru_cache
def mapping(options: str) -> ParkingTable:
    """What the options of a sub-table, as a territory file writes them, mean."""
    values = tomllib.loads(options)
    return read_parking_table(Table(values, "town.toml", find_lines(options)), PARIS)


def read(options: str, content: bytes | str | Any, now: int = NOW) -> Parsed:
    """What a message says; what is no bytes and no text is sent as JSON."""
    sent = content if isinstance(content, bytes | str) else json.dumps(content)
    source = Source(
        SourceId("town"),
        "parking-table",
        "",
        interval_s=60,
        options={"table": mapping(options)},
    )
    return parser(source)(sent if isinstance(sent, bytes) else sent.encode(), now)


def facilities(options: str, content: Any, now: int = NOW) -> Mapping[str, ParkingFacility]:
    """The facilities that a message tells of, by id."""
    return {each.id: each for each in told(read(options, content, now))}


def facility(options: str, record: Mapping[str, Any], now: int = NOW) -> ParkingFacility:
    """The one that a record tells of, in a list of its own."""
    (found,) = told(read(f'id = "id"\n{options}', [{"id": "a", **record}], now))
    return found


def told(parsed: Parsed) -> list[ParkingFacility]:
    """All records of a message, which are facilities."""
    return [each for each in parsed.records if isinstance(each, ParkingFacility)]


def rules(parsed: Parsed) -> dict[str, int]:
    """How often each rule was broken."""
    return {finding.rule: finding.count for finding in parsed.rejections}
