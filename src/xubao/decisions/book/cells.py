"""What day, amount, number or answer does a cell hold?"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import polars as pl

BLANKS = (
    "",
    "-",
    "--",
    "—",
    "——",
    "/",
    "null",
    "NULL",
    "Null",
    "None",
    "none",
    "N/A",
    "n/a",
    "#N/A",
    "NaN",
    "nan",
    "NA",
)
"""What senders write where nothing is known."""

_LONGEST_BLANK = max(len(blank.encode()) for blank in BLANKS)

NO_DAY = ("9999-12-31", "9999/12/31", "0001-01-01", "1900-01-01", "1900/1/1", "0000-00-00", "99991231", "00000000")
"""Days that core systems write where there is no day."""

_YES = (
    "1",
    "1.0",
    "true",
    "yes",
    "y",
    "t",
    "是",
    "有",
    "同意",
    "已同意",
    "授权",
    "已授权",
    "有效",
    "在岗",
    "在职",
    "已续保",
    "续保",
    "已续",
)
_NO = (
    "0",
    "0.0",
    "false",
    "no",
    "n",
    "f",
    "否",
    "无",
    "不同意",
    "未同意",
    "拒绝",
    "未授权",
    "撤回",
    "已撤回",
    "无效",
    "离岗",
    "离职",
)
_NOT_RENEWED = ("未续保", "流失", "脱保", "未续", "已流失", "转出")
_STRIP = " \t\r\n\u3000\u00a0\ufeff'’‘"
_DAY_PARTS = r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{1,2}.*)?$"
_SERIAL = r"^[2-7]\d{4}(?:\.\d+)?$"
_AMOUNT = r"^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?$"
_EXCEL_EPOCH = date(1899, 12, 30)
_NUMBER = pl.Decimal(30, 6)

Parser = Callable[[pl.Series], pl.Series]


def as_text(cells: pl.Series) -> pl.Series:
    """Return cells as trimmed text; blanks and the words senders write for nothing become null."""
    text = (cells if cells.dtype == pl.String else cells.cast(pl.String)).str.strip_chars(_STRIP)
    if not (text.str.len_bytes() <= _LONGEST_BLANK).any():
        return text
    return text.set(text.is_in(BLANKS), None)


def narrow(text: pl.Series) -> pl.Series:
    """Return text with full-width letters, digits and signs made narrow (NFKC)."""
    if (text.str.len_bytes() == text.str.len_chars()).all():
        return text
    return text.str.normalize("NFKC")


def as_day(cells: pl.Series, *, forms: Sequence[str] = ()) -> pl.Series:
    """Return days (Date): 2025-03-01, 2025/3/1, 20250301, 2025年3月1日, with or without a time, or an Excel serial.

    `forms` are the sender's own strptime forms, tried first. Null where a cell is empty or cannot be one certain
    day; years outside 1900-2199 are not days.
    """
    if cells.dtype == pl.Date:
        return cells
    if cells.dtype == pl.Datetime:
        return cells.cast(pl.Date)
    text = day_text(cells)
    day = _fast_then_slow(text, text.str.to_date("%Y-%m-%d", strict=False), lambda rest: _odd_days(rest, forms))
    return day.set(~day.dt.year().is_between(1900, 2199), None)


def day_text(cells: pl.Series) -> pl.Series:
    """Return the text of cells that should hold days; a day that stands for "none" (9999-12-31) is empty."""
    text = as_text(cells)
    return text.set(text.str.head(10).is_in(NO_DAY), None)


def _fast_then_slow(text: pl.Series, fast: pl.Series, slow: Parser) -> pl.Series:
    """Return the fast reading, and for cells it could not read the slow one (each different text once)."""
    missed = text.is_not_null() & fast.is_null()
    if not missed.any():
        return fast
    rest = text.filter(missed).unique()
    table = pl.DataFrame({"t": rest, "slow": slow(rest)})
    frame = pl.DataFrame({"t": text, "fast": fast}).join(table, on="t", how="left", maintain_order="left")
    return frame.select(pl.coalesce("fast", "slow")).to_series()


def _odd_days(text: pl.Series, forms: Sequence[str]) -> pl.Series:
    """Return days of texts that are not plain ISO days."""
    plain = narrow(text)
    dashed = plain.str.replace_all(r"\s*[年月/.]\s*", "-").str.replace("日|号", "")
    parts = pl.DataFrame({"d": dashed}).select(
        pl.concat_str(
            pl.col("d").str.extract(_DAY_PARTS, 1),
            *(pl.lit("-") + pl.col("d").str.extract(_DAY_PARTS, part).str.zfill(2) for part in (2, 3)),
        )
    )
    serial = plain.str.extract(r"^(\d+)", 1).cast(pl.Int64, strict=False)
    frame = pl.DataFrame({"p": plain, "parts": parts.to_series(), "serial": serial})
    readings = [
        *(pl.col("p").str.to_date(form, strict=False) for form in forms),
        pl.col("parts").str.to_date("%Y-%m-%d", strict=False),
        pl.when(pl.col("p").str.contains(r"^\d{8}$")).then(pl.col("p").str.to_date("%Y%m%d", strict=False)),
        pl.when(pl.col("p").str.contains(_SERIAL)).then(pl.lit(_EXCEL_EPOCH) + pl.duration(days="serial")),
    ]
    day = pl.coalesce(readings)
    return frame.select(day.cast(pl.Date)).to_series()


def as_moment(cells: pl.Series, *, forms: Sequence[str] = ()) -> pl.Series:
    """Return moments (Datetime, China time); a day alone is its midnight."""
    if cells.dtype in (pl.Datetime, pl.Date):
        return cells.cast(pl.Datetime("us"))
    text = day_text(cells)
    fast = text.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")
    return _fast_then_slow(text, fast, lambda rest: _odd_moments(rest, forms))


def _odd_moments(text: pl.Series, forms: Sequence[str]) -> pl.Series:
    """Return moments of texts that are not plain ISO moments."""
    plain = narrow(text)
    clock = plain.str.extract(r"[ T日](\d{1,2}:\d{2}(?::\d{2})?)", 1)
    padded = (
        clock.str.zfill(5)
        .to_frame("c")
        .select(pl.when(pl.col("c").str.len_chars() <= 5).then(pl.col("c") + ":00").otherwise(pl.col("c").str.zfill(8)))
    )
    day = as_day(text, forms=forms).cast(pl.Datetime("us"))
    seconds = padded.to_series().str.to_time("%H:%M:%S", strict=False).cast(pl.Duration("us")).fill_null(timedelta())
    return day + seconds


def as_fen(cells: pl.Series, *, unit: str = "yuan") -> pl.Series:
    """Return amounts in whole fen (Int64) of cells in yuan, fen or wan (10,000 yuan).

    Takes 元, ¥, thousands commas, full-width digits and 万. Null where a cell is empty, is no amount, or has parts
    of a fen; "222,52" is no amount, since a comma groups thousands here.
    """
    scale = {"yuan": 100, "fen": 1, "wan": 1_000_000}[unit]
    if cells.dtype.is_integer():
        return cells.cast(pl.Int64) * scale
    if cells.dtype.is_float():
        return _whole(cells.round(6 if unit == "wan" else 4).cast(_NUMBER, strict=False), scale)
    text = as_text(cells)
    fast = _whole(text.cast(_NUMBER, strict=False), scale)
    return _fast_then_slow(text, fast, lambda rest: _odd_amounts(rest, scale))


def _whole(number: pl.Series, scale: int) -> pl.Series:
    """Return number x scale as whole numbers, null where it has parts."""
    scaled = pl.DataFrame({"n": number}).select((pl.col("n") * scale).alias("n"))
    whole = pl.col("n").cast(pl.Int64, strict=False)
    return scaled.select(pl.when(pl.col("n") == whole).then(whole)).to_series()


def _odd_amounts(text: pl.Series, scale: int) -> pl.Series:
    """Return amounts of texts with signs and words around the number."""
    plain = narrow(text).str.replace_all(r"\s", "").str.replace("^(?:¥|RMB|CNY|人民币)", "")
    ten_thousand = plain.str.contains("万元?$")
    digits = plain.str.replace("(?:万元|万|元整|元)$", "")
    frame = pl.DataFrame({"d": digits, "wan": ten_thousand}).with_columns(
        pl.when(pl.col("d").str.contains(_AMOUNT))
        .then(pl.col("d").str.replace_all(",", "", literal=True))
        .cast(_NUMBER, strict=False)
        .alias("n")
    )
    plain_fen, wan_fen = _whole(frame["n"], scale), _whole(frame["n"], 1_000_000)
    return (
        pl.DataFrame({"a": plain_fen, "b": wan_fen, "wan": frame["wan"]})
        .select(pl.when("wan").then("b").otherwise("a"))
        .to_series()
    )


def as_real(cells: pl.Series) -> pl.Series:
    """Return real numbers (Float64); "15%" is 0.15."""
    if cells.dtype.is_numeric():
        return cells.cast(pl.Float64)
    if cells.dtype == pl.Boolean:
        return cells.cast(pl.Float64)
    text = as_text(cells)
    return _fast_then_slow(text, text.cast(pl.Float64, strict=False), _odd_reals)


def _odd_reals(text: pl.Series) -> pl.Series:
    """Return numbers of texts with a percent sign, commas or a unit behind."""
    plain = narrow(text).str.replace_all(r"[\s,]", "")
    percent = plain.str.ends_with("%")
    number = plain.str.extract(r"^([+-]?\d+(?:\.\d*)?)(?:%|年|岁|次|座|人|kg|千克|公斤|吨|天)?$", 1).cast(
        pl.Float64, strict=False
    )
    return (
        pl.DataFrame({"n": number, "p": percent})
        .select(pl.when("p").then(pl.col("n") / 100).otherwise("n"))
        .to_series()
    )


def as_count(cells: pl.Series, *, scale: int = 1) -> pl.Series:
    """Return whole numbers (Int32) of cells x scale; parts that remain are cut off (4.7 years are 4 full ones)."""
    if cells.dtype.is_integer():
        return (cells.cast(pl.Int64) * scale).cast(pl.Int32, strict=False)
    return (as_real(cells) * scale + 1e-9).floor().cast(pl.Int32, strict=False)


def as_basis(cells: pl.Series, *, already: bool) -> pl.Series:
    """Return factors in basis points (Int32): 0.85 and 85% are 8500; `already` says that the cells are in bp."""
    real = as_real(cells)
    return (real if already else real * 10_000).round().cast(pl.Int32, strict=False)


def as_flag(cells: pl.Series) -> pl.Series:
    """Return yes or no (Boolean): 是/否, 1/0, 已续保/流失, 在岗/离职 and the like; null for anything else."""
    if cells.dtype == pl.Boolean:
        return cells
    known = dict.fromkeys(_YES, True) | dict.fromkeys((*_NO, *_NOT_RENEWED), False)
    return narrow(as_text(cells)).str.to_lowercase().replace_strict(known, default=None, return_dtype=pl.Boolean)
