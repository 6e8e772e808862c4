"""Which of several stops is meant: told apart by what people know of them, never by an id alone."""

from collections.abc import Iterator
from math import atan2, cos, degrees, radians

from api.page.markup import Html, join, tag
from api.page.query import Choice, PageQuery, link
from api.page.words import Words
from api.served import Coverage
from maas.itinerary import Place
from maas.model import LatLon


def render_choice(choice: Choice, query: PageQuery, words: Words, coverage: Coverage) -> Html:
    """The stops that what was typed may mean, each a link to the question with that stop."""

    def item(place: Place) -> Html:
        chosen = f"{place.name} [{place.stop_id}]"[:200]
        address = link(query, **{choice.member: chosen})
        more = ", ".join(_details(place, words, coverage))
        return tag("li", tag("a", place.name[:80], href=address), " ", tag("small", more))

    title = words.which.format(text=choice.typed[:80])
    return tag("div", tag("h2", title), tag("ul", join(map(item, choice.places))))


def _details(place: Place, words: Words, coverage: Coverage) -> Iterator[str]:
    if place.description and place.description != place.name:
        yield place.description[:80]
    if place.track:
        yield f"{words.platform} {place.track[:8]}"
    if place.stop_code:
        yield place.stop_code[:20]
    if coverage.middle is not None:
        yield _whereabouts(coverage.middle, place.at, words)


def _whereabouts(middle: LatLon, at: LatLon, words: Words) -> str:
    """How far and in which direction from the middle of the map."""
    east = (at.lon - middle.lon) * cos(radians(middle.lat))
    bearing = degrees(atan2(east, at.lat - middle.lat))
    direction = words.compass[round(bearing / 45) % 8]
    far = words.distance(round(middle.distance_m(at)))
    return words.whereabouts.format(far=far, direction=direction)
