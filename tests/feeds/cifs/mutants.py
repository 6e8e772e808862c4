"""Documents of CIFS gone wrong at random, the same ones for the same seed."""

from collections.abc import Iterator
from itertools import chain

from tests.feeds.cifs.documents import USUAL, document, incident
from tests.mutation import json_mutants, xml_mutants

MORE = (
    "<schedule><monday>08:00-10:00</monday></schedule><lanes><lane><status>closed</status></lane>"
    '</lanes><source><name>City</name></source><parent_event id="p"/>'
)
DOCUMENT = document(*(incident(f"city-{number}", MORE) for number in range(3)))
TOLD = {"incidents": [{"incident": {**USUAL, "id": "city-1", "schedule": {"friday": "8:00-9:00"}}}]}


def mutants(seed: int) -> Iterator[bytes]:
    """Without end documents with one to five things wrong, XML and JSON by turns."""
    both = zip(xml_mutants((DOCUMENT,), seed), json_mutants((TOLD,), seed), strict=False)
    return chain.from_iterable(both)
