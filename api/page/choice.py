"""Which of several places is meant: told apart by what people know of them, not by ids."""

from collections.abc import Iterator
from math import atan2, cos, degrees, radians

from api.ends import written
from api.page.markup import Html, join, tag
from api.page.query import Choice, PageQuery, link
from api.page.words import Words
from api.served import Coverage
from maas.model import LatLon
from routing.places.match import Match


def render_choice(choice: Choice, query: PageQuery, words: Words, coverage: Coverage) -> Html:
    """The places that what was typed may mean, each a link to the question with that place."""

    def item(match: Match) -> Html:
        address = link(query, **{choice.member: written(match)})
        more = ", ".join(_details(match, words, coverage))
        return tag("li", tag("a", match.name[:80], href=address), " ", tag("small", more))

    title = words.which.format(text=choice.typed[:80])
    return tag("div", tag("h2", title), tag("ul", join(map(item, choice.matches))))


def _details(match: Match, words: Words, coverage: Coverage) -> Iterator[str]:
    if match.description and match.description != match.name:
        yield match.description[:80]
    if match.stop_code:
        yield match.stop_code[:20]
    area = next((area.name for area in match.areas if area.is_default), "")
    if area and area != match.name:
        yield area[:80]
    if coverage.middle is not None:
        yield _whereabouts(coverage.middle, match.at, words)


def _whereabouts(middle: LatLon, at: LatLon, words: Words) -> str:
    """How far and in which direction from the middle of the map."""
    east = (at.lon - middle.lon) * cos(radians(middle.lat))
    bearing = degrees(atan2(east, at.lat - middle.lat))
    direction = words.compass[round(bearing / 45) % 8]
    far = words.distance(round(middle.distance_m(at)))
    return words.whereabouts.format(far=far, direction=direction)
