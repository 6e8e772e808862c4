"""Links of GBFS: to the web and into apps."""

import re

from feeds.fields import LONGEST_LINK, Json
from feeds.gbfs.notices import Notices
from maas.live.rentals import Links

_APP = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:", re.ASCII)
_REFUSED = ("http:", "javascript:", "vbscript:", "data:", "file:", "about:", "blob:", "ftp:")

NO_LINKS = Links()


def link(record: Json, name: str, notices: Notices) -> str:
    """A link to the web by https, or into an app."""
    value = record.get(name)
    if value is None or value == "":
        return ""
    text = value.strip() if isinstance(value, str) else ""
    is_app = _APP.match(text) and not text.lower().startswith(_REFUSED)
    if not is_app or len(text) > LONGEST_LINK or not text.isprintable():
        notices.note("insecure_link", f"{name}: {value}")
        return ""
    return text


def links(record: Json, name: str, notices: Notices) -> Links:
    """`rental_uris`."""
    told = record.get(name)
    if not isinstance(told, dict):
        return NO_LINKS
    web = link(told, "web", notices)
    if web and not web.lower().startswith("https:"):
        notices.note("insecure_link", f"web: {web}")
        web = ""
    return Links(link(told, "android", notices), link(told, "ios", notices), web)
