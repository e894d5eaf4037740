"""Who may come in: every page asks for a login and knows the person behind it."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django_htmx.http import HttpResponseClientRedirect

from xubao.desk.access import Person, person_of

PERSON = "xubao_person"


def page[**P](
    view: Callable[Concatenate[HttpRequest, Person, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Hand the person to a view; whoever has no login, or has left, goes to the login page."""

    def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        person = person_of(request.user)
        if person is None:
            return to_login(request)
        setattr(request, PERSON, person)
        return view(request, person, *args, **kwargs)

    update_wrapper(opened, view)
    return opened


def person_here(request: HttpRequest) -> Person | None:
    """Return the person a page was opened for."""
    found = getattr(request, PERSON, None)
    return found if isinstance(found, Person) else None


def is_fragment(request: HttpRequest) -> bool:
    """Return whether HTMX asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def to_login(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the login page; a login without a member of staff behind it ends."""
    if request.user.is_authenticated:
        logout(request)
    if is_fragment(request):
        return HttpResponseClientRedirect("/login/")
    return redirect_to_login(request.get_full_path())
