"""The catalogue for people: a table without scripts, safe whatever a source says."""

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import UNSET, UnsetType

from api.exchange.catalogue.wire import Catalogue, Output
from api.page.markup import Html, join, tag
from api.reports.page import LOOKS

COLUMNS = ("Address", "What", "Format", "Licence", "Every", "Last change", "Read back", "Size")


def catalogue_page(catalogue: Catalogue, zone: ZoneInfo) -> Html:
    """The catalogue, times as they are read in the territory."""
    title = f"Open data of {catalogue.publisher}"
    access = "No key is needed." if catalogue.is_open else "A key is needed."
    licence = f" Licence: {catalogue.licence}." if catalogue.licence else ""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("title", title),
        tag("style", Html(LOOKS)),
    )
    rows = (_row(each, catalogue, zone) for each in catalogue.outputs)
    columns = tag("tr", *(tag("th", each) for each in COLUMNS))
    main = tag("main", tag("h1", title), tag("p", access + licence), tag("table", columns, *rows))
    return join((Html("<!doctype html>"), tag("html", head, tag("body", main), lang="en")))


def _row(output: Output, catalogue: Catalogue, zone: ZoneInfo) -> Html:
    licences = [each.licence or "" for each in output.sources] or [catalogue.licence]
    cells = (
        tag("a", output.path, href=output.path),
        output.title,
        f"{output.schema} {output.version}",
        ", ".join(sorted({each for each in licences if each})),
        f"{output.update_interval} s",
        output.problem or _moment(output.last_change, zone),
        _read_back(output, zone),
        "" if output.size is UNSET else f"{output.size:,}",
    )
    return tag("tr", *(tag("td", each) for each in cells))


def _read_back(output: Output, zone: ZoneInfo) -> str:
    found = output.validation
    if found is UNSET:
        return ""
    told = "; ".join(found.problems) or f"{found.records:,} records, no problem"
    return f"{_moment(found.at, zone)}: {told}"


def _moment(at: datetime | UnsetType, zone: ZoneInfo) -> str:
    return "" if at is UNSET else f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
