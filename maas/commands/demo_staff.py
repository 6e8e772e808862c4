"""What the staff of the invented city find: a key of this start, and a draft: the bridge closed."""

import time
from pathlib import Path

from maas.demo.names import CITY
from maas.demo.road.places import Stretch, read_road
from maas.keys import Key, Scope, digest_of, new_id, new_secret
from maas.live import Incident
from maas.live.incidents import Direction, IncidentKind, Severity, Traveller
from maas.live.written import WritingStatus
from maas.records import KeptIncident, SqliteRecords, open_records
from maas.settings import Territory

NAME = "staff of the invented city"
BRIDGE = "bridge"


def open_town_hall(territory: Territory, folder: Path) -> str:
    """Give staff a key, in place of those of earlier starts, and the draft; returns the secret.

    Nothing stays open: the service forks after this.
    """
    records, now = open_records(territory.data_dir), int(time.time())
    for key in records.list_keys():
        if key.name == NAME and key.revoked is None:
            records.revoke_key(key.id, now)
    key, secret = Key(new_id(), NAME, Scope.STAFF, now), new_secret()
    records.add_key(key, digest_of(secret))
    _draft(records, key, read_road(folder).bridge, territory.clock or now)
    records.verify()
    return secret


def _draft(records: SqliteRecords, key: Key, bridge: Stretch, now: int) -> None:
    if records.find_incident(BRIDGE) is not None:
        return
    closure = Incident(
        BRIDGE,
        IncidentKind.CLOSURE,
        bridge.line,
        direction=Direction.BOTH,
        street=bridge.street,
        town=CITY,
        concerns=tuple(Traveller),
        severity=Severity.HIGH,
        is_closed=True,
        text="Crue de l'Orlène",
        authority=f"Ville d'{CITY}",
    )
    kept = KeptIncident((closure,), WritingStatus.DRAFT, 1, now, key.id, key.name)
    records.put_incidents([kept])
