"""Retention: the definitions of the trade, sums over sums."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.decisions.evaluation.worlds import TODAY, answer, answers_of, offers_of

from xubao.decisions.evaluation.outcomes import outcomes_of
from xubao.decisions.evaluation.retention import result_of
from xubao.glossary.answer_sheets import ANSWER, OFFER, RESULT

YOUNG = {"expiry_date": TODAY - timedelta(days=29)}


def results(*rows: dict[str, object], answers: pl.DataFrame | None = None) -> pl.DataFrame:
    return result_of(outcomes_of(offers_of(*rows), ANSWER.empty() if answers is None else answers, today=TODAY))


def overall(*rows: dict[str, object], answers: pl.DataFrame | None = None) -> dict[str, object]:
    return results(*rows, answers=answers).filter(pl.col("grouping") == "all").row(0, named=True)


@pytest.mark.req("U1")
def test_the_rate_is_renewed_over_due_of_the_matured_alone():
    answers = answers_of(answer("P1", "renewed"), answer("P4", "renewed"))
    young: list[dict[str, object]] = [{"policy_no": name, **YOUNG} for name in ("P3", "P4")]
    row = overall({"policy_no": "P1"}, {"policy_no": "P2"}, *young, answers=answers)
    assert (row["due_count"], row["matured_count"], row["renewed_count"], row["pending_count"]) == (4, 2, 1, 1)
    assert row["renewal_rate_units"] == 0.5


def test_a_policy_matures_thirty_days_after_expiry():
    days = [29, 30, 31]
    rows = [{"policy_no": f"P{n}", "expiry_date": TODAY - timedelta(days=n)} for n in days]
    outcomes = outcomes_of(offers_of(*rows), ANSWER.empty(), today=TODAY)
    assert outcomes["matured"].to_list() == [False, True, True]


@pytest.mark.req("U1")
def test_the_premium_rate_is_renewed_premium_over_due_premium():
    answers = answers_of(answer("P1", "renewed", premium_fen=330_000))
    row = overall({"policy_no": "P1"}, {"policy_no": "P2", "premium_last_fen": 100_000}, answers=answers)
    assert (row["due_premium_fen"], row["renewed_premium_fen"]) == (400_000, 330_000)
    assert row["renewal_rate_premium"] == 0.825


def test_a_renewal_told_without_its_premium_counts_at_the_quote():
    assert overall({"policy_no": "P1"}, answers=answers_of(answer("P1", "renewed")))["renewed_premium_fen"] == 320_000


def test_answers_told_twice_count_once():
    told = answer("P1", "renewed", premium_fen=330_000, cost_fen=900)
    row = overall({"policy_no": "P1"}, answers=answers_of(told, told, answer("P1", "renewed", day=9)))
    assert (row["renewed_count"], row["renewed_premium_fen"], row["spend_fen"]) == (1, 330_000, 900)


def test_costs_of_all_answers_add_up():
    answers = answers_of(answer("P1", "reached", cost_fen=800), answer("P1", "renewed", day=2, cost_fen=3000))
    assert overall({"policy_no": "P1"}, answers=answers)["spend_fen"] == 3800


def test_what_happens_after_today_is_not_known_today():
    later = answers_of({**answer("P1", "renewed"), "at": datetime(2026, 11, 23)})
    assert overall({"policy_no": "P1"}, answers=later)["renewed_count"] == 0


def test_answers_of_policies_never_offered_are_left_out():
    assert overall({"policy_no": "P1"}, answers=answers_of(answer("P9", "renewed")))["renewed_count"] == 0


@pytest.mark.req("U2")
@pytest.mark.parametrize(
    ("grouping", "groups"),
    [
        ("arm", ["control", "offer"]),
        ("branch", ["B1", "B2"]),
        ("month", ["2026-08", "2026-09"]),
        ("likelihood", ["20%", "60%"]),
    ],
)
def test_every_grouping_splits_the_same_policies(grouping, groups):
    other = {"arm": "control", "branch_code": "B2", "expiry_date": date(2026, 8, 1), "p_renew": 0.29}
    rows = results({"policy_no": "P1"}, {"policy_no": "P2", **other}).filter(pl.col("grouping") == grouping)
    assert rows["group"].to_list() == groups
    assert rows["due_count"].sum() == 2


def test_where_nothing_has_matured_there_is_no_rate():
    row = overall({"policy_no": "P1", **YOUNG})
    assert (row["renewal_rate_units"], row["renewal_rate_premium"], row["pending_count"]) == (None, None, 1)


def test_an_empty_campaign_has_an_empty_result():
    assert result_of(outcomes_of(OFFER.empty(), ANSWER.empty(), today=TODAY)).equals(RESULT.empty())


POLICIES = st.tuples(st.sampled_from("AB"), st.booleans(), st.booleans(), st.integers(1, 9))


@settings(max_examples=40, deadline=None)
@given(st.lists(POLICIES, min_size=1, max_size=12))
def test_groups_add_up_to_the_whole(rows):
    offers = [
        {"policy_no": f"P{n}", "branch_code": branch, "premium_last_fen": fen, **(YOUNG if young else {})}
        for n, (branch, young, _, fen) in enumerate(rows)
    ]
    answers = answers_of(*[answer(f"P{n}", "renewed", premium_fen=7) for n, row in enumerate(rows) if row[2]])
    sheet = RESULT.check(results(*offers, answers=answers))
    counts = [name for name in RESULT.columns if name.endswith(("_count", "_fen"))]
    sums = sheet.group_by("grouping").agg(pl.col(counts).sum()).drop("grouping")
    assert sums.unique().height == 1
