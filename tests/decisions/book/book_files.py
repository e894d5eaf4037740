"""Files as insurers send them, small enough to read at a glance."""

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

from xubao.decisions.book.checking import Checked, check_book
from xubao.decisions.book.headings import HeadingMap
from xubao.decisions.book.reading import read_folder

TODAY = date(2026, 11, 22)
VIN = "LSVAA4182E2123451"
HEADINGS = "保单号,险种,车架号,客户号,机构代码,业务员工号,销售渠道,起保日期,到期日,保费（元）"
ROW = "P1,商业险,LSVAA4182E2123451,C1,B1,S1,电销,2026-01-01,2026-12-31,3200.50"
CUSTOMERS = "客户号,姓名,手机号\nC1,王小明,13812345678\n"
VEHICLES = f"车架号,使用性质,车牌号\n{VIN},家庭自用,川A12345\n"


def csv(*rows: str, headings: str = HEADINGS, encoding: str = "utf-8") -> bytes:
    """Return a CSV with a line end after every row."""
    return ("\n".join((headings, *rows)) + "\n").encode(encoding)


def folder(*rows: str, **others: bytes) -> dict[str, bytes]:
    """Return a folder with these policies, one customer and one vehicle; other files by keyword."""
    files = {"保单.csv": csv(*rows), "客户.csv": CUSTOMERS.encode(), "车辆.csv": VEHICLES.encode()}
    return files | {f"{name}.csv": data for name, data in others.items()}


def checked(files: dict[str, bytes], *, headings: HeadingMap | None = None, today: date = TODAY) -> Checked:
    """Return what checking makes of a folder."""
    return check_book(read_folder(files, headings=headings), today=today)


def policy(**cells: str) -> str:
    """Return one policy row with some cells changed, by heading."""
    names = HEADINGS.split(",")
    row = dict(zip(names, ROW.split(","), strict=True)) | cells
    return ",".join(f'"{row[name]}"' if "," in row[name] else row[name] for name in names)


def codes(result: Checked, source: str = "保单.csv") -> list[str | None]:
    """Return the reason code of each row of a file."""
    return result.rows.filter(source=source)["code"].to_list()


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    """Return an XLSX with sheets of rows; dates are written as Excel writes them."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for position, row in enumerate(rows):
            sheet.write_row(position, 0, row)
    book.close()
    return out.getvalue()
