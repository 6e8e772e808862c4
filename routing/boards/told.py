"""What boards and maps of stops say, in the language asked for."""

from dataclasses import replace

from routing.boards.board import Board, StopTime
from routing.boards.segments import Segment
from routing.boards.stops import ServedStop, ServingRoute
from routing.translations import Translator


def told_board(board: Board, translator: Translator) -> Board:
    """A board whose stops, lines and headsigns are translated."""
    return replace(
        board,
        place=translator.place(board.place),
        stop_times=tuple(_stop_time(each, translator) for each in board.stop_times),
    )


def _stop_time(each: StopTime, translator: Translator) -> StopTime:
    return replace(
        each,
        call=translator.call(each.call),
        trip=translator.trip(each.trip),
        calls=tuple(map(translator.call, each.calls)),
    )


def told_stop(stop: ServedStop, translator: Translator) -> ServedStop:
    """A stop of a map by its translated name."""
    return replace(stop, place=translator.place(stop.place))


def told_route(route: ServingRoute, translator: Translator) -> ServingRoute:
    """A route whose names and agency are translated."""
    text, id_, agency = translator.text, route.id, route.agency_id
    return replace(
        route,
        short_name=text("routes", "route_short_name", id_, route.short_name),
        long_name=text("routes", "route_long_name", id_, route.long_name),
        agency_name=text("agency", "agency_name", agency, route.agency_name),
        agency_url=text("agency", "agency_url", agency, route.agency_url),
    )


def told_segment(segment: Segment, translator: Translator) -> Segment:
    """A vehicle between two stops, by what it and they are called."""
    name = translator.text("routes", segment.named_by, segment.route_id, segment.display_name)
    return replace(
        segment,
        display_name=name,
        origin=translator.place(segment.origin),
        destination=translator.place(segment.destination),
    )
