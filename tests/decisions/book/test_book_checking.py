"""Rows of a sender's files: the right ones are taken in, the wrong ones go back with their reason."""

import polars as pl
import pytest
from tests.decisions.book.book_files import CUSTOMERS, ROW, TODAY, VEHICLES, VIN, checked, codes, csv, folder, policy

from xubao.decisions.book.checking import check_book
from xubao.decisions.book.headings import read_heading_map
from xubao.decisions.book.reading import read_folder
from xubao.glossary.book_sheets import BOOK_SHEETS
from xubao.glossary.refusals import CATALOGUE, Refusal


@pytest.mark.req("A7")
@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"到期日": "2026-02-30"}, "book.wrong_date"),
        ({"起保日期": "03/04/2026"}, "book.wrong_date"),
        ({"到期日": "2025-12-31"}, "book.ends_before_start"),
        ({"起保日期": "2062-01-01", "到期日": "2062-12-31"}, "book.far_date"),
        ({"保费（元）": "三千"}, "book.wrong_amount"),
        ({"保费（元）": "-100"}, "book.negative_amount"),
        ({"保费（元）": ""}, "book.empty_cell"),
        ({"险种": "车贷险"}, "book.unknown_word"),
        ({"销售渠道": "传销"}, "book.unknown_word"),
        ({"车架号": "LSVAA4182E212345O"}, "book.wrong_vin"),
        ({"车架号": "LSVAA4182E2123452"}, "book.unknown_vehicle"),
        ({"客户号": "C9"}, "book.unknown_customer"),
        ({"保单号": "1.23457E+16"}, "book.lost_digits"),
        ({"保单号": ""}, "book.empty_cell"),
    ],
)
def test_a_wrong_row_is_refused_for_its_reason_and_the_rest_goes_on(cells, code):
    result = checked(folder(ROW, policy(**{"保单号": "P2"} | cells)))
    assert (codes(result), result.book.policies["policy_no"].to_list()) == ([None, code], ["P1"])


@pytest.mark.req("A7")
def test_a_refused_row_names_file_line_column_value_reason_and_remedy():
    result = checked(folder(ROW, policy(保单号="P2", 到期日="2026-02-30")))
    assert result.rows.filter(~pl.col("kept")).rows() == [
        (
            "policies",
            "保单.csv",
            3,
            "P2",
            False,
            "到期日",
            "2026-02-30",
            "book.wrong_date",
            "“到期日”不是有效日期：2026-02-30",
            CATALOGUE["book.wrong_date"].remedy_zh,
        )
    ]


@pytest.mark.req("A7")
def test_a_row_with_two_faults_tells_both():
    result = checked(folder(policy(到期日="坏", **{"保费（元）": "坏"})))
    assert result.refused["保单.csv"].select("问题列", "问题值").rows() == [("保费（元）；到期日", "坏；坏")]


@pytest.mark.req("A7")
def test_what_goes_back_is_the_senders_row_with_five_columns_more():
    back = checked(folder(ROW, policy(保单号="P2", 到期日="坏"))).refused["保单.csv"]
    own = csv().decode().strip().split(",")
    assert (back.columns, back["保单号"].to_list()) == ([*own, "行号", "问题列", "问题值", "原因", "处理办法"], ["P2"])


@pytest.mark.req("A7")
def test_a_mended_file_is_taken_in_when_it_comes_again():
    back = checked(folder(policy(到期日="2026-12-32"))).refused["保单.csv"]
    mended = back.with_columns(pl.lit("2026-12-31").alias("到期日")).write_csv(include_bom=True).encode()
    again = checked(folder() | {"保单.csv": mended})
    assert (again.book.policies.height, again.refused) == (1, {})


@pytest.mark.req("A7")
def test_the_same_row_twice_counts_once():
    result = checked(folder(ROW, policy(起保日期="2026/1/1")))
    assert (result.book.policies.height, codes(result), result.refused) == (1, [None, "book.same_row_twice"], {})


@pytest.mark.req("A7")
def test_of_two_rows_with_one_number_that_differ_neither_is_taken():
    result = checked(folder(ROW, policy(**{"保费（元）": "9999"}), policy(保单号="P2")))
    assert (codes(result), result.book.policies["policy_no"].to_list()) == (
        ["book.double_key", "book.double_key", None],
        ["P2"],
    )


@pytest.mark.req("A7")
def test_one_number_in_two_files_is_found_too():
    result = checked(folder(ROW) | {"保单2.csv": csv(policy(**{"保费（元）": "9999"}))})
    assert sorted(result.refused) == ["保单.csv", "保单2.csv"]


@pytest.mark.req("A1", "A7")
def test_a_customer_with_an_impossible_number_is_kept_without_one():
    result = checked(folder(ROW) | {"客户.csv": "客户号,姓名,手机号\nC1,王小明,12345678901\n".encode()})
    assert result.book.customers.select("customer_no", "phone", "phone_valid").rows() == [("C1", None, False)]


@pytest.mark.req("A7")
def test_an_impossible_number_is_reported_though_its_row_is_kept():
    result = checked(folder(ROW) | {"客户.csv": "客户号,姓名,手机号\nC1,王小明,12345678901\n".encode()})
    assert result.remarked["客户.csv"].select("行号", "问题列", "问题值").rows() == [(2, "手机号", "12345678901")]


@pytest.mark.req("A1")
@pytest.mark.parametrize(
    "phone", ["138 1234 5678", "+86 13812345678", "8613812345678", "138-1234-5678", "１３８１２３４５６７８"]
)
def test_a_number_is_kept_in_one_form(phone):
    result = checked(folder(ROW) | {"客户.csv": f"客户号,姓名,手机号\nC1,王小明,{phone}\n".encode()})
    assert result.book.customers.select("phone", "phone_valid").rows() == [("13812345678", True)]


@pytest.mark.req("A1")
@pytest.mark.parametrize(
    ("name", "kind"), [("王小明", "person"), ("成都某某物流有限公司", "company"), ("第一中学学校", "company")]
)
def test_a_customer_is_a_person_or_a_company_by_name_where_nothing_else_tells(name, kind):
    result = checked(folder(ROW) | {"客户.csv": f"客户号,姓名\nC1,{name}\n".encode()})
    assert result.book.customers["kind"].to_list() == [kind]


@pytest.mark.req("A3")
def test_compulsory_and_commercial_stay_two_policies_of_one_vehicle():
    result = checked(folder(ROW, policy(保单号="P2", 险种="交强险", **{"保费（元）": "950"})))
    assert result.book.policies.select("policy_no", "line", "vin").rows() == [
        ("P1", "commercial", VIN),
        ("P2", "compulsory", VIN),
    ]


@pytest.mark.req("A3")
def test_a_term_without_its_last_day_ends_a_year_later():
    result = checked(folder(policy(起保日期="2024-02-29", 到期日="")))
    assert str(result.book.policies["expiry_date"][0]) == "2025-02-27"


@pytest.mark.req("A4")
def test_a_claim_of_a_policy_that_is_not_there_is_refused():
    claims = "赔案号,保单号,出险日期,赔款\nK1,P1,2026-03-01 08:30,1200元\nK2,P9,2026-03-01,5\n".encode()
    result = checked(folder(ROW, 赔案=claims))
    assert (codes(result, "赔案.csv"), result.book.claims["paid_fen"].to_list()) == (
        [None, "book.unknown_policy"],
        [120_000],
    )


@pytest.mark.req("A7")
def test_what_hangs_on_a_refused_row_is_refused_with_it():
    wrong_vehicle = VEHICLES.replace(VIN, "SHORT").encode()
    result = checked(folder(ROW) | {"车辆.csv": wrong_vehicle})
    assert (codes(result), result.book.policies.height) == (["book.unknown_vehicle"], 0)


@pytest.mark.req("A7")
def test_without_customer_and_vehicle_tables_both_are_made_from_keys_and_named_so():
    result = checked({"保单.csv": csv(ROW)})
    assert (result.book.customers["name"].to_list(), result.book.vehicles["vin"].to_list(), result.derived) == (
        ["客户C1"],
        [VIN],
        frozenset({"customers", "vehicles"}),
    )


@pytest.mark.req("A7")
def test_rows_may_name_who_is_stored_already():
    raw = read_folder({"保单.csv": csv(ROW)}, headings=None)
    result = check_book(raw, today=TODAY, known={"customers": pl.Series(["C1"]), "vehicles": pl.Series([VIN])})
    assert (result.book.policies.height, result.book.customers.height, result.book.vehicles.height) == (1, 0, 0)


@pytest.mark.req("A7")
def test_an_unknown_staff_number_is_remarked_on_and_the_policy_kept():
    staff = "工号,姓名,岗位,机构代码,在岗\nS2,李雷,续保专员,B1,是\n".encode()
    result = checked(folder(ROW, 人员=staff))
    assert (codes(result), result.book.policies.height) == (["book.unknown_staff"], 1)


@pytest.mark.req("A7")
def test_a_policy_of_an_office_that_is_not_in_the_tree_is_refused():
    result = checked(folder(ROW, 机构="机构代码,机构名称,级别\nB2,成都分公司,分公司\n".encode()))
    assert codes(result) == ["book.unknown_branch"]


@pytest.mark.req("A7", "A17")
def test_contacts_consents_and_complaints_come_in_with_their_words():
    result = checked(
        folder(
            ROW,
            联系记录="客户号,联系时间,结果\nC1,2026-11-01 10:30,无人接听\n".encode(),
            授权="客户号,目的,是否同意,授权日期,凭证\nC1,营销,是,2026-01-01,投保单勾选\n".encode(),
            投诉="投诉编号,客户号,受理日期\nT1,C1,2026-05-01\n".encode(),
        )
    ).book
    assert (result.contacts["outcome"][0], result.consents.row(0)[1:4], result.complaints["category"][0]) == (
        "no_answer",
        ("marketing", "call", True),
        "未分类",
    )


@pytest.mark.req("A7")
def test_a_word_of_the_sender_is_taught_by_a_map():
    taught = read_heading_map("values: {sales_channel: {传销: agent}}".encode())
    assert checked(folder(policy(销售渠道="传销")), headings=taught).book.policies["sales_channel"].to_list() == [
        "agent"
    ]


@pytest.mark.req("A7")
@pytest.mark.parametrize("text", ["values: {line: {商业险: business}}", "defaults: {sales_channel: 传销}"])
def test_a_map_that_leads_to_a_word_we_do_not_have_is_refused(text):
    with pytest.raises(Refusal) as refused:
        checked(folder(ROW), headings=read_heading_map(text.encode()))
    assert refused.value.code == "book.map_wrong_value"


@pytest.mark.req("A7")
def test_a_default_fills_empty_cells_and_a_missing_column():
    taught = read_heading_map(b"defaults: {sales_channel: dealer, staff_code: S7}")
    kept = checked(folder(policy(销售渠道="", 业务员工号="")), headings=taught).book.policies
    assert kept.select("sales_channel", "staff_code").rows() == [("dealer", "S7")]


@pytest.mark.req("A7")
def test_amounts_of_a_map_in_fen_are_not_multiplied():
    taught = read_heading_map(b"unit: fen")
    data = csv(policy(**{"保费（元）": "320050"})).replace("保费（元）".encode(), "保费".encode())
    assert checked(folder() | {"保单.csv": data}, headings=taught).book.policies["premium_fen"].to_list() == [320_050]


@pytest.mark.req("A7")
def test_the_same_files_give_the_same_book():
    first, again = (checked(folder(ROW, policy(保单号="P2", 到期日="坏"))) for _ in range(2))
    assert (first.book.policies.equals(again.book.policies), first.rows.equals(again.rows)) == (True, True)


@pytest.mark.req("A7")
def test_every_sheet_of_a_checked_book_keeps_its_contract():
    flawed = (policy(**{"保费（元）": "1"}), policy(保单号="", 到期日="坏"), policy(保单号="P2"), policy(保单号="P2"))
    book = checked(folder(ROW, *flawed, policy(保单号="P3"))).book
    assert {name: sheet.check(book.tables()[name]).height for name, sheet in BOOK_SHEETS.items()}["policies"] == 2


@pytest.mark.req("A7")
def test_an_order_of_files_does_not_matter():
    files = folder(ROW, 赔案="赔案号,保单号,出险日期\nK1,P1,2026-03-01\n".encode())
    turned = dict(reversed(files.items()))
    assert checked(turned).book.claims.equals(checked(files).book.claims)


def test_a_file_of_headings_alone_is_an_empty_table():
    assert checked({"保单.csv": csv(), "客户.csv": CUSTOMERS.encode()}).book.policies.height == 0


def test_a_policy_that_names_no_office_is_kept_beside_a_branch_table():
    offices = "机构代码,机构名称\n310101,上海一支\n".encode()
    assert codes(checked(folder(policy(机构代码=""), 机构=offices))) == [None]


def test_without_a_branch_table_no_office_is_asked_for():
    raw = read_folder(folder(policy(机构代码="440101")), headings=None)
    assert codes(check_book(raw, today=TODAY, known={"branches": pl.Series(["310101"])})) == [None]
