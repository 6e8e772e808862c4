"""Who may come in: the key that a request shows, held against what its route asks for (RFC 6750).

An open route answers without a key; a wrong key is told even there, so that an app whose key was
revoked learns why. Another scheme than Bearer is somebody else's business, such as a proxy's.
"""

import re

from aiohttp import web

from api.ports import Keys
from maas.errors import KeyRequired, KeyUnknown, NotAdmitted, RecordsUnavailable, ScopeMissing
from maas.keys import Key, Scope

BEARER = re.compile(r"[Bb][Ee][Aa][Rr][Ee][Rr](?:$| +(?P<secret>.*))")
LONGEST_SECRET = 512
"""Characters; ours have 48."""


async def admit(request: web.Request, wanted: Scope | None, keys: Keys) -> Key | None:
    """The key a request shows; None: it shows none and needs none.

    Raises:
        KeyRequired: the route is not open and no key was shown.
        KeyUnknown: nobody was given this key, or it was revoked.
        ScopeMissing: it is for something else.
        RecordsUnavailable: the route is not open, and no key can be looked up now.
    """
    secret = _shown(request)
    if secret is None:
        if wanted is None:
            return None
        raise KeyRequired(wanted)
    try:
        key = await keys.find(secret) if 0 < len(secret) <= LONGEST_SECRET else None
    except RecordsUnavailable:
        if wanted is None:
            return None  # what is open goes on without the records
        raise
    if key is None:
        raise KeyUnknown
    if wanted is not None and not key.scope.covers(wanted):
        raise ScopeMissing(wanted)
    return key


def challenge(error: NotAdmitted) -> str:
    """What `WWW-Authenticate` says of a refusal (RFC 6750, 3)."""
    if isinstance(error, KeyUnknown):
        return 'Bearer realm="maas", error="invalid_token"'
    if isinstance(error, ScopeMissing):
        return f'Bearer realm="maas", error="insufficient_scope", scope="{error.wanted}"'
    return 'Bearer realm="maas"'


def _shown(request: web.Request) -> str | None:
    """The secret behind `Bearer`; several are as good as a wrong one."""
    lines = request.headers.getall("Authorization", ())
    shown = [match["secret"] or "" for line in lines if (match := BEARER.fullmatch(line.strip()))]
    if not shown:
        return None
    return shown[0].strip() if len(shown) == 1 else ""
