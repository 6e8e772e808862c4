"""The JSON of what somebody reports, and of what staff say of it; nothing else is taken."""

from typing import Annotated, Literal

from msgspec import Meta

from api.strict import Body, Degrees, Latitude, Moment

KindName = Literal[
    "OBSTACLE",
    "ACCIDENT",
    "WORKS",
    "HAZARD",
    "LIFT_BROKEN",
    "ESCALATOR_BROKEN",
    "STOP_CLOSED",
    "CAR_PARK_FULL",
    "BIKE_MISSING",
]
LONGEST_TEXT = 280


class ReportBody(Body, frozen=True):
    """What is wrong, and where: `at` a thing, or at `lat` and `lon`."""

    kind: KindName
    lat: Latitude | None = None
    lon: Degrees | None = None
    at: (
        Annotated[
            str,
            Meta(
                min_length=1,
                max_length=200,
                description="id of a stop, a place to park, a rental station or vehicle",
            ),
        ]
        | None
    ) = None
    time: Annotated[Moment, Meta(description="when it was seen; now")] | None = None
    gone: Annotated[bool, Meta(description="it is not so any more")] = False
    text: Annotated[
        str, Meta(max_length=LONGEST_TEXT, description="for staff alone, and for a day")
    ] = ""
    reporter: Annotated[
        str,
        Meta(
            max_length=128,
            description="how the app tells this person from others: opaque; it is kept nowhere",
        ),
    ] = ""


class JudgementBody(Body, frozen=True):
    """What everybody is told of a report that staff confirm."""

    text: Annotated[str, Meta(max_length=LONGEST_TEXT)] = ""
    until: Annotated[Moment, Meta(description="as long as a word holds")] | None = None
