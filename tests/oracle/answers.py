"""What transit search found, in the oracle's terms."""

from maas.model import TimeMeaning
from routing.transit import TransitQuestion, TransitResult
from tests.oracle.scan import Answer


def answers(question: TransitQuestion, result: TransitResult) -> set[Answer]:
    """What was found, in the oracle's terms."""
    found = [(one.departure, one.arrival, one.boardings) for one in result.journeys]
    if question.window_s > 0:
        assert len(set(found)) == len(found)
        return set(found)
    if question.meaning is TimeMeaning.DEPART_AT:
        assert all(departure >= question.time for departure, _, _ in found)
        return {(question.time, arrival, boardings) for _, arrival, boardings in found}
    assert all(arrival <= question.time for _, arrival, _ in found)
    return {(departure, question.time, boardings) for departure, _, boardings in found}
