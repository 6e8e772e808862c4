"""Two versions of a territory that tell themselves apart, for switching from one to the other."""

import csv
import io
import json
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.freshness import PUSHED, table
from maas.settings import Source, Territory


def written(territory: Territory, folder: Path, mark: str) -> Path:
    """The territory's file over timetables of one mark, with a live source that is pushed."""
    start = datetime.fromtimestamp(territory.clock or time.time(), UTC)
    parts = [
        f'name = "swap"\ntimezone = "{territory.timezone}"\ndata_dir = "var"\n',
        f"clock = {start:%Y-%m-%dT%H:%M:%SZ}\n",
    ]
    for source in territory.static_sources:
        url = marked(source, folder, mark) if source.kind == "gtfs" else source.url
        parts.append(f"{table(source.id, source.kind)}url = {json.dumps(url)}\n")
    first = next(each.id for each in territory.static_sources if each.kind == "gtfs")
    parts.append(f'{table(PUSHED, "gtfs-rt")}for = "{first}"\nretention_days = 0\n')
    path = folder / "swap.toml"
    path.write_text("".join(parts))
    return path


def marked(source: Source, folder: Path, mark: str) -> str:
    """A copy of a timetable in which every route's short name ends in a mark."""
    assert source.path is not None
    fresh = folder / f"{source.id}.zip"
    with zipfile.ZipFile(source.path) as old, zipfile.ZipFile(fresh, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, renamed(content, mark) if name.endswith("routes.txt") else content)
    return f"file:{fresh}"


def renamed(routes: bytes, mark: str) -> str:
    """The table of routes, their names marked."""
    rows = csv.DictReader(io.StringIO(routes.decode("utf-8-sig")), skipinitialspace=True)
    out = io.StringIO()
    writer = csv.DictWriter(out, dict.fromkeys([*(rows.fieldnames or ()), "route_short_name"]))
    writer.writeheader()
    for row in rows:
        writer.writerow({**row, "route_short_name": f"{row.get('route_short_name') or ''}{mark}"})
    return out.getvalue()
