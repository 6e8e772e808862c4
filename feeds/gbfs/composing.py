"""Files of systems to one message: the same files always make the same bytes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from feeds.fields import FUTURE_S, moment
from feeds.gbfs.files import LIVE, MOST_TTL_S, OLD_NAMES
from feeds.gbfs.notices import Notices
from feeds.json_bytes import decode, is_strict
from maas.errors import FeedMalformed

MOST_BYTES = 100_000_000
"""Of a message."""


class _Header(msgspec.Struct, gc=False):
    data: msgspec.Raw
    last_updated: Any = None
    ttl: Any = None


@dataclass(frozen=True, slots=True)
class Part:
    """One file as it came."""

    content: bytes
    made_at: int | None
    """When it says it was made (Unix s)."""
    ttl_s: float
    read_at: int | None
    """When it was read (Unix s), where it does not say when it was made."""

    @classmethod
    def of(cls, content: bytes, read_at: int | None) -> "Part":
        """A file that was read at a moment; None: nobody knows when.

        Raises:
            FeedMalformed: it is no file of GBFS.
        """
        content = content.removeprefix(b"\xef\xbb\xbf").strip()
        try:
            if not is_strict(content):
                content = msgspec.json.encode(decode(content))
            header = msgspec.json.decode(content, type=_Header)
            is_file = bytes(header.data).lstrip()[:1] == b"{"
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as problem:
            what = "a web page" if content[:1] == b"<" else str(problem)[:200]
            raise FeedMalformed(f"not a file of GBFS: {what}") from problem
        if not is_file:
            raise FeedMalformed("not a file of GBFS: its data is no object")
        made = moment({"last_updated": header.last_updated}, "last_updated", Notices())
        if made is not None and read_at is not None and made > read_at + FUTURE_S:
            made = None
        return cls(content, made, _ttl(header.ttl), read_at if made is None else None)


@dataclass(frozen=True, slots=True)
class Parts:
    """What is known of one system."""

    files: Mapping[str, Part]
    """By name."""
    problems: Mapping[str, str] = field(default_factory=dict)
    """Why files could not be read, by name."""


def compose(systems: Mapping[str, Parts]) -> bytes:
    """The message of one system (its key is empty) or several.

    Raises:
        FeedMalformed: it would be too large.
    """
    made = [
        part.made_at
        for parts in systems.values()
        for name, part in parts.files.items()
        if part.made_at is not None and OLD_NAMES.get(name, name) in LIVE
    ]
    head = [_member("last_updated", str(max(made)).encode())] if made else []
    if list(systems) == [""]:
        members = [*head, *_members(systems[""])]
    else:
        each = (_member(key, _object(_members(systems[key]))) for key in sorted(systems))
        members = [*head, _member("systems", _object(each))]
    content = _object(members)
    if len(content) > MOST_BYTES:
        raise FeedMalformed(f"all files together are larger than {MOST_BYTES:,} bytes")
    return content


def _members(parts: Parts) -> Iterator[bytes]:
    for name in sorted(parts.files):
        yield _member(name, parts.files[name].content)
    read_at = {name: part.read_at for name, part in parts.files.items() if part.read_at is not None}
    for name, told in (("read_at", read_at), ("problems", parts.problems)):
        if told:
            yield _member(name, msgspec.json.encode(told, order="sorted"))


def _member(name: str, value: bytes) -> bytes:
    return msgspec.json.encode(name) + b":" + value


def _object(members: Any) -> bytes:
    return b"{" + b",".join(members) + b"}"


def _ttl(told: Any) -> float:
    is_number = isinstance(told, int | float) and not isinstance(told, bool)
    return float(min(max(told, 0), MOST_TTL_S)) if is_number else 0.0
