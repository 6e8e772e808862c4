"""XML that we write: elements as values, and a document of them as bytes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write (2.2)."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Element:
    """One element, with text or with children."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    children: tuple["Element", ...] = ()
    text: str = ""


def document(root: Element) -> bytes:
    """A whole document, a line for each element; what may not stand in XML is left out."""
    return (HEAD + "\n".join(_lines(root, "")) + "\n").encode("utf-8")


def _lines(element: Element, indent: str) -> Iterator[str]:
    attributes = "".join(
        f" {name}={quoteattr(_sound(value))}" for name, value in element.attributes.items()
    )
    opened = f"{indent}<{element.name}{attributes}"
    if element.children:
        yield f"{opened}>"
        for child in element.children:
            yield from _lines(child, indent + " ")
        yield f"{indent}</{element.name}>"
    elif element.text:
        yield f"{opened}>{escape(_sound(element.text))}</{element.name}>"
    else:
        yield f"{opened}/>"


def _sound(text: str) -> str:
    return _FORBIDDEN.sub("", text)
