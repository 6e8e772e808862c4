"""Answers of operators gone wrong at random, the same ones for the same seed."""

from collections.abc import Iterator

from tests.feeds.standard_covoiturage.answers import AT, every, journey, regular
from tests.mutation import json_mutants

NAMED = {
    **every("TUE", "08:00:00"),
    "journeySchedules": [{"id": "a", "passengerPickupDate": AT + 86_400, "type": "DYNAMIC"}],
}
WAY = "che_H~gnHkfE~v[ozD~qy@~f@rvh@"
JOURNEYS = [journey(id=f"j{number}", journeyPolyline=WAY) for number in range(4)]
REGULAR = [regular(every("MON", "08:00:00"), NAMED, id=None) for _ in range(2)]


def mutants(seed: int) -> Iterator[bytes]:
    """Without end messages with one to five things wrong."""
    both = {"driverJourneys": JOURNEYS, "driverRegularTrips": REGULAR}
    return json_mutants((JOURNEYS, REGULAR, both), seed)
