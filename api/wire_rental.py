"""The JSON of the vehicle that is rented for a leg: names and meaning are MOTIS v6's."""

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from api.camel import Camel
from api.plan_query import FormFactor, Propulsion


class Rental(Camel, frozen=True):
    """Whose the vehicle is, what it is, where it is taken and left."""

    provider_id: str
    """The system: `<source>` or, of several, `<source>:<system id>`."""
    provider_group_id: str
    """The source."""
    system_id: str
    """The feed's own."""
    system_name: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    color: str | UnsetType = UNSET
    station_name: str | UnsetType = UNSET
    from_station_name: str | UnsetType = UNSET
    to_station_name: str | UnsetType = UNSET
    rental_uri_android: str | UnsetType = UNSET
    rental_uri_ios: str | UnsetType = msgspec.field(default=UNSET, name="rentalUriIOS")
    rental_uri_web: str | UnsetType = UNSET
    form_factor: FormFactor | UnsetType = UNSET
    propulsion_type: Propulsion | UnsetType = UNSET
    return_constraint: Literal["NONE", "ANY_STATION", "ROUNDTRIP_STATION"] | UnsetType = UNSET
    from_station_id: str | UnsetType = UNSET
    """As `/api/v1/rentals` tells it; this and the rest are additions."""
    to_station_id: str | UnsetType = UNSET
    vehicles_available: int | UnsetType = UNSET
    """Of this kind at the station where it is taken."""
    docks_available: int | UnsetType = UNSET
    """At the station where it is left; absent where it is not known or not limited."""
