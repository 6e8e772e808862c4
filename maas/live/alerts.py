"""Alerts: what is out of order in a network, for whom and how long (GTFS-RT Alert)."""

from collections.abc import Sequence

import msgspec

from maas.live.trips import TripKey


class Text(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A text in one language ("": not said)."""

    text: str
    language: str = ""


def in_language(texts: Sequence[Text], languages: Sequence[str]) -> str:
    """A text in the first of some languages (BCP 47) that there is, else as it is told first."""
    known = {text.language.lower(): text.text for text in reversed(texts)}
    for asked in languages:
        tag = asked.lower()
        main = tag.partition("-")[0]
        near = (language for language in known if language.partition("-")[0] == main)
        for language in (tag, main, *near):
            if language in known:
                return known[language]
    return known.get("") or (texts[0].text if texts else "")


class Selector(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What an alert is about: all that is said must hold (EntitySelector). Ids are the feed's."""

    agency_id: str = ""
    route_id: str = ""
    route_type: int = -1
    direction: int = -1
    stop_id: str = ""
    trip: TripKey | None = None


class Alert(msgspec.Struct, frozen=True, array_like=True, tag="alert", gc=False):
    """One alert."""

    id: str
    selectors: tuple[Selector, ...] = ()
    shown: tuple[tuple[int | None, int | None], ...] = ()
    """When to tell it (communication_period, else active_period), Unix s; empty: always."""
    holds: tuple[tuple[int | None, int | None], ...] = ()
    """When it concerns travellers (impact_period, else active_period); empty: always."""
    cause: str = ""
    """GTFS-RT's names; "": not said."""
    effect: str = ""
    severity: str = ""
    header: tuple[Text, ...] = ()
    description: tuple[Text, ...] = ()
    url: tuple[Text, ...] = ()
    spoken_header: tuple[Text, ...] = ()
    spoken_description: tuple[Text, ...] = ()
    cause_detail: tuple[Text, ...] = ()
    effect_detail: tuple[Text, ...] = ()
    image: tuple[Text, ...] = ()
    """Addresses."""
    image_alternative: tuple[Text, ...] = ()
