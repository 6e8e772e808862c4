"""What is said of car parks and bike parks, in English and in French."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.page.own import OwnName
from maas.live.parking import Purpose


@dataclass(frozen=True, slots=True)
class ParkingWords:
    """Places to park and ways by them, in one language; `{…}` is filled in by the page."""

    kinds: Mapping[Purpose, str]
    """One of them, as a heading."""
    own: str
    """What one's own car or bike is for; names the choices."""
    ways: Mapping[OwnName, str]
    park_and_ride: str
    park: str
    fetch: str
    """`{name}`: where the car or bike is left, or stands when one comes back to it."""
    free: str
    """`{free}`, `{capacity}`: how many."""
    one_free: str
    some_free: str
    """`{free}` of nobody knows how many."""
    holds: str
    """`{capacity}`: of a place that nobody counts."""
    full: str
    closed: str
    unknown: str
    not_counted: str
    """Nobody counts there."""
    not_for_all: str
    disabled: str
    """`{n}`: places kept for disabled people."""
    height: str
    """`{m}`: metres."""
    price: str
    """`{amount}`, `{long}`: for a stay."""
    no_fee: str
    no_price: str
    hours: str
    """`{hours}`: as OpenStreetMap writes them."""
    more: str
    """Leads to the operator."""
    rules: Mapping[str, str]
    """Of places, by kind of policy."""
    zone: str
    """`{rule}`, `{name}`: of a place that a leg passes."""
    zone_around: str
    """`{long}` longer, for a leg goes round `{rule}`, `{name}`."""
    zone_for: str
    """`{classes}`: of vehicles that may pass."""
    around: str
    """Names the list of what is near; opens it."""
    none_around: str
    walk: str
    """`{long}`: from there."""

    def room(self, free: int | None, capacity: int | None) -> str:
        """How many places are free."""
        if free == 0:
            return self.full
        if free is not None and capacity is not None:
            return self.free.format(free=free, capacity=capacity)
        if free is not None:
            return (self.one_free if free == 1 else self.some_free).format(free=free)
        return self.unknown


ENGLISH = ParkingWords(
    kinds={Purpose.CAR: "Car park", Purpose.BIKE: "Bike park"},
    own="My own car or bike",
    ways={
        "": "stays at home",
        "park": "Park and ride",
        "fetch": "Back to my parked car",
        "dropoff": "Driven to the stop",
        "pickup": "Picked up at the stop",
        "bike": "Bike and ride",
        "bikeback": "Back to my parked bike",
    },
    park_and_ride="Park and ride",
    park="park at {name}",
    fetch="it stands at {name}",
    free="{free} of {capacity} places free",
    one_free="{free} place free",
    some_free="{free} places free",
    holds="{capacity} places",
    full="full",
    closed="closed",
    unknown="how many places are free is not known",
    not_counted="nobody counts free places here",
    not_for_all="not for everybody",
    disabled="{n} for disabled people",
    height="height at most {m} m",
    price="{amount} for {long}",
    no_fee="free of charge",
    no_price="price unknown",
    hours="open {hours}",
    more="More at the operator’s",
    rules={
        "low-emission-zone": "low-emission zone",
        "school-street": "school street",
        "quiet-zone": "quiet zone",
        "truck-ban": "ban of trucks",
    },
    zone="through the {rule} {name}",
    zone_around="{long} longer: {rule} {name}",
    zone_for="only {classes}",
    around="Parking near here",
    none_around="There is nowhere to park near here.",
    walk="{long} on foot",
)

FRENCH = ParkingWords(
    kinds={Purpose.CAR: "Parking", Purpose.BIKE: "Stationnement vélo"},
    own="Ma voiture ou mon vélo",
    ways={
        "": "reste à la maison",
        "park": "Parking-relais (P+R)",
        "fetch": "Retour à ma voiture garée",
        "dropoff": "On me dépose à l’arrêt",
        "pickup": "On vient me chercher à l’arrêt",
        "bike": "Vélo puis transports",
        "bikeback": "Retour à mon vélo garé",
    },
    park_and_ride="Parking-relais",
    park="se garer à {name}",
    fetch="garé à {name}",
    free="{free} places libres sur {capacity}",
    one_free="{free} place libre",
    some_free="{free} places libres",
    holds="{capacity} places",
    full="complet",
    closed="fermé",
    unknown="nombre de places libres inconnu",
    not_counted="les places libres ne sont pas comptées ici",
    not_for_all="pas ouvert à tous",
    disabled="{n} réservées aux personnes handicapées",
    height="hauteur maximale {m} m",
    price="{amount} pour {long}",
    no_fee="gratuit",
    no_price="tarif inconnu",
    hours="ouvert {hours}",
    more="Plus d’informations chez l’exploitant",
    rules={
        "low-emission-zone": "zone à faibles émissions",
        "school-street": "rue scolaire",
        "quiet-zone": "zone calme",
        "truck-ban": "zone interdite aux poids lourds",
    },
    zone="traverse la {rule} {name}",
    zone_around="{long} de plus : {rule} {name}",
    zone_for="réservée à : {classes}",
    around="Se garer près d’ici",
    none_around="Aucun stationnement près d’ici.",
    walk="{long} à pied",
)
