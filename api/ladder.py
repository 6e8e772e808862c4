"""Older versions of MOTIS's API: the newest is served, the others are made of it.

Source: MOTIS openapi.yaml, `info.description`.
"""

import re
from typing import Any, TypeVar

import msgspec
from aiohttp import web
from msgspec import UNSET
from msgspec.structs import replace

from api.plan_query import PlanQuery
from api.render.polyline import Line, decode
from api.wire import EncodedPolyline, Place

T = TypeVar("T")

NEWEST = 6
VERSION = re.compile(r"/api/v(?P<number>[0-9]+)/")
OLD_MODE_NAMES = {"SUBURBAN": "METRO", "AERIAL_LIFT": "AREAL_LIFT"}


def version_of(request: web.Request) -> int:
    """The version that the address of a request names; `experimental` came before all others."""
    match = VERSION.match(request.path)
    return int(match["number"]) if match else 1


def upgraded(query: PlanQuery, version: int) -> PlanQuery:
    """A query as the newest version asks it: below 3, `maxTransfers` counted vehicles."""
    if version >= 3 or query.max_transfers is None:
        return query
    if query.max_transfers == 0:
        return replace(query, max_transfers=0, transit_modes=())
    return replace(query, max_transfers=query.max_transfers - 1)


def downgraded(answer: T, version: int) -> T:
    """An answer of types of `api.wire` (or a tuple of them) as an older version writes it."""
    older: T = answer if version >= NEWEST else _older(answer, version)
    return older


def _older(value: Any, version: int) -> Any:
    if isinstance(value, tuple):
        return tuple([_older(item, version) for item in value])
    if not isinstance(value, msgspec.Struct):
        return value
    members = ((name, getattr(value, name)) for name in value.__struct_fields__)
    changes = {
        name: _older(member, version)
        for name, member in members
        if isinstance(member, tuple | msgspec.Struct)
    }
    changes |= _own_changes(value, version)
    return replace(value, **changes) if changes else value


def _own_changes(value: msgspec.Struct, version: int) -> dict[str, Any]:
    """What the versions changed of one object, whatever is inside it."""
    changes: dict[str, Any] = {}
    if isinstance(value, Place) and value.level is UNSET:
        changes["level"] = 0.0
    if version < 5:
        changes |= _old_modes(value)
    if version < 4 and getattr(value, "display_name", UNSET) is not UNSET:
        changes["route_short_name"] = value.display_name  # type: ignore[attr-defined]
    if version < 2 and isinstance(value, EncodedPolyline):
        finer = Line.of(decode(value.points), precision=7).whole
        changes |= {"points": finer.points, "precision": 7}
    return changes


def _old_modes(value: msgspec.Struct) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    mode, modes = getattr(value, "mode", UNSET), getattr(value, "modes", UNSET)
    if mode in OLD_MODE_NAMES:
        changes["mode"] = OLD_MODE_NAMES[mode]
    if isinstance(modes, tuple):
        changes["modes"] = tuple(OLD_MODE_NAMES.get(name, name) for name in modes)
    return changes
