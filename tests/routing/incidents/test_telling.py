"""What a leg says of the incidents that its way goes round."""

import numpy as np

from maas.live.incidents import Incident, IncidentKind
from maas.model import SourceId
from routing.incidents.laid_incident import LaidIncident
from routing.incidents.met import Met
from routing.incidents.telling import told_on
from routing.streets.path import Around, StreetPath


def met(id: str, part_of: str = "", source: str = "waze") -> Met:
    """A closure on the way one would have taken."""
    incident = Incident(id, IncidentKind.CLOSURE, is_closed=True, part_of=part_of)
    laid = LaidIncident(f"{source}:{id}", SourceId(source), incident, spans=((0, 1000),))
    return Met(laid, 10, 20, bars=True)


def told(*several: Met) -> list[str]:
    """The ids of what a leg says."""
    path = StreetPath(60, 100.0, np.zeros((2, 2)), (), around=Around(30, several))
    return [each.id for each in told_on(path, 100)]


def test_a_part_of_what_is_told_is_not_told_again() -> None:
    assert told(met("alert"), met("jam", "alert")) == ["waze:alert"]
    assert told(met("jam", "alert"), met("other")) == ["waze:jam", "waze:other"]
    assert told(met("alert"), met("jam", "alert", "else")) == ["waze:alert", "else:jam"]
