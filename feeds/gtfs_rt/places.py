"""Ways and stops that the timetable does not have: Shape and Stop."""

from typing import Any

from feeds.gtfs_rt.fields import identifier
from feeds.gtfs_rt.reading import Reading
from feeds.gtfs_rt.texts import plain
from feeds.gtfs_rt.vehicles import place
from feeds.notices import Unusable
from feeds.polylines import decoded
from maas.live import LiveShape, LiveStop


def shape(entity: Any, _: Reading) -> LiveShape:
    """A Shape.

    Raises:
        Unusable: it has no id or no way.
    """
    said = entity.shape
    if not said.shape_id:
        raise Unusable("missing_id")
    return LiveShape(identifier(said.shape_id), decoded(identifier(said.encoded_polyline)))


def stop(entity: Any, reading: Reading) -> LiveStop:
    """A Stop.

    Raises:
        Unusable: it has no id or is nowhere.
    """
    said, notices = entity.stop, reading.notices
    if not said.stop_id:
        raise Unusable("missing_id")
    stop_id = identifier(said.stop_id)
    lat, lon = place(said.stop_lat, said.stop_lon, "stop_without_location")
    name = plain(said.stop_name, notices)
    if not name:
        notices.note("missing_stop_name", stop_id)
    return LiveStop(
        id=stop_id,
        name=name or stop_id,
        lat=lat,
        lon=lon,
        code=plain(said.stop_code, notices),
        platform=plain(said.platform_code, notices),
        parent_id=identifier(said.parent_station),
        wheelchair=int(said.wheelchair_boarding),
    )
