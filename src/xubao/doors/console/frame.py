"""What stands around every page: who is here, where they may go, whose console it is, what day it is."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from xubao.desk.access import Person
from xubao.desk.procedure import today
from xubao.doors.console.entry import person_here
from xubao.doors.console.language import LANGUAGE_COOKIE, LANGUAGES, THEME_COOKIE, THEMES, chosen


@dataclass(frozen=True)
class Place:
    """An entry of the navigation."""

    address: str
    icon: str
    zh: str
    en: str
    right: str
    here: bool = False


PLACES = (
    Place("/", "layout-dashboard", "经营看板", "Dashboard", "see_board"),
    Place("/worklist", "phone-call", "续保工作台", "Worklist", "see_worklist"),
    Place("/customers", "users", "客户", "Customers", "see_customer"),
    Place("/campaigns", "speakerphone", "活动", "Campaigns", "see_campaign"),
)


def places_of(person: Person, path: str) -> list[Place]:
    """Return the entries this role may open, in the order of the day."""
    return [
        Place(place.address, place.icon, place.zh, place.en, place.right, here=_holds(place.address, path))
        for place in PLACES
        if person.may(place.right)
    ]


def first_place(person: Person) -> str:
    """Return where a person starts: the first page their role may open."""
    return next((place.address for place in PLACES if person.may(place.right)), "/customers")


def _holds(address: str, path: str) -> bool:
    return path == address if address == "/" else path.startswith(address)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of a page needs."""
    person = person_here(request)
    return {
        "person": person,
        "places": places_of(person, request.path) if person else [],
        "insurer": settings.XUBAO_INSURER,
        "hotline": settings.XUBAO_HOTLINE,
        "today": today(),
        "theme": chosen(request, THEME_COOKIE, THEMES),
        "language": chosen(request, LANGUAGE_COOKIE, LANGUAGES),
        "english": get_language() == "en",
        "htmx_config": HTMX_CONFIG,
    }


HTMX_CONFIG = (
    '{"allowEval":false,"includeIndicatorStyles":false,"historyCacheSize":0,"responseHandling":'
    '[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"[45]..","swap":true,"error":true}]}'
)
"""No eval and no injected style (the content policy forbids both); refusals are shown, not swallowed."""
