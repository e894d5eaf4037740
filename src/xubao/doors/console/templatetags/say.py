"""How a template speaks: two languages side by side, and amounts, days and shares written one way."""

import re
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from xubao.desk.access import Person
from xubao.glossary.money import format_yuan
from xubao.glossary.words import Word

register = template.Library()

NONE = "—"
LINE_BREAK = re.compile(r"\n *")
WAN = 1_000_000  # fen in ten thousand yuan
LOW_CHANCE, HIGH_CHANCE = 0.45, 0.75


def english() -> bool:
    """Return whether the page is read in English."""
    return get_language() == "en"


@register.simple_tag
def say(zh: str, en: str, **values: Any) -> str:
    """Return the sentence in the person's language, with its values put in."""
    chosen = en if english() else zh
    return chosen.format_map(values) if values else chosen


@register.simple_block_tag
def joined(content: str) -> SafeString:
    """Return lines as one, without the space a line break would leave: Chinese puts none between its sentences."""
    return SafeString(LINE_BREAK.sub("", content))


@register.filter
def said(word: Word | str | None) -> str:
    """Return the label of a word of a closed list; a page for nobody in particular has none."""
    if not isinstance(word, Word):
        return NONE
    return word.en if english() else word.zh


@register.filter
def may(person: Person | None, right: str) -> bool:
    """Return whether a person has a right; nobody has none."""
    return person is not None and person.may(right)


@register.filter
def yuan(fen: int | None) -> str:
    """Return fen as grouped yuan with two decimals."""
    return format_yuan(fen)


@register.filter
def wan(fen: int | None) -> str:
    """Return fen as ten thousands of yuan, for charts and totals; the exact amount stands beside it."""
    if fen is None:
        return NONE
    if english():
        return f"¥{fen / 100:,.0f}"
    return f"{fen / WAN:,.2f} 万元" if abs(fen) >= WAN else f"{format_yuan(fen)} 元"


@register.filter
def grouped(number: int | None) -> str:
    """Return a whole number with thousands separated."""
    return NONE if number is None else f"{number:,}"


@register.filter
def share(part: float | None) -> str:
    """Return 0.7213 as 72.1%."""
    return NONE if part is None else f"{part * 100:.1f}%"


@register.filter
def points(part: float | None) -> str:
    """Return a difference of shares, signed, in percentage points."""
    if part is None:
        return NONE
    return f"{part * 100:+.1f} pp" if english() else f"{part * 100:+.1f} 个百分点"


@register.filter
def factor(bp: int | None) -> str:
    """Return basis points as a factor: 8500 becomes 0.8500."""
    return NONE if bp is None else f"{bp / 10_000:.4f}"


@register.filter
def md(day: date | None) -> str:
    """Return a day as 11-29."""
    return NONE if day is None else f"{day:%m-%d}"


@register.filter
def ymd(day: date | None) -> str:
    """Return a day as 2026-11-29."""
    return NONE if day is None else f"{day:%Y-%m-%d}"


@register.filter
def minute(moment: datetime | None) -> str:
    """Return a time as 2026-11-29 14:05."""
    return NONE if moment is None else f"{moment:%Y-%m-%d %H:%M}"


@register.filter
def left(days: int | None) -> str:
    """Return how many days are left, or how long ago it was."""
    if days is None:
        return NONE
    if days < 0:
        return f"lapsed {-days} d" if english() else f"已脱保 {-days} 天"
    if days == 0:
        return "today" if english() else "今天到期"
    return f"{days} d left" if english() else f"还剩 {days} 天"


@cache
def _sprite() -> str:
    return static("vendor/icons.svg")


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """Return an icon of the sprite; it is decoration, the words stand beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#icon-{}"/></svg>',
        kind,
        _sprite(),
        name,
    )


@register.simple_tag
def spark(values: list[float | None], kind: str = "") -> SafeString:
    """Return a small line of values; drawn by attributes alone, since the content policy forbids inline style."""
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return SafeString("")
    low, high = min(value for _, value in known), max(value for _, value in known)
    across, up = 120 / max(1, len(values) - 1), 26 / ((high - low) or 1)
    dots = [
        (round(at * across, 1), round(30 - (value - low) * up - (13 if high == low else 0), 1)) for at, value in known
    ]
    line = " ".join(f"{x},{y}" for x, y in dots)
    area = f"{dots[0][0]},34 {line} {dots[-1][0]},34"
    return format_html(
        '<svg class="spark {}" viewBox="0 0 124 36" preserveAspectRatio="none" aria-hidden="true">'
        '<polygon points="{}"/><polyline points="{}"/></svg>',
        kind,
        area,
        line,
    )


@register.simple_tag
def bar(part: float | None, kind: str = "", label: str = "") -> SafeString:
    """Return a bar filled to a share between 0 and 1."""
    filled = round(100 * min(1.0, max(0.0, part or 0.0)), 1)
    return format_html(
        '<svg class="bar {}" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="bar-ground" width="100" height="6"/><rect class="bar-fill" width="{}" height="6"/>'
        "</svg>",
        kind,
        label or f"{filled}%",
        filled,
    )


@register.simple_tag(takes_context=True)
def address(context: dict[str, Any], **changes: Any) -> str:
    """Return this page's address with some filters changed; an empty value takes its filter away."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
        if value in ("", None):
            del query[name]
    return f"{context['request'].path}?{query.urlencode()}" if query else context["request"].path


@register.filter
def tone(part: float | None) -> str:
    """Return the colour of a chance to renew."""
    if part is None:
        return ""
    return "low" if part < LOW_CHANCE else "middle" if part < HIGH_CHANCE else "high"


@register.filter
def rate(bp: int | None) -> str:
    """Return basis points as a signed percentage: -3000 becomes -30.0%."""
    return NONE if bp is None else f"{bp / 100:+.1f}%"


@register.filter
def whole(number: float) -> str:
    """Return a count that came as a number, grouped."""
    return f"{number:,.0f}"


@register.filter
def signed(number: float) -> str:
    """Return a change of a count with its sign."""
    if not number:
        return "even" if english() else "持平"
    return f"{number:+,.0f}"


@register.simple_tag
def interval(low: float, high: float, middle: float) -> SafeString:
    """Return an interval drawn against nothing happening (zero), on a scale of its own."""
    reach = 1.15 * max(abs(low), abs(high), 1e-9)

    def at(value: float) -> float:
        return round(100 + 100 * value / reach, 1)

    return format_html(
        '<svg class="interval" viewBox="0 0 200 22" preserveAspectRatio="none" aria-hidden="true">'
        '<line class="zero" x1="100" x2="100" y1="0" y2="22"/><rect x="{}" y="8" width="{}" height="6"/>'
        '<rect class="middle" x="{}" y="3" width="3" height="16" rx="1.5"/></svg>',
        at(low),
        round(at(high) - at(low), 1),
        at(middle) - 1.5,
    )
