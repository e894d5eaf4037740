"""How long does it take to read and check a book of policies, beside raw bytes and a hand-written Polars check?"""

import argparse
import io
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl

from xubao.decisions.book.checking import check_book
from xubao.decisions.book.reading import Raw, read_folder

HEADINGS = {
    "policy_no": "保单号",
    "line": "险种",
    "vin": "车架号",
    "customer_no": "客户号",
    "branch_code": "机构代码",
    "staff_code": "业务员工号",
    "sales_channel": "销售渠道",
    "start_date": "起保日期",
    "expiry_date": "到期日",
    "signed_on": "签单日期",
    "premium": "保费（元）",
    "tax": "车船税（元）",
    "base": "基准保费（元）",
    "ncd": "NCD系数",
    "traffic": "交通违法系数",
    "autonomous": "自主定价系数",
    "cover": "险别组合",
    "limit": "三者险限额（元）",
    "previous": "上年保单号",
    "insurer": "上年承保公司",
}
FILLERS = 10
"""Columns we do not know, to make the file as wide as a real extract (30 columns)."""

VIN_LETTERS = np.array(list("ABCDEFGHJKLMNPRSTUVWXYZ0123456789"))


def make_policies(count: int, seed: int, *, wrong: float) -> pl.DataFrame:
    """Return policies as an insurer's extract has them, a share of the rows wrong in one way or another."""
    rng = np.random.default_rng(seed)
    number = pl.Series(np.arange(count))
    start = pl.Series(np.datetime64("2023-01-01") + rng.integers(0, 1400, count).astype("timedelta64[D]")).cast(pl.Date)
    frame = pl.DataFrame({"n": number, "start": start}).select(
        pl.format("PDAA2024{}", pl.col("n").cast(pl.String).str.zfill(10)).alias("policy_no"),
        pl.when(pl.col("n") % 2 == 0).then(pl.lit("商业险")).otherwise(pl.lit("交强险")).alias("line"),
        pl.format("LSVAA4182{}", (pl.col("n") // 2).cast(pl.String).str.zfill(8)).alias("vin"),
        pl.format("C{}", pl.col("n") // 2).alias("customer_no"),
        pl.format("5101{}", pl.col("n") % 20).alias("branch_code"),
        pl.format("S{}", pl.col("n") % 300).alias("staff_code"),
        pl.lit("电销").alias("sales_channel"),
        pl.col("start").dt.strftime("%Y-%m-%d").alias("start_date"),
        pl.col("start").dt.offset_by("364d").dt.strftime("%Y-%m-%d").alias("expiry_date"),
        pl.col("start").dt.offset_by("-9d").dt.strftime("%Y-%m-%d").alias("signed_on"),
        (pl.col("n") % 400_000 / 100 + 800).cast(pl.String).alias("premium"),
        pl.lit("360.00").alias("tax"),
        (pl.col("n") % 500_000 / 100 + 1000).cast(pl.String).alias("base"),
        pl.lit("0.6").alias("ncd"),
        pl.lit("1").alias("traffic"),
        pl.lit("0.95").alias("autonomous"),
        pl.lit("车损+三者+司机+乘客").alias("cover"),
        pl.lit("2000000").alias("limit"),
        pl.format("PDAA2023{}", pl.col("n").cast(pl.String).str.zfill(10)).alias("previous"),
        pl.lit("").alias("insurer"),
        *(pl.format("备用{}", pl.col("n") % (7 + filler)).alias(f"备用列{filler}") for filler in range(FILLERS)),
    )
    bad = pl.Series("bad", rng.random(count) < wrong)
    kind = pl.Series("kind", rng.integers(0, 3, count))
    frame = frame.with_columns(bad, kind).with_columns(
        pl.when(pl.col("bad") & (pl.col("kind") == 0))
        .then(pl.lit("2025-02-30"))
        .otherwise("start_date")
        .alias("start_date"),
        pl.when(pl.col("bad") & (pl.col("kind") == 1)).then(pl.lit("三千元")).otherwise("premium").alias("premium"),
        pl.when(pl.col("bad") & (pl.col("kind") == 2)).then(pl.lit("车贷险")).otherwise("line").alias("line"),
    )
    return frame.drop("bad", "kind").rename(HEADINGS)


def by_hand(data: bytes) -> pl.DataFrame:
    """Read and check the policies as a hand-written Polars script would: the anchor of the check."""
    frame = pl.read_csv(io.BytesIO(data), infer_schema=False)
    day = {name: pl.col(name).str.to_date("%Y-%m-%d", strict=False) for name in ("起保日期", "到期日", "签单日期")}
    amount = {name: pl.col(name).cast(pl.Float64, strict=False) for name in HEADINGS.values() if "（元）" in name}
    factor = {name: pl.col(name).cast(pl.Float64, strict=False) for name in HEADINGS.values() if name.endswith("系数")}
    read = frame.with_columns(**{f"{name}_": expr for name, expr in (day | amount | factor).items()}).with_columns(
        line_=pl.col("险种").replace_strict({"商业险": "commercial", "交强险": "compulsory"}, default=None),
        channel_=pl.col("销售渠道").replace_strict({"电销": "telesales"}, default=None),
    )
    wrong = [(pl.col(f"{name}_").is_null() & pl.col(name).is_not_null()).alias(name) for name in day | amount | factor]
    wrong += [(pl.col(f"{name}_") < 0).alias(f"{name}<0") for name in amount]
    wrong += [pl.col("line_").is_null().alias("险种"), pl.col("channel_").is_null().alias("销售渠道")]
    wrong += [pl.col(name).is_null().alias(f"{name}空") for name in ("保单号", "客户号", "车架号", "机构代码")]
    wrong += [(pl.col("到期日_") < pl.col("起保日期_")).alias("止期"), pl.col("保单号").is_duplicated().alias("重号")]
    wrong += [(~pl.col("车架号").str.contains(r"^[A-HJ-NPR-Z0-9]{17}$")).alias("车架号")]
    marks = read.select(wrong)
    good = read.filter(~marks.select(pl.any_horizontal(pl.all().fill_null(False))).to_series())
    report = marks.with_row_index("row").unpivot(index="row").filter("value")
    assert report.height >= frame.height - good.height
    return good


def timed[Result](rounds: int, work: Callable[[], Result]) -> tuple[float, Result]:
    """Return the best time of some rounds and the last result."""
    best, result = float("inf"), None
    for _ in range(rounds):
        begin = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - begin)
    assert result is not None
    return best, result


def main() -> None:
    """Print each time and its ratio to the anchor measured in the same run."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--policies", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--wrong", type=float, default=0.002)
    chosen = asked.parse_args()
    text = make_policies(chosen.policies, chosen.seed, wrong=chosen.wrong).write_csv()
    for encoding in ("utf-8", "gb18030"):
        data = text.encode(encoding)
        print(f"\n{chosen.policies:,} policies x {20 + FILLERS} columns, {encoding}, {len(data) / 1e6:,.0f} MB")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "保单.csv"
            path.write_bytes(data)
            floor, _ = timed(chosen.rounds, path.read_bytes)
        decode, _ = timed(chosen.rounds, partial(data.decode, encoding))
        read, raw = timed(chosen.rounds, partial(read_folder, {"保单.csv": data}, headings=None))
        anchor = floor if encoding == "utf-8" else decode
        print(f"  raw bytes {floor:.2f} s, decode alone {decode:.2f} s")
        print(
            f"  read      {read:.2f} s = {read / anchor:.1f} x {'raw bytes' if encoding == 'utf-8' else 'decode alone'}"
        )
        if encoding == "utf-8":
            _print_check(raw, data, chosen.rounds, read)


def _print_check(raw: Raw, data: bytes, rounds: int, read: float) -> None:
    """Print the time of reading and checking beside the hand-written script that does both."""
    hand, good = timed(rounds, lambda: by_hand(data))
    check, checked = timed(rounds, lambda: check_book(raw, today=date(2026, 11, 22)))
    kept = checked.book.policies.height
    assert kept == good.height, (kept, good.height)
    print(
        f"  check     {check:.2f} s; read + check {read + check:.2f} s = {(read + check) / hand:.1f} x"
        f" the hand-written script ({hand:.2f} s)"
    )
    print(f"  kept {kept:,}, refused {checked.rows.filter(~pl.col('kept')).height:,}")


if __name__ == "__main__":
    main()
