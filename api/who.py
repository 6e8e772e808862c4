"""Whose key a request shows."""

from aiohttp import web

from api.keys import KEY
from maas.errors import KeyRequired
from maas.keys import Key, Scope


def key_of(request: web.Request, wanted: Scope) -> Key:
    """The key that a request to a guarded route shows.

    Raises:
        KeyRequired: there is none, as of a route that is open by mistake.
    """
    key = request[KEY]
    if key is None:
        raise KeyRequired(wanted)
    return key
