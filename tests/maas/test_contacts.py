"""What tells who somebody is."""

import pytest

from maas.contacts import holds_contact


@pytest.mark.parametrize(
    "text",
    [
        "write to ana@example.org",
        "call +351 912 345 678",
        "0221/123-4567",
        "the blue one, AA-123-BB",
        "AA 123 BB stands there",
        "12-AB-34",
        "AB-12-CD",
        "K-AB 123",
    ],
)
def test_contacts_and_plates_are_found(text: str) -> None:
    assert holds_contact(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "closed 08:00-10:00",
        "2 lanes of the A1 closed until 2026-01-16",
        "D14, PR7 +779 to PR8 +413",
        "12-05-24 08:00 to 14.05.2026 18:00",
        "I-278 both ways",
        "M-30",
    ],
)
def test_streets_and_times_are_none(text: str) -> None:
    assert not holds_contact(text)
