"""Houses along the streets, with numbers, and the shops and schools in some of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from maas.demo.plane import contains, length, nearest_on, point_at
from maas.demo.streets import OLD_CENTRE_M, Street, StreetPlan

PITCH_M = 21.0
SET_BACK_M = 15.0
USES = (
    ("amenity", "cafe", "Café"),
    ("amenity", "pharmacy", "Pharmacie"),
    ("shop", "bakery", "Fournil"),
    ("shop", "supermarket", "Marché"),
    ("amenity", "school", "École"),
    ("amenity", "bank", "Banque"),
    ("amenity", "restaurant", "Table"),
    ("tourism", "hotel", "Hôtel"),
    ("shop", "books", "Librairie"),
    ("amenity", "library", "Bibliothèque"),
    ("amenity", "doctors", "Cabinet"),
)
LANDMARKS = (
    ("amenity", "hospital", "Hôpital de la Clarté"),
    ("amenity", "university", "Université de l'Estran"),
    ("amenity", "townhall", "Hôtel de Ville"),
    ("amenity", "theatre", "Théâtre des Vanniers"),
    ("tourism", "museum", "Musée du Sel"),
    ("railway", "station", "Gare Centrale"),
)


@dataclass(frozen=True, slots=True)
class Building:
    """One house: its outline, its address and what it is used for."""

    ring: tuple[complex, ...]
    street: str
    number: str
    tags: tuple[tuple[str, str], ...] = ()


def plan_buildings(plan: StreetPlan, random: Random) -> list[Building]:
    """Houses on both sides of every street, dense in the middle and sparse at the rim."""
    found = []
    numbers: dict[str, int] = {}
    for street in plan.streets:
        if street.kind in ("primary", "secondary", "residential", "pedestrian"):
            found += [b for b in _along(street, numbers, random) if _is_dry(b, plan)]
    return _with_landmarks(found, random)


def _along(street: Street, numbers: dict[str, int], random: Random) -> Iterator[Building]:
    if street.is_bridge:
        return
    total, run = length(street.line), 22.0
    first = numbers.get(street.name, 0)
    while run < total - 20:
        first += 2
        at, ahead = point_at(street.line, run)
        likely = 0.8 if abs(at) < 1.6 * OLD_CENTRE_M else 0.42 if abs(at) < 1500 else 0.2
        for side, number in ((1j, first - 1), (-1j, first)):
            if random.random() < likely:
                size = complex(random.uniform(12, 18), random.uniform(9, 13))
                ring = _rectangle(at + ahead * side * SET_BACK_M, ahead, size)
                yield Building(ring, street.name, str(number), _use(street.name, at, random))
        run += PITCH_M
    numbers[street.name] = first


def _rectangle(at: complex, ahead: complex, size: complex) -> tuple[complex, ...]:
    along, across = ahead * size.real / 2, ahead * 1j * size.imag / 2
    return (at - along - across, at + along - across, at + along + across, at - along + across)


def _use(street: str, at: complex, random: Random) -> tuple[tuple[str, str], ...]:
    if random.random() > (0.25 if abs(at) < 1.6 * OLD_CENTRE_M else 0.04):
        return ()
    key, value, word = random.choice(USES)
    return ((key, value), ("name", f"{word} {street.split(' ', 1)[-1]}"))


def _is_dry(building: Building, plan: StreetPlan) -> bool:
    middle = sum(building.ring) / 4
    in_park = any(contains(park.ring, middle) for park in plan.parks)
    return not in_park and nearest_on(plan.river, middle)[0] > 62


def _with_landmarks(buildings: list[Building], random: Random) -> list[Building]:
    """Give a few houses near the centre what every city has once."""
    middle = [i for i, b in enumerate(buildings) if 150 < abs(b.ring[0]) < 1400]
    chosen = dict(zip(random.sample(middle, len(LANDMARKS)), LANDMARKS, strict=True))
    return [
        Building(b.ring, b.street, b.number, ((chosen[i][0], chosen[i][1]), ("name", chosen[i][2])))
        if i in chosen
        else b
        for i, b in enumerate(buildings)
    ]
