"""The options `--from` and `--to`."""

import argparse
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from maas.errors import BadSettings


def span_of(options: argparse.Namespace, zone: ZoneInfo) -> tuple[int, int]:
    """Unix s of both ends; where no end is given, a day after the beginning.

    Raises:
        BadSettings: one is no time, or they are the wrong way round.
    """
    since = _moment("--from", options.since, zone)
    until = _moment("--to", options.until, zone) if options.until else since + timedelta(days=1)
    if until < since:
        raise BadSettings("--to", "lies before --from")
    return int(since.timestamp()), int(until.timestamp())


def _moment(option: str, text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise BadSettings(option, f"{text!r} is not YYYY-MM-DD[THH:MM]") from problem
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
