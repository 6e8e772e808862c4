"""`GET /v1/sources/{id}/report`: what a source was like in a month."""

from zoneinfo import ZoneInfo

from aiohttp import web

from api.accept import preferred
from api.keys import NOW, PORTS, SERVED
from api.page.languages import words_for
from api.query import read_query
from api.reply import JSON, json_reply
from api.reports.page import POLICY, report_page
from api.reports.query import ReportQuery, month_of
from api.reports.render import Subject, render_report
from api.reports.table import to_csv
from api.reports.texts import TEXTS, Texts
from api.reports.wire import SourceReport
from api.sources.handlers import find_source
from maas.model import SourceId

CSV, HTML = "text/csv", "text/html"
FORMS = {"json": JSON, "csv": CSV, "html": HTML}


async def source_report(request: web.Request) -> web.Response:
    """What a source was like in a month, to be sent to its producer: hours live, age, what fits."""
    served, now = request[SERVED], request.app[NOW]()
    query = read_query(ReportQuery, request.query)
    source = find_source(served, request.match_info["id"])
    zone = served.coverage.zone
    month = month_of(query.month, zone, now)
    hours, outages = await request.app[PORTS].history.find(
        SourceId(source.id), month.since, month.until
    )
    subject = Subject(source, served.sources, served.coverage.name, zone, now)
    report = render_report(subject, month, hours, outages)
    form = FORMS[query.format] if query.format else preferred(_accept(request), (*FORMS.values(),))
    response = _in_form(form, report, _texts(request, query), served.coverage.zone)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _in_form(form: str, report: SourceReport, texts: Texts, zone: ZoneInfo) -> web.Response:
    if form == JSON:
        return json_reply(report)
    if form == CSV:
        response = web.Response(text=to_csv(report), content_type=CSV, charset="utf-8")
        name = f"{report.source}-{report.month}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    page = report_page(report, texts, zone)
    response = web.Response(text=page.text, content_type=HTML, charset="utf-8")
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _accept(request: web.Request) -> str:
    return ",".join(request.headers.getall("Accept", ()))


def _texts(request: web.Request, query: ReportQuery) -> Texts:
    """The words in the language asked for, else in the one the reader's program likes best."""
    known = [code for tag in query.language if (code := tag.partition("-")[0].lower()) in TEXTS]
    accepted = request.headers.get("Accept-Language", "")
    return TEXTS[words_for(known[0] if known else "", accepted).code]
