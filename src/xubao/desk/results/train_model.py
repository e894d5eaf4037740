"""A renewal model is trained on a table of past decisions, and scores another."""

from datetime import date
from pathlib import Path

import polars as pl

from xubao.decisions.book.headings import KNOWN, HeadingMap, read_heading_map
from xubao.decisions.book.reading import read_events
from xubao.decisions.likelihood.scoring import score
from xubao.decisions.likelihood.training import Model, load_model, train
from xubao.desk.files import read_bytes, write_whole

SEED = 20261122
"""Training is repeatable: the same table gives the same model, byte for byte."""


def train_model(events: Path, *, headings: Path | None, until: date, out: Path) -> Model:
    """Train on the decisions up to a day and write the model, which remembers the heading map it was read with."""
    text = read_bytes(headings) if headings else b""
    table = read_events(read_bytes(events), events.name, headings=heading_map(text))
    model = train(table.drop("policy_id"), until=until, seed=SEED).with_headings(text.decode())
    write_whole(out, lambda fresh: fresh.write_bytes(model.dump()))
    return model


def score_events(events: Path, *, model: Path, out: Path) -> int:
    """Write policy_id, renewal_date and p_renew of every decision of a table (CSV or parquet); return the rows."""
    known = load_model(read_bytes(model))
    table = read_events(read_bytes(events), events.name, headings=heading_map(known.headings.encode()))
    scores = score(known, table.drop("policy_id"), with_reasons=False)
    answer = pl.DataFrame(
        {"policy_id": table["policy_id"], "renewal_date": table["renewal_date"], "p_renew": scores["p_renew"]}
    )
    write_whole(out, answer.write_csv if out.suffix.lower() == ".csv" else answer.write_parquet)
    return answer.height


def heading_map(text: bytes) -> HeadingMap:
    """Return the heading map of a YAML text; without one the common headings are known."""
    return read_heading_map(text) if text else KNOWN


def known_model(path: Path | None) -> Model | None:
    """Return the model of a file that `train` wrote, None for no file."""
    return load_model(read_bytes(path)) if path else None
