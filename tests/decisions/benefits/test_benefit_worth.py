"""Is every benefit of the plans worth what the terms say, to the fen, with its reason?"""

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.decisions.benefits.benefit_terms import benefit, fact, sheet, terms_of_pack, terms_with

from xubao.decisions.benefits.single import grant_one
from xubao.decisions.benefits.worth import grant
from xubao.rulebook.cells import ANY
from xubao.rulebook.tables import Row, Table
from xubao.rulebook.terms import Item, Stacking

PLANS = {name: terms_of_pack(name) for name in ("plan-001", "plan-000", "lawful")}
FREE = Stacking((), (), None)


def worths(plan: str, **changes: Any) -> dict[str, int]:
    found = grant(sheet(fact(**changes)), terms=PLANS[plan]).filter("eligible")
    return dict(zip(found["benefit_id"], found["worth_fen"], strict=True))


@pytest.mark.req("F2", "F3", "F4", "F5", "F6")
@pytest.mark.parametrize(("claims", "yuan"), [(0, 90), (1, 54), (2, None), (3, -180), (7, -180)])
def test_the_claims_discount_comes_on_top_of_nine_tenths(claims, yuan) -> None:
    found = worths("plan-001", claims_last_year=claims)
    assert 20_000 == found["renewal_discount"]
    assert found.get("claims_discount") == (yuan and yuan * 100)


@pytest.mark.req("F11", "F12", "F13", "F14", "F15", "F16")
@pytest.mark.parametrize(
    ("last", "claims", "rate_bp"),
    [(299_999, 0, 300), (300_000, 0, 400), (499_999, 0, 400), (500_000, 0, 500), (300_000, 1, 200), (500_000, 2, 100),
     (500_000, 3, None)],
)  # fmt: skip
def test_the_renewal_rebate_follows_premium_and_claims(last, claims, rate_bp) -> None:
    found = worths("plan-001", premium_last_fen=last, claims_last_year=claims, premium_quote_fen=1_000_000)
    assert found.get("renewal_rebate") == (rate_bp and rate_bp * 100)


@pytest.mark.req("F19", "F20", "F21", "F22")
@pytest.mark.parametrize(
    ("last", "tier", "item"),
    [(299_999, "none", "vacuum"), (300_000, "silver", "dash_camera"), (500_000, "none", "purifier"),
     (299_999, "gold", "dash_camera"), (300_000, "platinum", "purifier")],
)  # fmt: skip
def test_the_gift_follows_premium_and_loyalty(last, tier, item) -> None:
    facts = sheet(fact(premium_last_fen=last, loyalty_tier=tier, premium_quote_fen=1_000_000))
    found = grant(facts, terms=PLANS["plan-001"]).filter(benefit_id="renewal_gift").row(0, named=True)
    gift = PLANS["plan-001"].items[item]
    assert (item, gift.worth_fen, gift.cost_fen) == (found["item"], found["worth_fen"], found["cost_fen"])


@pytest.mark.req("F1", "F9", "F10", "F24", "F25", "F27", "F28")
def test_a_new_customer_gets_discount_first_year_offset_and_service_pack() -> None:
    found = worths("plan-001", customer_type="new", premium_last_fen=500_000, premium_quote_fen=500_000)
    expected = {"new_discount": 25_000, "first_year_rebate": 25_000, "rescue_unlimited": 30_000,
                "safety_check": 12_000, "repair_coupon": 18_000, "daily_draw": 300, "share_draw": 300}  # fmt: skip
    assert expected == found


@pytest.mark.req("F9")
def test_a_claim_in_the_first_year_rules_out_its_rebate() -> None:
    facts = sheet(fact(customer_type="new", claims_last_year=1))
    found = grant(facts, terms=PLANS["plan-001"]).filter(benefit_id="first_year_rebate").row(0, named=True)
    assert (False, 0) == (found["eligible"], found["worth_fen"])
    assert found["reason"] == "首年保费返还：按规则第1行，期内已出险，不再享受"


@pytest.mark.req("G1", "G2")
def test_a_referred_customer_gets_a_discount_on_what_the_new_customer_discount_leaves() -> None:
    found = worths("plan-001", customer_type="new", referred=True, premium_last_fen=500_000, premium_quote_fen=500_000)
    assert (25_000, 9_500, 20_000) == (found["new_discount"], found["referee_discount"], found["referral_reward"])


@pytest.mark.req("F7", "E6")
@pytest.mark.parametrize(("years", "tenure"), [(1, 4_000), (2, 10_000), (3, 10_000), (4, 20_000)])
def test_the_early_discount_applies_to_what_the_tenure_ladder_leaves(years, tenure) -> None:
    found = worths("plan-000", renewal_years=years, days_left=40)
    assert (tenure, (200_000 - tenure) // 5) == (found["tenure_discount"], found["stage_discount"])


@pytest.mark.req("F8")
def test_cash_back_and_points_exclude_each_other() -> None:
    facts = sheet(fact(premium_quote_fen=1_000_000, value_tier="high"))
    found = grant(facts, terms=PLANS["plan-000"]).filter(pl.col("benefit_id").is_in(["cash_back", "points_back"]))
    assert 1 == found["eligible"].sum()
    assert "不可同享" in found.filter(~pl.col("eligible"))["reason"].item()


@pytest.mark.req("F17")
def test_the_rebate_says_by_when_it_is_paid_and_by_which_row() -> None:
    found = grant(sheet(fact()), terms=PLANS["plan-001"]).filter(benefit_id="renewal_rebate").row(0, named=True)
    assert ("续保成功后10个工作日内", 1, "cash") == (found["due_rule"], found["table_row"], found["pays"])
    assert found["reason"] == "续保保费返还：按规则第1行，返还3%，合60.00元"


@pytest.mark.parametrize("plan", PLANS)
def test_compulsory_cover_gets_nothing_under_any_terms(plan) -> None:
    assert grant(sheet(fact(line="compulsory")), terms=PLANS[plan]).is_empty()


@pytest.mark.parametrize("plan", PLANS)
def test_every_benefit_of_a_plan_has_a_row_for_whom_it_concerns(plan) -> None:
    facts = sheet(fact(), fact(policy_no="P2", customer_type="new"))
    found = set(grant(facts, terms=PLANS[plan])["benefit_id"])
    assert {one.id for one in PLANS[plan].benefits} == found


def test_cost_is_that_of_the_item_times_take_up_and_our_share() -> None:
    table = Table("gift", "", (), ("item",), (Row((), ("cup",)),))
    one = benefit("gift", take_up_bp=3000, cost_share_bp=5000)
    found = grant(sheet(fact()), terms=terms_with([(one, table)], FREE, Item("cup", "杯子", 9_900, 6_001)))
    assert (9_900, 900) == found.select("worth_fen", "cost_fen").row(0)


def test_a_surcharge_is_a_loss_to_the_customer_and_refills_no_budget() -> None:
    facts = sheet(fact(claims_last_year=3))
    found = grant(facts, terms=PLANS["plan-001"]).filter(benefit_id="claims_discount").row(0, named=True)
    assert (True, -18_000, 0) == (found["eligible"], found["worth_fen"], found["cost_fen"])
    assert found["reason"] == "出险次数优惠：按规则第4行，上浮10%，合180.00元"


def test_a_table_without_a_matching_row_gives_nothing_and_says_so() -> None:
    table = Table("none", "", ("seats",), ("rate_bp",), ())
    found = grant(sheet(fact()), terms=terms_with([(benefit("none"), table)], FREE)).row(0, named=True)
    assert (False, None, "none：规则中没有符合的情形，不享受") == (
        found["eligible"], found["table_row"], found["reason"]
    )  # fmt: skip


def test_an_unknown_fact_meets_only_a_wildcard() -> None:
    table = Table("free", "", ("seats",), ("rate_bp",), (Row((ANY,), (100,)),))
    found = grant(sheet(fact(seats=None)), terms=terms_with([(benefit("free"), table)], FREE))
    assert 2_000 == found["worth_fen"].item()


EDGES = st.fixed_dictionaries(
    {
        "customer_type": st.sampled_from(["renewal", "new"]),
        "line": st.sampled_from(["commercial", "commercial", "compulsory"]),
        "claims_last_year": st.integers(0, 4),
        "premium_last_fen": st.sampled_from([0, 1, 299_999, 300_000, 300_001, 499_999, 500_000, 123_457]),
        "premium_quote_fen": st.sampled_from([0, 1, 299_999, 300_000, 500_000, 123_457]),
        "renewal_years": st.integers(0, 5),
        "days_left": st.sampled_from([-30, 0, 7, 8, 30, 31, 90]),
        "loyalty_tier": st.sampled_from(["none", "silver", "gold", "platinum"]),
        "value_tier": st.sampled_from(["high", "middle", "low"]),
        "vehicle_class": st.sampled_from(["economy", "middle", "premium"]),
        "use_class": st.sampled_from(["family", "company", "rental", None]),
        "seats": st.sampled_from([None, 4, 9, 10]),
        "referred": st.booleans(),
    }
)


@pytest.mark.parametrize("plan", PLANS)
@settings(deadline=None, max_examples=4)
@given(st.lists(EDGES, min_size=40, max_size=60))
def test_columns_and_the_reference_of_one_policy_agree(plan, drawn) -> None:
    facts = sheet(*(fact(policy_no=f"P{number}", **each) for number, each in enumerate(drawn)))
    expected = {
        (row["policy_no"], each.benefit.id): (
            each.eligible, each.row, each.rate_bp, each.worth_fen, each.cost_fen, each.item if each.eligible else None
        )
        for row in facts.iter_rows(named=True)
        for each in grant_one(row, terms=PLANS[plan])
    }  # fmt: skip
    columns = ("policy_no", "benefit_id", "eligible", "table_row", "rate_bp", "worth_fen", "cost_fen", "item")
    found = grant(facts, terms=PLANS[plan]).select(columns).iter_rows()
    assert expected == {row[:2]: row[2:] for row in found}
