"""Flat renewal lists: one row per term becomes policies, customers, vehicles and extra features."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.decisions.book.book_files import checked

from xubao.decisions.book.headings import read_heading_map
from xubao.decisions.book.matching import with_outcomes

EXAMPLE = Path(__file__).parents[3] / "examples/es_renewal_events/headings.yaml"
LIST = "保单号,险种,投保人,车牌号,联系电话,到期日,上年保费,续保报价,是否续保,去年出险次数,备用\n"
MAP = read_heading_map(
    b"""
table: renewal_list
columns: {id: policy_no, due: renewal_date, last: premium_fen, next: offered_premium_fen, age: customer_age}
defaults: {line: commercial}
label: {column: lapse, lapsed: 1}
extra_features: {power: number}
"""
)


def listed(*rows: str):
    return checked({"续保清单.csv": (LIST + "".join(f"{row}\n" for row in rows)).encode("gb18030")})


def events(*rows: str):
    text = "id,due,last,next,lapse,power,age\n" + "".join(f"{row}\n" for row in rows)
    return checked({"events.csv": text.encode()}, headings=MAP)


@pytest.mark.req("A7")
def test_a_list_row_becomes_a_policy_a_customer_and_a_vehicle():
    book = listed("P1,商业险,王小明,川A12345,13812345678,2026-12-31,3200,3300,否,1,x").book
    assert (book.policies["claims_last_year"][0], book.customers["name"][0], book.vehicles["plate_no"][0]) == (
        1,
        "王小明",
        "川A12345",
    )


@pytest.mark.req("A7")
def test_keys_that_a_list_lacks_are_made_from_the_plate():
    book = listed("P1,商业险,王小明,川A12345,,2026-12-31,3200,,,,").book
    assert book.policies.select("vin", "customer_no", "branch_code").rows() == [
        ("flat:川A12345", "flat:川A12345", "flat")
    ]


@pytest.mark.req("A3")
def test_both_lines_of_a_car_on_a_list_share_its_vehicle():
    book = listed(
        "P1,商业险,王小明,川A12345,,2026-12-31,3200,,,,", "P2,交强险,王小明,川A12345,,2026-12-31,950,,,,"
    ).book
    assert (book.policies.height, book.vehicles.height, book.customers.height) == (2, 1, 1)


@pytest.mark.req("A7")
def test_without_plate_the_number_of_the_policy_stands_in():
    book = events("7,2017-10-01,200,210,0,80,41.5").book
    assert book.policies.select("policy_no", "vin", "start_date", "expiry_date").rows() == [
        ("7", "flat:7", date(2016, 10, 1), date(2017, 9, 30))
    ]


@pytest.mark.req("A7")
def test_a_number_that_comes_back_each_year_gets_the_year_of_its_term():
    book = events("7,2016-10-01,190,200,0,80,40", "7,2017-10-01,200,210,1,80,41").book
    assert (book.policies["policy_no"].to_list(), book.vehicles.height) == (["7#2015", "7#2016"], 1)


@pytest.mark.req("A7")
def test_a_number_that_comes_twice_in_one_term_is_a_contradiction():
    result = events("7,2017-10-01,190,200,0,80,40", "7,2017-10-02,200,210,1,80,41")
    assert result.rows["code"].to_list() == ["book.double_key", "book.double_key"]


@pytest.mark.req("A7")
def test_the_label_says_who_left():
    book = events("7,2017-10-01,200,210,0,80,41", "8,2017-10-01,200,210,1,80,41", "9,2017-10-01,200,210,,80,41").book
    assert book.policies["renewed"].to_list() == [True, False, None]


@pytest.mark.req("A7")
def test_declared_columns_and_ages_become_extra_features():
    result = events("7,2017-10-01,200,210,0,80,41.5")
    assert (result.extra_feature_names, result.book.extras["number"].to_list()) == (
        ("customer_age", "power"),
        [80.0, 41.5],
    )


@pytest.mark.req("A7")
def test_an_offer_stands_in_for_a_missing_premium_and_the_change_is_unknown():
    result = events("7,2017-10-01,,210.50,0,80,41")
    assert (
        result.book.policies.select("premium_fen", "offered_premium_fen").rows(),
        result.rows["code"].to_list(),
    ) == (
        [(21_050, None)],
        ["book.offer_for_premium"],
    )


@pytest.mark.req("A7")
def test_of_a_customer_on_several_rows_the_latest_counts():
    book = listed(
        "P1,商业险,王小明,川A12345,13812345678,2025-12-31,3200,,,,", "P2,商业险,王晓明,川A12345,,2026-12-31,3300,,,,"
    ).book
    assert book.customers.select("name", "phone").rows() == [("王晓明", "13812345678")]


@pytest.mark.req("A7")
def test_a_wrong_row_of_a_list_goes_back_as_it_was():
    result = listed("P1,商业险,王小明,川A12345,,2026-13-01,3200,,,,x", "P2,商业险,李雷,川A12346,,2026-12-31,3200,,,,y")
    assert (result.refused["续保清单.csv"]["备用"].to_list(), result.book.policies["policy_no"].to_list()) == (
        ["x"],
        ["P2"],
    )


@pytest.mark.req("A7")
def test_a_row_without_number_tells_only_that():
    result = listed(",商业险,王小明,川A12345,,2026-12-31,3200,,,,x")
    assert result.refused["续保清单.csv"]["问题列"].to_list() == ["保单号"]


@pytest.mark.req("A7")
def test_what_a_list_says_counts_as_outcome_once_it_has_matured():
    book = events("7,2017-10-01,200,210,0,80,41", "8,2017-10-01,200,210,1,80,41").book
    seen = [with_outcomes(book, today=day)["renewed"].to_list() for day in (date(2017, 10, 29), date(2017, 10, 30))]
    assert seen == [[None, None], [True, False]]


@pytest.mark.real_data
@pytest.mark.req("A7")
def test_a_real_table_of_renewal_decisions_comes_in_whole(real_data):
    name = "es_renewal_events_to_2017.parquet"
    result = checked(
        {name: (real_data / name).read_bytes()},
        headings=read_heading_map(EXAMPLE.read_bytes()),
        today=date(2017, 9, 30),
    )
    assert (result.book.policies.height, result.refused, result.rows.filter(~pl.col("kept")).height) == (51_235, {}, 0)
