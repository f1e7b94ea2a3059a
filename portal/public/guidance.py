"""Guidance by country: what not to do, whom to tell, what the law says, with sources and dates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django_countries import countries

from reporting import clock
from reporting.guidance import queries as guidance
from reporting.guidance.refusals import NoSuchCountry
from reporting.refusals import require


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Choose a country. A choice from the list leads to its page."""
    code = request.GET.get("country", "").upper()
    if code:
        require(None if code in countries.countries else NoSuchCountry())
        return redirect("guidance_place", country=code)
    return render(request, "public/guidance_places.html", {"countries": guidance.countries_list()})


@require_safe
def place(request: HttpRequest, country: str) -> HttpResponse:
    return render(request, "public/guidance.html", {"guidance": guidance.for_place(country.upper(), None, at=clock.now())})
