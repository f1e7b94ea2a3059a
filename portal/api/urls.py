"""Every address of the API. An intake process mounts only what reporters call."""

from django.conf import settings
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from portal.api import cases, deliveries, endpoints, good_faith, incidents, reports, room, schema


class Number(StringConverter):
    """The number of a case or incident, or the name of an endpoint."""

    regex = "[A-Za-z0-9_-]{4,30}"


class Delivery(StringConverter):
    """The number of a delivery: its message's and its endpoint's."""

    regex = "[a-z0-9_]{4,80}-[a-z0-9_]{4,80}"


register_converter(Number, "number")
register_converter(Delivery, "delivery")

urlpatterns: list[URLPattern] = [
    path("reports", reports.Reports.as_view()),
    path("case", room.Room.as_view()),
    path("case/messages", room.Messages.as_view()),
    path("case/confirmation", room.Confirmations.as_view()),
    path("case/erasure", room.Erasure.as_view()),
]
if settings.PORTAL_ROLE != "intake":
    urlpatterns += [
        path("cases", cases.Cases.as_view()),
        path("cases/<number:number>", cases.OneCase.as_view()),
        path("cases/<number:number>/questions", cases.Questions.as_view()),
        path("incidents", incidents.Incidents.as_view()),
        path("incidents/<number:number>", incidents.OneIncident.as_view()),
        path("incidents/<number:number>/acknowledgement", incidents.Acknowledgement.as_view()),
        path("incidents/<number:number>/position", incidents.Positions.as_view()),
        path("incidents/<number:number>/cause", incidents.Causes.as_view()),
        path("incidents/<number:number>/fixes", incidents.Fixes.as_view()),
        path("incidents/<number:number>/statement", incidents.Statements.as_view()),
        path("good-faith-checks", good_faith.GoodFaithChecks.as_view()),
        path("endpoints", endpoints.Endpoints.as_view()),
        path("endpoints/<number:number>", endpoints.OneEndpoint.as_view()),
        path("endpoints/<number:number>/secret", endpoints.EndpointSecret.as_view()),
        path("endpoints/<number:number>/test", endpoints.EndpointTest.as_view()),
        path("endpoints/<number:number>/replay", endpoints.EndpointReplay.as_view()),
        path("deliveries", deliveries.Deliveries.as_view()),
        path("deliveries/<delivery:number>/replay", deliveries.DeliveryReplay.as_view()),
        path("schema", schema.document_page),
    ]
