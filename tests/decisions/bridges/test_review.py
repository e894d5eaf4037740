"""Review: answers in, what it was worth out."""

from datetime import date, timedelta

import polars as pl
import pytest
from tests.decisions.evaluation.worlds import TODAY, answer, answers_of, offers_of

from xubao.decisions.bridges.review import Review, review
from xubao.glossary.answer_sheets import ANSWER, EFFECT, OFFER, RESULT

ARMS = ["offer"] * 100 + ["control"] * 50
OFFERS: list[dict[str, object]] = [{"policy_no": f"P{n}", "arm": arm} for n, arm in enumerate(ARMS)]
RENEWED = [answer(f"P{n}", "renewed", cost_fen=1000 if n < 100 else 0) for n in (*range(80), *range(100, 125))]


def reviewed(offers: list[dict[str, object]], answers: list[dict[str, object]], *, today: date = TODAY) -> Review:
    return review(offers_of(*offers), answers_of(*answers) if answers else ANSWER.empty(), today=today)


@pytest.mark.req("U10", "U22")
def test_a_campaign_is_told_in_one_sentence():
    assert reviewed(OFFERS, RENEWED).verdict == "比对照组多留 30.0 个百分点（95%区间 +13.7～+46.3）"


def test_the_effect_has_retention_by_count_by_premium_and_margin_per_yuan():
    effect = EFFECT.check(reviewed(OFFERS, RENEWED).effect)
    assert effect["metric"].to_list() == ["renewal_rate_units", "renewal_rate_premium", "margin_per_yuan"]
    assert effect["difference"][2] == pytest.approx(0.3 * 100 * 48_000 / 80_000)


def test_the_result_keeps_its_contract():
    assert (
        RESULT.check(reviewed(OFFERS, RENEWED).result).filter(pl.col("grouping") == "all")["renewed_count"].item()
        == 105
    )


def test_answers_told_twice_change_nothing():
    once, twice = reviewed(OFFERS, RENEWED), reviewed(OFFERS, RENEWED + RENEWED)
    assert twice.effect.equals(once.effect)
    assert twice.result.equals(once.result)


def test_before_the_window_has_matured_it_says_from_when():
    young = [{**each, "expiry_date": TODAY - timedelta(days=10)} for each in OFFERS]
    found = reviewed(young, RENEWED)
    assert found.effect.equals(EFFECT.empty())
    assert found.verdict == "窗口未成熟：到期满30天的保单还没有，最早 2026-12-12 可以评估"


def test_without_control_it_claims_nothing():
    found = reviewed(OFFERS[:100], RENEWED)
    assert found.effect.equals(EFFECT.empty())
    assert found.verdict.startswith("没有已成熟的对照组")


def test_with_one_control_household_it_claims_nothing():
    assert reviewed(OFFERS[:101], RENEWED).verdict.startswith("尚不能判断")


def test_an_empty_campaign_is_reviewed_as_empty():
    found = review(OFFER.empty(), ANSWER.empty(), today=TODAY)
    assert (found.verdict, found.outcomes.height) == ("名单为空，没有可评估的保单", 0)
