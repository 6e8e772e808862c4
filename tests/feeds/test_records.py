"""One bad record costs itself alone and says why."""

from feeds.notices import Notices
from feeds.records import Rejection, each_once, sift
from maas.live import CarpoolPlace
from maas.report import remark


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


def test_of_an_id_told_twice_the_first_holds() -> None:
    notices = Notices("places", {"duplicate_id": remark("An id that was told before")})
    told = [CarpoolPlace("a", "first", 46.0, -2.0), CarpoolPlace("a", "second", 46.0, -2.0)]
    assert each_once(told, notices) == (told[0],)
    assert [(found.rule, found.count) for found in notices.findings] == [("duplicate_id", 1)]
