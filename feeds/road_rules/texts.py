"""Texts for people, of one line each; those of the public without what nobody may publish."""

from feeds.fields import Json, text
from feeds.notices import Notes
from maas.contacts import holds_contact


def plain(told: str) -> str:
    """A text without line breaks and what nobody can read."""
    return "".join(each for each in " ".join(told.split()) if each.isprintable())


def by_the_public(record: Json, name: str, notices: Notes) -> str:
    """What a member of the public has typed; "" where it tells how to reach somebody."""
    told = plain(text(record, name, notices))
    if holds_contact(told):
        notices.note("private_text")
        return ""
    return told
