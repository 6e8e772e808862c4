"""`GET /openapi.json`: OpenAPI 3.1, derived from the table of routes and its own types."""

from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from typing import Any

import msgspec

from api.query import Parameter, parameters
from api.reply import JSON, PROBLEM
from api.route import Route
from api.wire_problem import Problem

REF = "#/components/schemas/{name}"
DESCRIPTION = """\
Door-to-door itineraries over every mode. `/api/v6/plan` speaks MOTIS v6; what goes beyond it are \
additional members. Query parameters not listed are ignored; lists may be written with commas or \
by repeating the parameter. A parameter at its default is always accepted. Times are RFC 3339; \
errors are RFC 9457 problems with a stable `code`. Every answer names the version of the data in \
the header `Maas-Version`. What is not open to everyone says which scope of key it takes: \
`Authorization: Bearer …`. Keys of scope exchange and partner also work as the \
password of HTTP Basic, to read."""

TEXT = {"type": "string"}
KEYS = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key that `maas keys create` printed. One of scope operator opens all.",
    }
}


def document(routes: Iterable[Route], version: str) -> dict[str, Any]:
    """The whole description of an API made of these routes."""
    routes = tuple(routes)
    kinds = [kind for route in routes for kind in (route.answer, route.body) if kind is not None]
    schemas, components = msgspec.json.schema_components([*kinds, Problem], ref_template=REF)
    by_type = dict(zip([*kinds, Problem], schemas, strict=True))
    paths: dict[str, Any] = {}
    for route in routes:
        paths.setdefault(route.paths[-1], {})[route.method.lower()] = _operation(route, by_type)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "maas",
            "version": version,
            "description": DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": KEYS},
    }


def _operation(route: Route, by_type: dict[Any, Any]) -> dict[str, Any]:
    good = _content(by_type[route.answer], JSON) if route.answer else _content({}, route.media)
    good |= {media: {"schema": {} if media.endswith("json") else TEXT} for media in route.also}
    responses = {
        str(status): {"description": HTTPStatus(status).phrase, "content": good}
        for status in (200, *route.other)
    }
    problem = {"description": "a problem", "content": _content(by_type[Problem], PROBLEM)}
    responses |= {
        str(status): problem for status in _problems(route) if str(status) not in responses
    }
    return {
        "operationId": route.name,
        "summary": (route.handler.__doc__ or "").strip().partition("\n")[0],
        **_older_addresses(route),
        "parameters": [*_listed(route.address, "path"), *_listed(route.query, "query")],
        **_request_body(route, by_type),
        "responses": responses,
        **_security(route),
    }


def _security(route: Route) -> dict[str, Any]:
    """A key of one of the scopes."""
    if route.scope is None:
        return {}
    return {"security": [{"key": [str(scope)]} for scope in (route.scope, *route.others)]}


def _problems(route: Route) -> list[int]:
    """Its own problems and those that whatever takes parameters or a body may meet."""
    asked = (400, 414) if route.query else ()
    sent = (400, 408, 413) if route.body or route.takes else ()
    guarded = (401, 403, 503) if route.scope else ()
    return sorted({*route.problems, *asked, *sent, *guarded})


def _request_body(route: Route, by_type: dict[Any, Any]) -> dict[str, Any]:
    if route.takes:
        return {"requestBody": {"required": True, "content": _content({}, route.takes)}}
    if route.body is None:
        return {}
    return {"requestBody": {"required": True, "content": _content(by_type[route.body], JSON)}}


def _older_addresses(route: Route) -> dict[str, str]:
    older = route.paths[:-1]
    return {"description": f"Also, as in MOTIS: {', '.join(older)}"} if older else {}


def _content(schema: Any, media: str) -> dict[str, Any]:
    return {media: {"schema": schema}}


def _listed(kind: type[msgspec.Struct] | None, place: str) -> list[dict[str, Any]]:
    return [_parameter(each, place) for each in parameters(kind)] if kind else []


def _parameter(parameter: Parameter, place: str) -> dict[str, Any]:
    schema = _without_null(msgspec.json.schema(parameter.type))
    if parameter.shape is datetime:
        schema["format"] = "date-time"
    if parameter.default is not None:
        schema["default"] = parameter.default
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": place,
        "required": parameter.required,
        "schema": schema,
    }
    if "description" in schema:
        described["description"] = schema.pop("description")
    if parameter.shape is tuple:
        described["explode"] = False
    return described


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A query parameter is given or not; it is never null."""
    members = [member for member in schema.pop("anyOf", ()) if member != {"type": "null"}]
    return schema | members[0] if members else schema
