"""What is asked about incidents that staff write."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from api.incidents.staff.body import OWN_ID
from api.limits import MAX_OWN_INCIDENTS
from maas.errors import NotFound
from maas.live.incidents import INCIDENTS

RESERVED = ("own", "check", "import")
"""What addresses below `/v1/incidents` mean already."""

OwnStatusName = Literal["DRAFT", "PUBLISHED", "WITHDRAWN"]


class OwnIncidentAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Which of the town's own incidents."""

    id: Annotated[
        str,
        Meta(
            pattern=f"^({INCIDENTS}:)?{OWN_ID}$", description="with or without the source in front"
        ),
    ]


class OwnIncidentsQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Those in some state, in the order of their ids."""

    status: Annotated[tuple[OwnStatusName, ...], Meta(description="all if left out")] = ()
    past: Annotated[
        int, Meta(ge=0, le=3660, description="days: also those that are over since then")
    ] = 0
    limit: Annotated[int, Meta(ge=1, le=MAX_OWN_INCIDENTS)] = MAX_OWN_INCIDENTS


def local_id(name: str) -> str:
    """The id of an incident that staff wrote here, without its source.

    Raises:
        NotFound: it is another source's.
    """
    source, _, local = name.rpartition(":")
    if source not in ("", INCIDENTS):
        raise NotFound("only what is written here is changed and withdrawn here")
    return local
