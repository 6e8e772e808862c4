"""Who may come in: the key that a request shows, held against what its route asks for (RFC 6750).

An open route answers without a key; a wrong key is told even there, so that an app whose key was
revoked learns why. Keys of other platforms work as the password of Basic as well (RFC 7617), to
read by: some pullers know nothing else. What else is shown is somebody else's business, such as a
proxy's.
"""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Collection

from aiohttp import web

from api.ports import Keys
from api.route import EXCHANGE
from maas.errors import KeyRequired, KeyUnknown, NotAdmitted, RecordsUnavailable, ScopeMissing
from maas.keys import PREFIX, Key, Scope

BEARER = re.compile(r"[Bb][Ee][Aa][Rr][Ee][Rr](?:$| +(?P<secret>.*))")
BASIC = re.compile(r"[Bb][Aa][Ss][Ii][Cc] +(?P<credentials>[A-Za-z0-9+/=]{1,2048})")
LONGEST_SECRET = 512
"""Characters; ours have 48."""

PASSWORDS = frozenset({Scope.EXCHANGE, Scope.PARTNER})
"""Scopes whose keys work as a password: a browser sends one again and again, whoever makes it ask,
so none that opens more."""


async def admit(request: web.Request, wanted: Collection[Scope], keys: Keys) -> Key | None:
    """The key a request shows; None: it shows none and needs none.

    Args:
        wanted: the scopes of which one is needed, the one to be named first; none: it is open.

    Raises:
        KeyRequired: the route is not open and no key was shown.
        KeyUnknown: nobody was given this key, or it was revoked.
        ScopeMissing: it is for something else.
        RecordsUnavailable: the route is not open, and no key can be looked up now.
    """
    secret, is_password = _shown(request)
    if secret is None:
        if not wanted:
            return None
        raise KeyRequired(next(iter(wanted)))
    try:
        key = await keys.find(secret) if 0 < len(secret) <= LONGEST_SECRET else None
    except RecordsUnavailable:
        if not wanted:
            return None  # what is open goes on without the records
        raise
    if key is None:
        raise KeyUnknown
    if is_password and key.scope not in PASSWORDS:
        raise ScopeMissing(Scope.EXCHANGE)
    if wanted and not any(key.scope.covers(each) for each in wanted):
        raise ScopeMissing(next(iter(wanted)))
    return key


def challenge(error: NotAdmitted, path: str) -> str:
    """What `WWW-Authenticate` says of a refusal (RFC 6750, 3).

    Basic is offered to pullers alone: browsers would ask people for a password.
    """
    if path.startswith(EXCHANGE) and not isinstance(error, ScopeMissing):
        return f'{_bearer(error)}, Basic realm="maas", charset="UTF-8"'
    return _bearer(error)


def _bearer(error: NotAdmitted) -> str:
    if isinstance(error, KeyUnknown):
        return 'Bearer realm="maas", error="invalid_token"'
    if isinstance(error, ScopeMissing):
        return f'Bearer realm="maas", error="insufficient_scope", scope="{error.wanted}"'
    return 'Bearer realm="maas"'


def _shown(request: web.Request) -> tuple[str | None, bool]:
    """The secret behind `Bearer`, else the password of Basic, and whether it is one.

    Several are as good as a wrong one.
    """
    lines = [line.strip() for line in request.headers.getall("Authorization", ())]
    shown = [match["secret"] or "" for line in lines if (match := BEARER.fullmatch(line))]
    passwords = [] if shown or request.method not in ("GET", "HEAD") else _passwords(lines)
    if not shown and not passwords:
        return None, False
    secrets = shown or passwords
    return secrets[0].strip() if len(secrets) == 1 else "", not shown


def _passwords(lines: list[str]) -> list[str]:
    """Those that look like a key of ours, whoever is said to show them."""
    found = []
    for line in lines:
        match = BASIC.fullmatch(line)
        password = _password(match["credentials"]) if match else ""
        if password.startswith(PREFIX):
            found.append(password)
    return found


def _password(credentials: str) -> str:
    try:
        _, _, password = b64decode(credentials, validate=True).decode().partition(":")
    except (NotBase64, UnicodeDecodeError):
        return ""
    return password
