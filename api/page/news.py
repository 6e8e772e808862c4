"""What is not as planned, in the page without JavaScript: delays, cancellations, alerts, ages."""

from collections.abc import Iterator
from textwrap import shorten

from api.map_page.words import WORDS
from api.page.markup import Html, tag
from api.page.words import Words
from api.render.audience import STALE_S, Audience
from api.render.live import is_told
from api.served import SourceState
from api.summary import Stand, alerts_of
from maas.itinerary import Itinerary, Leg
from maas.live import Alert, in_language
from maas.sources import Condition

LONGEST_HEADER, LONGEST_ALERT = 90, 400
OLD_S = 90
"""Older news tell their age (PROMISES 6)."""


def lateness(late_min: int | None, words: Words) -> Html | None:
    """ "+3 min" or "on time"; nothing where no vehicle says so."""
    if late_min is None:
        return None
    if not late_min:
        return tag("small", words.live.on_time, class_="punctual")
    return tag("small", f"{late_min:+d} {words.minute}", class_="late")


def platform(stand: Stand, words: Words) -> str | None:
    """Where to stand, and where one was to."""
    track, planned = stand.place.track, stand.place.scheduled_track
    if not track:
        return None
    if planned and track != planned:
        track = words.live.instead.format(now=track[:8], planned=planned[:8])
        return f" · {words.platform} {track}"
    return f" · {words.platform} {track[:8]}"


def standing(way: Itinerary, words: Words) -> Html | None:
    """What to know before one reads on: that something does not run, or is missed."""
    if any(leg.cancelled for leg in way.legs):
        return tag("strong", words.live.cancelled)
    if any(leg.missed for leg in way.legs):
        return tag("strong", words.live.missed)
    return None


def notes(leg: Leg, words: Words, audience: Audience) -> Iterator[Html]:
    """What else is to be said of a ride."""
    live = words.live
    if leg.cancelled:
        yield tag("strong", live.cancelled)
    if leg.missed:
        yield tag("strong", live.missed)
    facts = [] if leg.scheduled else [live.added]
    if leg.occupancy in live.occupancy:
        facts.append(live.occupancy[leg.occupancy])
    if leg.live and audience.now is not None and audience.now - leg.live.known_at > OLD_S:
        facts.append(live.old.format(long=words.lasting(audience.now - leg.live.known_at)))
    if facts:
        yield tag("small", ", ".join(facts))
    for call in leg.intermediate:
        if call.cancelled and not leg.cancelled:
            yield tag("strong", live.skipped.format(name=call.place.name[:70]))
    for alert in alerts_of(leg):
        if is_told(alert, audience):
            yield _alert(alert, audience)


def condition(sources: tuple[SourceState, ...], words: Words, now: int) -> Html | None:
    """That live sources are late or lost; nothing while all is well."""
    own = WORDS[words.code]
    bad = [source for source in sources if source.is_live and source.state != Condition.OK]
    if not bad:
        return None
    if any(source.state == Condition.LOST for source in bad):
        return tag("p", own.lost_news, class_="note")
    made = [source.status.made_at for source in bad if source.status and source.status.made_at]
    minutes = (now - min(made, default=now - STALE_S)) // 60
    return tag("p", own.old_news.format(n=minutes), class_="note")


def _alert(alert: Alert, audience: Audience) -> Html:
    header = in_language(alert.header, audience.languages)
    text = in_language(alert.description, audience.languages)
    head = shorten(header or text, LONGEST_HEADER, placeholder="…")
    more = shorten(text, LONGEST_ALERT, placeholder="…") if header else ""
    if not more:
        return tag("p", head, class_="alert")
    return tag("details", tag("summary", head), more, class_="alert")
