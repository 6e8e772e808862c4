"""Hours by the days of a week, as OpenStreetMap's opening_hours."""

from collections.abc import Iterator, Mapping

NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

ALWAYS = "24/7"
WHOLE_DAY = "00:00-24:00"


def weekly(spans: Mapping[int, str]) -> Iterator[str]:
    """`Mo-Fr 08:00-20:00`, `Sa 09:00-18:00`: days that have the same hours together.

    Args:
        spans: of each day that has some (0: Monday), such as `08:00-12:00,14:00-18:00`.
    """
    for span in dict.fromkeys(spans.values()):
        days = sorted(day for day in spans if spans[day] == span)
        yield span if len(days) == 7 else f"{_days(days)} {span}"


def spanned(start: int, end: int) -> str:
    """`05:00-24:00`, of minutes of a day; an end past midnight is the next day's."""
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


def _days(days: list[int]) -> str:
    """`Mo-Fr`, `Mo,We-Fr`"""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(
        NAMES[run[0]] if len(run) == 1 else f"{NAMES[run[0]]}-{NAMES[run[-1]]}" for run in runs
    )
