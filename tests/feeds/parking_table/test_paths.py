"""Where in a record something stands."""

import pytest

from maas.errors import BadSettings, FeedMalformed
from tests.feeds.parking_table.tables import facilities, facility, mapping, read, rules


@pytest.mark.parametrize(
    ("path", "record"),
    [
        ("title", {"title": "Foch"}),
        ("fields.title", {"fields": {"title": "Foch"}}),
        ("fields.title", {"fields.title": "Foch"}),
        ("parks[1].title", {"parks": [{"title": "no"}, {"title": "Foch"}]}),
        ("parks.title", {"parks": [{}, {"title": "Foch"}]}),
        ("name[lang=fr].say", {"name": [{"lang": "de"}, {"lang": "FR", "say": "Foch"}]}),
        ("title", {"title": {"type": "Text", "value": "Foch", "metadata": {}}}),
        ("area.title", {"area": {"type": "X", "value": {"title": "Foch"}}}),
        ("title", {"title": {"fr": "Foch", "de": "Fochplatz"}}),
        ("{kind} {title}", {"kind": "", "title": "Foch"}),
        ("{street}, {title}", {"street": None, "title": "Foch"}),
        ("=Foch", {}),
    ],
)  # fmt: skip
def test_a_path_leads_to_a_value(path: str, record: dict[str, object]) -> None:
    assert facility(f'name = "{path}"', record).name == "Foch"


def test_of_several_paths_the_first_that_finds_something() -> None:
    options = 'name = ["long", "short", "=nameless"]'
    assert facility(options, {"long": " - ", "short": "Foch"}).name == "Foch"
    assert facility(options, {"long": None}).name == "nameless"


def test_what_stands_once_for_all_records() -> None:
    options = 'id = "id"\nrecords = "lots"\noperator = "$.owner.name"'
    found = facilities(options, {"owner": {"name": "Town"}, "lots": [{"id": 1}, {"id": 2}]})
    assert {each.operator for each in found.values()} == {"Town"}
    assert list(found) == ["1", "2"]


def test_records_by_their_names() -> None:
    options = 'id = "@key"\nrecords = "lots"\nfree = "free"'
    found = facilities(options, {"lots": {"P1": {"free": 3}, "P2": {"free": 0}}})
    assert {id: each.free for id, each in found.items()} == {"P1": 3, "P2": 0}


def test_a_path_that_finds_nothing_is_told_once() -> None:
    options = 'id = "id"\nfree = "fre"\ncapacity = ["total", "all"]'
    parsed = read(options, [{"id": "a", "free": 3, "all": 9}, {"id": "b", "free": None}])
    assert rules(parsed) == {"path_finds_nothing": 1, "missing_position": 2}
    assert "'free: fre'" in parsed.rejections[0].text


@pytest.mark.parametrize(
    "option", ['id = "nr"', 'id = "id"\nname = "nr"', 'id = "id"\npoint = "nr"']
)
def test_a_table_without_what_is_needed_is_refused(option: str) -> None:
    with pytest.raises(FeedMalformed, match=r"(id|name|point): no record has nr"):
        read(option, [{"id": "a"}])


def test_records_that_are_not_where_they_should_be() -> None:
    with pytest.raises(FeedMalformed, match="records: items is not there"):
        read('id = "id"\nrecords = "items"', {"lots": []})
    with pytest.raises(FeedMalformed, match="records: items is no list"):
        read('id = "id"\nrecords = "items"', {"items": "none"})
    with pytest.raises(FeedMalformed, match="the option records"):
        read('id = "id"', {"items": []})


def test_only_records_that_are_meant() -> None:
    options = (
        'id = "id"\nwhere = { kind = ["P", "H"] }\nwhere_not = { state = "closed", "a.b" = 1 }'
    )
    records = [
        {"id": 1, "kind": "P", "state": "open"},
        {"id": 2, "kind": "X", "state": "open"},
        {"id": 3, "kind": "h", "state": "CLOSED"},
        {"id": 4, "kind": "P", "a": {"b": 1.0}},
        {"id": 5, "kind": "P", "a": {"b": True}},
    ]
    assert list(facilities(options, records)) == ["1", "5"]
    with pytest.raises(FeedMalformed, match="where"):
        read('id = "id"\nwhere = { kind = "Q" }', records)


@pytest.mark.parametrize("path", ["", "a..b", "a[", "a[x]", "{}", "$."])
def test_a_path_that_is_none_is_refused(path: str) -> None:
    with pytest.raises(BadSettings, match=r"^id: "):
        mapping(f'id = "{path}"')
