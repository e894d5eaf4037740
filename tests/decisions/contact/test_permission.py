"""Permission: suppression, consent, rule, frequency, window, in this order."""

from datetime import date, time, timedelta

import polars as pl
import pytest
from tests.decisions.contact.cast import RULES, TODAY, book_of, complaint, consent, customer, touch

from xubao.decisions.contact.permission import MARKETING, SERVICE, ContactRules, may_contact
from xubao.glossary.book_sheets import Book


def why(
    book: Book,
    *,
    days_left: int = 20,
    purpose: str = MARKETING,
    channel: str = "call",
    at: time | None = None,
    rules: ContactRules = RULES,
) -> str | None:
    """Return why one wish may not be, or None where it may."""
    wish = {
        "policy_no": "P1",
        "customer_no": "C1",
        "customer_type": "renewal",
        "expiry_date": TODAY + timedelta(days=days_left),
        "purpose": purpose,
        "contact_channel": channel,
    }
    row = may_contact(pl.DataFrame([wish]), book, rules=rules, today=TODAY, at=at).row(0, named=True)
    reason: str | None = row["why_not"]
    assert row["permitted"] == (reason is None)
    return reason


def test_a_customer_who_consented_may_be_called():
    assert why(book_of()) is None


@pytest.mark.req("R11")
def test_a_call_with_an_offer_needs_consent_on_that_very_channel():
    assert why(book_of(consents=[consent(contact_channel="sms")])) == "no_consent"


def test_a_consent_given_after_today_is_none():
    assert why(book_of(consents=[consent(on=TODAY + timedelta(days=1))])) == "no_consent"


def test_a_service_notice_needs_no_consent():
    assert why(book_of(consents=[]), purpose=SERVICE, channel="sms") is None


def test_the_sender_may_vouch_for_consent_but_not_for_a_refusal():
    rules = ContactRules(consent_on_file=True)
    assert why(book_of(consents=[]), rules=rules) is None
    assert why(book_of(consents=[consent(given=False)]), rules=rules) == "do_not_call"


def test_a_refusal_wins_over_a_consent_of_the_same_day():
    assert why(book_of(consents=[consent(), consent(given=False)])) == "do_not_call"


def test_a_refusal_wins_over_an_earlier_consent():
    assert why(book_of(consents=[consent(), consent(given=False, on=date(2026, 5, 1))])) == "do_not_call"


def test_a_consent_of_a_later_day_lifts_a_refusal():
    assert why(book_of(consents=[consent(given=False), consent(on=date(2026, 5, 1))])) is None


def test_a_refused_text_channel_says_so():
    assert why(book_of(consents=[consent(contact_channel="sms", given=False)]), channel="sms") == "refused_channel"


def test_do_not_call_said_on_the_phone_stops_every_call_and_all_marketing():
    book = book_of(contacts=[touch(100, outcome="do_not_call")])
    assert why(book) == "do_not_call"
    assert why(book, purpose=SERVICE) == "do_not_call"
    assert why(book, channel="sms") == "refused_channel"
    assert why(book, purpose=SERVICE, channel="sms") is None


@pytest.mark.parametrize(("outcome", "reason"), [("refused", "lost"), ("sold_car", "lost"), ("renewed", "renewed")])
def test_what_the_customer_decided_in_this_cycle_ends_the_contacts(outcome, reason):
    assert why(book_of(contacts=[touch(10, outcome=outcome, policy_no="P1")])) == reason


def test_what_the_customer_decided_last_year_does_not_count():
    assert why(book_of(contacts=[touch(300, outcome="refused", policy_no="P1")])) is None


def test_what_was_decided_of_another_policy_does_not_count():
    assert why(book_of(contacts=[touch(10, outcome="refused", policy_no="P9")])) is None


@pytest.mark.req("K5")
@pytest.mark.parametrize(("days_left", "reason"), [(41, "too_early"), (40, None), (0, None), (-30, None)])
def test_the_first_call_is_not_before_forty_days_to_expiry(days_left, reason):
    assert why(book_of(), days_left=days_left) == reason


def test_after_ninety_days_of_lapse_a_customer_is_won_back_no_more():
    assert why(book_of(), days_left=-90) is None
    assert why(book_of(), days_left=-91) == "lost"


def test_an_open_complaint_stops_marketing_and_calls_but_not_the_notice():
    book = book_of(complaints=[complaint(None)])
    assert why(book) == "complaint_open"
    assert why(book, purpose=SERVICE) == "complaint_open"
    assert why(book, purpose=SERVICE, channel="sms") is None


def test_a_closed_complaint_stops_nothing():
    assert why(book_of(complaints=[complaint(TODAY)])) is None


@pytest.mark.parametrize("phone", [None, "12345678901", "1380000000"])
def test_a_number_of_the_wrong_form_cannot_be_called(phone):
    assert why(book_of(customers=[customer(phone=phone)])) == "wrong_phone"


def test_a_number_marked_as_wrong_cannot_be_called():
    assert why(book_of(customers=[customer(phone_valid=False)])) == "wrong_phone"


def test_a_number_found_wrong_stays_wrong_until_it_is_verified():
    contacts = [touch(10, outcome="wrong_number")]
    assert why(book_of(contacts=contacts)) == "wrong_phone"
    assert why(book_of(contacts=contacts, customers=[customer(verified_on=TODAY)])) is None


@pytest.mark.req("I28")
def test_one_call_a_day_is_enough():
    assert why(book_of(contacts=[touch(0)])) == "frequency"


@pytest.mark.req("I28")
def test_three_touches_in_seven_days_are_enough():
    assert why(book_of(contacts=[touch(6), touch(5), touch(1)])) == "frequency"
    assert why(book_of(contacts=[touch(7), touch(5), touch(1)])) is None


def test_six_touches_in_a_renewal_cycle_are_enough():
    assert why(book_of(contacts=[touch(days) for days in (50, 45, 40, 30, 20, 10)])) == "frequency"
    assert why(book_of(contacts=[touch(days) for days in (80, 45, 40, 30, 20, 10)])) is None


def test_calls_of_the_customer_himself_do_not_count():
    assert why(book_of(contacts=[touch(0, direction="in"), touch(1, direction="in"), touch(2, direction="in")])) is None


@pytest.mark.parametrize(
    ("at", "reason"),
    [(time(8, 59), "quiet_hours"), (time(9), None), (time(20, 30), None), (time(20, 31), "quiet_hours")],
)
def test_calls_keep_to_the_hours_from_nine_to_half_past_eight(at, reason):
    assert why(book_of(), at=at) == reason


def test_texts_end_at_eight_in_the_evening():
    assert why(book_of(), channel="sms", at=time(20, 1)) == "quiet_hours"


def test_the_strongest_reason_is_the_one_named():
    book = book_of(consents=[consent(given=False)], contacts=[touch(0)], complaints=[complaint(None)])
    assert why(book, days_left=80, at=time(3)) == "do_not_call"


def test_a_customer_whom_the_book_does_not_know_is_not_contacted():
    assert why(book_of(customers=[], consents=[])) == "wrong_phone"
    assert why(book_of(customers=[])) == "wrong_phone"
