"""Features hold what was known on the scoring day, and nothing of any later day."""

from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.decisions.likelihood.cast import AS_OF, book, claim, complaint, contact, outcomes, policy, seen

from xubao.decisions.likelihood.features import build_features, training_sample
from xubao.glossary.book_sheets import Book
from xubao.glossary.plan_sheets import FEATURES

NOBODY = outcomes()
DAY = timedelta(days=1)


def _one(of: Book, **more):
    return build_features(of, more.pop("known", NOBODY), at=seen(), **more).row(0, named=True)


@pytest.mark.req("C1", "A7")
def test_the_sheet_keeps_its_contract():
    FEATURES.check(build_features(book(), NOBODY, at=seen()))


def test_the_renewal_date_is_the_day_after_expiry():
    assert _one(book())["renewal_date"] == date(2026, 4, 1)


@pytest.mark.req("C1")
def test_a_claim_counts_once_it_is_reported():
    claims = [claim("L1"), claim("L2", reported_on=AS_OF), claim("L3", reported_on=AS_OF + DAY)]
    assert _one(book(claims=claims))["claims_last_year"] == 2


def test_a_payment_counts_once_the_claim_is_closed():
    claims = [claim("L1"), claim("L2", closed_on=AS_OF + DAY), claim("L3", closed_on=None)]
    assert _one(book(claims=claims))["paid_last_year_fen"] == 50_000


def test_claims_of_earlier_terms_of_the_vehicle_count_for_three_years():
    terms = [policy(), policy("P0", start_date=date(2024, 4, 1), expiry_date=date(2025, 3, 31))]
    old = claim("L2", policy_no="P0", occurred_on=date(2024, 5, 1), reported_on=date(2024, 5, 1))
    older = claim("L3", policy_no="P0", occurred_on=date(2023, 2, 1), reported_on=date(2023, 2, 1))
    assert _one(book(policies=terms, claims=[claim(), old, older]))["claims_3y"] == 2


def test_claims_of_the_other_line_do_not_count_for_this_cover():
    terms = [policy(), policy("P9", line="compulsory")]
    assert _one(book(policies=terms, claims=[claim(policy_no="P9")]))["claims_3y"] == 0


def test_a_list_without_claims_keeps_its_own_count():
    assert _one(book(policies=[policy(claims_last_year=3)]))["claims_last_year"] == 3


def test_the_count_of_an_extract_with_claims_is_not_trusted():
    assert _one(book(policies=[policy(claims_last_year=3)], claims=[claim()]))["claims_last_year"] == 1


def test_only_effective_contacts_of_a_year_count():
    contacts = [
        contact("K1"),
        contact("K2", outcome="no_answer"),
        contact("K3", at=datetime(2024, 12, 1, 9)),
        contact("K4", at=datetime(2026, 3, 2, 9)),
    ]
    assert _one(book(contacts=contacts))["effective_contacts_1y"] == 1


def test_a_complaint_after_the_scoring_day_does_not_count():
    complaints = [complaint(), complaint("T2", received_on=AS_OF + DAY)]
    assert _one(book(complaints=complaints))["complaints_1y"] == 1


def test_policies_of_the_customer_are_those_in_force_on_the_day():
    terms = [
        policy(),
        policy("P2", vin="V2"),
        policy("P3", vin="V3", cancelled_on=date(2026, 1, 1)),
        policy("P4", vin="V4", start_date=AS_OF + DAY, expiry_date=date(2027, 3, 1)),
    ]
    assert _one(book(policies=terms))["policies_of_customer"] == 2


def test_two_lines_of_one_vehicle_are_one_vehicle_of_the_household():
    terms = [policy(), policy("P2", line="compulsory"), policy("P3", vin="V3", customer_no="C2")]
    people = [{"customer_no": f"C{at}", "kind": "person", "name": "王芳", "household_no": "H1"} for at in (1, 2)]
    assert _one(book(policies=terms, customers=people))["household_size"] == 2


def test_years_follow_the_chain_of_terms():
    terms = [policy(), policy("P0", start_date=date(2024, 4, 1), expiry_date=date(2025, 3, 31))]
    assert _one(book(policies=terms))["consecutive_years"] == 2


def test_a_gap_of_half_a_year_begins_a_new_chain():
    terms = [policy(), policy("P0", start_date=date(2023, 9, 1), expiry_date=date(2024, 8, 31))]
    assert _one(book(policies=terms))["consecutive_years"] == 1


def test_the_insurers_own_years_go_before_the_chain():
    assert _one(book(policies=[policy(consecutive_years=8)]))["consecutive_years"] == 8


def test_a_quote_gives_the_offered_premium_and_the_change():
    quotes = pl.DataFrame({"policy_no": ["P1"], "premium_fen": [330_000]})
    row = _one(book(), quotes=quotes)
    assert (row["premium_offered_fen"], row["premium_change"]) == (330_000, pytest.approx(0.1))


@pytest.mark.req("C1")
def test_an_offer_known_only_for_renewed_terms_is_not_used():
    terms = [policy("P1", offered_premium_fen=310_000), policy("P2", vin="V2")]
    rows = build_features(book(policies=terms), outcomes(("P1", True), ("P2", False)), at=seen("P1", "P2"))
    assert rows["premium_offered_fen"].to_list() == [None, None]


def test_an_offer_known_for_all_terms_is_used():
    terms = [policy("P1", offered_premium_fen=310_000), policy("P2", vin="V2", offered_premium_fen=1)]
    rows = build_features(book(policies=terms), outcomes(("P1", True), ("P2", False)), at=seen("P1", "P2"))
    assert rows["premium_offered_fen"].to_list() == [310_000, 1]


@pytest.mark.req("A17")
def test_declared_extra_features_follow_as_own_columns():
    extras: list[dict[str, Any]] = [
        {"policy_no": "P1", "name": "power", "number": 90.0},
        {"policy_no": "P1", "name": "colour", "category": "红"},
    ]
    row = _one(book(extras=extras))
    assert (row["x_power"], row["x_colour"]) == (90.0, "红")


def test_an_extra_named_as_a_feature_fills_it():
    extras: list[dict[str, Any]] = [{"policy_no": "P1", "name": "vehicle_age", "number": 4.0}]
    row = _one(book(extras=extras))
    assert (row["vehicle_age"], "x_vehicle_age" in row) == (4.0, False)


def test_rows_keep_the_order_in_which_they_were_asked():
    terms = [policy("P1"), policy("P2", vin="V2"), policy("P3", vin="V3")]
    assert build_features(book(policies=terms), NOBODY, at=seen("P3", "P1"))["policy_no"].to_list() == ["P3", "P1"]


def test_past_terms_are_seen_as_many_days_before_expiry_as_due_ones():
    terms = pl.DataFrame(
        {
            "policy_no": ["P1", "P2", "P3"],
            "start_date": [date(2024, 1, 1)] * 3,
            "expiry_date": [date(2024, 12, 31), date(2024, 12, 31), date(2025, 12, 31)],
            "renewed": [True, None, False],
        }
    )
    assert training_sample(terms, until=date(2025, 6, 1), days_before=30).rows() == [("P1", date(2024, 12, 1))]


DAYS = st.dates(date(2023, 1, 1), date(2027, 1, 1))


@pytest.mark.req("C1")
@settings(max_examples=15, deadline=None)
@given(starts=st.lists(DAYS, max_size=6), events=st.lists(DAYS, max_size=8), lag=st.integers(0, 60))
def test_dropping_every_record_after_the_day_changes_no_feature(starts, events, lag):
    terms = [policy()] + [
        policy(f"Q{at}", vin=f"V{at % 2 + 1}", start_date=day, expiry_date=day + 364 * DAY)
        for at, day in enumerate(starts)
    ]
    later = timedelta(days=lag)
    claims = [claim("L", occurred_on=date(2025, 5, 1), reported_on=date(2025, 5, 1))] + [
        claim(f"L{at}", occurred_on=day, reported_on=day + later, closed_on=day + 2 * later)
        for at, day in enumerate(events)
    ]
    contacts = [contact(f"K{at}", at=datetime(day.year, day.month, day.day, 9)) for at, day in enumerate(events)]
    complaints = [complaint(f"T{at}", received_on=day) for at, day in enumerate(events)]
    whole = book(policies=terms, claims=claims, contacts=contacts, complaints=complaints)
    known = Book(
        **whole.tables()
        | {
            "policies": whole.policies.filter(pl.col("start_date") <= AS_OF),
            "claims": whole.claims.filter(pl.col("reported_on") <= AS_OF).with_columns(
                pl.when(pl.col("closed_on") <= AS_OF).then("closed_on"),
                pl.when(pl.col("closed_on") <= AS_OF).then("paid_fen"),
            ),
            "contacts": whole.contacts.filter(pl.col("at").dt.date() <= AS_OF),
            "complaints": whole.complaints.filter(pl.col("received_on") <= AS_OF),
        }
    )
    assert build_features(whole, NOBODY, at=seen()).equals(build_features(known, NOBODY, at=seen()))
