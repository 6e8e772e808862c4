"""The JSON of what people report.

Nothing that anybody of the public typed is in it but `said`, which staff alone are shown.
"""

from datetime import datetime

from msgspec import UNSET, UnsetType

from api.camel import Camel
from api.public_reports.body import KindName
from api.public_reports.query import StateName


class ReportText(Camel, frozen=True):
    """What somebody wrote."""

    time: datetime
    text: str


class Report(Camel, frozen=True, omit_defaults=False):
    """One thing that people say is wrong."""

    id: str
    """`reports:<local>`"""
    kind: KindName
    state: StateName
    lat: float
    lon: float
    """About 100 m from where it was said to be, on the same street; of a thing, where that is."""
    first: datetime
    """The minute in which it was seen first."""
    last: datetime
    until: datetime
    """Then it is over, unless somebody says so again."""
    reports: int
    """How often it was reported."""
    witnesses: int
    """How many independent ones say so: other apps, or other persons of one."""
    doubters: int
    """How many independent ones say that it is gone."""
    confidence: float
    """0 … 1"""
    street: str | UnsetType = UNSET
    at: str | UnsetType = UNSET
    """Id of the stop, place to park, rental station or vehicle it is about."""
    text: str | UnsetType = UNSET
    """What staff say of it."""
    said: tuple[ReportText, ...] | UnsetType = UNSET
    """What people wrote of late; for staff alone."""


class Reports(Camel, frozen=True):
    """Reports, those seen last first."""

    reports: tuple[Report, ...]
    truncated: bool | UnsetType = UNSET
    """True: there are more than `limit`."""


class TakenReport(Camel, frozen=True, omit_defaults=False):
    """What became of a report: it is on disk."""

    id: str
    """Of all that is said of the same thing."""
    state: StateName
