"""Logs: events with keys on standard error, as JSON where no person is watching."""

import sys
from typing import Any

import structlog


def configure_logs() -> None:
    """Set up structlog for this process and those forked from it.

    Tracebacks never show the values of variables: among them are the places people ask for.
    """
    plain = structlog.dev.plain_traceback
    watched = sys.stderr.isatty()
    last: Any = structlog.processors.JSONRenderer()
    if watched:
        last = structlog.dev.ConsoleRenderer(exception_formatter=plain)
    trace = [] if watched else [structlog.processors.format_exc_info]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *trace,
            last,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
