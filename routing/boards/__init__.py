"""What a timetable says without a search: boards, whole trips, stops and vehicles on a map."""

from routing.boards.board import Around, Board, BoardQuestion, StopTime
from routing.boards.face import Boards

__all__ = ["Around", "Board", "BoardQuestion", "Boards", "StopTime"]
