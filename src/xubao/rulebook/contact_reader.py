"""How the contact rules are read: each with its source, and the settings that the product enforces."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from xubao.glossary.refusals import Refusal
from xubao.glossary.words import Confidence, ContactChannel
from xubao.rulebook.source import Section, open_yaml
from xubao.rulebook.tariff_reader import refuse_empties
from xubao.rulebook.terms import Empty
from xubao.rulebook.values import DAY, FLAG, TEXT, WHOLE, Kind, word

TIME: Kind[time] = Kind('时刻（如 "09:00"）', time.fromisoformat, time())
SETTINGS: dict[str, Kind[Any]] = {
    "call_from": TIME,
    "call_until": TIME,
    "message_from": TIME,
    "message_until": TIME,
    "first_contact_days_before": WHOLE,
    "win_back_days": WHOLE,
    "callback_days": WHOLE,
    "marketing_per_week": WHOLE,
    "calls_per_day": WHOLE,
    "touches_per_cycle": WHOLE,
    "cycle_days_before": WHOLE,
    "default_daily_calls": WHOLE,
    "message_channel": word(ContactChannel),
    "consent_on_file": FLAG,
    "insurer_name": TEXT,
}
"""Settings that a contact rule may fix, by the name under which the contact pier asks for them."""


@dataclass(frozen=True)
class ContactRule:
    """One rule of contact (CON-01 ..): what it says, where from, and the settings it fixes."""

    id: str
    title: str
    text: str
    source: str
    confidence: Confidence
    last_checked: date
    settings: Mapping[str, Any]


def read(files: Mapping[str, bytes]) -> tuple[ContactRule, ...]:
    """Return the contact rules of a folder; a setting fixed by two rules is refused."""
    empties: list[Empty] = []
    top = open_yaml(files, "rules.yaml", empties)
    rules = tuple(_read_rule(name, section) for name, section in top.named("rules").items())
    top.done()
    refuse_empties(empties)
    return rules


def settings_of(rules: tuple[ContactRule, ...]) -> dict[str, Any]:
    """Return all settings by name; a setting that two rules fix is refused."""
    settings: dict[str, Any] = {}
    for rule in rules:
        for name, value in rule.settings.items():
            if name in settings:
                raise Refusal("campaigns.double_key", file="rules.yaml", line=0, key=f"{rule.id}.{name}")
            settings[name] = value
    return settings


def _read_rule(name: str, section: Section) -> ContactRule:
    fixed: dict[str, Any] = {}
    if "settings" in section.nodes:
        child = section.child("settings")
        fixed = {key: child.take(key, SETTINGS[key]) for key in child.nodes if key in SETTINGS}
        child.done()
    rule = ContactRule(
        name,
        section.take("title", TEXT),
        section.take("text", TEXT),
        section.take("source", TEXT),
        section.take("confidence", word(Confidence)),
        section.take("last_checked", DAY),
        fixed,
    )
    section.done()
    return rule
