"""Do the worked examples that travel with the terms come out as they say?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from xubao.decisions.benefits.worth import grant
from xubao.glossary.money import format_yuan
from xubao.glossary.plan_sheets import FACT
from xubao.rulebook.examples import Example, Expected
from xubao.rulebook.terms import Terms


@dataclass(frozen=True)
class Mismatch:
    """One part of one example that came out otherwise: what was stated, what the terms gave, and why."""

    example: str
    title: str
    benefit: str
    part: str
    expected: str
    found: str
    reason: str

    @property
    def zh(self) -> str:
        """Return the sentence a campaign manager reads."""
        said = f"算例 {self.example}（{self.title}）：{self.benefit} 的{self.part}应为{self.expected}，算得{self.found}"
        return f"{said}。{self.reason}" if self.reason else said


def run(terms: Terms, examples: Sequence[Example]) -> list[Mismatch]:
    """Return every mismatch of the examples, in their order; none means that the terms do what they say.

    All examples go through `worth.grant` as one FACT sheet, as policies do. A part that an example does not state is
    not compared.
    """
    if not examples:
        return []
    rows = [{"policy_no": str(number), **example.facts} for number, example in enumerate(examples)]
    facts = FACT.shape(pl.DataFrame(rows, schema=FACT.schema))
    found = {(row["policy_no"], row["benefit_id"]): row for row in grant(facts, terms=terms).iter_rows(named=True)}
    mismatches = []
    for number, example in enumerate(examples):
        for benefit, expected in example.expect.items():
            row = found.get((str(number), benefit), {})
            for part, wanted, got in _differences(expected, row, terms):
                reason = str(row.get("reason", ""))
                mismatches.append(Mismatch(example.id, example.title, benefit, part, wanted, got, reason))
    return mismatches


def _differences(expected: Expected, row: Mapping[str, object], terms: Terms) -> list[tuple[str, str, str]]:
    """Return (part, stated, found) of each part that differs; an empty row stands for nothing given."""
    given = bool(row.get("eligible", False))
    if given != expected.given:
        words = {True: "给予", False: "不给予"}
        return [("结果", words[expected.given], words[given])]
    if not given:
        return []
    item = str(row["item"] or "")
    title = terms.items[item].title if item else "无"
    differences = []
    if expected.rate_bp is not None and expected.rate_bp != row["rate_bp"]:
        differences.append(("比例", _percent(expected.rate_bp), _percent(row["rate_bp"])))
    if expected.worth_fen is not None and expected.worth_fen != row["worth_fen"]:
        differences.append(("金额", _yuan(expected.worth_fen), _yuan(row["worth_fen"])))
    if expected.item is not None and expected.item not in (item, title):
        differences.append(("物品", expected.item, title))
    return differences


def _percent(rate_bp: object) -> str:
    return f"{rate_bp / 100:g}%" if isinstance(rate_bp, int) else "无"


def _yuan(fen: object) -> str:
    assert isinstance(fen, int)
    return f"{format_yuan(fen)}元"
