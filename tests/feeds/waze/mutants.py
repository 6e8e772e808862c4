"""Messages of a partner feed gone wrong at random, the same ones for the same seed."""

from collections.abc import Iterator

import msgspec

from tests.feeds.waze.messages import alert, irregularity, jam, message, route
from tests.mutation import json_mutants

SOUND = msgspec.json.decode(
    message(
        alerts=[alert(uuid=f"a{n}", type=kind) for n, kind in enumerate(("HAZARD", "ROAD_CLOSED"))],
        jams=[jam(uuid=n, level=n + 3, blockingAlertUuid="a1") for n in range(3)],
        irregularities=[irregularity()],
        routes=[route()],
    )
)


def mutants(seed: int) -> Iterator[bytes]:
    """Without end messages with one to five things wrong."""
    return json_mutants((SOUND,), seed)
