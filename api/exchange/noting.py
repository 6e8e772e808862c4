"""The journal: of each answer, what was given to whom, or taken from them."""

from aiohttp import web

from api.keys import ITEMS, KEY, NOW, PORTS, ROUTE_OF
from api.route import Route
from maas.records import Exchanged, Way
from maas.records.rows import HOUR_S

ANONYMOUS = "anonymous"
OF_PEOPLE = frozenset({"/v1/reports", "/v1/reports/{id}", "/v1/carpools", "/v1/carpools/{id}"})
"""Where apps bring what people say: that they did is counted by the hour, nothing that could lead
to anyone."""

READ, WRITTEN = (200, 304), (200, 201, 202, 204)


def note_exchange(request: web.Request, response: web.StreamResponse) -> None:
    """Note an answer that is part of the exchange; any other is nobody's business."""
    route = request.app[ROUTE_OF].get(request.match_info.handler)
    if route is None or not isinstance(response, web.Response):
        return
    row = _row(request, response, route)
    if row is not None:
        request.app[PORTS].exchanges.note(row)


def _row(request: web.Request, response: web.Response, route: Route) -> Exchanged | None:
    now = request.app[NOW]()
    key = request.get(KEY)
    partner = ANONYMOUS if key is None else key.name or key.id
    hour = now // HOUR_S * HOUR_S
    if route.is_exchange and response.status in READ:
        return Exchanged(
            hour,
            Way.GIVEN,
            partner,
            request.path,
            times=1,
            unchanged=int(response.status == web.HTTPNotModified.status_code),
            items=request.get(ITEMS),
            bytes=_size(response) if request.method == "GET" else 0,
            first=now,
            last=now,
            digest=response.headers.get("ETag", "").removeprefix("W/").strip('"'),
        )
    if request.method in ("GET", "HEAD", "OPTIONS") or response.status not in WRITTEN:
        return None
    if route.path in OF_PEOPLE:
        what = f"{route.method} {route.path}"
        return Exchanged(hour, Way.TAKEN, partner, what, 1, first=hour, last=hour)
    return None


def _size(response: web.Response) -> int:
    return len(response.body) if isinstance(response.body, bytes) else 0
