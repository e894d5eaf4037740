"""Is a terms folder read as written, and is a wrong one refused with its place?"""

import random

import pytest
from tests.rulebook.folders import BENEFITS, CAMPAIGN, LADDER, files_of, shipped, small, small_files

from xubao.glossary.refusals import Refusal
from xubao.glossary.words import Action, BenefitKind, BudgetLine
from xubao.rulebook.cells import Cell
from xubao.rulebook.proofreader import require_complete
from xubao.rulebook.reader import read_terms

PLANS = ("plan-001", "plan-000", "lawful", "plan-001-empty")


def refused(files) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_terms(files)
    return caught.value


@pytest.mark.req("E4")
def test_a_campaign_carries_window_options_and_response() -> None:
    terms = small()
    assert ("small", 90, 1000, 1500) == (
        terms.id,
        terms.due_days_before,
        terms.control_share_bp,
        terms.response.margin_rate_bp,
    )
    assert [("all", Action.CALL, ("*",), 800)] == [
        (option.id, option.action, option.benefits, option.contact_cost_fen) for option in terms.options
    ]


def test_a_benefit_carries_kind_budget_and_condition() -> None:
    benefit = small().benefits[0]
    assert (BenefitKind.PREMIUM_DISCOUNT, BudgetLine.DISCOUNT) == (benefit.kind, benefit.budget_line)
    assert ("renewal", "premium_quote_fen", "reduce_premium", ("renewed",), 10_000) == (
        benefit.customer_type,
        benefit.base,
        benefit.pays,
        benefit.when,
        benefit.take_up_bp,
    )


def test_a_table_keeps_its_rows_and_asks_for_commercial_cover_besides() -> None:
    table = small().tables["discount"]
    assert (("claims_last_year", "line"), ("rate_bp",)) == (table.inputs, table.outputs)
    assert [(1000,), (500,), (-1000,)] == [row.outputs for row in table.rows]
    assert {Cell(values=("commercial",))} == {row.cells[1] for row in table.rows}


def test_a_table_may_name_its_columns_as_they_are_stored() -> None:
    stored = LADDER.replace("上一年度出险次数", "claims_last_year").replace("比例", "rate_bp")
    assert small().tables == small(ladder=stored).tables


def test_a_single_value_is_a_table_of_one_row_with_its_conditions() -> None:
    benefits = BENEFITS.replace("table: ladder", "item: 保温杯\n    only: {核定载客: <10, 忠诚度等级: 金卡|白金}")
    table = read_terms(small_files(benefits=benefits)).tables["discount"]
    assert (("line", "seats", "loyalty_tier"), (("cup",),)) == (table.inputs, tuple(r.outputs for r in table.rows))
    assert (Cell(high=10), Cell(values=("gold", "platinum"))) == table.rows[0].cells[1:]


@pytest.mark.req("F1", "F2", "F3", "F4", "F5", "F6", "G2")
def test_plan_001_holds_every_discount_of_the_plan() -> None:
    terms = shipped("plan-001")
    rates = {name: [row.outputs[0] for row in terms.tables[name].rows] for name in terms.stacking.order}
    assert {
        "new_discount": [500],
        "referee_discount": [200],
        "renewal_discount": [1000],
        "claims_discount": [500, 300, 0, -1000],
    } == rates


@pytest.mark.req("F9", "F10", "F11", "F12", "F13", "F14", "F15", "F16", "G1")
def test_plan_001_says_how_and_when_money_is_given_back() -> None:
    known = {benefit.id: benefit for benefit in shipped("plan-001").benefits}
    said = {
        name: (each.pays, each.when, each.due_working_days)
        for name, each in known.items()
        if each.kind in (BenefitKind.PREMIUM_OFFSET, BenefitKind.CASH_REBATE, BenefitKind.REFERRAL_CASH)
    }
    assert {
        "first_year_rebate": ("offset_next_year", ("no_claim", "renewed"), None),
        "renewal_rebate": ("cash", ("renewed",), 10),
        "referral_reward": ("cash", (), 10),
    } == said


@pytest.mark.req("P10")
def test_plan_001_has_nine_budget_lines_and_their_total() -> None:
    budget = shipped("plan-001").budget
    assert (set(BudgetLine), 65_500_000) == (set(budget), sum(budget.values()))


@pytest.mark.req("S1", "S2", "S3", "S4")
def test_plan_001_has_four_phases_one_after_the_other() -> None:
    days = [day.isoformat() for phase in shipped("plan-001").phases for day in (phase.first_day, phase.last_day)]
    assert (8, sorted(days), "2026-06-01") == (len(days), days, days[4])


@pytest.mark.req("F7", "F8", "E5", "E6", "E7", "F26", "F29", "F30", "F31", "F32", "F33", "F34", "F35")
def test_plan_000_holds_every_benefit_of_the_plan() -> None:
    said = {each for benefit in shipped("plan-000").benefits for each in benefit.requirement.split()}
    services = {f"F{number}" for number in (26, *range(29, 38))}
    assert {"F7", "F8", "E5", "E6", "E7", "G4"} | services == said


@pytest.mark.parametrize("name", ["plan-001", "plan-000", "lawful"])
def test_a_shipped_campaign_is_complete(name) -> None:
    require_complete(shipped(name))
    assert () == shipped(name).empties


@pytest.mark.parametrize("name", PLANS)
def test_the_fingerprint_does_not_hang_on_the_order_of_reading(name) -> None:
    files = list(files_of(f"terms/{name}").items())
    shuffled = random.Random(7).sample(files, len(files))
    assert shipped(name).fingerprint == read_terms(dict(shuffled)).fingerprint


def test_the_fingerprint_stands_for_every_byte() -> None:
    assert small().fingerprint != small(ladder=LADDER.replace("5%", "6%")).fingerprint


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (("campaign", "control: 10%", "control: 很多"), "bad_value", "campaign.yaml 第 7 行的「control」为「很多」"),
        (("campaign", "control: 10%\n", ""), "missing_key", "缺少「control」"),
        (("campaign", "seed_salt", "sed_salt"), "missing_key", "缺少「seed_salt」"),
        (("campaign", "phases: []", "phases: []\ncolour: red"), "unknown_key", "第 10 行有不认识的项「colour」"),
        (("campaign", "phases: []", "phases: []\nid: again"), "double_key", "第 10 行的「id」重复"),
        (("campaign", "phases: []", "phases: [}"), "broken_yaml", "campaign.yaml 第 9 行的格式有误"),
        (("campaign", "专属礼品: 1000", "礼物: 1000"), "unknown_reference", "「budget」指向不存在的「礼物」"),
        (("campaign", "专属礼品: 1000", "合计: 900"), "budget_total", "合计为 900.00 元，九项之和为 1,000.00 元"),
        (("campaign", "[全部]", "[lottery]"), "unknown_reference", "指向不存在的「lottery」"),
        (("campaign", "order: [discount]", "order: [rebate]"), "unknown_reference", "stacking.order"),
        (("campaign", "from: 2026-06-01", "from: 六月"), "bad_value", "「window.from」为「六月」"),
        (("benefits", "kind: 保费折扣", "kind: 打折"), "bad_value", "「benefits.discount.kind」为「打折」"),
        (("benefits", "table: ladder", "table: missing"), "missing_file", "缺少文件 tables/missing.csv"),
        (("benefits", "table: ladder", "item: 茶杯"), "unknown_reference", "「茶杯」"),
        (("benefits", "table: ladder", "rate: 9折\n    amount: 5"), "bad_value", "四者之一"),
        (("benefits", "for: 续保客户", "for: 所有人"), "bad_value", "「benefits.discount.for」为「所有人」"),
        (("benefits", "worth: 60", "worth: 六十"), "bad_value", "「items.cup.worth」为「六十」"),
        (("benefits", "pays: 减免保费", "only: {星座: 双鱼}\n    pays: 减免保费"), "unknown_column", "「星座」"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(change, code, place) -> None:
    file, old, new = change
    texts = {"campaign": CAMPAIGN, "benefits": BENEFITS}
    assert old in texts[file]
    texts[file] = texts[file].replace(old, new)
    found = refused(small_files(campaign=texts["campaign"], benefits=texts["benefits"]))
    assert (f"campaigns.{code}", True) == (found.code, place in found.zh), found.zh


@pytest.mark.parametrize(
    ("ladder", "code", "place"),
    [
        ("星座,比例\n双鱼,5%\n", "unknown_column", "tables/ladder.csv 的列「星座」"),
        ("比例,上一年度出险次数\n5%,0\n", "bad_heads", "先写条件列、后写结果列"),
        ("上一年度出险次数,比例\n0,五折\n", "bad_cell", "第 1 行「比例」为「五折」"),
        ("上一年度出险次数,比例\n*,1%\n3..1,5%\n", "bad_cell", "第 2 行「上一年度出险次数」为「3..1」"),
        ("上一年度出险次数,比例\n0,5%,多\n", "row_length", "第 1 行有 3 格，表头有 2 列"),
        ("上一年度出险次数,比例\n", "no_rows", "没有规则行"),
        ("忠诚度等级,比例\n钻石,5%\n", "bad_cell", "普通、银卡、金卡、白金"),
    ],
)
def test_a_wrong_table_is_refused_with_its_row(ladder, code, place) -> None:
    found = refused(small_files(tables={"ladder": ladder}))
    assert (f"campaigns.{code}", True) == (found.code, place in found.zh), found.zh


def test_another_encoding_is_refused() -> None:
    files = small_files() | {"campaign.yaml": CAMPAIGN.encode("gb18030")}
    assert "campaigns.not_utf8" == refused(files).code


def test_an_empty_file_is_refused() -> None:
    assert "campaigns.empty_file" == refused(small_files() | {"benefits.yaml": b"# nothing\n"}).code


def test_a_missing_campaign_names_what_is_there() -> None:
    files = small_files()
    del files["campaign.yaml"]
    assert "缺少文件 campaign.yaml，现有：benefits.yaml、tables/ladder.csv" == refused(files).zh
