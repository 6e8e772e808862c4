"""What is live, clicked through in a browser on the invented city at twenty past eight."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from maas.demo.live.city import City, Moment
from maas.demo.live.schedule import read_schedule
from tests.page.accessibility import check_access
from tests.page.conftest import Open
from tests.page.living.conftest import Spoiled
from tests.page.test_map_page import ASKED, IDLE, ready

pytestmark = pytest.mark.slow

NOW = 1_779_258_000
"""The city's clock, which stands (Unix s)."""

HOSTILE = "<img src=x onerror=alert(1)>"
VEHICLES = "maas.map.getSource('vehicles').serialize().data.features"
SEEN = f"""(() => {{
    const spots = {VEHICLES}.map((each) => maas.map.project(each.geometry.coordinates));
    const {{ x, y }} = spots.find((at) => at.x > 600 && at.x < 1100 && at.y > 100 && at.y < 700);
    return [x, y]; }})()"""
"""Where one is in the middle of the map (px)."""
TRIES = 5


@pytest.fixture(scope="session")
def moment(folder: Path, city: str) -> Moment:
    """What the simulator tells."""
    return City.of(read_schedule(folder), 1).at(NOW)


def test_vehicles_move_and_tell_where_they_go(visit: Open) -> None:
    page = ready(visit())
    page.evaluate("maas.map.jumpTo({ center: [-2.608, 46.2041], zoom: 14.5 })")
    page.wait_for_function(f"{VEHICLES}.length > 10")
    before = page.evaluate(VEHICLES)
    assert any(each["properties"]["live"] for each in before)
    page.wait_for_function(
        f"""before => {VEHICLES}.some(({{ properties, geometry }}) => before.some((other) =>
            other.properties.id === properties.id
            && other.geometry.coordinates[0] !== geometry.coordinates[0]))""",
        arg=before,
    )
    for _ in range(TRIES):  # while it is clicked at, it drives on
        page.evaluate("document.querySelectorAll('.maplibregl-popup').forEach((it) => it.remove())")
        page.mouse.click(*page.evaluate(SEEN))
        page.wait_for_timeout(500)
        if page.locator(".vehicle").count():
            break
    expect(page.locator(".vehicle")).to_contain_text("next stop")


def test_from_afar_no_vehicles_are_asked_for(visit: Open) -> None:
    page = ready(visit())
    page.evaluate("maas.map.jumpTo({ zoom: 10 })")
    page.wait_for_function(f"{VEHICLES}.length === 0")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(1000)
    assert not [url for url in asked if "map/trips" in url]


def test_itineraries_tell_how_late_they_are(visit: Open) -> None:
    page = visit(ASKED)
    as_of = re.compile(r"live as of 08:20:[0-5]\d")  # the page's clock ticks, the city's stands
    expect(page.locator("#age")).to_contain_text(as_of)
    expect(page.locator(".late, .punctual").first).to_be_visible()
    expect(page.locator("#news")).to_be_hidden()


def test_cancelled_trips_stay_on_the_board(visit: Open, moment: Moment) -> None:
    run = min((run for run in moment.cancelled if run.start > NOW), key=lambda run: run.start)
    page = visit(f"/?stop=city:{run.way.stops[0].id}")
    row = page.locator(".departures .cancelled").first
    expect(row).to_contain_text("cancelled")
    expect(row).to_contain_text(run.way.route_id)


def test_boards_turn_their_pages(visit: Open) -> None:
    page = visit("/?stop=city:S010")
    rows = page.locator(".departures li")
    expect(rows).to_have_count(14)
    first = rows.all_inner_texts()
    page.get_by_role("button", name="Later").click()
    expect(rows.first).not_to_have_text(first[0], use_inner_text=True)
    page.get_by_role("button", name="Earlier").click()
    expect(rows.last).to_have_text(first[-1], use_inner_text=True)


def test_alerts_unfold_and_can_be_put_away(visit: Open, moment: Moment) -> None:
    works = moment.city.works
    assert works is not None
    page = visit(f"/?stop=city:{works.left_out[0].id}", locale="fr")
    alert = page.locator(".alert", has_text="déviée")
    alert.locator("summary").click()
    expect(alert).to_contain_text(works.instead.name)
    alert.get_by_role("button", name="Masquer").click()
    expect(alert).to_have_count(0)
    page.get_by_role("button", name="Actualiser").click()
    expect(page.locator(".departures li").first).to_be_visible()
    expect(alert).to_have_count(0)


def test_a_hostile_alert_is_only_words(spoiled: Spoiled, city: str) -> None:
    alert = {"headerText": HOSTILE, "descriptionText": HOSTILE, "url": "javascript:alert(1)"}
    page = spoiled("**/stoptimes*", lambda board: board["place"].update(alerts=[alert]))
    page.goto(f"{city}/?stop=city:S010")
    expect(page.locator(".alert summary")).to_have_text(HOSTILE)
    assert page.locator(".alert img, .alert a").count() == 0


@pytest.mark.parametrize(
    ("state", "age", "words"),
    [("LOST", None, "No live data at the moment"), ("STALE", 600, "Live data is 10 min old.")],
)
def test_a_source_that_is_late_or_lost_is_told(
    spoiled: Spoiled, city: str, state: str, age: int | None, words: str
) -> None:
    page = spoiled(
        "**/v1/sources*", lambda answer: answer["sources"][-1].update(state=state, age=age)
    )
    page.goto(city)
    expect(page.locator("#news")).to_contain_text(words)


def test_the_page_without_scripts_tells_the_same(visit: Open) -> None:
    page = visit("/plain" + ASKED.removeprefix("/"), java_script_enabled=False)
    expect(page.locator(".late, .punctual").first).to_be_attached()


@pytest.mark.parametrize("address", [ASKED, "/?stop=city:S010"])
def test_nobody_is_shut_out_of_news(visit: Open, axe: str, address: str) -> None:
    page = ready(visit(address))
    if address == ASKED:
        page.locator(".card .head").first.click()
        expect(page.locator(".card.chosen .legs")).to_be_visible()
    check_access(page, axe)


def test_the_map_turns_dark_with_the_system(visit: Open) -> None:
    page = ready(visit())
    land = "maas.map.getPaintProperty('land', 'background-color')"
    light = page.evaluate(land)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"light => {land} !== light", arg=light)
    page.evaluate(IDLE)
