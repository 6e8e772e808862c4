"""When a message was made, by its first bytes: enough to put a recording in order.

The header is the first field of every message in practice, and its time is a plain number, so the
wire format is walked as far as that (Protocol Buffers, Encoding). Whoever takes the message reads
the whole of it anyway.
"""

_HEADER, _TIMESTAMP = 1, 3
"""Numbers of the fields FeedMessage.header and FeedHeader.timestamp."""

_WIDTHS = {1: 8, 5: 4}
"""Bytes of fields of fixed width, by wire type."""


def peek(head: bytes) -> int | None:
    """Unix s; None where these bytes do not say."""
    header = _find(head, _HEADER)
    time = _find(header, _TIMESTAMP) if isinstance(header, bytes) else None
    return time if isinstance(time, int) else None


def _find(message: bytes, wanted: int) -> bytes | int | None:
    """The first field of this number that is whole."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        kind = key & 7
        value: bytes | int = 0
        if kind == 0:
            value, at = _varint(message, at)
        elif kind == 2:
            size, at = _varint(message, at)
            value, at = message[at : at + size], at + size
        elif kind in _WIDTHS:
            at += _WIDTHS[kind]
        else:
            return None
        if key >> 3 == wanted and at <= len(message):
            return value
    return None


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """A number and where it ends; past the end of a message that is cut off."""
    number = shift = 0
    while at < len(message) and shift < 64:
        byte = message[at]
        number |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return number, at
    return 0, len(message) + 1
