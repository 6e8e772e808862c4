"""The map, clicked through in a browser on the invented city."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from maas.demo import EXAMPLE
from tests.page.accessibility import check_access
from tests.page.browsing import FLAGS, find_chromium
from tests.page.conftest import Open

pytestmark = pytest.mark.slow

ASKED = "/?" + urlencode(
    {"from": EXAMPLE.origin, "to": EXAMPLE.destination, "date": "2026-05-20", "time": "08:20"}
)
STOP = "/?stop=city:S010"
DRAWN = "maas.map.getSource('way').serialize().data.features ?? []"
OPENED = "new Promise(done => (function look() { window.maas ? done() : setTimeout(look, 50); })())"
IDLE = """new Promise((done, fail) => {
  if (maas.map.loaded()) done();
  maas.map.once("idle", done);
  setTimeout(() => fail("the map is never idle"), 60000);
})"""


def ready(page: Page) -> Page:
    """The page once its map is drawn."""
    page.evaluate(OPENED)
    page.evaluate(IDLE)
    return page


def lines(page: Page) -> set[tuple[str, str]]:
    """(kind, colour) of the lines drawn over the map."""
    return {
        (each["properties"]["kind"], each["properties"]["color"])
        for each in page.evaluate(DRAWN)
        if each["geometry"]["type"] == "LineString"
    }


def cards(page: Page) -> list[str]:
    expect(page.locator(".card").first).to_be_visible()
    return page.locator(".card .head").all_inner_texts()


def test_places_are_typed_and_an_itinerary_is_chosen(visit: Open) -> None:
    page = ready(visit())
    start = page.get_by_role("combobox", name="From")
    start.fill("town ha")
    expect(page.get_by_role("option", name="Town Hall").first).to_be_visible()
    start.press("ArrowDown")
    assert start.get_attribute("aria-activedescendant") == "from-0"
    start.press("Enter")
    expect(start).to_have_value("Town Hall")
    page.get_by_role("combobox", name="To").fill("south st")
    page.get_by_role("option", name="South Station").first.click()
    assert all(" min" in card and "€" in card and "g CO₂" in card for card in cards(page)[:1])
    assert "timetable of" in page.locator("#age").inner_text()
    page.locator(".card .head").first.click()
    expect(page.locator(".card.chosen .legs")).to_contain_text("towards")
    assert {"ride", "street"} == {kind for kind, _ in lines(page)}
    assert all(re.fullmatch("#[0-9A-Fa-f]{6}", colour) for _, colour in lines(page))
    assert "way=" in page.url and page.title().startswith("Town Hall → South Station")


def test_a_link_shows_what_its_sender_saw(visit: Open) -> None:
    sender = ready(visit(ASKED))
    cards(sender)
    sender.locator(".card .head").nth(1).click()
    expect(sender.locator(".card.chosen")).to_be_visible()
    reader = ready(visit("/?" + sender.url.partition("/?")[2]))
    expect(reader.locator(".card.chosen .head")).to_have_text(
        sender.locator(".card.chosen .head").inner_text(), use_inner_text=True
    )
    assert lines(reader) == lines(sender) != set()


def test_a_link_outlives_the_answer_it_came_from(visit: Open) -> None:
    sender = ready(visit(ASKED))
    cards(sender)
    sender.locator(".card .head").first.click()
    expect(sender.locator(".card.chosen")).to_be_visible()
    shown = sender.locator(".card.chosen .times").inner_text()
    link = sender.url.partition("/?")[2].replace("time=08%3A20", "time=15%3A00")
    reader = ready(visit("/?" + link))
    expect(reader.locator(".card.chosen .times")).to_have_text(shown, use_inner_text=True)
    assert lines(reader) == lines(sender)


def test_back_undoes_and_pages_turn(visit: Open) -> None:
    page = ready(visit(ASKED))
    before = cards(page)
    page.locator(".card .head").first.click()
    expect(page.locator(".card.chosen")).to_be_visible()
    page.go_back()
    expect(page.locator(".card.chosen")).to_have_count(0)
    page.get_by_role("button", name="Later").click()
    expect(page.locator(".card .head").first).not_to_have_text(before[0], use_inner_text=True)
    page.go_back()
    expect(page.locator(".card .head").first).to_have_text(before[0], use_inner_text=True)


def test_a_stop_clicked_shows_its_board(visit: Open) -> None:
    page = ready(visit())
    page.evaluate("maas.map.jumpTo({ center: [-2.6080739, 46.2041935], zoom: 16 })")
    page.evaluate(IDLE)
    at = page.evaluate("maas.map.project([-2.6080739, 46.2041935])")
    page.mouse.click(at["x"], at["y"])
    board = page.get_by_role("region", name="Departures")
    expect(board.get_by_role("heading")).to_have_text("Central Station")
    expect(board.locator(".departures li")).to_have_count(14)
    assert re.search(r"\d+ min", board.inner_text())
    assert "stop=" in page.url
    board.get_by_role("button", name="Refresh").click()
    board.get_by_role("button", name="From here").click()
    expect(page.get_by_role("combobox", name="From")).to_have_value("Central Station")
    expect(board).to_be_hidden()


def test_a_link_to_a_board_shows_where_its_stop_is(visit: Open) -> None:
    page = ready(visit(STOP))
    expect(page.get_by_role("heading", name="Central Station")).to_be_visible()
    page.evaluate(IDLE)
    west, south, east, north = page.evaluate("maas.map.getBounds().toArray().flat()")
    assert east - west < 0.05 and west < -2.608 < east and south < 46.2042 < north


def test_both_ends_can_be_clicked(visit: Open) -> None:
    page = ready(visit())
    for lon, lat, name in ((-2.6080739, 46.2041935, "From here"), (-2.59, 46.215, "To here")):
        at = page.evaluate(f"maas.map.project([{lon}, {lat}])")
        page.mouse.click(at["x"], at["y"], button="right")
        page.get_by_role("button", name=name).click()
    cards(page)
    assert lines(page)


def test_swapping_asks_for_the_way_back(visit: Open) -> None:
    page = ready(visit(ASKED))
    cards(page)
    there = page.get_by_role("combobox", name="From").input_value()
    page.locator("#swap").click()
    expect(page.get_by_role("combobox", name="To")).to_have_value(there)
    page.wait_for_url(re.compile(re.escape(urlencode({"to": EXAMPLE.origin}))))
    cards(page)


def test_arriving_and_modes_are_asked_for(visit: Open) -> None:
    page = ready(visit(ASKED))
    cards(page)
    page.get_by_role("combobox", name="When").select_option("Arrive by")
    page.get_by_text("Options").click()
    page.get_by_label("Metro", exact=True).uncheck()
    page.get_by_role("button", name="Find a way").click()
    page.wait_for_url(re.compile("arrive=true"))
    assert all(card[8:13] <= "08:20" for card in cards(page)[:2])
    expect(page.locator(".badge .SUBWAY")).to_have_count(0)


def test_letters_are_drawn_without_a_font_server(visit: Open) -> None:
    page = ready(visit(ASKED))
    cards(page)
    page.evaluate(IDLE)
    named = "maas.map.queryRenderedFeatures({ layers: ['stop-names', 'way-names'] }).length"
    assert page.evaluate(named) > 10


def test_what_cannot_be_answered_is_said_in_words(visit: Open) -> None:
    page = visit("/?from=46.2,-2.6&to=10.0,10.0&date=2026-05-20&time=08:20", complaint="422")
    expect(page.get_by_role("status")).to_have_text("This place is outside the territory.")


def test_links_may_say_places_in_words(visit: Open) -> None:
    page = ready(
        visit("/?from=Town+Hall&to=South+Station&date=2026-05-20&time=08:20", complaint="404")
    )
    assert cards(page)
    assert page.title().startswith("Town Hall → South Station")


def test_page_is_french_for_the_french(visit: Open) -> None:
    page = ready(visit(ASKED, locale="fr"))
    cards(page)
    assert page.locator("html").get_attribute("lang") == "fr"
    assert "horaires du" in page.locator("#age").inner_text()
    expect(page.get_by_role("button", name="Agrandir")).to_be_visible()
    page.get_by_role("link", name="English").click()
    page.wait_for_url(re.compile("lang=en"))
    assert cards(page) and page.locator("html").get_attribute("lang") == "en"


def test_itineraries_are_found_where_no_map_can_be_drawn(city: str, browser: Browser) -> None:
    without = browser.browser_type.launch(
        executable_path=find_chromium(), args=[*FLAGS, "--disable-3d-apis"]
    )
    page = without.new_page(locale="en")
    page.goto(city + ASKED)
    assert cards(page)
    expect(page.locator("#map")).to_contain_text("cannot draw the map")
    without.close()


def test_form_works_without_scripts(visit: Open) -> None:
    page = visit(java_script_enabled=False)
    page.get_by_label("From").fill(EXAMPLE.origin)
    page.get_by_label("To", exact=True).fill(EXAMPLE.destination)
    page.get_by_role("button", name="Find a way").click()
    assert "/plain?" in page.url
    expect(page.locator(".ways li").first).to_be_visible()


@pytest.mark.parametrize("address", ["/", ASKED, STOP])
def test_nothing_is_cut_off_at_360_pixels(visit: Open, address: str) -> None:
    page = ready(visit(address, width=360))
    if address == ASKED:
        cards(page)
        page.locator(".card .head").first.click()
        expect(page.locator(".card.chosen .legs")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("address", ["/", ASKED, STOP])
def test_nobody_is_shut_out(visit: Open, axe: str, address: str) -> None:
    page = ready(visit(address))
    if address == ASKED:
        cards(page)
        page.locator(".card .head").first.click()
        page.locator(".legs summary").first.click()
    check_access(page, axe)
