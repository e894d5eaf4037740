"""How a value is written by people: 950元, 9折, 5%, 0.65, 2026-06-01, 是."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xubao.glossary.money import BASIS, parse_yuan
from xubao.glossary.words import Word

_PERCENT = re.compile(r"^(-?\d+(?:\.\d{1,2})?)%$")
_ZHE = re.compile(r"^(\d(?:\.\d{1,3})?|\d\d)折$")
_SURCHARGE = re.compile(r"^上浮(\d+(?:\.\d{1,2})?)%$")
_FACTOR = re.compile(r"^-?\d+(\.\d{1,4})?$")
_FLAGS = {"是": True, "否": False, "true": True, "false": False}


@dataclass(frozen=True)
class Kind[T]:
    """A kind of value: what it is called, how it is read (ValueError if it cannot be), what stands for [X]."""

    zh: str
    parse: Callable[[str], T]
    blank: T


def parse_rate(text: str) -> int:
    """Return basis points of `5%` (500), of `9折` (1000: what is saved), of `上浮10%` (-1000: what is added)."""
    if found := _PERCENT.match(text):
        return int(Decimal(found[1]) * 100)
    if found := _ZHE.match(text):
        tenths = Decimal(found[1]) / 10 if len(found[1]) == 2 else Decimal(found[1])
        return BASIS - int(tenths * 1000)
    if found := _SURCHARGE.match(text):
        return -int(Decimal(found[1]) * 100)
    raise ValueError(text)


def parse_factor(text: str) -> int:
    """Return basis points of a factor such as 0.65."""
    if not _FACTOR.match(text):
        raise ValueError(text)
    return int(Decimal(text) * BASIS)


def _parse_flag(text: str) -> bool:
    if text not in _FLAGS:
        raise ValueError(text)
    return _FLAGS[text]


def _parse_text(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return text.strip()


def word[W: Word](words: type[W]) -> Kind[W]:
    """Return the kind whose values are the words of a closed list, stored or Chinese."""
    known = {word.value: word for word in words} | {word.zh: word for word in words}

    def parse(text: str) -> W:
        if text not in known:
            raise ValueError(text)
        return known[text]

    return Kind("、".join(f"{word.zh}（{word.value}）" for word in words), parse, next(iter(words)))


TEXT: Kind[str] = Kind("文字", _parse_text, "")
WHOLE: Kind[int] = Kind("整数", int, 0)
FLAG: Kind[bool] = Kind("是或否", _parse_flag, False)
DAY: Kind[date] = Kind("日期（如 2026-06-01）", date.fromisoformat, date.min)
YUAN: Kind[int] = Kind("金额（元，如 1,200 或 0.05）", parse_yuan, 0)
RATE: Kind[int] = Kind("比例（如 5%、9折、上浮10%）", parse_rate, 0)
FACTOR: Kind[int] = Kind("系数（如 0.65）", parse_factor, 0)
REAL: Kind[float] = Kind("小数", float, 0.0)
