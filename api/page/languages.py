"""What the page says in English and in French, and which of the two a reader wants."""

import re
from collections.abc import Sequence

from api.page import live_words, offer_words, parking_words, rental_words
from api.page.words import Words
from maas.model import Mode

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
    least="least",
    no_price="price unknown",
    towards="towards",
    platform="platform",
    seated="stay on board",
    live=live_words.ENGLISH,
    rental=rental_words.ENGLISH,
    parking=parking_words.ENGLISH,
    offer=offer_words.ENGLISH,
    accessible="wheelchair accessible",
    access_unknown="accessibility unknown",
    sketch="Sketch of the way",
    sketch_text="From {a} to {b}, north is up; dashed lines are on foot.",
    which="Which “{text}” do you mean?",
    whereabouts="{far} {direction} of the middle of the map",
    compass=("north", "north-east", "east", "south-east",
             "south", "south-west", "west", "north-west"),
    unknown_stop="Nothing here is called “{text}”.",
    nothing="No connection was found at this time. Try another time, or places nearer to a stop.",
    incomplete="The search took too long and was cut short: there may be better ways.",
    busy="Too many people are asking at this moment: please try again in a few seconds.",
    bad_time="This is not a day and time: 2026-05-31 and 08:30 would be.",
    bad_value="The question cannot be read ({text}).",
    missing_end="Say where from and where to.",
    off_map="This place is not in the territory, or far from any street: “{text}”.",
    period="Timetables from {first} to {last}",
    sources="Data",
    licence="licence",
    api="For programs",
    about_emissions="How emissions are reckoned",
    about_ranking="Order of the ways",
    modes={
        Mode.WALK: "Walk",
        Mode.BIKE: "Cycle",
        Mode.RENTAL: "Rental vehicle",
        Mode.CAR: "Drive",
        Mode.CAR_PARKING: "Park and ride",
        Mode.CAR_DROPOFF: "Driven to the stop",
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
)  # fmt: skip

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
    least="le moins",
    no_price="prix inconnu",
    towards="vers",
    platform="quai",
    seated="restez à bord",
    live=live_words.FRENCH,
    rental=rental_words.FRENCH,
    parking=parking_words.FRENCH,
    offer=offer_words.FRENCH,
    accessible="accessible en fauteuil roulant",
    access_unknown="accessibilité inconnue",
    sketch="Croquis du trajet",
    sketch_text="De {a} à {b}, le nord est en haut ; les pointillés se font à pied.",
    which="Quel « {text} » voulez-vous dire ?",
    whereabouts="à {far} {direction} du centre de la carte",
    compass=("au nord", "au nord-est", "à l’est", "au sud-est",
             "au sud", "au sud-ouest", "à l’ouest", "au nord-ouest"),
    unknown_stop="Rien ici ne s’appelle « {text} ».",
    nothing="Aucun itinéraire à cette heure. Essayez une autre heure, ou des lieux plus proches"
    " d’un arrêt.",
    incomplete="La recherche a été interrompue : il existe peut-être de meilleurs itinéraires.",
    busy="Trop de demandes en ce moment : réessayez dans quelques secondes.",
    bad_time="Ce n’est pas un jour et une heure : 2026-05-31 et 08:30 en seraient.",
    bad_value="La question est illisible ({text}).",
    missing_end="Dites d’où vous partez et où vous allez.",
    off_map="Ce lieu est hors du territoire, ou loin de toute rue : « {text} ».",
    period="Horaires du {first} au {last}",
    sources="Données",
    licence="licence",
    api="Pour les programmes",
    about_emissions="Calcul des émissions",
    about_ranking="Ordre des itinéraires",
    modes={
        Mode.WALK: "À pied",
        Mode.BIKE: "À vélo",
        Mode.RENTAL: "Véhicule en location",
        Mode.CAR: "En voiture",
        Mode.CAR_PARKING: "Parking-relais",
        Mode.CAR_DROPOFF: "Déposé à l’arrêt",
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


def words_of(languages: Sequence[str]) -> Words:
    """The first of some languages (BCP 47, best first) that we speak, else English."""
    for tag in languages:
        if words := LANGUAGES.get(tag.partition("-")[0].lower()):
            return words
    return ENGLISH


def words_for(asked: str, accepted: str) -> Words:
    """The language asked for by `lang`, else the one `Accept-Language` likes best, else English."""
    if asked in LANGUAGES:
        return LANGUAGES[asked]
    weighted = [match for part in accepted.split(",") if (match := WEIGHTED.fullmatch(part))]
    known = [match for match in weighted if match["code"].lower() in LANGUAGES]
    best = max(known, key=lambda match: float(match["q"] or 1), default=None)
    return LANGUAGES[best["code"].lower()] if best else ENGLISH
