"""The addresses of what people report: rows of the table of routes."""

from api.geojson import GEOJSON
from api.public_reports.body import JudgementBody, ReportBody
from api.public_reports.handlers import (
    confirm_report,
    reject_report,
    report,
    reports,
    take_report,
)
from api.public_reports.query import ReportAddress, ReportsQuery
from api.public_reports.wire import Report, Reports, TakenReport
from api.route import Route
from api.series.handler import CSV
from maas.keys import Scope

REPORT_ROUTES = (
    Route("GET", "/v1/reports", ReportsQuery, Reports, reports, also=(GEOJSON, CSV)),
    Route(
        "POST",
        "/v1/reports",
        None,
        TakenReport,
        take_report,
        body=ReportBody,
        problems=(404, 422, 429, 503),
        other=(201,),
        scope=Scope.PARTNER,
        may_open=True,
    ),
    Route("GET", "/v1/reports/{id}", None, Report, report, problems=(404,), address=ReportAddress),
    Route(
        "POST",
        "/v1/reports/{id}/confirm",
        None,
        TakenReport,
        confirm_report,
        body=JudgementBody,
        problems=(404, 503),
        address=ReportAddress,
        scope=Scope.STAFF,
    ),
    Route(
        "POST",
        "/v1/reports/{id}/reject",
        None,
        TakenReport,
        reject_report,
        problems=(404, 503),
        address=ReportAddress,
        scope=Scope.STAFF,
    ),
)
