"""The picture that README opens with: the map of the living city, an itinerary chosen."""

import argparse
import tempfile
from base64 import b64decode, b64encode
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
from palette import Pixels, encode_png
from playwright.sync_api import Page, sync_playwright

from maas.demo import EXAMPLE
from tests.page.browsing import FLAGS, find_chromium, serve_living_city
from tests.shared import ROOT

WIDTH, HEIGHT = 1280, 800
MODES = "BUS,COACH,ODM,OTHER,TRAM,SUBWAY,REGIONAL_RAIL,RENTAL,RIDE_SHARING"
ENDS = {"from": EXAMPLE.origin, "to": EXAMPLE.destination}
ASKED = {**ENDS, "date": "2026-05-20", "time": "08:50", "modes": MODES}
VEHICLES = "window.maas && maas.map.getSource('vehicles').serialize().data.features.length > 20"
AT_REST = "new Promise(done => maas.map.loaded() ? done() : maas.map.once('idle', done))"
READ_PIXELS = """async (picture) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const reader = new FileReader();
    const read = new Promise((done) => { reader.onload = done; });
    reader.readAsDataURL(new Blob([data]));
    await read;
    return reader.result.split(",")[1];
}"""


def main() -> None:
    """Serve the city, ask, choose, take the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "docs/map.png")
    to = parser.parse_args().to
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_living_city(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
        page.goto(f"{address}/?{urlencode(ASKED)}")
        choose(page)
        to.write_bytes(encode_png(read_pixels(browser.new_page(), page.screenshot())))
        browser.close()
    print(f"{to}: {to.stat().st_size / 1000:.0f} kB")


def choose(page: Page) -> None:
    """The first itinerary in somebody's car, and the map at rest."""
    page.locator(".card:has(.bar .RIDE_SHARING)").first.locator(".head").click()
    page.locator(".card.chosen .legs").wait_for()
    page.wait_for_timeout(1500)  # the map flies there
    page.wait_for_function(VEHICLES)
    page.evaluate(AT_REST)


def read_pixels(page: Page, png: bytes) -> Pixels:
    """What a PNG shows, as the browser reads it."""
    pixels = b64decode(page.evaluate(READ_PIXELS, b64encode(png).decode()))
    return np.frombuffer(pixels, np.uint8).reshape(HEIGHT, WIDTH, 4)[..., :3]


main()
