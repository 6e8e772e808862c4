"""Documents as trees of names: XML whatever its namespaces, and the JSON form of version 3."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from feeds.json_bytes import json_value
from feeds.xml_bytes import local_name, xml_root

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LONGEST = 1_000_000
"""Characters of a text."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An element, or an object."""

    name: str
    """Without namespace."""
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple["Node", ...] = ()

    def all(self, *names: str) -> Iterator["Node"]:
        """The children of some names."""
        return (child for child in self.children if child.name in names)

    def first(self, *names: str) -> "Node":
        """The first child of some names, the names' order before the children's; else nothing."""
        for name in names:
            for child in self.children:
                if child.name == name:
                    return child
        return NOTHING

    def walk(self) -> Iterator["Node"]:
        """All that it holds at any depth, in order."""
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def below(self, *names: str) -> "Node":
        """The first of some names at any depth; else nothing."""
        return next((node for node in self.walk() if node.name in names), NOTHING)

    def say(self, *names: str) -> str:
        """The text of the first child of some names."""
        return self.first(*names).text

    @property
    def words(self) -> str:
        """A text for people: the first of its languages."""
        return self.text or self.below("value").text


NOTHING = Node("")


def document(content: bytes) -> Node:
    """The tree in these bytes.

    Raises:
        FeedMalformed: they are neither XML nor JSON, or too much of it.
    """
    content = content.removeprefix(b"\xef\xbb\xbf").strip()
    if content[:1] in (b"{", b"["):
        return _of_json("", json_value(content))
    return _of_xml(xml_root(content))


def _of_xml(root: "Element") -> Node:
    """From the leaves up, without recursion: nobody says how deep it goes."""
    made: dict[int, Node] = {}
    for element in reversed(list(root.iter())):
        made[id(element)] = Node(
            local_name(element.tag),
            (element.text or "").strip()[:LONGEST],
            {local_name(name): value for name, value in element.attrib.items()},
            tuple(made.pop(id(child)) for child in element),
        )
    return made[id(root)]


def _of_json(name: str, value: Any) -> Node:
    """A list is as many children of one name; scalars are attributes, too."""
    if isinstance(value, list):
        return Node(name, children=tuple(_of_json(name, each) for each in value))
    if not isinstance(value, dict):
        return Node(name, _scalar(value))
    children: list[Node] = []
    for key, each in value.items():
        several = each if isinstance(each, list) else [each]
        children += [_of_json(local_name(key), one) for one in several]
    scalars = {local_name(key): _scalar(each) for key, each in value.items() if _is_scalar(each)}
    return Node(name, attributes=scalars, children=tuple(children))


def _is_scalar(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list)


def _scalar(value: Any) -> str:
    if value is None or isinstance(value, list):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)[:LONGEST]
