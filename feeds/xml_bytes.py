"""XML of strangers: bounded, without anything that could hide in it."""

from typing import TYPE_CHECKING, Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from maas.errors import FeedMalformed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_ELEMENTS = 2_000_000
MOST_VALUES, MOST_DEPTH = 300_000, 100
"""Elements of what becomes a value, and how many of them within each other."""


def xml_root(content: bytes) -> "Element":
    """The root of the document in these bytes.

    Raises:
        FeedMalformed: it is none, or too much of one.
    """
    if content.count(b"<") > 2 * MOST_ELEMENTS:
        raise FeedMalformed(f"more than {MOST_ELEMENTS:,} elements")
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as problem:
        raise FeedMalformed("XML with a DTD or entities, which may hide anything") from problem
    except (ParseError, ValueError, LookupError) as problem:
        raise FeedMalformed(f"not XML: {str(problem)[:200]}") from problem
    return root


def local_name(name: Any) -> str:
    """A name without its namespace; "" of what is no element, such as a comment."""
    return name.rpartition("}")[2].rpartition(":")[2] if isinstance(name, str) else ""


def xml_value(content: bytes) -> Any:
    """The document as JSON would say it: elements of one name are a list, attributes members.

    An element that has both text and attributes keeps its text as "value".

    Raises:
        FeedMalformed: it is none, or too much of one.
    """
    if content.count(b"<") > 2 * MOST_VALUES:
        raise FeedMalformed(f"more than {MOST_VALUES:,} elements")
    root = xml_root(content)
    made: dict[int, Any] = {}
    depth: dict[int, int] = {}
    for element in reversed(list(root.iter())):  # from the leaves up: nobody says how deep it goes
        depth[id(element)] = 1 + max((depth.pop(id(child)) for child in element), default=0)
        if depth[id(element)] > MOST_DEPTH:
            raise FeedMalformed(f"more than {MOST_DEPTH} elements within each other")
        made[id(element)] = _value(element, made)
    return made[id(root)]


def _value(element: "Element", made: dict[int, Any]) -> Any:
    text = (element.text or "").strip()
    told: dict[str, Any] = {local_name(name): value for name, value in element.attrib.items()}
    if len(element) == 0:
        return {**told, "value": text} if told else text
    for child in element:
        name, value = local_name(child.tag), made.pop(id(child))
        if name not in told:
            told[name] = value
        elif isinstance(told[name], list):
            told[name].append(value)
        else:
            told[name] = [told[name], value]
    return told
