"""The whole answer to a plan query."""

from collections.abc import Mapping

from msgspec import UNSET

from api import wire
from api.render.itinerary import Detail, render_itinerary, render_place
from api.render.shared import Shared
from maas.itinerary import Answer, RoutingError


def render_answer(answer: Answer, asked: Mapping[str, str], detail: Detail) -> wire.PlanAnswer:
    """MOTIS v6's plan response; `asked` is what comes back as requestParameters."""
    shared = Shared()
    return wire.PlanAnswer(
        request_parameters=dict(asked),
        debug_output=dict(answer.measured),
        from_=render_place(answer.origin),
        to=render_place(answer.destination),
        direct=tuple(render_itinerary(way, detail, shared) for way in answer.direct),
        itineraries=tuple(render_itinerary(way, detail, shared) for way in answer.itineraries),
        previous_page_cursor=answer.previous_cursor,
        next_page_cursor=answer.next_cursor,
        routing_errors=tuple(_render_error(error) for error in answer.errors) or UNSET,
        search_incomplete=UNSET if answer.complete else True,
        pending=answer.pending or UNSET,
    )


def _render_error(error: RoutingError) -> wire.RoutingError:
    return wire.RoutingError(
        code=error.code,  # type: ignore[arg-type]  # one of the codes RoutingError lists
        description=error.description,
        input_field=UNSET if error.input_field is None else error.input_field,
    )
