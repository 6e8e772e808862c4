"""Seats in private cars, clicked through in a browser on the invented city at twenty past eight."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.page.accessibility import check_access
from tests.page.conftest import Open
from tests.page.living.test_live_page import answering
from tests.page.test_map_page import ready

pytestmark = pytest.mark.slow

HOSTILE = "<img src=x onerror=alert(1)>"
DRAWN = "maas.map.getSource('carpool').serialize().data.features"
LINES = "maas.map.getSource('carpool-line').serialize().data.features"


def wishing(page: Page) -> Page:
    """Somebody who wants to see seats, looking at the villages in the north."""
    ready(page)
    page.get_by_text("Options").click()
    page.get_by_label("Carpool").check()
    page.evaluate("maas.map.jumpTo({ center: [-2.635, 46.24], zoom: 12.2 })")
    page.wait_for_function(f"() => {DRAWN}.some((each) => each.properties.kind === 'offer')")
    return page


def listed(page: Page) -> Any:
    """What is told of the first offer of the list of those that are near."""
    page.get_by_role("region", name="Map").locator("canvas").press("Enter")
    page.get_by_role("button", name="Carpool near here").click()
    page.locator(".around button").first.click()
    return page.locator(".rental")


def test_nobodys_car_is_shown_unless_it_is_wanted(visit: Open) -> None:
    page = wishing(visit())
    kinds = {each["properties"]["kind"] for each in page.evaluate(DRAWN)}
    signs = {each["properties"]["sign"] for each in page.evaluate(DRAWN)}
    assert kinds == {"offer", "place"}
    assert all(re.fullmatch(r"|(0[89]|1[01]):\d\d", sign) for sign in signs), "the coming hours"
    page.get_by_label("Carpool").uncheck()
    page.wait_for_function(f"() => {DRAWN}.length === 0")


def test_an_offer_tells_whose_car_what_it_costs_and_where_it_goes(visit: Open) -> None:
    page = wishing(visit())
    popup = listed(page)
    expect(popup).to_contain_text(re.compile(r"(08|09|10|11):\d\d from .+ to "))
    expect(popup).to_contain_text(
        re.compile(r"with .+\. · Voisinage · (€|free|price).* seats? free")
    )
    expect(popup).to_contain_text("picks people up on the way")
    book = popup.get_by_role("link", name="Book with Voisinage").get_attribute("href")
    assert book is not None and book.startswith("https://voisinage.example/trajets/")
    assert page.evaluate(f"{LINES}[0].geometry.coordinates.length") > 3
    page.keyboard.press("Escape")
    popup.get_by_role("button", name="From here").click()
    page.wait_for_function(f"() => {LINES}.length === 0")


def test_what_operators_write_is_only_words(browser: Browser, city: str) -> None:
    page = browser.new_page(locale="en")

    def spoil(answer: dict[str, Any]) -> None:
        for each in answer["carpools"]:
            each.update(operator=HOSTILE, car=HOSTILE, url="javascript:alert(1)")
            each["driver"] = {"alias": HOSTILE}
            each["waypoints"][0]["name"] = HOSTILE

    page.route("**/v1/carpools*", answering(spoil))
    page.goto(city)
    popup = listed(wishing(page))
    expect(popup).to_contain_text(HOSTILE)
    assert popup.locator("img, a").count() == 0
    page.close()


def test_nobody_is_shut_out_of_carpool(visit: Open, axe: str) -> None:
    page = wishing(visit())
    listed(page)
    check_access(page, axe)
