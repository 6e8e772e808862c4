"""What other platforms take from us: the table `[exchange]`."""

import re
from dataclasses import dataclass

from maas.options import Table

_OPTIONS = {"open", "publisher", "country", "language", "licence"}
_COUNTRY = re.compile(r"[a-z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class ExchangeSettings:
    """Under whose name and which terms what is known here is given on."""

    is_open: bool = True
    """False: who reads it shows a key."""
    publisher: str = ""
    """Who answers for it; empty: the territory's name."""
    country: str = ""
    """Of the publisher, as DATEX II wants it: two letters of ISO 3166; empty: not said."""
    language: str = "en"
    """In which staff write."""
    licence: str = ""
    """Of what staff and the public publish here."""


USUAL_EXCHANGE = ExchangeSettings()


def read_exchange(table: Table) -> ExchangeSettings:
    """The table `[exchange]` of a territory file.

    Raises:
        BadSettings: an option is unknown or senseless.
    """
    table.only(_OPTIONS)
    usual = USUAL_EXCHANGE
    country = table.text("country", usual.country).lower()
    if country and not _COUNTRY.fullmatch(country):
        raise table.wrong("country", f"{country!r} is not two letters, such as pt")
    language = table.text("language", usual.language).lower()
    if not _LANGUAGE.fullmatch(language):
        raise table.wrong("language", f"{language!r} is not a code of letters, such as pt")
    return ExchangeSettings(
        is_open=table.flag("open", usual.is_open),
        publisher=table.text("publisher", usual.publisher),
        country=country,
        language=language,
        licence=table.text("licence", usual.licence),
    )
