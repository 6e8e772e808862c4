"""Moments as ParkAPI writes them."""

from datetime import UTC, datetime


def rfc3339(at: int) -> str:
    """A moment (Unix s) in version 3."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def zoneless(at: int) -> str:
    """A moment (Unix s) in version 1: UTC, without saying so."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S")
