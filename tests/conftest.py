"""What every test run obeys: how it ends, and that CI has the data it should have."""

import os
from collections.abc import Generator

import pytest

from tests.shared import SHARED

WANT_OF_DATA = "Skipped: for want of data"

LONGEST = ("test_plain_python.py", "test_kingston.py")
"""Files that take minutes: begun first, or one core would wait for the other in the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; all else stays in order."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None]:
    """Count, after all else was said; in CI, data that is there must have been used."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:  # one of several processes: who started them counts
        return
    stats = {name: len(reporter.getreports(name)) for name in ("passed", "failed", "error")}
    skipped = reporter.getreports("skipped")
    wanting = sum(WANT_OF_DATA in str(report.longrepr) for report in skipped)
    failed = stats["failed"] + stats["error"]
    reporter.write_line(
        f"skipped for want of data: {wanting}"
        f" ({stats['passed']} passed, {failed} failed, {len(skipped)} skipped)"
    )
    if os.environ.get("CI") == "true" and SHARED.exists() and wanting:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
