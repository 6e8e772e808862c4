"""Times at which something is closed in drawn towns."""

from datetime import datetime

from tests.towns import DAY, ZONE

FOREVER = (0, 2**40)


def at(clock: str, day: str = DAY) -> int:
    """Unix s of a time of the day."""
    return int(datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZONE).timestamp())
