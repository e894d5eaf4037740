"""A specimen book is written as an insurer's extracts, and the truth about its people beside it."""

import json
from datetime import date
from functools import partial
from pathlib import Path

from xubao.decisions.book.specimen.making import Specimen
from xubao.decisions.book.specimen.making import make_specimen as draw_specimen
from xubao.desk.book.extracts import FILES, as_extract
from xubao.desk.files import write_whole

MOMENT = "%Y-%m-%d %H:%M:%S"
FACTOR_DECIMALS = 4
"""Factors are written to a basis point."""


def make_specimen(out: Path, *, policies: int, seed: int, years: int, until: date) -> Specimen:
    """Draw a specimen book and write its tables as CSV with Chinese headings; the same arguments, the same bytes."""
    specimen = draw_specimen(policies=policies, seed=seed, years=years, until=until)
    for name, frame in specimen.book.tables().items():
        if frame.height:
            extract = as_extract(name, frame)
            write_whole(
                out / f"{FILES[name]}.csv",
                partial(extract.write_csv, float_precision=FACTOR_DECIMALS, datetime_format=MOMENT),
            )
    manifest = json.dumps(specimen.manifest, ensure_ascii=False, indent=2, default=str) + "\n"
    write_whole(out / "说明.json", lambda fresh: fresh.write_text(manifest, encoding="utf-8"))
    return specimen


def write_truth(specimen: Specimen, *, out: Path) -> Path:
    """Write every customer's true response to every action; only a specimen world has one."""
    path = out / "truth" / "truth.parquet"
    write_whole(path, specimen.truth.write_parquet)
    return path
