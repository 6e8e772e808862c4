"""What is explained: in JSON and as a page, in both languages, with the factors in force."""

from html.parser import HTMLParser

import pytest

from api.page.markup import VOID
from routing.question import Sort
from tests.api.conftest import Client

EMISSIONS, RANKING = "/v1/about/emissions", "/v1/about/ranking"


class Balanced(HTMLParser):
    """Complains about tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


async def test_factors_in_force_are_told(client: Client) -> None:
    body = await (await client.get(EMISSIONS)).json()
    factors = {factor["mode"]: factor for factor in body["factors"] if "formFactor" not in factor}
    assert factors["WALK"]["ghg"] == 0
    assert factors["CAR"]["ghg"] == 192 and factors["CAR"]["occupancy"] == 1
    assert any("275 g" in paragraph for paragraph in body["paragraphs"])


async def test_every_kind_of_rented_vehicle_has_its_factors(client: Client) -> None:
    body = await (await client.get(EMISSIONS)).json()
    rented = {
        (factor["formFactor"], factor["propulsion"]): factor["ghg"]
        for factor in body["factors"]
        if factor["mode"] == "RENTAL"
    }
    assert rented["BICYCLE", "HUMAN"] == 0
    assert rented["BICYCLE", "ELECTRIC_ASSIST"] == round(0.01 * 275, 1)
    assert rented["CAR", "COMBUSTION"] == 192
    page = await (await client.get(EMISSIONS, headers={"Accept": "text/html"})).text()
    assert "RENTAL MOPED" in page


async def test_every_order_is_explained(client: Client) -> None:
    body = await (await client.get(RANKING)).json()
    assert {criterion["sort"] for criterion in body["criteria"]} == {sort.value for sort in Sort}


@pytest.mark.parametrize("path", [EMISSIONS, RANKING])
async def test_language_is_as_asked(client: Client, path: str) -> None:
    for query, header, expected in (
        ("", "", "en"),
        ("", "fr-FR,en;q=0.5", "fr"),
        ("?language=fr", "en", "fr"),
        ("?language=pt,fr-CA", "", "fr"),
        ("?language=en", "fr", "en"),
    ):
        reply = await client.get(path + query, headers={"Accept-Language": header})
        assert (await reply.json())["language"] == expected


@pytest.mark.parametrize("path", [EMISSIONS, RANKING])
async def test_people_get_a_page(client: Client, path: str) -> None:
    reply = await client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert reply.content_type == "text/html"
    assert "Accept" in reply.headers["Vary"]
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
    checker = Balanced()
    checker.feed(await reply.text())
    assert checker.open == []
