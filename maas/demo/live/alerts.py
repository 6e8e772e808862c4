"""What the operators of the invented city tell passengers, in French and English."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from maas.demo.live.detour import Works
from maas.demo.live.schedule import Schedule
from maas.demo.live.troubles import Trouble
from maas.demo.translations import ENGLISH

TOLD_AFTER_S = 900
"""A trouble is told of so long after its end, while vehicles are still late."""

CAUSES = {
    "ACCIDENT": ("accident de la circulation", "an accident"),
    "DEMONSTRATION": ("manifestation", "a demonstration"),
    "POLICE_ACTIVITY": ("intervention de police", "police activity"),
    "TECHNICAL_PROBLEM": ("panne technique", "a technical problem"),
}

Text = Mapping[str, str]
"""By language."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One alert; names are GTFS-RT's."""

    id: str
    cause: str
    effect: str
    severity: str
    header: Text
    description: Text
    route: str = ""
    direction: int | None = None
    """Of the route; None: both."""
    stops: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    """Unix s; None: until further notice."""


def notices(
    schedule: Schedule, works: Works | None, troubles: tuple[Trouble, ...], now: int
) -> Iterator[Notice]:
    """All that there is to tell."""
    if works is not None:
        yield _of_works(works)
    for trouble in troubles:
        if trouble.begins <= now < trouble.ends + TOLD_AFTER_S:
            yield _of_trouble(trouble)
    station = next((stop for stop in schedule.stops.values() if stop.id.startswith("S")), None)
    if station is not None:
        yield Notice(
            "lift",
            "TECHNICAL_PROBLEM",
            "ACCESSIBILITY_ISSUE",
            "INFO",
            {
                "fr": f"{station.name} : ascenseur en panne",
                "en": f"{_english(station.name)}: lift out of order",
            },
            {
                "fr": "L’ascenseur de la sortie 1 est en panne. Les escaliers restent ouverts.",
                "en": "The lift at exit 1 is out of order. The stairs remain open.",
            },
            stops=(station.id,),
        )


def _of_works(works: Works) -> Notice:
    line = works.planned.route_id
    one, other = (stop.name for stop in works.left_out)
    towards, instead = works.planned.headsign, works.instead.name
    return Notice(
        f"alert-{works.id}",
        "CONSTRUCTION",
        "DETOUR",
        "WARNING",
        {
            "fr": f"Ligne {line} déviée vers {towards}",
            "en": f"Line {line} diverted towards {_english(towards)}",
        },
        {
            "fr": f"En raison de travaux, les arrêts {one} et {other} ne sont pas desservis."
            f" Reportez-vous à l’arrêt {instead}.",
            "en": f"Because of roadworks, buses do not stop at {_english(one)} and"
            f" {_english(other)}. Please use the stop {_english(instead)} instead.",
        },
        line,
        works.planned.direction,
        tuple(stop.id for stop in works.left_out),
    )


def _of_trouble(trouble: Trouble) -> Notice:
    french, english = CAUSES[trouble.cause]
    line, place = trouble.route_id, trouble.place
    return Notice(
        f"trouble-{trouble.begins}",
        trouble.cause,
        "SIGNIFICANT_DELAYS",
        "WARNING",
        {"fr": f"Ligne {line} perturbée", "en": f"Line {line} disrupted"},
        {
            "fr": f"Trafic perturbé près de {place} : {french}."
            " Attendez-vous à des retards et à des suppressions.",
            "en": f"Disruption near {_english(place)}: {english}. Expect delays and cancellations.",
        },
        line,
        span=(trouble.begins, trouble.ends + TOLD_AFTER_S),
    )


def _english(name: str) -> str:
    """What signs in English say."""
    return ENGLISH.get(name, name)
