"""On a real insurer's renewals the model reaches its bar out of time (skipped where the data is not there)."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from xubao.decisions.book.headings import read_heading_map
from xubao.decisions.book.reading import read_events
from xubao.decisions.likelihood.calibration import Measured, measure
from xubao.decisions.likelihood.scoring import score
from xubao.decisions.likelihood.training import load_model, train

UNTIL = date(2017, 9, 30)
EVENTS = "es_renewal_events_to_2017.parquet"
HEADINGS = Path(__file__).parents[3] / "examples/es_renewal_events/headings.yaml"


@pytest.fixture(scope="module")
def measured(real_data: Path) -> Measured:
    """Trained until 2017-09, stored, loaded, and scored on 2017-10..12 without the outcome."""
    headings = read_heading_map(HEADINGS.read_bytes())
    rows = read_events((real_data / EVENTS).read_bytes(), EVENTS, headings=headings)
    model = load_model(train(rows, until=UNTIL, seed=1).dump())
    later = rows.filter(pl.col("renewal_date") > UNTIL)
    scored = score(model, later.drop("renewed"), with_reasons=False)
    return measure(scored["p_renew"].to_numpy(), later["renewed"].cast(pl.Float64).to_numpy())


@pytest.mark.real_data
@pytest.mark.req("C1")
def test_it_ranks_later_months_and_is_not_too_good_to_be_true(measured: Measured) -> None:
    assert 0.66 <= measured.auc <= 0.70


@pytest.mark.real_data
@pytest.mark.req("C1")
def test_its_probabilities_mean_what_they_say_on_later_months(measured: Measured) -> None:
    assert 0.85 <= measured.slope <= 1.15
    assert measured.mean_p == pytest.approx(measured.base_rate, abs=0.015)
