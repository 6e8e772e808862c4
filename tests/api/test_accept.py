"""The form of an answer is the one its asker likes best."""

import pytest

from api.accept import preferred
from api.plan_forms import FORMS
from tests.api.conftest import Client, Connect
from tests.api.test_plan import PLAN
from tests.api.world import FakePlanner
from tests.itineraries import ANSWER

JSON, TEXT, CALENDAR = FORMS


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/json", JSON),
        ("text/plain", TEXT),
        ("Text/Plain; charset=utf-8", TEXT),
        ("text/*", TEXT),
        ("text/calendar", CALENDAR),
        ("text/plain;q=0.5, text/calendar", CALENDAR),
        ("text/calendar;q=0.1, */*;q=0.2", JSON),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", JSON),
        ("image/png", JSON),
        ("text/plain;q=0, */*", JSON),
        ("nonsense, ;;;, /", JSON),
    ],
)
def test_the_best_liked_form_is_taken(accept: str, form: str) -> None:
    assert preferred(accept, tuple(FORMS)) == form


async def test_text_is_what_the_terminal_shows(client: Client) -> None:
    reply = await client.get(PLAN, headers={"Accept": "text/plain"})
    text = await reply.text()
    assert reply.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert reply.headers["Vary"].startswith("Accept")
    assert text.startswith("START → END") and "Casa da Música" in text


async def test_nothing_found_is_no_event(connect: Connect) -> None:
    empty = type(ANSWER)(ANSWER.origin, ANSWER.destination, (), ())
    client = await connect(FakePlanner(empty))
    reply = await client.get(PLAN, headers={"Accept": "text/calendar"})
    assert reply.status == 404


@pytest.mark.parametrize("arrive_by", [False, True])
async def test_a_calendar_has_one_event(client: Client, arrive_by: bool) -> None:
    path = PLAN + ("&arriveBy=true" if arrive_by else "")
    reply = await client.get(path, headers={"Accept": "text/calendar"})
    text = await reply.text()
    assert reply.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert text.count("BEGIN:VEVENT\r\n") == 1
