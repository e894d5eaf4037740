"""Are worked examples read as written, and wrong ones refused?"""

import pytest
from tests.rulebook.folders import files_of, small_files

from xubao.glossary.plan_sheets import FACT
from xubao.glossary.refusals import Refusal
from xubao.rulebook.examples import DEFAULTS, Expected, parse_expected
from xubao.rulebook.reader import read_examples

ONE = """\
examples:
  - id: one
    title: 一例
    facts: {上一年度出险次数: 1, 续保报价: 2800, 忠诚度等级: 金卡}
    expect: {discount: 5% = 140元}
"""


def with_examples(text: str) -> dict[str, bytes]:
    return small_files() | {"examples.yaml": text.encode()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("无", Expected(given=False)),
        ("152元", Expected(True, worth_fen=15_200)),
        ("4%", Expected(True, rate_bp=400)),
        ("上浮10% = -360元", Expected(True, rate_bp=-1000, worth_fen=-36_000)),
        ("保温杯（2 只）", Expected(True, item="保温杯（2 只）")),
        ("保温杯 = 60元", Expected(True, item="保温杯", worth_fen=6_000)),
    ],
)
def test_what_is_expected_is_read_as_written(text, expected) -> None:
    assert expected == parse_expected(text)


def test_an_example_states_some_facts_and_takes_the_rest_from_an_ordinary_car() -> None:
    (example,) = read_examples(with_examples(ONE))
    said = {"claims_last_year": 1, "premium_quote_fen": 280_000, "loyalty_tier": "gold"}
    assert ({**DEFAULTS, **said}, {"discount": Expected(True, 500, 14_000)}) == (example.facts, example.expect)


def test_the_ordinary_car_has_every_fact_that_tables_may_ask() -> None:
    assert set(FACT.columns) - {"policy_no"} == set(DEFAULTS)


def test_a_folder_without_examples_has_none() -> None:
    assert () == read_examples(small_files())


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("discount: 5%", "rebate: 5%", "指向不存在的「rebate」"),
        ("5% = 140元", "热水袋", "指向不存在的「热水袋」"),
        ("续保报价", "报价", "不认识的项「facts"),
        ("忠诚度等级: 金卡", "忠诚度等级: 钻石", "「钻石」"),
        ("title: 一例", "titel: 一例", "缺少「examples[1].title」"),
        ("5% = 140元", "[X]", "未填写 [X]"),
    ],
)
def test_a_wrong_example_is_refused(old, new, place) -> None:
    with pytest.raises(Refusal) as refused:
        read_examples(with_examples(ONE.replace(old, new)))
    assert place in refused.value.zh.replace("examples[1].", "", 0 if "title" in place else 1)


@pytest.mark.parametrize("name", ["plan-001", "plan-000", "lawful"])
def test_the_shipped_campaigns_carry_examples_for_every_benefit(name) -> None:
    examples = read_examples(files_of(f"terms/{name}"))
    counts = {name: sum(name in each.expect for each in examples) for each in examples for name in each.expect}
    assert all(count >= 1 for count in counts.values())
    assert len(examples) >= 9
