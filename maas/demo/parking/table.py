"""A town's car parks as JSON of its own, as towns without a standard publish it, and its mapping.

Words are French, positions a text, counts those of cars that stand there, heights in metres.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from maas.demo.live.schedule import ZONE
from maas.demo.parking.filling import Fill, fill
from maas.demo.parking.places import Park, hours_of, tariff_of

Json = dict[str, Any]

KINDS = {
    "ground": "enclos",
    "building": "ouvrage",
    "underground": "souterrain",
    "bikes": "abri vélos",
}


def table(parks: Sequence[Park], seed: int, now: int) -> Json:
    """The town's file at a moment (Unix s)."""
    rows = [_row(park, fill(park, seed, n, now), now) for n, park in enumerate(parks, 1)]
    return {"commune": "Marsanche", "stationnement": rows}


def _row(park: Park, told: Fill | None, now: int) -> Json:
    lat, lon = park.at
    return {
        "code": park.id,
        "libelle": park.name,
        "coordonnees": f"{lon:.6f}, {lat:.6f}",
        "type": KINDS[park.kind],
        "places": {"total": park.capacity, "pmr": park.disabled, **_taken(park, told)},
        "etat": "ouvert" if told is not None and told.is_open else "ferme",
        "releve": _local(now if told is None else told.counted_at),
        "horaires": hours_of(park),
        "relais": "oui" if park.is_park_and_ride else "non",
        "payant": "oui" if park.tariff else "non",
        "tarif": tariff_of(park),
        "tarifs": [{"minutes": each.minutes, "prix": each.cents / 100} for each in park.tariff],
        **({} if park.height_cm is None else {"hauteur_m": park.height_cm / 100}),
    }


def _taken(park: Park, told: Fill | None) -> Json:
    return {} if told is None else {"occupees": park.capacity - told.free}


def _local(at: int) -> str:
    """A time as the town's clocks show it."""
    return f"{datetime.fromtimestamp(at, UTC).astimezone(ZONE):%d/%m/%Y %H:%M:%S}"
