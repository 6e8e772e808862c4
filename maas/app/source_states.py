"""What is told of each source from the start: who publishes it, and how its import went."""

from dataclasses import replace

from api.served import Import, SourceState
from maas.generation import Generation
from maas.live.incidents import INCIDENTS, REPORTS
from maas.live.offers import CARPOOLS
from maas.model import SourceId
from maas.settings import Source, Territory
from maas.snapshot import Snapshot
from maas.sources import Condition


def _built_in(id: SourceId, attribution: str) -> SourceState:
    return SourceState(id, id, attribution=attribution, is_live=True, state=Condition.LOST)


BUILT_IN = (
    _built_in(CARPOOLS, "Published by partners through this platform"),
    _built_in(INCIDENTS, "Published by the town through this platform"),
    _built_in(REPORTS, "Reported by people through this platform"),
)
"""What no territory file names."""


def built_in(snapshot: Snapshot) -> tuple[SourceState, ...]:
    """What is there without being configured, once there is something of it."""
    return tuple(each for each in BUILT_IN if each.id in snapshot.statuses)


def source_states(territory: Territory, generation: Generation | None) -> tuple[SourceState, ...]:
    """The sources of a territory, static ones as this generation holds them."""
    return tuple(
        _static_state(_state(source), generation) if source.is_static else _live_state(source)
        for source in territory.sources
        if source.enabled
    )


def _live_state(source: Source) -> SourceState:
    """A live source before anything is known of it; nobody waits for one that is not polled."""
    is_waited_for = not (source.is_pushed or source.is_asked)
    return replace(_state(source), is_live=True, tried=not is_waited_for, state=Condition.LOST)


def _state(source: Source) -> SourceState:
    """What the territory file says of a source, as far as everyone may know it."""
    return SourceState(
        source.id,
        source.kind,
        source.licence,
        source.attribution,
        address=source.public_address,
        ids_of=source.ids_of,
        passes_on=source.passes_on,
    )


def _static_state(state: SourceState, generation: Generation | None) -> SourceState:
    """How the import of a source went: taken, an older version kept, or not there at all."""
    if generation is None:
        return replace(state, state=Condition.LOST)
    manifest = generation.manifest
    imported = next((each for each in manifest.sources if each.id == state.id), None)
    if imported is None:
        problem = manifest.refused.get(SourceId(state.id), "")
        return replace(state, state=Condition.LOST, last_error=problem)
    return replace(
        state,
        state=Condition.STALE if imported.kept else Condition.OK,
        last_error=imported.kept,
        imported=Import(imported.imported, generation.report(state.id)),
    )
