"""Offers to a zip of GTFS tables: the same offers give the same bytes."""

import csv
import zipfile
from collections.abc import Mapping, Sequence
from hashlib import sha256
from io import BytesIO, StringIO

from feeds.carpool_gtfs.tables import Rows, tables
from feeds.carpool_gtfs.timing import NOWHERE, Publisher, TimedOffer

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time a zip says of each file: none, so that it does not differ for nothing."""


def write(offers: Sequence[TimedOffer], publisher: Publisher) -> bytes:
    """A whole feed."""
    made = {name: _csv(rows) for name, rows in tables(offers, publisher).items()}
    made["feed_info"] = _csv(_feed_info(made, publisher))
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in made.items():
            member = zipfile.ZipInfo(f"{name}.txt", EARLIEST)
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _feed_info(made: Mapping[str, bytes], publisher: Publisher) -> Rows:
    version = sha256(b"\0".join(made.values())).hexdigest()[:12]
    return [
        (
            *("feed_publisher_name", "feed_publisher_url", "feed_lang"),
            *("feed_start_date", "feed_end_date", "feed_version"),
        ),
        (
            *(publisher.name, NOWHERE, "mul"),
            *(f"{publisher.today:%Y%m%d}", f"{publisher.last_day:%Y%m%d}", version),
        ),
    ]


def _csv(rows: Rows) -> bytes:
    stream = StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode()
