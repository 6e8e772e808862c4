"""What operators said holds for a while, within bounds, each offer once."""

from feeds.parsed import Parsed
from maas.app.operators import answers as bounds
from maas.app.operators.answers import Answers, Heard, Told
from maas.live import RideOffer
from maas.live.offers import Waypoint
from maas.model import SourceId
from maas.report import Finding, Severity
from maas.requests import Area

HERE = SourceId("rides")


def offer(name: str, lat: float = 48.0, seats: int = 1) -> RideOffer:
    """One from a latitude to somewhere."""
    return RideOffer(name, (Waypoint(lat, 2.0), Waypoint(48.5, 2.0)), departure=100, seats=seats)


def told(at: int, *offers: RideOffer, findings: tuple[Finding, ...] = ()) -> Told:
    return Told.of([Heard("driverJourneys", b"[]", Parsed(offers, findings))], at)


def area(number: int) -> Area:
    return Area(number, number, 1)


def test_an_answer_holds_for_its_time() -> None:
    answers = Answers(300)
    assert not answers.holds(area(1), 1000)
    assert answers.put(area(1), told(1000, offer("a")))
    assert answers.holds(area(1), 1299)
    assert not answers.holds(area(1), 1300)
    assert not answers.forget_old(1299)
    assert answers.forget_old(1300)
    assert answers.batch(HERE, 1300).records == ()


def test_nothing_offered_is_an_answer_too_and_changes_nothing() -> None:
    answers = Answers(300)
    assert not answers.put(area(1), told(0))
    assert answers.holds(area(1), 100)
    assert not answers.forget_old(300)


def test_an_offer_that_is_gone_changes_the_batch() -> None:
    answers = Answers(300)
    answers.put(area(1), told(0, offer("a")))
    assert answers.put(area(1), told(10))
    assert answers.batch(HERE, 10).records == ()


def test_one_offer_of_two_areas_is_known_once_as_it_was_told_last() -> None:
    answers = Answers(300)
    answers.put(area(1), told(0, offer("a", seats=3)))
    answers.put(area(2), told(10, offer("a", seats=2)))
    (known,) = answers.batch(HERE, 20).records
    assert isinstance(known, RideOffer) and known.seats == 2


def test_other_meeting_points_are_other_offers_whose_ids_stay() -> None:
    answers = Answers(300)
    answers.put(area(1), told(0, offer("a")))
    answers.put(area(2), told(0, offer("a", lat=48.1)))
    records = answers.batch(HERE, 0).records
    ids = [record.id for record in records if isinstance(record, RideOffer)]
    assert len(set(ids)) == 2 and all(id.startswith("a@") for id in ids)
    assert told(5, offer("a")).offers[0].id == ids[0]


def test_a_batch_is_as_old_as_its_oldest_answer() -> None:
    answers = Answers(300)
    answers.put(area(1), told(100, offer("a")))
    answers.put(area(2), told(150, offer("b")))
    assert answers.batch(HERE, 160).made_at == 100


def test_memory_is_bounded() -> None:
    answers = Answers(300)
    for number in range(bounds.MOST_AREAS + 5):
        answers.put(area(number), told(number))
    assert len(answers) == bounds.MOST_AREAS
    assert not answers.holds(area(4), 4) and answers.holds(area(5), 5)
    many = [offer(str(number)) for number in range(bounds.MOST_OFFERS // 2)]
    for number in range(3):
        answers.put(area(number), told(9999, *many))
    assert answers.n_offers == bounds.MOST_OFFERS // 2 * 2
    assert not answers.holds(area(0), 9999) and answers.holds(area(2), 9999)


def test_wordy_answers_are_bounded_too() -> None:
    answers, content = Answers(300), b" " * (bounds.MOST_BYTES // 2)
    for number in range(4):
        parsed = Parsed((offer(str(number)),))
        answers.put(area(number), Told.of([Heard("driverJourneys", content, parsed)], 0))
    assert len(answers) == 2 and answers.n_bytes == bounds.MOST_BYTES
    answers.forget_old(300)
    assert (answers.n_offers, answers.n_bytes) == (0, 0)


def test_it_is_remembered_where_offers_were_told() -> None:
    answers = Answers(300)
    many = [offer(str(number)) for number in range(bounds.MOST_TRACED)]
    answers.put(area(1), told(0, offer("a")))
    answers.forget_old(300)
    (name,) = answers.areas
    assert answers.areas[name] == area(1)
    answers.put(area(2), told(300, *many))
    assert name not in answers.areas and len(answers.areas) == bounds.MOST_TRACED


def test_what_could_not_be_used_is_added_up() -> None:
    found = Finding("missing_time", Severity.ERROR, "driverJourneys", None, 2, "first")
    answers = Answers(300)
    answers.put(area(1), told(0, findings=(found,)))
    answers.put(area(2), told(0, findings=(found,)))
    assert [each.count for each in answers.batch(HERE, 0).rejections] == [4]
