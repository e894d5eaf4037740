"""What a folder of YAML and CSV says: terms, law, tariff, calendar and examples, each with a fingerprint."""

from collections.abc import Mapping
from typing import Any

from xubao.glossary.dates import Calendar
from xubao.rulebook import calendar_reader, contact_reader, examples, law_reader, tariff_reader, terms_reader
from xubao.rulebook.contact_reader import ContactRule
from xubao.rulebook.examples import Example
from xubao.rulebook.law import Law
from xubao.rulebook.parameters import Tariff
from xubao.rulebook.terms import Terms


def read_tariff(files: Mapping[str, bytes]) -> Tariff:
    """Return the tariff of a folder such as packs/cn/tariff (paths relative to it).

    Raises Refusal campaigns.* naming file and line of what is wrong.
    """
    return tariff_reader.read(files)


def read_terms(files: Mapping[str, bytes]) -> Terms:
    """Return the terms of a folder such as packs/cn/terms/plan-001 (paths relative to it).

    What is still [X] stands in `empties`; raises Refusal campaigns.* naming file and line of what is wrong.
    """
    return terms_reader.read(files)


def read_law(files: Mapping[str, bytes]) -> Law:
    """Return the law of a folder such as packs/cn/law (paths relative to it).

    Raises Refusal campaigns.* naming file and line of what is wrong.
    """
    return law_reader.read(files)


def read_calendar(files: Mapping[str, bytes]) -> Calendar:
    """Return the working days of a folder such as packs/cn/calendar: one YAML file per year."""
    return calendar_reader.read(files)


def read_contact_rules(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the contact settings of a folder such as packs/cn/contact, by the name the contact pier uses."""
    return contact_reader.settings_of(contact_reader.read(files))


def read_contact_law(files: Mapping[str, bytes]) -> tuple[ContactRule, ...]:
    """Return the contact rules themselves (CON-01 ..), with text, source and confidence, for people to read."""
    return contact_reader.read(files)


def read_examples(files: Mapping[str, bytes]) -> tuple[Example, ...]:
    """Return the worked examples of a terms folder (examples.yaml), checked against its terms; none without one."""
    terms = terms_reader.read(files) if examples.EXAMPLES_FILE in files else None
    return examples.read(files, terms=terms)
