"""Back to a generation that served before, and not at once forward again."""

from contextlib import suppress
from dataclasses import replace

from maas.errors import GenerationBroken, NotFound
from maas.generation.folder import DataDir, Generation
from maas.generation.holds import Holds
from maas.generation.manifest import ImportedSource, Manifest


def roll_back(
    data: DataDir, wanted: str | None, why: str, stamp: str, *, hold: bool = True
) -> Generation:
    """Make an older generation the current one (while `locked`).

    Args:
        wanted: an id; None: the one before the current one.
        why: for whoever asks why an older version of a source is used.
        stamp: of the territory now, so that nothing is imported only because an older one serves.
        hold: imports keep the older versions until their source publishes something else; otherwise
            only until sources that were not taken are tried again.

    Raises:
        NotFound: there is no such generation, or none before.
        GenerationBroken: it is not whole any more.
    """
    current = data.current_id() or ""
    target = data.open(_find(data, wanted, current)).manifest
    newer = _left_behind(data, current, target)
    holds = _forward(Holds.read(data.path), target)
    for source in newer if hold else ():
        holds = holds.held(source.id, source.sha256, why)
    holds.write(data.path)
    reasons = {each: hold.why for each, hold in holds.of.items()} | {each.id: why for each in newer}
    sources = [replace(each, kept=reasons.get(each.id, "")) for each in target.sources]
    generation = data.amend(replace(target, sources=tuple(sources), stamp=stamp))
    data.choose(target.id)
    return generation


def _left_behind(data: DataDir, current: str, target: Manifest) -> list[ImportedSource]:
    """Newer versions of sources than the target has."""
    if current <= target.id:
        return []
    with suppress(GenerationBroken):
        left = data.open(current, verify=False).manifest
        versions = {source.id: source.sha256 for source in target.sources}
        return [each for each in left.sources if versions.get(each.id, "") not in ("", each.sha256)]
    return []


def _forward(holds: Holds, target: Manifest) -> Holds:
    """To go to a version that was held ends the hold."""
    return holds.without(
        [each.id for each in target.sources if holds.objection(each.id, each.sha256)]
    )


def _find(data: DataDir, wanted: str | None, current: str) -> str:
    known = [manifest.id for manifest in data.manifests()]
    if wanted is not None:
        if wanted not in known:
            raise NotFound(f"no generation {wanted!r}; there are: {', '.join(known) or 'none'}")
        return wanted
    older = [each for each in known if each < current]
    if not older:
        raise NotFound(f"there is no generation before {current or 'the first'}")
    return max(older)
