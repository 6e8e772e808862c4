"""What nobody may publish of a driver: an offer is shown to everyone, and bears an alias alone."""

import re
from collections.abc import Iterator
from typing import Any

from maas.contacts import MAIL, PHONE
from maas.errors import BadQuery
from maas.live import RideOffer

PRIVATE = re.compile(
    r"(first|last|full|given|family|sur|birth)_?name|e?_?mail(_?address)?|tel|(tele|mobile_?)?phone"
    r"(_?number)?|mobile|birth_?da(y|te)|date_?of_?birth|(licen[sc]e|number)_?plate|plate|picture"
    r"|photo|gender|iban|(user|driver|person)_?id",
    re.IGNORECASE,
)
"""Names of members that hold what is nobody's business."""


def refuse_private(told: Any) -> None:
    """Look through the names of all members of an offer, however deep.

    Raises:
        BadQuery: one is about who the driver is.
    """
    for where, name in _members(told, ""):
        if PRIVATE.fullmatch(name):
            raise BadQuery(where, "is private; of a driver only an alias is published")


def refuse_contacts(offer: RideOffer) -> None:
    """Let nobody be reached but through the address where a seat is booked.

    Raises:
        BadQuery: there is a mail address or a phone number in a text, or what no one can read.
    """
    names = ((f"waypoints[{i}].name", each.name) for i, each in enumerate(offer.waypoints))
    own = {"id": offer.id, "driver.alias": offer.driver, "operator": offer.operator}
    texts = (*own.items(), ("car", offer.car), *names)
    currency = offer.price.currency if offer.price else ""
    codes = ("url", offer.url), ("operatorUrl", offer.operator_url), ("price.currency", currency)
    for where, text in (*texts, *codes):
        if not text.isprintable():
            raise BadQuery(where, "holds characters that nobody can read")
    for where, text in texts:
        if MAIL.search(text):
            raise BadQuery(where, "looks like a mail address; seats are booked at url")
        if where != "id" and PHONE.search(text):
            raise BadQuery(where, "looks like a phone number; seats are booked at url")


def _members(told: Any, where: str) -> Iterator[tuple[str, str]]:
    """Where each member stands, and its name. JSON was read within bounds of depth."""
    if isinstance(told, dict):
        for name, value in told.items():
            at = f"{where}.{name}" if where else name
            yield at, name
            yield from _members(value, at)
    elif isinstance(told, list):
        for i, value in enumerate(told):
            yield from _members(value, f"{where}[{i}]")
