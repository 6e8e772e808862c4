"""The description of the API is valid, complete and true to MOTIS."""

from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate

from api.geojson import GEOJSON
from api.health import live
from api.openapi import document
from api.route import Route
from api.routes import ROUTES
from api.wire import Alive
from maas.keys import Scope
from tests.api import contract
from tests.api.conftest import Client
from tests.api.test_plan import PLAN


@pytest.fixture
async def described(client: Client) -> Any:
    return await (await client.get("/openapi.json")).json()


async def test_document_is_valid_openapi(described: Any) -> None:
    assert described["openapi"] == "3.1.0"
    validate(described)


async def test_every_route_is_described(described: Any) -> None:
    for route in ROUTES:
        operation = described["paths"][route.paths[-1]][route.method.lower()]
        assert operation["summary"], route.path


@pytest.mark.parametrize("path", [PLAN, "/v1/limits", "/health/ready", "/api/v1/health"])
async def test_answers_are_what_the_document_says(
    client: Client, described: Any, path: str
) -> None:
    operation = described["paths"][path.partition("?")[0]]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    body = await (await client.get(path)).json()
    jsonschema.Draft202012Validator({**described, **schema}).validate(body)


async def test_problems_are_what_the_document_says(client: Client, described: Any) -> None:
    operation = described["paths"]["/api/v6/plan"]["get"]
    schema = operation["responses"]["400"]["content"]["application/problem+json"]["schema"]
    body = await (await client.get("/api/v6/plan?fromPlace=1,1")).json()
    jsonschema.Draft202012Validator({**described, **schema}).validate(body)
    assert body["parameter"] == "toPlace"


@pytest.mark.real
async def test_parameters_have_the_types_motis_gives_them(described: Any) -> None:
    ours = {p["name"]: p for p in described["paths"]["/api/v6/plan"]["get"]["parameters"]}
    for theirs in contract.parameters("/api/v6/plan"):
        schema = theirs["schema"]
        if "$ref" in schema:
            schema = contract.document()["components"]["schemas"][schema["$ref"].split("/")[-1]]
        assert ours[theirs["name"]]["schema"].get("type", "string") == schema["type"]


def test_what_takes_a_key_says_so_and_what_else_it_may_answer() -> None:
    route = Route("GET", "/closed", None, Alive, live, scope=Scope.STAFF)
    described = document([route], "1")
    validate(described)
    operation = described["paths"]["/closed"]["get"]
    assert operation["security"] == [{"key": ["staff"]}]
    assert {"401", "403", "503"} <= operation["responses"].keys()


def test_what_is_json_is_described_as_no_text() -> None:
    """GeoJSON is an object, CSV and pages are texts."""
    contents = [
        content
        for path in document(ROUTES, "1")["paths"].values()
        for each in path.values()
        for content in each["responses"]["200"].get("content", {}).items()
    ]
    assert {media for media, told in contents if told["schema"] == {}} >= {GEOJSON}
    texts = {media for media, told in contents if told["schema"].get("type") == "string"}
    assert texts and not [media for media in texts if media.endswith("json")]
