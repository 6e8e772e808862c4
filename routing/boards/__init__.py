"""What a timetable says without a search: boards, whole trips, stops and vehicles on a map."""

from routing.boards.board import Around, Board, BoardQuestion, StopTime
from routing.boards.face import Boards
from routing.boards.segments import Look, Segment
from routing.boards.stops import ServedStop, ServingRoute

__all__ = [
    "Around",
    "Board",
    "BoardQuestion",
    "Boards",
    "Look",
    "Segment",
    "ServedStop",
    "ServingRoute",
    "StopTime",
]
