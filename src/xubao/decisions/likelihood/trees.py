"""What do boosted trees say, and which input said how much?"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xubao.decisions.likelihood.inputs import Inputs, codes_of, numbers_of
from xubao.decisions.likelihood.labelled import Rows
from xubao.decisions.likelihood.paths import add_up, leaf_parts

Reals = NDArray[np.float64]

SETTINGS: dict[str, object] = {
    "objective": "binary",
    "learning_rate": 0.04,
    "num_leaves": 12,
    "min_data_in_leaf": 80,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 20.0,
    "cat_smooth": 20.0,
    "cat_l2": 20.0,
    "max_cat_to_onehot": 8,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}
"""Small trees, strong shrinkage: chosen by rolling evaluation (docs/sums/likelihood.md)."""

MOST_ROUNDS = 600
LEAST_ROUNDS = 20
PATIENCE = 60

_BLOCK = 200_000
"""Rows scored at a time: bounds memory on millions of rows."""


@dataclass(frozen=True)
class Trees:
    """Boosted trees as LightGBM's own text, with the inputs in the order in which it reads them."""

    inputs: Inputs
    text: str

    def log_odds(self, features: pl.DataFrame, *, threads: int = 1) -> Reals:
        """Return one log odds per row."""
        blocks = [
            self._booster.predict(_matrix(block, self.inputs), raw_score=True, num_threads=threads)
            for block in features.iter_slices(_BLOCK)
        ]
        return np.concatenate([np.zeros(0), *blocks])

    def shares(self, features: pl.DataFrame, *, threads: int = 1) -> dict[str, Reals]:
        """Return per input what it adds to the log odds of each row, against the average training row.

        Each split gives its input the step from the mean below the parent to the mean below the child (Saabas); the
        parts add up to the log odds less their mean. Some twenty times as fast as Shapley values, close to them.
        """
        names = (*self.inputs.numbers, *self.inputs.categories)
        blocks = [np.zeros((0, len(names)))]
        for block in features.iter_slices(_BLOCK):
            leaves = self._booster.predict(_matrix(block, self.inputs), pred_leaf=True, num_threads=threads)
            blocks.append(add_up(self._paths, np.asarray(leaves, dtype=np.int64), width=len(names)))
        parts = np.concatenate(blocks)
        return {name: parts[:, at] for at, name in enumerate(names)}

    def state(self) -> dict[str, Any]:
        """Return the trees as plain JSON values."""
        return asdict(self)

    @staticmethod
    def restore(state: Mapping[str, Any]) -> "Trees":
        """Return the trees that `state` gave."""
        words = {name: tuple(levels) for name, levels in state["inputs"]["categories"].items()}
        return Trees(Inputs(tuple(state["inputs"]["numbers"]), words), str(state["text"]))

    @cached_property
    def _booster(self) -> Any:
        import lightgbm

        return lightgbm.Booster(model_str=self.text)

    @cached_property
    def _paths(self) -> list[Reals]:
        width = len(self.inputs.numbers) + len(self.inputs.categories)
        return [leaf_parts(tree["tree_structure"], width) for tree in self._booster.dump_model()["tree_info"]]


def learn_trees(rows: Rows, inputs: Inputs, *, rounds: int, seed: int, threads: int = 1) -> Trees:
    """Return trees grown for a fixed number of rounds on rows with a known outcome (1 = renewed)."""
    return Trees(inputs, _grow(rows, inputs, _run(rounds, seed, threads)).model_to_string())


def count_rounds(early: Rows, late: Rows, inputs: Inputs, *, seed: int, threads: int = 1) -> int:
    """Return after how many rounds, grown on the early rows, the log-loss on the later rows is least."""
    import lightgbm

    watched = lightgbm.Dataset(_matrix(late.features, inputs), late.renewed)
    stop = lightgbm.early_stopping(PATIENCE, verbose=False)
    run = _run(MOST_ROUNDS, seed, threads) | {"valid_sets": [watched], "callbacks": [stop]}
    return max(int(_grow(early, inputs, run).best_iteration), LEAST_ROUNDS)


def _run(rounds: int, seed: int, threads: int) -> dict[str, Any]:
    return {"params": {**SETTINGS, "seed": seed, "num_threads": threads}, "num_boost_round": rounds}


def _grow(rows: Rows, inputs: Inputs, run: dict[str, Any]) -> Any:
    import lightgbm

    words = list(range(len(inputs.numbers), len(inputs.numbers) + len(inputs.categories)))
    matrix = _matrix(rows.features, inputs)
    taught = lightgbm.Dataset(matrix, rows.renewed, weight=rows.weights, categorical_feature=words)
    for watched in run.get("valid_sets", []):
        watched.set_reference(taught)
    return lightgbm.train(train_set=taught, **run)


def _matrix(features: pl.DataFrame, inputs: Inputs) -> Reals:
    return np.hstack([numbers_of(features, inputs.numbers), codes_of(features, inputs.categories)])
