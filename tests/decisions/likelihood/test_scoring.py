"""Scores hold their contract whatever the frame looks like, and say why in words."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from tests.decisions.likelihood.cast import decisions

from xubao.decisions.likelihood.derived import derive
from xubao.decisions.likelihood.reasons import GROUPS
from xubao.decisions.likelihood.saying import SAYINGS
from xubao.decisions.likelihood.scoring import score
from xubao.decisions.likelihood.training import Model, train
from xubao.glossary.plan_sheets import LIKELIHOOD
from xubao.glossary.refusals import Refusal


@pytest.fixture(scope="module")
def rows() -> pl.DataFrame:
    return decisions(2000)


@pytest.fixture(scope="module")
def model(rows: pl.DataFrame) -> Model:
    return train(rows, until=date(2026, 1, 1), seed=1)


def _reasons(model: Model, frame: pl.DataFrame) -> list[str]:
    return [said for said in score(model, frame).select("reason_1", "reason_2", "reason_3").row(0) if said]


def _like(rows: pl.DataFrame, **own: object) -> pl.DataFrame:
    return rows.head(1).with_columns(pl.lit(value).alias(name) for name, value in own.items())


@pytest.mark.req("C1", "C3")
def test_scores_keep_the_contract_and_the_order_of_the_rows(model, rows):
    scored = LIKELIHOOD.check(score(model, rows.head(50)))
    assert scored["policy_no"].to_list() == rows["policy_no"].head(50).to_list()


def test_reasons_can_be_left_out(model, rows):
    bare = score(model, rows.head(5), with_reasons=False)
    assert bare["reason_1"].null_count() == 5
    assert bare["p_renew"].equals(score(model, rows.head(5))["p_renew"])


def test_no_rows_give_no_scores(model, rows):
    assert score(model, rows.clear()).equals(LIKELIHOOD.empty())


@pytest.mark.req("A17")
def test_columns_in_another_order_and_unknown_ones_change_nothing(model, rows):
    mixed = rows.head(20).select(reversed(rows.columns)).with_columns(pl.lit("?").alias("colour"), x_new=pl.lit(4.0))
    assert score(model, mixed)["p_renew"].to_list() == score(model, rows.head(20))["p_renew"].to_list()


def test_no_outcome_column_changes_nothing(model, rows):
    assert score(model, rows.head(9).drop("renewed")).equals(score(model, rows.head(9)))


def test_a_frame_of_policy_numbers_alone_scores_between_nought_and_one(model, rows):
    scored = score(model, rows.head(3).select("policy_no"))
    assert scored["p_renew"].is_between(0.2, 0.95).all()
    assert scored["reason_1"].null_count() == 3


def test_a_channel_never_seen_scores_as_an_unknown_one(model, rows):
    unseen = score(model, _like(rows, sales_channel="broker"))["p_renew"].item()
    assert unseen == score(model, _like(rows, sales_channel=None))["p_renew"].item()


def test_an_absurd_figure_does_not_carry_the_score_away(model, rows):
    assert 0.0 < score(model, _like(rows, premium_last_fen=1, customer_age=9999.0))["p_renew"].item() < 1.0


def test_policy_numbers_are_needed(model, rows):
    with pytest.raises(Refusal) as refused:
        score(model, rows.drop("policy_no"))
    assert refused.value.code == "sheet.missing_column"


@pytest.mark.req("C3", "C14")
def test_a_dearer_offer_is_said_with_its_figures_and_drives_away(model, rows):
    dearer = _like(rows, premium_last_fen=300_000, premium_offered_fen=390_000, premium_change=0.3)
    assert "保费比上年上涨30%（多900元），更可能流失" in _reasons(model, dearer)


@pytest.mark.req("C3", "C14")
def test_claims_are_said_with_count_and_payment(model, rows):
    hit = _like(rows, claims_last_year=4, paid_last_year_fen=830_050)
    assert "上年出险4次，赔款8301元，更可能流失" in _reasons(model, hit)


def test_long_years_are_said_and_keep(model, rows):
    assert "已连续投保11年，更可能续保" in _reasons(model, _like(rows, consecutive_years=11.0, claims_last_year=0))


def test_a_declared_extra_is_said_by_its_own_name(model, rows):
    from xubao.decisions.likelihood.saying import say_extra

    said = rows.head(1).select(say_extra("x_horse_power", rows.schema["x_horse_power"])).item()
    assert said == f"horse_power为{rows['x_horse_power'][0]:.0f}"


def test_every_group_of_inputs_has_its_sentence():
    assert GROUPS.keys() == SAYINGS.keys()


@pytest.mark.parametrize(
    ("group", "columns", "sentence"),
    [
        ("price", {"premium_change": 0.18, "change_fen": 54_000.0}, "保费比上年上涨18%（多540元）"),
        ("price", {"premium_change": -0.052, "change_fen": -10_000.0}, "保费比上年下降5%（少100元）"),
        ("price", {"premium_change": 0.001, "change_fen": 300.0}, "保费与上年基本持平"),
        ("price", {"premium_last_fen": 300_000}, "上年保费3000元"),
        ("peers", {"peer_gap": 0.1823}, "保费比同类车辆高约20%"),
        ("peers", {"peer_gap": -0.2231}, "保费比同类车辆低约20%"),
        ("claims", {"claims_last_year": 0}, "上年没有出险"),
        ("claims", {"claims_last_year": 2}, "上年出险2次"),
        ("ncd", {"ncd_bp": 8500}, "无赔款优待系数0.85"),
        ("tenure", {"consecutive_years": 1.0}, "首年客户，第一次续保"),
        ("tenure", {"consecutive_years": 3.999}, "已连续投保4年"),
        ("age", {"customer_age": 42.9}, "客户42岁"),
        ("policies", {"policies_of_customer": 3}, "名下在保保单3张"),
        ("vehicle", {"use_class": "family", "vehicle_age": 5.2}, "家庭自用，车龄5年"),
        ("vehicle", {"vehicle_age": 0.4}, "车龄0年"),
        ("channel", {"sales_channel": "agent"}, "代理人渠道客户"),
        ("line", {"line": "compulsory"}, "交强险保单"),
        ("contacts", {"effective_contacts_1y": 0}, "一年内没有有效联系"),
        ("complaints", {"complaints_1y": 2}, "一年内投诉2次"),
        ("phone", {"phone_valid": False}, "手机号无效"),
        ("price", {}, None),
        ("claims", {}, None),
        ("vehicle", {}, None),
    ],
)
def test_a_figure_is_said_as_a_clerk_would(group, columns, sentence):
    known = {name: columns.get(name) for names in GROUPS.values() for name in names}
    assert pl.DataFrame([known]).cast({pl.Null: pl.Float64}).select(SAYINGS[group]).item() == sentence


def test_the_parts_of_the_trees_add_up_to_their_log_odds(model, rows):
    asked = derive(rows.head(200), model.peers)
    rest = model.trees.log_odds(asked) - sum(model.trees.shares(asked).values())
    assert rest == pytest.approx(np.full(200, rest[0]), abs=1e-9)


def test_a_curve_gives_what_its_expansion_gives(model, rows):
    odd = derive(rows.with_columns(sales_channel=None, customer_age=pl.lit(500.0)), model.peers)
    straight = model.linear.basis.expand(odd) @ np.array(model.linear.weights) + model.linear.level
    assert model.linear.log_odds(odd) == pytest.approx(straight, abs=1e-9)
