"""What may be wrong in a document of DATEX II, beside what may be in all about the road."""

from collections.abc import Mapping

from feeds.road_rules import RULES
from maas.report import Rule, error, remark, warning

DATEX2_RULES: Mapping[str, Rule] = {
    **RULES,
    "not_active": remark("Suspended, planned only or withdrawn; left out"),
    "older_version": remark("Several versions of one situation; the newest was taken"),
    "test_message": remark("A test or an exercise; left out"),
    "restricted": warning("Meant for authorities and operators, the document says"),
    "place_by_code": warning(
        "Where it is is told by codes of a table that is not read (AlertC, OpenLR, TPEG, networks);"
        " listed, on no map and never applied"
    ),
    "invalid_geometry": warning("A geometry that cannot be read; it is not told where"),
    "no_regulation": error("An order of which no regulation can be read; left out"),
    "special_days": warning("Holidays and school days differ; they count as other days"),
    "months": warning("Hours of some months only; they count as of all"),
    "exception_left_out": warning("An exception that no weekday tells; it was left out"),
    "unknown_vehicles": warning(
        "It concerns only vehicles of a class that is not told apart here; shown, applied to none"
    ),
    "unknown_speed": warning("A speed in another unit than km/h or mph; it counts as not said"),
    "too_many_parts": warning("More places and times than any order has; the rest was left out"),
}
