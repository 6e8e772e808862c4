"""The files of a system in one form: the names of GBFS 3, whatever version they came in.

Versions differ more in names than in meaning, so older names are replaced once, here, and each
subject is read by one module. A name is replaced wherever it stands: producers mix versions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from feeds.fields import FUTURE_S, Json, moment
from feeds.gbfs.notices import Notices

VERSIONS = ("1.0", "1.1", "2.0", "2.1", "2.2", "2.3", "3.0", "3.1-RC", "3.1-RC2", "3.1-RC3", "3.1")

OLD_NAMES: Mapping[str, str] = {"free_bike_status": "vehicle_status"}
"""Files that have another name in GBFS 3."""

LIVE = ("station_status", "vehicle_status", "vehicle_availability")
"""Files that are asked for all the time, by their names in GBFS 3."""

OF_VEHICLES = frozenset({"vehicle_status", "vehicle_availability"})
"""Files that tell of vehicles one by one."""

ARRAYS: Mapping[str, tuple[str, ...]] = {
    "station_information": ("stations",),
    "station_status": ("stations",),
    "vehicle_status": ("vehicles", "bikes"),
    "vehicle_availability": ("vehicles",),
    "vehicle_types": ("vehicle_types",),
    "system_pricing_plans": ("plans",),
    "system_regions": ("regions",),
    "system_alerts": ("alerts",),
    "system_hours": ("rental_hours",),
    "system_calendar": ("calendars",),
}
"""Under which names the records of a file stand."""

FILES = frozenset({*ARRAYS, *OLD_NAMES, "system_information", "geofencing_zones"})
"""Names of all files that are read."""

ONE_OF = frozenset({"station_information", "vehicle_status", *OLD_NAMES})
"""What a system has to have, or nothing is known of where it is."""

OLD_MEMBERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "station_status": (
        ("num_bikes_available", "num_vehicles_available"),
        ("num_bikes_disabled", "num_vehicles_disabled"),
    ),
    "vehicle_status": (("bike_id", "vehicle_id"),),
    "system_pricing_plans": (("id", "plan_id"),),
}
"""Members of records that have another name in GBFS 3: (old, new)."""

LEAST_TTL_S, MOST_TTL_S = 0, 3600
LEAST_HOLD_S = 300
"""What a file says is unknown after max(3 ttl, this)."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a system."""

    name: str
    """As GBFS 3 calls it."""
    shown: str
    """As findings call it."""
    body: Json
    """Its member `data`."""
    made_at: int | None
    """When it was made, or read if it does not say so in a way one can believe (Unix s)."""
    says_when: bool
    ttl_s: int

    @property
    def until(self) -> int | None:
        """From when on what it counts is unknown."""
        if self.made_at is None:
            return None
        return self.made_at + max(3 * self.ttl_s, LEAST_HOLD_S)

    def records(self, notices: Notices) -> Iterator[dict[str, Any]]:
        """Its records in order, each where `notices` points at meanwhile."""
        told = next((self.body[each] for each in ARRAYS[self.name] if each in self.body), None)
        notices.at(self.shown, is_nameless=self.name in OF_VEHICLES)
        if not isinstance(told, list):
            notices.note("malformed_file")
            return
        renames = OLD_MEMBERS.get(self.name, ())
        for number, record in enumerate(told, 1):
            notices.record = number
            if not isinstance(record, dict):
                notices.note("invalid_record", record)
                continue
            for old, new in renames:
                if old in record and record.get(new) is None:
                    record[new] = record[old]
            yield record
        notices.record = None


Files = Mapping[str, File]

NO_FILES: Files = MappingProxyType({})


def files_of(
    told: Json, shown: str, read_at: Json, now: int | None, notices: Notices
) -> dict[str, File]:
    """The files of one system by their names in GBFS 3.

    Args:
        told: by file name.
        shown: what findings write before the names of files.
        read_at: when files were read that do not say when they were made, where that is known.
        now: Unix s.
    """
    found: dict[str, File] = {}
    for name, body in told.items():
        if name not in FILES:
            continue
        new = OLD_NAMES.get(name, name)
        notices.at(f"{shown}{name}.json")
        if not isinstance(body, dict) or not isinstance(body.get("data"), dict):
            notices.note("malformed_file")
        elif new not in found or new == name:
            if str(body.get("version", "")) not in ("", "None", *VERSIONS):
                notices.note("unknown_version", body["version"])
            read = moment(read_at, name, notices) or now
            made, says_when = _made_at(body, read, notices)
            ttl = _ttl(body, notices) if new in LIVE else 0
            found[new] = File(new, notices.file, body["data"], made, says_when, ttl)
    return found


def says_when(body: Json, now: int) -> bool:
    """Whether a file says when it was made, in a way one can believe."""
    made = moment(body, "last_updated", Notices())
    return made is not None and made <= now + FUTURE_S


def _made_at(body: Json, read_at: int | None, notices: Notices) -> tuple[int | None, bool]:
    made = moment(body, "last_updated", notices)
    if made is None:
        notices.note("missing_last_updated")
        return read_at, False
    if read_at is not None and made > read_at + FUTURE_S:
        notices.note("last_updated_in_future", body["last_updated"])
        return read_at, False
    return made, True


def _ttl(body: Json, notices: Notices) -> int:
    value = body.get("ttl")
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = float(value[:9])
    if isinstance(value, bool) or not isinstance(value, int | float):
        notices.note("missing_ttl", "" if value is None else value)
        return LEAST_TTL_S
    if not LEAST_TTL_S <= value <= MOST_TTL_S:
        notices.note("invalid_ttl", value)
    return int(min(max(value, LEAST_TTL_S), MOST_TTL_S))
