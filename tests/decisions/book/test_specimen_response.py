"""Who stays in the specimen follows the real aggregates, and the truth holds together."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest
from tests.decisions.book.specimen_case import UNTIL, mean, specimen

from xubao.decisions.book.specimen import calibration as real
from xubao.decisions.book.specimen.response import chance, felt_change

BIG = (20_000, 5)
ACTIONS = ["p_none", "p_message", "p_call", "p_call_worth_05", "p_call_worth_10", "p_call_worth_20"]


def _matured() -> pl.DataFrame:
    book = specimen(*BIG).book
    renewed = book.policies.select(policy_no="previous_policy_no", stayed=pl.lit(True)).drop_nulls("policy_no")
    claims = book.claims.group_by("policy_no").len("claims")
    past = book.policies.filter(pl.col("cancelled_on").is_null() & (pl.col("expiry_date") < UNTIL - timedelta(days=40)))
    rows = past.join(renewed, on="policy_no", how="left").join(claims, on="policy_no", how="left")
    change = pl.col("offered_premium_fen") / pl.col("premium_fen") - 1
    return rows.with_columns(pl.col("claims").fill_null(0), pl.col("stayed").fill_null(False), change=change)


def _lapse(rows: pl.DataFrame) -> float:
    return 1 - mean(rows["stayed"])


def test_between_sixty_and_seventy_five_of_a_hundred_policies_are_renewed():
    assert 0.60 < 1 - _lapse(_matured()) < 0.75


def test_the_dearer_the_more_lapse():
    rows = _matured().filter(pl.col("line") == "commercial")
    bands = [(-1, -0.02), (-0.02, 0.02), (0.02, 0.15), (0.15, 9)]

    lapses = [_lapse(rows.filter(pl.col("change").is_between(*band, closed="left"))) for band in bands]
    assert lapses == sorted(lapses)


def test_one_claim_makes_leave_as_in_the_real_book():
    rows = _matured().filter(pl.col("line") == "commercial")

    assert _lapse(rows.filter(pl.col("claims") == 1)) > _lapse(rows.filter(pl.col("claims") == 0)) + 0.05


def test_the_longer_with_us_the_fewer_lapse():
    rows = _matured()
    bands = [(1, 1), (2, 3), (6, 40)]

    lapses = [_lapse(rows.filter(pl.col("consecutive_years").is_between(*band))) for band in bands]
    assert lapses == sorted(lapses, reverse=True)


def test_brokers_keep_fewer_than_agents():
    rows = _matured()

    assert _lapse(rows.filter(pl.col("sales_channel") == "broker")) > _lapse(
        rows.filter(pl.col("sales_channel") == "agent")
    )


def test_every_past_term_shows_the_quote_its_customer_was_given():
    filled = _matured().group_by("stayed").agg(pl.col("offered_premium_fen").is_not_null().mean())

    assert filled["offered_premium_fen"].to_list() == [1.0, 1.0]


def test_a_renewed_policy_costs_what_was_quoted():
    policies = specimen().book.policies
    following = policies.select(policy_no="previous_policy_no", paid="premium_fen").drop_nulls("policy_no")
    both = policies.join(following, on="policy_no")

    assert both["offered_premium_fen"].equals(both["paid"], check_names=False)


@pytest.mark.parametrize("name", ["TENURE", "AGE", "VEHICLE_AGE", "CLAIMS"])
def test_every_band_of_the_real_aggregates_has_one_rate(name):
    edges, lapse = getattr(real, f"{name}_EDGES"), getattr(real, f"{name}_LAPSE")

    assert len(lapse) == len(edges) + 1
    assert all(0 < rate < 1 for rate in lapse)


def test_a_rising_price_is_felt_ever_more_and_no_change_not_at_all():
    felt = felt_change(np.linspace(-0.5, 0.8, 53))

    assert (np.diff(felt) >= 0).all()
    assert felt_change(np.array([0.0])).item() == pytest.approx(0)


def test_the_mean_customer_answers_the_price_as_the_real_book_did():
    base = -real.logit((0.1819,)).item()
    shown = chance(base - 2.4 * (felt_change(np.array([0.005, 0.035, 0.2])) - felt_change(np.array([0.005]))))

    assert (1 - shown).tolist() == pytest.approx([0.1819, 0.2286, 0.294], abs=1e-6)


def test_each_chance_in_the_truth_is_that_of_its_lifts():
    truth = specimen().truth
    logit, call, worth = (truth[name].to_numpy() for name in ("logit_none", "lift_call", "lift_worth"))

    assert np.allclose(chance(logit), truth["p_none"])
    assert np.allclose(chance(logit + truth["lift_message"].to_numpy()), truth["p_message"])
    assert np.allclose(chance(logit + call + 0.1 * worth), truth["p_call_worth_10"])


def test_more_worth_never_makes_leave():
    ladder = specimen().truth.select(ACTIONS[2:]).to_numpy()

    assert (np.diff(ladder, axis=1) >= 0).all()


def test_some_are_annoyed_by_calls_and_most_are_not():
    lifts = specimen().truth["lift_call"]

    assert 0.05 < mean(lifts < 0) < 0.35
    assert mean(lifts) > 0


def test_nobody_with_a_wrong_phone_is_moved_by_anything():
    wrong = specimen().truth.filter(~pl.col("phone_true"))

    assert wrong.height > 0
    assert (wrong["p_none"] == wrong["p_call_worth_20"]).all()
    assert wrong["p_answer"].max() == 0


def test_dear_customers_value_benefits_most():
    moved = specimen().truth.filter("phone_true")

    assert moved.select(pl.corr("lift_price", "lift_worth")).item() < -0.9


def test_draws_are_spread_evenly():
    counts = np.histogram(specimen(*BIG).truth["draw"], bins=4, range=(0, 1))[0]

    assert counts.min() > 0.9 * counts.max()


def test_what_will_happen_without_us_is_close_to_what_happened():
    alone = mean(specimen(*BIG).truth["p_none"])

    assert alone == pytest.approx(1 - _lapse(_matured()), abs=0.08)
