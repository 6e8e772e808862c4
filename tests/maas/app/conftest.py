"""What tests of desks share: a time of their own, and a book that notes what they enter."""

import pytest

from tests.desks import Book, Time


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def book() -> Book:
    return Book()
