"""One bad record costs itself alone and says why."""

from feeds.records import Rejection, sift


def test_good_records_survive_bad_ones() -> None:
    records = [{"id": "1"}, {}, {"id": "x"}, {"id": None}, {"id": "2"}]
    built, rejected = sift(records, lambda record: int(record["id"]))
    assert built == (1, 2)
    assert [(each.number, each.rule) for each in rejected] == [
        (2, "missing"),
        (3, "value"),
        (4, "type"),
    ]


def test_a_reason_is_short() -> None:
    assert len(Rejection.of(ValueError("x" * 1000), 1).reason) == 200
    assert Rejection.of(KeyError("id"), 7) == Rejection(7, "missing", "missing 'id'")
