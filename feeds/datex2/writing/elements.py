"""Elements that DATEX II documents of ours are made of."""

from collections.abc import Sequence

from feeds.xml_text import Element

D2 = "d2"
_BASE = "http://datex2.eu/schema/3"
NAMESPACES = {
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xmlns:d2": f"{_BASE}/d2Payload",
    "xmlns:com": f"{_BASE}/common",
    "xmlns:loc": f"{_BASE}/locationReferencing",
    "xmlns": f"{_BASE}/trafficRegulation",
}


def leaf(name: str, text: str) -> Element:
    """An element with text."""
    return Element(name, text=text)


def node(name: str, *children: Element) -> Element:
    """An element with others in it."""
    return Element(name, children=children)


def texts(name: str, text: str, language: str) -> Element:
    """A text that may be there in several languages, in one."""
    value = Element("com:value", {"lang": language}, text=text)
    return node(name, node("com:values", value))


def condition(kind: str, *children: Element, is_negated: bool = False) -> Element:
    """One condition of a regulation; the set it stands in names it."""
    negated = (leaf("negate", "true"),) if is_negated else ()
    return Element("conditions", {"xsi:type": kind}, (*negated, *children))


def either(conditions: Sequence[Element]) -> Element:
    """Conditions of which one has to hold; one alone stands for itself."""
    if len(conditions) == 1:
        return conditions[0]
    return condition("ConditionSet", leaf("operator", "or"), *conditions)


def both(*conditions: Element) -> Element:
    """All conditions of a regulation, of which each has to hold."""
    attributes = {"xsi:type": "ConditionSet"}
    return Element("condition", attributes, (leaf("operator", "and"), *conditions))
