"""The options of every policy as integer arrays: what may be chosen, what it keeps and what it takes of each line."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xubao.decisions.budget.lines import LINES, cost_column
from xubao.decisions.budget.options import NOTICE
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import Arm, BudgetLine

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]

CLOSED = np.int64(-(2**62))
"""Gain of an option that a policy cannot have."""


@dataclass(frozen=True)
class Choices:
    """Options over the notice, dense: `gain[k, i]` in fen (CLOSED where it may not be chosen) of option k, policy i.

    `cost[d]` maps option k to its fen on line d for every policy, only where any is above 0; `row[k, i]` and
    `notice[i]` are row numbers of the OPTION sheet (-1: the policy has no such option); `wish[i]` is the option of
    highest gain were there money for everything, -1 where that is the notice; `first_fen[d]` is what the first fen
    of a line without any budget would keep at best (0.0 for the other lines).
    """

    policies: pl.Series
    option_ids: tuple[str, ...]
    gain: Ints
    cost: Mapping[int, Mapping[int, Ints]]
    budget: tuple[int, ...]
    row: Ints
    notice: Ints
    notice_value: int
    control: NDArray[np.bool_]
    wish: Ints
    first_fen: tuple[float, ...]

    @property
    def size(self) -> int:
        """Return the number of policies."""
        return len(self.policies)

    def used(self, pick: Ints) -> list[int]:
        """Return the fen each of the nine lines uses when policy i takes option pick[i] (-1: the notice)."""
        totals = [0] * len(LINES)
        for line, by_option in self.cost.items():
            totals[line] = sum(int(fen[pick == k].sum()) for k, fen in by_option.items())
        return totals

    def worth(self, pick: Ints) -> int:
        """Return the total gain over notices for everybody, in fen."""
        taken = np.flatnonzero(pick >= 0)
        return int(self.gain[pick[taken], taken].sum())


def make_choices(options: pl.DataFrame, arms: pl.DataFrame, *, budget: Mapping[BudgetLine, int]) -> Choices:
    """Return the choices of an OPTION sheet; policies in order of number, so that ties fall the same way every time.

    An option that keeps no more than the notice, that alone exceeds a line, or that is for a control policy is
    closed. Raises Refusal offers.no_notice or offers.negative_cost.
    """
    ids = tuple(sorted(set(options["option_id"].unique()) - {NOTICE}))
    parts = {each: np.flatnonzero((options["option_id"] == each).to_numpy()) for each in (NOTICE, *ids)}
    names = options["policy_no"]
    policies = names[parts[NOTICE]].sort()
    _refuse_bad(options)
    notice, *others = _placed(names, policies, list(parts.values()))
    row = np.stack(others) if others else _no_rows(len(policies))
    value = options["value_fen"].to_numpy()
    base = value[notice] if len(policies) else np.zeros(0, dtype=np.int64)
    gain = np.where(row >= 0, _at(value, row) - base, CLOSED)
    gain[gain <= 0] = CLOSED
    control = _control(policies, arms)
    gain[:, control] = CLOSED
    wish = _best(gain)
    limits = tuple(budget.get(line, 0) for line in LINES)
    cost = _costs(options, row)
    first = tuple(_first_fen(gain, cost.get(line, {}), limit) for line, limit in enumerate(limits))
    for line, by_option in cost.items():
        for k, fen in by_option.items():
            gain[k, fen > limits[line]] = CLOSED
    return Choices(policies, ids, gain, cost, limits, row, notice, int(base.sum()), control, wish, first)


def _first_fen(gain: Ints, by_option: Mapping[int, Ints], limit: int) -> float:
    if limit > 0:
        return 0.0
    return max((_highest_rate(gain[k], fen) for k, fen in by_option.items()), default=0.0)


def _highest_rate(gain: Ints, fen: Ints) -> float:
    wanted = (fen > 0) & (gain > 0)
    return float((gain[wanted] / fen[wanted]).max()) if wanted.any() else 0.0


def _best(gain: Ints) -> Ints:
    if not gain.shape[0]:
        return np.full(gain.shape[1], -1, dtype=np.int64)
    best = gain.argmax(axis=0)
    return np.where(gain.max(axis=0) > 0, best, -1)


def _placed(names: pl.Series, policies: pl.Series, parts: list[Ints]) -> list[Ints]:
    """Return for each option its row number of each policy, -1 where there is none.

    Options usually list the same policies in the same order: then the places are looked up only once.
    """
    index = pl.DataFrame({"policy_no": policies}).with_row_index("place")
    placed, last_names, place = [], None, np.zeros(0, dtype=np.int64)
    for part in parts:
        here = names[part]
        if last_names is None or len(here) != len(last_names) or not here.equals(last_names):
            found = here.to_frame("policy_no").join(index, on="policy_no", how="left", maintain_order="left")
            _refuse_bare(found)
            last_names, place = here, found["place"].cast(pl.Int64).to_numpy()
        rows = np.full(len(policies), -1, dtype=np.int64)
        rows[place] = part
        placed.append(rows)
    return placed


def _no_rows(size: int) -> Ints:
    return np.zeros((0, size), dtype=np.int64)


def _at(values: Ints, row: Ints) -> Ints:
    return values[np.maximum(row, 0)] if len(values) else np.zeros_like(row)


def _costs(options: pl.DataFrame, row: Ints) -> dict[int, dict[int, Ints]]:
    """Return line -> option -> fen for every policy, leaving out what costs nobody anything."""
    costs: dict[int, dict[int, Ints]] = {}
    for line, word in enumerate(LINES):
        column = options[cost_column(word)].to_numpy()
        if not len(column) or not column.any():
            continue
        table = {k: np.where(rows >= 0, _at(column, rows), 0) for k, rows in enumerate(row)}
        costs[line] = {k: fen for k, fen in table.items() if fen.any()}
    return costs


def _control(policies: pl.Series, arms: pl.DataFrame) -> NDArray[np.bool_]:
    control = arms.filter(pl.col("arm") == Arm.CONTROL.value)["policy_no"]
    return policies.is_in(control.implode()).to_numpy()


def _refuse_bare(found: pl.DataFrame) -> None:
    bare = found.filter(pl.col("place").is_null())["policy_no"]
    if len(bare):
        raise Refusal("offers.no_notice", policy_no=bare[0], count=len(bare))


def _refuse_bad(options: pl.DataFrame) -> None:
    for line in LINES:
        wrong = options.filter(pl.col(cost_column(line)) < 0)
        if wrong.height:
            raise Refusal("offers.negative_cost", policy_no=wrong["policy_no"][0], budget_line=line.zh)
    paid = options.filter((pl.col("option_id") == NOTICE) & (pl.sum_horizontal(map(cost_column, LINES)) > 0))
    if paid.height:
        raise Refusal("offers.paid_notice", policy_no=paid["policy_no"][0], count=paid.height)
