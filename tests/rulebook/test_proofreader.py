"""Does the proofreader find what is wrong with some terms, with a customer as witness, and nothing else?"""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rulebook.folders import BENEFITS, CAMPAIGN, files_of, shipped, small, small_files

from xubao.rulebook.cells import ANY, Cell, matches
from xubao.rulebook.proof_tables import examine
from xubao.rulebook.proofreader import proofread, proofread_law, proofread_tariff
from xubao.rulebook.reader import read_law, read_tariff, read_terms
from xubao.rulebook.tables import Row, Table, first_hit
from xubao.rulebook.terms import Phase

TODAY = date(2026, 11, 22)


def remarks(ladder: str) -> dict[str, str]:
    return {remark.code: remark.message_zh for remark in proofread(small(ladder=ladder)) if remark.severe}


@pytest.mark.parametrize("name", ["plan-001", "plan-000", "lawful"])
def test_the_shipped_campaigns_have_nothing_severe(name) -> None:
    assert [] == [remark.message_zh for remark in proofread(shipped(name), on=TODAY) if remark.severe]


def test_a_sound_table_has_no_remark() -> None:
    assert {} == remarks("上一年度出险次数,比例\n0,9折\n1..3,5%\n>=3,上浮10%\n")


def test_a_gap_is_shown_by_a_customer_nobody_answers() -> None:
    found = remarks("上一年度出险次数,比例\n0,9折\n1,5%\n>=3,-\n")
    assert "出险优惠：没有规则回答这样的客户——上一年度出险次数 2次、险种 商业险" == found["gap"]


def test_a_gap_between_two_bands_of_premium_is_found_to_the_fen() -> None:
    found = remarks("上一年度保费,比例\n<3000,3%\n3000.01..5000,4%\n>=5000,5%\n")
    assert "上一年度保费 3,000元" in found["gap"]


def test_a_gap_in_the_product_of_two_columns_is_found() -> None:
    found = remarks("忠诚度等级,上一年度保费,比例\n普通|银卡,*,3%\n金卡,*,4%\n白金,>=3000,5%\n")
    assert "忠诚度等级 白金、上一年度保费 0元" in found["gap"]


def test_a_row_hidden_by_those_above_is_named() -> None:
    found = remarks("上一年度出险次数,比例\n<3,5%\n2,4%\n>=3,-\n")
    assert {"hidden_row": "出险优惠：第2行永远轮不到，被前面的行全部遮住"} == found


def test_a_row_hidden_by_several_together_is_named() -> None:
    found = remarks("上一年度出险次数,比例\n<2,5%\n2..5,4%\n1..4,3%\n>=5,-\n")
    assert "第3行永远轮不到" in found["hidden_row"]


def test_more_claims_must_not_pay_more() -> None:
    found = remarks("上一年度出险次数,比例\n0,3%\n1,5%\n>=2,-\n")
    assert "上一年度出险次数 1次 的客户比 上一年度出险次数 0次 的客户得到更多" in found["ladder"]


def test_a_surcharge_for_fewer_claims_is_a_wrong_ladder() -> None:
    assert "ladder" in remarks("上一年度出险次数,比例\n0,上浮10%\n>=1,0%\n")


def test_longer_tenure_must_not_pay_less() -> None:
    found = remarks("连续续保年限,比例\n<2,2%\n2..4,5%\n>=4,4%\n")
    assert "连续续保年限 4年 的客户比 连续续保年限 2年 的客户得到更少" in found["ladder"]


def test_a_higher_tier_must_not_get_a_cheaper_gift() -> None:
    benefits = BENEFITS.replace("cup: {", "pen: {title: 笔, worth: 5, cost: 2}\n  cup: {")
    table = "忠诚度等级,物品\n普通|银卡,保温杯\n金卡|白金,笔\n"
    terms = read_terms(small_files(benefits=benefits, tables={"ladder": table}))
    assert "忠诚度等级 金卡 的客户比 忠诚度等级 银卡 的客户得到更少" in next(
        remark.message_zh for remark in proofread(terms) if remark.code == "ladder"
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("保费折扣: 1000", "保费折扣: 0"), "no_budget"),
        (("保费折扣: 1000, ", ""), "no_budget"),
        (("control: 10%", "control: 0%"), "no_control"),
        (("control: 10%", "control: 60%"), "large_control"),
        (("to: 2026-12-31", "to: 2026-05-31"), "window"),
        (("[全部]", "[]"), "not_offered"),
        (("order: [discount]", "order: []"), "no_order"),
        (("source: 假设", "source: 2026 年对照组"), None),
    ],
)
def test_what_is_wrong_beside_the_tables_is_named(change, code) -> None:
    assert change[0] in CAMPAIGN
    found = {remark.code for remark in proofread(small(campaign=CAMPAIGN.replace(*change)))} - {"assumed"}
    assert ({code} if code else set()) == found


@pytest.mark.parametrize(
    ("days", "wrong"),
    [(((1, 5), (6, 9)), False), (((1, 5), (5, 9)), True), (((6, 9), (1, 5)), True), (((5, 1), (6, 9)), True)],
)
def test_phases_follow_each_other(days, wrong) -> None:
    phases = tuple(Phase(f"p{n}", f"第{n}阶段", *(date(2026, 6, day) for day in each)) for n, each in enumerate(days))
    assert wrong == ("phases" in {remark.code for remark in proofread(replace(small(), phases=phases))})


def test_an_item_without_a_price_is_named() -> None:
    terms = replace(shipped("plan-001"), items={})
    assert "续保专属礼品：物品「vacuum」没有价格" in {remark.message_zh for remark in proofread(terms)}


@pytest.mark.parametrize(("on", "stale"), [(date(2028, 11, 1), False), (date(2028, 11, 2), True)])
def test_terms_are_stale_two_years_after_their_last_check(on, stale) -> None:
    assert stale == ("stale" in {remark.code for remark in proofread(small(), on=on)})


def test_terms_that_nobody_ever_checked_are_named() -> None:
    assert "unchecked" in {remark.code for remark in proofread(replace(small(), last_checked=None))}


def test_weak_sources_of_the_tariff_and_the_law_are_named() -> None:
    tariff = proofread_tariff(read_tariff(files_of("tariff")), on=TODAY)
    law = proofread_law(read_law(files_of("law")), on=TODAY)
    assert ([3, 1], {"weak_source"}) == ([len(tariff), len(law)], {remark.code for remark in (*tariff, *law)})


def test_a_tariff_and_a_law_grow_stale() -> None:
    on = date(2029, 1, 1)
    found = (
        *proofread_tariff(read_tariff(files_of("tariff")), on=on),
        *proofread_law(read_law(files_of("law")), on=on),
    )
    assert {"stale", "weak_source"} == {remark.code for remark in found}


claims = st.one_of(
    st.just(ANY),
    st.builds(lambda n: Cell(values=(n,)), st.integers(0, 5)),
    st.builds(lambda low, more: Cell(low=low, high=low + more), st.integers(0, 5), st.integers(1, 3)),
    st.builds(lambda low: Cell(low=low), st.integers(0, 5)),
)
ladders = st.lists(st.tuples(claims, claims), min_size=1, max_size=5).map(
    lambda rows: Table(
        "t",
        "t",
        ("claims_last_year", "renewal_years"),
        ("rate_bp",),
        tuple(Row(row, (place,)) for place, row in enumerate(rows)),
    )
)


@settings(max_examples=150)
@given(ladders)
def test_the_grid_of_cut_points_finds_exactly_what_trying_everybody_finds(table) -> None:
    fixed = [
        column[0] if len(set(column)) == 1 else ANY for column in zip(*(row.cells for row in table.rows), strict=True)
    ]
    everybody = [
        first_hit(table, {"claims_last_year": a, "renewal_years": b})
        for a in range(12)
        for b in range(12)
        if matches(fixed[0], a) and matches(fixed[1], b)
    ]
    reached = {hit.row for hit in everybody}
    faults = examine(table, {})
    assert (faults.gap is not None) == (None in reached)
    assert set(faults.hidden_rows) == set(range(1, len(table.rows) + 1)) - reached
