"""Headings of senders, known without a map and told by one."""

from pathlib import Path

import pytest

from xubao.decisions.book.headings import KNOWN, read_heading_map, unit_of
from xubao.decisions.book.known_headings import KNOWN_HEADINGS
from xubao.decisions.book.parts import columns_of
from xubao.glossary.book_sheets import BOOK_SHEETS
from xubao.glossary.refusals import Refusal

EXAMPLES = Path(__file__).parents[3] / "examples"
MAPS = sorted([*EXAMPLES.glob("headings/*.yaml"), *EXAMPLES.glob("*/headings.yaml")])


@pytest.mark.req("A7")
@pytest.mark.parametrize(
    ("heading", "table", "column"),
    [
        ("保单号码", "policies", "policy_no"),
        ("车架号/VIN", "policies", "vin"),
        ("ＶＩＮ", "vehicles", "vin"),
        ("终保日期", "policies", "expiry_date"),
        ("实收保费（元）", "policies", "premium_fen"),
        ("NCD 系数", "policies", "ncd_bp"),
        ("投保人姓名", "customers", "name"),
        ("投保人姓名", "renewal_list", "customer_name"),
        ("premium_fen", "policies", "premium_fen"),
        ("\ufeff保单号", "policies", "policy_no"),
    ],
)
def test_a_common_heading_is_known_without_a_map(heading, table, column):
    assert KNOWN.name_of(heading, table) == column


@pytest.mark.req("A7")
@pytest.mark.parametrize("table", BOOK_SHEETS)
def test_every_chinese_name_of_a_sheet_is_a_known_heading_of_it(table):
    columns = BOOK_SHEETS[table].columns
    found = {name: {KNOWN.name_of(word, table) for word in (name, column.zh)} for name, column in columns.items()}
    assert found == {name: {name} for name in columns}


@pytest.mark.req("A7")
@pytest.mark.parametrize("table", KNOWN_HEADINGS)
def test_every_known_heading_leads_to_a_column_that_can_be_read(table):
    assert set(KNOWN_HEADINGS[table]) <= set(columns_of(table))


@pytest.mark.req("A7")
def test_no_heading_means_two_columns_of_one_table():
    twice = [
        (table, word)
        for table, columns in KNOWN_HEADINGS.items()
        for word in {word for words in columns.values() for word in words.split()}
        if sum(word in words.split() for words in columns.values()) > 1
    ]
    assert twice == []


@pytest.mark.req("A7")
def test_a_heading_may_tell_its_unit():
    told = [unit_of(heading) for heading in ("保费（元）", "保费(分)", "限额（万元）", "premium_fen", "ncd_bp", "保费")]
    assert told == ["yuan", "fen", "wan", "fen", "bp", None]


@pytest.mark.req("A7")
def test_a_map_sends_their_heading_to_our_column():
    chosen = read_heading_map("columns: {合同编号: policy_no}".encode())
    assert chosen.name_of("合同编号", "policies") == "policy_no"


@pytest.mark.req("A7")
def test_a_map_may_speak_of_one_table_alone():
    chosen = read_heading_map("columns:\n  claims: {编号: claim_no}\n  complaints: {编号: complaint_no}".encode())
    assert [chosen.name_of("编号", table) for table in ("claims", "complaints")] == ["claim_no", "complaint_no"]


@pytest.mark.req("A7")
def test_an_ignored_heading_means_nothing():
    chosen = read_heading_map("ignore: {保费: 含车船税}".encode())
    assert chosen.name_of("保费", "policies") is None


@pytest.mark.req("A7")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("colums: {a: policy_no}", "book.map_unknown_key"),
        ("columns: {a: policy_number}", "book.map_unknown_column"),
        ("unit: dollar", "book.map_wrong_value"),
        ("table: 保单", "book.map_wrong_value"),
        ("columns: 3", "book.map_wrong_value"),
        ("extra_features: {a: text}", "book.map_wrong_value"),
        ("label: {column: y}", "book.map_wrong_value"),
        ("values: {line: 商业}", "book.map_wrong_value"),
        ("a: [", "book.map_unreadable"),
        ("just words", "book.map_unreadable"),
    ],
)
def test_a_wrong_map_is_refused_by_name(text, code):
    with pytest.raises(Refusal) as refused:
        read_heading_map(text.encode())
    assert refused.value.code == code


@pytest.mark.req("A7")
def test_an_unknown_key_is_named_beside_the_known_ones():
    with pytest.raises(Refusal, match=r"colums.*columns"):
        read_heading_map(b"colums: {}")


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.name)
def test_every_example_map_can_be_read(path):
    assert read_heading_map(path.read_bytes()).columns
