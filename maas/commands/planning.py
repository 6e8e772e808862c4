"""`maas plan`: one question, answered in the terminal."""

import argparse
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from threading import Timer
from zoneinfo import ZoneInfo

import numpy as np
from multidict import MultiDict

from api.ends import end_of, find_end, written
from api.plan_query import PlanQuery
from api.query import given, read_query
from api.question import question_of
from api.render.answer import render_answer
from api.render.itinerary import Detail
from api.reply import ENCODER
from api.text import render_text
from maas.app.world import load_graph
from maas.arrays import Bytes
from maas.build.building import build
from maas.build.progress import Progress
from maas.clock import Clock
from maas.errors import BadQuery, BadSettings, GenerationBroken
from maas.generation import DataDir, Generation
from maas.itinerary import Answer
from maas.settings import Territory
from routing.places.geocoder import Geocoder
from routing.planner import Planner
from routing.policies.rules import DrivingRules
from routing.question import End

OK, NONE_FOUND = 0, 1


def run_plan(options: argparse.Namespace) -> int:
    """Answer one question; 1 if there is no way."""
    territory: Territory = options.territory
    asked = _asked(options, territory.zone)
    clock = Clock.starting(territory.clock, territory.clock_rate)
    question = question_of(read_query(PlanQuery, asked), clock.now())
    graph = load_graph(_generation(territory))
    geocoder = Geocoder(graph)
    question = replace(
        question,
        vias=tuple(
            replace(via, stop_id=_via(geocoder, typed))
            for via, typed in zip(question.vias, options.via, strict=True)
        ),
        origin=_end(geocoder, "fromPlace", options.origin),
        destination=_end(geocoder, "toPlace", options.destination),
    )
    planner = Planner(graph, territory.routing, territory.emissions, DrivingRules.of(territory))
    with _time_limit(question.time_limit_s) as stop:
        answer = planner.plan(question, stop)
    if options.json:
        body = render_answer(answer, given(PlanQuery, asked), Detail())
        sys.stdout.buffer.write(ENCODER.encode(body) + b"\n")
    else:
        width = shutil.get_terminal_size().columns
        sys.stdout.write(render_text(answer, territory.zone, width))
    return OK if _found(answer) else NONE_FOUND


@contextmanager
def _time_limit(seconds: float) -> Iterator[Bytes]:
    """The flag that ends a search, set when the time is up."""
    stop = np.zeros(1, np.uint8)
    alarm = Timer(seconds, stop.fill, (1,))
    alarm.daemon = True
    alarm.start()
    try:
        yield stop
    finally:
        alarm.cancel()


def _asked(options: argparse.Namespace, zone: ZoneInfo) -> MultiDict[str]:
    """The query that the same question would be over HTTP."""
    asked = MultiDict({"fromPlace": options.origin, "toPlace": options.destination})
    if options.time:
        asked["time"] = _time(options.time, zone)
    if options.arrive_by:
        asked["arriveBy"] = "true"
    if options.bike:
        asked["requireBikeTransport"] = "true"
    for typed in options.via:
        asked.add("via", typed.replace(",", " ").strip() or "?")  # a name with a comma is one
    for minutes in options.stay:
        asked.add("viaMinimumStay", minutes)
    return asked


def _via(geocoder: Geocoder, typed: str) -> str:
    """The id of the stop that was typed."""
    end = _end(geocoder, "via", typed)
    if end.stop_id is None:
        raise BadQuery("via", f"{typed!r} is not a stop")
    return end.stop_id


def _end(geocoder: Geocoder, parameter: str, typed: str) -> End:
    """The end that was typed; of several places of one name the likeliest, aloud."""
    end = find_end(geocoder, parameter, typed)
    if isinstance(end, End):
        return end
    if not end.matches:
        raise BadQuery(parameter, f"nothing here is called {typed!r}")
    taken, *others = map(written, end.matches[:4])
    sys.stderr.write(f"{typed}: taken as {taken}\n")
    if others:
        sys.stderr.write(f"  or type {'; '.join(others)}\n")
    return end_of(end.matches[0])


def _time(text: str, zone: ZoneInfo) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise BadSettings("--time", f"{text!r} is not YYYY-MM-DDTHH:MM") from problem
    local = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return local.isoformat(timespec="seconds")


def _generation(territory: Territory) -> Generation:
    """The current generation; imported now where there is none."""
    try:
        found = DataDir(territory.data_dir).open_current(int(time.time()))
    except GenerationBroken:
        found = None
    return found or build(territory, Progress())


def _found(answer: Answer) -> bool:
    return bool(answer.itineraries or answer.direct)
