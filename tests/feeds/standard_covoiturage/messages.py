"""Messages of both answers of an operator."""

from typing import Any

import msgspec


def both(journeys: list[Any], regular: list[Any]) -> bytes:
    """Both kinds of offers as members of one object."""
    return msgspec.json.encode({"driverJourneys": journeys, "driverRegularTrips": regular})
