"""What is said of what is out of the ordinary on the road, in English and in French."""

from collections.abc import Mapping
from dataclasses import dataclass

from maas.live.incidents import INCIDENTS, REPORTS, IncidentKind


@dataclass(frozen=True, slots=True)
class IncidentWords:
    """Closures, works and jams in one language; `{…}` is filled in by the page."""

    kinds: Mapping[IncidentKind, str]
    """Within a sentence."""
    closed: str
    """`{street}`: where."""
    met: str
    """`{street}`, `{kind}`: something that closes nothing."""
    road: str
    """Said for a street nobody has named, where a sentence begins."""
    until: str
    """`{time}`, with a day before it where it is another one."""
    around: str
    """The way goes round it."""
    along: str
    """The usual way of a line leads there."""
    longer: str
    """`{long}`: by so much."""
    perhaps_later: str
    """`{long}`: of a ride, as far as can be guessed."""
    source: str
    """`{name}`: who says so."""
    sources: Mapping[str, str]
    """Those built in, by their ids."""
    more: str
    """`{n}`: so many that are not told."""


ENGLISH = IncidentWords(
    kinds={
        IncidentKind.CLOSURE: "closure",
        IncidentKind.WORKS: "roadworks",
        IncidentKind.ACCIDENT: "accident",
        IncidentKind.HAZARD: "hazard",
        IncidentKind.JAM: "traffic jam",
        IncidentKind.EVENT: "event",
        IncidentKind.RESTRICTION: "restriction",
        IncidentKind.OTHER: "disruption",
    },
    closed="{street} closed",
    met="{street}: {kind}",
    road="Road",
    until="until {time}",
    around="the way leads round it",
    along="the line may go another way and leave out stops",
    longer="{long} longer",
    perhaps_later="perhaps {long} later",
    source="source: {name}",
    sources={INCIDENTS: "the town", REPORTS: "reports by travellers"},
    more="and {n} more on the road",
)

FRENCH = IncidentWords(
    kinds={
        IncidentKind.CLOSURE: "fermeture",
        IncidentKind.WORKS: "travaux",
        IncidentKind.ACCIDENT: "accident",
        IncidentKind.HAZARD: "danger",
        IncidentKind.JAM: "embouteillage",
        IncidentKind.EVENT: "événement",
        IncidentKind.RESTRICTION: "restriction",
        IncidentKind.OTHER: "perturbation",
    },
    closed="{street} : circulation interdite",
    met="{street} : {kind}",
    road="Route",
    until="jusqu’à {time}",
    around="l’itinéraire le contourne",
    along="la ligne peut être déviée et ne pas desservir des arrêts",
    longer="{long} de plus",
    perhaps_later="peut-être {long} plus tard",
    source="source : {name}",
    sources={INCIDENTS: "la collectivité", REPORTS: "signalements de voyageurs"},
    more="et d’autres sur la route : {n}",
)
