"""Which law, tariff, calendar and contact rules are in force here, read from the packs folder."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from xubao.decisions.bridges.plan import Rules
from xubao.decisions.contact.permission import ContactRules
from xubao.desk.files import read_tree
from xubao.glossary.dates import Calendar
from xubao.rulebook.law import Law
from xubao.rulebook.parameters import Tariff
from xubao.rulebook.reader import read_calendar, read_contact_rules, read_law, read_tariff
from xubao.rulebook.terms import Terms


def pack_folder() -> Path:
    """Return the folder of the jurisdiction in force."""
    return Path(settings.XUBAO_PACKS) / str(settings.XUBAO_JURISDICTION)


@lru_cache(maxsize=4)
def law_of(folder: Path) -> Law:
    """Return the law of a jurisdiction's folder."""
    return read_law(read_tree(folder / "law"))


@lru_cache(maxsize=4)
def tariff_of(folder: Path) -> Tariff:
    """Return the tariff of a jurisdiction's folder."""
    return read_tariff(read_tree(folder / "tariff"))


@lru_cache(maxsize=4)
def calendar_of(folder: Path) -> Calendar:
    """Return the working days of a jurisdiction's folder."""
    return read_calendar(read_tree(folder / "calendar"))


@lru_cache(maxsize=4)
def contact_rules_of(folder: Path) -> ContactRules:
    """Return when and how often customers may be contacted."""
    read = read_contact_rules(read_tree(folder / "contact"))
    return ContactRules(**{**read, "insurer_name": settings.XUBAO_INSURER})


def rules_for(terms: Terms) -> Rules:
    """Return everything a plan under these terms is bound by."""
    folder = pack_folder()
    return Rules(terms, tariff_of(folder), contact_rules_of(folder), calendar_of(folder))
