"""Is a worked example that does not come out named with what was stated and what was found?"""

from dataclasses import replace

import pytest
from tests.decisions.benefits.benefit_terms import fact, terms_of_pack

from xubao.decisions.bridges.worked_examples import run
from xubao.rulebook.examples import Example, Expected

TERMS = terms_of_pack("plan-001")
FACTS = {name: value for name, value in fact().items() if name != "policy_no"}


def mismatches(benefit: str, expected: Expected) -> list[str]:
    return [each.zh for each in run(TERMS, [Example("例1", "示例", FACTS, {benefit: expected})])]


@pytest.mark.req("E4")
def test_an_example_that_comes_out_gives_no_mismatch() -> None:
    assert [] == mismatches("renewal_rebate", Expected(True, 300, 6_000))


def test_a_wrong_amount_is_named_with_both_amounts_and_the_reason() -> None:
    expected = (
        "算例 例1（示例）：renewal_rebate 的金额应为61.00元，算得60.00元。续保保费返还：按规则第1行，返还3%，合60.00元"
    )
    assert [expected] == mismatches("renewal_rebate", Expected(True, None, 6_100))


def test_a_wrong_rate_is_named() -> None:
    assert "比例应为4%，算得3%" in mismatches("renewal_rebate", Expected(True, 400))[0]


def test_an_item_may_be_named_by_title_or_id() -> None:
    both = [mismatches("renewal_gift", Expected(True, item=name)) for name in ("车载吸尘器", "vacuum")]
    assert [[], []] == both


def test_a_wrong_item_is_named_by_what_people_call_it() -> None:
    assert "物品应为行车记录仪，算得车载吸尘器" in mismatches("renewal_gift", Expected(True, item="行车记录仪"))[0]


def test_a_benefit_that_does_not_concern_the_customer_counts_as_not_given() -> None:
    assert [] == mismatches("new_discount", Expected(given=False))
    assert "结果应为给予，算得不给予" in mismatches("new_discount", Expected(given=True))[0]


def test_changed_terms_break_their_examples() -> None:
    dearer = replace(TERMS, stacking=replace(TERMS.stacking, cap_bp=0))
    assert run(dearer, [Example("例1", "示例", FACTS, {"renewal_rebate": Expected(True, 300, 6_000)})])


def test_no_examples_give_no_mismatch() -> None:
    assert [] == run(TERMS, [])
