"""A past day as a territory of its own: its messages as recordings, its timetable, its clock."""

import json
import os
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from maas.archive import ArchiveReader, contents, serving
from maas.errors import BadSettings, NotFound
from maas.generation import DataDir
from maas.generation.stamp import territory_stamp
from maas.settings import Source, Territory, read_territory

_BARE = re.compile(r"[A-Za-z0-9_-]+")

YEAR_S = 366 * 86_400
"""Static sources of a replay are never asked again."""


def write_replay(territory: Territory, span: tuple[int, int], folder: Path, rate: float) -> Path:
    """Write the messages of a span, the generation that served at its start, and a territory file.

    Raises:
        NotFound: the archive does not hold the span, or its generation is gone.
        BadSettings: the folder is there already.
    """
    archive = ArchiveReader(territory.data_dir / "archive")
    switch, _ = archive.served(span[0])
    if switch is None:
        raise NotFound("the archive does not reach back to the beginning of that span")
    if folder.exists():
        raise BadSettings("FOLDER", f"{folder} is there already")
    newest = {source.id: archive.newest(source.id, span[0]) for source in territory.live_sources}
    for source in territory.live_sources:
        first = newest[source.id]
        since = first.entry.read_at if first else span[0]
        messages = folder / source.id
        messages.mkdir(parents=True)
        for kept, content in contents(archive.entries(source.id, since, span[1])):
            if content is not None:
                (messages / kept.name(content)).write_bytes(content)
    file = folder / f"{territory.name}.toml"
    file.write_text(_toml(_options(territory, span[0], rate)), "utf-8")
    _copy(DataDir(territory.data_dir), read_territory(file), serving(switch, newest.values()))
    return file


def _options(territory: Territory, start: int, rate: float) -> dict[str, Any]:
    """The options of the territory's files, with recordings for its live sources."""
    tables = [tomllib.loads(file.read_text("utf-8")) for file in territory.files]
    options = {**tables[0], "name": territory.name, "data_dir": "_data"}
    options["clock"] = f"{datetime.fromtimestamp(start, UTC):%Y-%m-%dT%H:%M:%SZ}"
    options["clock_rate"] = rate
    told = {each["id"]: each for table in tables for each in table["source"]}
    options["source"] = [_source(source, told[source.id]) for source in territory.sources]
    policies = [
        _policy(each, file.parent)
        for file, table in zip(territory.files, tables, strict=True)
        for each in table.get("policy", ())
    ]
    return {**options, "policy": policies} if policies else options


def _policy(told: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The same, its file found from wherever the replay lies."""
    path = str(told["url"]).removeprefix("file:").removeprefix("//")
    return {**told, "url": f"file:{folder / path}"}


def _source(source: Source, told: Mapping[str, Any]) -> dict[str, Any]:
    if source.is_static:
        url = source.url if source.path else told["url"]
        return {**told, "url": url, "interval_s": YEAR_S}
    rest = {key: value for key, value in told.items() if key not in ("headers", "interval_s")}
    return {**rest, "url": f"file:{source.id}/*", "interval_s": 1, "retention_days": 0}


def _copy(data: DataDir, replayed: Territory, generation_id: str) -> None:
    """The generation of then, its files shared with those where they lie, as the current one.

    Raises:
        GenerationBroken: it is gone or not whole.
    """
    manifest = data.open(generation_id).manifest
    copy = DataDir(replayed.data_dir)
    for segment in manifest.checks:
        target = copy.segments / segment
        shutil.copytree(data.segments / segment, target, copy_function=_link)
    (copy.generations / generation_id).mkdir(parents=True)
    copy.amend(replace(manifest, stamp=territory_stamp(replayed)))
    copy.choose(generation_id)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _toml(table: Mapping[str, Any], name: str = "") -> str:
    """A TOML document; texts are written as JSON writes them, which TOML reads."""
    return "\n".join(_lines(table, name)) + "\n"


def _lines(table: Mapping[str, Any], name: str) -> Iterator[str]:
    nested = {key: value for key, value in table.items() if _is_table(value)}
    for key in (each for each in table if each not in nested):
        yield f"{_key(key)} = {_value(table[key])}"
    for key, value in nested.items():
        path = f"{name}.{_key(key)}" if name else _key(key)
        for each in value if isinstance(value, list) else [value]:
            yield f"[[{path}]]" if isinstance(value, list) else f"[{path}]"
            yield from _lines(each, path)


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_is_table, value)))


def _key(key: str) -> str:
    return (
        key
        if key.replace("-", "").replace("_", "").isalnum()
        else json.dumps(key, ensure_ascii=False)
    )


def _value(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
