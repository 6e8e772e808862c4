"""Opening hours, as OpenStreetMap writes them, of what a table says day by day."""

import re

from feeds.notices import Notes
from feeds.parking_table.paths import Row, tell, text_of
from feeds.parking_table.values import text
from maas.settings.mapping import Told, folded
from maas.settings.parking_table import HoursTable

_TIME = r"([01]?[0-9]|2[0-4])[:.h]([0-5][0-9])"
_SPAN = re.compile(rf"(?<![0-9]){_TIME}(?: ?Uhr| ?h)? ?(?:-|–|bis|to|à) ?{_TIME}(?![0-9])")
_WHOLE_DAY = "00:00-24:00"
_ALWAYS = "24/7"


def opening_hours(row: Row, hours: HoursTable | Told | None, notices: Notes) -> str:
    """When it is open; "" where that is not told."""
    if not isinstance(hours, HoursTable):
        said = text(row, hours, notices)
        match = _SPAN.fullmatch(said)
        return said if match is None else _span(match).replace(_WHOLE_DAY, _ALWAYS)
    told = [(days, _times(row, each, hours, notices)) for days, each in hours.days]
    return "; ".join(f"{days} {times}" for days, times in told if times)


def _times(row: Row, told: Told, hours: HoursTable, notices: Notes) -> str:
    value = tell(row, told)
    if value is None:
        return ""
    said = text_of(value)
    if spans := [_span(match) for match in _SPAN.finditer(said)]:
        return ",".join(spans)
    if any(each in folded(said) for each in hours.always):
        return _WHOLE_DAY
    if any(each in folded(said) for each in hours.never):
        return "off"
    notices.note("invalid_hours", said)
    return ""


def _span(match: re.Match[str]) -> str:
    """From the same time to the same time is all day long."""
    begin, end = f"{int(match[1]):02}:{match[2]}", f"{int(match[3]):02}:{match[4]}"
    return _WHOLE_DAY if begin == end else f"{begin}-{end}"
