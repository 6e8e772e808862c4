"""The city while it lives: vehicles on their way, and those to rent."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.page.browsing import serve_living_city

Spoiled = Callable[[str, Callable[[dict[str, Any]], object]], Page]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the living city lies."""
    return tmp_path_factory.mktemp("living")


@pytest.fixture(scope="session")
def city(folder: Path) -> Iterator[str]:
    """Where it answers, in place of the city of which nothing is heard."""
    with serve_living_city(folder) as address:
        yield address


@pytest.fixture
def spoiled(browser: Browser) -> Iterator[Spoiled]:
    """A page to which what the service answers at some addresses is told with a change."""
    page = browser.new_page(locale="en")

    def spoil(pattern: str, change: Callable[[dict[str, Any]], object]) -> Page:
        def answer(route: Route) -> None:
            reply = route.fetch()
            body = json.loads(reply.body())
            change(body)
            route.fulfill(response=reply, body=json.dumps(body))

        page.route(pattern, answer)
        return page

    yield spoil
    page.unroute_all(behavior="ignoreErrors")  # what is on its way when the page goes
    page.close()
