"""What an incident may become: nothing that others were told turns out to have been otherwise."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from msgspec.structs import replace

from maas.app.succession import succeed, withdrawn
from maas.errors import ChangedMeanwhile, TooLate
from maas.live import Incident
from maas.live.incidents import IncidentKind
from maas.live.written import WritingStatus, Written
from maas.records import KeptIncident

NOW, HOUR = 1_695_189_600, 3600
DRAFT, PUBLISHED = WritingStatus.DRAFT, WritingStatus.PUBLISHED


@dataclass(frozen=True)
class Somebody:
    key_id: str = "k1"
    key_name: str = "Town hall"


def written(
    status: WritingStatus = PUBLISHED, version: int | None = None, **members: Any
) -> Written:
    incident = Incident("a", IncidentKind.WORKS, ((41.15, -8.61),), **members)
    return Written((incident, replace(incident, id="a.2", part_of="a")), status, version)


def after(*steps: Written | None, now: int = NOW) -> KeptIncident:
    """The newest version after some steps; None: it is withdrawn."""
    kept: KeptIncident | None = None
    for step in steps:
        if step is None:
            assert kept is not None
            kept = withdrawn(kept, Somebody(), now)
        else:
            kept = succeed(kept, step, Somebody(), now)
    assert kept is not None
    return kept


def test_what_is_published_without_a_begin_begins_now() -> None:
    kept = after(written())
    assert [(each.begin, each.reported_at) for each in kept.incidents] == [(NOW, NOW)] * 2
    assert (kept.version, kept.at, kept.key_id, kept.key_name) == (1, NOW, "k1", "Town hall")


def test_a_draft_begins_when_it_is_published() -> None:
    draft = after(written(DRAFT), now=NOW - HOUR)
    assert draft.incidents[0].begin is None
    told = succeed(draft, written(), Somebody(), NOW).incidents[0]
    assert (told.begin, told.reported_at, told.updated_at) == (NOW, NOW - HOUR, NOW)


def test_where_it_has_begun_the_begin_is_never_moved() -> None:
    begun = after(written(begin=NOW - HOUR))
    for same in (written(text="Longer"), written(begin=NOW - HOUR, end=NOW + HOUR)):
        assert succeed(begun, same, Somebody(), NOW).incidents[0].begin == NOW - HOUR
    for other in (NOW, NOW - HOUR - 1, NOW + HOUR):
        with pytest.raises(TooLate, match="begin: "):
            succeed(begun, written(begin=other), Somebody(), NOW)


def test_until_it_has_begun_it_may_be_put_off_or_become_a_draft_again() -> None:
    ahead = after(written(begin=NOW + 1))
    assert succeed(ahead, written(begin=NOW + HOUR), Somebody(), NOW).incidents[0].begin == (
        NOW + HOUR
    )
    assert succeed(ahead, written(DRAFT, begin=NOW + 1), Somebody(), NOW).status is DRAFT
    with pytest.raises(TooLate, match="status: "):
        succeed(ahead, written(DRAFT, begin=NOW + 1), Somebody(), NOW + 1)


@pytest.mark.parametrize(
    "over", [lambda: after(written(), None), lambda: after(written(end=NOW), now=NOW - HOUR)]
)
def test_what_is_over_stays_over(over: Callable[[], KeptIncident]) -> None:
    with pytest.raises(TooLate, match="is over"):
        succeed(over(), written(end=NOW + HOUR), Somebody(), NOW)


def test_a_draft_is_taken_up_again_though_its_time_is_over() -> None:
    draft = after(written(DRAFT, begin=NOW - HOUR, end=NOW))
    assert succeed(draft, written(end=NOW + HOUR), Somebody(), NOW).version == 2


def test_who_changes_another_version_than_the_newest_is_told() -> None:
    kept = after(written(version=0), written(version=1))
    assert kept.version == 2
    for version in (0, 1, 3):
        with pytest.raises(ChangedMeanwhile, match="version: 2 is"):
            succeed(kept, written(version=version), Somebody(), NOW)


def test_what_is_withdrawn_ends_now_with_all_its_parts() -> None:
    kept = after(written(end=NOW + HOUR), None)
    assert [each.end for each in kept.incidents] == [NOW, NOW]
    assert (kept.status, kept.version, kept.until) == (WritingStatus.WITHDRAWN, 2, NOW)
