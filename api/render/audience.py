"""For whom an answer is written, and when."""

from dataclasses import dataclass

STALE_S = 5 * 60
"""Live data older than this are flagged (PROMISES 6)."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads an answer."""

    now: int | None = None
    """Unix s of the service clock, by which ages are told; None: they are not."""
    languages: tuple[str, ...] = ()
    """BCP 47, best first."""
    with_alerts: bool = True


ANYONE = Audience()
