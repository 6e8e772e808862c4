"""`maas keys`: give out keys, list them, put them out of force; whether or not maas serves."""

import argparse
import sys
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from maas.errors import BadSettings
from maas.keys import Key, Scope, digest_of, new_id, new_secret
from maas.records import SqliteRecords, open_records
from maas.settings import Territory

LONGEST_NAME = 80


def create(options: argparse.Namespace) -> int:
    """Give out a key: its secret is the last word on standard output, and nowhere else.

    Raises:
        RecordsUnavailable: it could not be kept, so none was given out.
    """
    key = Key(new_id(), _name(options.name), Scope(options.scope), int(time.time()))
    secret = new_secret()
    _records(options).add_key(key, digest_of(secret))
    sys.stdout.write(f"key {key.id} of scope {key.scope}, shown this once: {secret}\n")
    return 0


def list_keys(options: argparse.Namespace) -> int:
    """Show who was given a key, and what became of it."""
    keys = _records(options).list_keys()
    table = Table(*("id", "scope", "name", "created", "last used", "revoked"), box=SIMPLE)
    for key in keys:
        table.add_row(*map(Text, _cells(key, options.territory.zone)))
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table if keys else "no key was given out yet")
    return 0


def revoke(options: argparse.Namespace) -> int:
    """Put a key out of force for ever, in every worker at once.

    Raises:
        NotFound: no key has this id.
    """
    key = _records(options).revoke_key(options.id, int(time.time()))
    sys.stdout.write(f"key {key.id} of scope {key.scope} is revoked\n")
    return 0


def _records(options: argparse.Namespace) -> SqliteRecords:
    territory: Territory = options.territory
    return open_records(territory.data_dir)


def _name(text: str) -> str:
    name = text.strip()
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise BadSettings("--name", f"takes at most {LONGEST_NAME} printable characters")
    return name


def _cells(key: Key, zone: ZoneInfo) -> tuple[str, ...]:
    used = "never" if key.used is None else _moment(key.used, zone, "hours")
    revoked = "" if key.revoked is None else _moment(key.revoked, zone)
    return (key.id, key.scope, key.name, _moment(key.created, zone), used, revoked)


def _moment(at: int, zone: ZoneInfo, precision: str = "minutes") -> str:
    """A time as people there read it."""
    text = datetime.fromtimestamp(at, zone).replace(tzinfo=None).isoformat(" ", precision)
    return f"{text} h" if precision == "hours" else text
