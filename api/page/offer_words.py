"""What is said of seats in private cars, in English and in French."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfferWords:
    """Rides in other people's cars, in one language; `{…}` is filled in by the page."""

    with_driver: str
    """`{driver}`: an alias."""
    seat: str
    seats: str
    """Counted: a number stands before."""
    free: str
    """It costs nothing."""
    grade: str
    """`{n}`: of the driver, 1 to 5."""
    detour: str
    """`{long}`: by so much the driver arrives later."""
    on_the_way: str
    unbooked: str
    """Drivers pass again and again, nobody books."""
    book: str
    """Leads to the operator; `{name}`: whose it is."""
    gone: str
    """The seat of a way asked for before is not offered any more."""
    pending: str
    """Some who were asked have not answered yet."""
    around: str
    """Names the list of what is near; opens it."""
    none_around: str
    from_to: str
    """`{origin}`, `{goal}`: where the driver leaves, and goes."""
    on_the_map: str
    """Said where nobody has given a place a name."""
    may_detour: str
    """`{long}`: so far out of the way the driver goes for somebody."""
    place: str
    """Where people who share cars meet."""
    bays: str
    """`{n}`: how many."""
    lit: str
    closed: str

    def counted(self, n: int) -> str:
        """So many seats."""
        return f"{n} {self.seat if n == 1 else self.seats}"


ENGLISH = OfferWords(
    with_driver="with {driver}",
    seat="seat free",
    seats="seats free",
    free="free of charge",
    grade="rated {n} of 5",
    detour="{long} of detour for the driver",
    on_the_way="the driver is on the way",
    unbooked="no booking: drivers pass here again and again",
    book="Book with {name}",
    gone="not offered any more",
    pending="Some carpool operators have not answered yet: ask again in a moment.",
    around="Carpool near here",
    none_around="Nobody offers a ride from near here in the coming hours.",
    from_to="from {origin} to {goal}",
    on_the_map="a place on the map",
    may_detour="picks people up on the way, up to {long} out of it",
    place="Meeting place for sharing cars",
    bays="{n} bays",
    lit="lit at night",
    closed="closed",
)

FRENCH = OfferWords(
    with_driver="avec {driver}",
    seat="place libre",
    seats="places libres",
    free="gratuit",
    grade="noté {n} sur 5",
    detour="{long} de détour pour le conducteur",
    on_the_way="conducteur en route",
    unbooked="sans réservation : des conducteurs passent régulièrement",
    book="Réserver chez {name}",
    gone="n’est plus proposé",
    pending="Des opérateurs de covoiturage n’ont pas encore répondu : redemandez dans un instant.",
    around="Covoiturage à proximité",
    none_around="Personne ne propose de trajet près d’ici dans les prochaines heures.",
    from_to="de {origin} à {goal}",
    on_the_map="un lieu de la carte",
    may_detour="prend des passagers en chemin, jusqu’à {long} de détour",
    place="Lieu de covoiturage",
    bays="{n} places",
    lit="éclairé la nuit",
    closed="fermé",
)
