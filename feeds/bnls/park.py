"""One row to a car park, and to a bike park where bikes find room in it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from feeds import fields
from feeds.fields import text, whole
from feeds.french_tables import CSV_ROW, flag, position
from feeds.notices import Notes, Unusable
from feeds.parking_rules.values import height_m, told_bays
from maas.live.parking import (
    BayKind,
    Bays,
    ParkingFacility,
    ParkingKind,
    Purpose,
    TariffStep,
    Users,
)

KINDS: Mapping[str, ParkingKind] = {
    "ouvrage": ParkingKind.CAR_PARK,
    "enclos_en_surface": ParkingKind.GROUND,
}
"""By `type_ouvrage`."""

BAYS: Mapping[str, BayKind] = {
    "nb_pr": BayKind.PARK_AND_RIDE,
    "nb_pmr": BayKind.DISABLED,
    "nb_voitures_electriques": BayKind.CHARGING,
    "nb_autopartage": BayKind.CARSHARING,
    "nb_2_rm": BayKind.MOTORCYCLE,
    "nb_covoit": BayKind.CARPOOL,
}

STAYS_H = (1, 2, 3, 4, 24)
"""For which there is a price."""

BIKES = "-velo"
"""What ids of bike parks end in, after that of their car park."""


def park(row: CSV_ROW, notices: Notes) -> ParkingFacility:
    """The car park that a row tells of.

    Raises:
        Unusable: it has no id, or lies nowhere.
    """
    local = fields.identifier(row, "id", notices).strip()
    if not local:
        raise Unusable("missing_id")
    at = position(row, notices)
    is_free = flag(row, "gratuit", notices)
    tariff = () if is_free else _tariff(row, notices)
    costs_nothing = bool(tariff) and not any(step.amount for step in tariff)
    if costs_nothing and is_free is False:
        notices.note("zero_tariff")
    park_and_ride = whole(row, "nb_pr", notices)
    return ParkingFacility(
        id=local,
        name=text(row, "nom", notices, 256),
        lat=at[0] if at else None,
        lon=at[1] if at else None,
        kind=_kind(row, notices),
        capacity=whole(row, "nb_places", notices),
        bays=told_bays(_bays(row, notices)),
        max_height_m=_height_m(row, notices),
        has_fee=None if is_free is None or costs_nothing else not is_free,
        tariff=() if costs_nothing else tariff,
        currency="EUR" if tariff and not costs_nothing else "",
        is_park_and_ride=None if park_and_ride is None else park_and_ride > 0,
        users=_users(row, notices),
        address=text(row, "adresse", notices, 512),
        url=_url(row),
        description=text(row, "info", notices),
    )


def racks(row: CSV_ROW, beside: ParkingFacility, notices: Notes) -> ParkingFacility | None:
    """The bike park in a car park; None where there is no room for bikes."""
    capacity = whole(row, "nb_velo", notices)
    if capacity is None or capacity <= 0:
        return None
    return ParkingFacility(
        id=f"{beside.id}{BIKES}",
        name=beside.name,
        lat=beside.lat,
        lon=beside.lon,
        purpose=Purpose.BIKE,
        capacity=capacity,
        users=beside.users,
        address=beside.address,
        url=beside.url,
    )


def _kind(row: CSV_ROW, notices: Notes) -> ParkingKind:
    told = row.get("type_ouvrage", "").strip().lower()
    if told and told not in KINDS:
        notices.note("unknown_value", f"type_ouvrage: {told}")
    return KINDS.get(told, ParkingKind.OTHER)


def _bays(row: CSV_ROW, notices: Notes) -> Iterator[Bays]:
    for name, kind in BAYS.items():
        yield Bays(kind, whole(row, name, notices))


def _height_m(row: CSV_ROW, notices: Notes) -> float | None:
    if row.get("hauteur_max", "").strip().upper() in ("", "N/A", "NA"):
        return None
    return height_m(row, "hauteur_max", notices)


def _users(row: CSV_ROW, notices: Notes) -> Users:
    told = row.get("type_usagers", "").strip().lower()
    if told in ("", "tous"):
        return Users.ALL
    if told.startswith("abonn"):
        return Users.SUBSCRIBERS
    notices.note("unknown_value", f"type_usagers: {told}")
    return Users.ALL


def _tariff(row: CSV_ROW, notices: Notes) -> tuple[TariffStep, ...]:
    """What stays cost that have a price; empty where one of them is none."""
    steps: list[TariffStep] = []
    for hours in STAYS_H:
        told = row.get(f"tarif_{hours}h", "").strip()
        if not told:
            continue
        amount = fields.amount(told)
        if amount is None or Decimal(amount) < 0:
            notices.note("invalid_price", told)
            return ()
        steps.append(TariffStep(hours * 3600, Decimal(amount)))
    if any(one.amount > other.amount for one, other in pairwise(steps)):
        notices.note("falling_price", " ".join(str(step.amount) for step in steps))
    return tuple(steps)


def _url(row: CSV_ROW) -> str:
    """Addresses are often cut short or lack a scheme, which is no reason for a finding."""
    told = row.get("url", "").strip()
    return told if told.lower().startswith(("https://", "http://")) else ""
