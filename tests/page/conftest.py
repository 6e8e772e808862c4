"""The invented city in a browser, and what tells whether everybody can use the page."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.page.browsing import FLAGS, find_chromium, serve_city

AXE = "axe-core@4.10.3"
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the city answers."""
    with serve_city(tmp_path_factory.mktemp("city")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a file: while it runs, no other test can run a loop."""
    chromium = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
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
    """The script of axe-core, fetched for this run; skips where npm or its registry is missing."""
    if shutil.which("npm") is None:
        pytest.skip("for want of npm")
    folder: Path = tmp_path_factory.mktemp("axe")
    (folder / "package.json").write_text('{"private": true}')
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", AXE]
    ran = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
    if ran.returncode != 0:
        pytest.skip("for want of axe-core")
    return (folder / "node_modules/axe-core/axe.min.js").read_text("utf-8")
