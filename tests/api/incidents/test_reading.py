"""Bodies of staff to incidents: what is understood, and what is refused by which name."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.incidents.staff.placing import Placed
from api.incidents.staff.reading import read_written
from api.incidents.staff.render import body_of
from maas.errors import BadQuery
from maas.live import Incident
from maas.live.incidents import Direction, Hours, IncidentKind, Severity, Traveller
from maas.live.written import WritingStatus, Written

NOW = 1_695_189_600
LINE = [[41.148, -8.611], [41.1485, -8.612]]
CLOSURE = {"kind": "CLOSURE", "line": LINE}
SQUARE = [[41.14, -8.62], [41.14, -8.6], [41.15, -8.6], [41.15, -8.62]]


def undrawn(*_: object) -> tuple[Placed, ...]:
    raise BadQuery("line", "is missing")


def read(name: str | None = "a", **members: Any) -> Written:
    return read_written(CLOSURE | members, name, undrawn, NOW)


def refused(**members: Any) -> str:
    """The parameter that is named."""
    with pytest.raises(BadQuery) as caught:
        read(**members)
    return caught.value.parameter


def test_a_line_is_enough() -> None:
    line = tuple(map(tuple, LINE))
    closed = Incident("a", IncidentKind.CLOSURE, line, direction=Direction.BOTH, is_closed=True)
    assert read() == Written((closed,), WritingStatus.PUBLISHED)


def test_all_that_is_told_is_understood() -> None:
    written = read(
        kind="WORKS",
        status="DRAFT",
        version=3,
        line="oymzFlbds@~F~F",
        street=" Rua de Cedofeita ",
        direction="ONE",
        begin="2023-09-20T08:00:00+01:00",
        end="2023-09-30T18:00:00Z",
        schedule=[{"weekdays": ["MON", "FRI"], "begin": "22:00", "end": "05:00"}],
        concerns=["BUS", "CAR"],
        exempt=["BIKE"],
        isClosed=True,
        severity="HIGH",
        delay=120,
        maxHeight=3.5,
        text="Burst\n pipe",
        url="https://porto.example/works",
        authority="Águas do Porto",
    )
    assert (written.status, written.version) == (WritingStatus.DRAFT, 3)
    [told] = written.incidents
    assert told.kind is IncidentKind.WORKS and told.is_closed
    assert (told.street, told.text) == ("Rua de Cedofeita", "Burst pipe")
    assert (told.begin, told.end) == (1_695_193_200, 1_696_096_800)
    assert told.hours == (Hours((0, 4), 79_200, 18_000),)
    assert told.concerns == (Traveller.CAR, Traveller.BUS) and told.exempt == (Traveller.BIKE,)
    assert (told.severity, told.delay_s, told.max_height_m) == (Severity.HIGH, 120, 3.5)
    assert told.direction is Direction.ONE and len(told.line) == 2


def test_everyone_is_everyone() -> None:
    assert read(concerns=["EVERYONE"]).incidents[0].concerns == tuple(Traveller)


def test_an_area_closes_its_stops_where_that_is_said() -> None:
    [told] = read(
        line=None, area=[*SQUARE, SQUARE[0]], closesStops=True, concerns=["EVERYONE"]
    ).incidents
    assert told.area == tuple(map(tuple, SQUARE)) and told.closes_stops and not told.line
    assert refused(closesStops=True) == "closesStops"


def test_several_lines_are_parts_of_one() -> None:
    first, second = read(line=None, lines=[LINE, LINE[::-1]], text="Tunnel").incidents
    assert (first.id, first.part_of, second.id, second.part_of) == ("a", "", "a~2", "a")
    assert second.line == first.line[::-1] and second.text == first.text


def test_an_id_is_made_where_none_is_told() -> None:
    assert len(read(name=None).id) == 16
    assert read(name=None, id="bridge-2023").id == "bridge-2023"


@pytest.mark.parametrize(
    ("members", "parameter"),
    [
        ({"kind": "FLOOD"}, "kind"),
        ({"colour": "red"}, "body"),
        ({"line": None}, "line"),
        ({"line": []}, "line"),
        ({"line": [[91, 0], [0, 0]]}, "line[0][0]"),
        ({"line": "no polyline"}, "line"),
        ({"line": [[41, -8], [42, -8]]}, "line"),
        ({"lines": [LINE]}, "lines"),
        ({"area": SQUARE}, "area"),
        ({"line": None, "area": [SQUARE[0], SQUARE[1], SQUARE[0], SQUARE[1]]}, "area"),
        ({"id": "b"}, "id"),
        ({"id": "a/b"}, "id"),
        ({"isClosed": False}, "isClosed"),
        ({"begin": "2023-09-20T08:00:00"}, "begin"),
        ({"begin": "9999-09-20T08:00:00Z"}, "begin"),
        ({"end": "2023-09-20T05:00:00Z"}, "end"),
        ({"begin": "2023-09-21T08:00:00Z", "end": "2023-09-21T08:00:00Z"}, "end"),
        ({"schedule": [{"begin": "8:00", "end": "09:00"}]}, "schedule[0].begin"),
        ({"schedule": [{"begin": "24:00", "end": "09:00"}]}, "schedule[0].begin"),
        (
            {
                "schedule": [
                    {"begin": "08:00", "end": "09:00", "first": "2023-09-20", "last": "2023-09-19"}
                ]
            },
            "schedule[0].last",
        ),
        (
            {"schedule": [{"begin": "08:00", "end": "09:00", "first": "0001-01-01"}]},
            "schedule[0].first",
        ),
        ({"concerns": ["EVERYBODY"]}, "concerns[0]"),
        ({"text": "bell\a"}, "text"),
        ({"text": "x" * 1001}, "text"),
        ({"street": "\ud800"}, "street"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"delay": -1}, "delay"),
        ({"maxHeight": 0}, "maxHeight"),
    ],
)
def test_what_is_wrong_is_named(members: dict[str, Any], parameter: str) -> None:
    assert refused(**members) == parameter


@pytest.mark.parametrize("name", ["own", "check", "import"])
def test_ids_that_mean_something_else_are_refused(name: str) -> None:
    assert refused(name=None, id=name) == "id"


def test_what_is_rendered_reads_as_the_same() -> None:
    for members in (
        {"schedule": [{"begin": "00:00", "end": "24:00", "first": "2023-09-21"}], "text": "x"},
        {"line": None, "lines": [LINE, LINE[::-1]], "concerns": ["EVERYONE"], "speed": 12.5},
        {"line": None, "area": SQUARE, "closesStops": True, "kind": "EVENT", "isClosed": True},
        {"begin": "2023-09-20T09:00:00Z", "end": "2023-09-21T09:00:00Z", "direction": "UNKNOWN"},
    ):
        written = read(**members)
        body = msgspec.json.encode(body_of(written.incidents))
        again = read_written(msgspec.json.decode(body), None, undrawn, NOW)
        assert again == written
    assert read(schedule=[{"begin": "00:00", "end": "24:00", "first": "2023-09-21"}]).incidents[
        0
    ].hours == (Hours((0, 1, 2, 3, 4, 5, 6), 0, 86_400, date(2023, 9, 21)),)


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just("EVERYONE")
)
told = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["kind", "line", "area", "begin", "end", "schedule", "concerns", "id", "x"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(told, st.booleans())
def test_whatever_is_told_is_read_or_refused(body: Any, with_closure: bool) -> None:
    if with_closure and isinstance(body, dict):
        body = CLOSURE | body
    try:
        read_written(body, None, undrawn, NOW)
    except BadQuery:
        return
