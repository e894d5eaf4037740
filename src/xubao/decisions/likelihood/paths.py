"""Which input of a tree moved a row from the average to its leaf, and by how much?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]


def leaf_parts(root: Mapping[str, Any], width: int) -> Reals:
    """Return leaves x inputs: the steps on the way from the root to each leaf, by the input that was asked.

    root: a tree as LightGBM's dump_model gives it. Steps are between means of leaf values weighted by training rows.
    """
    found = dict(_walk(root, np.zeros(width)))
    return np.stack([found[leaf] for leaf in range(len(found))])


def add_up(trees: Sequence[Reals], leaves: NDArray[np.int64], *, width: int) -> Reals:
    """Return rows x inputs: the parts of the leaf that each row reaches, added over all trees."""
    total = np.zeros((len(leaves), width))
    for at, parts in enumerate(trees):
        total += parts[leaves[:, at]]
    return total


def _walk(node: Mapping[str, Any], so_far: Reals) -> Iterator[tuple[int, Reals]]:
    if "split_feature" not in node:
        yield node.get("leaf_index", 0), so_far
        return
    _, here = _mean(node)
    for child in (node["left_child"], node["right_child"]):
        step = so_far.copy()
        step[node["split_feature"]] += _mean(child)[1] - here
        yield from _walk(child, step)


def _mean(node: Mapping[str, Any]) -> tuple[float, float]:
    """Return training rows below a node and the mean of their leaf values."""
    if "split_feature" not in node:
        return float(node.get("leaf_count", 1)), float(node["leaf_value"])
    left, right = _mean(node["left_child"]), _mean(node["right_child"])
    rows = left[0] + right[0]
    return rows, (left[0] * left[1] + right[0] * right[1]) / max(rows, 1.0)
