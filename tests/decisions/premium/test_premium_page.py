"""Do the worked tables of docs/sums/premium.md come out?"""

from pathlib import Path

import polars as pl
import pytest
from tests.decisions.premium.premium_book import book_of, policy, tariff_of_china

from xubao.decisions.premium.change import explain
from xubao.decisions.premium.formula import multiply_expr
from xubao.glossary.money import divide_half_up, parse_yuan, share_of
from xubao.glossary.plan_sheets import QUOTE

TARIFF = tariff_of_china()
PAGE = (Path(__file__).parents[3] / "docs/sums/premium.md").read_text(encoding="utf-8")


def table_after(title: str) -> list[dict[str, str]]:
    """Return the rows of the table under a ▶ line, by heading."""
    lines = PAGE.split(f"▶ {title}", 1)[1].split("\n\n", 2)[1].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


def bp(text: str) -> int:
    return round(float(text.removesuffix("%")) * (100 if text.endswith("%") else 10_000))


@pytest.mark.req("D3")
@pytest.mark.parametrize("row", table_after("Worked stages"), ids=lambda row: row["premium"])
def test_worked_stages_come_out(row) -> None:
    base = divide_half_up(parse_yuan(row["pure"]) * 10_000, 10_000 - bp(row["expense"]))
    factors = (pl.lit(bp(row[name])) for name in ("NCD", "traffic", "autonomous"))
    premium = pl.select(multiply_expr(pl.lit(base), *factors)).item()
    assert (parse_yuan(row["base"]), parse_yuan(row["premium"])) == (base, premium)


@pytest.mark.parametrize("row", table_after("Coefficient by years"), ids=lambda row: row["years"])
def test_the_table_of_coefficients_comes_out(row) -> None:
    years = int(row["years"])
    for claims in range(9):
        level = TARIFF.ncd_levels.level(insured_years=years, claims=claims, clean_years=0 if claims else years)
        assert bp(row[str(claims)]) == TARIFF.ncd_bp[level]


@pytest.mark.parametrize("row", table_after("Family car"), ids=lambda row: row["region"] + row["record"])
def test_the_compulsory_table_comes_out(row) -> None:
    rate = TARIFF.float_bp[TARIFF.scheme_of[row["region"]], row["record"]]
    assert (bp(row["float"]), parse_yuan(row["premium"])) == (rate, share_of(95_000, 10_000 + rate))


@pytest.mark.parametrize("row", table_after("From 2,666.67"), ids=lambda row: row["premium"])
def test_the_table_of_changes_comes_out(row) -> None:
    book = book_of(policies=[policy(ncd_bp=7000, premium_fen=168_000)])
    now = {"ncd_bp": bp(row["NCD"]), "autonomous_bp": bp(row["autonomous"]), "premium_fen": parse_yuan(row["premium"])}
    said = {"policy_no": "P1", "line": "commercial", "source": "estimate", "band_verdict": "inside", "reason": "-",
            "base_premium_fen": 266_667, "traffic_bp": 10_000, "premium_last_fen": 168_000}  # fmt: skip
    row_of = {**said, **now, "change_fen": parse_yuan(row["premium"]) - 168_000}
    found = explain(QUOTE.shape(pl.DataFrame([row_of])), book).row(0, named=True)
    stated = [parse_yuan(row[name]) for name in ("NCD part", "autonomous part", "rest")]
    assert stated == [found["ncd_fen"], found["autonomous_fen"], found["rest_fen"]]
