"""What is believed of a thing is told where it is: in what is near, and of places to park."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.public_reports.told_of import told_of
from api.served import Holder
from maas.live import PublicReport
from maas.live.public_reports import ReportState
from routing.nearby import NearbyQuestion, NearParking, Neighbourhood
from routing.parking.asking import FoundParking, FoundSite, ParkingQuestion
from routing.parking.sites import Room
from tests.api.public_reports.test_reports import known
from tests.api.world import FakePlanner, holder, now
from tests.itineraries import ALIADOS
from tests.sites import parking, site

FULL = {"kind": "CAR_PARK_FULL", "at": "cars:p"}


def test_only_what_is_believed_of_a_thing_is_told() -> None:
    states = {state.value: known(state.value, state.value, **FULL) for state in ReportState}
    told = told_of([*states.values(), known("somewhere", "VERIFIED")])
    assert [each.state for each in told.any_of(["none", "cars:p"])] == ["VERIFIED", "CONFIRMED"]
    assert told.any_of([""]) == ()


@dataclass
class Parked(FakePlanner):
    """Finds one place to park, wherever one asks."""

    def nearby(self, question: NearbyQuestion, stop: Any) -> Neighbourhood:
        return Neighbourhood(ALIADOS, (NearParking(0, (ALIADOS.at.lat, ALIADOS.at.lon), 60, 70.0),))

    def find_parking(self, question: ParkingQuestion) -> FoundParking:
        return FoundParking((FoundSite(self.parking.sites[0], Room.FREE, 0.0),), 0)


async def asked(path: str, member: str, reports: Sequence[PublicReport]) -> dict[str, Any]:
    """What an address tells of the place to park."""
    planner = Parked(parking=parking(None, site("p", ALIADOS.at)))
    served = replace(holder(planner).current, reports=tuple(reports))
    async with TestClient(TestServer(make_app(Holder(served), now))) as client:
        [thing] = (await (await client.get(path)).json())[member]
        return dict(thing)


@pytest.mark.parametrize(
    ("path", "member"),
    [("/v1/nearby?place=41.15,-8.61", "nearby"), ("/v1/parking?place=41.15,-8.61", "parking")],
)
async def test_a_full_car_park_is_told_to_be_so_by_people(path: str, member: str) -> None:
    told = await asked(path, member, [known("a", "VERIFIED", **FULL), known("b", **FULL)])
    assert [each["id"] for each in told["reports"]] == ["reports:a"]
    assert "reports" not in await asked(path, member, [known("b", **FULL)])
