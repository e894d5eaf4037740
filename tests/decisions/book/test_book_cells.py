"""Cells of a sender's file: days, amounts, numbers and answers, or nothing certain."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xubao.decisions.book.cells import as_basis, as_count, as_day, as_fen, as_flag, as_moment, as_text
from xubao.glossary.money import format_yuan, parse_yuan

DAYS = st.lists(st.dates(min_value=date(1901, 1, 1), max_value=date(2199, 12, 31)), min_size=1)
calm = settings(deadline=None, max_examples=20)
FORMS = ["{0:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0:%Y%m%d}", "{0.year}年{0.month}月{0.day}日", "{0:%Y.%m.%d}"]
FORMS += ["{0.year}-{0.month}-{0.day} 00:00:00", "{0:%Y/%m/%d} 12:30"]


def day_of(text: str) -> date | None:
    found: date | None = as_day(pl.Series([text]))[0]
    return found


def fen_of(text: str, unit: str = "yuan") -> int | None:
    found: int | None = as_fen(pl.Series([text]), unit=unit)[0]
    return found


@pytest.mark.req("A7")
@pytest.mark.parametrize("form", FORMS)
@calm
@given(days=DAYS)
def test_a_day_is_read_in_every_common_form(form, days):
    assert as_day(pl.Series([form.format(day) for day in days])).to_list() == days


@pytest.mark.req("A7")
@calm
@given(days=st.lists(st.dates(min_value=date(1954, 10, 4), max_value=date(2119, 1, 1)), min_size=1))
def test_an_excel_serial_is_the_day_excel_shows(days):
    serials = [str((day - date(1899, 12, 30)).days) for day in days]
    assert as_day(pl.Series(serials)).to_list() == days


@pytest.mark.req("A7")
@pytest.mark.parametrize("text", ["03/04/2025", "2025-02-30", "2025-13-01", "1/2/25", "20251301", "0025-01-01", "明天"])
def test_a_day_that_is_not_certain_is_not_guessed(text):
    assert day_of(text) is None


@pytest.mark.req("A7")
def test_a_form_of_the_sender_settles_day_and_month():
    assert as_day(pl.Series(["03/04/2025"]), forms=["%d/%m/%Y"]).to_list() == [date(2025, 4, 3)]


@pytest.mark.req("A7")
def test_a_day_that_stands_for_none_is_empty():
    assert as_day(pl.Series(["9999-12-31", "9999-12-31 00:00:00", "0001-01-01"])).to_list() == [None, None, None]


@pytest.mark.req("A7")
def test_full_width_digits_are_a_day():
    assert day_of("２０２５年３月１日") == date(2025, 3, 1)


@pytest.mark.req("A7")
def test_a_moment_keeps_its_clock_and_a_day_alone_is_midnight():
    read = as_moment(pl.Series(["2025/3/1 9:05", "2025-03-01 10:00:07", "2025-03-01"]))
    assert read.to_list() == [datetime(2025, 3, 1, 9, 5), datetime(2025, 3, 1, 10, 0, 7), datetime(2025, 3, 1)]


@pytest.mark.req("A7")
@calm
@given(fen=st.lists(st.integers(min_value=0, max_value=10**12), min_size=1))
def test_an_amount_as_we_print_it_is_read_back_to_the_fen(fen):
    assert as_fen(pl.Series([f"¥{format_yuan(each)}元" for each in fen])).to_list() == fen


@pytest.mark.req("A7")
@calm
@given(fen=st.lists(st.integers(min_value=-(10**10), max_value=10**10), min_size=1))
def test_a_plain_amount_is_read_as_the_glossary_reads_it(fen):
    texts = [f"{'-' if each < 0 else ''}{abs(each) // 100}.{abs(each) % 100:02d}" for each in fen]
    assert as_fen(pl.Series(texts)).to_list() == [parse_yuan(text) for text in texts]


@pytest.mark.req("A7")
@calm
@given(fen=st.lists(st.integers(min_value=0, max_value=10**9), min_size=1))
def test_an_amount_that_came_as_a_float_is_whole_fen(fen):
    assert as_fen(pl.Series([each / 100 for each in fen])).to_list() == fen


@pytest.mark.req("A7")
@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("3,200.50元", 320_050),
        ("￥３２００", 320_000),
        ("100万", 100_000_000),
        ("1.5万元", 1_500_000),
        ("RMB 950", 95_000),
    ],
)
def test_words_and_signs_around_an_amount_are_understood(text, fen):
    assert fen_of(text) == fen


@pytest.mark.req("A7")
@pytest.mark.parametrize("text", ["三千元", "12.345", "222,52", "1,23", "--5", "3200.50.1"])
def test_what_is_no_certain_amount_is_not_guessed(text):
    assert fen_of(text) is None


@pytest.mark.req("A7")
def test_the_unit_of_a_column_counts():
    assert [fen_of("950", unit) for unit in ("yuan", "fen", "wan")] == [95_000, 950, 950_000_000]


@pytest.mark.req("A7")
def test_a_factor_is_read_from_number_percent_or_basis_points():
    cells = pl.Series(["0.6", "60%", "1"])
    assert (as_basis(cells, already=False).to_list(), as_basis(pl.Series([6000]), already=True).to_list()) == (
        [6000, 6000, 10000],
        [6000],
    )


@pytest.mark.req("A7")
def test_years_count_as_full_years():
    assert as_count(pl.Series(["4.7", "3年", "2"])).to_list() == [4, 3, 2]


@pytest.mark.req("A7")
def test_yes_and_no_are_known_in_the_words_of_senders():
    cells = pl.Series(["是", "否", "Y", "0", "已续保", "流失", "也许"])
    assert as_flag(cells).to_list() == [True, False, True, False, True, False, None]


@pytest.mark.req("A7")
def test_what_senders_write_for_nothing_is_empty():
    assert as_text(pl.Series(["", " - ", "NULL", "　", "'0123"])).to_list() == [None, None, None, None, "0123"]


@pytest.mark.req("A7")
def test_a_wrong_cell_leaves_the_others_as_they_are():
    good = [f"{date(2025, 1, 1) + timedelta(days=n)}" for n in range(50)]
    assert as_day(pl.Series([*good, "坏"])).null_count() == 1
