"""MOTIS's own description of its answers, as a validator."""

import re
from functools import cache
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker

from tests.shared import shared

UNQUOTED_OFF = re.compile(r"^(\s*- )OFF$", re.MULTILINE)
"""YAML 1.1 reads it as False."""

VERSION = re.compile(r"^/api/(v[0-9]+|experimental)")


@cache
def document() -> Any:
    """MOTIS's openapi.yaml; skips the test where it is missing."""
    text = shared("standards", "motis", "openapi.yaml").read_text()
    return yaml.safe_load(UNQUOTED_OFF.sub(r'\1"OFF"', text))


def parameters(path: str) -> list[Any]:
    """The query parameters of a path's GET."""
    found: list[Any] = document()["paths"][path]["get"]["parameters"]
    return found


def described(path: str) -> str:
    """The path under which MOTIS describes an address: it names each once, the newest."""
    rest = VERSION.sub("", path)
    return next((known for known in document()["paths"] if VERSION.sub("", known) == rest), path)


def validator(path: str, status: str = "200", method: str = "get") -> Draft202012Validator:
    """A validator of the JSON that a call answers with."""
    answer = document()["paths"][path][method]["responses"][status]
    schema = answer["content"]["application/json"]["schema"]
    whole = {**document(), "$ref": "#/answer", "answer": schema}
    return Draft202012Validator(whole, format_checker=FormatChecker())


def of_schema(name: str) -> Draft202012Validator:
    """A validator of one of the objects of which answers are made."""
    whole = {**document(), "$ref": f"#/components/schemas/{name}"}
    return Draft202012Validator(whole, format_checker=FormatChecker())
