"""`GET /v1/about/emissions` and `/v1/about/ranking`: for programs as JSON, for people as a page."""

from collections.abc import Iterator

import msgspec
from aiohttp import web

from api.about.answers import AboutEmissions, AboutQuery, AboutRanking, Criterion, Factor
from api.about.document import POLICY, emissions_page, ranking_page
from api.about.texts import SOURCES, TEXTS, Texts
from api.keys import SERVED
from api.page.languages import words_for
from api.page.markup import Html
from api.query import read_query
from api.reply import json_reply
from maas.emissions import Factors
from maas.model import Mode


async def about_emissions(request: web.Request) -> web.Response:
    """Explain how emissions are reckoned, with the factors in force."""
    answer = _emissions(_texts(request), request[SERVED].factors)
    return _reply(request, answer, emissions_page(answer))


async def about_ranking(request: web.Request) -> web.Response:
    """Explain which ways are shown, and in which order."""
    answer = _ranking(_texts(request))
    return _reply(request, answer, ranking_page(answer))


def _texts(request: web.Request) -> Texts:
    """The texts in the language asked for, else in the one the reader's program likes best."""
    asked = read_query(AboutQuery, request.query).language
    known = [code for tag in asked if (code := tag.partition("-")[0].lower()) in TEXTS]
    accepted = request.headers.get("Accept-Language", "")
    return TEXTS[words_for(known[0] if known else "", accepted).code]


def _emissions(texts: Texts, factors: Factors) -> AboutEmissions:
    electricity = f"{factors.electricity_g_per_kwh:g}"
    return AboutEmissions(
        title=texts.emissions,
        language=texts.code,
        paragraphs=tuple(
            text.format(electricity=electricity) for text in texts.emissions_paragraphs
        ),
        electricity=factors.electricity_g_per_kwh,
        factors=(*_of_modes(factors), *_of_rentals(factors)),
        sources=SOURCES,
    )


def _of_modes(factors: Factors) -> Iterator[Factor]:
    for mode, factor in factors.of.items():
        per_km = factor.per_km
        yield Factor(
            mode=mode.value,
            propulsion=factor.propulsion,
            occupancy=factor.occupancy,
            ghg=round(per_km.ghg_g, 1),
            nox=round(per_km.nox_mg, 1),
            pm10=round(per_km.pm10_mg, 1),
        )


def _of_rentals(factors: Factors) -> Iterator[Factor]:
    for form, propulsion, per_km in factors.rented_per_km():
        yield Factor(
            mode=Mode.RENTAL.value,
            form_factor=form.value,
            propulsion=propulsion,
            occupancy=1,
            ghg=round(per_km.ghg_g, 1),
            nox=round(per_km.nox_mg, 1),
            pm10=round(per_km.pm10_mg, 1),
        )


def _ranking(texts: Texts) -> AboutRanking:
    return AboutRanking(
        title=texts.ranking,
        language=texts.code,
        paragraphs=texts.ranking_paragraphs,
        criteria=tuple(Criterion(sort=s, meaning=text) for s, text in texts.criteria.items()),
    )


def _reply(request: web.Request, answer: msgspec.Struct, page: Html) -> web.Response:
    response = json_reply(answer)
    if "text/html" in request.headers.get("Accept", ""):
        response = web.Response(text=page.text, content_type="text/html")
        response.headers["Content-Security-Policy"] = POLICY
    response.headers["Vary"] = "Accept, Accept-Language"
    return response
