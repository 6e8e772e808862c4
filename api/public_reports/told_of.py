"""What is believed to be wrong with a thing, told wherever the thing is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from api.public_reports.render import render_report
from api.public_reports.wire import Report
from maas.live import PublicReport
from maas.live.public_reports import BELIEVED


@dataclass(frozen=True, slots=True)
class ToldOf:
    """Reports that are believed, by the id of the thing they are about."""

    by_thing: Mapping[str, tuple[Report, ...]] = field(default_factory=dict)

    def any_of(self, ids: Iterable[str]) -> tuple[Report, ...]:
        """Those about a thing, under any of its ids."""
        return tuple(each for id in ids for each in self.by_thing.get(id, ()))


def told_of(reports: Iterable[PublicReport]) -> ToldOf:
    """What everybody is told of things."""
    told: dict[str, tuple[Report, ...]] = {}
    for each in reports:
        if each.at and each.state in BELIEVED:
            told[each.at] = (*told.get(each.at, ()), render_report(each, for_staff=False))
    return ToldOf(told)
