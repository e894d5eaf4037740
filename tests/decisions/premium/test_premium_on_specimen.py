"""Does the quote foresee what the specimen, which prices on its own, charges next?"""

from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest
from tests.decisions.premium.premium_book import tariff_of_china

from xubao.decisions.book.specimen.making import make_specimen
from xubao.decisions.premium.formula import quote
from xubao.glossary.book_sheets import POLICY
from xubao.glossary.plan_sheets import DUE

DAY = date(2026, 9, 1)


@pytest.fixture(scope="module")
def foreseen() -> pl.DataFrame:
    """Return the quotes of 1 September beside the premiums that were charged weeks later."""
    whole = make_specimen(policies=12_000, seed=4, years=4, until=date(2026, 11, 22)).book
    late = pl.col("signed_on") > DAY
    known = whole.policies.filter(~late).with_columns(pl.lit(None).alias("offered_premium_fen"))
    book = replace(whole, policies=POLICY.shape(known))
    charged = whole.policies.filter(late).drop_nulls("previous_policy_no")
    true = charged.select(
        pl.col("previous_policy_no").alias("policy_no"),
        pl.col("ncd_bp").alias("true_ncd_bp"),
        pl.col("premium_fen").alias("true_fen"),
    )
    due = book.policies.filter(pl.col("expiry_date") < DAY + timedelta(days=75)).join(true, on="policy_no")
    said = {"customer_type": "renewal", "household_no": "H", "band": "near", "owner_code": "S", "owner_reason": "-"}
    due = DUE.shape(due.with_columns(pl.lit(9).alias("days_left"), *(pl.lit(v).alias(k) for k, v in said.items())))
    return quote(due, book, tariff=tariff_of_china(), today=DAY).join(true, on="policy_no")


@pytest.mark.req("D3")
def test_nine_of_ten_next_ncd_factors_are_foreseen(foreseen) -> None:
    found = foreseen.filter(line="commercial")
    assert found.height > 50
    assert (found["ncd_bp"] == found["true_ncd_bp"]).mean() >= 0.85


@pytest.mark.req("D3")
def test_nearly_every_compulsory_premium_is_foreseen_to_the_fen(foreseen) -> None:
    found = foreseen.filter(line="compulsory").drop_nulls("base_premium_fen")
    assert found.height > 50
    assert (found["premium_fen"] == found["true_fen"]).mean() >= 0.95
