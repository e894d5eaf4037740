"""Do the terms in words say what the tables say?"""

import pytest
from tests.rulebook.folders import shipped

from xubao.rulebook.cells import ANY, Cell
from xubao.rulebook.wording import describe, describe_benefit, say_cell


def sentence(campaign: str, benefit: str) -> str:
    terms = shipped(campaign)
    return describe_benefit(next(each for each in terms.benefits if each.id == benefit), terms)


@pytest.mark.parametrize(
    ("name", "cell", "expected"),
    [
        ("claims_last_year", ANY, ""),
        ("claims_last_year", Cell(values=(0,)), "上一年度未出险"),
        ("claims_last_year", Cell(values=(1, 2)), "上一年度出险1次或2次"),
        ("claims_last_year", Cell(low=3), "上一年度出险3次及以上"),
        ("premium_last_fen", Cell(high=300_000), "上一年度保费不满3,000元"),
        ("premium_last_fen", Cell(low=300_000, high=500_050), "上一年度保费3,000元（含）至5,000.50元（不含）"),
        ("loyalty_tier", Cell(values=("gold", "platinum")), "忠诚度等级为金卡或白金"),
        ("referred", Cell(values=(True,)), "由老客户推荐"),
        ("line", Cell(values=("commercial",)), "商业险"),
        ("days_left", Cell(high=8), "距到期天数不满8天"),
    ],
)
def test_a_condition_is_said_as_a_clerk_would(name, cell, expected) -> None:
    assert expected == say_cell(name, cell)


@pytest.mark.req("E4")
def test_a_ladder_is_said_row_by_row() -> None:
    assert (
        "出险次数优惠：续保客户，商业险：上一年度未出险，在前项优惠后再优惠5%（9.5折）；上一年度出险1次，在前项优惠后再优惠3%（9.7折）；"
        "上一年度出险2次，不另优惠；上一年度出险3次及以上，在前项优惠后再上浮10%。续保成功时减免保费。"
    ) == sentence("plan-001", "claims_discount")


def test_a_rebate_says_of_what_and_within_how_many_working_days() -> None:
    said = sentence("plan-001", "renewal_rebate")
    assert "上一年度未出险、上一年度保费不满3,000元，按本次续保保费返还3%" in said
    assert said.endswith("上一年度出险3次及以上，不享受（到账：客户指定的银行账户）。续保成功后10个工作日内支付现金。")


def test_an_offset_says_both_of_its_conditions() -> None:
    assert sentence("plan-001", "first_year_rebate").endswith("按上年保费返还5%。期内无理赔且续保成功时抵扣次年保费。")


def test_a_service_says_its_worth_and_limits() -> None:
    said = sentence("lawful", "rescue")
    assert "核定载客不满10座：获得道路救援（2 次）（价值160元）" in said
    assert "单程拖车 50 公里内" in said


def test_an_open_draw_says_that_it_asks_for_no_renewal() -> None:
    assert sentence("lawful", "safety_quiz_draw").endswith("获得抽奖机会，不以续保为条件。")


@pytest.mark.parametrize("name", ["plan-001", "plan-000", "lawful"])
def test_every_benefit_and_the_way_they_combine_is_said(name) -> None:
    terms, said = shipped(name), "\n".join(describe(shipped(name)))
    assert [] == [benefit.title for benefit in terms.benefits if benefit.title not in said]
    assert "各项合计不超过本次续保保费的" in said


def test_exclusive_benefits_are_said_together() -> None:
    assert "不可同享，取金额较高的一项：续保现金返现、续保积分奖励。" in describe(shipped("plan-000"))
