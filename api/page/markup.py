"""HTML as values: text is escaped when it goes in, so that nothing typed by anyone gets through."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that is safe to send."""

    text: str


Child = Html | str | int | None
Attribute = str | int | bool | None

NOTHING = Html("")
VOID = frozenset({"br", "input", "link", "meta", "path", "circle", "polyline", "use"})


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """An element; `class_` is class, `aria_label` is aria-label; None and False leave out."""
    head = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{head}>" if name in {"br", "input", "link", "meta"} else f"<{head}/>")
    return Html(f"<{head}>{join(children).text}</{name}>")


def join(children: Iterable[Child]) -> Html:
    """Children one after another, texts escaped."""
    return Html("".join(_child(child) for child in children))


def _child(child: Child) -> str:
    if child is None:
        return ""
    return child.text if isinstance(child, Html) else escape(printable(str(child)))


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(printable(str(value)))}"'


def printable(text: str) -> str:
    """Text without control characters and without marks that turn the writing direction."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
