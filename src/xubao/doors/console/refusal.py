"""How does a page say no? A refusal becomes a page or a fragment with its status, sentence and remedy."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from xubao.desk.failures import refusal_for
from xubao.doors.console.entry import is_fragment
from xubao.doors.console.login import locked_out
from xubao.glossary.refusals import Refusal


class RefusalMiddleware:
    """Translate refusals once, and a lock-out after too many wrong passwords."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and dress the bare answer of the lock."""
        response = self.get_response(request)
        return locked_out(request) if getattr(request, "axes_locked_out", False) else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal, or a failure of the database, into an answer; leave every fault of ours to Django."""
        refusal = exception if isinstance(exception, Refusal) else refusal_for(exception)
        return refused(request, refusal) if refusal else None


def sentences(refusal: Refusal) -> dict[str, object]:
    """Return what a refusal says and what to do about it, in the person's language."""
    english = get_language() == "en"
    return {
        "code": refusal.code,
        "status": refusal.kind.status,
        "sentence": refusal.en if english else refusal.zh,
        "remedy": refusal.remedy_en if english else refusal.remedy_zh,
    }


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return the page of a refusal, or for HTMX the notice that is shown above what the person was doing."""
    told = sentences(refusal)
    if not is_fragment(request):
        return render(request, "console/refused.html", told, status=refusal.kind.status)
    response = render(request, "console/notice_refused.html", told, status=refusal.kind.status)
    response["HX-Retarget"] = "#notice"
    response["HX-Reswap"] = "innerHTML"
    return response
