"""The invented city, served for real, and a browser that looks at it."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from maas.demo import generate
from tests.service import Service

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CLOCK = 'clock = "2026-05-20T06:20:00Z"\nclock_rate = 0\n'
"""Twenty past eight of a Wednesday in the city."""

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the city answers; nothing of what was asked there may have met a defect."""
    territory = generate(tmp_path_factory.mktemp("city"))
    territory.write_text(CLOCK + territory.read_text("utf-8"), "utf-8")
    subprocess.run([sys.executable, "-m", "maas", "import", territory], check=True)
    with Service(territory) as service:
        yield f"http://127.0.0.1:{service.port}"
        assert not [event for event in service.events if event["event"] == "api.defect"]


def find_chromium() -> str:
    """The Chromium of this machine; skips where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = [path for name in names if (path := shutil.which(name))]
    if not found:
        pytest.skip("for want of Chromium")
    return found[0]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, city: str) -> Iterator[Open]:
    """Open an address in a browser of its own; whatever it complains of fails the test.

    `complaint` is a part of what it may complain of.
    """
    complaints: list[str] = []
    contexts = []

    def visit(
        address: str = "/", width: int = 1280, complaint: str = "", **options: object
    ) -> Page:
        def hear(text: str) -> None:
            if not complaint or complaint not in text:
                complaints.append(text)

        options = {"locale": "en", "viewport": {"width": width, "height": 800}, **options}
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: hear(str(error)))
        page.on("console", lambda m: hear(m.text) if m.type == "error" else None)
        page.goto(city + address)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, fetched for this run; skips where npm cannot be had."""
    folder: Path = tmp_path_factory.mktemp("axe")
    if shutil.which("npm") is None:
        pytest.skip("for want of npm")
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "axe-core@4.10.3"]
    (folder / "package.json").write_text('{"private": true}')
    ran = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
    if ran.returncode != 0:
        pytest.skip("for want of axe-core")
    return (folder / "node_modules/axe-core/axe.min.js").read_text("utf-8")
