"""The explanations as pages without scripts, in the looks of the page."""

from base64 import b64encode
from hashlib import sha256

from msgspec import UNSET

from api.about.answers import AboutEmissions, AboutRanking, Factor
from api.about.texts import TEXTS
from api.page.markup import Html, join, tag
from api.page.style import STYLE

LOOKS = STYLE + "table{border-collapse:collapse}th,td{text-align:left;padding:.15rem .9rem 0 0}"
POLICY = (
    "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src "
    f"'sha256-{b64encode(sha256(LOOKS.encode()).digest()).decode()}'"
)
"""The Content-Security-Policy of these pages: nothing but their own style."""


def emissions_page(answer: AboutEmissions) -> Html:
    """How emissions are reckoned, for people."""
    texts = TEXTS[answer.language]
    rows = [
        tag("tr", tag("th", _mode(factor), scope="row"), *(tag("td", cell) for cell in cells))
        for factor in answer.factors
        for cells in [
            (
                factor.propulsion,
                f"{factor.occupancy:g}",
                f"{factor.ghg:g}",
                f"{factor.nox:g}",
                f"{factor.pm10:g}",
            )
        ]
    ]
    head = tag("tr", *(tag("th", name, scope="col") for name in texts.columns))
    sources = tag("ul", *(tag("li", source) for source in answer.sources))
    table = tag("table", tag("thead", head), tag("tbody", *rows))
    return _page(answer, table, tag("h2", texts.sources), sources)


def _mode(factor: Factor) -> str:
    return factor.mode if factor.form_factor is UNSET else f"{factor.mode} {factor.form_factor}"


def ranking_page(answer: AboutRanking) -> Html:
    """Which ways are shown, for people."""
    rows = (
        join((tag("dt", tag("code", f"sort={criterion.sort}")), tag("dd", criterion.meaning)))
        for criterion in answer.criteria
    )
    return _page(answer, tag("dl", *rows))


def _page(answer: AboutEmissions | AboutRanking, *below: Html) -> Html:
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("title", answer.title),
        tag("style", Html(LOOKS)),
    )
    paragraphs = [tag("p", text) for text in answer.paragraphs]
    main = tag("main", tag("h1", answer.title), *paragraphs, *below)
    html = tag("html", head, tag("body", main), lang=answer.language)
    return join((Html("<!doctype html>"), html))
