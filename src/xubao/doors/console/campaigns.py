"""Campaigns."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from xubao.desk.access import Person
from xubao.doors.console.entry import page


@page
def open_campaigns(request: HttpRequest, person: Person, code: str = "") -> HttpResponse:
    """Show."""
    return render(request, "console/frame.html", {})


open_campaign_page = post_basis = post_open = post_rehearsal = open_campaigns
