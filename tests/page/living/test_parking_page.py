"""Places to park, clicked through in a browser on the invented city at twenty past eight."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from api.page.own import WITH_OWN
from maas.demo import EXAMPLE
from maas.demo.parking.filling import fill
from maas.demo.parking.places import Park, ParkingPlaces, read_parking
from tests.page.accessibility import check_access
from tests.page.conftest import Open
from tests.page.living.conftest import Spoiled
from tests.page.living.test_live_page import NOW
from tests.page.test_map_page import IDLE, ready

pytestmark = pytest.mark.slow

HOSTILE = "<img src=x onerror=alert(1)>"
DRAWN = "maas.map.getSource('parking').serialize().data.features"
BY_CAR = "/?" + urlencode(
    {
        "from": EXAMPLE.origin,
        "to": EXAMPLE.destination,
        "date": "2026-05-20",
        "time": "08:20",
        "own": "park",
        "modes": "BUS,COACH,ODM,OTHER,TRAM,SUBWAY,FUNICULAR,AERIAL_LIFT,REGIONAL_RAIL",
    }
)


@pytest.fixture(scope="session")
def places(folder: Path, city: str) -> ParkingPlaces:
    """What the simulator knows of its car parks."""
    return read_parking(folder)


def named(places: ParkingPlaces, id: str) -> tuple[int, Park]:
    """A car park of the city and its number."""
    return next((i, park) for i, park in enumerate(places.city, 1) if park.id == id)


def tap(page: Page, park: Park) -> Any:
    """Open what is told of a car park."""
    lat, lon = park.at
    page.evaluate(f"maas.map.jumpTo({{ center: [{lon}, {lat}], zoom: 17.5 }})")
    page.wait_for_function(f"() => {DRAWN}.length > 0")
    page.evaluate(IDLE)
    at = page.evaluate(f"maas.map.project([{lon}, {lat}])")
    page.mouse.click(at["x"], at["y"])
    return page.locator(".rental")


def test_a_car_park_tells_how_full_it_is_and_how_old_that_is(
    visit: Open, places: ParkingPlaces
) -> None:
    number, park = named(places, "halles")
    counted = fill(park, 1, number, NOW)
    assert counted is not None
    popup = tap(ready(visit()), park)
    expect(popup).to_contain_text("Parking des Halles")
    expect(popup).to_contain_text(f"{counted.free} of {park.capacity} places free")
    expect(popup).to_contain_text(re.compile(r"\d+ (s|min) ago"))
    expect(popup).to_contain_text("height at most 1.90 m")
    expect(popup).to_contain_text("8 for disabled people")
    popup.get_by_role("button", name="To here").click()
    expect(popup).to_have_count(0)


@pytest.mark.parametrize(
    ("id", "said"), [("gare", "how many places are free is not known"), ("pr-est", "full")]
)
def test_what_is_full_or_not_known_says_so(
    visit: Open, places: ParkingPlaces, id: str, said: str
) -> None:
    popup = tap(ready(visit()), named(places, id)[1])
    expect(popup).to_contain_text(said)
    assert "0 of" not in popup.inner_text()


def test_signs_have_words_and_not_only_colours(visit: Open, places: ParkingPlaces) -> None:
    page = ready(visit())
    page.evaluate("maas.map.jumpTo({ center: [-2.6, 46.2], zoom: 13.1 })")
    page.wait_for_function(f"() => {DRAWN}.length > 6")
    told = {each["properties"]["sign"] for each in page.evaluate(DRAWN)}
    assert {"full", "?"} <= told and any(sign.isdigit() for sign in told)


def test_what_is_near_is_a_list_as_well(visit: Open, places: ParkingPlaces) -> None:
    page = ready(visit())
    lat, lon = named(places, "halles")[1].at
    page.evaluate(f"maas.map.jumpTo({{ center: [{lon}, {lat}], zoom: 15 }})")
    page.get_by_role("region", name="Map").locator("canvas").press("Enter")
    page.get_by_role("button", name="Parking near here").click()
    page.locator(".around button", has_text="Parking des Halles").click()
    expect(page.locator(".rental")).to_contain_text("places free")


def test_park_and_ride_names_the_car_park_its_room_age_and_price(visit: Open) -> None:
    page = visit(BY_CAR)
    cards, leg = (page.locator(each) for each in (".card:has(.bar .CAR)", ".chosen .parked"))
    expect(cards.first).to_be_visible()
    for i in range(cards.count()):  # the soonest may lead to one that is known not to count
        cards.nth(i).locator(".head").click()
        expect(leg).to_contain_text("park at")
        if "places free" in leg.inner_text():
            break
    expect(leg).to_contain_text(
        re.compile(r"park at .+ · \d+ of \d+ places free · \d+ (s|min) ago")
    )
    expect(leg).to_contain_text(re.compile(r"free of charge|price unknown"))
    expect(page.locator("select[name=own]")).to_have_value("park")


def test_the_page_without_scripts_tells_the_same(visit: Open) -> None:
    page = visit(
        "/plain" + BY_CAR.removeprefix("/").partition("&modes")[0], java_script_enabled=False
    )
    expect(page.get_by_label("My own car or bike")).to_have_value("park")
    told = page.locator(".legs", has_text=re.compile(r"park at .+ places free"))
    expect(told.first).to_be_attached()


def test_what_towns_write_is_only_words(spoiled: Spoiled, city: str, places: ParkingPlaces) -> None:
    def spoil(answer: dict[str, Any]) -> None:
        for each in answer["parking"]:
            each.update(name=HOSTILE, url="javascript:alert(1)", feeText=HOSTILE)

    page = spoiled("**/v1/parking*", spoil)
    page.goto(city)
    popup = tap(ready(page), named(places, "mail")[1])
    expect(popup).to_contain_text(HOSTILE)
    assert popup.locator("img, a").count() == 0


def test_nobody_is_shut_out_of_parking(visit: Open, axe: str) -> None:
    page = ready(visit(BY_CAR))
    page.locator(".card", has=page.locator(".bar .CAR")).first.locator(".head").click()
    expect(page.locator(".card.chosen .parked").first).to_be_visible()
    page.get_by_text("Options").click()
    check_access(page, axe)


@pytest.mark.parametrize("own", [*WITH_OWN])
def test_every_choice_is_answered(city: str, own: str) -> None:
    asked = {"from": EXAMPLE.origin, "to": EXAMPLE.destination, "own": own, "lang": "en"}
    with urlopen(f"{city}/plain?{urlencode(asked)}", timeout=20) as reply:
        page = reply.read().decode()
    assert 'class="ways"' in page and f'value="{own}" selected' in page


def plan(city: str, **asked: str) -> list[dict[str, Any]]:
    """Itineraries with lines from the north-west over the river."""
    ends = {"fromPlace": EXAMPLE.origin, "toPlace": EXAMPLE.destination}
    query = {**ends, "time": "2026-05-20T06:20:00Z", "maxPreTransitTime": "420", **asked}
    with urlopen(f"{city}/api/v6/plan?{urlencode(query)}", timeout=20) as reply:
        ways: list[dict[str, Any]] = json.load(reply)["itineraries"]
    return ways


def grams(ways: list[dict[str, Any]], *modes: str) -> float:
    """What the first way gives off whose legs, walks left out, are of these modes."""
    moves = ([leg["mode"] for leg in way["legs"] if leg["mode"] != "WALK"] for way in ways)
    found: float = ways[list(moves).index([*modes])]["emissions"]["ghg"]
    return found


def test_a_park_and_ride_answer_stands_beside_bus_and_bike_with_tram(city: str) -> None:
    ways = plan(city, preTransitModes="WALK,CAR_PARKING")
    way = next(way for way in ways if way["legs"][0]["mode"] == "CAR")
    parked = way["legs"][0]["parking"]
    assert way["legs"][1]["mode"] == "WALK" and parked["name"].startswith("P+R ")
    assert 0 < parked["free"] < parked["capacity"] and 0 <= parked["dataAge"] < 300
    assert (parked["openingStatus"], parked["dataSource"]) == ("OPEN", "parking-ambrelune")
    assert parked["price"]["amount"] == 0 and way["price"]["complete"]
    assert {part["source"] for part in way["price"]["parts"]} > {"driving"}
    by_bike = plan(city, preTransitModes="BIKE")
    with_tram, by_bus = grams(ways, "CAR", "TRAM"), grams(ways, "BUS")
    assert grams(by_bike, "BIKE", "TRAM") < with_tram and by_bus > 0
