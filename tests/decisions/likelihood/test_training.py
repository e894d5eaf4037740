"""A model learns the book's own past, no later day, and gives the same numbers once stored."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.decisions.likelihood.cast import decisions

from xubao.decisions.likelihood.backtest import backtest
from xubao.decisions.likelihood.calibration import measure
from xubao.decisions.likelihood.training import Model, load_model, train
from xubao.glossary.refusals import Refusal

UNTIL = date(2025, 6, 30)
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def rows() -> pl.DataFrame:
    return decisions()


@pytest.fixture(scope="module")
def model(rows: pl.DataFrame) -> Model:
    return train(rows, until=UNTIL, seed=1)


def _later(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("renewal_date") > UNTIL)


@pytest.mark.req("C1")
def test_it_ranks_and_is_calibrated_on_months_it_never_saw(rows, model):
    later = _later(rows)
    found = measure(model.p_renew(later), later["renewed"].cast(pl.Float64).to_numpy())
    assert found.auc > 0.68
    assert 0.75 < found.slope < 1.35


def test_the_same_rows_and_seed_give_the_same_bytes(rows, model):
    assert train(rows.sample(fraction=1, shuffle=True, seed=5), until=UNTIL, seed=1).dump() == model.dump()


def test_outcomes_after_the_day_teach_nothing(rows, model):
    turned = pl.when(pl.col("renewal_date") > UNTIL).then(~pl.col("renewed")).otherwise("renewed")
    assert train(rows.with_columns(turned.alias("renewed")), until=UNTIL, seed=1).dump() == model.dump()


def test_keys_days_and_undeclared_columns_are_never_inputs(rows):
    told = rows.with_columns(pl.col("renewed").cast(pl.Float64).alias("policy_id"))
    read = train(told, until=UNTIL, seed=1).trees.inputs
    assert not {"policy_id", "policy_no", "renewal_date", "as_of", "renewed"} & {*read.numbers, *read.categories}


def test_declared_extras_and_derived_columns_are_inputs(model):
    assert {"x_horse_power", "change_fen", "peer_gap"} <= set(model.trees.inputs.numbers)


def test_a_stored_model_gives_the_same_numbers(rows, model):
    assert (load_model(model.dump()).p_renew(rows) == model.p_renew(rows)).all()


def test_a_stored_model_keeps_the_text_of_its_heading_map(model):
    assert load_model(model.with_headings("columns: {甲: policy_no}").dump()).headings == "columns: {甲: policy_no}"


def test_a_model_stored_by_an_earlier_version_still_gives_its_numbers():
    stored = load_model((GOLDEN / "model_v1.json").read_bytes())
    asked = pl.read_json(GOLDEN / "rows_v1.json")
    assert stored.p_renew(asked) == pytest.approx(asked["p_renew"].to_numpy(), abs=1e-9)


def test_the_report_says_what_it_learned_from(rows, model):
    known = rows.filter(pl.col("renewal_date") <= UNTIL)
    assert (model.report["rows"], model.report["last_day"]) == (known.height, str(known["renewal_date"].max()))


def test_a_rolling_evaluation_measures_each_model_on_the_months_after_it(rows):
    folds = ((date(2025, 3, 31), date(2025, 6, 30)), (date(2025, 6, 30), date(2025, 9, 30)))
    found = backtest(rows, folds=folds, seed=1)
    expected = [rows.filter(pl.col("renewal_date").is_between(a, b, closed="right")).height for a, b in folds]
    assert [fold.measured.rows for fold in found] == expected


@pytest.mark.parametrize(
    ("kept", "code"),
    [
        (pl.col("renewed").is_null(), "likelihood.no_labels"),
        (pl.col("renewal_date") > date(2025, 7, 1), "likelihood.no_labels"),
        (pl.col("renewed"), "likelihood.one_class"),
        (pl.int_range(pl.len()) < 400, "likelihood.too_few"),
    ],
)
def test_rows_that_cannot_teach_are_refused(rows, kept, code):
    with pytest.raises(Refusal) as refused:
        train(rows.filter(kept), until=UNTIL, seed=1)
    assert refused.value.code == code


def test_fifty_of_the_rarer_outcome_are_needed(rows):
    rare = pl.concat([rows.filter("renewed"), rows.filter(~pl.col("renewed")).head(49)])
    with pytest.raises(Refusal) as refused:
        train(rare, until=date(2026, 1, 1), seed=1)
    assert refused.value.data["smaller"] == 49


def test_rows_that_differ_in_nothing_are_refused(rows):
    with pytest.raises(Refusal) as refused:
        train(rows.select("policy_no", "renewal_date", "as_of", "renewed"), until=UNTIL, seed=1)
    assert refused.value.code == "likelihood.no_inputs"


def test_later_rows_that_all_renewed_are_refused(rows):
    known = rows.filter(pl.col("renewal_date") <= UNTIL).with_row_index("at")
    with pytest.raises(Refusal) as refused:
        train(known.with_columns(pl.col("renewed") | (pl.col("at") > 1000)), until=UNTIL, seed=1)
    assert refused.value.code == "likelihood.one_class"


def test_infinite_and_not_a_number_cells_are_read_as_empty(rows, model):
    broken = rows.head(1).with_columns(premium_change=pl.lit(float("inf")), customer_age=pl.lit(float("nan")))
    empty = rows.head(1).with_columns(premium_change=pl.lit(None, dtype=pl.Float64), customer_age=None)
    assert model.raw(broken.drop("premium_last_fen")) == pytest.approx(model.raw(empty.drop("premium_last_fen")))


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_a_model_cut_off_is_refused(model, cut):
    with pytest.raises(Refusal) as refused:
        load_model(model.dump()[:cut])
    assert refused.value.code == "likelihood.broken_model"


@pytest.mark.parametrize("data", [b"\x80\x04", b"[]", b"{}", b'{"format": "other", "version": 1}'])
def test_bytes_that_are_no_model_of_ours_are_refused(data):
    with pytest.raises(Refusal) as refused:
        load_model(data)
    assert refused.value.code == "likelihood.broken_model"


def test_a_model_that_lost_a_part_is_refused(model):
    state = json.loads(model.dump())
    del state["model"]["trees"]["text"]
    with pytest.raises(Refusal) as refused:
        load_model(json.dumps(state).encode())
    assert refused.value.code == "likelihood.broken_model"


def test_trees_that_were_cut_off_are_refused(model):
    state = json.loads(model.dump())
    state["model"]["trees"]["text"] = state["model"]["trees"]["text"][:200]
    with pytest.raises(Refusal) as refused:
        load_model(json.dumps(state).encode())
    assert refused.value.code == "likelihood.broken_model"


def test_a_model_of_a_later_version_is_refused_by_name(model):
    state = json.loads(model.dump()) | {"version": 99}
    with pytest.raises(Refusal) as refused:
        load_model(json.dumps(state).encode())
    assert (refused.value.code, refused.value.data["found"]) == ("likelihood.unknown_version", 99)
