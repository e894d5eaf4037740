"""An agent's day as a spreadsheet: whom to call, what to say, marked with who took it out and when."""

from collections.abc import Mapping, Sequence
from io import BytesIO

import xlsxwriter

COLUMNS = (
    ("rank", "序号", 6),
    ("customer", "客户", 12),
    ("phone", "电话", 14),
    ("plate", "号牌", 12),
    ("vehicle", "车型", 20),
    ("expiry", "到期日", 12),
    ("days_left", "剩余天数", 10),
    ("last_premium", "上年保费（元）", 14),
    ("action", "下一步", 14),
    ("reason", "为什么是他", 40),
    ("say", "建议话术", 70),
    ("outcome", "结果（填写）", 16),
)


def write_call_list(rows: Sequence[Mapping[str, object]], *, title: str, mark: str) -> bytes:
    """Return an XLSX of the rows; `mark` (who, when, why confidential) stands in the header of every printed page."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("外呼清单")
    head = book.add_format({"bold": True, "bg_color": "#EAF1FB", "border": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    sheet.write(1, 0, mark, book.add_format({"font_color": "#C0392B"}))
    for place, (_, heading, width) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write(2, place, heading, head)
    for line, row in enumerate(rows, start=3):
        for place, (name, _, _) in enumerate(COLUMNS):
            sheet.write(line, place, row.get(name, ""), wrap)
    sheet.freeze_panes(3, 0)
    sheet.set_header(f"&L{title}&R{mark}")
    book.close()
    return buffer.getvalue()
