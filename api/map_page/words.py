"""What the map says beyond the page without JavaScript, in every language that page has."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.map_page import road_words, staff_words
from api.map_page.road_words import RoadWords
from api.map_page.staff_words import StaffWords


@dataclass(frozen=True, slots=True)
class MapWords:
    """The map in one language; `{…}` is filled in by the page."""

    map: str
    places: str
    """Names the list under a field."""
    when: str
    now: str
    options: str
    travel_by: str
    searching: str
    found: str
    """`{n}`: how many."""
    none_found: str
    start_here: str
    go_here: str
    close: str
    departures: str
    refresh: str
    refreshed: str
    """`{time}`: when."""
    no_departures: str
    least_emissions: str
    timetable_of: str
    """`{day}`: when the data was read."""
    live_as_of: str
    """`{time}`: when it was known."""
    old_news: str
    """`{n}`: minutes."""
    lost_news: str
    as_planned: str
    """Said of a vehicle that nobody hears of."""
    next_stop: str
    """`{stop}`: its name."""
    planned: str
    stop_cancelled: str
    alert: str
    alerts: str
    more: str
    put_away: str
    ends: str
    typed_or_clicked: str
    plain: str
    without_map: str
    offline: str
    problems: Mapping[str, str]
    """By the code of a problem."""
    kinds: Mapping[str, str]
    """Of places."""
    turns: Mapping[str, str]
    """By MOTIS's relativeDirection."""
    controls: Mapping[str, str]
    """By MapLibre's names of them."""
    road: RoadWords
    staff: StaffWords


ENGLISH = MapWords(
    map="Map",
    places="Places",
    when="When",
    now="Leave now",
    options="Options",
    travel_by="Travel by",
    searching="Searching …",
    found="{n} itineraries",
    none_found="No place is called so.",
    start_here="From here",
    go_here="To here",
    close="Close",
    departures="Departures",
    refresh="Refresh",
    refreshed="as of {time}",
    no_departures="No departures in the coming hours.",
    least_emissions="least CO₂",
    timetable_of="timetable of {day}",
    live_as_of="live as of {time}",
    old_news="Live data is {n} min old.",
    lost_news="No live data at the moment: what you see may be as planned only.",
    as_planned="as planned: no live data",
    next_stop="next stop {stop}",
    planned="planned",
    stop_cancelled="not served",
    alert="Alert",
    alerts="Alerts",
    more="More",
    put_away="Hide",
    ends="Where from and where to?",
    typed_or_clicked="Type a stop, a street or a sight, or click on the map.",
    plain="Page without map",
    without_map="This browser cannot draw the map; everything else works.",
    offline="The service cannot be reached. Please try again.",
    problems={
        "NOT_FOUND": "This stop or trip is not known (any more).",
        "LOCATION_NOT_FOUND": "There is no street or stop near this place.",
        "OUTSIDE_BOUNDS": "This place is outside the territory.",
        "OVERLOADED": "Too many people are asking at this moment: please try again in a few"
        " seconds.",
    },
    kinds={"STOP": "Stop", "ADDRESS": "Address", "PLACE": "Place"},
    turns={
        "DEPART": "Start",
        "HARD_LEFT": "Sharp left",
        "LEFT": "Left",
        "SLIGHTLY_LEFT": "Bear left",
        "CONTINUE": "Straight on",
        "SLIGHTLY_RIGHT": "Bear right",
        "RIGHT": "Right",
        "HARD_RIGHT": "Sharp right",
        "CIRCLE_CLOCKWISE": "Round the roundabout",
        "CIRCLE_COUNTERCLOCKWISE": "Round the roundabout",
        "STAIRS": "Stairs",
        "ELEVATOR": "Lift",
        "UTURN_LEFT": "Turn back",
        "UTURN_RIGHT": "Turn back",
    },
    controls={},
    road=road_words.ENGLISH,
    staff=staff_words.ENGLISH,
)

FRENCH = MapWords(
    map="Carte",
    places="Lieux",
    when="Quand",
    now="Partir maintenant",
    options="Options",
    travel_by="Se déplacer en",
    searching="Recherche …",
    found="{n} itinéraires",
    none_found="Aucun lieu ne s’appelle ainsi.",
    start_here="Partir d’ici",
    go_here="Aller ici",
    close="Fermer",
    departures="Prochains départs",
    refresh="Actualiser",
    refreshed="à {time}",
    no_departures="Aucun départ dans les prochaines heures.",
    least_emissions="le moins de CO₂",
    timetable_of="horaires du {day}",
    live_as_of="temps réel à {time}",
    old_news="Les informations en temps réel datent de {n} min.",
    lost_news="Pas de temps réel en ce moment : les horaires affichés peuvent être théoriques.",
    as_planned="horaire théorique",
    next_stop="prochain arrêt {stop}",
    planned="prévu",
    stop_cancelled="non desservi",
    alert="Info trafic",
    alerts="Infos trafic",
    more="En savoir plus",
    put_away="Masquer",
    ends="D’où partez-vous, où allez-vous ?",
    typed_or_clicked="Tapez un arrêt, une rue ou un lieu, ou cliquez sur la carte.",
    plain="Page sans carte",
    without_map="Ce navigateur ne peut pas dessiner la carte ; tout le reste fonctionne.",
    offline="Le service est injoignable. Veuillez réessayer.",
    problems={
        "NOT_FOUND": "Cet arrêt ou ce trajet est inconnu (ou ne l’est plus).",
        "LOCATION_NOT_FOUND": "Il n’y a ni rue ni arrêt près de ce lieu.",
        "OUTSIDE_BOUNDS": "Ce lieu est hors du territoire.",
        "OVERLOADED": "Trop de demandes en ce moment : réessayez dans quelques secondes.",
    },
    kinds={"STOP": "Arrêt", "ADDRESS": "Adresse", "PLACE": "Lieu"},
    turns={
        "DEPART": "Départ",
        "HARD_LEFT": "Franchement à gauche",
        "LEFT": "À gauche",
        "SLIGHTLY_LEFT": "Légèrement à gauche",
        "CONTINUE": "Tout droit",
        "SLIGHTLY_RIGHT": "Légèrement à droite",
        "RIGHT": "À droite",
        "HARD_RIGHT": "Franchement à droite",
        "CIRCLE_CLOCKWISE": "Au rond-point",
        "CIRCLE_COUNTERCLOCKWISE": "Au rond-point",
        "STAIRS": "Escalier",
        "ELEVATOR": "Ascenseur",
        "UTURN_LEFT": "Demi-tour",
        "UTURN_RIGHT": "Demi-tour",
    },
    controls={
        "AttributionControl.ToggleAttribution": "Sources de la carte",
        "GeolocateControl.FindMyLocation": "Ma position",
        "GeolocateControl.LocationNotAvailable": "Position indisponible",
        "Map.Title": "Carte",
        "NavigationControl.ZoomIn": "Agrandir",
        "NavigationControl.ZoomOut": "Réduire",
    },
    road=road_words.FRENCH,
    staff=staff_words.FRENCH,
)

WORDS = {"en": ENGLISH, "fr": FRENCH}
