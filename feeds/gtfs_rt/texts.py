"""Texts in several languages, and addresses on the web."""

from collections.abc import Iterable
from typing import Any

from feeds.gtfs_rt.fields import words
from feeds.gtfs_rt.notices import Notices
from maas.live import Text

SCHEMES = ("https://", "http://")


def texts(translated: Any, notices: Notices) -> tuple[Text, ...]:
    """A TranslatedString; what is blank is left out."""
    said = (
        Text(words(each.text, notices).strip(), words(each.language, notices))
        for each in translated.translation
    )
    return tuple(text for text in said if text.text)


def addresses(texts: Iterable[Text], notices: Notices) -> tuple[Text, ...]:
    """Those that a reader may be sent to."""
    kept: list[Text] = []
    for text in texts:
        if text.text.lower().startswith(SCHEMES):
            kept.append(text)
        else:
            notices.note("invalid_url", text.text)
    return tuple(kept)


def plain(translated: Any, notices: Notices) -> str:
    """A TranslatedString where only one text can be kept: the one in no language, else the
    first."""
    said = texts(translated, notices)
    return next((each.text for each in said if not each.language), said[0].text if said else "")
