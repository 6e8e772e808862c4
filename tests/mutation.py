"""What is sound gone wrong at random, the same for the same seed: values, members, bytes."""

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from itertools import count
from random import Random
from typing import Any
from xml.sax.saxutils import escape

import msgspec

EVIL: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        1,
        -1,
        7,
        2**31,
        2**63,
        2**64,
        -(2**63),
        10**30,
        10**400,
        1_750_000_000_000,
    ),
    *(0.0, -0.0, 1.5, 1e-320, 1e308, -1e308, 91.0, 181.0),
    *(
        "",
        " ",
        "a",
        "-1",
        "1e400",
        "nan",
        "１２",
        "9" * 5000,
        "0.1.2",
        "\x00",
        "\u2028",
        "é" * 3000,
    ),
    *("2025-06-31T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "24:00:00"),
    *("javascript:x", "http://[", "https://a b", "file:x", "%s{}", "../../x"),
    *([], {}, [None], [[]], [[[[[]]]]], {"": None}, {"text": 1}, [{"text": {}}], [1, 2], "scooter"),
)
JSON = (
    b"null",
    b"[]",
    b"{}",
    b'""',
    b"1e400",
    b"NaN",
    b'"\\ud800"',
    b"-",
    b"1" * 5000,
    b"[" * 2000,
)


def json_mutants(sound: Sequence[Any], seed: int) -> Iterator[bytes]:
    """Without end JSON of one of these values (objects or arrays), each with one to five things
    wrong."""
    for number in count():
        random = Random(f"{seed}:{number}")
        drawn = deepcopy(random.choice(sound))
        for _ in range(random.randint(1, 5)):
            random.choice(MUTATIONS)(random, *random.choice(_places(drawn)))
        content = msgspec.json.encode(drawn)
        yield random.choice(BYTES)(random, content) if random.random() < 0.3 else content


def _places(drawn: Any) -> list[tuple[Any, Any]]:
    """Every member and item: what holds it, and its name or position."""
    found: list[tuple[Any, Any]] = []
    keys = list(drawn) if isinstance(drawn, dict) else range(len(drawn))
    for key in keys:
        found.append((drawn, key))
        if isinstance(drawn[key], dict | list):
            found += _places(drawn[key])
    return found


def _replace(random: Random, holder: Any, key: Any) -> None:
    holder[key] = deepcopy(random.choice(EVIL))


def _remove(_: Random, holder: Any, key: Any) -> None:
    if len(holder) > 1:
        del holder[key]


def _repeat(random: Random, holder: Any, key: Any) -> None:
    """A record twice, or a member under another name."""
    if isinstance(holder, list):
        holder.extend(deepcopy([holder[key]] * random.randint(1, 3)))
    else:
        holder[random.choice(NAMES)] = deepcopy(holder[key])


def flip(random: Random, content: bytes) -> bytes:
    """Some bits are others."""
    changed = bytearray(content)
    for _ in range(random.randint(1, 8)):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def cut(random: Random, content: bytes) -> bytes:
    """Only the beginning."""
    return content[: random.randrange(len(content))]


def _insert(random: Random, content: bytes) -> bytes:
    """JSON in place of a value."""
    colons = [at for at, byte in enumerate(content) if byte == ord(":")]
    if not colons:
        return content
    at = random.choice(colons) + 1
    end = min((i for i in (content.find(each, at) for each in (b",", b"}")) if i > 0), default=at)
    return content[:at] + random.choice(JSON) + content[end:]


Mutation = Callable[[Random, Any, Any], None]

NAMES = ("station_id", "vehicle_id", "bike_id", "lat", "data", "vehicles", "read_at", "problems")
MUTATIONS: tuple[Mutation, ...] = (_replace, _replace, _replace, _remove, _repeat)
BYTES: tuple[Callable[[Random, bytes], bytes], ...] = (flip, cut, _insert, _insert)


TEXTS = [escape(str(each)) for each in EVIL if isinstance(each, str | int | float)] + [
    "<a/>",
    "&x;",
]
_VALUE = re.compile(rb'>[^<>]+<|="[^"]*"')
_ELEMENT = re.compile(rb"<(\w+)[^<>]*>(?:[^<>]*|(?:<(?!/?\1\b)[^<>]*>[^<>]*)*)</\1>")


def xml_mutants(sound: Sequence[bytes], seed: int) -> Iterator[bytes]:
    """Without end XML documents like these, each with one to five things wrong."""
    for number in count():
        random = Random(f"{seed}:{number}")
        content = random.choice(sound)
        for _ in range(random.randint(1, 5)):
            content = random.choice((_say, _say, _say, _drop, _again))(random, content)
        yield random.choice((flip, cut))(random, content) if random.random() < 0.3 else content


def _say(random: Random, content: bytes) -> bytes:
    """Another text, or another value of an attribute."""
    match = _any(random, _VALUE, content)
    if match is None:
        return content
    told = random.choice(TEXTS).replace("\x00", "").encode()
    quoted = b'="%b"' % told.replace(b'"', b"'") if match[0].startswith(b"=") else b">%b<" % told
    return content[: match.start()] + quoted + content[match.end() :]


def _drop(random: Random, content: bytes) -> bytes:
    match = _any(random, _ELEMENT, content)
    return content if match is None else content[: match.start()] + content[match.end() :]


def _again(random: Random, content: bytes) -> bytes:
    match = _any(random, _ELEMENT, content)
    return content if match is None else content[: match.end()] + match[0] + content[match.end() :]


def _any(random: Random, pattern: "re.Pattern[bytes]", content: bytes) -> "re.Match[bytes] | None":
    return pattern.search(content, random.randrange(max(1, len(content))))
