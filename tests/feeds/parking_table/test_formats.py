"""Bytes of all kinds to records: JSON, GeoJSON, CSV, and what is none of them."""

import pytest

from maas.errors import FeedMalformed
from tests.feeds.parking_table.tables import NOW, facilities, read, rules

ID = 'id = "id"\n'
PLAIN = ID + 'name = "name"\nfree = "free"\n'


@pytest.mark.parametrize(
    "text",
    [
        "id,name,free\n1,Foch,3\n",
        "id;name;free\r\n1;Foch;3",
        'id\tname\tfree\n1\t"Foch"\t3\n\n',
        "\n id | name|free\n1|Foch|3\n;;\n",
        "\ufeffid;name;free\n1;Foch;3;\n",
    ],
)
def test_csv_by_what_parts_its_fields(text: str) -> None:
    found = facilities(PLAIN, text)["1"]
    assert (found.name, found.free) == ("Foch", 3)


XML = """<?xml version="1.0" encoding="ISO-8859-1"?>
<parks xmlns="http://town.example/"><!-- now --><updated>2025-10-09T10:52:00</updated>{}</parks>"""
PARK = (
    "<park id='{}'><Name lang='fr'>Gare de l\u00c9st</Name>"
    "<Free>0003</Free><at>48.5 7.25</at></park>"
)
AS_XML = """
id = "id"
records = "park"
name = "Name"
free = "Free"
point = "at"
counted_at = "$.updated"
"""


@pytest.mark.parametrize("ids", [("a",), ("a", "b")])
def test_xml_of_one_record_and_of_several(ids: tuple[str, ...]) -> None:
    content = XML.format("".join(PARK.format(id) for id in ids)).encode("latin-1")
    parsed = read(AS_XML, content)
    assert [each.id for each in parsed.records] == list(ids)
    assert rules(parsed) == {}
    found = parsed.records[0]
    assert (found.name, found.free, found.lat, found.lon) == ("Gare de lÉst", 3, 48.5, 7.25)
    assert found.counted_at == NOW - 80


def test_a_row_with_too_many_fields_costs_itself() -> None:
    parsed = read(PLAIN, "id,name,free\n1,Foch, east,3\n2,Gare,4\n3,Hof\n")
    assert [each.id for each in parsed.records] == ["2", "3"]
    assert rules(parsed)["ragged_row"] == 1


def test_what_is_not_utf_8() -> None:
    content = "id;name;free\n1;Gare de l’Est;3\n".encode("cp1252")
    parsed = read(PLAIN, content)
    assert parsed.records[0].name == "Gare de l’Est"
    assert rules(parsed)["unknown_encoding"] == 1
    content = '[{"id": 1, "name": "Łódź", "free": 3}]'.encode("utf-16")
    assert facilities(f'{PLAIN}encoding = "utf-16"', content)["1"].name == "Łódź"


def test_numbers_that_are_none_in_what_is_nearly_json() -> None:
    assert facilities(PLAIN, '[{"id": 1, "name": "a", "free": NaN}]')["1"].free is None


def test_what_is_no_record_costs_itself() -> None:
    records = [{"id": 1, "name": "a", "free": 3}, None, 7, {"name": "b"}, {"id": [1]}, {"id": " "}]
    parsed = read(PLAIN, records)
    assert [each.id for each in parsed.records] == ["1"]
    assert rules(parsed) == {
        "invalid_record": 2,
        "missing_id": 2,
        "invalid_id": 1,
        "missing_position": 1,
    }


def test_of_two_records_with_one_id_the_first() -> None:
    records = [{"id": 1, "name": "a", "free": 3}, {"id": "1", "name": "b", "free": 4}]
    parsed = read(PLAIN, records)
    assert [each.name for each in parsed.records] == ["a"]
    assert rules(parsed)["duplicate_id"] == 1


def test_of_a_table_of_times_the_newest_of_each() -> None:
    text = "id,name,free,at\n1,a,3,1759999000\n1,a,4,1759999900\n1,a,5,1760009999\n2,b,6,\n"
    parsed = read(f'{PLAIN}counted_at = "at"\nnewest = true', text)
    assert [(each.id, each.free) for each in parsed.records] == [("1", 4), ("2", 6)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DTD"),
        (b"<a>" * 200 + b"</a>" * 200, "within each other"),
        (b"<a><b></a>", "not XML"),
        (b"[]", "no records"),
        (b"{}", "option records"),
        (b"id;name;free\n", "no records"),
        (b"[" * 5000, "within each other"),
        (b"{" * 1_000_001, "objects and lists"),
        (b'[{"id": 1, "name": "a", ', "not JSON"),
        (b'[{"id": null, "name": "a"}]', "none of its 1 records"),
        (b"[[1], [2]]", "no records"),
        (b'id;name\n"' + b"x" * 200_000, "not CSV"),
        (b"a," * 2000, "columns"),
        (b"\x00\x01\x02\xff", "no record"),
    ],
)
def test_garbage_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(FeedMalformed, match=why):
        read(PLAIN, content)


def test_what_is_not_as_the_options_say() -> None:
    with pytest.raises(FeedMalformed, match="not JSON"):
        read(f'{PLAIN}format = "json"', "id,name,free\n1,a,3\n")
    with pytest.raises(FeedMalformed, match="not ascii"):
        read(f'{PLAIN}encoding = "ascii"', "id,name,free\n1,é,3\n")
    with pytest.raises(FeedMalformed, match="id: no record has id"):
        read(f'{PLAIN}delimiter = "|"', "id,name,free\n1,a,3\n")
