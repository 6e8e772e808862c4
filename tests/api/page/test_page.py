"""GET /plain: what is asked, what is answered, and that nothing typed gets through as markup."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest

from api.page.document import MAX_BYTES
from api.page.markup import VOID
from maas.errors import BadPlace, NotFound
from maas.itinerary import Answer, Itinerary, RoutingError
from maas.model import LatLon, Mode, Profile, TimeMeaning
from routing.question import End
from tests.api.conftest import Client, Connect
from tests.api.world import FakePlanner
from tests.itineraries import (
    ALIADOS,
    ANSWER,
    CASA,
    HOME,
    NINE,
    STAYING_SEATED,
    TRINDADE,
    TRIP,
    WITH_CHANGE,
    ride,
    stop,
)

ASKED = {"from": "Aliados", "to": "Casa da Música"}


async def get(client: Client, **query: str) -> str:
    """The page; every tag of it is closed, ids are unique, and the policy fits its style."""
    reply = await client.get("/plain", params=query)
    text = await reply.text()
    Checker().feed(text)
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in reply.headers["Content-Security-Policy"]
    assert " style=" not in text and "<script" not in text
    assert len(text.encode()) <= MAX_BYTES
    return text


class Checker(HTMLParser):
    """Complains about tags that are not closed in order, and about equal ids."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given: dict[str, Any] = dict(attrs)
        assert given.get("id") not in self.ids
        self.ids |= {given["id"]} if "id" in given else set()
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


async def test_form_is_empty_and_set_to_local_time(client: Client) -> None:
    text = await get(client)
    assert 'value="2023-09-20"' in text and 'value="08:00"' in text
    assert "Itineraries" not in text


async def test_question_reaches_the_planner(client: Client, planner: FakePlanner) -> None:
    await get(client, **ASKED, date="2023-10-29", time="01:30", arrive="true", wheelchair="true")
    question = planner.asked[0]
    assert question.origin == End(stop_id="stcp:Aliados")
    assert question.destination == End(stop_id="stcp:Casa da Música")
    assert question.time == 1_698_539_400
    assert question.meaning is TimeMeaning.ARRIVE_BY
    assert (question.profile, question.direct_modes) == (Profile.WHEELCHAIR, (Mode.WALK,))


async def test_itineraries_are_read_as_a_list(client: Client) -> None:
    text = plain(await get(client, **ASKED))
    assert "Itineraries · Wed 20 Sep 2023" in text
    assert "08:00 – 08:15 15 min Walk 3′ D Walk 3′ no change, 400 m on foot" in text
    assert (
        "08:03 Aliados · platform 1 instead of 2 Metro D towards Casa da Música 9 min, 2 stops"
        in text
    )
    assert "08:10 Lapa 08:11 wait 1 min" in text
    assert "stay on board, 5 min" in text
    assert "Without public transport" in text and "Cycle 10 min, 201 m" in text
    assert "STCP <Porto>, licence CC-BY-4.0" in text
    assert "Timetables from Fri 1 Sep 2023 to Sun 31 Dec 2023" in text


def plain(page: str) -> str:
    """The words of a page."""
    words = re.sub(r"<(style|title|desc)\b.*?</\1>|<[^>]*>", " ", page)
    return " ".join(words.replace("&lt;", "<").replace("&gt;", ">").split())


@pytest.mark.parametrize(
    ("lang", "accepted", "code"),
    [
        ("", "", "en"),
        ("", "fr-CA,fr;q=0.9,en;q=0.5", "fr"),
        ("", "de,en;q=0.5,fr;q=0.7", "fr"),
        ("", "pt", "en"),
        ("", ";;;q=,\t*", "en"),
        ("en", "fr", "en"),
        ("fr", "en", "fr"),
    ],
)
async def test_language_is_the_readers(client: Client, lang: str, accepted: str, code: str) -> None:
    headers = {"Accept-Language": accepted}
    reply = await client.get("/plain", params={**ASKED, "lang": lang}, headers=headers)
    text = await reply.text()
    assert f'<html lang="{code}">' in text
    assert ("mer. 20 sept. 2023" in text) is (code == "fr")
    assert reply.headers["Content-Language"] == code


async def test_map_is_asked_the_same(client: Client) -> None:
    text = await get(client, **ASKED, lang="fr")
    assert '<a href="/?from=Aliados&amp;to=Casa+da+M%C3%BAsica&amp;lang=fr">Carte</a>' in text


async def test_earlier_later_and_back_are_links(client: Client) -> None:
    text = await get(client, **ASKED, lang="fr")
    assert f"cursor=EARLIER%7C{NINE}" in text and f"cursor=LATER%7C{NINE + 900}" in text
    assert "?from=Casa+da+M%C3%BAsica&amp;to=Aliados&amp;lang=fr" in text


async def test_cursor_reaches_the_planner(client: Client, planner: FakePlanner) -> None:
    await get(client, **ASKED, cursor=f"LATER|{NINE}")
    assert planner.asked[0].cursor == f"LATER|{NINE}"


async def test_positions_are_ends(client: Client, planner: FakePlanner) -> None:
    await get(client, **{**ASKED, "from": " 41.15, -8.61 "})
    assert planner.asked[0].origin == End(at=LatLon(41.15, -8.61), name="41.15, -8.61")


async def test_a_name_of_several_stops_is_a_choice(connect: Connect) -> None:
    north, south = stop("Santos", 41.20, -8.6), stop("Santos ", 41.10, -8.6)
    planner = FakePlanner(stops=(north, south, CASA))
    client = await connect(planner)
    text = await get(client, **{**ASKED, "from": "Santos"})
    assert "Which “Santos” do you mean?" in text
    assert "from=Santos+%5Bstcp%3ASantos%5D" in text
    assert planner.asked == []
    await get(client, **{**ASKED, "from": "Santos [stcp:Santos]"})
    assert planner.asked[0].origin == End(stop_id="stcp:Santos")


async def test_stops_of_a_choice_differ_by_what_people_know(connect: Connect) -> None:
    north = stop("Santos", 41.20, -8.6, description="Church")
    south = stop("Santos", 41.10, -8.6, stop_code="S2")
    client = await connect(FakePlanner(stops=(north, south, CASA)))
    text = await get(client, **{**ASKED, "from": "Santos"})
    assert "Church, Porto, 5.6 km north of the middle of the map" in text
    assert "S2, Porto, 5.6 km south of" in text
    text = await get(client, **{**ASKED, "from": "Santos", "lang": "fr"})
    assert "à 5,6 km au sud du centre de la carte" in text


async def test_poles_of_one_name_are_one_place(connect: Connect) -> None:
    planner = FakePlanner(stops=(stop("Sé", 41.1440, -8.61), stop("Sé", 41.1442, -8.61), CASA))
    await get(await connect(planner), **{**ASKED, "from": "se"} | {"from": "Sé"})
    assert planner.asked[0].origin == End(stop_id="stcp:Sé")


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ({**ASKED, "from": "Atlantis"}, 404, "Nothing here is called “Atlantis”"),
        ({**ASKED, "from": "91,0"}, 400, "cannot be read"),
        ({**ASKED, "time": "25:99"}, 400, "not a day and time"),
        ({**ASKED, "date": "2023-02-30"}, 400, "not a day and time"),
        ({**ASKED, "cursor": "SOONER|1"}, 400, "cannot be read"),
        ({**ASKED, "arrive": "maybe"}, 400, "cannot be read"),
        ({"from": "Aliados"}, 400, "Say where from and where to"),
    ],
)
async def test_what_cannot_be_asked_is_said(
    client: Client, query: dict[str, str], status: int, said: str
) -> None:
    assert said in await get(client, **query)
    assert (await client.get("/plain", params=query)).status == status


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (NotFound("toPlace: no such stop"), 404, "Nothing here is called “Casa da Música”"),
        (BadPlace("fromPlace", "OUTSIDE_BOUNDS", "off"), 422, "far from any street: “Aliados”"),
    ],
)
async def test_planner_errors_are_said(
    connect: Connect, error: Exception, status: int, said: str
) -> None:
    client = await connect(FakePlanner(error=error))
    assert said in await get(client, **ASKED)
    assert (await client.get("/plain", params=ASKED)).status == status


async def test_no_connection_is_said(connect: Connect) -> None:
    error = RoutingError("OUTSIDE_SERVICE_PERIOD", "no timetable", "DATE_TIME")
    nothing = Answer(HOME, CASA, (), (), errors=(error,), complete=False)
    text = await get(await connect(FakePlanner(nothing)), **ASKED)
    assert "There is no timetable for this day." in text
    assert "cut short" in text
    text = await get(await connect(FakePlanner(Answer(HOME, CASA, (), ()))), **ASKED)
    assert "No connection was found" in text


EVIL = "<script>alert(1)</script>\"'><img src=x onerror=y>\u202e\0&"


async def test_nothing_from_anywhere_becomes_markup(connect: Connect) -> None:
    trip = replace(TRIP, display_name=EVIL, headsign=EVIL, route_color='";}*{', route_url=EVIL)
    a, b = replace(ALIADOS, name=EVIL, track=EVIL), replace(CASA, name=EVIL)
    way = Itinerary((ride(a, b, NINE, NINE + 600, trip=trip),))
    planner = FakePlanner(Answer(a, b, (), (way,)), stops=(replace(a, stop_id=EVIL), b, TRINDADE))
    client = await connect(planner)
    for query in (ASKED, {"from": "script", "to": "Trindade"}, {"from": EVIL, "to": EVIL}):
        text = await get(client, **query)
        assert "<script" not in text and "<img" not in text
        assert "\u202e" not in text and "\0" not in text
    await get(client, **ASKED, lang=EVIL)
    await get(client, **ASKED, cursor=EVIL[:20])


async def test_the_largest_answer_fits(connect: Connect) -> None:
    long = replace(CASA, name="Rotunda da Boavista " * 40, track="x" * 500)
    trip = replace(TRIP, headsign="Hospital " * 90, display_name="Line " * 50)
    legs = tuple(ride(long, long, NINE + i, NINE + i + 1, trip=trip) for i in range(15))
    ways = (Itinerary(legs),) * 8
    client = await connect(FakePlanner(Answer(long, long, (Itinerary(legs[:1]),), ways)))
    await get(client, **{"from": "Casa" * 50, "to": "Casa"})
    assert "08:00" in await get(client, **ASKED)


async def test_one_answer_has_its_sketch(connect: Connect) -> None:
    text = await get(await connect(FakePlanner(Answer(HOME, CASA, (), (WITH_CHANGE,)))), **ASKED)
    assert text.count("<svg") == 1
    assert '<title id="ti0">Sketch of the way</title>' in text
    assert 'stroke="#f9b200"' in text


async def test_page_and_json_say_the_same(connect: Connect) -> None:
    client = await connect(FakePlanner(replace(ANSWER, itineraries=(STAYING_SEATED,))))
    body = await (await client.get("/api/v6/plan?fromPlace=1,1&toPlace=1,2")).json()
    assert body["itineraries"][0]["duration"] == 600
    assert "08:00 – 08:10 10 min" in plain(await get(client, **ASKED))


async def test_another_day_than_the_first_is_said(connect: Connect) -> None:
    late = Itinerary((ride(ALIADOS, CASA, NINE + 57_000, NINE + 58_500),))
    later = Itinerary((ride(ALIADOS, CASA, NINE + 60_000, NINE + 60_600),))
    client = await connect(FakePlanner(Answer(HOME, CASA, (), (late, later))))
    text = plain(await get(client, **ASKED, date="2023-09-21"))
    assert "Itineraries · Wed 20 Sep 2023" in text
    assert "23:50 – 00:15 +1" in text
    assert "Thu 21 Sep 2023 00:40 – 00:50" in text
