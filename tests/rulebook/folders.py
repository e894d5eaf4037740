"""Folders of the shipped packs, and small folders made for a test."""

from collections.abc import Mapping
from pathlib import Path

from xubao.rulebook.reader import read_terms
from xubao.rulebook.terms import Terms

PACK = Path(__file__).resolve().parents[2] / "packs/cn"

CAMPAIGN = """\
id: small
title: 小活动
version: "1"
purpose: 试验
window: {from: 2026-06-01, to: 2026-12-31}
due: {days_before: 90, days_after: 30}
control: 10%
seed_salt: small
phases: []
budget: {保费折扣: 1000, 专属礼品: 1000}
options:
  all: {title: 全部, action: 电话联系, benefits: [全部], contact_cost: 8}
stacking: {order: [discount], cap: 30%}
response: {message_logit: 0.1, call_logit: 0.3, worth_logit: 4, margin_rate: 15%, source: 假设}
last_checked: 2026-11-01
"""
BENEFITS = """\
items:
  cup: {title: 保温杯, worth: 60, cost: 30}
benefits:
  discount:
    title: 出险优惠
    kind: 保费折扣
    budget: 保费折扣
    for: 续保客户
    table: ladder
    pays: 减免保费
    when: 续保成功
"""
LADDER = "上一年度出险次数,比例\n0,9折\n1..3,5%\n>=3,上浮10%\n"


def files_of(folder: str) -> dict[str, bytes]:
    """Return the files of a folder of the pack, by path relative to it."""
    root = PACK / folder
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def shipped(name: str) -> Terms:
    """Return the terms of a shipped campaign."""
    return read_terms(files_of(f"terms/{name}"))


def small_files(
    *, campaign: str = CAMPAIGN, benefits: str = BENEFITS, tables: Mapping[str, str] | None = None
) -> dict[str, bytes]:
    """Return the files of a campaign with one benefit and one table."""
    texts = {"campaign.yaml": campaign, "benefits.yaml": benefits}
    texts |= {f"tables/{name}.csv": text for name, text in (tables or {"ladder": LADDER}).items()}
    return {name: text.encode() for name, text in texts.items()}


def small(*, campaign: str = CAMPAIGN, benefits: str = BENEFITS, ladder: str = LADDER) -> Terms:
    """Return the terms of the small campaign."""
    return read_terms(small_files(campaign=campaign, benefits=benefits, tables={"ladder": ladder}))
