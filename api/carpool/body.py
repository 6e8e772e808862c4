"""The JSON of an offer that a partner publishes; a member that is not named here is refused."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from api.limits import MAX_WAYPOINTS
from api.strict import LOCAL_ID, Body, Degrees, Latitude, Moment, Path, WebAddress, WeekdayName
from api.wire_offer import OfferKindName


class WaypointBody(Body, frozen=True):
    """A place that the driver passes and stops at, if anyone wants that."""

    lat: Latitude
    lon: Degrees
    name: Annotated[str, Meta(max_length=120)] = ""
    time: Annotated[Moment, Meta(description="when; of an offer that is made once")] | None = None
    after: (
        Annotated[int, Meta(ge=0, le=172_800, description="s since the departure, instead")] | None
    ) = None
    pick_up: bool = True
    drop_off: bool = True
    aboard: Annotated[
        int, Meta(ge=0, le=50, description="passengers who booked from here to the next waypoint")
    ] = 0


class WeeklyBody(Body, frozen=True):
    """An offer that is made again and again, by the territory's clock."""

    weekdays: Annotated[tuple[WeekdayName, ...], Meta(min_length=1, max_length=7)]
    time: Annotated[str, Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$")]
    first: date | None = None
    last: Annotated[date, Meta(description="as far as limits allow if left out")] | None = None
    except_: Annotated[tuple[date, ...], Meta(max_length=400)] = msgspec.field(
        default=(), name="except"
    )


class PriceBody(Body, frozen=True):
    """What one passenger pays; 0 is free of charge."""

    amount: Annotated[float, Meta(ge=0, le=10_000)]
    currency: Annotated[str, Meta(pattern="^([A-Z]{3})?$", description="ISO 4217")] = ""


class DriverBody(Body, frozen=True):
    """Whom one rides with: no name, no number, only what anybody may know."""

    alias: Annotated[str, Meta(max_length=40)] = ""
    grade: Annotated[int, Meta(ge=1, le=5)] | None = None


class CarpoolBody(Body, frozen=True):
    """An offer of seats in a private car: once at `departure`, or `weekly`.

    What looks like an offer of Amarillo (`stops`, `departureTime`, `departureDate`) is read as one.
    """

    waypoints: Annotated[
        tuple[WaypointBody, ...],
        Meta(min_length=2, max_length=MAX_WAYPOINTS, description="in the order of travel"),
    ]
    departure: (
        Annotated[Moment, Meta(description="if left out, the first waypoint's time")] | None
    ) = None
    weekly: WeeklyBody | None = None
    id: (
        Annotated[
            str,
            Meta(pattern=f"^{LOCAL_ID}$", description="the partner's own; one is made if left out"),
        ]
        | None
    ) = None
    path: Path | None = None
    max_detour: Annotated[
        int,
        Meta(ge=0, le=7200, description="s; 0: the driver stops at waypoints alone"),
    ] = 0
    max_detour_aboard: Annotated[
        int, Meta(ge=0, le=7200, description="s: by so much those already aboard arrive later")
    ] = 300
    seats: Annotated[int, Meta(ge=0, le=50, description="free ones")] | None = None
    kind: OfferKindName = "PLANNED"
    price: PriceBody | None = None
    driver: DriverBody | None = None
    operator: Annotated[str, Meta(max_length=80)] = ""
    operator_url: WebAddress | None = None
    url: Annotated[WebAddress, Meta(description="where the seat is booked")] | None = None
    car: Annotated[str, Meta(max_length=60, description="make and model")] = ""
    valid_until: Annotated[Moment, Meta(description="from then on it is shown no more")] | None = (
        None
    )
