"""Files of a folder: read whatever their form, refused whole when they cannot be trusted."""

import io
from datetime import date

import polars as pl
import pytest
from tests.decisions.book.book_files import HEADINGS, ROW, VIN, checked, codes, csv, folder, policy, workbook

from xubao.decisions.book.headings import read_heading_map
from xubao.decisions.book.reading import read_events, read_folder
from xubao.glossary.refusals import Refusal

POLICY_IDS = "policy_no,line,vin,customer_no,branch_code,staff_code,sales_channel,start_date,expiry_date,premium_fen"
FEN = {"保费（元）": "320050"}
LIST_ROWS = "保单号,客户姓名,车牌号,联系电话,到期日期,上年保费\nP1,王小明,川A12345,13812345678,2026/12/31,3200\n"


def refusal(files: dict[str, bytes]) -> Refusal:
    with pytest.raises(Refusal) as refused:
        read_folder(files, headings=None)
    return refused.value


@pytest.mark.req("A7")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_file_is_read_in_every_usual_encoding(encoding):
    files = folder(ROW) | {"保单.csv": csv(ROW, encoding=encoding)}
    assert checked(files).book.policies["premium_fen"].to_list() == [320_050]


@pytest.mark.req("A7")
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_is_read_with_every_usual_separator(separator):
    text = f"{HEADINGS}\n{ROW}\n".replace(",", separator)
    assert checked(folder() | {"保单.csv": text.encode()}).book.policies.height == 1


@pytest.mark.req("A7")
def test_windows_line_ends_do_no_harm():
    files = folder() | {"保单.csv": csv(ROW).replace(b"\n", b"\r\n")}
    assert checked(files).book.policies["premium_fen"].to_list() == [320_050]


@pytest.mark.req("A7")
def test_a_workbook_holds_one_table_per_sheet():
    book = workbook(
        保单=[HEADINGS.split(","), [*ROW.split(",")[:7], date(2026, 1, 1), date(2026, 12, 31), 3200.5]],
        客户=[["客户号", "姓名"], ["C1", "王小明"]],
        车辆=[["车架号", "使用性质"], [VIN, "家庭自用"]],
    )
    kept = checked({"book.xlsx": book}).book
    assert (kept.policies["start_date"].to_list(), kept.customers.height) == ([date(2026, 1, 1)], 1)


@pytest.mark.req("A7")
def test_a_title_above_the_headings_is_passed_over_and_lines_are_those_of_the_sheet():
    rows = [["2026年12月续保清单"], [], *(line.split(",") for line in LIST_ROWS.splitlines())]
    result = checked({"清单.xlsx": workbook(清单=rows)})
    assert (result.book.policies.height, result.rows["line_no"].to_list()) == (1, [4])


@pytest.mark.req("A7")
def test_a_parquet_file_keeps_its_own_types():
    frame = pl.DataFrame({"保单号": [7], "到期日": [date(2026, 12, 31)], "保费": [3200.5]})
    out = io.BytesIO()
    frame.write_parquet(out)
    kept = checked({"续保清单.parquet": out.getvalue()}).book.policies
    assert kept.select("policy_no", "premium_fen").rows() == [("7", 320_050)]


@pytest.mark.req("A7")
def test_our_own_sheets_come_back_unchanged():
    first = checked(folder(ROW, 赔案="赔案号,保单号,出险日期,赔款\nK1,P1,2026-03-01,500\n".encode())).book
    again = checked(
        {f"{name}.csv": frame.write_csv().encode() for name, frame in first.tables().items() if frame.height}
    )
    assert {
        name: frame.equals(again.book.tables()[name]) for name, frame in first.tables().items() if frame.height
    } == {
        "policies": True,
        "customers": True,
        "vehicles": True,
        "claims": True,
    }


@pytest.mark.req("A7")
def test_a_table_is_known_by_its_headings_where_the_name_says_nothing():
    files = {f"{name}.csv": data for name, data in zip("abc", folder(ROW).values(), strict=True)}
    assert {table.table for table in read_folder(files, headings=None).tables} == {"policies", "customers", "vehicles"}


@pytest.mark.req("A7")
def test_files_that_are_no_extracts_are_left_alone():
    raw = read_folder(folder(ROW) | {"说明.docx": b"?", ".保单.csv": b"", "~$保单.xlsx": b"?"}, headings=None)
    assert len(raw.tables) == 3


@pytest.mark.req("A7")
def test_lines_are_counted_as_the_sender_sees_them():
    files = folder() | {"保单.csv": csv(policy(业务员工号="S\n1"), "", policy(保单号="P2", 到期日="坏"))}
    files["保单.csv"] = files["保单.csv"].replace(b"S\n1", b'"S\n1"')
    assert checked(files).rows.filter(~pl.col("kept"))["line_no"].to_list() == [5]


@pytest.mark.req("A7")
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "book.empty_file"),
        (b"  \n \n", "book.empty_file"),
        (csv(ROW, encoding="utf-16"), "book.unknown_encoding"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "book.unknown_encoding"),
        (csv(ROW) + b"\xff\xff,\xff", "book.unknown_encoding"),
        (csv(ROW)[:-30], "book.cut_off"),
        (csv(ROW) + b'P2,"\xe5\x95\x86', "book.cut_off"),
        (csv(ROW) + '"P2,商业险\n'.encode(), "book.cut_off"),
        (b"PK\x03\x04broken", "book.cut_off"),
        (b"PAR1broken", "book.cut_off"),
        ("随便写的一段话\n没有表格\n".encode(), "book.not_a_table"),
        (b"a,b\n1,2\n", "book.no_table_recognised"),
        (csv(ROW).replace("客户号".encode(), "备用".encode()), "book.missing_column"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole(data, code):
    assert refusal({"保单.csv": data}).code == code


@pytest.mark.req("A7")
def test_a_workbook_cut_off_in_the_middle_is_refused_whole():
    whole = workbook(保单=[HEADINGS.split(","), ROW.split(",")])
    assert refusal({"保单.xlsx": whole[: len(whole) // 2]}).code == "book.cut_off"


@pytest.mark.req("A7")
def test_gbk_cut_in_the_middle_of_a_character_is_refused_whole():
    whole = csv(policy(销售渠道="电销", 到期日="2026年12月31日"), encoding="gb18030")
    assert refusal({"保单.csv": whole[: whole.rindex("年".encode("gb18030")) + 1]}).code == "book.cut_off"


@pytest.mark.req("A7")
def test_gbk_that_shows_only_late_in_a_long_file_is_read_all_the_same(monkeypatch):
    monkeypatch.setattr("xubao.decisions.book.containers.BLOCK", 200)
    early = [policy(保单号=f"P{number}", 险种="commercial", 销售渠道="agent", **FEN) for number in range(20)]
    data = csv(*early, headings=POLICY_IDS) + f"{policy(保单号='P99', **FEN)}\n".encode("gb18030")
    assert checked(folder() | {"保单.csv": data}).book.policies["sales_channel"].to_list()[-1] == "telesales"


@pytest.mark.req("A7")
def test_a_missing_column_is_named_beside_the_headings_there_are():
    refused = refusal({"保单.csv": csv(ROW).replace("客户号".encode(), "备用".encode())})
    assert (refused.data["missing"], "备用" in str(refused.data["present"])) == ("客户号", True)


@pytest.mark.req("A7")
def test_a_folder_with_nothing_to_read_is_refused():
    assert refusal({"说明.docx": b"?"}).code == "book.no_files"


@pytest.mark.req("A7")
def test_a_cut_off_file_leaves_the_rest_of_the_folder_out_too():
    assert refusal(folder(ROW) | {"赔案.csv": "赔案号,保单号,出险日期\nK1,P1".encode()}).code == "book.cut_off"


@pytest.mark.req("A7")
def test_a_row_with_too_many_cells_is_refused_alone():
    result = checked(folder() | {"保单.csv": csv(ROW, policy(保单号="P2") + ",成都,3号", policy(保单号="P3"))})
    assert (codes(result), result.book.policies.height) == ([None, "book.too_many_cells", None], 2)


@pytest.mark.req("A7")
def test_a_last_line_without_line_end_is_remarked_on():
    result = checked(folder() | {"保单.csv": csv(ROW).rstrip()})
    assert (codes(result), result.book.policies.height) == (["book.no_last_newline"], 1)


EVENTS_MAP = read_heading_map(
    """
table: renewal_list
policy_number_repeats: true
columns: {id: policy_no, due: renewal_date, last: premium_fen, next: offered_premium_fen}
label: {column: lapse, lapsed: 1}
extra_features: {power: number, body: category, absent: number}
ignore: {later: 泄露}
""".encode()
)
EVENTS = "id,due,last,next,lapse,power,body,later,other\n7,2017-10-01,200.00,210.00,1,80,van,9,x\n"


@pytest.mark.req("C1")
def test_renewal_events_come_in_the_words_of_the_features():
    row = read_events(EVENTS.encode(), "e.csv", headings=EVENTS_MAP).row(0, named=True)
    asked = (
        "policy_id",
        "policy_no",
        "renewal_date",
        "renewed",
        "premium_last_fen",
        "premium_offered_fen",
        "premium_change",
    )
    assert [row[name] for name in asked] == ["7", "7", date(2017, 10, 1), False, 20_000, 21_000, pytest.approx(0.05)]


@pytest.mark.req("C1")
def test_declared_columns_become_features_and_others_are_left():
    frame = read_events(EVENTS.encode(), "e.csv", headings=EVENTS_MAP)
    assert frame.select("^x_.*$").to_dicts() == [{"x_power": 80.0, "x_body": "van"}]


@pytest.mark.req("C1")
def test_a_file_to_score_needs_no_label():
    data = EVENTS.replace("lapse", "unlabelled").encode()
    assert read_events(data, "e.csv", headings=EVENTS_MAP)["renewed"].to_list() == [None]


@pytest.mark.req("C1")
def test_an_event_without_a_day_is_refused_with_its_line():
    data = (EVENTS + "8,坏,1,1,0,1,van,1,x\n").encode()
    with pytest.raises(Refusal, match="第 3 行"):
        read_events(data, "e.csv", headings=EVENTS_MAP)
