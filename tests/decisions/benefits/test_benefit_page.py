"""Does the worked table of docs/sums/benefits.md come out?"""

from pathlib import Path

import pytest
from tests.decisions.benefits.benefit_terms import benefit, fact, sheet, terms_with

from xubao.decisions.benefits.worth import grant
from xubao.glossary.money import parse_yuan
from xubao.rulebook.tables import Row, Table
from xubao.rulebook.terms import Stacking
from xubao.rulebook.values import parse_rate

PAGE = (Path(__file__).parents[3] / "docs/sums/benefits.md").read_text(encoding="utf-8")
LINES = PAGE.split("▶ Quoted premium", 1)[1].split("\n\n", 2)[1].splitlines()[2:]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in LINES]


@pytest.mark.req("F8")
@pytest.mark.parametrize("row", ROWS, ids=" ".join)
def test_the_worked_table_of_stacking_comes_out(row) -> None:
    a, b, c, cap, *worths, total = row
    outputs = {"a": ("rate_bp", parse_rate(a)), "b": ("rate_bp", parse_rate(b)), "c": ("amount_fen", parse_yuan(c))}
    listed = [
        (benefit(name), Table(name, "", (), (output,), (Row((), (value,)),)))
        for name, (output, value) in outputs.items()
    ]
    stacking = Stacking(("a", "b"), (), None if cap == "-" else parse_rate(cap))
    found = grant(sheet(fact(premium_quote_fen=200_000)), terms=terms_with(listed, stacking))["worth_fen"].to_list()
    assert ([parse_yuan(worth) for worth in worths], parse_yuan(total)) == (found, sum(found))
