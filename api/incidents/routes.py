"""The addresses of incidents: rows of the table of routes."""

from api.geojson import GEOJSON
from api.incidents.public import wire
from api.incidents.public.handlers import incident, incidents
from api.incidents.public.query import IncidentAddress, IncidentsQuery
from api.incidents.staff.body import IncidentBody
from api.incidents.staff.cut import check_incident
from api.incidents.staff.cut_wire import IncidentCheck
from api.incidents.staff.handlers import (
    incident_history,
    own_incidents,
    publish_incident,
    put_incident,
    withdraw_incident,
)
from api.incidents.staff.importing import ImportQuery, IncidentImport, import_incidents
from api.incidents.staff.query import RESERVED, OwnIncidentAddress, OwnIncidentsQuery
from api.incidents.staff.wire import IncidentHistory, OwnIncidents, TakenIncident
from api.route import Route
from maas.keys import Scope

INCIDENT_ROUTES = (
    Route(
        "GET",
        "/v1/incidents",
        IncidentsQuery,
        wire.IncidentsAnswer,
        incidents,
        problems=(400, 404, 503),
        also=(GEOJSON,),
    ),
    Route(
        "POST",
        "/v1/incidents",
        None,
        TakenIncident,
        publish_incident,
        body=IncidentBody,
        problems=(409, 422, 503),
        other=(201,),
        scope=Scope.STAFF,
    ),
    Route(
        "POST",
        "/v1/incidents/check",
        None,
        IncidentCheck,
        check_incident,
        body=IncidentBody,
        problems=(422, 503),
        scope=Scope.STAFF,
    ),
    Route(
        "POST",
        "/v1/incidents/import",
        ImportQuery,
        IncidentImport,
        import_incidents,
        takes="text/csv",
        problems=(409, 503),
        other=(201, 422),
        scope=Scope.STAFF,
    ),
    Route(
        "GET",
        "/v1/incidents/own",
        OwnIncidentsQuery,
        OwnIncidents,
        own_incidents,
        problems=(503,),
        scope=Scope.STAFF,
    ),
    Route(
        "GET",
        "/v1/incidents/{id}",
        None,
        wire.Incident,
        incident,
        problems=(404,),
        address=IncidentAddress,
        beside=RESERVED,
    ),
    Route(
        "PUT",
        "/v1/incidents/{id}",
        None,
        TakenIncident,
        put_incident,
        body=IncidentBody,
        problems=(404, 409, 422, 503),
        address=OwnIncidentAddress,
        beside=RESERVED,
        scope=Scope.STAFF,
    ),
    Route(
        "DELETE",
        "/v1/incidents/{id}",
        None,
        TakenIncident,
        withdraw_incident,
        problems=(404, 503),
        address=OwnIncidentAddress,
        beside=RESERVED,
        scope=Scope.STAFF,
    ),
    Route(
        "GET",
        "/v1/incidents/{id}/history",
        None,
        IncidentHistory,
        incident_history,
        problems=(404, 503),
        address=OwnIncidentAddress,
        beside=RESERVED,
        scope=Scope.STAFF,
    ),
)
"""Of what staff write."""
