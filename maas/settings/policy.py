"""Rules of places for vehicles: the tables `[[policy]]`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from maas.errors import BadSettings
from maas.options import Table
from maas.settings.areas import Area, read_area

LOW_EMISSION_ZONE = "low-emission-zone"
SCHOOL_STREET, QUIET_ZONE = "school-street", "quiet-zone"
TRUCK_BAN = "truck-ban"
POLICY_KINDS = (LOW_EMISSION_ZONE, SCHOOL_STREET, QUIET_ZONE, TRUCK_BAN)
THROUGH_KINDS = frozenset({SCHOOL_STREET, QUIET_ZONE})
"""Nobody drives through; who begins or ends a drive inside may enter."""
_OPTIONS = {
    *("id", "kind", "name", "url", "page", "since", "until", "hours", "allowed", "exempt"),
    "closed_to",
}
_ID = re.compile(r"[a-z0-9-]{1,32}")
_CLASS = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


@dataclass(frozen=True, slots=True)
class Policy:
    """A zone that only some classes of vehicles may enter, or pass; or all but some."""

    id: str
    kind: str
    name: str
    area: Area
    page: str = ""
    """Where people read more."""
    since: date | None = None
    """The first day it is in force."""
    until: date | None = None
    """The last one."""
    hours: str = ""
    """OpenStreetMap's opening hours; empty: always."""
    allowed: tuple[str, ...] = ()
    """Classes of vehicles that may enter."""
    exempt: tuple[str, ...] = ()
    """Classes that may enter as exceptions: people are not told them as what is wanted."""

    closed_to: tuple[str, ...] = ()
    """Classes that alone may not enter; of a ban of trucks."""

    @property
    def classes(self) -> frozenset[str]:
        """Every class that it speaks of."""
        return frozenset((*self.allowed, *self.exempt, *self.closed_to))

    @property
    def is_through(self) -> bool:
        """Whether it only keeps those out who would drive through."""
        return self.kind in THROUGH_KINDS

    def binds(self, vehicle_class: str) -> bool:
        """Whether it concerns a class of vehicles; "": a car of which nothing is known."""
        if self.kind == TRUCK_BAN:
            return vehicle_class in self.closed_to
        return vehicle_class not in self.classes


def read_policies(table: Table, folder: Path) -> tuple[Policy, ...]:
    """The policies of a territory's table; relative files are `folder`'s.

    Raises:
        BadSettings: an option is unknown, missing or senseless, or a file is no area.
    """
    policies = tuple(_policy(each, folder) for each in table.tables("policy"))
    refuse_twin_policies(policies)
    return policies


def refuse_twin_policies(policies: Sequence[Policy]) -> None:
    """Two policies may not have one id.

    Raises:
        BadSettings: two have.
    """
    ids = [policy.id for policy in policies]
    for number, name in enumerate(ids):
        if name in ids[:number]:
            raise BadSettings("policy.id", f"two policies are called {name!r}")


def _policy(table: Table, folder: Path) -> Policy:
    table.only(_OPTIONS)
    name = table.text("id")
    if not _ID.fullmatch(name):
        raise table.wrong("id", f"{name!r} is not 1 to 32 of a-z, 0-9 and '-'")
    kind = table.text("kind")
    if kind not in POLICY_KINDS:
        known = ", ".join(POLICY_KINDS)
        raise table.wrong("kind", f"policies of kind {kind!r} are not built; known: {known}")
    since, until = _day(table, "since"), _day(table, "until")
    if since and until and until < since:
        raise table.wrong("until", "is before since")
    closed_to = _classes(table, "closed_to")
    if (kind == TRUCK_BAN) is not bool(closed_to):
        problem = "names no class" if kind == TRUCK_BAN else f"belongs to a {TRUCK_BAN}"
        raise table.wrong("closed_to", problem)
    return Policy(
        name,
        kind,
        table.text("name"),
        read_area(table, folder),
        table.text("page", ""),
        since,
        until,
        table.text("hours", ""),
        _classes(table, "allowed"),
        _classes(table, "exempt"),
        closed_to,
    )


def _day(table: Table, key: str) -> date | None:
    """A date, as TOML writes it or as text."""
    value = table.values.get(key)
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = table.values[key]
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise table.wrong(key, f"needs a day such as 2025-01-01, not {value!r}")


def _classes(table: Table, key: str) -> tuple[str, ...]:
    classes = table.texts(key)
    for name in classes:
        if not _CLASS.fullmatch(name):
            raise table.wrong(key, f"{name!r} is not 1 to 32 of a-z, 0-9 and '-'")
    return tuple(dict.fromkeys(classes))
