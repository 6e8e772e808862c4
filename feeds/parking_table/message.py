"""A message: the table as it was published; or two in one, the second what does not change.

parking tables 4711\\n<4711 bytes of the first><the second>
"""

import re

_HEAD = re.compile(rb"parking tables ([0-9]{1,9})\n")


def composed(table: bytes, static: bytes) -> bytes:
    """Two tables in one message."""
    return b"parking tables %d\n%b%b" % (len(table), table, static)


def taken_apart(content: bytes) -> tuple[bytes, bytes | None]:
    """The table, and the one of what does not change if there is one."""
    match = _HEAD.match(content)
    if match is None:
        return content, None
    end = match.end() + int(match[1])
    return content[match.end() : end], content[end:]
