"""In which language and theme does a person read? Chinese and light until they choose otherwise."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

LANGUAGE_COOKIE = "xubao_language"
THEME_COOKIE = "xubao_theme"
LANGUAGES = ("zh-hans", "en")
THEMES = ("light", "dark")
YEAR = 60 * 60 * 24 * 365


class StoredLanguageMiddleware:
    """Speak the stored language; the browser's own wish is not asked, since this is a Chinese desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the stored language."""
        with translation.override(chosen(request, LANGUAGE_COOKIE, LANGUAGES)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or LANGUAGES[0])
        return response


def chosen(request: HttpRequest, cookie: str, known: tuple[str, ...]) -> str:
    """Return the stored choice, or the first of the known ones."""
    stored = request.COOKIES.get(cookie, "")
    return stored if stored in known else known[0]


def _keep(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return response


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Store the language a person chose."""
    asked = request.POST.get("language", "")
    return _keep(request, LANGUAGE_COOKIE, asked if asked in LANGUAGES else LANGUAGES[0])


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Store the theme a person chose."""
    asked = request.POST.get("theme", "")
    return _keep(request, THEME_COOKIE, asked if asked in THEMES else THEMES[0])
