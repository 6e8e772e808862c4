"""A territory's static sources to one generation."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime

from maas.archive import ArchiveReader
from maas.build.parts import Parts
from maas.build.progress import Progress
from maas.build.sources import Importer
from maas.errors import BadSettings, FeedError, FeedMalformed, GenerationBroken
from maas.generation import (
    FORMAT,
    DataDir,
    Generation,
    Holds,
    ImportedSource,
    Manifest,
    read_segment,
)
from maas.generation.stamp import digest, territory_stamp
from maas.settings import Territory
from routing.graph import Graph
from routing.planner import Planner
from routing.warming import warm


def build(
    territory: Territory, progress: Progress, *, force: bool = False, today: date | None = None
) -> Generation:
    """Import what is new and publish it; if nothing is, the current generation stays.

    A source that cannot be used keeps its version before and costs the others nothing.

    Args:
        force: take versions that are much smaller than the ones before.
        today: of the service clock, for what waits for its day; None: when that clock starts.

    Raises:
        FeedError: no source at all could be used.
        BadSettings: `data_dir` cannot be written to, or is full.
    """
    try:
        return _build(territory, progress, force, today)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise BadSettings("data_dir", f"{territory.data_dir}: {reason}") from problem


def _build(territory: Territory, progress: Progress, force: bool, today: date | None) -> Generation:
    data = DataDir(territory.data_dir)
    now = int(time.time())
    with data.locked(lambda: progress.warn("another import runs here; waiting for its end")):
        stamp = territory_stamp(territory)
        previous = _previous(data, now, progress)
        holds = Holds.read(data.path)
        importer = Importer(
            *(data, previous, today or _today(territory, now), now),
            progress,
            force=force,
            holds=holds,
        )
        sources, refused = _take_all(territory, importer)
        parts = Parts(data, territory.routing, progress, now)
        graph = parts.make(sources)
        holds.without([source.id for source in sources if not source.kept]).write(data.path)
        fresh = replace(
            _manifest(territory, parts, sources), refused=refused, stamp=stamp, forced=force
        )
        if previous is not None and _is_same(fresh, previous.manifest):
            return data.amend(replace(previous.manifest, stamp=stamp))
        _try_out(graph, territory, parts)
        archived = ArchiveReader(territory.data_dir / "archive").generations()
        return data.publish(_named(fresh, data), archived)


def _try_out(graph: Graph, territory: Territory, parts: Parts) -> None:
    """Ask a first question, so that what cannot answer is never published.

    It also leaves the kernels compiled for whoever serves, which takes a while the first time.
    """
    with parts.progress.step("first questions (compiles the search the first time)"):
        planner = Planner(graph, territory.routing)
        warm(planner, graph, territory.clock or parts.now)


def _previous(data: DataDir, now: int, progress: Progress) -> Generation | None:
    try:
        return data.open_current(now)
    except GenerationBroken as problem:
        progress.warn(f"the generation on disk was set aside: {problem}")
        return None


def _take_all(
    territory: Territory, importer: Importer
) -> tuple[tuple[ImportedSource, ...], dict[str, str]]:
    taken: list[ImportedSource] = []
    refused: dict[str, str] = {}
    for source in territory.static_sources:
        try:
            taken.append(importer.take(source))
        except FeedError as problem:
            refused[source.id] = str(problem)
            importer.progress.refuse(f"{source.id}: {problem}")
    if not taken:
        why = "; ".join(f"{name}: {problem}" for name, problem in refused.items())
        raise FeedMalformed(f"no source could be used: {why}")
    return tuple(taken), refused


def _manifest(territory: Territory, parts: Parts, sources: tuple[ImportedSource, ...]) -> Manifest:
    """What the parts make, not yet named."""
    data = parts.data
    own = (segment for source in sources for segment in source.segments)
    segments = sorted({*parts.segments.values(), *own})
    reports = [read_segment(data.segments / source.segment).report for source in sources]
    first = [report.first_day for report in reports if report and report.first_day]
    last = [report.last_day for report in reports if report and report.last_day]
    return Manifest(
        format=FORMAT,
        id="",
        territory=territory.name,
        created=parts.now,
        sources=sources,
        parts=dict(parts.segments),
        checks={segment: data.check(segment) for segment in segments},
        refused={},
        stamp="",
        first_day=min(first, default=None),
        last_day=max(last, default=None),
    )


def _named(fresh: Manifest, data: DataDir) -> Manifest:
    """With an id that sorts after every one before, even two in one second."""
    before = max((manifest.created for manifest in data.manifests()), default=0)
    created = max(fresh.created, before + 1)
    time_of_day = datetime.fromtimestamp(created, UTC)
    content = digest(repr(sorted(fresh.checks)).encode())[:8]
    return replace(fresh, id=f"{time_of_day:%Y%m%d-%H%M%S}-{content}", created=created)


def _is_same(fresh: Manifest, current: Manifest) -> bool:
    """Whether nothing but times differs."""

    def content(manifest: Manifest) -> Manifest:
        sources = tuple(replace(source, imported=0) for source in manifest.sources)
        return replace(manifest, id="", created=0, stamp="", sources=sources, forced=False)

    return content(fresh) == content(current)


def _today(territory: Territory, now: int) -> date:
    return datetime.fromtimestamp(territory.clock or now, territory.zone).date()
