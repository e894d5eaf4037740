"""The world that answers a campaign is one world, whatever window it is looked at through."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.decisions.book.specimen_case import UNTIL, highest, lowest, mean, offers_of, specimen

from xubao.decisions.book.specimen.potential import potential, true_effect
from xubao.decisions.book.specimen.world import Answered, answer
from xubao.glossary.answer_sheets import ANSWER
from xubao.glossary.book_sheets import POLICY
from xubao.glossary.dates import expiry_of

FIRST = UNTIL + timedelta(days=1)
LAST = UNTIL + timedelta(days=450)


def _offers(**changes: object) -> pl.DataFrame:
    return offers_of(specimen()).with_columns(**{name: pl.lit(value) for name, value in changes.items()})


def _answered(offers: pl.DataFrame | None = None, since: date = FIRST, until: date = LAST, seed: int = 1) -> Answered:
    found = _offers() if offers is None else offers
    return answer(found, truth=specimen().truth, since=since, until=until, seed=seed)


def _kinds(answered: Answered, kind: str) -> pl.DataFrame:
    return answered.answers.filter(pl.col("kind") == kind)


def test_answers_and_renewals_keep_their_contracts():
    answered = _answered()

    assert ANSWER.check(answered.answers).height > POLICY.check(answered.renewals).height > 0


@settings(max_examples=6, deadline=None)
@given(st.integers(1, 449), st.integers(0, 2**32))
def test_two_windows_in_a_row_are_one_window(cut, seed):
    middle = UNTIL + timedelta(days=cut)
    early, late = _answered(until=middle, seed=seed), _answered(since=middle + timedelta(days=1), seed=seed)
    whole = _answered(seed=seed)

    assert pl.concat([early.answers, late.answers]).equals(whole.answers)
    assert pl.concat([early.renewals, late.renewals]).sort("policy_no").equals(whole.renewals.sort("policy_no"))


def test_the_order_and_company_of_offers_change_nothing():
    half = _offers().reverse().gather_every(2)
    names = half.select("policy_no")

    assert _answered(half).answers.equals(_answered().answers.join(names, on="policy_no", how="semi"))


def test_nothing_happens_before_the_offer_nor_outside_the_window():
    answered = _answered(since=date(2026, 1, 1), until=UNTIL + timedelta(days=30))
    days = answered.answers["at"].dt.date()

    assert lowest(days) == FIRST
    assert highest(days) <= UNTIL + timedelta(days=30)


def test_who_renews_is_who_drew_less_than_the_chance_of_what_was_done():
    found = potential(_offers(), specimen().truth)
    wanted = found.filter(pl.col("draw") < pl.col("p"))["policy_no"]

    assert set(_kinds(_answered(), "renewed")["policy_no"]) == set(wanted)


@pytest.mark.parametrize(
    ("action", "worth_bp", "column"),
    [
        ("none", 0, "p_none"),
        ("wait", 0, "p_none"),
        ("message", 0, "p_message"),
        ("notice", 0, "p_message"),
        ("call", 0, "p_call"),
        ("call", 1_000, "p_call_worth_10"),
    ],
)
def test_every_action_has_the_chance_that_the_truth_lists(action, worth_bp, column):
    offers = offers_of(specimen(), action=action, every=10**9, worth_bp=worth_bp).slice(1)
    found = potential(offers, specimen().truth)

    assert np.allclose(found["p"], found[column], atol=2e-3)


def test_a_dearer_quote_keeps_fewer_and_a_cheaper_one_more():
    quotes = {
        name: _offers(premium_quote_fen=0).with_columns(
            (pl.col("premium_last_fen") * factor).cast(pl.Int64).alias("premium_quote_fen")
        )
        for name, factor in (("cheaper", 0.7), ("same", 1.0), ("dearer", 1.3))
    }
    kept = {name: mean(potential(offers, specimen().truth)["p"]) for name, offers in quotes.items()}

    assert kept["cheaper"] > kept["same"] > kept["dearer"]


def test_the_control_arm_gets_no_benefit_even_where_one_is_written_down():
    given_none, given_some = (
        potential(_offers(arm="control", worth_fen=worth), specimen().truth)["p"] for worth in (0, 50_000)
    )

    assert given_some.equals(given_none)


def test_every_offered_policy_ends_renewed_or_lost_and_never_both():
    ends = _answered().answers.filter(pl.col("kind").is_in(["renewed", "lost"]))

    assert sorted(ends["policy_no"]) == sorted(_offers()["policy_no"])


def test_a_renewal_follows_a_quote_and_the_contact_that_led_to_it():
    first = _answered().answers.group_by("policy_no", "kind").agg(pl.col("at").min()).pivot("kind", index="policy_no")
    renewed = first.drop_nulls("renewed")

    assert (renewed["quoted"] < renewed["renewed"]).all()
    assert renewed.select(pl.col("reached").fill_null(date(2000, 1, 1)) < pl.col("renewed")).to_series().all()


def test_calls_and_renewals_happen_at_hours_when_people_are_awake():
    times = _answered().answers["at"].dt.time()

    assert lowest(times).hour >= 8
    assert highest(times).hour <= 21


def test_renewals_come_around_the_expiry():
    expiry = _offers().select("policy_no", "expiry_date")
    away = (
        _kinds(_answered(), "renewed")
        .join(expiry, on="policy_no")
        .select((pl.col("at").dt.date() - pl.col("expiry_date")).dt.total_days())
        .to_series()
    )

    assert lowest(away) >= -31
    assert highest(away) <= 29


def test_a_wrong_phone_answers_no_call_and_receives_no_message():
    wrong = specimen().truth.filter(~pl.col("phone_true"))["policy_no"]
    heard = _answered().answers.filter(pl.col("kind").is_in(["reached", "delivered", "complained"]))

    assert set(heard["policy_no"]).isdisjoint(set(wrong))


def test_whom_a_call_moved_had_answered_it():
    moved = potential(_offers(), specimen().truth).filter(
        (pl.col("action") == "call") & pl.col("renews") & (pl.col("draw") >= pl.col("p_untouched"))
    )

    assert moved.height > 20
    assert set(moved["policy_no"]) <= set(_kinds(_answered(), "reached")["policy_no"])


def test_only_the_reached_complain_of_calls():
    certain = specimen().truth.with_columns(p_complain_call=pl.lit(1.0))
    answered = answer(_offers(), truth=certain, since=FIRST, until=LAST, seed=1)

    assert set(_kinds(answered, "complained")["policy_no"]) == set(_kinds(answered, "reached")["policy_no"])


def test_a_campaign_whose_chances_are_right_spends_what_it_planned():
    chances = potential(_offers(), specimen().truth)["p"]
    planned = (1_000 + chances * 20_000).round().cast(pl.Int64)
    offers = _offers().with_columns(p_renew=chances, cost_fen=planned).filter(pl.col("arm") == "offer")

    spent = _answered(offers).answers["cost_fen"].sum()
    assert spent == pytest.approx(offers["cost_fen"].sum(), rel=0.06)


def test_the_control_arm_costs_nothing():
    control = _offers(cost_fen=5_000).filter(pl.col("arm") == "control")

    assert _answered(control).answers["cost_fen"].sum() == 0


def test_new_terms_follow_the_old_ones_at_the_quoted_price():
    offers = _offers()
    rows = _answered().renewals.join(offers, left_on="previous_policy_no", right_on="policy_no", suffix="_old")

    assert rows.height == _kinds(_answered(), "renewed").height
    assert rows["premium_fen"].equals(rows["premium_quote_fen"], check_names=False)
    assert (rows["start_date"] > rows["expiry_date_old"]).all()
    assert [expiry_of(start) for start in rows["start_date"]] == rows["expiry_date"].to_list()


def test_new_policy_numbers_are_new():
    fresh, known = _answered().renewals["policy_no"], specimen().book.policies["policy_no"]

    assert fresh.n_unique() == fresh.len()
    assert set(fresh).isdisjoint(set(known))


def test_a_policy_that_had_ended_before_never_renews_and_answers_nobody():
    stranger = _offers().head(1).with_columns(policy_no=pl.lit("SY19990101010000001"))
    answered = _answered(stranger.with_columns(action=pl.lit("call")))

    assert set(answered.answers["kind"]) == {"no_answer", "lost"}


def test_the_true_effect_is_the_mean_difference_of_chances_in_the_offer_arm():
    found = potential(_offers(), specimen().truth).filter(pl.col("arm") == "offer")
    effect = true_effect(_offers(), specimen().truth)

    assert effect.difference == pytest.approx(mean(found["p"] - found["p_notice"]))
    assert effect.offer == pytest.approx(mean(found["p"]))


def test_a_campaign_that_does_what_the_control_gets_has_no_effect():
    nothing = offers_of(specimen(), action="notice", worth_bp=0)

    assert true_effect(nothing, specimen().truth).difference == pytest.approx(0)


def test_the_shares_that_renewed_are_near_the_chances():
    found = _answered().outcomes
    spread = 3 * 0.5 / np.sqrt(found.height)

    assert mean(found["renews"]) == pytest.approx(mean(found["p"]), abs=spread)


def test_an_effect_without_an_offer_arm_is_refused():
    with pytest.raises(ValueError, match="offer arm"):
        true_effect(_offers(arm="control"), specimen().truth)


def test_inputs_are_left_as_they_were():
    offers, truth = _offers(), specimen().truth.clone()
    _answered(offers)

    assert offers.equals(_offers())
    assert truth.equals(specimen().truth)
