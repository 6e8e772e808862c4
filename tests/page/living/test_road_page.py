"""The road on the map, and what the town's staff do there, at twenty past eight of a Wednesday."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from maas.demo.road.places import Stretch, read_road
from tests.page.accessibility import check_access
from tests.page.conftest import Open
from tests.page.living.conftest import Spoiled
from tests.page.test_map_page import IDLE, ready

pytestmark = pytest.mark.slow

HOSTILE = "<img src=x onerror=alert(1)>"
DRAWN = "maas.map.getSource('incidents').serialize().data.features"
SHOWN = "maas.map.getSource('drawing').serialize().data.features"


@pytest.fixture(scope="module")
def bridge(folder: Path, city: str) -> Stretch:
    """The one that buses take."""
    return read_road(folder).bridge


@pytest.fixture(scope="module")
def key(folder: Path, city: str) -> str:
    """What the town hall shows."""
    words = ("keys", "create", str(folder / "demo.toml"), "--scope", "staff", "--name", "page")
    command = [sys.executable, "-m", "maas", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]


def tell(city: str, key: str, method: str, path: str, body: object = None) -> Any:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    content = None if body is None else json.dumps(body).encode()
    with urlopen(Request(f"{city}{path}", content, headers, method=method), timeout=20) as reply:
        return json.load(reply)


@pytest.fixture
def draft(city: str, key: str, bridge: Stretch) -> Iterator[str]:
    """A closure of the bridge that waits to be needed."""
    body = {
        "kind": "CLOSURE",
        "status": "DRAFT",
        "line": bridge.line,
        "street": bridge.street,
        "concerns": ["EVERYONE"],
        "text": "Crue de l'Orlène",
    }
    kept = tell(city, key, "POST", "/v1/incidents", body)["id"]
    yield kept
    tell(city, key, "DELETE", f"/v1/incidents/{kept}")


def over(bridge: Stretch, **more: str) -> str:
    """The address of a question from one bank to the other."""
    ends = {"from": bridge.line[0], "to": bridge.line[-1]}
    asked = {name: f"{lat - (name == 'from') * 0.001:.5f},{lon:.5f}"
             for name, (lat, lon) in ends.items()}  # fmt: skip
    return "/?" + urlencode({**asked, "date": "2026-05-20", "time": "08:20", **more})


def looking(page: Page, bridge: Stretch) -> Page:
    """At the bridge."""
    lat, lon = bridge.line[1]
    page.evaluate(f"maas.map.jumpTo({{ center: [{lon}, {lat}], zoom: 15.5 }})")
    page.evaluate(IDLE)
    return page


def at_work(page: Page, key: str) -> Any:
    """Somebody of the staff, with the panel open."""
    page.get_by_role("button", name="For the town's staff").click()
    page.get_by_label("Staff key").fill(key)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("button", name="Write a new one")).to_be_visible()
    return page.locator("#staff")


def test_jams_and_works_are_drawn_until_one_does_not_want_them(visit: Open) -> None:
    page = ready(visit())
    page.evaluate("maas.map.jumpTo({ center: [-2.605, 46.205], zoom: 12.5 })")
    page.wait_for_function(f"() => {DRAWN}.length > 10")
    looks = {each["properties"]["look"] for each in page.evaluate(DRAWN)}
    assert {"jam", "other", "closed"} <= looks, "the market of Saturday is closed, but not now"
    page.get_by_text("Options").click()
    page.get_by_label("Closures, works and jams").uncheck()
    page.wait_for_function(f"() => {DRAWN}.length === 0")


def test_what_is_near_is_a_list_that_tells_street_hours_and_source(visit: Open) -> None:
    page = ready(visit())
    page.wait_for_function(f"() => {DRAWN}.some((each) => each.properties.look === 'closed')")
    lon, lat = page.evaluate(
        f"{DRAWN}.find((each) => each.properties.look === 'closed'"
        " && each.geometry.type === 'Point').geometry.coordinates"
    )
    page.evaluate(f"maas.map.jumpTo({{ center: [{lon}, {lat}], zoom: 15 }})")
    page.get_by_role("region", name="Map").locator("canvas").press("Enter")
    page.get_by_role("button", name="On the road near here").click()
    page.locator(".around button", has_text="closed").first.click()
    told = page.locator(".rental")
    expect(told).to_contain_text(re.compile(r"closed.*(21:30–05:00|Sa 06:00–14:00)", re.DOTALL))
    expect(told).to_contain_text("Voirie d'Ambrelune")


def test_one_button_closes_the_bridge_and_opens_it_again(
    visit: Open, key: str, draft: str, bridge: Stretch
) -> None:
    page = ready(visit(over(bridge, modes="BUS,CAR,BIKE")))
    expect(page.locator(".card").first).to_be_visible()
    staff = at_work(page, key)
    assert page.evaluate("localStorage.length") == 0 and key not in page.url
    staff.get_by_role("button", name=f"Close {bridge.street} now").click()
    expect(page.locator(".card .warned").first).to_be_visible()
    for mode in ("CAR", "BIKE", "WALK"):
        page.locator(f".card:has(.bar .{mode}):not(:has(.bar .badge)) .head").click()
        told = page.locator(".chosen .alert", has_text=f"{bridge.street} closed")
        expect(told).to_contain_text(re.compile("the way leads round it · .* longer"))
    looking(page, bridge)
    page.wait_for_function(
        f"() => {DRAWN}.some((each) => each.properties.id.includes('incidents:'))"
    )
    staff.get_by_role("button", name=f"Open {bridge.street} again").click()
    expect(page.locator(".card .warned")).to_have_count(0)
    expect(staff.get_by_role("button", name=f"Close {bridge.street} now")).to_be_visible()


def test_a_plan_without_a_name_is_not_taken_for_another_closure_without_one(
    visit: Open, city: str, key: str, bridge: Stretch
) -> None:
    here = {"kind": "CLOSURE", "line": bridge.line, "concerns": ["TRUCK"]}
    there = {**here, "line": [[lat, lon + 0.01] for lat, lon in bridge.line]}
    bodies = ({**here, "status": "DRAFT"}, there)
    kept = [tell(city, key, "POST", "/v1/incidents", body)["id"] for body in bodies]
    staff = at_work(ready(visit()), key)
    expect(staff.get_by_role("button", name="Close Road now")).to_be_visible()
    for each in kept:
        tell(city, key, "DELETE", f"/v1/incidents/{each}")


def test_staff_draw_see_what_is_cut_and_publish(visit: Open, key: str, bridge: Stretch) -> None:
    page = looking(ready(visit()), bridge)
    staff = at_work(page, key)
    staff.get_by_role("button", name="Write a new one").click()
    for lat, lon in (bridge.line[0], bridge.line[-1]):
        at = page.evaluate(f"maas.map.project([{lon}, {lat}])")
        page.mouse.click(at["x"], at["y"])
    expect(staff).to_contain_text("2 points")
    expect(staff.get_by_label("Street", exact=True)).not_to_have_value("")
    staff.get_by_label("Street", exact=True).fill(bridge.street)
    staff.get_by_label("Why, as people read it").fill("Inspection")
    for whom in ("cars", "buses"):
        staff.get_by_label(whom).check()
    staff.get_by_role("button", name="What is cut?").click()
    expect(staff.locator(".cut")).to_contain_text(
        re.compile(f"Streets.*{bridge.street} \\(2\\d0 m\\)")
    )
    expect(staff.locator(".cut")).to_contain_text("Lines")
    page.wait_for_function(f"() => {SHOWN}.some((each) => each.properties.kind === 'cut')")
    staff.get_by_role("button", name="Publish").click()
    row = staff.locator(".written li", has_text=bridge.street)
    expect(row).to_contain_text("published")
    row.get_by_role("button", name="Withdraw").click()
    expect(row).to_have_count(0)


def test_a_piece_of_street_is_picked_with_a_click_and_kept_as_a_draft(
    visit: Open, key: str, bridge: Stretch
) -> None:
    page = looking(ready(visit()), bridge)
    staff = at_work(page, key)
    staff.get_by_role("button", name="Write a new one").click()
    staff.get_by_label("Where").select_option("Pick a piece of a street")
    lat, lon = bridge.line[1]
    at = page.evaluate(f"maas.map.project([{lon}, {lat}])")
    page.mouse.click(at["x"], at["y"])
    expect(staff.get_by_label("Street", exact=True)).to_have_value(bridge.street)
    staff.get_by_label("Mo", exact=True).check()
    staff.get_by_role("button", name="Keep as a draft").click()
    row = staff.locator(".written li", has_text=bridge.street)
    expect(row).to_contain_text("draft")
    row.get_by_role("button", name="Withdraw").click()
    expect(row).to_have_count(0)


def test_whoever_looks_may_report_what_is_wrong_there(visit: Open, bridge: Stretch) -> None:
    page = looking(ready(visit()), bridge)
    page.get_by_role("region", name="Map").locator("canvas").press("Enter")
    page.get_by_role("button", name="Report something here").click()
    page.get_by_role("button", name="Obstacle").click()
    expect(page.locator(".maplibregl-popup")).to_contain_text("Others see it once more people")


def test_a_wrong_key_is_said_and_forgotten(visit: Open) -> None:
    page = ready(visit(complaint="401"))
    page.get_by_role("button", name="For the town's staff").click()
    page.get_by_label("Staff key").fill("maas_wrong")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#staff")).to_contain_text("does not open what staff may do")
    assert page.evaluate("sessionStorage.length") == 0


def test_what_sources_write_is_only_words(spoiled: Spoiled, city: str) -> None:
    def spoil(answer: dict[str, Any]) -> None:
        for each in answer["features"]:
            each["properties"].update(street=HOSTILE, text=HOSTILE, url="javascript:alert(1)")

    page = spoiled("**/v1/incidents*", spoil)
    page.goto(city)
    ready(page)
    page.get_by_role("region", name="Map").locator("canvas").press("Enter")
    page.get_by_role("button", name="On the road near here").click()
    page.locator(".around button").first.click()
    popup = page.locator(".rental")
    expect(popup).to_contain_text(HOSTILE)
    assert popup.locator("img, a").count() == 0


def test_nobody_is_shut_out_of_the_road(visit: Open, key: str, axe: str) -> None:
    page = ready(visit())
    staff = at_work(page, key)
    staff.get_by_role("button", name="Write a new one").click()
    check_access(page, axe)
