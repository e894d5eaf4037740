"""What falls due today, how near it is, and who looks after it."""

from datetime import date, timedelta

import polars as pl
import pytest
from tests.decisions.book.book_files import HEADINGS, VIN, checked, csv, folder, policy

from xubao.decisions.book.due import find_due
from xubao.glossary.book_sheets import Book
from xubao.glossary.plan_sheets import DUE

TODAY = date(2026, 11, 22)
STAFF = "工号,姓名,岗位,机构代码,在岗\n"
OFFICES = "机构代码,机构名称,级别,上级机构\nB0,总公司,总公司,\nB1,四川分公司,分公司,B0\nB2,成都支公司,支公司,B1\n"


def due(book: Book, *, today: date = TODAY, before: int = 90, after: int = 90) -> pl.DataFrame:
    return find_due(book, today=today, days_before=before, days_after=after)


def expiring(day: date, **cells: str) -> str:
    return policy(**{"起保日期": str(day - timedelta(days=364)), "到期日": str(day)} | cells)


def owners(*rows: str, staff: str = "", offices: str = OFFICES) -> list[tuple[str, str]]:
    files = folder(*rows, 机构=offices.encode()) | ({"人员.csv": (STAFF + staff).encode()} if staff else {})
    return due(checked(files).book).select("policy_no", "owner_code").rows()


def cars(count: int, **cells: str) -> dict[str, bytes]:
    """Return a folder of policies of as many customers and vehicles, due a day apart."""
    vins = [f"LSVAA4182E21234{number:02d}" for number in range(count)]
    rows = [
        expiring(
            TODAY + timedelta(days=number), **{"保单号": f"P{number}", "车架号": vin, "客户号": f"C{number}"} | cells
        )
        for number, vin in enumerate(vins)
    ]
    customers = "客户号,姓名\n" + "".join(f"C{number},甲\n" for number in range(count))
    vehicles = "车架号,使用性质\n" + "".join(f"{vin},家庭自用\n" for vin in vins)
    return {"保单.csv": csv(*rows), "客户.csv": customers.encode(), "车辆.csv": vehicles.encode()}


@pytest.mark.req("B20")
@pytest.mark.parametrize(
    ("days", "band"),
    [
        (90, "early"),
        (61, "early"),
        (60, "middle"),
        (31, "middle"),
        (30, "near"),
        (8, "near"),
        (7, "urgent"),
        (0, "urgent"),
        (-1, "lapsed"),
        (-90, "lapsed"),
    ],
)
def test_the_band_tells_how_near_the_last_day_of_cover_is(days, band):
    found = due(checked(folder(expiring(TODAY + timedelta(days=days)))).book)
    assert found.select("days_left", "band").rows() == [(days, band)]


@pytest.mark.req("B20")
@pytest.mark.parametrize("days", [91, -91])
def test_outside_the_window_nothing_falls_due(days):
    assert due(checked(folder(expiring(TODAY + timedelta(days=days)))).book).height == 0


@pytest.mark.req("B20")
def test_a_policy_that_is_renewed_already_does_not_fall_due():
    end = TODAY + timedelta(days=10)
    nxt = policy(保单号="P2", 起保日期=str(end + timedelta(days=1)), 到期日="")
    assert due(checked(folder(expiring(end), nxt)).book).height == 0


@pytest.mark.req("B20")
def test_a_cancelled_policy_does_not_fall_due():
    files = folder() | {"保单.csv": csv(policy() + ",2026-06-01", headings=f"{HEADINGS},退保日期")}
    assert due(checked(files).book).height == 0


@pytest.mark.req("B20")
def test_a_policy_that_will_be_cancelled_later_falls_due_today():
    files = folder() | {"保单.csv": csv(policy() + ",2026-12-01", headings=f"{HEADINGS},退保日期")}
    assert due(checked(files).book).height == 1


@pytest.mark.req("B20")
@pytest.mark.parametrize(("days", "types"), [(0, ["new"]), (30, ["new"]), (31, [])])
def test_a_customer_whose_cover_began_within_thirty_days_is_new(days, types):
    row = policy(起保日期=str(TODAY - timedelta(days=days)), 到期日="")
    assert due(checked(folder(row)).book)["customer_type"].to_list() == types


@pytest.mark.req("B20")
def test_both_lines_of_a_new_car_are_new():
    start = str(TODAY - timedelta(days=5))
    rows = [policy(起保日期=start, 到期日=""), policy(保单号="P2", 险种="交强险", 起保日期=start, 到期日="")]
    assert due(checked(folder(*rows)).book).select("band", "twin_policy_no").rows() == [("new", "P2"), ("new", "P1")]


@pytest.mark.req("B20")
def test_a_customer_who_was_insured_here_before_is_not_new():
    old = policy(保单号="P0", 起保日期="2024-01-01", 到期日="")
    row = policy(起保日期=str(TODAY), 到期日="")
    assert due(checked(folder(old, row)).book)["policy_no"].to_list() == []


@pytest.mark.req("B20")
def test_what_a_list_says_of_an_end_that_has_not_come_is_not_known_yet():
    text = "保单号,车牌号,到期日,上年保费,是否续保\nP1,川A1,2026-11-30,100,是\nP2,川A2,2026-11-10,100,是\n"
    assert due(checked({"续保清单.csv": text.encode()}).book)["policy_no"].to_list() == ["P1"]


@pytest.mark.req("A15")
def test_a_due_policy_carries_its_household_and_twin():
    rows = [expiring(TODAY), expiring(TODAY + timedelta(days=3), 保单号="J1", 险种="交强险")]
    found = due(checked(folder(*rows)).book)
    assert found.select("policy_no", "household_no", "twin_policy_no", "twin_expiry_date").row(0) == (
        "P1",
        "C1",
        "J1",
        TODAY + timedelta(days=3),
    )


@pytest.mark.req("K1")
def test_the_own_staff_of_a_policy_looks_after_it():
    assert owners(expiring(TODAY), staff="S1,李雷,客服,B1,是\nS2,韩梅,续保专员,B1,是\n") == [("P1", "S1")]


@pytest.mark.req("K1")
def test_who_has_left_gives_the_policy_to_a_specialist_of_the_office():
    assert owners(expiring(TODAY), staff="S1,李雷,客服,B1,否\nS2,韩梅,续保专员,B1,是\n") == [("P1", "S2")]


@pytest.mark.req("K1")
def test_an_office_without_specialists_looks_to_the_nearest_above():
    row = expiring(TODAY, 机构代码="B2", 业务员工号="")
    assert owners(row, staff="S8,甲,续保专员,B0,是\nS9,乙,续保专员,B1,是\n") == [("P1", "S9")]


@pytest.mark.req("K1")
def test_without_specialists_the_manager_of_the_nearest_office_takes_it():
    row = expiring(TODAY, 机构代码="B2", 业务员工号="")
    assert owners(row, staff="S8,甲,机构负责人,B1,是\nS9,乙,客服,B2,是\n") == [("P1", "S8")]


@pytest.mark.req("K1")
def test_with_nobody_at_all_the_office_is_named():
    assert owners(expiring(TODAY, 业务员工号="")) == [("P1", "branch:B1")]


@pytest.mark.req("K1")
def test_unowned_customers_go_to_those_who_have_the_fewest():
    files = cars(6, 业务员工号="") | {"人员.csv": (STAFF + "S1,甲,续保专员,B1,是\nS2,乙,续保专员,B1,是\n").encode()}
    files["机构.csv"] = OFFICES.encode()
    assert due(checked(files).book)["owner_code"].to_list() == ["S1", "S2", "S1", "S2", "S1", "S2"]


@pytest.mark.req("K1")
def test_what_somebody_looks_after_already_counts():
    files = cars(5, 业务员工号="") | {"人员.csv": (STAFF + "S1,甲,续保专员,B1,是\nS2,乙,续保专员,B1,是\n").encode()}
    text = files["保单.csv"].decode().replace("C0,B1,,", "C0,B1,S1,").replace("C1,B1,,", "C1,B1,S1,")
    found = due(checked(files | {"保单.csv": text.encode()}).book)
    assert found["owner_code"].to_list() == ["S1", "S1", "S2", "S2", "S1"]


@pytest.mark.req("A15", "K1")
def test_all_policies_of_a_household_go_to_one_owner():
    rows = [
        expiring(TODAY, 业务员工号=""),
        expiring(TODAY + timedelta(days=1), 保单号="J1", 险种="交强险", 业务员工号=""),
    ]
    assert owners(*rows, staff="S1,甲,续保专员,B1,是\nS2,乙,续保专员,B1,是\n") == [("P1", "S1"), ("J1", "S1")]


@pytest.mark.req("K1")
def test_an_owner_comes_with_a_reason_in_chinese():
    found = due(checked(folder(expiring(TODAY))).book)
    assert found["owner_reason"].to_list() == ["保单业务员（未提供人员表，未核对是否在岗）"]


@pytest.mark.req("B20")
def test_the_same_book_gives_the_same_list_whatever_the_order_of_its_rows():
    book = checked(cars(20)).book
    turned = Book(**{name: frame.reverse() for name, frame in book.tables().items()})
    assert due(turned).equals(due(book))


@pytest.mark.req("B20")
def test_a_motorcycle_falls_due_like_any_vehicle():
    files = folder(expiring(TODAY)) | {"车辆.csv": f"车架号,使用性质,车辆种类\n{VIN},家庭自用,摩托车\n".encode()}
    assert due(checked(files).book).height == 1


def test_a_circle_of_offices_ends_in_the_office_itself():
    circle = "机构代码,机构名称,级别,上级机构\nB1,甲,支公司,B2\nB2,乙,支公司,B1\n"
    assert owners(expiring(TODAY, 业务员工号=""), staff="S1,甲,客服,B1,是\n", offices=circle) == [("P1", "branch:B1")]


def test_an_empty_book_has_nothing_due():
    assert due(checked({"保单.csv": csv()}).book).equals(DUE.empty())
