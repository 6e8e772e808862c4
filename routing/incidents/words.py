"""What is said of a place from where nobody gets away."""

from maas.model import LatLon
from routing.question import Question
from routing.streets import StreetRouter

FAR_OFF = "no street near this place"
MOST_NAMED = 3


def off_streets(streets: StreetRouter, at: LatLon, question: Question) -> str:
    """Why a place is on no street: there is none, or all are closed, by what."""
    avoiding, profile = streets.avoiding, question.profile
    beside = avoiding.beside(at, profile, question.max_matching_m) if avoiding else None
    if avoiding is None or beside is None:
        return FAR_OFF
    edge = beside.edge.repeat(2) * 2
    edge[1::2] += 1
    incidents = avoiding.whole.incidents
    edges = incidents.by_profile.get(profile)
    laid = [incidents.laid[row] for row in (edges.on(edge) if edges else ())]
    closing = [each for each in laid if profile in each.closes][:MOST_NAMED]
    named = (
        each.incident.street or each.street or each.incident.text or each.id for each in closing
    )
    told = ", ".join(dict.fromkeys(named))
    return f"all streets near this place are closed: {told}" if told else FAR_OFF
