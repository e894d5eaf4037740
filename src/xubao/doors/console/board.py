"""The dashboard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from xubao.desk.access import Person
from xubao.doors.console.entry import page


@page
def open_board(request: HttpRequest, person: Person) -> HttpResponse:
    """Show."""
    return render(request, "console/frame.html", {})
