"""How somebody who asks moves: on which profile's streets, how fast."""

from dataclasses import replace

from maas.model import CAR_MODES, Mode, Profile
from maas.settings import RoutingSettings
from routing.indoors.pace import Walker
from routing.question import Question
from routing.rentals.wanted import Wanted


def with_speeds(question: Question, settings: RoutingSettings) -> Question:
    """The question with the territory's speeds where it names none."""
    wheels = question.profile is Profile.WHEELCHAIR
    walk = settings.wheelchair_speed_m_s if wheels else settings.walk_speed_m_s
    question = replace(
        question,
        walk_speed_m_s=question.walk_speed_m_s or walk,
        bike_speed_m_s=question.bike_speed_m_s or settings.bike_speed_m_s,
    )
    return replace(
        question,
        direct_rental=_moving(question.direct_rental, question),
        access_rental=_moving(question.access_rental, question),
        egress_rental=_moving(question.egress_rental, question),
    )


def _moving(wanted: Wanted, question: Question) -> Wanted:
    """What is wanted of rentals by somebody who moves as a question says."""
    return replace(
        wanted,
        profile=question.profile,
        walk_speed_m_s=question.walk_speed_m_s,
        bike_speed_m_s=question.bike_speed_m_s,
    )


def speed_of(mode: Mode, question: Question) -> float | None:
    """Metres per second on foot, wheels or bike; None for cars, which go as streets allow."""
    speeds = {Mode.WALK: question.walk_speed_m_s, Mode.BIKE: question.bike_speed_m_s}
    return speeds.get(mode)


def walker_of(question: Question) -> Walker:
    """Who moves inside stop places, whatever brought one there."""
    assert question.walk_speed_m_s is not None
    return Walker(question.profile, question.walk_speed_m_s)


def profile_of(mode: Mode, question: Question) -> Profile:
    """Who moves: walking is done by the question's profile."""
    if mode in CAR_MODES:
        return Profile.CAR
    return Profile.BIKE if mode is Mode.BIKE else question.profile
