"""Where people who share cars meet: by the roads into villages, towns and the city; at stations.

Those that a commune has marked are published as the French base of carpool places.
Source: schéma des lieux de covoiturage (transport.data.gouv.fr).
"""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from maas.demo.carpool.drives import MeetingPlace
from maas.demo.carpool.roads import Roads
from maas.demo.plane import Projection
from maas.demo.rentals.places import Point

FILE = "carpool-places.csv"
COLUMNS = ("id_lieu", "id_local", "nom_lieu", "ad_lieu", "com_lieu", "insee", "type", "date_maj",
           "ouvert", "source", "Xlong", "Ylat", "nbre_pl", "nbre_pmr", "duree", "horaires",
           "proprio", "lumiere", "comm")  # fmt: skip
INSEE = "99999"
"""Of no commune."""


def marked_places(roads: Roads, projection: Projection) -> Iterator[tuple[complex, MeetingPlace]]:
    """One by the road of each village and town, one where it enters the city or the town."""
    for number, place in enumerate(roads.places, 1):
        for letter, z, name, kind, bays in (
            ("a", place.road[0], f"Aire de covoiturage {place.name}", "Aire de covoiturage", 24),
            ("b", place.road[-1], f"Arrêt covoiturage direction {place.name}", "Auto-stop", 0),
        ):
            id = f"{number:02d}{letter}"
            comment = "Banc, abri et panneau de destination" if kind == "Auto-stop" else ""
            told = MeetingPlace(id, name, kind, placed(z, projection), bays, bays > 0, comment)
            yield z, told


def places_table(places: Sequence[MeetingPlace]) -> bytes:
    """The file of what is marked."""
    text = StringIO()
    table = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    table.writeheader()
    for place in places:
        table.writerow(
            {
                "id_lieu": f"{INSEE}-{place.id}",
                "id_local": place.id,
                "nom_lieu": place.name,
                "insee": INSEE,
                "type": place.kind,
                "date_maj": "2026-01-01",
                "ouvert": "true",
                "source": "999999999",
                "Xlong": f"{place.at[1]:.6f}",
                "Ylat": f"{place.at[0]:.6f}",
                "nbre_pl": place.bays,
                "lumiere": "true" if place.is_lit else "false",
                "comm": place.comment,
            }
        )
    return text.getvalue().encode()


def placed(z: complex, projection: Projection) -> Point:
    """Where a point of the plane lies, to 10 cm."""
    at = projection.place(z)
    return round(at.lat, 6), round(at.lon, 6)
