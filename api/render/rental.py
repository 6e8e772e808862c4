"""The vehicle that is rented for a leg, as MOTIS v6 writes it, with the age of what is known."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import UNSET

from api.render.audience import Audience
from api.render.live import age_members
from api.wire_rental import Rental
from maas.itinerary import Leg
from maas.live.rentals import ReturnRule
from maas.rented import RentalEnd, RentalOnLeg

RETURNS: Mapping[ReturnRule, Literal["NONE", "ANY_STATION", "ROUNDTRIP_STATION"]] = {
    ReturnRule.ANYWHERE: "NONE",
    ReturnRule.HYBRID: "NONE",
    ReturnRule.ANY_STATION: "ANY_STATION",
    ReturnRule.HOME_STATION: "ROUNDTRIP_STATION",
}


def rental_members(leg: Leg, audience: Audience) -> dict[str, Any]:
    """What a leg tells of its rented vehicle; nothing where it has none."""
    rental = leg.rental
    if rental is None:
        return {}
    members: dict[str, Any] = {"rental": _render(rental), "data_source": rental.source}
    if leg.cancelled:
        members["cancelled"] = True
    if rental.known_at is None:
        return members
    return members | age_members(rental.known_at, audience)


def _render(rental: RentalOnLeg) -> Rental:
    taken, left, links = rental.taken, rental.left, rental.links
    return Rental(
        provider_id=rental.system_id,
        provider_group_id=rental.source,
        system_id=rental.feed_system_id,
        system_name=rental.system_name or UNSET,
        url=rental.url or UNSET,
        color=rental.color or UNSET,
        station_name=taken.name or left.name or UNSET,
        from_station_name=taken.name or UNSET,
        to_station_name=left.name or UNSET,
        rental_uri_android=links.android or UNSET,
        rental_uri_ios=links.ios or UNSET,
        rental_uri_web=links.web or UNSET,
        form_factor=rental.type.form.value,
        propulsion_type=rental.type.propulsion.value,
        return_constraint=RETURNS[rental.type.returns],
        from_station_id=_station_id(rental, taken),
        to_station_id=_station_id(rental, left),
        vehicles_available=UNSET if taken.count is None else taken.count,
        docks_available=UNSET if left.count is None else left.count,
    )


def _station_id(rental: RentalOnLeg, end: RentalEnd) -> Any:
    return UNSET if end.station_id is None else f"{rental.source}:{end.station_id}"
