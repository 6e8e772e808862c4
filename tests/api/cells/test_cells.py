"""`/v1/cells`: what lies in a cell is told whatever the resolution, and nothing unknown as zero."""

from typing import Any

import h3.api.basic_str as h3
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.openapi import document
from api.routes import ROUTES
from maas.cells import read_cell
from maas.live import Record
from maas.model import LatLon
from routing.graph import Graph
from routing.planner import Planner
from tests.api.conftest import Client, Connect
from tests.api.renting import told
from tests.api.world import now
from tests.lines import planner_over
from tests.rentals import laid, station, vehicle

MIDDLE, SOUTH = LatLon(41.15, -8.61), LatLon(41.14, -8.61)
"""Where two stops of the line are, and what there is to rent."""

BOX = "-8.62,41.135,-8.60,41.155"


@pytest.fixture(scope="module")
def lines() -> Planner:
    return planner_over({})


def with_rentals(lines: Planner, *records: Record) -> Planner:
    return lines.with_rentals(laid(None, *records, now=now()))


async def get(client: Client, path: str, status: int = 200) -> Any:
    reply = await client.get(path)
    assert reply.status == status
    return await reply.json()


@pytest.mark.parametrize("resolution", range(5, 11))
async def test_a_cell_tells_what_lies_in_it(
    lines: Planner, connect: Connect, resolution: int
) -> None:
    there = (told(), station("1", MIDDLE, 4, 2), station("2", SOUTH), vehicle("v", MIDDLE))
    client = await connect(with_rentals(lines, *there))
    name = h3.latlng_to_cell(MIDDLE.lat, MIDDLE.lon, resolution)
    is_wide = h3.latlng_to_cell(SOUTH.lat, SOUTH.lon, resolution) == name
    found = await get(client, f"/v1/cells/{name}")
    assert (found["cell"], found["resolution"]) == (name, resolution)
    stops = {place["stopId"] for place in found["stops"]}
    assert "bus:M" in stops
    assert ("bus:S" in stops) == is_wide
    assert found["stopCount"] == len(stops)
    assert [route["routeId"] for route in found["routes"]] == ["bus:1"]
    assert [each["id"] for each in found["stations"]] == ["bikes:1", "bikes:2"][: 1 + is_wide]
    assert [each["id"] for each in found["vehicles"]] == ["bikes:v"]
    assert (found["stationCount"], found["vehicleCount"]) == (1 + is_wide, 5 + 3 * is_wide)


async def test_counts_have_their_ages_by_provider(lines: Planner, connect: Connect) -> None:
    free = vehicle("a", MIDDLE), vehicle("b", MIDDLE, is_reserved=True)
    docked = vehicle("c", MIDDLE, station_id="1")
    there = told(vehicles_made_at=now() - 301), station("1", MIDDLE, 4, 2), *free, docked
    client = await connect(with_rentals(lines, *there))
    found = await get(client, f"/v1/cells/{h3.latlng_to_cell(MIDDLE.lat, MIDDLE.lon, 9)}")
    assert found["rentals"] == [
        {
            "providerId": "bikes",
            "providerGroupId": "bikes",
            "stations": 1,
            "stationsUnknown": 0,
            "vehicles": 5,
            "vehiclesAtStations": 4,
            "docks": 2,
            "dataSource": "bikes",
            "stationAge": 60,
            "vehicleAge": 301,
            "stale": True,
        }
    ]


async def test_what_is_not_known_is_absent(lines: Planner, connect: Connect) -> None:
    old = told(stations_until=now(), vehicles_until=now())
    client = await connect(with_rentals(lines, old, station("1", MIDDLE), vehicle("v", MIDDLE)))
    found = await get(client, f"/v1/cells/{h3.latlng_to_cell(MIDDLE.lat, MIDDLE.lon, 9)}")
    [rentals] = found["rentals"]
    assert (rentals["stations"], rentals["stationsUnknown"]) == (1, 1)
    assert not {"vehicles", "vehiclesAtStations", "docks"} & rentals.keys()
    assert "vehicleCount" not in found
    assert found["vehicles"] == []


async def test_stations_alone_whose_counts_are_old_have_no_vehicles_at_all(
    lines: Planner, connect: Connect
) -> None:
    """No list of vehicles says that none stands on the street."""
    old = told(stations_until=now(), vehicles_made_at=None, vehicles_until=None)
    client = await connect(with_rentals(lines, old, station("1", MIDDLE)))
    found = await get(client, f"/v1/cells/{h3.latlng_to_cell(MIDDLE.lat, MIDDLE.lon, 9)}")
    assert "vehicles" not in found["rentals"][0]
    assert "vehicleCount" not in found


async def test_docks_that_nobody_tells_are_not_none(lines: Planner, connect: Connect) -> None:
    client = await connect(with_rentals(lines, told(), station("1", MIDDLE, 3, None)))
    found = await get(client, f"/v1/cells/{h3.latlng_to_cell(MIDDLE.lat, MIDDLE.lon, 9)}")
    [rentals] = found["rentals"]
    assert (rentals["vehicles"], "docks" in rentals) == (3, False)


async def test_what_is_closed_is_no_vehicle_to_take(lines: Planner, connect: Connect) -> None:
    closed = told(time_zone="Europe/Lisbon", opening_hours="Su 10:00-12:00")
    client = await connect(with_rentals(lines, closed, station("1", MIDDLE), vehicle("v", MIDDLE)))
    found = await get(client, f"/v1/cells/{h3.latlng_to_cell(MIDDLE.lat, MIDDLE.lon, 9)}")
    assert (found["stationCount"], found["vehicleCount"]) == (1, 0)


async def test_where_nothing_is_nothing_is_counted(lines: Planner, connect: Connect) -> None:
    client = await connect(lines)
    found = await get(client, f"/v1/cells/{h3.latlng_to_cell(0, 0, 7)}")
    assert (found["stopCount"], found["stationCount"], found["vehicleCount"]) == (0, 0, 0)
    assert found["rentals"] == found["stops"] == found["vehicles"] == []


async def test_all_is_counted_and_some_is_told(lines: Planner, connect: Connect) -> None:
    many = (station(str(i), MIDDLE) for i in range(7))
    client = await connect(with_rentals(lines, told(), *many))
    name = h3.latlng_to_cell(MIDDLE.lat, MIDDLE.lon, 6)
    found = await get(client, f"/v1/cells/{name}?n=2")
    assert (found["stationCount"], len(found["stations"])) == (7, 2)
    assert (found["stopCount"], len(found["stops"])) == (3, 2)


@pytest.mark.parametrize("resolution", range(5, 11))
async def test_cells_of_a_box_say_what_each_says(
    lines: Planner, connect: Connect, resolution: int
) -> None:
    there = (told(), station("1", MIDDLE), station("2", LatLon(41.151, -8.6)), vehicle("v", SOUTH))
    client = await connect(with_rentals(lines, *there))
    found = await get(client, f"/v1/cells?bbox={BOX}&resolution={resolution}")
    assert found["resolution"] == resolution
    names = {h3.latlng_to_cell(at.lat, at.lon, resolution) for at in (MIDDLE, SOUTH)}
    assert names <= {each["cell"] for each in found["cells"]}
    for each in found["cells"]:
        alone = await get(client, f"/v1/cells/{each['cell']}")
        assert each.items() <= alone.items()


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/v1/cells/nonsense", "h3"),
        ("/v1/cells/89392009023FFFF", "h3"),
        (f"/v1/cells/{h3.latlng_to_cell(41, -8, 4)}", "h3"),
        (f"/v1/cells/{h3.latlng_to_cell(41, -8, 11)}", "h3"),
        (f"/v1/cells/{h3.latlng_to_cell(41, -8, 7)}?n=1001", "n"),
        ("/v1/cells", "bbox"),
        ("/v1/cells?bbox=1,2,3", "bbox"),
        ("/v1/cells?bbox=-8.6,41.1,-8.7,41.2", "bbox"),
        ("/v1/cells?bbox=-8.7,91,-8.6,92", "bbox"),
        ("/v1/cells?bbox=-8.7,41.1,-8.5,41.2&resolution=10", "bbox"),
        ("/v1/cells?bbox=-180,-90,180,90&resolution=5", "bbox"),
        (f"/v1/cells?bbox={BOX}&resolution=4", "resolution"),
        (f"/v1/cells?bbox={BOX}&resolution=11", "resolution"),
    ],
)
async def test_errors_name_the_parameter(client: Client, path: str, parameter: str) -> None:
    assert (await get(client, path, 400))["parameter"] == parameter


@given(st.text(max_size=20))
@settings(derandomize=True, deadline=None, max_examples=200)
def test_no_text_but_a_cell_is_one(text: str) -> None:
    if h3.is_valid_cell(text):
        return
    with pytest.raises(ValueError, match="not an H3 cell"):
        read_cell(text)


async def test_without_a_timetable_there_is_something_to_rent(connect: Connect) -> None:
    planner = Planner(Graph(None, None, None, {})).with_rentals(
        laid(None, told(), station("1", MIDDLE), now=now())
    )
    found = await get(await connect(planner), f"/v1/cells?bbox={BOX}")
    [cell] = found["cells"]
    assert (cell["stopCount"], cell["stationCount"]) == (0, 1)


async def test_answers_are_what_the_document_says(lines: Planner, connect: Connect) -> None:
    described = document(ROUTES, "1")
    client = await connect(with_rentals(lines, told(), station("1", MIDDLE), vehicle("v", SOUTH)))
    name = h3.latlng_to_cell(MIDDLE.lat, MIDDLE.lon, 6)
    for path in (f"/v1/cells/{name}", f"/v1/cells?bbox={BOX}"):
        known = "/v1/cells" if "?" in path else "/v1/cells/{h3}"
        answer = described["paths"][known]["get"]["responses"]["200"]
        schema = answer["content"]["application/json"]["schema"]
        jsonschema.Draft202012Validator({**described, **schema}).validate(await get(client, path))
