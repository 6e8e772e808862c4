"""What is said of vehicles to rent, in English and in French."""

from collections.abc import Mapping
from dataclasses import dataclass

from maas.live.rentals import FormFactor


@dataclass(frozen=True, slots=True)
class RentalWords:
    """Stations, vehicles and ways with them, in one language; `{…}` is filled in by the page."""

    forms: Mapping[FormFactor, str]
    """One of them, as a heading."""
    one: Mapping[FormFactor, str]
    many: Mapping[FormFactor, str]
    """Counted: a number stands before."""
    place: str
    places: str
    """Where one can be left, counted."""
    unknown: str
    """Nobody knows how many there are."""
    seconds_ago: str
    minutes_ago: str
    """`{n}`: how many."""
    taken: str
    left: str
    """`{name}`: of the station where one takes (leaves) it."""
    left_anywhere: str
    closed: str
    no_returns: str
    home: str
    """One has to bring it back."""
    reach: str
    """`{far}`: how far it goes."""
    rent: str
    """Leads to the operator; `{name}`: whose it is."""
    gone: str
    """The vehicle of a way asked for before, or the place for it, is not there any more."""
    around: str
    """Names the list of what is near; opens it."""
    none_around: str
    no_ride: str
    no_parking: str
    slow: str
    """Zones; `{n}`: km/h."""

    def counted(self, n: int, form: FormFactor) -> str:
        """So many vehicles."""
        return f"{n} {(self.one if n == 1 else self.many)[form]}"

    def counted_places(self, n: int) -> str:
        """So many places where one can be left."""
        return f"{n} {self.place if n == 1 else self.places}"

    def ago(self, seconds: int) -> str:
        """How old what is known is."""
        if seconds < 90:
            return self.seconds_ago.format(n=seconds)
        return self.minutes_ago.format(n=round(seconds / 60))


ENGLISH = RentalWords(
    forms={
        FormFactor.BICYCLE: "Rental bike",
        FormFactor.CARGO_BICYCLE: "Rental cargo bike",
        FormFactor.CAR: "Rental car",
        FormFactor.MOPED: "Rental moped",
        FormFactor.SCOOTER_STANDING: "Rental scooter",
        FormFactor.SCOOTER_SEATED: "Rental scooter with seat",
        FormFactor.OTHER: "Rental vehicle",
    },
    one={
        FormFactor.BICYCLE: "bike",
        FormFactor.CARGO_BICYCLE: "cargo bike",
        FormFactor.CAR: "car",
        FormFactor.MOPED: "moped",
        FormFactor.SCOOTER_STANDING: "scooter",
        FormFactor.SCOOTER_SEATED: "scooter",
        FormFactor.OTHER: "vehicle",
    },
    many={
        FormFactor.BICYCLE: "bikes",
        FormFactor.CARGO_BICYCLE: "cargo bikes",
        FormFactor.CAR: "cars",
        FormFactor.MOPED: "mopeds",
        FormFactor.SCOOTER_STANDING: "scooters",
        FormFactor.SCOOTER_SEATED: "scooters",
        FormFactor.OTHER: "vehicles",
    },
    place="free place",
    places="free places",
    unknown="how many are there is not known",
    seconds_ago="{n} s ago",
    minutes_ago="{n} min ago",
    taken="take it at {name}",
    left="leave it at {name}",
    left_anywhere="leave it where parking is allowed",
    closed="closed: nothing can be taken here at the moment",
    no_returns="nothing can be left here at the moment",
    home="to be brought back here",
    reach="range {far}",
    rent="Rent with {name}",
    gone="not available any more",
    around="Rental vehicles near here",
    none_around="There are no rental vehicles near here.",
    no_ride="no riding",
    no_parking="no parking",
    slow="at most {n} km/h",
)

FRENCH = RentalWords(
    forms={
        FormFactor.BICYCLE: "Vélo en libre-service",
        FormFactor.CARGO_BICYCLE: "Vélo-cargo en libre-service",
        FormFactor.CAR: "Voiture partagée",
        FormFactor.MOPED: "Scooter en libre-service",
        FormFactor.SCOOTER_STANDING: "Trottinette en libre-service",
        FormFactor.SCOOTER_SEATED: "Trottinette à selle en libre-service",
        FormFactor.OTHER: "Véhicule en libre-service",
    },
    one={
        FormFactor.BICYCLE: "vélo",
        FormFactor.CARGO_BICYCLE: "vélo-cargo",
        FormFactor.CAR: "voiture",
        FormFactor.MOPED: "scooter",
        FormFactor.SCOOTER_STANDING: "trottinette",
        FormFactor.SCOOTER_SEATED: "trottinette",
        FormFactor.OTHER: "véhicule",
    },
    many={
        FormFactor.BICYCLE: "vélos",
        FormFactor.CARGO_BICYCLE: "vélos-cargos",
        FormFactor.CAR: "voitures",
        FormFactor.MOPED: "scooters",
        FormFactor.SCOOTER_STANDING: "trottinettes",
        FormFactor.SCOOTER_SEATED: "trottinettes",
        FormFactor.OTHER: "véhicules",
    },
    place="place libre",
    places="places libres",
    unknown="nombre inconnu",
    seconds_ago="il y a {n} s",
    minutes_ago="il y a {n} min",
    taken="à prendre à {name}",
    left="à rendre à {name}",
    left_anywhere="à laisser là où le stationnement est permis",
    closed="fermée : rien à prendre ici en ce moment",
    no_returns="rien ne peut être rendu ici en ce moment",
    home="à ramener ici",
    reach="{far} d’autonomie",
    rent="Louer chez {name}",
    gone="n’est plus disponible",
    around="Véhicules en location près d’ici",
    none_around="Aucun véhicule en location près d’ici.",
    no_ride="circulation interdite",
    no_parking="stationnement interdit",
    slow="{n} km/h au plus",
)
