"""Vehicles to rent, clicked through in a browser on the invented city at twenty past eight."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from maas.demo.rentals.bikes import BikeSystem
from maas.demo.rentals.places import Site, read_places
from maas.demo.rentals.rhythm import day_of
from tests.page.accessibility import check_access
from tests.page.conftest import Open
from tests.page.living.conftest import Spoiled
from tests.page.living.test_live_page import NOW
from tests.page.test_map_page import ASKED, IDLE, ready

pytestmark = pytest.mark.slow

HOSTILE = "<img src=x onerror=alert(1)>"
RENTALS = "maas.map.getSource('rentals').serialize().data.features"
ZONES = "maas.map.getSource('zones').serialize().data.features"


@pytest.fixture(scope="session")
def bikes(folder: Path, city: str) -> BikeSystem:
    """What the simulator knows of its bikes."""
    return BikeSystem.of(read_places(folder).docks, 1)


def look_at(page: Page, site: Site, zoom: float = 16.5) -> None:
    """Show a place in the middle of what the panel leaves free, with what can be rented there."""
    lat, lon = site.at
    page.evaluate(f"maas.map.jumpTo({{ center: [{lon}, {lat}], zoom: {zoom} }})")
    page.wait_for_function(f"() => {RENTALS}.length > 0")
    page.evaluate(IDLE)


def tap(page: Page, site: Site) -> Any:
    """Open what is told of a station, so near that no bus passes under the finger."""
    look_at(page, site, zoom=18)
    at = page.evaluate(f"maas.map.project([{site.at[1]}, {site.at[0]}])")
    page.mouse.click(at["x"], at["y"])
    return page.locator(".rental")


def test_a_station_tells_what_stands_there_and_how_old_that_is(
    visit: Open, bikes: BikeSystem
) -> None:
    row, site = next((i, s) for i, s in enumerate(bikes.docks) if s.pull > 0.7)
    stock = bikes.at(NOW)[row]
    popup = tap(ready(visit()), site)
    expect(popup).to_contain_text(site.name)
    expect(popup).to_contain_text(re.compile(rf"{stock.mechanical + stock.electric} bikes?, "))
    expect(popup).to_contain_text(re.compile(rf"{stock.free} free places?"))
    expect(popup).to_contain_text(re.compile(r"Vélambre · \d+ s ago"))
    expect(popup.get_by_role("link", name="Rent with Vélambre")).to_have_attribute(
        "href", re.compile(r"^https://example\.org/velambre/station/")
    )
    popup.get_by_role("button", name="To here").click()
    expect(popup).to_have_count(0)


def test_a_station_nobody_hears_of_has_no_number(visit: Open, bikes: BikeSystem) -> None:
    day = day_of(NOW)
    row = next(i for i in range(len(bikes.docks)) if bikes.is_silent(i, day))
    page = ready(visit())
    popup = tap(page, bikes.docks[row])
    expect(popup).to_contain_text("how many are there is not known")
    assert "0 bikes" not in popup.inner_text()


def test_a_closed_station_says_so(visit: Open, bikes: BikeSystem) -> None:
    day = day_of(NOW)
    row = next(i for i in range(len(bikes.docks)) if bikes.is_closed(i, day))
    expect(tap(ready(visit()), bikes.docks[row])).to_contain_text("nothing can be taken here")


def test_scooters_show_where_they_may_not_go(visit: Open, bikes: BikeSystem) -> None:
    page = ready(visit())
    look_at(page, bikes.docks[5])
    page.evaluate("maas.map.jumpTo({ zoom: 15 })")
    page.wait_for_function(f"() => {RENTALS}.some((each) => !each.properties.isStation)")
    page.evaluate(IDLE)
    assert page.evaluate(f"{ZONES}.length") == 0
    page.get_by_role("region", name="Map").locator("canvas").press("Enter")
    page.get_by_role("button", name="Rental vehicles near here").click()
    page.locator(".around button", has_text="Trottilune").first.click()
    expect(page.locator(".rental")).to_contain_text(re.compile(r"range \d"))
    page.wait_for_function(f"() => {ZONES}.length > 4")
    page.locator(".maplibregl-popup-close-button").click()
    page.wait_for_function(f"() => {ZONES}.length === 0")


def test_from_afar_nothing_is_asked_for(visit: Open) -> None:
    page = ready(visit())
    page.evaluate("maas.map.jumpTo({ zoom: 11 })")
    page.wait_for_function(f"() => {RENTALS}.length === 0")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(1000)
    assert not [url for url in asked if "map/rentals" in url]


def test_ways_with_rented_vehicles_are_told_and_can_be_left_out(visit: Open) -> None:
    page = visit(ASKED)
    rented = page.locator(".bar .rented")
    expect(rented.first).to_be_visible()
    card = page.locator(".card", has=rented).first
    card.locator(".head").click()
    leg = page.locator(".card.chosen .legs .rented").first
    expect(leg).to_contain_text(re.compile(r"(take|leave) it"))
    expect(leg).to_contain_text(re.compile(r"\d+ s ago|\d+ min ago"))
    expect(leg.get_by_role("link", name="Rent with")).to_be_visible()
    page.get_by_text("Options").click()
    page.get_by_label("Rental vehicle", exact=True).uncheck()
    page.get_by_role("button", name="Find a way").click()
    expect(page.locator(".card").first).to_be_visible()
    expect(rented).to_have_count(0)


def test_what_operators_write_is_only_words(spoiled: Spoiled, city: str, bikes: BikeSystem) -> None:
    def spoil(answer: dict[str, Any]) -> None:
        for each in answer["stations"]:
            each.update(name=HOSTILE, rentalUriWeb="javascript:alert(1)")
        for provider in answer["providers"]:
            provider.update(name=HOSTILE, color="url(x)")

    page = spoiled("**/map/rentals*", spoil)
    page.goto(city)
    popup = tap(ready(page), bikes.docks[3])
    expect(popup).to_contain_text(HOSTILE)
    assert popup.locator("img, a").count() == 0


def test_the_page_without_scripts_tells_the_same(visit: Open) -> None:
    address = "/plain" + ASKED.removeprefix("/") + "&rental=true"
    page = visit(address, java_script_enabled=False)
    expect(page.get_by_label("Rental vehicle")).to_be_checked()
    expect(page.locator(".legs", has_text=re.compile("(take|leave) it")).first).to_be_attached()


def test_nobody_is_shut_out_of_renting(visit: Open, axe: str, bikes: BikeSystem) -> None:
    page = ready(visit(ASKED))
    page.locator(".card", has=page.locator(".rented")).first.locator(".head").click()
    expect(page.locator(".card.chosen .legs .rented").first).to_be_visible()
    check_access(page, axe)
