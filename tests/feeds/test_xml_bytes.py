"""XML of strangers as plain values, and what is refused of it."""

from typing import Any

import pytest

from feeds.xml_bytes import xml_value
from maas.errors import FeedMalformed


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b"<a> x </a>", "x"),
        (b"<a/>", ""),
        (b"<a><b>1</b><b>2</b><b>3</b><c/></a>", {"b": ["1", "2", "3"], "c": ""}),
        (b"<a><b n='1'>x</b></a>", {"b": {"n": "1", "value": "x"}}),
        (b"<n:a xmlns:n='urn:n' n:k='v'><n:b>x</n:b></n:a>", {"k": "v", "b": "x"}),
    ],
)
def test_a_document_is_a_value(content: bytes, value: Any) -> None:
    assert xml_value(content) == value


@pytest.mark.parametrize(
    "content", [b"", b"<a>", b"<!DOCTYPE a><a/>", b"<a>" * 101 + b"</a>" * 101]
)
def test_what_is_refused(content: bytes) -> None:
    with pytest.raises(FeedMalformed):
        xml_value(content)
