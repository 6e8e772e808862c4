"""What the page says, in English and in French, and which of the two a reader wants."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from api.summary import minutes
from maas.model import Mode


@dataclass(frozen=True, slots=True)
class Words:
    """The page in one language."""

    code: str
    other: str
    """Name of the other language, in that language."""
    skip: str
    lead: str
    start: str
    destination: str
    hint: str
    day: str
    hour: str
    meaning: str
    leave: str
    arrive: str
    wheelchair: str
    search: str
    swap: str
    earlier: str
    later: str
    itineraries: str
    without_lines: str
    minute: str
    no_change: str
    change: str
    changes: str
    stop: str
    stops: str
    wait: str
    """`{long}`: how long."""
    on_foot: str
    towards: str
    platform: str
    seated: str
    accessible: str
    access_unknown: str
    sketch: str
    sketch_text: str
    """`{a}`, `{b}`: the names of both ends."""
    which: str
    """`{text}`: what was typed."""
    unknown_stop: str
    nothing: str
    incomplete: str
    bad_time: str
    bad_value: str
    missing_end: str
    off_map: str
    period: str
    """`{first}`, `{last}`: days."""
    sources: str
    licence: str
    api: str
    modes: Mapping[Mode, str]
    errors: Mapping[str, str]
    days: tuple[str, ...]
    months: tuple[str, ...]
    order: str
    """How a day is written."""
    point: str
    """What stands between the whole and the rest of a number."""

    def written(self, day: date) -> str:
        """A day as people write it."""
        return self.order.format(
            weekday=self.days[day.weekday()],
            day=day.day,
            month=self.months[day.month - 1],
            year=day.year,
        )

    def distance(self, metres: int) -> str:
        """Metres as people say them."""
        if metres < 1000:
            return f"{metres} m"
        return f"{metres / 1000:.1f} km".replace(".", self.point)

    def lasting(self, seconds: int) -> str:
        """A duration in minutes."""
        return f"{minutes(seconds) or '< 1'} {self.minute}"

    def counted_stops(self, n: int) -> str:
        """How many stops one rides."""
        return f"{n} {self.stop if n == 1 else self.stops}"

    def counted_changes(self, n: int) -> str:
        """How often one changes."""
        if n == 0:
            return self.no_change
        return f"{n} {self.change if n == 1 else self.changes}"


ENGLISH = Words(
    code="en",
    other="Français",
    skip="Go to the itineraries",
    lead="Door to door by bus, tram, metro, train, bike and on foot",
    start="From",
    destination="To",
    hint="A stop's name, or latitude, longitude",
    day="Day",
    hour="Time",
    meaning="Departure or arrival",
    leave="Leave at",
    arrive="Arrive by",
    wheelchair="Wheelchair accessible",
    search="Find a way",
    swap="The way back",
    earlier="Earlier",
    later="Later",
    itineraries="Itineraries",
    without_lines="Without public transport",
    minute="min",
    no_change="no change",
    change="change",
    changes="changes",
    stop="stop",
    stops="stops",
    wait="wait {long}",
    on_foot="on foot",
    towards="towards",
    platform="platform",
    seated="stay on board",
    accessible="wheelchair accessible",
    access_unknown="accessibility unknown",
    sketch="Sketch of the way",
    sketch_text="From {a} to {b}, north is up; dashed lines are on foot.",
    which="Which “{text}” do you mean?",
    unknown_stop="No stop is called “{text}”.",
    nothing="No connection was found at this time. Try another time, or places nearer to a stop.",
    incomplete="The search took too long and was cut short: there may be better ways.",
    bad_time="This is not a day and time: 2026-05-31 and 08:30 would be.",
    bad_value="The question cannot be read ({text}).",
    missing_end="Say where from and where to.",
    off_map="This place is not in the territory, or far from any street: “{text}”.",
    period="Timetables from {first} to {last}",
    sources="Data",
    licence="licence",
    api="For programs",
    modes={
        Mode.WALK: "Walk",
        Mode.BIKE: "Cycle",
        Mode.CAR: "Drive",
        Mode.TRAM: "Tram",
        Mode.SUBWAY: "Metro",
        Mode.FERRY: "Ferry",
        Mode.AIRPLANE: "Plane",
        Mode.BUS: "Bus",
        Mode.COACH: "Coach",
        Mode.HIGHSPEED_RAIL: "Train",
        Mode.LONG_DISTANCE: "Train",
        Mode.NIGHT_RAIL: "Night train",
        Mode.REGIONAL_RAIL: "Train",
        Mode.SUBURBAN: "Suburban train",
        Mode.FUNICULAR: "Funicular",
        Mode.AERIAL_LIFT: "Cable car",
        Mode.ODM: "On-demand bus",
        Mode.RIDE_SHARING: "Carpool",
        Mode.OTHER: "Line",
    },
    errors={
        "NO_STOPS_IN_RANGE": "There is no stop near enough.",
        "NO_TRANSIT_CONNECTION": "Public transport does not connect these places.",
        "NO_TRANSIT_CONNECTION_IN_SEARCH_WINDOW": "Nothing runs between these places around"
        " this time.",
        "OUTSIDE_SERVICE_PERIOD": "There is no timetable for this day.",
        "WALKING_BETTER_THAN_TRANSIT": "You are there faster without public transport.",
    },
    days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    order="{weekday} {day} {month} {year}",
    point=".",
)

FRENCH = Words(
    code="fr",
    other="English",
    skip="Aller aux itinéraires",
    lead="De porte à porte en bus, tram, métro, train, à vélo et à pied",
    start="Départ",
    destination="Arrivée",
    hint="Le nom d’un arrêt, ou latitude, longitude",
    day="Jour",
    hour="Heure",
    meaning="Départ ou arrivée",
    leave="Partir à",
    arrive="Arriver avant",
    wheelchair="Accessible en fauteuil roulant",
    search="Trouver un itinéraire",
    swap="Le retour",
    earlier="Plus tôt",
    later="Plus tard",
    itineraries="Itinéraires",
    without_lines="Sans transports en commun",
    minute="min",
    no_change="sans correspondance",
    change="correspondance",
    changes="correspondances",
    stop="arrêt",
    stops="arrêts",
    wait="attendre {long}",
    on_foot="à pied",
    towards="vers",
    platform="quai",
    seated="restez à bord",
    accessible="accessible en fauteuil roulant",
    access_unknown="accessibilité inconnue",
    sketch="Croquis du trajet",
    sketch_text="De {a} à {b}, le nord est en haut ; les pointillés se font à pied.",
    which="Quel « {text} » voulez-vous dire ?",
    unknown_stop="Aucun arrêt ne s’appelle « {text} ».",
    nothing="Aucun itinéraire à cette heure. Essayez une autre heure, ou des lieux plus proches"
    " d’un arrêt.",
    incomplete="La recherche a été interrompue : il existe peut-être de meilleurs itinéraires.",
    bad_time="Ce n’est pas un jour et une heure : 2026-05-31 et 08:30 en seraient.",
    bad_value="La question est illisible ({text}).",
    missing_end="Dites d’où vous partez et où vous allez.",
    off_map="Ce lieu est hors du territoire, ou loin de toute rue : « {text} ».",
    period="Horaires du {first} au {last}",
    sources="Données",
    licence="licence",
    api="Pour les programmes",
    modes={
        Mode.WALK: "À pied",
        Mode.BIKE: "À vélo",
        Mode.CAR: "En voiture",
        Mode.TRAM: "Tram",
        Mode.SUBWAY: "Métro",
        Mode.FERRY: "Bateau",
        Mode.AIRPLANE: "Avion",
        Mode.BUS: "Bus",
        Mode.COACH: "Car",
        Mode.HIGHSPEED_RAIL: "Train",
        Mode.LONG_DISTANCE: "Train",
        Mode.NIGHT_RAIL: "Train de nuit",
        Mode.REGIONAL_RAIL: "Train",
        Mode.SUBURBAN: "Train de banlieue",
        Mode.FUNICULAR: "Funiculaire",
        Mode.AERIAL_LIFT: "Téléphérique",
        Mode.ODM: "Transport à la demande",
        Mode.RIDE_SHARING: "Covoiturage",
        Mode.OTHER: "Ligne",
    },
    errors={
        "NO_STOPS_IN_RANGE": "Aucun arrêt n’est assez proche.",
        "NO_TRANSIT_CONNECTION": "Les transports en commun ne relient pas ces lieux.",
        "NO_TRANSIT_CONNECTION_IN_SEARCH_WINDOW": "Rien ne circule entre ces lieux vers cette"
        " heure.",
        "OUTSIDE_SERVICE_PERIOD": "Il n’y a pas d’horaires pour ce jour.",
        "WALKING_BETTER_THAN_TRANSIT": "Vous y êtes plus vite sans transports en commun.",
    },
    days=("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    months=(
        "janv.", "févr.", "mars", "avr.", "mai", "juin",
        "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ),
    order="{weekday} {day} {month} {year}",
    point=",",
)  # fmt: skip

LANGUAGES = {"en": ENGLISH, "fr": FRENCH}
WEIGHTED = re.compile(
    r"\s*(?P<code>[A-Za-z]{1,8})(-[A-Za-z0-9-]*)?\s*(;\s*q=(?P<q>[01](\.\d{1,3})?))?"
)


def words_for(asked: str, accepted: str) -> Words:
    """The language asked for by `lang`, else the one `Accept-Language` likes best, else English."""
    if asked in LANGUAGES:
        return LANGUAGES[asked]
    weighted = [match for part in accepted.split(",") if (match := WEIGHTED.fullmatch(part))]
    known = [match for match in weighted if match["code"].lower() in LANGUAGES]
    best = max(known, key=lambda match: float(match["q"] or 1), default=None)
    return LANGUAGES[best["code"].lower()] if best else ENGLISH
