"""How long what is told of vehicles to rent holds, by what their operators say."""

from collections.abc import Iterable
from hashlib import sha256

from aiohttp import web

from routing.rentals.fleets import System

LONGEST_S = 60
"""An answer tells of several systems, and ages in seconds."""


def left_s(system: System, now: int) -> int:
    """Seconds until the operator is to say something new; 0: it is due."""
    told = system.told
    made = [at for at in (told.stations_made_at, told.vehicles_made_at) if at is not None]
    return max(0, min(made) + told.ttl_s - now) if made else 0


def keep_while_fresh(response: web.Response, systems: Iterable[System], now: int) -> web.Response:
    """The response, to be kept by whoever has it until the first of some systems is due."""
    seconds = min((left_s(system, now) for system in systems), default=0)
    body = response.body
    if seconds > 0 and isinstance(body, bytes):
        response.headers["Cache-Control"] = f"public, max-age={min(seconds, LONGEST_S)}"
        response.headers["ETag"] = f'W/"{sha256(body).hexdigest()[:24]}"'
    return response
